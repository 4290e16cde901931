/*
 * YAML files, read into a small tree with line numbers: county rules and forms.
 *
 * yaml.c is the only file that includes <yaml.h>. The tree lives in the caller's
 * arena. Anchors, aliases, tags, a second document and a key said twice are
 * refused: a rule stands in one place, and says one thing.
 */
#ifndef CORE_YAML_H
#define CORE_YAML_H

#include "core/base/arena.h"
#include "core/base/error.h"

enum yaml_kind {
    YAML_SCALAR,
    YAML_LIST,
    YAML_MAP
};

struct yaml_node {
    enum yaml_kind kind;
    int line;                      /* from 1 */
    const char *key;               /* in a map; NULL elsewhere */
    const char *text;              /* of a scalar; "" for lists and maps */
    size_t count;                  /* items of a list, entries of a map */
    const struct yaml_node *first; /* item or entry, in the order of the file */
    const struct yaml_node *next;  /* beside this one, NULL at the end */
};

/*
 * Reads a whole document; name is what errors call it. ERROR_INVALID with "NAME:LINE" and the
 * parser's words when it is no YAML, or holds what is refused. An empty
 * document is an empty map.
 */
bool yaml_parse(const char *name, const char *text, size_t length, struct arena *arena,
                const struct yaml_node **node, struct error *err);

/* The entry of a map; NULL when there is none, and when node is NULL or no map. */
const struct yaml_node *yaml_find(const struct yaml_node *node, const char *key);

/* The text of a map's scalar; NULL when there is none. */
const char *yaml_text(const struct yaml_node *node, const char *key);

#endif
