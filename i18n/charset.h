/* Bytes of a file in UTF-8, GB18030 or UTF-16: guessed, then read as UTF-8. */
#ifndef I18N_CHARSET_H
#define I18N_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

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
 * in *length how many it took; returns the bytes written to buffer.
 */
size_t charset_read(struct charset_reader *reader, const char *bytes, size_t *length, bool last,
                    char *buffer, size_t size);

#endif
