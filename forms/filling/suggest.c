#include "forms/filling/suggest.h"

#include "core/lists/guardian.h"
#include "core/lists/search.h"
#include "i18n/names/searchkey.h"

#include <inttypes.h>
#include <string.h>

/* Names found so far. */
struct found {
    const struct suggest_asked *asked;
    struct arena *arena;
    struct suggestion *rows;
    size_t count;
};

static bool is_known(const struct found *found, const struct suggestion *name)
{
    for (size_t i = 0; i < found->count; i++)
        if (strcmp(found->rows[i].zh, name->zh) == 0 && strcmp(found->rows[i].ug, name->ug) == 0
            && strcmp(found->rows[i].where_zh, name->where_zh) == 0)
            return true;
    return false;
}

static void add(struct found *found, struct suggestion name)
{
    if (found->count < found->asked->most && (*name.zh || *name.ug) && !is_known(found, &name))
        found->rows[found->count++] = name;
}

static void add_fitting(struct found *found, struct suggestion name)
{
    const char *typed = found->asked->typed;
    if (searchkey_finds(typed, name.zh) || searchkey_finds(typed, name.ug))
        add(found, name);
}

/* Rows of zh, ug, where_zh, where_ug. */
static bool add_rows(struct found *found, struct query *query, struct error *err)
{
    while (found->count < found->asked->most && query_next(query))
        add_fitting(found, (struct suggestion){
                               .zh = query_text(query, 0, found->arena),
                               .ug = query_text(query, 1, found->arena),
                               .where_zh = query_text(query, 2, found->arena),
                               .where_ug = query_text(query, 3, found->arena),
                           });
    return query_ok(query, err);
}

static bool find_children(struct store *store, struct found *found, struct error *err)
{
    struct search_hit *hits;
    size_t count;
    bool more;
    if (!search_find(store, found->asked->typed, found->asked->most, found->arena, &hits, &count,
                     &more, err))
        return false;
    for (size_t i = 0; i < count; i++)
        add(found, (struct suggestion){
                       .zh = hits[i].name_zh,
                       .ug = hits[i].name_ug,
                       .where_zh = *hits[i].class_zh ? hits[i].class_zh : hits[i].group_zh,
                       .where_ug = *hits[i].class_ug ? hits[i].class_ug : hits[i].group_ug,
                   });
    return true;
}

/* Of the child that the paper is about. */
static bool find_guardians(struct store *store, struct found *found, struct error *err)
{
    struct guardian *rows;
    size_t count;
    if (!guardian_list(store, found->asked->child_id, found->arena, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        add_fitting(found, (struct suggestion){rows[i].name_zh, rows[i].name_ug, "", ""});
    return true;
}

static const char *places_of(const struct actor *actor, struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < actor->post_count; i++)
        list = arena_text(arena, "%s%s%" PRId64, list, *list ? "," : "",
                          actor->posts[i].place_id);
    return arena_text(arena, "[%s]", list);
}

/* Who works in the school, village or township of the actor; of the county's offices everybody. */
static bool find_people(struct store *store, struct found *found, struct error *err)
{
    QUERY(query) = query_open(
        store, "WITH mine AS (SELECT value AS id FROM json_each(:mine)),"
               " around AS (SELECT p.id FROM mine JOIN place_within w ON w.place_id = mine.id"
               "  JOIN place p ON p.id = w.ancestor_id WHERE p.kind <> 'county'"
               "  OR mine.id = p.id)"
               " SELECT DISTINCT a.person_zh, a.person_ug, p.name_zh, p.name_ug"
               " FROM around JOIN place_within w ON w.ancestor_id = around.id"
               " JOIN post ON post.place_id = w.place_id"
               " JOIN place p ON p.id = post.place_id"
               " JOIN holding h ON h.post_id = post.id AND h.first_day <= :today"
               "  AND (h.last_day IS NULL OR h.last_day >= :today)"
               " JOIN account a ON a.id = h.account_id ORDER BY a.person_zh, a.person_ug");
    bind_text(&query, ":mine", places_of(found->asked->actor, found->arena));
    bind_text(&query, ":today", found->asked->today);
    return add_rows(found, &query, err);
}

/* Places of the kinds; those in which the actor's posts lie come first. */
static bool find_places(struct store *store, struct found *found, const char *kinds,
                        struct error *err)
{
    QUERY(query) = query_open(
        store, "SELECT p.name_zh, p.name_ug, coalesce(up.name_zh, ''), coalesce(up.name_ug, '')"
               " FROM place p LEFT JOIN place up ON up.id = p.parent_id"
               " WHERE p.kind IN (SELECT value FROM json_each(:kinds)) AND p.closed_on IS NULL"
               " ORDER BY NOT EXISTS (SELECT 1 FROM json_each(:mine) JOIN place_within w"
               "  ON w.place_id = value WHERE w.ancestor_id = p.id OR w.ancestor_id = p.parent_id),"
               " p.name_zh, p.id");
    bind_text(&query, ":kinds", kinds);
    bind_text(&query, ":mine", places_of(found->asked->actor, found->arena));
    return add_rows(found, &query, err);
}

static bool find_schools(struct store *store, struct found *found, struct error *err)
{
    return find_places(store, found, "[\"school\",\"central_school\"]", err);
}

static bool find_living_places(struct store *store, struct found *found, struct error *err)
{
    return find_places(store, found, "[\"county\",\"township\",\"village\",\"group\"]", err);
}

/* Classes have the same names in every school: those of the actor's own, or below. */
static bool find_classes(struct store *store, struct found *found, struct error *err)
{
    QUERY(query) = query_open(
        store, "WITH mine AS (SELECT value AS id FROM json_each(:mine)),"
               " around AS (SELECT id FROM mine UNION SELECT s.id FROM mine"
               "  JOIN place_within w ON w.place_id = mine.id"
               "  JOIN place s ON s.id = w.ancestor_id AND s.kind = 'school')"
               " SELECT DISTINCT c.name_zh, c.name_ug, s.name_zh, s.name_ug FROM around"
               " JOIN place_within w ON w.ancestor_id = around.id"
               " JOIN place c ON c.id = w.place_id AND c.kind = 'class' AND c.closed_on IS NULL"
               " JOIN place_within up ON up.place_id = c.id"
               " JOIN place s ON s.id = up.ancestor_id AND s.kind = 'school'"
               " ORDER BY c.grade, c.number, s.name_zh");
    bind_text(&query, ":mine", places_of(found->asked->actor, found->arena));
    return add_rows(found, &query, err);
}

static const struct {
    const char *kind;
    bool (*find)(struct store *store, struct found *found, struct error *err);
} kinds[] = {
    {"child",    find_children     },
    {"guardian", find_guardians    },
    {"person",   find_people       },
    {"people",   find_people       },
    {"school",   find_schools      },
    {"class",    find_classes      },
    {"place",    find_living_places},
};

bool suggest_knows(const struct field_type *type)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i].kind, type->name) == 0)
            return true;
    return false;
}

bool suggest(struct store *store, const struct suggest_asked *asked, struct arena *arena,
             struct suggestion **rows, size_t *count, struct error *err)
{
    struct found found = {.asked = asked, .arena = arena};
    found.rows = arena_array(arena, struct suggestion, asked->most + 1);
    for (size_t i = 0; *asked->typed && i < COUNT(kinds); i++)
        if (strcmp(kinds[i].kind, asked->type->name) == 0 && !kinds[i].find(store, &found, err))
            return false;
    *rows = found.rows;
    *count = found.count;
    return true;
}
