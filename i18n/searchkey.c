#include "i18n/searchkey.h"

#include "i18n/shape.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unicode/utrans.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    KEY_UNITS = 160, /* of a name; what is longer is not looked for by its end */
    KEY_BYTES = 3 * KEY_UNITS + 1,
    PARTS = 8, /* of one name: given name, father's name, ... */
    SYLLABLES = 24,
    SYLLABLE_BYTES = 8, /* "zhuang" and its NUL */
    HAN_FIRST = 0x4E00,
    HAN_END = 0xA000,
};

static UTransliterator *han_latin;
static const UNormalizer2 *folding;

/* What the transliterator said once: it takes ten microseconds, a name is asked for in two. */
static char pinyin_cache[HAN_END - HAN_FIRST][SYLLABLE_BYTES];

/*
 * Surnames that are read otherwise than the word: the reading of the surname,
 * syllables parted by spaces. The word's own reading is a key as well, since
 * people type either.
 */
static const struct surname {
    const char *zh, *pinyin;
} surnames[] = {
    {"万俟", "mo qi"    },
    {"单于", "chan yu"  },
    {"尉迟", "yu chi"   },
    {"澹台", "tan tai"  },
    {"长孙", "zhang sun"},
    {"乐",    "yue"      },
    {"仇",    "qiu"      },
    {"任",    "ren"      },
    {"冼",    "xian"     },
    {"区",    "ou"       },
    {"单",    "shan"     },
    {"召",    "shao"     },
    {"员",    "yun"      },
    {"宁",    "ning"     },
    {"宓",    "fu"       },
    {"折",    "she"      },
    {"曾",    "zeng"     },
    {"朴",    "piao"     },
    {"查",    "zha"      },
    {"牟",    "mu"       },
    {"盖",    "ge"       },
    {"种",    "chong"    },
    {"秘",    "bi"       },
    {"繁",    "po"       },
    {"纪",    "ji"       },
    {"缪",    "miao"     },
    {"翟",    "zhai"     },
    {"能",    "nai"      },
    {"葛",    "ge"       },
    {"覃",    "qin"      },
    {"解",    "xie"      },
    {"逄",    "pang"     },
    {"那",    "na"       },
    {"郇",    "huan"     },
    {"隗",    "kui"      },
    {"黑",    "he"       },
};

bool searchkey_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    folding = unorm2_getNFKCCasefoldInstance(&status);
    han_latin = utrans_openU(u"Han-Latin", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    return U_SUCCESS(status);
}

/* One letter for those that keyboards and old systems write in several ways; 0 drops it. */
static UChar32 one_of_variants(UChar32 letter)
{
    static const struct {
        UChar32 written, meant;
    } variants[] = {
        {0x0621, 0     },
        {0x0622, 0x0627},
        {0x0623, 0x0627},
        {0x0625, 0x0627},
        {0x0626, 0     },
        {0x0629, 0x06D5},
        {0x0640, 0     },
        {0x0647, 0x06D5},
        {0x064A, 0x0649},
        {0x0671, 0x0627},
        {0x0674, 0     },
        {0x06A9, 0x0643},
        {0x06AA, 0x0643},
        {0x06BE, 0x06D5},
        {0x06C0, 0x06D5},
        {0x06C1, 0x06D5},
        {0x06C5, 0x06C6},
        {0x06C9, 0x06C6},
        {0x06CC, 0x0649},
        {0x06CD, 0x0649},
        {0x06D2, 0x0649},
        {0x0763, 0x06AD},
    };
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        if (variants[i].written == letter)
            return variants[i].meant;
    return letter;
}

/* A Latin letter without its marks: pinyin with tones, ö and ü of Latin Uyghur. */
static UChar32 without_marks(UChar32 letter)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[8];
    while (letter >= 0xC0 && letter < 0x2000 && u_isalpha(letter) && letter < 0x250) {
        int32_t length = unorm2_getRawDecomposition(unorm2_getNFCInstance(&status), letter, units,
                                                    8, &status);
        if (U_FAILURE(status) || length < 1)
            return letter;
        letter = units[0];
    }
    return letter;
}

