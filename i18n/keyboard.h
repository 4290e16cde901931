/*
 * The Uyghur keyboard for clients that have none: which letter an ASCII key
 * types. The layout is the one that XKB (cn(ug)) and Microsoft (kbdughr1) share;
 * the two differ in L alone, where this is Microsoft's (facts, section 5).
 */
#ifndef I18N_KEYBOARD_H
#define I18N_KEYBOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the keys of a person type. */
enum keyboard {
    KEYBOARD_PLAIN, /* what the client sends */
    KEYBOARD_UYGHUR,
    KEYBOARD_LATIN, /* Uyghur letters, spelt in Latin ones (uly_type() of i18n/uly.h) */
    KEYBOARD_COUNT
};

/* How it is stored: "", "uyghur", "latin". */
const char *keyboard_code(enum keyboard keyboard);
/* False, and nothing set, when no keyboard has this code. */
bool keyboard_find(const char *code, enum keyboard *keyboard);

/* The one that follows; the first after the last. */
enum keyboard keyboard_next(enum keyboard keyboard);

/* The Uyghur letters of an ASCII key; NULL when it stays as it is, "" when it types nothing. */
const char *keyboard_uyghur(char key);

/* The ASCII key that types this letter or sign alone; '\0' when none does. */
char keyboard_key(int32_t letter);

/*
 * What a vowel needs before it: "ئ" where a word begins, "" elsewhere and for what is no
 * vowel. before (UTF-8, length bytes) is the text up to the vowel.
 */
const char *keyboard_hamza(const char *before, size_t length, const char *vowel);

#endif
