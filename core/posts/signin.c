#include "core/posts/signin.h"

#include "core/base/clock.h"
#include "core/store/audit.h"

#include <inttypes.h>

static bool insert(struct store *store, const struct signin *signin, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO main.session (account_id, pid, source, client,"
                                     " began_at, seen_at) VALUES (:account, :pid, :source, :client,"
                                     " :now, :now)");
    bind_int(&query, ":account", signin->account_id);
    bind_int(&query, ":pid", signin->pid);
    bind_text(&query, ":source", signin->source);
    bind_text(&query, ":client", signin->client);
    bind_int(&query, ":now", clock_now());
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

bool signin_begin(struct store *store, const struct signin *signin, int64_t *id, struct error *err)
{
    return store_begin(store, err) && store_end(store, insert(store, signin, id, err), err);
}

static bool touch(struct store *store, int64_t id, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.session SET seen_at = :now WHERE id = :id");
    bind_int(&query, ":now", clock_now());
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}

bool signin_touch(struct store *store, int64_t id, struct error *err)
{
    return store_begin(store, err) && store_end(store, touch(store, id, err), err);
}

bool signin_ending(struct store *store, int64_t id, bool *ending, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT ending FROM session WHERE id = :id");
    bind_int(&query, ":id", id);
    *ending = query_next(&query) && query_int(&query, 0) != 0;
    return query_ok(&query, err);
}

static bool delete_row(struct store *store, int64_t id, struct error *err)
{
    QUERY(query) = query_open(store, "DELETE FROM main.session WHERE id = :id");
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}

bool signin_end(struct store *store, int64_t id, struct error *err)
{
    return store_begin(store, err) && store_end(store, delete_row(store, id, err), err);
}

static bool delete_all(struct store *store, struct error *err)
{
    QUERY(query) = query_open(store, "DELETE FROM main.session");
    return query_run(&query, err);
}

bool signin_clear(struct store *store, struct error *err)
{
    return store_begin(store, err) && store_end(store, delete_all(store, err), err);
}

static bool count_rows(struct store *store, int64_t *total, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT count(id) FROM session");
    *total = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static struct signin read_row(const struct query *query, struct arena *arena)
{
    return (struct signin){
        .id = query_int(query, 0),
        .account_id = query_int(query, 1),
        .account = query_text(query, 2, arena),
        .person_zh = query_text(query, 3, arena),
        .person_ug = query_text(query, 4, arena),
        .source = query_text(query, 5, arena),
        .client = query_text(query, 6, arena),
        .pid = query_int(query, 7),
        .began_at = query_int(query, 8),
        .seen_at = query_int(query, 9),
        .ending = query_int(query, 10) != 0,
    };
}

bool signin_list(struct store *store, const struct actor *actor, struct page page,
                 struct arena *arena, struct signin **rows, size_t *count, int64_t *total,
                 struct error *err)
{
    if (!permit(actor, MAY_SEE_SESSIONS, err) || !count_rows(store, total, err))
        return false;
    QUERY(query) = query_open(store, "SELECT s.id, s.account_id, a.name, a.person_zh, a.person_ug,"
                                     " s.source, s.client, s.pid, s.began_at, s.seen_at, s.ending"
                                     " FROM session s JOIN account a ON a.id = s.account_id"
                                     " ORDER BY s.began_at DESC, s.id DESC"
                                     " LIMIT :size OFFSET :first");
    bind_page(&query, page);
    *rows = arena_array(arena, struct signin, page.size);
    *count = 0;
    while (*count < page.size && query_next(&query))
        (*rows)[(*count)++] = read_row(&query, arena);
    return query_ok(&query, err);
}

static bool mark_ending(struct store *store, const struct actor *actor, int64_t id,
                        struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.session SET ending = 1 WHERE id = :id");
    if (!permit(actor, MAY_SEE_SESSIONS, err))
        return false;
    bind_int(&query, ":id", id);
    if (!query_run(&query, err))
        return false;
    if (store_changed(store) == 0)
        return error_set(err, ERROR_MISSING, MSG("signin.ended"), "session %" PRId64, id);
    struct audit_entry entry = {.action = "session.end", .subject = "session", .subject_id = id};
    return audit_write(store, actor, &entry, err);
}

bool signin_ask_end(struct store *store, const struct actor *actor, int64_t id, struct error *err)
{
    return store_begin(store, err) && store_end(store, mark_ending(store, actor, id, err), err);
}
