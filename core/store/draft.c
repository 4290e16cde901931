#include "core/store/draft.h"

#include "core/base/clock.h"

static bool write_draft(struct store *store, const struct actor *actor, const char *route,
                        const char *field, const char *text, int caret, struct error *err)
{
    QUERY(query) =
        query_open(store,
                   "INSERT INTO main.draft (account_id, route, field, text, caret, at)"
                   " VALUES (:account, :route, :field, :text, :caret, :at)"
                   " ON CONFLICT (account_id, route, field) DO UPDATE"
                   " SET text = excluded.text, caret = excluded.caret, at = excluded.at");
    bind_int(&query, ":account", actor->account_id);
    bind_text(&query, ":route", route);
    bind_text(&query, ":field", field);
    bind_text(&query, ":text", text);
    bind_int(&query, ":caret", caret);
    bind_int(&query, ":at", clock_now());
    return query_run(&query, err);
}

bool draft_keep(struct store *store, const struct actor *actor, const char *route,
                const char *field, const char *text, int caret, struct error *err)
{
    if (!actor_has_account(actor))
        return true;
    return store_begin(store, err)
        && store_end(store, write_draft(store, actor, route, field, text, caret, err), err);
}

bool draft_read(struct store *store, const struct actor *actor, const char *route,
                const char *field, struct arena *arena, struct draft *draft, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT text, caret, at FROM draft WHERE account_id = :account"
                                     " AND route = :route AND field = :field");
    bind_int(&query, ":account", actor->account_id);
    bind_text(&query, ":route", route);
    bind_text(&query, ":field", field);
    *draft = (struct draft){.text = ""};
    if (query_next(&query))
        *draft = (struct draft){
            .found = true,
            .text = query_text(&query, 0, arena),
            .caret = (int)query_int(&query, 1),
            .at = query_int(&query, 2),
        };
    return query_ok(&query, err);
}

static bool delete_draft(struct store *store, const struct actor *actor, const char *route,
                         const char *field, struct error *err)
{
    QUERY(query) = query_open(store, "DELETE FROM main.draft WHERE account_id = :account"
                                     " AND route = :route AND (:field IS NULL OR field = :field)");
    bind_int(&query, ":account", actor->account_id);
    bind_text(&query, ":route", route);
    bind_text(&query, ":field", field);
    return query_run(&query, err);
}

bool draft_clear(struct store *store, const struct actor *actor, const char *route,
                 const char *field, struct error *err)
{
    if (!actor_has_account(actor))
        return true;
    return store_begin(store, err)
        && store_end(store, delete_draft(store, actor, route, field, err), err);
}

static bool write_resume(struct store *store, const struct actor *actor, const char *route,
                         const char *field, bool clean, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.resume (account_id, route, field, clean, at)"
                              " VALUES (:account, :route, :field, :clean, :at)"
                              " ON CONFLICT (account_id) DO UPDATE SET route = excluded.route,"
                              " field = excluded.field, clean = excluded.clean, at = excluded.at");
    bind_int(&query, ":account", actor->account_id);
    bind_text(&query, ":route", route);
    bind_text(&query, ":field", field ? field : "");
    bind_int(&query, ":clean", clean);
    bind_int(&query, ":at", clock_now());
    return query_run(&query, err);
}

bool resume_keep(struct store *store, const struct actor *actor, const char *route,
                 const char *field, bool clean, struct error *err)
{
    if (!actor_has_account(actor))
        return true;
    return store_begin(store, err)
        && store_end(store, write_resume(store, actor, route, field, clean, err), err);
}

bool resume_read(struct store *store, const struct actor *actor, struct arena *arena,
                 struct resume_point *point, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT route, field, clean, at FROM resume"
                                     " WHERE account_id = :account");
    bind_int(&query, ":account", actor->account_id);
    *point = (struct resume_point){.route = "", .field = ""};
    if (query_next(&query))
        *point = (struct resume_point){
            .found = true,
            .route = query_text(&query, 0, arena),
            .field = query_text(&query, 1, arena),
            .clean = query_int(&query, 2) != 0,
            .at = query_int(&query, 3),
        };
    return query_ok(&query, err);
}
