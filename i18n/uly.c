#include "i18n/uly.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <string.h>

enum {
    ARABIC = 0x0600, /* the block of all Uyghur letters */
    ARABIC_END = 0x0700,
    SEAT = 0x0626,
    HEH = 0x0647, /* for ھ, and for ە at the end of a word */
    HEH_GOAL = 0x06C1,
    FARSI_YEH = 0x06CC, /* for ي and for ى */
    NG_OTHER = 0x0763,
    NG = 0x06AD,
    E = 0x06D5,
    E_CLOSED = 0x06D0,
};

/* From JOINER on: what goes on with a word. */
enum kind {
    KIND_NONE,
    KIND_SIGN,
    KIND_BREAK, /* ZWNJ: ends the joining of letters, not the word */
    KIND_JOINER,
    KIND_SEAT,
    KIND_VOWEL,
    KIND_CONSONANT
};

/* Each text has before it the apostrophe that parts it from the letter before, if it must. */
struct row {
    enum kind kind;
    char text[ULY_SPELLINGS][5];
};

static const struct row arabic[ARABIC_END - ARABIC] = {
    [0x0C] = {KIND_SIGN,      {"',", "',"}  },
    [0x1B] = {KIND_SIGN,      {"';", "';"}  },
    [0x1F] = {KIND_SIGN,      {"'?", "'?"}  },
    [0x21] = {KIND_SEAT,      {"'", "'"}    },
    [0x22] = {KIND_VOWEL,     {"'a", "'a"}  },
    [0x23] = {KIND_VOWEL,     {"'a", "'a"}  },
    [0x25] = {KIND_VOWEL,     {"'a", "'a"}  },
    [0x26] = {KIND_SEAT,      {"'", "'"}    },
    [0x27] = {KIND_VOWEL,     {"'a", "'a"}  },
    [0x28] = {KIND_CONSONANT, {"'b", "'b"}  },
    [0x29] = {KIND_VOWEL,     {"'e", "'e"}  },
    [0x2A] = {KIND_CONSONANT, {"'t", "'t"}  },
    [0x2C] = {KIND_CONSONANT, {"'j", "'j"}  },
    [0x2E] = {KIND_CONSONANT, {"'x", "'x"}  },
    [0x2F] = {KIND_CONSONANT, {"'d", "'d"}  },
    [0x31] = {KIND_CONSONANT, {"'r", "'r"}  },
    [0x32] = {KIND_CONSONANT, {"'z", "'z"}  },
    [0x33] = {KIND_CONSONANT, {"'s", "'s"}  },
    [0x34] = {KIND_CONSONANT, {"'sh", "'sh"}},
    [0x3A] = {KIND_CONSONANT, {"'gh", "'gh"}},
    [0x40] = {KIND_JOINER,    {"'", "'"}    },
    [0x41] = {KIND_CONSONANT, {"'f", "'f"}  },
    [0x42] = {KIND_CONSONANT, {"'q", "'q"}  },
    [0x43] = {KIND_CONSONANT, {"'k", "'k"}  },
    [0x44] = {KIND_CONSONANT, {"'l", "'l"}  },
    [0x45] = {KIND_CONSONANT, {"'m", "'m"}  },
    [0x46] = {KIND_CONSONANT, {"'n", "'n"}  },
    [0x47] = {KIND_CONSONANT, {"'h", "'h"}  },
    [0x48] = {KIND_VOWEL,     {"'o", "'o"}  },
    [0x49] = {KIND_VOWEL,     {"'i", "'i"}  },
    [0x4A] = {KIND_CONSONANT, {"'y", "'y"}  },
    [0x71] = {KIND_VOWEL,     {"'a", "'a"}  },
    [0x74] = {KIND_SEAT,      {"'", "'"}    },
    [0x7E] = {KIND_CONSONANT, {"'p", "'p"}  },
    [0x86] = {KIND_CONSONANT, {"'ch", "'ch"}},
    [0x98] = {KIND_CONSONANT, {"'zh", "'zh"}},
    [0xA9] = {KIND_CONSONANT, {"'k", "'k"}  },
    [0xAA] = {KIND_CONSONANT, {"'k", "'k"}  },
    [0xAD] = {KIND_CONSONANT, {"'ng", "'ng"}},
    [0xAF] = {KIND_CONSONANT, {"'g", "'g"}  },
    [0xBE] = {KIND_CONSONANT, {"'h", "'h"}  },
    [0xC0] = {KIND_VOWEL,     {"'e", "'e"}  },
    [0xC1] = {KIND_CONSONANT, {"'h", "'h"}  },
    [0xC5] = {KIND_VOWEL,     {"'ö", "'oe"}},
    [0xC6] = {KIND_VOWEL,     {"'ö", "'oe"}},
    [0xC7] = {KIND_VOWEL,     {"'u", "'u"}  },
    [0xC8] = {KIND_VOWEL,     {"'ü", "'ue"}},
    [0xC9] = {KIND_VOWEL,     {"'ö", "'oe"}},
    [0xCB] = {KIND_CONSONANT, {"'w", "'w"}  },
    [0xCC] = {KIND_CONSONANT, {"'y", "'y"}  },
    [0xCD] = {KIND_VOWEL,     {"'i", "'i"}  },
    [0xD0] = {KIND_VOWEL,     {"'ë", "'e'"}},
    [0xD2] = {KIND_VOWEL,     {"'i", "'i"}  },
    [0xD5] = {KIND_VOWEL,     {"'e", "'e"}  },
};

