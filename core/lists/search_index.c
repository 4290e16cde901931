#include "core/lists/search.h"

#include "core/store/setting.h"
#include "i18n/names/searchkey.h"

#include <stdlib.h>
#include <string.h>

enum {
    KEY_SIZE = 96, /* bytes of a key; the rest of a longer name is not looked for */
    KEYS_OF_CHILD = 64,
    CHILDREN_ATIME = 50000, /* of those waiting in one transaction: about 15 MB of keys */
};

/* The keys of one child, sorted, each once. */
struct keys {
    struct arena *arena;
    const char *key[KEYS_OF_CHILD];
    size_t count;
};

struct pair {
    const char *key;
    int64_t child_id;
};

/* --- The keys of a child ----------------------------------------------------------------- */

/* Cuts between characters. */
static size_t cut(const char *key, size_t most)
{
    size_t length = strnlen(key, most);
    while (length == most && length > 0 && ((unsigned char)key[length] & 0xC0) == 0x80)
        length--, most--;
    return length;
}

static void add_key(void *context, const char *key)
{
    struct keys *keys = context;
    size_t at = 0;
    const char *copy = arena_copy(keys->arena, key, cut(key, KEY_SIZE - 1));
    while (at < keys->count && strcmp(keys->key[at], copy) < 0)
        at++;
    bool there = at < keys->count && strcmp(keys->key[at], copy) == 0;
    if (there || keys->count == KEYS_OF_CHILD)
        return;
    memmove(&keys->key[at + 1], &keys->key[at], (keys->count - at) * sizeof *keys->key);
    keys->key[at] = copy;
    keys->count++;
}

static void add_number(struct keys *keys, const char *number)
{
    char key[KEY_SIZE];
    if (searchkey_of_number(number, key, sizeof key) > SEARCH_NUMBER_LEAST)
        add_key(keys, key);
}

/* What is asked and written of every child: prepared once for all of an import. */
struct statements {
    struct query words, read_entry, write_entry;
};

static void statements_close(struct statements *statements)
{
    query_close(&statements->words);
    query_close(&statements->read_entry);
    query_close(&statements->write_entry);
}

#define STATEMENTS(name) __attribute__((cleanup(statements_close))) struct statements name

/* The words of a child and of those who turned out to be the same child. */
static struct query open_words(struct store *store)
{
    return query_open(store,
                      "SELECT name_zh, name_ug, id_number, '', '' FROM main.child"
                      "  WHERE id = :child AND merged_into IS NULL"
                      " UNION ALL "
                      "SELECT name_zh, name_ug, id_number, '', '' FROM main.child"
                      "  WHERE merged_into = :child"
                      " UNION ALL "
                      "SELECT r.name_zh, r.name_ug, r.id_number, h.phone, ''"
                      "  FROM main.register_row r JOIN main.household h ON h.id = r.household_id"
                      "  WHERE r.child_id = :child"
                      " UNION ALL "
                      "SELECT name_zh, name_ug, id_number, phone, student_number"
                      "  FROM main.roll_entry WHERE child_id = :child"
                      " UNION ALL "
                      "SELECT '', '', '', phone, '' FROM main.guardian WHERE child_id = :child");
}

static struct statements statements_open(struct store *store)
{
    return (struct statements){
        .words = open_words(store),
        .read_entry = query_open(store, "SELECT keys FROM main.search_entry"
                                        " WHERE child_id = :child"),
        .write_entry = query_open(store, "INSERT INTO main.search_entry VALUES (:child, :keys)"
                                         " ON CONFLICT DO UPDATE SET keys = :keys"),
    };
}

static void read_words(struct query *words, int64_t child_id, struct keys *keys)
{
    query_reset(words);
    bind_int(words, ":child", child_id);
    while (query_next(words)) {
        searchkey_of_name(query_text(words, 0, keys->arena), add_key, keys);
        searchkey_of_name(query_text(words, 1, keys->arena), add_key, keys);
        for (int column = 2; column < 5; column++)
            add_number(keys, query_text(words, column, keys->arena));
    }
}

