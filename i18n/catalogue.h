/*
 * Message text by key, in the three languages of the program.
 *
 * The messages are ICU resource bundles compiled into the binary
 * (i18n/messages/NAME.txt, one a language). Arguments are texts: {0} to {9} are
 * replaced, each wrapped in FSI ... PDI so that it cannot turn the sentence
 * around. A plural is a table of its forms, chosen by the language's rules.
 */
#ifndef I18N_CATALOGUE_H
#define I18N_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

enum language {
    LANGUAGE_ZH,
    LANGUAGE_UG,
    LANGUAGE_EN,
    LANGUAGE_COUNT
};

/*
 * Opens the bundles and everything else of ICU that sessions share. Called once,
 * before any fork. False when this build's data cannot be read.
 */
bool catalogue_open(void);

/* The text of a key: UTF-8 that lives as long as the program. The key itself when unknown. */
const char *message(enum language language, const char *key);

/* Whether the key is in the catalogue: for keys made from data ("role." + name). */
bool message_exists(const char *key);

/*
 * Writes the text of a key with its arguments into buffer, as snprintf does:
 * always ended, never split within a character; returns the bytes it would take.
 */
size_t message_format(enum language language, const char *key, const char *const arguments[],
                      size_t argument_count, char *buffer, size_t size);

/* The same without isolates: for what is put together from digits and words of the catalogue. */
size_t message_plain(enum language language, const char *key, const char *const arguments[],
                     size_t argument_count, char *buffer, size_t size);

/* The same as message_format() with a number that chooses the plural form and is {0}; arguments follow from {1}. */
size_t message_count(enum language language, const char *key, long number,
                     const char *const arguments[], size_t argument_count, char *buffer, size_t size);

/* "zh", "ug", "en"; false when code is none of them. */
const char *language_code(enum language language);
bool language_find(const char *code, enum language *language);

/* Whether the language is written from right to left. */
bool language_rtl(enum language language);

#endif