static const struct row nothing = {
    KIND_NONE, {"", ""}
};
static const struct row between = {
    KIND_BREAK, {"'", "'"}
};
static const struct row opening = {
    KIND_SIGN, {"'«", "'\""}
};
static const struct row closing = {
    KIND_SIGN, {"'»", "'\""}
};

/* --- To Latin ------------------------------------------------------------------------------ */

static const struct row *row_of(int32_t letter)
{
    if (letter >= ARABIC && letter < ARABIC_END)
        return &arabic[letter - ARABIC];
    switch (letter) {
    case NG_OTHER:
        return &arabic[NG - ARABIC];
    case 0x200C:
    case 0x200D:
        return &between;
    case 0xAB:
        return &opening;
    case 0xBB:
        return &closing;
    default:
        return &nothing;
    }
}

static enum kind kind_of(int32_t letter)
{
    return row_of(letter)->kind;
}

/* Letters that stand for two of ours: which one, the neighbours tell. */
static const struct row *row_between(int32_t before, int32_t letter, int32_t after)
{
    enum kind last = kind_of(before), next = kind_of(after);
    if ((letter == HEH || letter == HEH_GOAL) && last == KIND_CONSONANT && next < KIND_JOINER)
        return &arabic[E - ARABIC];
    bool after_seat = last == KIND_SEAT, after_consonant = last == KIND_CONSONANT;
    if (letter == FARSI_YEH && (after_seat || (after_consonant && next != KIND_VOWEL)))
        return &arabic[0x49];
    return row_of(letter);
}

/* Whether both letters together would be read as others. */
static bool must_part(const struct row *before, const struct row *row)
{
    char first = row->text[ULY_ASCII][1], last = before->text[ULY_ASCII][1];
    bool single = last != '\0' && before->text[ULY_ASCII][2] == '\0';
    switch (row->kind) {
    case KIND_SEAT:
        return before->kind >= KIND_JOINER;
    case KIND_VOWEL:
        return before->kind == KIND_VOWEL;
    case KIND_CONSONANT:
        return single
            && ((first == 'g' && last == 'n')
                || (first == 'h' && row->text[ULY_ASCII][2] == '\0' && strchr("szg", last)));
    default:
        return false;
    }
}

const char *uly_letter(enum uly_spelling spelling, int32_t before, int32_t letter, int32_t after)
{
    const struct row *row = row_between(before, letter, after);
    if (row->kind == KIND_NONE)
        return NULL;
    return row->text[spelling] + (must_part(row_between(0, before, letter), row) ? 0 : 1);
}

struct writer {
    char *buffer;
    size_t size, used, needed;
};

/* What no longer fits ends the text: nothing shorter is put after it. */
static void put(struct writer *writer, const char *text, size_t length)
{
    if (writer->used == writer->needed && writer->used < writer->size) {
        size_t room = writer->size - 1 - writer->used;
        int32_t fits = (int32_t)(length < room ? length : room);
        if (length > room)
            U8_SET_CP_START((const uint8_t *)text, 0, fits);
        memcpy(writer->buffer + writer->used, text, (size_t)fits);
        writer->used += (size_t)fits;
    }
    writer->needed += length;
}