static bool is_separator(UChar32 character)
{
    switch (character) {
    case 0xB7:
    case 0x2022:
    case 0x2027:
    case 0x30FB:
    case 0xFF65:
    case '.':
    case '-':
    case '_':
        return true;
    default:
        return u_isUWhiteSpace(character);
    }
}

/* The folded letter; ' ' for what parts names; 0 for what does not count. */
static UChar32 folded_letter(UChar32 character)
{
    if (is_separator(character))
        return ' ';
    int32_t digit = u_charDigitValue(character);
    if (digit >= 0)
        return '0' + digit;
    switch (u_charType(character)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
        return 0;
    default:
        break;
    }
    if (character == '\'' || character == 0x2019 || character == 0x2018)
        return 0;
    return character < 0x0600 ? without_marks(character) : one_of_variants(character);
}

/* NFKC and case folding: forms become letters, wide ones narrow. Returns the units written. */
static int32_t case_fold(const char *text, UChar units[static 2 * KEY_UNITS])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar source[KEY_UNITS];
    int32_t length = 0;
    size_t size = strlen(text);
    for (size_t at = 0; at < size && length < KEY_UNITS - 1;) {
        UChar32 character;
        U8_NEXT(text, at, size, character);
        if (character >= 0)
            U16_APPEND_UNSAFE(source, length, character);
    }
    int32_t count = unorm2_normalize(folding, source, length, units, 2 * KEY_UNITS, &status);
    return U_SUCCESS(status) ? count : 0;
}

/* Folds text, keeping one ' ' between its parts. */
static void fold_parts(const char *text, char key[static KEY_BYTES])
{
    UChar units[2 * KEY_UNITS];
    int32_t count = case_fold(text, units);
    size_t used = 0;
    for (int32_t i = 0; i < count && used + 5 < KEY_BYTES;) {
        UChar32 character;
        U16_NEXT(units, i, count, character);
        character = folded_letter(character);
        if (character == 0 || (character == ' ' && (used == 0 || key[used - 1] == ' ')))
            continue;
        U8_APPEND_UNSAFE(key, used, character);
    }
    while (used > 0 && key[used - 1] == ' ')
        used--;
    key[used] = '\0';
}

static size_t without_spaces(const char *text, char *key)
{
    size_t used = 0;
    for (; *text; text++)
        if (*text != ' ')
            key[used++] = *text;
    key[used] = '\0';
    return used;
}

size_t searchkey_fold(const char *typed, char *buffer, size_t size)
{
    char parts[KEY_BYTES], key[KEY_BYTES];
    fold_parts(typed, parts);
    size_t needed = without_spaces(parts, key);
    if (size == 0)
        return needed;
    size_t length = needed < size ? needed : size - 1;
    while (length > 0 && length < needed && ((unsigned char)key[length] & 0xC0) == 0x80)
        length--;
    memcpy(buffer, key, length);
    buffer[length] = '\0';
    return needed;
}

size_t searchkey_of_number(const char *number, char *buffer, size_t size)
{
    char parts[KEY_BYTES];
    size_t needed = 1;
    fold_parts(number, parts);
    if (size > 1)
        buffer[0] = '#';
    for (size_t at = strlen(parts); at > 0; at--) {
        char byte = parts[at - 1];
        if (!(byte >= '0' && byte <= '9') && !(byte >= 'a' && byte <= 'z'))
            continue;
        if (needed + 1 < size)
            buffer[needed] = byte;
        needed++;
    }
    if (size > 0)
        buffer[needed < size ? needed : size - 1] = '\0';
    return needed;
}

