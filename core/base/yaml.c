#include "core/base/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum {
    DEEPEST = 32 /* levels; rules and forms need five */
};

struct reading {
    yaml_parser_t parser;
    const char *name;
    struct arena *arena;
    struct error *err;
};

static int line_of(yaml_mark_t mark)
{
    return (int)mark.line + 1;
}

/* key is a message whose {0} is the place and {1} the detail. */
static bool refuse(struct reading *reading, yaml_mark_t mark, const char *key, const char *detail)
{
    ARENA(scratch);
    const char *where = arena_text(&scratch, "%s:%d", reading->name, line_of(mark));
    return error_tell(reading->err, ERROR_INVALID, key, where, detail);
}

static bool next_event(struct reading *reading, yaml_event_t *event)
{
    if (yaml_parser_parse(&reading->parser, event))
        return true;
    return refuse(reading, reading->parser.problem_mark, MSG("yaml.syntax"),
                  reading->parser.problem ? reading->parser.problem : "?");
}

static struct yaml_node *new_node(struct reading *reading, enum yaml_kind kind,
                                  const yaml_event_t *event)
{
    struct yaml_node *node = arena_new(reading->arena, struct yaml_node);
    node->kind = kind;
    node->line = line_of(event->start_mark);
    node->text = "";
    return node;
}

static bool plain(struct reading *reading, const yaml_event_t *event, const yaml_char_t *anchor,
                  const yaml_char_t *tag)
{
    return (!anchor && !tag) || refuse(reading, event->start_mark, MSG("yaml.plain"), "");
}

static bool read_node(struct reading *reading, const yaml_event_t *event, int depth,
                      const struct yaml_node **node);

static void append(struct yaml_node *parent, struct yaml_node **last, struct yaml_node *child)
{
    if (*last)
        (*last)->next = child;
    else
        parent->first = child;
    *last = child;
    parent->count++;
}

/* Reads the value that follows, under a key or (NULL) in a list, and hangs it on its parent. */
static bool read_child(struct reading *reading, yaml_event_t *event, const char *key, int depth,
                       struct yaml_node *parent, struct yaml_node **last)
{
    const struct yaml_node *value = NULL;
    if (!read_node(reading, event, depth + 1, &value))
        return false;
    struct yaml_node *child = arena_new(reading->arena, struct yaml_node);
    *child = *value;
    child->key = key;
    append(parent, last, child);
    return true;
}

static bool read_list(struct reading *reading, struct yaml_node *list, int depth)
{
    struct yaml_node *last = NULL;
    for (;;) {
        yaml_event_t event;
        if (!next_event(reading, &event))
            return false;
        bool end = event.type == YAML_SEQUENCE_END_EVENT;
        bool ok = end || read_child(reading, &event, NULL, depth, list, &last);
        yaml_event_delete(&event);
        if (end || !ok)
            return ok;
    }
}

static bool read_key(struct reading *reading, const yaml_event_t *event,
                     const struct yaml_node *map, const char **key)
{
    if (event->type != YAML_SCALAR_EVENT)
        return refuse(reading, event->start_mark, MSG("yaml.key"), "");
    *key = arena_copy(reading->arena, (const char *)event->data.scalar.value,
                      event->data.scalar.length);
    if (yaml_find(map, *key))
        return refuse(reading, event->start_mark, MSG("yaml.twice"), *key);
    return true;
}

static bool read_entry(struct reading *reading, const yaml_event_t *first, int depth,
                       struct yaml_node *map, struct yaml_node **last)
{
    const char *key = NULL;
    if (!read_key(reading, first, map, &key))
        return false;
    yaml_event_t event;
    if (!next_event(reading, &event))
        return false;
    bool ok = read_child(reading, &event, key, depth, map, last);
    yaml_event_delete(&event);
    return ok;
}

