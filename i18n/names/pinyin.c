#include "i18n/names/pinyin.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unicode/utrans.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    HAN_FIRST = 0x4E00,
    HAN_END = 0xA000,
};

static UTransliterator *han_latin;

/* What the transliterator said once: it takes ten microseconds, a name is asked for in two. */
static char cache[HAN_END - HAN_FIRST][PINYIN_SYLLABLE_SIZE];

struct reading {
    const char *zh, *pinyin; /* syllables parted by spaces */
};

/* What the transliterator reads as no name does. */
static const struct reading names[] = {
    {"什", "shi"},
    {"勒", "le" },
    {"卜", "bu" },
    {"拓", "tuo"},
    {"阚", "kan"},
};

/* Surnames that are read otherwise than the word. */
static const struct reading surnames[] = {
    {"万俟", "mo qi"  },
    {"单于", "chan yu"},
    {"尉迟", "yu chi" },
    {"澹台", "tan tai"},
    {"么",    "yao"    },
    {"乜",    "nie"    },
    {"仇",    "qiu"    },
    {"佴",    "nai"    },
    {"区",    "ou"     },
    {"单",    "shan"   },
    {"召",    "shao"   },
    {"句",    "gou"    },
    {"员",    "yun"    },
    {"宓",    "fu"     },
    {"折",    "she"    },
    {"曾",    "zeng"   },
    {"朴",    "piao"   },
    {"查",    "zha"    },
    {"洗",    "xian"   },
    {"牟",    "mu"     },
    {"盖",    "ge"     },
    {"祭",    "zhai"   },
    {"种",    "chong"  },
    {"秘",    "bi"     },
    {"繁",    "po"     },
    {"缪",    "miao"   },
    {"翟",    "zhai"   },
    {"能",    "nai"    },
    {"蔚",    "yu"     },
    {"薄",    "bo"     },
    {"覃",    "qin"    },
    {"角",    "jue"    },
    {"解",    "xie"    },
    {"谌",    "shen"   },
    {"贲",    "ben"    },
    {"费",    "bi"     },
    {"郇",    "xun"    },
    {"郗",    "chi"    },
    {"隗",    "wei"    },
    {"隽",    "jun"    },
    {"黑",    "he"     },
};

/* Characters of given names and Uyghur names, wherever they stand, that have two readings. */
static const struct reading others[] = {
    {"乐", "yue"  },
    {"塞", "se"   },
    {"晟", "sheng"},
    {"朝", "zhao" },
    {"柏", "bo"   },
    {"炅", "gui"  },
    {"瑱", "tian" },
    {"茜", "xi"   },
    {"莘", "xin"  },
    {"行", "hang" },
    {"都", "du"   },
    {"重", "chong"},
    {"长", "chang"},
    {"颉", "xie"  },
};

bool pinyin_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    han_latin = utrans_openU(u"Han-Latin", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    return U_SUCCESS(status);
}

/* --- Characters ---------------------------------------------------------------------------- */

/* The letter that a vowel with a tone is: "lǜ" is typed "lv". */
static char plain_letter(UChar toned)
{
    static const struct {
        UChar first, last;
        char plain;
    } vowels[] = {
        {u'ü',  u'ü',  'v'},
        {u'ǖ',  u'ǜ',  'v'},
        {u'à',  u'á',  'a'},
        {u'è',  u'ê',  'e'},
        {u'ì',  u'í',  'i'},
        {u'ò',  u'ó',  'o'},
        {u'ù',  u'ú',  'u'},
        {u'ā',  u'ā',  'a'},
        {u'ē',  u'ē',  'e'},
        {u'ě',  u'ě',  'e'},
        {u'ī',  u'ī',  'i'},
        {u'ō',  u'ō',  'o'},
        {u'ū',  u'ū',  'u'},
        {u'ǎ',  u'ǎ',  'a'},
        {u'ǐ',  u'ǐ',  'i'},
        {u'ǒ',  u'ǒ',  'o'},
        {u'ǔ',  u'ǔ',  'u'},
        {u'ń',  u'ń',  'n'},
        {u'ň',  u'ň',  'n'},
        {u'ǹ',  u'ǹ',  'n'},
        {u'ḿ', u'ḿ', 'm'},
        {u'a',   u'z',   0  },
    };
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
        if (toned >= vowels[i].first && toned <= vowels[i].last)
            return (char)(vowels[i].plain ? vowels[i].plain : toned);
    return '\0';
}

