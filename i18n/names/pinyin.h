/*
 * How a Chinese name may be read: pinyin without tones, "lv" for lü. Characters that
 * names read otherwise than words do have each of their readings.
 */
#ifndef I18N_NAMES_PINYIN_H
#define I18N_NAMES_PINYIN_H

#include <stdbool.h>
#include <stddef.h>

enum {
    PINYIN_SYLLABLES = 24,    /* of one name; what is longer is not read to its end */
    PINYIN_SYLLABLE_SIZE = 8, /* bytes: "zhuang" and its NUL */
    PINYIN_READINGS = 8
};

struct pinyin {
    char syllables[PINYIN_SYLLABLES][PINYIN_SYLLABLE_SIZE];
    bool begins[PINYIN_SYLLABLES]; /* a part of the name */
    size_t count;
};

/* Opens what reads characters; searchkey_open() calls it. */
bool pinyin_open(void);

/*
 * Every reading of a name whose parts have ' ' between them, as words read it first, then
 * as names and surnames do. Returns their number: 0 when the text is not Chinese throughout.
 */
size_t pinyin_read(const char *parts, struct pinyin readings[static PINYIN_READINGS]);

#endif