static size_t put_end(struct writer *writer)
{
    if (writer->size > 0)
        writer->buffer[writer->used] = '\0';
    return writer->needed;
}

static int32_t code_at(const char *text, size_t length, size_t at)
{
    UChar32 character = 0;
    if (at < length)
        U8_NEXT(text, at, length, character);
    return character;
}

size_t uly_of_uyghur(enum uly_spelling spelling, const char *text, size_t length, char *buffer,
                     size_t size)
{
    struct writer writer = {.buffer = buffer, .size = size};
    UChar32 before = 0, letter;
    for (size_t at = 0, begin = 0; at < length; begin = at) {
        U8_NEXT(text, at, length, letter);
        const char *latin = uly_letter(spelling, before, letter, code_at(text, length, at));
        if (latin)
            put(&writer, latin, strlen(latin));
        else
            put(&writer, text + begin, at - begin);
        if (kind_of(letter) != KIND_BREAK && kind_of(letter) != KIND_JOINER)
            before = letter;
    }
    return put_end(&writer);
}

/* --- From Latin ---------------------------------------------------------------------------- */

enum {
    APOSTROPHE = '\'',
    DIAERESIS = 0x308,
    ACUTE = 0x301,
};

/* c is no letter by itself. */
static const int32_t letters[26] = {
    0x0627, 0x0628, 0, 0x062F, 0x06D5, 0x0641, 0x06AF, 0x06BE, 0x0649,
    0x062C, 0x0643, 0x0644, 0x0645, 0x0646, 0x0648, 0x067E, 0x0642, 0x0631,
    0x0633, 0x062A, 0x06C7, 0x06CB, 0x06CB, 0x062E, 0x064A, 0x0632};

/* What a key makes of the letter directly before it. */
static const struct pair {
    int32_t before, key, letter;
} pairs[] = {
    {'c',    'h',        0x0686  },
    {'C',    'h',        0x0686  },
    {0x0646, 'g',        NG      },
    {0x06AF, 'h',        0x063A  },
    {0x0633, 'h',        0x0634  },
    {0x0632, 'h',        0x0698  },
    {0x0648, 'e',        0x06C6  },
    {0x06C7, 'e',        0x06C8  },
    {0x0648, DIAERESIS,  0x06C6  },
    {0x06C7, DIAERESIS,  0x06C8  },
    {E,      DIAERESIS,  E_CLOSED},
    {E,      ACUTE,      E_CLOSED},
    {E,      APOSTROPHE, E_CLOSED},
};

static int32_t pair_of(int32_t before, int32_t key)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].before == before && pairs[i].key == key)
            return pairs[i].letter;
    return 0;
}

static int32_t letter_of(int32_t key)
{
    switch (key) {
    case 0xE9:
    case 0xEB:
        return E_CLOSED;
    case 0xF6:
        return 0x06C6;
    case 0xFC:
        return 0x06C8;
    default:
        return key >= 'a' && key <= 'z' ? letters[key - 'a'] : 0;
    }
}

bool uly_apostrophe(int32_t character)
{
    static const int32_t signs[] = {APOSTROPHE, '`', 0xB4, 0x2B9, 0x2BB, 0x2BC, 0x2BD, 0x2C8, 0x2018,
                                    0x2019, 0x201B, 0x2032, 0xFF07};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i] == character)
            return true;
    return false;
}

/* A key as the tables have it: small, and one apostrophe for all that people take for it. */
static int32_t plain_key(int32_t key)
{
    return uly_apostrophe(key) ? APOSTROPHE : u_tolower(key);
}

/* The text before the caret, read backwards and taken back. */
struct caret {
    const char *before;
    size_t length, erase;
};

static int32_t last_code(const struct caret *caret, size_t *bytes)
{
    UChar32 character = 0;
    int32_t at = (int32_t)(caret->length - caret->erase), end = at;
    if (at > 0)
        U8_PREV(caret->before, 0, at, character);
    *bytes = (size_t)(end - at);
    return character;
}

static int32_t take_back(struct caret *caret)
{
    size_t bytes;
    int32_t character = last_code(caret, &bytes);
    caret->erase += bytes;
    return character;
}

static void add_letter(char insert[static ULY_INSERT_SIZE], int32_t letter)
{
    size_t used = strlen(insert);
    U8_APPEND_UNSAFE(insert, used, letter);
    insert[used] = '\0';
}