/* The line that search_entry keeps. Keys have no spaces. */
static const char *join(const struct keys *keys, struct arena *arena)
{
    size_t size = 1, used = 0;
    for (size_t i = 0; i < keys->count; i++)
        size += strlen(keys->key[i]) + 1;
    char *line = arena_alloc(arena, size);
    for (size_t i = 0; i < keys->count; i++) {
        size_t length = strlen(keys->key[i]);
        if (used > 0)
            line[used++] = ' ';
        memcpy(line + used, keys->key[i], length);
        used += length;
    }
    return line;
}

static void split(const char *line, struct keys *keys)
{
    for (size_t length; *line; line += length + (line[length] == ' ')) {
        length = strcspn(line, " ");
        if (keys->count < KEYS_OF_CHILD)
            keys->key[keys->count++] = arena_copy(keys->arena, line, length);
    }
}

static bool has(const struct keys *keys, const char *key)
{
    for (size_t i = 0; i < keys->count; i++)
        if (strcmp(keys->key[i], key) == 0)
            return true;
    return false;
}

/* --- Writing ------------------------------------------------------------------------------- */

/* The line of a child as it was written last; NULL when there is none. */
static bool read_entry(struct query *query, int64_t child_id, struct arena *arena,
                       const char **line, struct error *err)
{
    query_reset(query);
    bind_int(query, ":child", child_id);
    *line = query_next(query) ? query_text(query, 0, arena) : NULL;
    return query_ok(query, err);
}

static bool write_entry(struct query *query, int64_t child_id, const char *line, struct error *err)
{
    query_reset(query);
    bind_int(query, ":child", child_id);
    bind_text(query, ":keys", line);
    return query_run(query, err);
}

/* Runs sql, with :key and :child, for the keys that are in one set and not in the other. */
static bool for_each_missing(struct store *store, const char *sql, int64_t child_id,
                             const struct keys *in, const struct keys *missing, struct error *err)
{
    QUERY(query) = query_open(store, sql);
    for (size_t i = 0; i < in->count; i++) {
        if (has(missing, in->key[i]))
            continue;
        query_reset(&query);
        bind_text(&query, ":key", in->key[i]);
        bind_int(&query, ":child", child_id);
        if (!query_run(&query, err))
            return false;
    }
    return query_ok(&query, err);
}

static bool replace_keys(struct store *store, struct statements *statements, int64_t child_id,
                         const char *old_line, const struct keys *keys, struct error *err)
{
    struct keys old = {.arena = keys->arena};
    split(old_line ? old_line : "", &old);
    const char *line = join(keys, keys->arena);
    if (old_line && strcmp(old_line, line) == 0)
        return true;
    return for_each_missing(store,
                            "DELETE FROM main.search_key WHERE key = :key AND child_id = :child",
                            child_id, &old, keys, err)
        && for_each_missing(store, "INSERT INTO main.search_key VALUES (:key, :child)", child_id,
                            keys, &old, err)
        && write_entry(&statements->write_entry, child_id, line, err);
}

bool search_index(struct store *store, int64_t child_id, struct error *err)
{
    ARENA(arena);
    struct keys keys = {.arena = &arena};
    const char *old_line;
    STATEMENTS(statements) = statements_open(store);
    read_words(&statements.words, child_id, &keys);
    return query_ok(&statements.words, err)
        && read_entry(&statements.read_entry, child_id, &arena, &old_line, err)
        && replace_keys(store, &statements, child_id, old_line, &keys, err);
}

bool search_forget(struct store *store, int64_t child_id, struct error *err)
{
    ARENA(arena);
    const struct keys none = {.arena = &arena};
    const char *old_line;
    STATEMENTS(statements) = statements_open(store);
    if (!read_entry(&statements.read_entry, child_id, &arena, &old_line, err)
        || !replace_keys(store, &statements, child_id, old_line, &none, err))
        return false;
    QUERY(query) = query_open(store, "DELETE FROM main.search_entry WHERE child_id = :child");
    bind_int(&query, ":child", child_id);
    return query_run(&query, err);
}

bool search_index_later(struct store *store, int64_t child_id, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT OR IGNORE INTO main.search_waiting VALUES (:child)");
    bind_int(&query, ":child", child_id);
    return query_run(&query, err);
}

/* --- Writing many -------------------------------------------------------------------------- */

