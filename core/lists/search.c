#include "core/lists/search.h"

#include "core/cases/casenumber.h"
#include "i18n/names/searchkey.h"

#include <stdlib.h>
#include <string.h>

enum {
    KEY_SIZE = 96,
    FEW_CHILDREN = 3000,
};

/* Beyond every character that a key can hold: the end of all keys that begin with a text. */
#define BEYOND "\U0010FFFF"

/* The children found so far: the same child may be found by several of its keys. */
struct found {
    int64_t *children;
    size_t count, most;
    bool more;
};

static void add_found(struct found *found, int64_t child_id)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->children[i] == child_id)
            return;
    found->more = found->count == found->most;
    if (!found->more)
        found->children[found->count++] = child_id;
}

static bool find_case(struct store *store, const char *typed, struct arena *arena,
                      struct found *found, struct error *err)
{
    char number[CASENUMBER_SIZE];
    int64_t sequence = casenumber_read(typed);
    if (sequence == 0)
        return true;
    QUERY(query) = query_open(store, "SELECT child_id FROM casefile WHERE number = :number");
    bind_text(&query, ":number",
              arena_text(arena, "%s", casenumber_write(sequence, number)));
    if (query_next(&query))
        add_found(found, query_int(&query, 0));
    return query_ok(&query, err);
}

/* The line of a child's keys begins each with a space; so does the beginning that is looked for. */
static const char *key_in_line(const char *line, const char *key, struct arena *arena)
{
    const char *at = strstr(arena_text(arena, " %s", line), arena_text(arena, " %s", key));
    return at ? arena_copy(arena, at + 1, strcspn(at + 1, " ")) : NULL;
}

/* Whoever sees few children has their lines looked through: the keys of the whole county that
   begin alike would be many, and nearly all of them out of sight. */
static bool sees_few(struct store *store, bool *few, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT count(*) FROM (SELECT 1 FROM child LIMIT :most)");
    bind_int(&query, ":most", FEW_CHILDREN + 1);
    *few = query_next(&query) && query_int(&query, 0) <= FEW_CHILDREN;
    return query_ok(&query, err);
}

struct hit {
    const char *key;
    int64_t child_id;
};

static int by_key(const void *left, const void *right)
{
    const struct hit *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order != 0 ? order : (a->child_id > b->child_id) - (a->child_id < b->child_id);
}

static bool find_in_lines(struct store *store, const char *key, struct arena *arena,
                          struct found *found, struct error *err)
{
    size_t count = 0;
    struct hit *hits = arena_array(arena, struct hit, FEW_CHILDREN);
    QUERY(query) = query_open(store, "SELECT e.child_id, e.keys FROM child c"
                                     " CROSS JOIN search_entry e ON e.child_id = c.id");
    while (count < FEW_CHILDREN && query_next(&query)) {
        ARENA(line);
        const char *found_key = key_in_line(query_text(&query, 1, &line), key, &line);
        if (found_key)
            hits[count++] = (struct hit){arena_text(arena, "%s", found_key), query_int(&query, 0)};
    }
    if (count > 0)
        qsort(hits, count, sizeof *hits, by_key);
    for (size_t i = 0; i < count && !found->more; i++)
        add_found(found, hits[i].child_id);
    return query_ok(&query, err);
}

static bool find_in_keys(struct store *store, const char *key, struct arena *arena,
                         struct found *found, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT child_id FROM search_key"
                                     " WHERE key >= :from AND key < :to ORDER BY key");
    bind_text(&query, ":from", key);
    bind_text(&query, ":to", arena_text(arena, "%s%s", key, BEYOND));
    while (!found->more && query_next(&query))
        add_found(found, query_int(&query, 0));
    return query_ok(&query, err);
}

static bool find_by_key(struct store *store, const char *key, struct arena *arena,
                        struct found *found, struct error *err)
{
    bool few;
    if (!sees_few(store, &few, err))
        return false;
    return few ? find_in_lines(store, key, arena, found, err)
               : find_in_keys(store, key, arena, found, err);
}

static bool is_digit_or_letter(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
}

