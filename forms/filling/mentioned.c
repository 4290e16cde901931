#include "forms/filling/mentioned.h"

#include "forms/field.h"

#include <string.h>

static bool is_named(const struct form_record *record, const char *name)
{
    for (size_t i = 0; i < record->form->field_count; i++)
        if (strcmp(record->form->fields[i].fill, "handover.child") == 0
            && strcmp(record->answers[i].value, name) == 0)
            return true;
    return false;
}

/* A paper is of one year, and may have no room for all of the list. */
static bool find_handed_over(struct store *store, const struct form_record *record,
                             struct arena *arena, int64_t **children, size_t *count,
                             struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT DISTINCT c.id, c.name_zh, c.name_ug FROM handover h"
                              " JOIN handover_child l ON l.handover_id = h.id"
                              " JOIN child c ON c.id = l.child_id WHERE h.primary_id = :place"
                              " AND CAST(h.year AS TEXT) = :year ORDER BY c.id");
    bind_int(&query, ":place", record->place_id);
    bind_text(&query, ":year", answers_filled(record, "handover.year"));
    while (query_next(&query)) {
        const char *name = field_name_value(query_text(&query, 1, arena),
                                            query_text(&query, 2, arena), arena);
        if (!is_named(record, name))
            continue;
        *children = arena_grow(arena, *children, *count, sizeof **children);
        (*children)[(*count)++] = query_int(&query, 0);
    }
    return query_ok(&query, err);
}

bool mentioned_children(struct store *store, const struct form_record *record,
                        struct arena *arena, int64_t **children, size_t *count,
                        struct error *err)
{
    *children = NULL;
    *count = 0;
    if (record->place_id != 0)
        return find_handed_over(store, record, arena, children, count, err);
    if (record->child_id == 0)
        return true;
    *children = arena_new(arena, int64_t);
    (*children)[(*count)++] = record->child_id;
    return true;
}
