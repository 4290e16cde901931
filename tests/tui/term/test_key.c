#include "tests/support/fixture.h"
#include "tui/term/key.h"

#include <string.h>

static int command_of(const char *text)
{
    struct key key = {.press = PRESS_TEXT};
    memcpy(key.text, text, strlen(text));
    return key_command(&key);
}

static void the_key_that_was_meant_is_read_through_every_keyboard(void **state)
{
    static const struct {
        const char *typed;
        int meant;
    } cases[] = {
        {"7",   '7'       },
        {"７", '7'       },
        {"٧",  '7'       },
        {"۷",  '7'       },
        {"/",   '/'       },
        {"／", '/'       },
        {"、", '/'       },
        {"ئ",  '/'       },
        {"?",   '?'       },
        {"？", '?'       },
        {"؟",  '?'       },
        {"。", '.'       },
        {"＝", '='       },
        {"　", ' '       },
        {"j",   'j'       },
        {"J",   'j'       },
        {"ｊ", 'j'       },
        {"ق",  'j'       },
        {"ج",  'j'       },
        {"ە",  'g'       },
        {"ف",  'f'       },
        {"ۆ",  'k'       },
        {"؛",  ';'       },
        {"—", '_'       },
        {"李", PRESS_NONE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(command_of(cases[i].typed), cases[i].meant);
}

static void a_paste_is_no_command(void **state)
{
    struct key key = {.press = PRESS_PASTE, .paste = "0", .length = 1};
    (void)state;

    assert_int_equal(key_command(&key), PRESS_NONE);
    assert_int_equal(key_digit(&key), -1);
}

static void control_and_special_keys_are_themselves(void **state)
{
    char label[8];
    struct key print = {.press = PRESS_CONTROL, .text = "p"}, esc = {.press = PRESS_ESC};
    (void)state;

    assert_int_equal(key_command(&print), CONTROL('p'));
    assert_int_equal(key_command(&esc), PRESS_ESC);
    assert_string_equal(key_label(CONTROL('p'), label), "^P");
    assert_string_equal(key_label(PRESS_ENTER, label), "Enter");
    assert_string_equal(key_label('4', label), "4");
}

static void a_key_made_from_a_command_gives_the_command(void **state)
{
    static const int commands[] = {'0', '/', ' ', CONTROL('p'), PRESS_ENTER, PRESS_PAGE_DOWN};
    (void)state;
    for (size_t i = 0; i < COUNT(commands); i++) {
        struct key key = key_of(commands[i]);
        assert_int_equal(key_command(&key), commands[i]);
    }
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_key_that_was_meant_is_read_through_every_keyboard),
        SPEC(a_paste_is_no_command),
        SPEC(control_and_special_keys_are_themselves),
        SPEC(a_key_made_from_a_command_gives_the_command),
    };
    return cmocka_run_group_tests_name("key", specs, NULL, NULL);
}
