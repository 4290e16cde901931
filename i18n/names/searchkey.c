#include "i18n/names/searchkey.h"

#include "i18n/names/pinyin.h"
#include "i18n/rows/shape.h"
#include "i18n/uly.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    KEY_UNITS = 160, /* of a name; what is longer is not looked for by its end */
    KEY_BYTES = 3 * KEY_UNITS + 1,
};

/* One more with each change of the keys of some name. */
#define RULES "3"

static const UNormalizer2 *folding, *composing;
static char rules[sizeof RULES + 1 + U_MAX_VERSION_STRING_LENGTH] = RULES "/";

bool searchkey_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    UVersionInfo version;
    u_getVersion(version);
    u_versionToString(version, rules + strlen(RULES "/"));
    folding = unorm2_getNFKCCasefoldInstance(&status);
    composing = unorm2_getNFKCInstance(&status);
    return U_SUCCESS(status) && pinyin_open();
}

const char *searchkey_rules(void)
{
    return rules;
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
    case 0x2219:
    case 0x22C5:
    case 0x3002:
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

/* Apostrophes of all kinds, and the colon of o: and u:, part nothing. */
static bool is_dropped(UChar32 character)
{
    return uly_apostrophe(character) || character == ':' || character == 0x2BA;
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
    if (is_dropped(character))
        return 0;
    return character < 0x0600 ? without_marks(character) : one_of_variants(character);
}

/* Forms become letters, wide ones narrow. Returns the units written. */
static int32_t normalize(const UNormalizer2 *form, const char *text,
                         UChar units[static 2 * KEY_UNITS])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar source[KEY_UNITS];
    int32_t length = 0;
    size_t size = strlen(text);
    for (size_t at = 0; at < size && length < KEY_UNITS - 2;) {
        UChar32 letters[2];
        U8_NEXT(text, at, size, letters[0]);
        if (letters[0] < 0)
            continue;
        /* NFKC alone would make ھ and ە the same letter of their forms. */
        int count = shape_letters(letters[0], letters);
        for (int i = 0; i < (count > 0 ? count : 1); i++)
            U16_APPEND_UNSAFE(source, length, letters[i]);
    }
    int32_t count = unorm2_normalize(form, source, length, units, 2 * KEY_UNITS, &status);
    return U_SUCCESS(status) ? count : 0;
}

/* The text itself, as far as keys go, in letters instead of forms. */
static void compose(const char *text, char composed[static KEY_BYTES])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[2 * KEY_UNITS];
    int32_t count = normalize(composing, text, units), length = 0;
    count = count < KEY_UNITS ? count : KEY_UNITS;
    u_strToUTF8WithSub(composed, KEY_BYTES - 1, &length, units, count, 0xFFFD, NULL, &status);
    composed[U_SUCCESS(status) ? length : 0] = '\0';
}

