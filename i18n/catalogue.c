#include "i18n/catalogue.h"

#include "i18n/charset.h"
#include "i18n/layout.h"
#include "i18n/names/collate.h"
#include "i18n/names/searchkey.h"
#include "i18n/rows/order.h"
#include "i18n/text.h"

#include <unicode/udata.h>
#include <unicode/upluralrules.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The bundles as genccode writes them (Makefile.am). */
extern const struct {
    double align;
    unsigned char bytes[];
} messages_dat;

#define PACKAGE_NAME "messages"
#define FSI          "\u2068"
#define RLI          "\u2067"
#define PDI          "\u2069"

static const struct {
    const char *code;
    bool rtl;
} languages[LANGUAGE_COUNT] = {
    [LANGUAGE_ZH] = {"zh", false},
    [LANGUAGE_UG] = {"ug", true },
    [LANGUAGE_EN] = {"en", false},
};

/* A form of a plural is an entry of its own, "key/one". */
struct entry {
    char *key, *text;
};

/* Read once before any fork and never changed after: all processes share its pages. */
static struct {
    struct entry *entries;
    size_t count;
    UPluralRules *plurals;
} catalogues[LANGUAGE_COUNT];

static int by_key(const void *left, const void *right)
{
    return strcmp(((const struct entry *)left)->key, ((const struct entry *)right)->key);
}

