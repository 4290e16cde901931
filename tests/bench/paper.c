/*
 * Papers by the hundred: tests/bench/paper FORM LANGUAGE COUNT [FOLDER] >FILE.pdf
 *
 * FOLDER is a county with forms of its own.
 *
 * Every question has an answer of its kind about people who do not exist, a little other in each.
 */
#include "forms/paper/pdf_form.h"
#include "forms/paper/sheet.h"

#include <stdlib.h>
#include <string.h>

/* A long answer, as each language writes it. */
static const char *const paragraphs[LANGUAGE_COUNT] = {
    [LANGUAGE_ZH] = "上门，父亲在家。孩子前天随表哥去县城打零工，父亲愿意接回。"
                    "约定周五前返校，村干部同去县城。",
    [LANGUAGE_UG] = "ئۆيىگە باردۇق، دادىسى ئۆيدە ئىدى. بالا ناھىيە بازىرىدا ئىشلەۋېتىپتۇ، دادىسى "
                    "ئېلىپ كېلىشكە قوشۇلدى. 2026-09-18 كۈنىگىچە مەكتەپكە قايتىدىغان بولدى.",
    [LANGUAGE_EN] = "Called at the home; the father was in. The child works in the county town with a "
                    "cousin, and the father will fetch it. Back at school by 2026-09-18.",
};

static const struct {
    const char *type, *value;
} samples[] = {
    {"child",          "阿米娜·塔依尔\tئامىنە تاھىر"                                                                                         },
    {"person",         "古丽努尔·麦麦提\tگۈلنۇر مەمەت"                                                                                      },
    {"guardian",       "塔依尔·凯赛尔\tتاھىر قەيسەر"                                                                                         },
    {"people",         "林静怡\nئامىنە\n李示例"                                                                                                    },
    {"sex",            "f"                                                                                                                                     },
    {"yes_no",         "yes"                                                                                                                                   },
    {"date",           "2026-09-17"                                                                                                                            },
    {"month",          "2014-08"                                                                                                                               },
    {"time",           "08:30"                                                                                                                                 },
    {"phone",          "13900002102"                                                                                                                           },
    {"mobile",         "13900002102"                                                                                                                           },
    {"landline",       "0994-4500000"                                                                                                                          },
    {"id_number",      "659900201408170003"                                                                                                                    },
    {"student_number", "G659900201408170003"                                                                                                                   },
    {"school",         "白杨镇第1初级中学\tئاقتېرەك بازارلىق 1-تولۇقسىز ئوتتۇرا مەكتەپ"                           },
    {"class",          "七年级(1)班\t7-يىللىق (1)-سىنىپ"                                                                                        },
    {"place",          "示例县白杨镇柳树村3组12号\tمىسال ناھىيەسى ئاقتېرەك بازىرى سۆگەت كەنتى 3-گۇرۇپپا"},
    {"number",         "7"                                                                                                                                     },
    {"integer",        "7"                                                                                                                                     },
    {"decimal",        "12.5"                                                                                                                                  },
    {"money",          "1250"                                                                                                                                  },
};

static const char *sample_of(const struct form_field *field)
{
    const struct field_context context = {.choices = field->choices};
    const char *value = "", *label = NULL;
    for (size_t i = 0; i < COUNT(samples); i++)
        if (strcmp(samples[i].type, field->type->name) == 0)
            return samples[i].value;
    if (field->type->option)
        label = field->type->option(&context, LANGUAGE_ZH, 0, &value);
    return label ? value : "务农";
}

static void print_one(struct pdf *pdf, const struct form *form, int number)
{
    ARENA(arena);
    static const struct pdf_stamp stamp = {.where = "示例县", .who = "林静怡", .when = "2026-09-17 14:03"};
    struct form_record record = sheet_blank(form, &arena);
    record.case_number = arena_text(&arena, "%d-%d", number, number % 10);
    for (size_t i = 0; i < form->field_count; i++) {
        const char *sample = sample_of(&form->fields[i]);
        const char *words = paragraphs[pdf_language(pdf)];
        bool long_answer = form->fields[i].type->paragraph;
        record.answers[i].value =
            long_answer ? arena_text(&arena, "%s (%d)", words, number) : sample;
    }
    pdf_form(pdf, &record, &stamp);
}

int main(int argc, char *argv[])
{
    struct error err = {0};
    struct pdf_about about = {.title = "", .author = "", .at = "2026-09-17 14:03"};
    if (argc < 4 || argc > 5 || !catalogue_open() || !language_find(argv[2], &about.language)) {
        fputs("usage: paper FORM zh|ug|en COUNT [FOLDER]\n", stderr);
        return 2;
    }
    struct forms *forms = forms_open(argc == 5 ? argv[4] : NULL, &err);
    const struct form *form = forms ? form_find(forms, argv[1]) : NULL;
    struct pdf *pdf = form ? pdf_open(stdout, &about, &err) : NULL;
    for (int i = 0; pdf && i < atoi(argv[3]); i++)
        print_one(pdf, form, i + 1);
    bool done = pdf && pdf_close(pdf, &err) && fflush(stdout) == 0;
    if (!done)
        fprintf(stderr, "%s %s\n", err.key ? err.key : "no such form", err.values[0]);
    forms_close(forms);
    return done ? 0 : 1;
}