/* Whether the text is a number: digits, and at most a letter at either end (G6599…, …001X). */
static bool is_number(const char *folded)
{
    size_t digits = 0, letters = 0;
    for (; *folded; folded++) {
        if (!is_digit_or_letter(*folded))
            return false;
        digits += *folded <= '9';
        letters += *folded > '9';
    }
    return digits > 0 && letters <= 2 && digits > letters;
}

struct spoken {
    const char *tried; /* and nobody was found */
    struct store *store;
    struct arena *arena;
    struct found *found;
    struct error *err;
    bool ok;
};

static void find_spoken(void *context, const char *key)
{
    struct spoken *spoken = context;
    if (spoken->ok && spoken->found->count == 0 && strcmp(key, spoken->tried) != 0)
        spoken->ok =
            find_by_key(spoken->store, key, spoken->arena, spoken->found, spoken->err);
}

/* What nobody's name is as it was typed may be one that sounds so, written otherwise. */
static bool find_by_sound(struct store *store, const char *typed, const char *tried,
                          struct arena *arena, struct found *found, struct error *err)
{
    struct spoken spoken = {tried, store, arena, found, err, true};
    searchkey_spoken(typed, find_spoken, &spoken);
    return spoken.ok;
}

static bool find_children(struct store *store, const char *typed, struct arena *arena,
                          struct found *found, struct error *err)
{
    char folded[KEY_SIZE], number[KEY_SIZE];
    searchkey_fold(typed, folded, sizeof folded);
    if (!*folded)
        return true;
    if (!is_number(folded))
        return find_by_key(store, folded, arena, found, err)
            && (found->count > 0 || find_by_sound(store, typed, folded, arena, found, err));
    if (!find_case(store, typed, arena, found, err))
        return false;
    return searchkey_of_number(typed, number, sizeof number) <= SEARCH_NUMBER_LEAST
        || find_by_key(store, number, arena, found, err);
}

static void read_hit(struct query *query, struct arena *arena, struct search_hit *hit)
{
    *hit = (struct search_hit){
        .child_id = query_int(query, 0),
        .name_zh = query_text(query, 1, arena),
        .name_ug = query_text(query, 2, arena),
        .id_number = query_text(query, 3, arena),
        .born = query_text(query, 4, arena),
        .class_zh = query_text(query, 5, arena),
        .class_ug = query_text(query, 6, arena),
        .school_zh = query_text(query, 7, arena),
        .school_ug = query_text(query, 8, arena),
        .group_zh = query_text(query, 9, arena),
        .group_ug = query_text(query, 10, arena),
        .case_id = query_int(query, 11),
        .case_number = query_text(query, 12, arena),
    };
}

bool search_find(struct store *store, const char *typed, size_t most, struct arena *arena,
                 struct search_hit **hits, size_t *count, bool *more, struct error *err)
{
    struct found found = {.children = arena_array(arena, int64_t, most), .most = most};
    if (!find_children(store, typed, arena, &found, err))
        return false;

    QUERY(query) = query_open(
        store,
        "SELECT c.id, c.name_zh, c.name_ug, c.id_number, c.born,"
        "       class.name_zh, class.name_ug, school.name_zh, school.name_ug,"
        "       home.name_zh, home.name_ug, f.id, f.number"
        " FROM child c"
        " LEFT JOIN place class ON class.id = c.class_id"
        " LEFT JOIN place home ON home.id = c.group_id"
        " LEFT JOIN place school ON school.id ="
        "   (SELECT p.id FROM place_within w JOIN place p ON p.id = w.ancestor_id"
        "    WHERE w.place_id = c.class_id AND p.kind = 'school')"
        " LEFT JOIN casefile f ON f.child_id = c.id AND f.state <> 'closed'"
        " WHERE c.id = :child");
    struct search_hit *rows = arena_array(arena, struct search_hit, most);
    size_t used = 0;
    for (size_t i = 0; i < found.count; i++) {
        query_reset(&query);
        bind_int(&query, ":child", found.children[i]);
        if (query_next(&query))
            read_hit(&query, arena, &rows[used++]);
    }
    if (!query_ok(&query, err))
        return false;
    *hits = rows;
    *count = used;
    *more = found.more;
    return true;
}
