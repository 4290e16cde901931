#include "i18n/catalogue.h"
#include "i18n/keyboard.h"
#include "tests/support/fixture.h"

#include <string.h>

static const char ascii[] = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
                            "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>? ";

/* All that the keys type, one after another. */
static const char *all_typed(struct arena *arena)
{
    const char *all = "";
    for (const char *key = ascii; *key; key++) {
        const char *types = keyboard_uyghur(*key);
        all = arena_text(arena, "%s%s", all, types ? types : "");
    }
    return all;
}

static void all_letters_and_the_hamza_seat_can_be_typed(void **state)
{
    struct fixture *f = *state;
    static const char *const letters[] = {
        "ا", "ە", "ب", "پ", "ت", "ج", "چ", "خ", "د", "ر", "ز", "ژ", "س", "ش", "غ", "ف", "ق",
        "ك", "گ", "ڭ", "ل", "م", "ن", "ھ", "و", "ۇ", "ۆ", "ۈ", "ۋ", "ې", "ى", "ي", "ئ"};
    const char *all = all_typed(&f->arena);

    assert_int_equal(COUNT(letters), 33);
    for (size_t i = 0; i < COUNT(letters); i++)
        assert_non_null(strstr(all, letters[i]));
}

static void digits_and_most_signs_stay_as_they_are(void **state)
{
    (void)state;
    for (const char *key = "0123456789 .:'\"-+=*&%$#@!`~^|\\"; *key; key++)
        assert_null(keyboard_uyghur(*key));
}

static void shifted_keys_have_the_letters_of_the_shared_layout_or_nothing(void **state)
{
    (void)state;

    assert_string_equal(keyboard_uyghur('D'), "ژ");
    assert_string_equal(keyboard_uyghur('K'), "ۆ");
    assert_string_equal(keyboard_uyghur('L'), "لا");
    assert_string_equal(keyboard_uyghur('Q'), "");
}

static void brackets_look_the_other_way(void **state)
{
    (void)state;

    assert_string_equal(keyboard_uyghur('('), ")");
    assert_string_equal(keyboard_uyghur(']'), "[");
    assert_string_equal(keyboard_uyghur('{'), "»");
    assert_string_equal(keyboard_uyghur('<'), "›");
}

static void every_letter_leads_back_to_its_key(void **state)
{
    (void)state;

    assert_int_equal(keyboard_key(0x0686), 'q');
    assert_int_equal(keyboard_key(0x0698), 'D');
    assert_int_equal(keyboard_key(0x0626), '/');
    assert_int_equal(keyboard_key(0x061b), ';');
    assert_int_equal(keyboard_key(0x674e), '\0');
}

static void a_vowel_at_the_beginning_of_a_word_needs_a_seat(void **state)
{
    static const struct {
        const char *before, *vowel, *seat;
    } cases[] = {
        {"",          "ا",   "ئ"},
        {"بالا ", "ۇ",   "ئ"},
        {"5-",        "ا",   "ئ"},
        {"(",         "ې",   "ئ"},
        {"李",       "ى",   "ئ"},
        {"ب",        "ا",   ""  },
        {"ئ",        "ا",   ""  },
        {"ئا",      "ى",   ""  },
        {"بَ",      "ا",   ""  },
        {"",          "ب",   ""  },
        {"",          "لا", ""  },
        {"",          "a",    ""  },
        {"",          "",     ""  },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(
            keyboard_hamza(cases[i].before, strlen(cases[i].before), cases[i].vowel),
            cases[i].seat);
}

static void a_keyboard_is_found_by_its_code(void **state)
{
    enum keyboard keyboard = KEYBOARD_COUNT;
    (void)state;

    for (int i = 0; i < KEYBOARD_COUNT; i++) {
        assert_true(keyboard_find(keyboard_code((enum keyboard)i), &keyboard));
        assert_int_equal(keyboard, i);
    }
    assert_false(keyboard_find("qwertz", &keyboard));
}

int main(void)
{
    if (!catalogue_open())
        return 1;
    const struct CMUnitTest specs[] = {
        SPEC(all_letters_and_the_hamza_seat_can_be_typed),
        SPEC(digits_and_most_signs_stay_as_they_are),
        SPEC(shifted_keys_have_the_letters_of_the_shared_layout_or_nothing),
        SPEC(brackets_look_the_other_way),
        SPEC(every_letter_leads_back_to_its_key),
        SPEC(a_vowel_at_the_beginning_of_a_word_needs_a_seat),
        SPEC(a_keyboard_is_found_by_its_code),
    };
    return cmocka_run_group_tests_name("keyboard", specs, NULL, NULL);
}
