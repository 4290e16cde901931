#include "tui/term/key.h"

#include "i18n/keyboard.h"
#include "i18n/text.h"

#include <string.h>

/* Chinese punctuation for a key. What the Uyghur keyboard sends is i18n/keyboard.h's to know. */
static const struct {
    uint16_t typed;
    char meant;
} chinese_keyboard[] = {
    {0x3001, '/' }, /* 、 */
    {0x3002, '.' }, /* 。 */
    {0x3000, ' ' },
    {0x00b7, '`' }, /* · */
    {0x2018, '\''}, /* ‘ */
    {0x2019, '\''}, /* ’ */
    {0x201c, '"' }, /* “ */
    {0x201d, '"' }, /* ” */
    {0x3010, '[' }, /* 【 */
    {0x3011, ']' }, /* 】 */
    {0x300a, '<' }, /* 《 */
    {0x300b, '>' }, /* 》 */
    {0xffe5, '$' }, /* ￥ */
};

static int small(int character)
{
    return character >= 'A' && character <= 'Z' ? character + 'a' - 'A' : character;
}

static int meant(uint32_t typed)
{
    if (typed < 0x80)
        return small((int)typed);
    if (typed >= 0xff01 && typed <= 0xff5e) /* full-width forms */
        return small((int)(typed - 0xff01 + '!'));
    if (typed >= 0x0660 && typed <= 0x0669) /* Arabic digits */
        return (int)(typed - 0x0660 + '0');
    if (typed >= 0x06f0 && typed <= 0x06f9)
        return (int)(typed - 0x06f0 + '0');
    for (size_t i = 0; i < sizeof chinese_keyboard / sizeof *chinese_keyboard; i++)
        if (chinese_keyboard[i].typed == typed)
            return chinese_keyboard[i].meant;
    char key = keyboard_key((int32_t)typed);
    return key ? small(key) : PRESS_NONE;
}

uint32_t key_character(const struct key *key)
{
    return key->press == PRESS_TEXT ? (uint32_t)text_character(key->text) : 0;
}

int key_command(const struct key *key)
{
    if (key->press == PRESS_TEXT)
        return meant(key_character(key));
    if (key->press == PRESS_CONTROL)
        return CONTROL(key->text[0]);
    bool pressed = key->press != PRESS_PASTE && key->press != PRESS_ANSWER;
    return pressed ? (int)key->press : PRESS_NONE;
}

int key_digit(const struct key *key)
{
    int command = key_command(key);
    return command >= '0' && command <= '9' ? command - '0' : -1;
}

int key_scroll(const struct key *key, int page)
{
    switch (key_command(key)) {
    case PRESS_UP:
        return -1;
    case PRESS_DOWN:
        return 1;
    case PRESS_PAGE_UP:
        return -page;
    case PRESS_PAGE_DOWN:
        return page;
    default:
        return 0;
    }
}

static const struct {
    int command;
    const char *name;
} names[] = {
    {PRESS_ENTER,     "Enter"},
    {PRESS_ESC,       "Esc"  },
    {PRESS_TAB,       "Tab"  },
    {PRESS_BACKTAB,   "S-Tab"},
    {PRESS_BACKSPACE, "Bksp" },
    {PRESS_DELETE,    "Del"  },
    {PRESS_UP,        "↑"  },
    {PRESS_DOWN,      "↓"  },
    {PRESS_LEFT,      "←"  },
    {PRESS_RIGHT,     "→"  },
    {PRESS_HOME,      "Home" },
    {PRESS_END,       "End"  },
    {PRESS_PAGE_UP,   "PgUp" },
    {PRESS_PAGE_DOWN, "PgDn" },
    {PRESS_HELP,      "F1"   },
    {PRESS_LANGUAGE,  "F2"   },
    {PRESS_KEYBOARD,  "F3"   },
    {' ',             "Space"},
};

const char *key_label(int command, char buffer[static 8])
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].command == command)
            return strcpy(buffer, names[i].name);
    buffer[0] = command < ' ' ? '^' : (char)command;
    buffer[1] = command < ' ' ? (char)(command + '@') : '\0';
    buffer[2] = '\0';
    return buffer;
}

struct key key_of(int command)
{
    struct key key = {.press = PRESS_TEXT};
    if (command > PRESS_TEXT)
        key.press = (enum press)command;
    else if (command < ' ')
        key = (struct key){.press = PRESS_CONTROL, .text = {(char)(command + '`')}};
    else
        key.text[0] = (char)command;
    return key;
}