/* An apostrophe between letters has done its work; a colon after o and u turns them. Returns
   the letter that is then before the key, which *parted says to be parted from it. */
static int32_t settle(struct caret *caret, bool vowel, bool *parted,
                      char insert[static ULY_INSERT_SIZE])
{
    size_t bytes;
    struct caret ahead = *caret;
    int32_t last = take_back(&ahead), before = last_code(&ahead, &bytes);
    int32_t turned = last == ':' ? pair_of(before, DIAERESIS) : 0;
    *parted = plain_key(last) == APOSTROPHE && kind_of(before) >= KIND_JOINER;
    if (turned)
        take_back(&ahead);
    if (turned || *parted || (last == E_CLOSED && vowel))
        caret->erase = ahead.erase;
    if (*parted)
        return before;
    if (turned)
        add_letter(insert, turned);
    else if (last == E_CLOSED && vowel)
        add_letter(insert, E);
    return turned ? turned : last;
}

bool uly_type(const char *before, size_t length, int32_t key, size_t *erase,
              char insert[static ULY_INSERT_SIZE])
{
    size_t bytes;
    struct caret caret = {before, length, 0};
    int32_t plain = plain_key(key), pair = pair_of(last_code(&caret, &bytes), plain);
    int32_t letter = pair ? pair : letter_of(plain);
    *erase = pair ? bytes : 0;
    insert[0] = '\0';
    if (!letter)
        return false;
    if (!pair) {
        bool parted, vowel = kind_of(letter) == KIND_VOWEL;
        enum kind last = kind_of(settle(&caret, vowel, &parted, insert));
        *erase = caret.erase;
        if (vowel && (parted || last < KIND_JOINER || last == KIND_VOWEL))
            add_letter(insert, SEAT);
    }
    add_letter(insert, letter);
    return true;
}

enum {
    TAIL_SIZE = 64,
    TAIL_LEAST = 16 /* bytes that the next key may look at or take back: four characters */
};

/* The end of what was converted, which may still be taken back. */
struct tail {
    char text[TAIL_SIZE];
    size_t length;
};

static void tail_add(struct tail *tail, struct writer *writer, const char *text, size_t length)
{
    memcpy(tail->text + tail->length, text, length);
    tail->length += length;
    if (tail->length + ULY_INSERT_SIZE < TAIL_SIZE)
        return;
    size_t done = tail->length - TAIL_LEAST;
    U8_SET_CP_START((const uint8_t *)tail->text, 0, done);
    put(writer, tail->text, done);
    tail->length -= done;
    memmove(tail->text, tail->text + done, tail->length);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The sign of the Uyghur keyboard; NULL for all others, and in numbers. */
static const char *sign_of(const struct tail *tail, int32_t key)
{
    if (tail->length > 0 && is_digit(tail->text[tail->length - 1]))
        return NULL;
    return key == ',' ? "،" : key == ';' ? "؛"
        : key == '?'                     ? "؟"
                                         : NULL;
}

/* Whether the key wrote ې as one letter, which e and an apostrophe do not. */
static bool wrote_closed_e(int32_t key, const char *insert)
{
    return key != APOSTROPHE && code_at(insert, strlen(insert), 0) == E_CLOSED;
}

size_t uly_to_uyghur(const char *text, size_t length, char *buffer, size_t size)
{
    struct writer writer = {.buffer = buffer, .size = size};
    struct tail tail = {.length = 0};
    char insert[ULY_INSERT_SIZE];
    for (size_t at = 0, begin = 0, erase; at < length; begin = at) {
        UChar32 key;
        U8_NEXT(text, at, length, key);
        bool typed = uly_type(tail.text, tail.length, key, &erase, insert);
        const char *sign = typed ? insert : sign_of(&tail, key);
        tail.length -= erase;
        if (sign)
            tail_add(&tail, &writer, sign, strlen(sign));
        else
            tail_add(&tail, &writer, text + begin, at - begin);
        int32_t next = letter_of(plain_key(code_at(text, length, at)));
        if (typed && wrote_closed_e(plain_key(key), insert) && kind_of(next) == KIND_VOWEL)
            tail_add(&tail, &writer, "'", 1);
    }
    put(&writer, tail.text, tail.length);
    return put_end(&writer);
}
