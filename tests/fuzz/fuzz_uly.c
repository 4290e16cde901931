/*
 * Any bytes as Uyghur and as Latin Uyghur: converted, typed, and written for a GBK client,
 * they stay within what was asked for, and are cut as snprintf cuts.
 */
#include "i18n/catalogue.h"
#include "i18n/charset.h"
#include "i18n/uly.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    if (!catalogue_open())
        abort();
    return 0;
}

static size_t to_latin(const char *text, size_t length, char *buffer, size_t size)
{
    return uly_of_uyghur(ULY_LATIN, text, length, buffer, size);
}

static size_t to_ascii(const char *text, size_t length, char *buffer, size_t size)
{
    return uly_of_uyghur(ULY_ASCII, text, length, buffer, size);
}

typedef size_t converter(const char *text, size_t length, char *buffer, size_t size);

/* Into as much as it takes, and into a part: the part is the beginning of the whole. */
static void check(converter *convert, const char *text, size_t length)
{
    size_t needed = convert(text, length, NULL, 0), room = needed / 2 + 1;
    char *whole = malloc(needed + 1), *part = malloc(room);
    assert(whole && part);
    assert(convert(text, length, whole, needed + 1) == needed && whole[needed] == '\0');
    assert(convert(text, length, part, room) == needed);
    size_t end = strlen(part);
    assert(end < room && memcmp(whole, part, end) == 0);
    free(whole);
    free(part);
}

static void check_typing(const char *text, size_t length)
{
    char insert[ULY_INSERT_SIZE];
    size_t erase;
    for (size_t i = 0; i < length; i++) {
        bool typed = uly_type(text, i, (unsigned char)text[i], &erase, insert);
        assert(erase <= i && strlen(insert) < ULY_INSERT_SIZE);
        assert(typed || (erase == 0 && !*insert));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        abort();
    memcpy(text, data, size);
    check(to_latin, text, size);
    check(to_ascii, text, size);
    check(uly_to_uyghur, text, size);
    check(charset_to_gbk, text, size);
    check_typing(text, size);
    free(text);
    return 0;
}
