#include "forms/served/series.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A class or a grade keeps no papers of its own: its school does. */
bool series_office(struct store *store, int64_t place_id, struct arena *arena,
                   struct series_office *office, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT p.id, p.name_zh, p.name_ug FROM main.place_within w"
                              " JOIN main.place p ON p.id = w.ancestor_id"
                              " LEFT JOIN main.place_within d ON d.place_id = p.id"
                              " WHERE w.place_id = :place AND p.kind NOT IN ('class', 'grade')"
                              " GROUP BY p.id ORDER BY count(*) DESC LIMIT 1");
    bind_int(&query, ":place", place_id);
    *office = (struct series_office){place_id, "", ""};
    if (query_next(&query))
        *office = (struct series_office){
            .place_id = query_int(&query, 0),
            .name_zh = query_text(&query, 1, arena),
            .name_ug = query_text(&query, 2, arena),
        };
    return query_ok(&query, err);
}

static bool next_number(struct store *store, const struct form *form, int64_t office, int year,
                        int64_t *number, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.form_series (place_id, form, year, last)"
                              " VALUES (:place, :form, :year, 1) ON CONFLICT (place_id, form, year)"
                              " DO UPDATE SET last = last + 1 RETURNING last");
    bind_int(&query, ":place", office);
    bind_text(&query, ":form", form->name);
    bind_int(&query, ":year", year);
    *number = query_next(&query) ? query_int(&query, 0) : 0;
    while (query_next(&query)) {
    }
    return query_ok(&query, err);
}

static const char *with(const char *template, const char *word, const char *value,
                        struct arena *arena)
{
    const char *at = strstr(template, word);
    return at ? arena_text(arena, "%.*s%s%s", (int)(at - template), template, value,
                           at + strlen(word))
              : template;
}

bool series_take(struct store *store, const struct form *form, int64_t place_id, const char *today,
                 struct arena *arena, const char **number, struct error *err)
{
    struct series_office office;
    int64_t next;
    int year = atoi(today);
    *number = "";
    if (!*form->number)
        return true;
    if (!series_office(store, place_id, arena, &office, err)
        || !next_number(store, form, office.place_id, year, &next, err))
        return false;
    *number = with(form->number, "{place}", office.name_zh, arena);
    *number = with(*number, "{year}", arena_text(arena, "%d", year), arena);
    *number = with(*number, "{number}", arena_text(arena, "%" PRId64, next), arena);
    return true;
}