static void transliterate(UChar32 character, char plain[static PINYIN_SYLLABLE_SIZE])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[32];
    int32_t length = 0;
    size_t used = 0;
    U16_APPEND_UNSAFE(units, length, character);
    int32_t limit = length;
    utrans_transUChars(han_latin, units, &length, 32, 0, &limit, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < length; i++) {
        char letter = plain_letter(units[i]);
        if (letter && used + 1 < PINYIN_SYLLABLE_SIZE)
            plain[used++] = letter;
    }
    plain[used] = '\0';
}

static void read_character(UChar32 character, char plain[static PINYIN_SYLLABLE_SIZE])
{
    if (character < HAN_FIRST || character >= HAN_END) {
        transliterate(character, plain);
        return;
    }
    char *cached = cache[character - HAN_FIRST];
    if (!*cached)
        transliterate(character, cached);
    memcpy(plain, cached, PINYIN_SYLLABLE_SIZE);
}

/* --- Names --------------------------------------------------------------------------------- */

static bool read_words(const char *parts, struct pinyin *reading)
{
    bool begins = true;
    size_t length = strlen(parts);
    reading->count = 0;
    for (size_t at = 0; at < length && reading->count < PINYIN_SYLLABLES;) {
        UChar32 character;
        U8_NEXT(parts, at, length, character);
        if (character == ' ') {
            begins = true;
            continue;
        }
        if (!u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC))
            return false;
        reading->begins[reading->count] = begins;
        read_character(character, reading->syllables[reading->count++]);
        begins = false;
    }
    return reading->count > 0;
}

/* Whether the text begins as the row does; then writes its reading from a syllable on. */
static bool reread(const struct reading *row, const char *text, struct pinyin *reading, size_t at)
{
    if (strncmp(text, row->zh, strlen(row->zh)) != 0)
        return false;
    char first[PINYIN_SYLLABLE_SIZE] = "", second[PINYIN_SYLLABLE_SIZE] = "";
    int count = sscanf(row->pinyin, "%7s %7s", first, second);
    strcpy(reading->syllables[at], first);
    if (count == 2)
        strcpy(reading->syllables[at + 1], second);
    return true;
}

/* Reads every character that has a row as the row says. */
static void reread_all(const struct reading rows[], size_t count, const char *parts,
                       struct pinyin *reading)
{
    size_t length = strlen(parts);
    for (size_t at = 0, syllable = 0; at < length && syllable < reading->count;) {
        for (size_t i = 0; i < count; i++)
            reread(&rows[i], parts + at, reading, syllable);
        syllable += parts[at] != ' ';
        U8_FWD_1(parts, at, length);
    }
}

static bool same(const struct pinyin *left, const struct pinyin *right)
{
    for (size_t i = 0; i < left->count; i++)
        if (strcmp(left->syllables[i], right->syllables[i]) != 0)
            return false;
    return true;
}

/* Adds a reading that differs from all before it. */
static void add(struct pinyin readings[static PINYIN_READINGS], size_t *count,
                const struct pinyin *reading)
{
    for (size_t i = 0; i < *count; i++)
        if (same(&readings[i], reading))
            return;
    if (*count < PINYIN_READINGS)
        readings[(*count)++] = *reading;
}

size_t pinyin_read(const char *parts, struct pinyin readings[static PINYIN_READINGS])
{
    size_t count = 1;
    if (!read_words(parts, &readings[0]))
        return 0;
    reread_all(names, sizeof names / sizeof *names, parts, &readings[0]);
    struct pinyin other = readings[0];
    reread_all(others, sizeof others / sizeof *others, parts, &other);
    add(readings, &count, &other);
    for (size_t base = 0, bases = count; base < bases; base++)
        for (size_t i = 0; i < sizeof surnames / sizeof *surnames; i++) {
            struct pinyin reading = readings[base];
            if (reread(&surnames[i], parts, &reading, 0))
                add(readings, &count, &reading);
        }
    return count;
}
