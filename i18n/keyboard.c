#include "i18n/keyboard.h"

#include "i18n/rows/shape.h"

#include <unicode/utf8.h>

#include <string.h>

static const char *const codes[] = {
    [KEYBOARD_PLAIN] = "",
    [KEYBOARD_UYGHUR] = "uyghur",
    [KEYBOARD_LATIN] = "latin",
};

static const struct {
    char key;
    const char *types;
} keys[] = {
    {'q', "چ"  },
    {'w', "ۋ"  },
    {'e', "ې"  },
    {'r', "ر"  },
    {'t', "ت"  },
    {'y', "ي"  },
    {'u', "ۇ"  },
    {'i', "ڭ"  },
    {'o', "و"  },
    {'p', "پ"  },
    {'a', "ھ"  },
    {'s', "س"  },
    {'d', "د"  },
    {'f', "ا"  },
    {'g', "ە"  },
    {'h', "ى"  },
    {'j', "ق"  },
    {'k', "ك"  },
    {'l', "ل"  },
    {'z', "ز"  },
    {'x', "ش"  },
    {'c', "غ"  },
    {'v', "ۈ"  },
    {'b', "ب"  },
    {'n', "ن"  },
    {'m', "م"  },
    {'/', "ئ"  },
    {'D', "ژ"  },
    {'F', "ف"  },
    {'G', "گ"  },
    {'H', "خ"  },
    {'J', "ج"  },
    {'K', "ۆ"  },
    {'L', "لا"},
    {';', "؛"  },
    {',', "،"  },
    {'?', "؟"  },
    {'_', "—" },
 /* What comes in pairs looks the other way, as the eye expects of the key. */
    {'[', "]"   },
    {']', "["   },
    {'{', "»"  },
    {'}', "«"  },
    {'<', "›" },
    {'>', "‹" },
    {'(', ")"   },
    {')', "("   },
};

const char *keyboard_code(enum keyboard keyboard)
{
    return codes[keyboard];
}

bool keyboard_find(const char *code, enum keyboard *keyboard)
{
    for (int i = 0; i < KEYBOARD_COUNT; i++)
        if (strcmp(codes[i], code) == 0) {
            *keyboard = (enum keyboard)i;
            return true;
        }
    return false;
}

enum keyboard keyboard_next(enum keyboard keyboard)
{
    return (enum keyboard)((keyboard + 1) % KEYBOARD_COUNT);
}

const char *keyboard_uyghur(char key)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].key == key)
            return keys[i].types;
    return key >= 'A' && key <= 'Z' ? "" : NULL;
}

static int32_t first_character(const char *text, size_t *length)
{
    int32_t character, at = 0;
    U8_NEXT(text, at, -1, character);
    *length = (size_t)at;
    return character;
}

char keyboard_key(int32_t letter)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t length;
        if (first_character(keys[i].types, &length) == letter && keys[i].types[length] == '\0')
            return keys[i].key;
    }
    return '\0';
}

static bool is_vowel(int32_t letter)
{
    static const int32_t vowels[] = {0x0627, 0x06d5, 0x0648, 0x06c7, 0x06c6, 0x06c8, 0x06d0, 0x0649};
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (vowels[i] == letter)
            return true;
    return false;
}

/* Digits, signs and other scripts end a Uyghur word: what joins to the left goes on with one. */
static bool word_goes_on(const char *before, size_t length)
{
    int32_t character, at = (int32_t)length;
    do {
        if (at == 0)
            return false;
        U8_PREV(before, 0, at, character);
    } while (character >= 0 && shape_transparent(character));
    return character >= 0 && shape_joins_before(character);
}

const char *keyboard_hamza(const char *before, size_t length, const char *vowel)
{
    size_t size;
    bool alone = is_vowel(first_character(vowel, &size)) && vowel[size] == '\0';
    return alone && !word_goes_on(before, length) ? "ئ" : "";
}
