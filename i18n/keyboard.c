#include "i18n/keyboard.h"

#include "i18n/rows/shape.h"
#include "i18n/text.h"

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

char keyboard_key(int32_t letter)
{
    char bytes[TEXT_CHARACTER_SIZE];
    text_write(letter, bytes);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i].types, bytes) == 0)
            return keys[i].key;
    return '\0';
}

static bool is_vowel(const char *letter)
{
    static const char *const vowels[] = {"ا", "ە", "و", "ۇ", "ۆ", "ۈ", "ې", "ى"};
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (strcmp(vowels[i], letter) == 0)
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
    return is_vowel(vowel) && !word_goes_on(before, length) ? "ئ" : "";
}
