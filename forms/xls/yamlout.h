/*
 * A definition as YAML, a line at a time, with the place in a workbook that each line comes from:
 * what is wrong with a line is said of the row.
 */
#ifndef FORMS_XLS_YAMLOUT_H
#define FORMS_XLS_YAMLOUT_H

#include "core/base/arena.h"
#include "i18n/catalogue.h"

#include <stdint.h>
#include <stdio.h>

struct yamlout_place {
    const char *sheet;
    int64_t row;
};

struct yamlout {
    struct arena *arena;
    FILE *file; /* in memory */
    char *text;
    size_t size;
    struct yamlout_place *places; /* of each line */
    size_t lines;
    struct yamlout_place place; /* of the lines that come */
    int indent;
    bool item; /* the next line begins an item of a list */
};

void yamlout_begin(struct yamlout *out, struct arena *arena);
/* The text in the arena; nothing can be added behind it. */
const char *yamlout_end(struct yamlout *out);

/* "key: text"; no line when the text is "". */
void yamlout_word(struct yamlout *out, const char *key, const char *text);
void yamlout_flag(struct yamlout *out, const char *key, bool is);
/* The key with a text a language; no lines when there is none in any. */
void yamlout_label(struct yamlout *out, const char *key, const char *const texts[LANGUAGE_COUNT]);
/* "key: [a, b]" of words between commas. */
void yamlout_list(struct yamlout *out, const char *key, const char *words);

/* "key:" with what follows one step in; yamlout_enter() and yamlout_leave() bracket it. */
void yamlout_enter(struct yamlout *out, const char *key);
void yamlout_leave(struct yamlout *out);
/* The next word begins an item of the list, whose other words stand one step in. */
void yamlout_item_begin(struct yamlout *out);
void yamlout_item_end(struct yamlout *out);

#endif