static void *checked(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static char *utf8_of(UResourceBundle *resource, UErrorCode *status)
{
    int32_t units, bytes;
    const UChar *text = ures_getString(resource, &units, status);
    if (U_FAILURE(*status))
        return NULL;
    char *copy = checked(malloc((size_t)units * 3 + 1));
    u_strToUTF8(copy, units * 3 + 1, &bytes, text, units, status);
    return copy;
}

static void add_entry(enum language language, const char *table, UResourceBundle *resource,
                      UErrorCode *status)
{
    size_t count = catalogues[language].count;
    struct entry entry = {.text = utf8_of(resource, status)};
    if (U_FAILURE(*status))
        return;

    const char *name = ures_getKey(resource);
    size_t size = strlen(table) + strlen(name) + sizeof "/";
    entry.key = checked(malloc(size));
    snprintf(entry.key, size, "%s%s%s", table, *table ? "/" : "", name);
    if (count % 256 == 0)
        catalogues[language].entries = checked(
            reallocarray(catalogues[language].entries, count + 256, sizeof entry));
    catalogues[language].entries[count] = entry;
    catalogues[language].count++;
}

/* Adds the strings of a table; a table within is a plural. */
static void add_table(enum language language, const char *name, UResourceBundle *table,
                      UErrorCode *status)
{
    for (int32_t i = 0; i < ures_getSize(table) && U_SUCCESS(*status); i++) {
        UResourceBundle *resource = ures_getByIndex(table, i, NULL, status);
        if (U_SUCCESS(*status) && ures_getType(resource) == URES_TABLE)
            add_table(language, ures_getKey(resource), resource, status);
        else
            add_entry(language, name, resource, status);
        ures_close(resource);
    }
}

/* Opened by its own name: ICU's fallback would end at the locale of the process. */
static bool read_catalogue(enum language language)
{
    UErrorCode status = U_ZERO_ERROR;
    UResourceBundle *bundle = ures_openDirect(PACKAGE_NAME, languages[language].code, &status);
    add_table(language, "", bundle, &status);
    ures_close(bundle);
    qsort(catalogues[language].entries, catalogues[language].count, sizeof(struct entry), by_key);
    catalogues[language].plurals = uplrules_open(languages[language].code, &status);
    return U_SUCCESS(status);
}

bool catalogue_open(void)
{
    static bool opened;
    if (opened)
        return true;

    UErrorCode status = U_ZERO_ERROR;
    udata_setAppData(PACKAGE_NAME, &messages_dat, &status);
    opened = U_SUCCESS(status);
    for (enum language language = 0; language < LANGUAGE_COUNT; language++)
        opened = opened && read_catalogue(language);
    opened = opened && layout_open() && order_open() && text_open() && collate_open()
        && searchkey_open() && charset_open_shared();
    return opened;
}

static const char *find(enum language language, const char *key)
{
    struct entry wanted = {.key = (char *)key};
    const struct entry *found = bsearch(&wanted, catalogues[language].entries,
                                        catalogues[language].count, sizeof wanted, by_key);
    return found ? found->text : NULL;
}

const char *message(enum language language, const char *key)
{
    const char *text = find(language, key);
    if (!text)
        text = find(LANGUAGE_EN, key);
    return text ? text : key;
}

bool message_exists(const char *key)
{
    return find(LANGUAGE_EN, key) != NULL;
}

/* Bytes written so far, and those that found no room. */
struct output {
    char *buffer;
    size_t size, room, used, needed;
};

/* Appends whole characters only; after the first that does not fit, nothing more. */
static void append(struct output *output, const char *bytes, size_t length)
{
    output->needed += length;
    if (length > output->room) {
        length = output->room;
        while (length > 0 && ((unsigned char)bytes[length] & 0xC0) == 0x80)
            length--;
        output->room = length;
    }
    memcpy(output->buffer + output->used, bytes, length);
    output->used += length;
    output->room -= length;
}

static void append_text(struct output *output, const char *text)
{
    append(output, text, strlen(text));
}

/* The argument that a placeholder at text names; NULL when there is no placeholder. */
static const char *placeholder(const char *text, const char *const arguments[], size_t count)
{
    bool is = text[0] == '{' && text[1] >= '0' && text[1] <= '9' && text[2] == '}';
    if (!is)
        return NULL;
    size_t index = (size_t)(text[1] - '0');
    return index < count && arguments[index] ? arguments[index] : "";
}

/*
 * What keeps an argument apart. A name goes the way of its first letter; what was
 * itself put together from parts goes the way of the language, or its parts
 * would be read from the wrong end.
 */
static const char *opening(enum language language, const char *argument)
{
    return languages[language].rtl && strstr(argument, FSI) ? RLI : FSI;
}

static size_t substitute(enum language language, const char *text, const char *const arguments[],
                         size_t count, bool isolate, char *buffer, size_t size)
{
    char nowhere;
    struct output output = {.buffer = size ? buffer : &nowhere, .room = size ? size - 1 : 0};
    while (*text) {
        const char *argument = placeholder(text, arguments, count);
        if (argument) {
            append_text(&output, isolate ? opening(language, argument) : "");
            append_text(&output, argument);
            append_text(&output, isolate ? PDI : "");
            text += strlen("{0}");
            continue;
        }
        size_t plain = 1 + strcspn(text + 1, "{");
        append(&output, text, plain);
        text += plain;
    }
    output.buffer[output.used] = '\0';
    return output.needed;
}

size_t message_format(enum language language, const char *key, const char *const arguments[],
                      size_t argument_count, char *buffer, size_t size)
{
    return substitute(language, message(language, key), arguments, argument_count, true, buffer, size);
}

size_t message_plain(enum language language, const char *key, const char *const arguments[],
                     size_t argument_count, char *buffer, size_t size)
{
    return substitute(language, message(language, key), arguments, argument_count, false, buffer, size);
}

/* The text for a number: the plural's form, the form for all others, or the one there is. */
static const char *plural(enum language language, const char *key, long number)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar keyword[16];
    char form[160], name[16];
    int32_t length = uplrules_select(catalogues[language].plurals, (double)number, keyword, 15,
                                     &status);
    if (U_FAILURE(status))
        length = 0;
    keyword[length] = 0;
    snprintf(form, sizeof form, "%s/%s", key, u_austrcpy(name, keyword));
    const char *text = find(language, form);
    if (text)
        return text;
    snprintf(form, sizeof form, "%s/other", key);
    text = find(language, form);
    return text ? text : message(language, key);
}

size_t message_count(enum language language, const char *key, long number,
                     const char *const arguments[], size_t argument_count, char *buffer, size_t size)
{
    char digits[24];
    const char *all[10] = {digits};
    snprintf(digits, sizeof digits, "%ld", number);
    for (size_t i = 0; i < argument_count && i < 9; i++)
        all[i + 1] = arguments[i];
    return substitute(language, plural(language, key, number), all, argument_count < 9 ? argument_count + 1 : 10,
                      true, buffer, size);
}

const char *language_code(enum language language)
{
    return languages[language].code;
}

bool language_find(const char *code, enum language *language)
{
    for (enum language i = 0; i < LANGUAGE_COUNT; i++)
        if (strcmp(languages[i].code, code) == 0) {
            *language = i;
            return true;
        }
    return false;
}

bool language_rtl(enum language language)
{
    return languages[language].rtl;
}