static bool read_map(struct reading *reading, struct yaml_node *map, int depth)
{
    struct yaml_node *last = NULL;
    for (;;) {
        yaml_event_t event;
        if (!next_event(reading, &event))
            return false;
        bool end = event.type == YAML_MAPPING_END_EVENT;
        bool ok = end || read_entry(reading, &event, depth, map, &last);
        yaml_event_delete(&event);
        if (end || !ok)
            return ok;
    }
}

static bool read_scalar(struct reading *reading, const yaml_event_t *event, struct yaml_node *node)
{
    const char *value = (const char *)event->data.scalar.value;
    if (memchr(value, '\0', event->data.scalar.length))
        return refuse(reading, event->start_mark, MSG("yaml.syntax"), "NUL");
    node->text = arena_copy(reading->arena, value, event->data.scalar.length);
    return true;
}

static bool read_node(struct reading *reading, const yaml_event_t *event, int depth,
                      const struct yaml_node **node)
{
    struct yaml_node *made;
    if (depth > DEEPEST)
        return refuse(reading, event->start_mark, MSG("yaml.deep"), "");
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        *node = made = new_node(reading, YAML_SCALAR, event);
        return plain(reading, event, event->data.scalar.anchor, event->data.scalar.tag)
            && read_scalar(reading, event, made);
    case YAML_SEQUENCE_START_EVENT:
        *node = made = new_node(reading, YAML_LIST, event);
        return plain(reading, event, event->data.sequence_start.anchor,
                     event->data.sequence_start.tag)
            && read_list(reading, made, depth);
    case YAML_MAPPING_START_EVENT:
        *node = made = new_node(reading, YAML_MAP, event);
        return plain(reading, event, event->data.mapping_start.anchor,
                     event->data.mapping_start.tag)
            && read_map(reading, made, depth);
    default:
        return refuse(reading, event->start_mark, MSG("yaml.plain"), "");
    }
}

/* Takes the one event that must come next. */
static bool expect(struct reading *reading, yaml_event_type_t type)
{
    yaml_event_t event;
    if (!next_event(reading, &event))
        return false;
    bool ok = event.type == type || refuse(reading, event.start_mark, MSG("yaml.documents"), "");
    yaml_event_delete(&event);
    return ok;
}

static bool read_root(struct reading *reading, const struct yaml_node **node)
{
    yaml_event_t event;
    if (!next_event(reading, &event))
        return false;
    bool ok = read_node(reading, &event, 0, node);
    yaml_event_delete(&event);
    return ok
        && expect(reading, YAML_DOCUMENT_END_EVENT)
        && expect(reading, YAML_STREAM_END_EVENT);
}

static bool read_document(struct reading *reading, const struct yaml_node **node)
{
    if (!expect(reading, YAML_STREAM_START_EVENT))
        return false;
    yaml_event_t event;
    if (!next_event(reading, &event))
        return false;
    bool empty = event.type == YAML_STREAM_END_EVENT;
    if (empty)
        *node = new_node(reading, YAML_MAP, &event);
    yaml_event_delete(&event);
    return empty || read_root(reading, node);
}

bool yaml_parse(const char *name, const char *text, size_t length, struct arena *arena,
                const struct yaml_node **node, struct error *err)
{
    struct reading reading = {.name = name, .arena = arena, .err = err};
    if (!yaml_parser_initialize(&reading.parser))
        abort();
    yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reading.parser, (const unsigned char *)text, length);
    bool ok = read_document(&reading, node);
    yaml_parser_delete(&reading.parser);
    return ok;
}

const struct yaml_node *yaml_find(const struct yaml_node *node, const char *key)
{
    if (!node || node->kind != YAML_MAP)
        return NULL;
    for (const struct yaml_node *entry = node->first; entry; entry = entry->next)
        if (strcmp(entry->key, key) == 0)
            return entry;
    return NULL;
}

const char *yaml_text(const struct yaml_node *node, const char *key)
{
    const struct yaml_node *entry = yaml_find(node, key);
    return entry && entry->kind == YAML_SCALAR ? entry->text : NULL;
}
