#include "tui/term/key.h"

#include <stdint.h>
#include <string.h>

/* The code point of the text of a key; 0 when there is none. Keys hold well-formed UTF-8. */
static uint32_t code_point(const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    if (byte[0] < 0x80)
        return byte[0];
    if (byte[0] < 0xe0)
        return (byte[0] & 0x1fu) << 6 | (byte[1] & 0x3fu);
    if (byte[0] < 0xf0)
        return (byte[0] & 0x0fu) << 12 | (byte[1] & 0x3fu) << 6 | (byte[2] & 0x3fu);
    return (byte[0] & 0x07u) << 18 | (byte[1] & 0x3fu) << 12 | (byte[2] & 0x3fu) << 6
        | (byte[3] & 0x3fu);
}

/*
 * What other keyboards send for a key: Chinese punctuation, and the Uyghur
 * layout that XKB (cn(ug)) and Windows share. The shifted letters ژ ف گ خ ج ۆ
 * stand on d f g h j k.
 */
static const struct {
    uint16_t typed;
    char meant;
} other_keyboards[] = {
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
    {0x2014, '_' }, /* — */
    {0xffe5, '$' }, /* ￥ */
    {0x061f, '?' }, /* ؟ */
    {0x060c, ',' }, /* ، */
    {0x061b, ';' }, /* ؛ */
    {0x0626, '/' }, /* ئ */
    {0x0686, 'q' },
    {0x06cb, 'w' },
    {0x06d0, 'e' },
    {0x0631, 'r' },
    {0x062a, 't' },
    {0x064a, 'y' },
    {0x06c7, 'u' },
    {0x06ad, 'i' },
    {0x0648, 'o' },
    {0x067e, 'p' },
    {0x06be, 'a' },
    {0x0633, 's' },
    {0x062f, 'd' },
    {0x0698, 'd' },
    {0x0627, 'f' },
    {0x0641, 'f' },
    {0x06d5, 'g' },
    {0x06af, 'g' },
    {0x0649, 'h' },
    {0x062e, 'h' },
    {0x0642, 'j' },
    {0x062c, 'j' },
    {0x0643, 'k' },
    {0x06c6, 'k' },
    {0x0644, 'l' },
    {0x0632, 'z' },
    {0x0634, 'x' },
    {0x063a, 'c' },
    {0x06c8, 'v' },
    {0x0628, 'b' },
    {0x0646, 'n' },
    {0x0645, 'm' },
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
    for (size_t i = 0; i < sizeof other_keyboards / sizeof *other_keyboards; i++)
        if (other_keyboards[i].typed == typed)
            return other_keyboards[i].meant;
    return PRESS_NONE;
}

int key_command(const struct key *key)
{
    if (key->press == PRESS_TEXT)
        return meant(code_point(key->text));
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
