#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/names/collate.h"

#include <stdio.h>

/* The order of a dictionary: the seat of a vowel at a word's beginning counts for nothing. */
static const char *const uyghur[] = {
    "ئاتا", "ئانا", "ئەت", "ئەمەت", "بالا", "پەرھات", "تۇرسۇن", "جۈمە", "چىمەن", "خالىدە",
    "دىلنۇر", "رەنا", "زۆھرە", "ژۇلدۇز", "سابىر", "شادىيە", "غەيرەت", "فاتىمە", "قادىر", "كامىل",
    "گۈلنار", "ڭ", "لەيلا", "مەمەت", "نۇرى", "ھەسەن", "ئوبۇل", "ئۇيغۇر", "ئۆمەر", "ئۈرۈمچى",
    "ۋەلى", "ئېلى", "ئىبراھىم", "ياسىن"};

/* The alphabet. */
static const char *const letters[] = {
    "ا", "ە", "ب", "پ", "ت", "ج", "چ", "خ", "د", "ر", "ز", "ژ", "س", "ش", "غ", "ف",
    "ق", "ك", "گ", "ڭ", "ل", "م", "ن", "ھ", "و", "ۇ", "ۆ", "ۈ", "ۋ", "ې", "ى", "ي"};

static const char *const chinese[] = {"阿里木", "陈红", "丁一", "李明", "王伟", "张三", "赵四"};

static const char *const surnames[] = {
    "艾", "安", "白", "包", "蔡", "陈", "邓", "丁", "董", "范", "方", "冯", "高", "郭", "韩", "何", "胡", "黄",
    "贾", "江", "李", "林", "刘", "马", "孟", "潘", "彭", "齐", "钱", "孙", "唐", "王", "吴", "徐", "杨", "张",
    "赵", "周", "朱"};

static void uyghur_names_stand_in_dictionary_order(void **state)
{
    (void)state;

    for (size_t i = 0; i + 1 < COUNT(uyghur); i++)
        assert_true(collate_compare(uyghur[i], uyghur[i + 1]) < 0);
}

static void letters_stand_in_the_order_of_the_alphabet(void **state)
{
    (void)state;

    for (size_t i = 0; i + 1 < COUNT(letters); i++) {
        char before[16], after[16];
        assert_true(collate_compare(letters[i], letters[i + 1]) < 0);
        snprintf(before, sizeof before, "با%sي", letters[i]);
        snprintf(after, sizeof after, "با%sا", letters[i + 1]);
        assert_true(collate_compare(before, after) < 0);
    }
}

static void the_seat_of_a_vowel_decides_only_between_equals(void **state)
{
    (void)state;

    assert_true(collate_compare("سەنئەت", "سەنەم") < 0);
    assert_true(collate_compare("ئانا", "ئاي") < 0);
    assert_true(collate_compare("ئەلى", "بالا") < 0);
    assert_true(collate_compare("مەسئۇل", "مەسۇل") != 0);
}

static void chinese_names_stand_in_the_order_of_pinyin(void **state)
{
    (void)state;

    for (size_t i = 0; i + 1 < COUNT(surnames); i++)
        assert_true(collate_compare(surnames[i], surnames[i + 1]) < 0);

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
        cmocka_unit_test(letters_stand_in_the_order_of_the_alphabet),
        cmocka_unit_test(the_seat_of_a_vowel_decides_only_between_equals),
        cmocka_unit_test(chinese_names_stand_in_the_order_of_pinyin),
        cmocka_unit_test(uyghur_stands_before_chinese),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("collate", specs, NULL, NULL) : 1;
}
