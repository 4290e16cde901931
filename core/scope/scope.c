#include "core/scope/scope.h"

#include <string.h>

/* The files of core/scope, as texts. */
#include "core/scope.inc"

/* Base tables without anything about a child or a secret; json_each is SQLite's own. */
static const char *const open_tables[] = {
    "account",
    "calendar_day",
    "erased_last",
    "erasing",
    "form_definition",
    "form_series",
    "holding",
    "json_each",
    "keeping_run",
    "place",
    "place_within",
    "policy_version",
    "post",
    "service_area",
    "setting",
    "term",
    "volume",
};

/* Whether the post has the children of its place; who has some by plan sees them by cut.sql. */
static bool sees_place(const struct held_post *post)
{
    return role_may(post->role, MAY_SEE_CHILDREN) && !role_by_plan(post->role);
}

/* Whether one of the posts sees every child of the county. */
static bool sees_all(const struct actor *actor)
{
    for (size_t i = 0; i < actor->post_count; i++)
        if (sees_place(&actor->posts[i])
            && strcmp(role_place_kind(actor->posts[i].role), "county") == 0)
            return true;
    return false;
}

static bool add_self(struct store *store, const struct actor *actor, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO temp.scope_self (account_id, accounts, sessions,"
                              " trail, imports)"
                              " VALUES (:account, :accounts, :sessions, :trail, :imports)");
    bind_int(&query, ":account", actor->account_id);
    bind_int(&query, ":accounts", permit_offers(actor, MAY_MANAGE_ACCOUNTS));
    bind_int(&query, ":sessions", permit_offers(actor, MAY_SEE_SESSIONS));
    bind_int(&query, ":trail", permit_offers(actor, MAY_READ_TRAIL));
    bind_int(&query, ":imports", permit_offers(actor, MAY_IMPORT));
    return query_run(&query, err);
}

static bool add_post(struct store *store, const struct held_post *post, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT OR IGNORE INTO temp.scope_post (id, keeps)"
                                     " VALUES (:id, :keeps)");
    bind_int(&query, ":id", post->id);
    bind_int(&query, ":keeps", role_may(post->role, MAY_KEEP_PLAN));
    return query_run(&query, err);
}

static bool add_places(struct store *store, const struct held_post *post, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT OR IGNORE INTO temp.scope_place (id)"
                              " SELECT place_id FROM main.place_within WHERE ancestor_id = :place");
    bind_int(&query, ":place", post->place_id);
    return query_run(&query, err);
}

static bool fill(struct store *store, const struct actor *actor, struct error *err)
{
    if (!add_self(store, actor, err))
        return false;
    for (size_t i = 0; i < actor->post_count; i++)
        if (!add_post(store, &actor->posts[i], err)
            || (sees_place(&actor->posts[i]) && !add_places(store, &actor->posts[i], err)))
            return false;
    return true;
}

bool scope_enter(struct store *store, const struct actor *actor, struct error *err)
{
    store_widen(store);
    if (actor->console)
        return true;
    bool made = store_execute(store, scope_own, err)
        && store_execute(store, sees_all(actor) ? scope_whole : scope_cut, err)
        && fill(store, actor, err);
    return store_restrict(store, open_tables, made ? COUNT(open_tables) : 0, err) && made;
}
