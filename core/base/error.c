#include "core/base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cuts at a character's first byte, so that half a character never reaches a screen. */
static void copy_value(char *to, const char *from)
{
    size_t length = strlen(from);
    if (length >= ERROR_VALUE_SIZE) {
        length = ERROR_VALUE_SIZE - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(to, from, length);
    to[length] = '\0';
}

void error_record(struct error *err, enum error_kind kind, const char *key, const char *detail, ...)
{
    if (err->kind != ERROR_NONE)
        return;

    err->kind = kind;
    err->key = key;

    va_list args;
    va_start(args, detail);
    vsnprintf(err->detail, sizeof err->detail, detail, args);
    va_end(args);
}

void error_record_values(struct error *err, enum error_kind kind, const char *key,
                         const char *const values[])
{
    if (err->kind != ERROR_NONE)
        return;

    error_record(err, kind, key, "%s", key);
    for (int i = 0; i < ERROR_VALUES && values[i]; i++)
        copy_value(err->values[i], values[i]);
}