/* The transliterator's "zhāng", "lǜ" as people type them: "zhang", "lv". */
static void plain_pinyin(const UChar *toned, int32_t length, char plain[static SYLLABLE_BYTES])
{
    size_t used = 0;
    for (int32_t i = 0; i < length && used + 1 < SYLLABLE_BYTES; i++) {
        bool umlaut = toned[i] == 0xFC || (toned[i] >= 0x1D6 && toned[i] <= 0x1DC);
        UChar32 letter = umlaut ? 'v' : without_marks(toned[i]);
        if (letter >= 'a' && letter <= 'z')
            plain[used++] = (char)letter;
    }
    plain[used] = '\0';
}

static void transliterate(UChar32 character, char plain[static SYLLABLE_BYTES])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[32];
    int32_t length = 0;
    U16_APPEND_UNSAFE(units, length, character);
    int32_t limit = length;
    utrans_transUChars(han_latin, units, &length, 32, 0, &limit, &status);
    plain_pinyin(units, U_SUCCESS(status) ? length : 0, plain);
}

/* The pinyin of one character, without tone; "" when it has none. */
static void pinyin_of(UChar32 character, char plain[static SYLLABLE_BYTES])
{
    if (character < HAN_FIRST || character >= HAN_END) {
        transliterate(character, plain);
        return;
    }
    char *cached = pinyin_cache[character - HAN_FIRST];
    if (!*cached)
        transliterate(character, cached);
    memcpy(plain, cached, SYLLABLE_BYTES);
}

/* A Chinese name as syllables; which of them begin a part. */
struct reading {
    char syllables[SYLLABLES][SYLLABLE_BYTES];
    bool begins[SYLLABLES];
    size_t count;
};

/* False when the text is not Chinese throughout. */
static bool read_chinese(const char *parts, struct reading *reading)
{
    bool begins = true;
    size_t length = strlen(parts);
    reading->count = 0;
    for (size_t at = 0; at < length && reading->count < SYLLABLES;) {
        UChar32 character;
        U8_NEXT(parts, at, length, character);
        if (character == ' ') {
            begins = true;
            continue;
        }
        if (!u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC))
            return false;
        reading->begins[reading->count] = begins;
        pinyin_of(character, reading->syllables[reading->count++]);
        begins = false;
    }
    return reading->count > 0;
}

static void sink_key(searchkey_sink *sink, void *context, const char *key)
{
    if (*key)
        sink(context, key);
}

/* The syllables from one on, spelt out and as initials; ü as v and as u. */
static void sink_reading(const struct reading *reading, size_t from, bool initials,
                         searchkey_sink *sink, void *context)
{
    char key[SYLLABLES * SYLLABLE_BYTES];
    size_t used = 0;
    bool umlaut = false;
    for (size_t i = from; i < reading->count; i++)
        for (const char *letter = reading->syllables[i]; *letter; letter++) {
            if (initials && letter > reading->syllables[i])
                break;
            umlaut = umlaut || *letter == 'v';
            key[used++] = *letter;
        }
    key[used] = '\0';
    sink_key(sink, context, key);
    if (!umlaut)
        return;
    for (char *letter = key; (letter = strchr(letter, 'v'));)
        *letter = 'u';
    sink_key(sink, context, key);
}

/* Puts the surname's own reading into the first syllables; false when it is the word's. */
static bool reread_surname(const char *parts, struct reading *reading)
{
    for (size_t i = 0; i < sizeof surnames / sizeof *surnames; i++) {
        if (strncmp(parts, surnames[i].zh, strlen(surnames[i].zh)) != 0)
            continue;
        char first[SYLLABLE_BYTES] = "", second[SYLLABLE_BYTES] = "";
        int count = sscanf(surnames[i].pinyin, "%7s %7s", first, second);
        bool other = strcmp(first, reading->syllables[0]) != 0
            || (count == 2 && strcmp(second, reading->syllables[1]) != 0);
        memcpy(reading->syllables[0], first, SYLLABLE_BYTES);
        if (count == 2)
            memcpy(reading->syllables[1], second, SYLLABLE_BYTES);
        return other;
    }
    return false;
}

