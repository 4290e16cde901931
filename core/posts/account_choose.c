/* What people choose for themselves: how the program speaks, and what their keys type. */
#include "core/posts/account.h"
#include "core/store/audit.h"

static bool write_language(struct store *store, const struct actor *actor, const char *language,
                           struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.account SET language = :language WHERE id = :id");
    bind_text(&query, ":language", language);
    bind_int(&query, ":id", actor->account_id);
    ARENA(arena);
    const struct audit_entry entry = {.action = "account.language",
                                      .subject = "account",
                                      .subject_id = actor->account_id,
                                      .detail = audit_detail(&arena, "language", language, NULL)};
    return query_run(&query, err)
        && audit_write(store, actor, &entry, err);
}

bool account_choose_language(struct store *store, const struct actor *actor, const char *language,
                             struct error *err)
{
    return store_begin(store, err)
        && store_end(store, write_language(store, actor, language, err), err);
}

static bool write_keyboard(struct store *store, const struct actor *actor, const char *keyboard,
                           bool auto_hamza, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.account SET keyboard = :keyboard,"
                                     " auto_hamza = :hamza WHERE id = :id");
    bind_text(&query, ":keyboard", keyboard);
    bind_int(&query, ":hamza", auto_hamza);
    bind_int(&query, ":id", actor->account_id);
    return query_run(&query, err);
}

bool account_choose_keyboard(struct store *store, const struct actor *actor, const char *keyboard,
                             bool auto_hamza, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, write_keyboard(store, actor, keyboard, auto_hamza, err), err);
}
