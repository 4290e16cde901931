#include "forms/paper/page.h"

#include "i18n/layout.h"
#include "tests/support/answered.h"

#include <string.h>

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
    struct form_record record = answered(f, form_find(forms, "persuasion"), said, COUNT(said));

    const char *text = page_text(&record, LANGUAGE_ZH, &f->arena);

    assert_non_null(strstr(text, "家长签字: "));
    assert_non_null(strstr(text, "学生签字: "));
    assert_non_null(strstr(text, "校领导签字: "));
    assert_non_null(strstr(text, "─ 家长态度 ─"));
    assert_non_null(strstr(text, "[x] 同意返校  [ ] 犹豫"));
    assert_null(strstr(text, "共同家访"));
    for (const char *line = strstr(text, "\u250C"); *line; line += strcspn(line, "\n") + 1)
        assert_int_equal(layout_columns(line, strcspn(line, "\n"), 0), PAGE_COLUMNS);
    forms_close(forms);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_page_has_room_for_who_signs_and_keeps_its_frame),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("page", specs, NULL, NULL) : 1;
}
