#include "forms/paper/stamp.h"

#include "core/posts/account.h"
#include "core/posts/place.h"
#include "i18n/format.h"

/* The person whose account it is; the console is nobody. */
static bool name_person(struct store *store, const struct actor *actor, enum language language,
                        struct arena *arena, const char **who, struct error *err)
{
    struct account account = {0};
    *who = message(language, MSG("print.console"));
    if (!actor_has_account(actor))
        return true;
    if (!account_read(store, actor->account_id, arena, &account, err))
        return false;
    *who = format_name(language, account.person_zh, account.person_ug);
    return true;
}

/* A county that has no places yet has no name. */
static bool name_county(struct store *store, enum language language, struct arena *arena,
                        const char **where, struct error *err)
{
    struct place *places;
    size_t count;
    *where = "";
    if (!place_list(store, 0, "county", (struct page){0, 1}, arena, &places, &count, err))
        return false;
    if (count > 0)
        *where = format_name(language, places[0].name_zh, places[0].name_ug);
    return true;
}

bool stamp_make(struct store *store, const struct actor *actor, enum language language,
                const char *when, struct arena *arena, struct pdf_stamp *stamp, struct error *err)
{
    *stamp = (struct pdf_stamp){.when = when};
    return name_person(store, actor, language, arena, &stamp->who, err)
        && name_county(store, language, arena, &stamp->where, err);
}
