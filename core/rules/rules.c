#include "core/rules/rules.h"

#include "core/base/clock.h"
#include "core/lists/mark.h"
#include "core/store/audit.h"
#include "core/store/setting.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The setting that names the version of today; "" while the rules were never changed. */
#define VERSION "policy.version"

static bool current_version(struct store *store, int64_t *version, struct error *err)
{
    ARENA(arena);
    const char *text;
    if (!setting_read(store, VERSION, &arena, &text, err))
        return false;
    *version = strtoll(text, NULL, 10);
    return true;
}

/* --- Opening ---------------------------------------------------------------------------------- */

static struct policy *open_version(struct store *store, int64_t version, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store, "SELECT name, source FROM policy_version WHERE id = :version");
    bind_int(&query, ":version", version);
    bool found = query_next(&query);
    const char *name = found ? query_text(&query, 0, &arena) : "";
    const char *text = found ? query_text(&query, 1, &arena) : "";
    if (!query_ok(&query, err))
        return NULL;
    if (!found) {
        (void)error_set(err, ERROR_MISSING, MSG("policy.none"), "version %" PRId64, version);
        return NULL;
    }
    struct policy *policy = policy_open_text(name, text, strlen(text), err);
    if (policy)
        policy->version = version;
    return policy;
}

static struct policy *open_today(struct store *store, const char *folder, struct error *err)
{
    ARENA(arena);
    const char *name;
    int64_t version;
    if (!current_version(store, &version, err) || !setting_read(store, "policy", &arena, &name, err))
        return NULL;
    return version ? open_version(store, version, err) : policy_open(folder, name, err);
}

/* Adds the rules that cases began under behind today's: they say how an open one goes on, and how
   long a closed one is kept. */
static bool open_older(struct store *store, struct policy *policy, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM policy_version AS v WHERE id <> :today"
                                     " AND EXISTS (SELECT 1 FROM casefile WHERE policy_id = v.id)"
                                     " ORDER BY id");
    bind_int(&query, ":today", policy->version);
    while (query_next(&query)) {
        struct policy *older = open_version(store, query_int(&query, 0), err);
        if (!older)
            return false;
        older->older = policy->older;
        policy->older = older;
    }
    return query_ok(&query, err);
}

struct policy *rules_open(struct store *store, const char *folder, struct error *err)
{
    struct policy *policy = open_today(store, folder, err);
    if (policy && open_older(store, policy, err))
        return policy;
    policy_close(policy);
    return NULL;
}

bool rules_changed(struct store *store, const struct policy *policy, bool *changed,
                   struct error *err)
{
    int64_t version;
    if (!current_version(store, &version, err))
        return false;
    *changed = version != policy->version;
    return true;
}

bool rules_follow(struct store *store, const char *folder, const struct policy **policy,
                  struct policy **kept, struct error *err)
{
    bool changed = false;
    if (!*policy || !rules_changed(store, *policy, &changed, err))
        return !*policy;
    if (!changed)
        return true;
    struct policy *rules = rules_open(store, folder, err);
    if (!rules)
        return false;
    struct policy **last = &rules->older;
    while (*last)
        last = &(*last)->older;
    *last = *kept;
    *policy = *kept = rules;
    return true;
}

/* --- Changing --------------------------------------------------------------------------------- */

static bool add_version(struct store *store, const struct actor *actor, const char *name,
                        const char *first_day, const char *text, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.policy_version (name, first_day, source,"
                              " account_id, at) VALUES (:name, :day, :source, :account, :now)");
    bind_text(&query, ":name", name);
    bind_text(&query, ":day", first_day);
    bind_text(&query, ":source", text);
    bind_id(&query, ":account", actor->account_id);
    bind_int(&query, ":now", clock_now());
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

static bool keep_cases(struct store *store, int64_t version, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.casefile SET policy_id = :version"
                                     " WHERE policy_id IS NULL");
    bind_int(&query, ":version", version);
    return query_run(&query, err);
}

/* The rules it began with become a version, so that the cases that are open can keep them. */
static bool keep_first(struct store *store, const struct actor *actor, const char *folder,
                       const char *name, struct error *err)
{
    ARENA(arena);
    const char *text;
    size_t length;
    int64_t version, id;
    if (!current_version(store, &version, err))
        return false;
    return version != 0
        || (policy_source(folder, name, &arena, &text, &length, err)
            && add_version(store, actor, name, "", text, &id, err)
            && keep_cases(store, id, err));
}

static bool check_text(const char *county, const char *name, const char *text, size_t length,
                       struct error *err)
{
    struct policy *policy = policy_open_text(name, text, length, err);
    bool ok = policy
        && (strcmp(policy->name, county) == 0
            || error_tell(err, ERROR_INVALID, MSG("policy.other-name"), name, policy->name));
    policy_close(policy);
    return ok;
}

/* What has become confidential is seen by those in charge of the child from this moment on. */
static bool keep_marks(struct store *store, const char *name, const char *text, size_t length,
                       struct error *err)
{
    struct policy *policy = policy_open_text(name, text, length, err);
    bool ok = policy && mark_follow_rules(store, policy, err);
    policy_close(policy);
    return ok;
}

static bool change(struct store *store, const struct actor *actor, const char *folder,
                   const char *today, const char *name, const char *text, size_t length,
                   struct error *err)
{
    ARENA(arena);
    const char *county;
    int64_t id;
    return permit(actor, MAY_CHANGE_RULES, err)
        && setting_read(store, "policy", &arena, &county, err)
        && check_text(county, name, text, length, err)
        && keep_first(store, actor, folder, county, err)
        && add_version(store, actor, county, today, text, &id, err)
        && setting_keep(store, VERSION, arena_text(&arena, "%" PRId64, id), err)
        && setting_keep(store, "clerk.again", "1", err)
        && keep_marks(store, county, text, length, err)
        && audit_write(store, actor,
                       &(struct audit_entry){
                           .action = "rules.change",
                           .subject = "rules",
                           .subject_id = id,
                           .detail = audit_detail(&arena, "policy", county, "from", today, NULL),
                       },
                       err);
}

bool rules_change(struct store *store, const struct actor *actor, const char *folder,
                  const char *today, const char *name, const char *text, size_t length,
                  struct error *err)
{
    return store_begin(store, err)
        && store_end(store, change(store, actor, folder, today, name, text, length, err), err);
}

/* --- Reading ---------------------------------------------------------------------------------- */

bool rules_versions(struct store *store, struct page page, struct arena *arena,
                    struct rules_version **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT v.id, v.at, v.first_day, account.person_zh,"
                              " account.person_ug, (SELECT count(*) FROM casefile"
                              "  WHERE policy_id = v.id AND state <> 'closed')"
                              " FROM policy_version v LEFT JOIN account ON account.id = v.account_id"
                              " ORDER BY v.id DESC LIMIT :size OFFSET :first");
    bind_page(&query, page);
    *rows = arena_array(arena, struct rules_version, page.size);
    *count = 0;
    while (query_next(&query))
        (*rows)[(*count)++] = (struct rules_version){
            .id = query_int(&query, 0),
            .at = query_int(&query, 1),
            .first_day = query_text(&query, 2, arena),
            .person_zh = query_text(&query, 3, arena),
            .person_ug = query_text(&query, 4, arena),
            .open_cases = query_int(&query, 5),
        };
    return query_ok(&query, err);
}
