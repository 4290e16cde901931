#include "forms/page.h"

#include "i18n/layout.h"
#include "tests/support/fixture.h"

#include <string.h>

/* A record of a form with the answers given in pairs of field and value. */
static struct form_record record_of(struct fixture *f, const struct forms *forms, const char *name,
                                    const char *const answers[][2], size_t count)
{
    const struct form *form = form_find(forms, name);
    struct form_record record = {
        .form = form,
        .answers = arena_array(&f->arena, struct answer, form->field_count),
    };
    for (size_t i = 0; i < form->field_count; i++)
        record.answers[i].value = "";
    for (size_t i = 0; i < count; i++)
        record.answers[form_index(form, form_field(form, answers[i][0]))].value = answers[i][1];
    return record;
}

static const char *const report[][2] = {
    {"recipients",   "教育局教育股\tمائارىپ بۆلۈمى\n教育督导室"},
    {"grade",        "7"                                                               },
    {"class_number", "2"                                                               },
    {"student",      "李示例"                                                       },
    {"absent_from",  "2026-09-15"                                                      },
    {"absent_to",    "2026-09-17"                                                      },
    {"persuasions",  "3"                                                               },
    {"basics",       "孩子随表哥去县城打零工。"                            },
};

static void the_blanks_of_the_sentence_are_filled_in(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = forms_open(NULL, &f->err);
    struct form_record record = record_of(f, forms, "return_report", report, COUNT(report));

    const char *zh = page_sentence(&record, LANGUAGE_ZH, &f->arena);
    const char *ug = page_sentence(&record, LANGUAGE_UG, &f->arena);

    assert_string_equal(zh, "教育局教育股、教育督导室：兹有我校7年级2班学生李示例，"
                            "2026年9月15日-2026年9月17日期间未到校上课，经学校和村（社区）工作人员3次劝学未果，"
                            "恳请教育局教育股、教育督导室按照义务教育法相关责任要求，采取劝学措施让其返校，"
                            "完成九年义务教育。");
    assert_non_null(strstr(ug, "2026-يىل 9-ئاينىڭ 15-كۈنى"));
    assert_null(strchr(ug, '{'));
    forms_close(forms);
}

static void a_page_has_room_for_who_signs_and_keeps_its_frame(void **state)
{
    struct fixture *f = *state;
    struct forms *forms = forms_open(NULL, &f->err);
    const char *course = "上门，父亲在家。孩子前天随表哥去县城打零工，父亲愿意接回。"
                         "约定周五前返校，村干部同去县城。\n第二天再去。";
    const char *const said[][2] = {
        {"school",      "示例中学"},
        {"how",         "visit.joint" },
        {"course",      course        },
        {"family_says", "agrees"      },
    };
    struct form_record record = record_of(f, forms, "persuasion", said, COUNT(said));

    const char *text = page_text(&record, LANGUAGE_ZH, &f->arena);

    assert_non_null(strstr(text, "家长签字: "));
    assert_non_null(strstr(text, "学生签字: "));
    assert_non_null(strstr(text, "校领导签字: "));
    assert_non_null(strstr(text, "家长态度: 同意返校"));
    assert_null(strstr(text, "共同家访"));
    for (const char *line = strstr(text, "\u250C"); *line; line += strcspn(line, "\n") + 1)
        assert_int_equal(layout_columns(line, strcspn(line, "\n"), 0), PAGE_COLUMNS);
    forms_close(forms);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_blanks_of_the_sentence_are_filled_in),
        SPEC(a_page_has_room_for_who_signs_and_keeps_its_frame),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("page", specs, NULL, NULL) : 1;
}
