/*
 * Text as a sequence of characters: validity, cleaning, grapheme clusters.
 */
#ifndef I18N_TEXT_H
#define I18N_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Opens what all calls reuse; catalogue_open() calls it. */
bool text_open(void);

/* Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates). */
bool text_valid(const char *text, size_t length);

/*
 * Writes text as the program keeps it: NFC, presentation forms and tatweel
 * turned into letters, without control, bidi control, zero-width or unassigned
 * characters; line breaks kept as '\n' where lines is true, else a space; invalid
 * sequences left out; spaces at both ends dropped, and runs of them made one
 * unless lines. As snprintf: always ended, returns the bytes it would take.
 */
size_t text_clean(const char *text, size_t length, bool lines, char *buffer, size_t size);

/* The byte offset of the grapheme cluster boundary after (before) offset; stays at the ends. */
size_t text_next(const char *text, size_t length, size_t offset);
size_t text_previous(const char *text, size_t length, size_t offset);

/* The number of grapheme clusters in length bytes. */
size_t text_count(const char *text, size_t length);

/* The first character of a well-formed text; 0 of an empty one. */
int32_t text_character(const char *text);
/* The other way round: writes one character and a NUL. */
enum {
    TEXT_CHARACTER_SIZE = 5
};
void text_write(int32_t character, char bytes[static TEXT_CHARACTER_SIZE]);

/* Whether a text as the program keeps it has letters of the Arabic script. */
bool text_has_arabic(const char *text);

/* Which way a character is read (UAX #9, bidirectional types). */
enum reading {
    READING_EITHER, /* signs, spaces, marks: as what stands around them */
    READING_LTR,
    READING_RTL,
    READING_DIGIT /* among themselves from the left, in a text of either direction */
};

/* The character at a byte offset before length. */
enum reading text_reading(const char *text, size_t length, size_t offset);

#endif
