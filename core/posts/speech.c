#include "core/posts/speech.h"

#include "core/base/clock.h"

static bool write_choice(struct store *store, const struct actor *actor, const char *client,
                         const struct speech_choice *choice, struct error *err)
{
    QUERY(query) =
        query_open(store,
                   "INSERT INTO main.speech (account_id, client, profile, plain, at)"
                   " VALUES (:account, :client, :profile, :plain, :at)"
                   " ON CONFLICT (account_id, client) DO UPDATE"
                   " SET profile = excluded.profile, plain = excluded.plain, at = excluded.at");
    bind_int(&query, ":account", actor->account_id);
    bind_text(&query, ":client", client);
    bind_text(&query, ":profile", choice->profile);
    bind_int(&query, ":plain", choice->plain);
    bind_int(&query, ":at", clock_now());
    return query_run(&query, err);
}

/* What was chosen just now stays, whatever the clock says. */
static bool forget_the_oldest(struct store *store, const struct actor *actor, const char *chosen,
                              struct error *err)
{
    QUERY(query) = query_open(store,
                              "DELETE FROM main.speech WHERE account_id = :account AND client IN"
                              " (SELECT client FROM main.speech WHERE account_id = :account"
                              "   ORDER BY client <> :chosen, at DESC, client"
                              "   LIMIT -1 OFFSET :most)");
    bind_int(&query, ":account", actor->account_id);
    bind_text(&query, ":chosen", chosen);
    bind_int(&query, ":most", SPEECH_MOST);
    return query_run(&query, err);
}

static bool keep(struct store *store, const struct actor *actor, const char *client,
                 const struct speech_choice *choice, struct error *err)
{
    return write_choice(store, actor, client, choice, err)
        && forget_the_oldest(store, actor, client, err);
}

bool speech_keep(struct store *store, const struct actor *actor, const char *client,
                 const struct speech_choice *choice, struct error *err)
{
    if (!actor_has_account(actor))
        return true;
    return store_begin(store, err)
        && store_end(store, keep(store, actor, client, choice, err), err);
}

bool speech_read(struct store *store, const struct actor *actor, const char *client,
                 struct arena *arena, struct speech_choice *choice, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT profile, plain FROM speech"
                                     " WHERE account_id = :account AND client = :client");
    bind_int(&query, ":account", actor->account_id);
    bind_text(&query, ":client", client);
    *choice = (struct speech_choice){.profile = ""};
    if (query_next(&query))
        *choice = (struct speech_choice){
            .found = true,
            .profile = query_text(&query, 0, arena),
            .plain = query_int(&query, 1) != 0,
        };
    return query_ok(&query, err);
}
