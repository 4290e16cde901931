#include "i18n/catalogue.h"
#include "tests/support/fixture.h"
#include "tui/widget.h"

static struct text *empty(struct fixture *f, unsigned flags)
{
    struct text *text = arena_new(&f->arena, struct text);
    text_begin(text, &f->arena, "", flags);
    return text;
}

static void type_with(const struct visit *visit, struct text *text, const char *keys)
{
    for (; *keys; keys++) {
        struct key key = {.press = PRESS_TEXT, .text = {*keys}};
        text_key(visit, text, &key);
    }
}

static void the_uyghur_keyboard_types_letters_and_leaves_digits(void **state)
{
    struct fixture *f = *state;
    const struct visit visit = {.language = LANGUAGE_ZH, .keyboard = KEYBOARD_UYGHUR};
    struct text *text = empty(f, 0);

    type_with(&visit, text, "7-yilliQ bLla, (?)");

    assert_string_equal(text->bytes, "7-يڭللڭ بلالھ، )؟(");
}

static void a_clients_own_letters_pass_the_uyghur_keyboard(void **state)
{
    struct fixture *f = *state;
    const struct visit visit = {.keyboard = KEYBOARD_UYGHUR, .auto_hamza = true};
    struct key alef = {.press = PRESS_TEXT, .text = "ا"}, name = {.press = PRESS_TEXT, .text = "李"};
    struct text *text = empty(f, 0);

    text_key(&visit, text, &alef);
    text_key(&visit, text, &name);

    assert_string_equal(text->bytes, "ا李");
}

static void a_vowel_that_begins_a_word_gets_its_seat_when_one_likes(void **state)
{
    struct fixture *f = *state;
    const struct visit plain = {.keyboard = KEYBOARD_UYGHUR};
    const struct visit seats = {.keyboard = KEYBOARD_UYGHUR, .auto_hamza = true};
    struct text *without = empty(f, 0), *with = empty(f, 0);

    type_with(&plain, without, "fta urf");
    type_with(&seats, with, "fta urf");

    assert_string_equal(without->bytes, "اتھ ۇرا");
    assert_string_equal(with->bytes, "ئاتھ ئۇرا");
}

static void latin_uyghur_becomes_letters_as_it_is_typed(void **state)
{
    struct fixture *f = *state;
    const struct visit visit = {.keyboard = KEYBOARD_LATIN};
    struct text *text = empty(f, 0);

    type_with(&visit, text, "oqughuchi sh");

    assert_string_equal(text->bytes, "ئوقۇغۇچى ش");
}

static void numbers_and_passwords_are_typed_as_they_are(void **state)
{
    struct fixture *f = *state;
    const struct visit uyghur = {.keyboard = KEYBOARD_UYGHUR}, latin = {.keyboard = KEYBOARD_LATIN};
    struct text *number = empty(f, TEXT_LATIN), *password = empty(f, TEXT_SECRET);

    type_with(&uyghur, number, "G65990X");
    type_with(&latin, password, "shab");

    assert_string_equal(number->bytes, "G65990X");
    assert_string_equal(password->bytes, "shab");
}

static void the_seat_key_is_a_letter_only_on_the_uyghur_keyboard(void **state)
{
    struct fixture *f = *state;
    const struct visit plain = {0}, uyghur = {.keyboard = KEYBOARD_UYGHUR};
    const struct key slash = key_of('/'), seat = {.press = PRESS_TEXT, .text = "ئ"};
    struct text *text = empty(f, 0);

    assert_false(text_types_letter(&plain, text, &slash));
    assert_true(text_types_letter(&uyghur, text, &slash));
    assert_true(text_types_letter(&plain, text, &seat));
}

int main(void)
{
    if (!catalogue_open())
        return 1;
    const struct CMUnitTest specs[] = {
        SPEC(the_uyghur_keyboard_types_letters_and_leaves_digits),
        SPEC(a_clients_own_letters_pass_the_uyghur_keyboard),
        SPEC(a_vowel_that_begins_a_word_gets_its_seat_when_one_likes),
        SPEC(latin_uyghur_becomes_letters_as_it_is_typed),
        SPEC(numbers_and_passwords_are_typed_as_they_are),
        SPEC(the_seat_key_is_a_letter_only_on_the_uyghur_keyboard),
    };
    return cmocka_run_group_tests_name("typing", specs, NULL, NULL);
}
