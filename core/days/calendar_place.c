#include "core/days/calendar_place.h"

#include "core/posts/place.h"

bool calendar_places(struct store *store, struct arena *arena, struct calendar_place **rows,
                     size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, name_zh, name_ug, kind = 'county',"
                              " EXISTS (SELECT 1 FROM term WHERE place_id = place.id)"
                              " OR EXISTS (SELECT 1 FROM calendar_day WHERE place_id = place.id)"
                              " FROM place WHERE kind IN ('county', 'school')"
                              " AND closed_on IS NULL"
                              " ORDER BY kind <> 'county',"
                              " iif(name_zh = '', name_ug, name_zh) COLLATE people, id");
    *rows = NULL;
    *count = 0;
    while (query_next(&query)) {
        *rows = arena_grow(arena, *rows, *count, sizeof **rows);
        (*rows)[(*count)++] = (struct calendar_place){
            .id = query_int(&query, 0),
            .name_zh = query_text(&query, 1, arena),
            .name_ug = query_text(&query, 2, arena),
            .county = query_int(&query, 3) != 0,
            .own = query_int(&query, 4) != 0,
        };
    }
    return query_ok(&query, err);
}

bool calendar_place_of(struct store *store, const struct actor *actor, int64_t *id,
                       struct error *err)
{
    *id = 0;
    for (size_t i = 0; i < actor->post_count && *id == 0; i++)
        if (!place_above(store, actor->posts[i].place_id, "school", id, err))
            return false;
    if (*id != 0)
        return true;
    QUERY(query) = query_open(store, "SELECT id FROM place WHERE parent_id IS NULL");
    *id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}
