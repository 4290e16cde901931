#include "tests/support/fixture.h"

#include "core/lists/idnumber.h"

static void birth_day_and_sex_are_inside_the_number(void **state)
{
    struct fixture *f = *state;
    struct idnumber boy, girl;

    assert_true(idnumber_read("659900201404110011", &boy, &f->err));
    assert_true(idnumber_read("65990020130502058X", &girl, &f->err));

    assert_string_equal(boy.born, "2014-04-11");
    assert_string_equal(boy.sex, "m");
    assert_string_equal(girl.born, "2013-05-02");
    assert_string_equal(girl.sex, "f");
}

static void what_can_mean_only_one_number_is_put_right(void **state)
{
    struct fixture *f = *state;
    static const char *const written[] = {
        "6599OO2O14O411OO11", "6599002014041100l1", "65990020140411001 1", "'659900201404110011",
        "６５９９００２０１４０４１１００１１", " 659900 20140411 0011 ", "659900-20140411-0011",
        "6599002014041100I1\t"};

    for (size_t i = 0; i < COUNT(written); i++) {
        struct idnumber id = {0};
        assert_true(idnumber_read(written[i], &id, &f->err));
        assert_string_equal(id.number, "659900201404110011");
    }
}

static void a_small_or_wide_x_is_the_check_character(void **state)
{
    struct fixture *f = *state;
    static const char *const written[] = {"65990020130502058x", "65990020130502058Ｘ",
                                          "65990020130502058×", "65990020130502058Х"};

    for (size_t i = 0; i < COUNT(written); i++) {
        struct idnumber id = {0};
        assert_true(idnumber_read(written[i], &id, &f->err));
        assert_string_equal(id.number, "65990020130502058X");
    }
}

static void a_wrong_number_says_what_is_wrong(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *written, *key;
    } wrong[] = {
        {"",                                       "idnumber.length"   },
        {"65990020140411001",                      "idnumber.length"   },
        {"6599002014041100113",                    "idnumber.length"   },
        {"659900140411001",                        "idnumber.length"   },
        {"65990020140411001?",                     "idnumber.character"},
        {"6599002014X4110011",                     "idnumber.character"},
        {"659900201404110014",                     "idnumber.check"    },
        {"6599002O14O411OO14",                     "idnumber.check"    },
        {"659900201402300014",                     "idnumber.day"      },
        {"6.599E+17",                              "idnumber.rounded"  },
        {"99999999999999999999999999999999999999", "idnumber.length"   },
    };

    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct idnumber id;
        struct error err = {0};
        assert_false(idnumber_read(wrong[i].written, &id, &err));
        assert_string_equal(err.key, wrong[i].key);
    }
    assert_int_equal(f->err.kind, ERROR_NONE);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(birth_day_and_sex_are_inside_the_number),
        SPEC(what_can_mean_only_one_number_is_put_right),
        SPEC(a_small_or_wide_x_is_the_check_character),
        SPEC(a_wrong_number_says_what_is_wrong),
    };
    return cmocka_run_group_tests_name("idnumber", specs, NULL, NULL);
}
