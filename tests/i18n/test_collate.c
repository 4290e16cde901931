#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/collate.h"

/* The order of a dictionary: the seat of a vowel at a word's beginning counts for nothing. */
static const char *const uyghur[] = {
    "ئاتا", "ئانا", "ئەت", "ئەمەت", "بالا", "پەرھات", "تۇرسۇن", "جۈمە", "چىمەن", "خالىدە",
    "دىلنۇر", "رەنا", "زۆھرە", "ژۇلدۇز", "سابىر", "شادىيە", "غەيرەت", "فاتىمە", "قادىر", "كامىل",
    "گۈلنار", "ڭ", "لەيلا", "مەمەت", "نۇرى", "ھەسەن", "ئوبۇل", "ئۇيغۇر", "ئۆمەر", "ئۈرۈمچى",
    "ۋەلى", "ئېلى", "ئىبراھىم", "ياسىن"};

static const char *const chinese[] = {"阿里木", "陈红", "丁一", "李明", "王伟", "张三", "赵四"};

static void uyghur_names_stand_in_dictionary_order(void **state)
{
    (void)state;

    for (size_t i = 0; i + 1 < COUNT(uyghur); i++)
        assert_true(collate_compare(uyghur[i], uyghur[i + 1]) < 0);
}

static void chinese_names_stand_in_the_order_of_pinyin(void **state)
{
    (void)state;

    for (size_t i = 0; i + 1 < COUNT(chinese); i++)
        assert_true(collate_compare(chinese[i], chinese[i + 1]) < 0);
}

static void uyghur_stands_before_chinese(void **state)
{
    (void)state;

    assert_true(collate_compare("ياسىن", "阿里木") < 0);
    assert_int_equal(collate_compare("李明", "李明"), 0);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(uyghur_names_stand_in_dictionary_order),
        cmocka_unit_test(chinese_names_stand_in_the_order_of_pinyin),
        cmocka_unit_test(uyghur_stands_before_chinese),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("collate", specs, NULL, NULL) : 1;
}