/* The new keys of many children, to be written in their order. */
struct batch {
    struct arena arena;
    struct pair *pairs;
    size_t count, room;
    size_t children;
};

static void batch_close(struct batch *batch)
{
    arena_clear(&batch->arena);
    free(batch->pairs);
}

static void batch_add(struct batch *batch, int64_t child_id, const struct keys *keys)
{
    if (batch->count + keys->count > batch->room) {
        batch->room = 2 * batch->room + KEYS_OF_CHILD;
        batch->pairs = reallocarray(batch->pairs, batch->room, sizeof *batch->pairs);
        if (!batch->pairs)
            abort();
    }
    for (size_t i = 0; i < keys->count; i++)
        batch->pairs[batch->count++] = (struct pair){
            arena_copy(&batch->arena, keys->key[i], strlen(keys->key[i])), child_id};
}

static int by_key(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order != 0 ? order : (a->child_id > b->child_id) - (a->child_id < b->child_id);
}

/* In the order of the table, each page of it is visited once. */
static bool batch_write(struct store *store, struct batch *batch, struct error *err)
{
    if (batch->count > 0)
        qsort(batch->pairs, batch->count, sizeof *batch->pairs, by_key);
    QUERY(query) = query_open(store, "INSERT INTO main.search_key VALUES (:key, :child)");
    for (size_t i = 0; i < batch->count; i++) {
        query_reset(&query);
        bind_text(&query, ":key", batch->pairs[i].key);
        bind_int(&query, ":child", batch->pairs[i].child_id);
        if (!query_run(&query, err))
            return false;
    }
    return query_ok(&query, err);
}

/* Keys of a child that was never indexed wait for the batch; others are compared at once. */
static bool index_waiting(struct store *store, struct statements *statements, int64_t child_id,
                          struct batch *batch, struct error *err)
{
    ARENA(arena);
    struct keys keys = {.arena = &arena};
    const char *old_line;
    read_words(&statements->words, child_id, &keys);
    if (!query_ok(&statements->words, err)
        || !read_entry(&statements->read_entry, child_id, &arena, &old_line, err))
        return false;
    if (old_line)
        return replace_keys(store, statements, child_id, old_line, &keys, err);
    batch_add(batch, child_id, &keys);
    return write_entry(&statements->write_entry, child_id, join(&keys, &arena), err);
}

static bool index_batch(struct store *store, struct batch *batch, struct error *err)
{
    int64_t last = 0;
    STATEMENTS(statements) = statements_open(store);
    QUERY(waiting) = query_open(store, "SELECT child_id FROM main.search_waiting"
                                       " ORDER BY child_id LIMIT :most");
    bind_int(&waiting, ":most", CHILDREN_ATIME);
    while (query_next(&waiting)) {
        last = query_int(&waiting, 0);
        batch->children++;
        if (!index_waiting(store, &statements, last, batch, err))
            return false;
    }
    QUERY(done) = query_open(store, "DELETE FROM main.search_waiting WHERE child_id <= :last");
    bind_int(&done, ":last", last);
    return query_ok(&waiting, err)
        && batch_write(store, batch, err)
        && query_run(&done, err);
}

bool search_index_waiting(struct store *store, struct error *err)
{
    for (;;) {
        __attribute__((cleanup(batch_close))) struct batch batch = {0};
        if (!store_begin(store, err) || !store_end(store, index_batch(store, &batch, err), err))
            return false;
        if (batch.children < CHILDREN_ATIME)
            return true;
    }
}

/* --- When the rules have changed ------------------------------------------------------------ */

#define RULES "search.rules"

static bool have_all_wait(struct store *store, struct error *err)
{
    QUERY(wait) = query_open(store, "INSERT OR IGNORE INTO main.search_waiting"
                                    " SELECT child_id FROM main.search_entry");
    return query_run(&wait, err) && setting_keep(store, RULES, searchkey_rules(), err);
}

bool search_index_outdated(struct store *store, struct error *err)
{
    ARENA(arena);
    const char *rules;
    if (!setting_read(store, RULES, &arena, &rules, err))
        return false;
    return strcmp(rules, searchkey_rules()) == 0
        || (store_begin(store, err) && store_end(store, have_all_wait(store, err), err));
}
