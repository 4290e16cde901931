#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/names/sound.h"

static void a_name_sounds_alike_in_both_scripts(void **state)
{
    static const struct {
        const char *zh, *ug;
    } names[] = {
        {"阿依古丽·买买提", "ئايگۈل مەمەت"},
        {"阿卜杜热伊木",      "ئابدۇرەھىم"   },
        {"帕提古丽",            "پاتىگۈل"         },
        {"吐尔逊",               "تۇرسۇن"           },
        {"库尔班",               "قۇربان"           },
        {"古丽娜尔",            "گۈلنار"           },
        {"努尔买买提",         "نۇرمۇھەممەت" },
    };
    (void)state;

    for (size_t i = 0; i + 1 < COUNT(names); i++) {
        char zh[32], ug[32];
        assert_true(sound_of_name(names[i].zh, zh, sizeof zh) > 0);
        sound_of_name(names[i].ug, ug, sizeof ug);
        assert_string_equal(zh, ug);
    }
}

static void other_names_sound_otherwise(void **state)
{
    char left[32], right[32];
    (void)state;

    sound_of_name("库尔班", left, sizeof left);
    sound_of_name("تۇرسۇن", right, sizeof right);

    assert_string_not_equal(left, right);
}

static void what_is_no_name_has_no_sound(void **state)
{
    char sound[32];
    (void)state;

    assert_int_equal(sound_of_name("", sound, sizeof sound), 0);
    assert_int_equal(sound_of_name("12 · ?", sound, sizeof sound), 0);
    assert_string_equal(sound, "");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(a_name_sounds_alike_in_both_scripts),
        cmocka_unit_test(other_names_sound_otherwise),
        cmocka_unit_test(what_is_no_name_has_no_sound),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("sound", specs, NULL, NULL) : 1;
}
