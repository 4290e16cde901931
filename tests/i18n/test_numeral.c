#include "tests/support/fixture.h"

#include "i18n/numeral.h"

static void numbers_are_read_however_they_are_written(void **state)
{
    static const struct {
        const char *text;
        int number;
    } written[] = {
        {"7",                  7           },
        {"７",                7           },
        {"七年级",          7           },
        {"十二",             12          },
        {"二十三班",       23          },
        {"十",                10          },
        {"二〇二六学年", 2026        },
        {"(2)班",             2           },
        {"2019级",            2019        },
        {"7-يىللىق",     7           },
        {"99999999999",        NUMERAL_MOST},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(written); i++) {
        int number = 0;
        const char *at = written[i].text;
        assert_true(numeral_next(&at, &number));
        assert_int_equal(number, written[i].number);
    }
}

static void each_number_is_found_in_turn(void **state)
{
    int number = 0;
    const char *at = "七年级(2)班";
    (void)state;

    assert_true(numeral_next(&at, &number));
    assert_int_equal(number, 7);
    assert_true(numeral_next(&at, &number));
    assert_int_equal(number, 2);
    assert_false(numeral_next(&at, &number));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(numbers_are_read_however_they_are_written),
        cmocka_unit_test(each_number_is_found_in_turn),
    };
    return cmocka_run_group_tests_name("numeral", specs, NULL, NULL);
}