static void sink_chinese(const char *parts, struct reading *reading, searchkey_sink *sink,
                         void *context)
{
    sink_reading(reading, 0, false, sink, context);
    sink_reading(reading, 0, true, sink, context);
    for (size_t i = 1; i < reading->count; i++)
        if (reading->begins[i])
            sink_reading(reading, i, false, sink, context);
    if (reread_surname(parts, reading)) {
        sink_reading(reading, 0, false, sink, context);
        sink_reading(reading, 0, true, sink, context);
    }
}

/* Latin letters of Uyghur (ULY, 2008) without marks; the hamza seat is silent. */
static const char *latin_of(UChar32 letter)
{
    static const struct {
        UChar32 letter;
        const char *latin;
    } table[] = {
        {0x0627, "a" },
        {0x06D5, "e" },
        {0x0628, "b" },
        {0x067E, "p" },
        {0x062A, "t" },
        {0x062C, "j" },
        {0x0686, "ch"},
        {0x062E, "x" },
        {0x062F, "d" },
        {0x0631, "r" },
        {0x0632, "z" },
        {0x0698, "zh"},
        {0x0633, "s" },
        {0x0634, "sh"},
        {0x063A, "gh"},
        {0x0641, "f" },
        {0x0642, "q" },
        {0x0643, "k" },
        {0x06A9, "k" },
        {0x06AF, "g" },
        {0x06AD, "ng"},
        {0x0644, "l" },
        {0x0645, "m" },
        {0x0646, "n" },
        {0x0647, "h" },
        {0x06BE, "h" },
        {0x0648, "o" },
        {0x06C7, "u" },
        {0x06C6, "o" },
        {0x06C8, "u" },
        {0x06CB, "w" },
        {0x06D0, "e" },
        {0x0649, "i" },
        {0x064A, "y" },
        {0x06CC, "y" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].letter == letter)
            return table[i].latin;
    return "";
}

/* The Latin form of a Uyghur name, its parts kept apart; "" when it has no Uyghur letter. */
static void read_uyghur(const char *name, char key[static KEY_BYTES])
{
    UChar units[2 * KEY_UNITS];
    int32_t count = case_fold(name, units);
    size_t used = 0;
    for (int32_t i = 0; i < count && used + 3 < KEY_BYTES;) {
        UChar32 character;
        U16_NEXT(units, i, count, character);
        const char *latin = is_separator(character) ? " " : latin_of(character);
        memcpy(key + used, latin, strlen(latin));
        used += strlen(latin);
    }
    key[used] = '\0';
}

/* The whole, and each part after the first to the end: what a person may begin with. */
static void sink_parts(const char *parts, searchkey_sink *sink, void *context)
{
    char key[KEY_BYTES];
    without_spaces(parts, key);
    sink_key(sink, context, key);
    for (const char *space = strchr(parts, ' '); space; space = strchr(space + 1, ' ')) {
        without_spaces(space + 1, key);
        sink_key(sink, context, key);
    }
}

/* The given name alone, of a Chinese name in one part: the surname is often not known. */
static void sink_given(const char *parts, const struct reading *reading, searchkey_sink *sink,
                       void *context)
{
    size_t length = strlen(parts), at = 0;
    if (reading->count < 3 || reading->count > 4 || strchr(parts, ' '))
        return;
    for (size_t surname = reading->count == 4 ? 2 : 1; surname > 0; surname--)
        U8_FWD_1(parts, at, length);
    sink_key(sink, context, parts + at);
}

void searchkey_of_name(const char *name, searchkey_sink *sink, void *context)
{
    char parts[KEY_BYTES], latin[KEY_BYTES];
    struct reading reading;
    fold_parts(name, parts);
    sink_parts(parts, sink, context);
    if (read_chinese(parts, &reading)) {
        sink_given(parts, &reading, sink, context);
        sink_chinese(parts, &reading, sink, context);
        return;
    }
    read_uyghur(name, latin);
    sink_parts(latin, sink, context);
}
