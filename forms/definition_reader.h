/*
 * A definition while it is read: for definition.c (the head, the expressions) and
 * definition_fields.c (lists of choices, fields, groups) alone.
 */
#ifndef FORMS_DEFINITION_READER_H
#define FORMS_DEFINITION_READER_H

#include "core/base/yaml.h"
#include "core/rules/expression.h"
#include "forms/definition.h"

enum {
    FIELDS_MOST = EXPRESSION_FACTS - 1, /* one fact is today */
    REPEATS_MOST = 10
};

struct reader {
    const char *file;
    struct arena *arena;
    struct definition_mistake *mistakes;
    size_t mistake_count;
    struct form form;
    struct form_field *fields;
    struct choice_list *lists;
    size_t list_count;
    const struct form_group *repeats[REPEATS_MOST];
    const struct yaml_node *nodes[FIELDS_MOST]; /* of the fields */
};

/* Notes a mistake with file and line, and goes on to the next; always false. */
bool reader_broken(struct reader *reader, const struct yaml_node *node, const char *key,
                   const char *what);
/* The same with what is wrong about it, {2}. */
bool reader_because(struct reader *reader, const struct yaml_node *node, const char *key,
                    const char *what, const char *why);

/* Whether a map has only these words: a mistyped one would be a rule that silently does not hold. */
bool reader_only_words(struct reader *reader, const struct yaml_node *map,
                       const char *const words[], size_t count);

/* The text of an entry, "" when there is none; the same where it has to be there. */
const char *reader_text(const struct yaml_node *map, const char *key);
bool reader_needed(struct reader *reader, const struct yaml_node *map, const char *key,
                   const char **text);

/* "true" or "false"; false where it is missing. */
bool reader_flag(struct reader *reader, const struct yaml_node *map, const char *key, bool *flag);

/* A label that is given is given in every language. */
bool reader_label(struct reader *reader, const struct yaml_node *map, const char *key, bool needed,
                  struct label *label);

/* A whole number of an entry, from 1 to most; unless there is one, fallback. */
bool reader_number(struct reader *reader, const struct yaml_node *map, const char *key, int most,
                   int fallback, int *number);

/* Reads "choices" and "fields" of the root. */
bool reader_fields(struct reader *reader, const struct yaml_node *root);

#endif