/* Folds text, keeping one ' ' between its parts. */
static void fold_parts(const char *text, char key[static KEY_BYTES])
{
    UChar units[2 * KEY_UNITS];
    int32_t count = normalize(folding, text, units);
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

static void sink_key(searchkey_sink *sink, void *context, const char *key)
{
    if (*key)
        sink(context, key);
}

/* The syllables from one on, spelt out and as initials; ü as v and as u. */
static void sink_syllables(const struct pinyin *reading, size_t from, bool initials,
                           searchkey_sink *sink, void *context)
{
    char key[PINYIN_SYLLABLES * PINYIN_SYLLABLE_SIZE];
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

/* Spelt out and as initials, from the beginning of each part on. */
static void sink_reading(const struct pinyin *reading, searchkey_sink *sink, void *context)
{
    for (size_t i = 0; i < reading->count; i++) {
        if (!reading->begins[i])
            continue;
        sink_syllables(reading, i, false, sink, context);
        sink_syllables(reading, i, true, sink, context);
    }
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
static void sink_given(const char *parts, size_t syllables, searchkey_sink *sink, void *context)
{
    size_t length = strlen(parts), at = 0;
    if (syllables < 3 || syllables > 4 || strchr(parts, ' '))
        return;
    for (size_t surname = syllables == 4 ? 2 : 1; surname > 0; surname--)
        U8_FWD_1(parts, at, length);
    sink_key(sink, context, parts + at);
}

/* The parts in Latin letters without marks; as they are when none is Uyghur. */
static void read_latin(enum uly_spelling spelling, const char *name, char parts[static KEY_BYTES])
{
    char text[KEY_BYTES], latin[2 * KEY_BYTES];
    compose(name, text);
    uly_of_uyghur(spelling, text, strlen(text), latin, sizeof latin);
    fold_parts(latin, parts);
}

void searchkey_spoken(const char *typed, searchkey_sink *sink, void *context)
{
    char parts[KEY_BYTES], key[KEY_BYTES];
    struct pinyin readings[PINYIN_READINGS];
    fold_parts(typed, parts);
    size_t count = pinyin_read(parts, readings);
    for (size_t i = 0; i < count; i++)
        sink_syllables(&readings[i], 0, false, sink, context);
    if (count > 0)
        return;
    read_latin(ULY_LATIN, typed, parts);
    without_spaces(parts, key);
    sink_key(sink, context, key);
}

/* A name in Uyghur letters, in Latin: ö and ü without their dots, and as oe and ue. */
static void sink_latin(const char *name, const char *parts, searchkey_sink *sink, void *context)
{
    char plain[KEY_BYTES], ascii[KEY_BYTES];
    read_latin(ULY_LATIN, name, plain);
    if (strcmp(plain, parts) == 0)
        return;
    sink_parts(plain, sink, context);
    read_latin(ULY_ASCII, name, ascii);
    if (strcmp(ascii, plain) != 0)
        sink_parts(ascii, sink, context);
}

/* A name that was written in Latin letters, in Uyghur. */
static void sink_uyghur(const char *name, const char *parts, searchkey_sink *sink, void *context)
{
    char text[KEY_BYTES], uyghur[2 * KEY_BYTES], key[KEY_BYTES];
    for (const char *byte = parts; *byte; byte++)
        if ((unsigned char)*byte >= 0x80)
            return;
    compose(name, text);
    uly_to_uyghur(text, strlen(text), uyghur, sizeof uyghur);
    fold_parts(uyghur, key);
    if (strcmp(key, parts) != 0)
        sink_parts(key, sink, context);
}

void searchkey_of_name(const char *name, searchkey_sink *sink, void *context)
{
    char parts[KEY_BYTES];
    struct pinyin readings[PINYIN_READINGS];
    fold_parts(name, parts);
    sink_parts(parts, sink, context);
    size_t count = pinyin_read(parts, readings);
    if (count > 0)
        sink_given(parts, readings[0].count, sink, context);
    for (size_t i = 0; i < count; i++)
        sink_reading(&readings[i], sink, context);
    if (count > 0)
        return;
    sink_latin(name, parts, sink, context);
    sink_uyghur(name, parts, sink, context);
}

/* The key that is looked for among those of a name. */
struct looking {
    const char *key, *name;
    bool found;
};

static void compare_key(void *context, const char *key)
{
    struct looking *looking = context;
    looking->found = looking->found || strncmp(key, looking->key, strlen(looking->key)) == 0;
}

static void look_for_spoken(void *context, const char *key)
{
    struct looking *looking = context;
    struct looking spoken = {.key = key};
    if (*key && !looking->found)
        searchkey_of_name(looking->name, compare_key, &spoken);
    looking->found = looking->found || spoken.found;
}

bool searchkey_finds(const char *typed, const char *name)
{
    char key[KEY_BYTES], whole[KEY_BYTES];
    if (searchkey_fold(typed, key, sizeof key) >= sizeof key || key[0] == '\0')
        return false;
    if (searchkey_fold(name, whole, sizeof whole) < sizeof whole && strstr(whole, key))
        return true;
    struct looking looking = {.key = key, .name = name};
    searchkey_of_name(name, compare_key, &looking);
    if (!looking.found)
        searchkey_spoken(typed, look_for_spoken, &looking);
    return looking.found;
}
