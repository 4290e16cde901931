#include "core/cases/closing.h"

#include "core/cases/casestep.h"
#include "core/duties/duty.h"

#include <inttypes.h>

/* Who asked last; 0 for the console, -1 when nobody did. */
static bool read_asker(struct store *store, int64_t case_id, int64_t *account_id, int64_t *post_id,
                       struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT account_id, post_id FROM main.case_event"
                              " WHERE case_id = :case AND kind = 'closing.asked'"
                              " ORDER BY id DESC LIMIT 1");
    bind_int(&query, ":case", case_id);
    bool found = query_next(&query);
    *account_id = found ? query_int(&query, 0) : -1;
    *post_id = found ? query_int(&query, 1) : 0;
    return query_ok(&query, err);
}

static bool ask(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, struct case_event *asked, struct error *err)
{
    ARENA(arena);
    struct casefile c;
    return casestep_read(store, asked->case_id, &arena, &c, err)
        && casestep_take(store, actor, today, &c, asked, err)
        && duty_derive_case(store, policy, today, c.id, err);
}

bool closing_ask(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, int64_t case_id, const char *evidence_kind,
                 const char *evidence, struct error *err)
{
    struct case_event asked = {.case_id = case_id, .kind = "closing.asked", .day = today};

    if (!transition_evidence_ok(evidence_kind) || !evidence || !*evidence)
        return error_set(err, ERROR_INVALID, MSG("closing.no-evidence"), "case %" PRId64, case_id);
    asked.note = evidence;
    asked.result = evidence_kind;
    return store_begin(store, err)
        && store_end(store, ask(store, policy, actor, today, &asked, err), err);
}

/* A second person's word on what was asked; the one who asked and the one in charge hear of it. */
static bool answer(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, const struct case_event *word, const char *line,
                   struct error *err)
{
    ARENA(arena);
    struct casefile c;
    int64_t account_id, post_id;
    if (!casestep_read(store, word->case_id, &arena, &c, err)
        || !read_asker(store, c.id, &account_id, &post_id, err))
        return false;
    if (account_id == actor->account_id && transition_state(c.state) == CASE_CLOSING)
        return error_set(err, ERROR_DENIED, MSG("closing.own"),
                         "case %" PRId64 ", account %" PRId64,
                         c.id, account_id);

    return casestep_take(store, actor, today, &c, word, err)
        && casestep_tell(store, actor, &c, c.charge_id, line, err)
        && (post_id == c.charge_id || casestep_tell(store, actor, &c, post_id, line, err))
        && duty_derive_case(store, policy, today, c.id, err);
}

bool closing_confirm(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t case_id, const char *note, struct error *err)
{
    struct case_event word = {
        .case_id = case_id,
        .kind = "closing.confirmed",
        .day = today,
        .note = note,
    };
    return store_begin(store, err)
        && store_end(store,
                     answer(store, policy, actor, today, &word,
                            MSG("notice.closing-confirmed"), err),
                     err);
}

bool closing_refuse(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t case_id, const char *note, struct error *err)
{
    struct case_event word = {
        .case_id = case_id,
        .kind = "closing.refused",
        .day = today,
        .note = note,
    };
    if (!note || !*note)
        return error_set(err, ERROR_INVALID, MSG("closing.no-reason"), "case %" PRId64, case_id);
    return store_begin(store, err)
        && store_end(store,
                     answer(store, policy, actor, today, &word, MSG("notice.closing-refused"), err),
                     err);
}

static bool refuse_later(struct store *store, const struct casefile *c, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store, "SELECT number FROM main.casefile"
                                     " WHERE child_id = :child AND id <> :case"
                                     " AND state <> 'closed'");
    bind_int(&query, ":child", c->child_id);
    bind_int(&query, ":case", c->id);
    const char *number = query_next(&query) ? query_text(&query, 0, &arena) : NULL;
    return query_ok(&query, err)
        && (!number || error_tell(err, ERROR_CONFLICT, MSG("case.open-already"), number));
}

static bool reopen(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, const struct case_event *reopened, struct error *err)
{
    ARENA(arena);
    struct casefile c;
    return casestep_read(store, reopened->case_id, &arena, &c, err)
        && refuse_later(store, &c, err)
        && casestep_take(store, actor, today, &c, reopened, err)
        && casestep_tell(store, actor, &c, c.charge_id, MSG("notice.reopened"), err)
        && duty_derive_case(store, policy, today, c.id, err);
}

bool closing_reopen(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t case_id, const char *note, struct error *err)
{
    struct case_event reopened = {
        .case_id = case_id,
        .kind = "reopened",
        .day = today,
        .note = note,
    };
    if (!note || !*note)
        return error_set(err, ERROR_INVALID, MSG("closing.no-reason"), "case %" PRId64, case_id);
    return store_begin(store, err)
        && store_end(store, reopen(store, policy, actor, today, &reopened, err), err);
}

bool closing_read(struct store *store, int64_t case_id, struct arena *arena,
                  struct closing *closing, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT c.state = 'closing', e.day, e.result, e.note,"
                              " e.account_id, e.post_id, account.person_zh, account.person_ug"
                              " FROM case_event e JOIN casefile c ON c.id = e.case_id"
                              " LEFT JOIN account ON account.id = e.account_id"
                              " WHERE e.case_id = :case AND e.kind = 'closing.asked'"
                              " ORDER BY e.id DESC LIMIT 1");
    bind_int(&query, ":case", case_id);
    *closing = (struct closing){0};
    if (query_next(&query))
        *closing = (struct closing){
            .asked = query_int(&query, 0) != 0,
            .day = query_text(&query, 1, arena),
            .evidence_kind = query_text(&query, 2, arena),
            .evidence = query_text(&query, 3, arena),
            .account_id = query_int(&query, 4),
            .post_id = query_int(&query, 5),
            .person_zh = query_text(&query, 6, arena),
            .person_ug = query_text(&query, 7, arena),
        };
    return query_ok(&query, err);
}
