/*
 * Bytes in UTF-8, GB18030 or UTF-16, of a file or as they are typed: guessed, then read as
 * UTF-8. And UTF-8 written for terminals that show GBK (facts/text.md, 7).
 */
#ifndef I18N_CHARSET_H
#define I18N_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum charset {
    CHARSET_UTF8,
    CHARSET_GB18030,
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_UNKNOWN
};

/* What a file that begins with these bytes is written in; the byte order mark decides where there is one. */
enum charset charset_guess(const char *bytes, size_t length);

struct charset_reader;

/* A streaming reader; NULL for CHARSET_UNKNOWN. */
struct charset_reader *charset_open(enum charset charset);
void charset_close(struct charset_reader *reader);

/*
 * Converts bytes to UTF-8, keeping half characters for the next call; a byte
 * order mark is dropped, an invalid sequence becomes U+FFFD. Consumes *length bytes at most and says
 * in *length how many it took; returns the bytes written to buffer. A character is written
 * with its last byte; a lead byte that something else follows is invalid, and what follows (ESC)
 * stays what it is. Only then are the bytes keys: the second of GB18030 may look like a letter.
 */
size_t charset_read(struct charset_reader *reader, const char *bytes, size_t *length, bool last,
                    char *buffer, size_t size);

/* Reads the table of GBK from ICU; catalogue_open() calls it. */
bool charset_open_shared(void);

/*
 * Writes UTF-8 as GBK: ASCII and escape sequences as they are, all else in two bytes and
 * two columns. What GBK does not have, or has in two columns where the text counts one
 * (width_of()), becomes '?', of two columns "？": columns stay where they were. What
 * has no column is left out. As snprintf, and never cut within a character.
 */
size_t charset_to_gbk(const char *text, size_t length, char *buffer, size_t size);

/*
 * Whether a GBK client shows the character in so many columns. One: ASCII. Two: it has two
 * bytes, those that fonts call ambiguous too (· “ —), but no euro sign, which has one byte or
 * none, and nothing of GB18030's four.
 */
bool charset_in_gbk(int32_t character, int columns);

#endif
