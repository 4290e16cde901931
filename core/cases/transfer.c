#include "core/cases/transfer.h"

#include "core/cases/casefile.h"
#include "core/cases/casestep.h"
#include "core/cases/charge.h"
#include "core/duties/duty.h"
#include "core/duties/standing_letters.h"
#include "core/posts/notice.h"
#include "core/posts/place.h"
#include "core/posts/post.h"
#include "core/rules/policy.h"

#include <inttypes.h>
#include <string.h>

static bool is_school(const struct place *place)
{
    return strcmp(place->kind, "school") == 0;
}

/* --- Offering -------------------------------------------------------------------------------- */

static bool is_held(struct store *store, enum role role, int64_t place_id, const char *today,
                    bool *held, struct error *err)
{
    int64_t post = 0;
    *held = false;
    return post_for(store, role, place_id, &post, err)
        && (post == 0 || post_held(store, post, today, held, err));
}

/* An offer that nobody could answer would never end. */
static bool check_answerable(struct store *store, const struct place *to, const char *today,
                             struct error *err)
{
    bool office = false, head = false;
    enum role answers = is_school(to) ? ROLE_ACADEMIC_OFFICE : ROLE_TOWNSHIP;
    if (!is_held(store, answers, to->id, today, &office, err)
        || !is_held(store, ROLE_PRINCIPAL, to->id, today, &head, err))
        return false;
    return office || head
        || error_set(err, ERROR_CONFLICT, MSG("transfer.nobody"), "place %" PRId64, to->id);
}

static bool check_place(struct store *store, const struct casefile *c, const struct place *to,
                        const char *today, struct error *err)
{
    bool takes = is_school(to) || strcmp(to->kind, "village") == 0;
    int64_t village = 0;
    if (!takes)
        return error_set(err, ERROR_INVALID, MSG("transfer.no-place"), "place %" PRId64, to->id);
    if (c->group_id && !place_above(store, c->group_id, "village", &village, err))
        return false;
    if (to->id == (is_school(to) ? c->school_id : village))
        return error_set(err, ERROR_INVALID, MSG("transfer.same-place"), "place %" PRId64, to->id);
    return check_answerable(store, to, today, err);
}

static bool check_first(struct store *store, int64_t case_id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM main.transfer WHERE case_id = :case"
                                     " AND state = 'offered'");
    bind_int(&query, ":case", case_id);
    bool waiting = query_next(&query);
    return query_ok(&query, err)
        && (!waiting
            || error_set(err, ERROR_CONFLICT, MSG("transfer.waiting"), "case %" PRId64, case_id));
}

static bool find_due(struct store *store, const struct policy *policy, const char *today,
                     int64_t place_id, struct arena *arena, const char **due, struct error *err)
{
    const struct policy_rung *rung = &policy->duties[POLICY_TRANSFER];
    struct calendar calendar;
    *due = "";
    if (!rung->name)
        return true;
    if (!calendar_read(store, policy, place_id, arena, &calendar, err))
        return false;
    *due = calendar_add(&calendar, today, rung->within, arena);
    return true;
}

/* The school that has it, else the village. */
static bool insert(struct store *store, const struct actor *actor, const struct casefile *c,
                   const struct place *to, const char *today, const char *note, const char *due,
                   struct error *err)
{
    int64_t from = c->school_id;
    if (from == 0 && c->group_id && !place_above(store, c->group_id, "village", &from, err))
        return false;
    QUERY(query) = query_open(store, "INSERT INTO main.transfer (case_id, from_place, to_place,"
                                     " sent_on, sent_by, note, reply_due)"
                                     " VALUES (:case, :from, :to, :today, :account, :note, :due)");
    bind_int(&query, ":case", c->id);
    bind_id(&query, ":from", from);
    bind_int(&query, ":to", to->id);
    bind_text(&query, ":today", today);
    bind_id(&query, ":account", actor->account_id);
    bind_text(&query, ":note", note ? note : "");
    bind_text(&query, ":due", due);
    return query_run(&query, err);
}

static bool take_event(struct store *store, const struct actor *actor, const char *today,
                       struct casefile *c, const char *kind, int64_t to_place, const char *note,
                       struct error *err)
{
    ARENA(arena);
    const struct case_event event = {
        .case_id = c->id,
        .kind = kind,
        .day = today,
        .result = arena_text(&arena, "%" PRId64, to_place),
        .note = note,
    };
    return casestep_take(store, actor, today, c, &event, err);
}

/* The posts that may answer read it in their today. */
static const enum role asked[] = {ROLE_ACADEMIC_OFFICE, ROLE_PRINCIPAL, ROLE_TOWNSHIP};

static bool tell_receivers(struct store *store, const struct actor *actor,
                           const struct casefile *c, const struct place *to, struct error *err)
{
    for (size_t i = 0; i < COUNT(asked); i++) {
        int64_t post = 0;
        if (!post_for(store, asked[i], to->id, &post, err)
            || !casestep_tell(store, actor, c, post, MSG("notice.transfer-offered"), err))
            return false;
    }
    return true;
}

static bool offer(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, int64_t case_id, int64_t to_place, const char *note,
                  int64_t *id, struct error *err)
{
    ARENA(arena);
    struct casefile c;
    struct place to;
    const char *due;
    if (!casestep_read(store, case_id, &arena, &c, err)
        || !casestep_permit(store, actor, MAY_ASSIGN, &c, NULL, err)
        || !place_read(store, to_place, &arena, &to, err)
        || !check_place(store, &c, &to, today, err)
        || !check_first(store, case_id, err)
        || !find_due(store, policy, today, to_place, &arena, &due, err)
        || !insert(store, actor, &c, &to, today, note, due, err))
        return false;
    *id = store_inserted(store);
    return take_event(store, actor, today, &c, "transfer.sent", to_place, note, err)
        && tell_receivers(store, actor, &c, &to, err)
        && duty_derive_case(store, policy, today, case_id, err)
        && standing_derive_transfer(store, policy, today, *id, err);
}

bool transfer_offer(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t case_id, int64_t to_place, const char *note,
                    int64_t *id, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, offer(store, policy, actor, today, case_id, to_place, note, id, err),
                     err);
}

/* --- Moving ---------------------------------------------------------------------------------- */

/* The school that serves the village for a child of this age; 0 when none does. */
static bool find_school(struct store *store, const struct policy *policy, const char *today,
                        const struct casefile *c, int64_t *school_id, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store, "SELECT born FROM main.child WHERE id = :child");
    bind_int(&query, ":child", c->child_id);
    const char *born = query_next(&query) ? query_text(&query, 0, &arena) : "";
    *school_id = 0;
    return query_ok(&query, err)
        && place_served_by(store, c->group_id, policy_stage(policy, born, today), school_id, err);
}

/* In the class of the child when the school has it, else in none of its classes yet. */
static bool go_to_school(struct store *store, struct casefile *c, int64_t school_id,
                         struct error *err)
{
    int64_t school = 0;
    if (c->child_class_id && !place_above(store, c->child_class_id, "school", &school, err))
        return false;
    c->school_id = school_id;
    c->class_id = school == school_id ? c->child_class_id : school_id;
    c->group_id = c->group_id ? c->group_id : c->child_group_id;
    return true;
}

/* An enrolled child stays its school's; one that is on no roll is the new village's school's. */
static bool go_to_village(struct store *store, const struct policy *policy, const char *today,
                          struct casefile *c, int64_t village_id, struct error *err)
{
    c->group_id = village_id;
    if (c->child_class_id)
        return true;
    c->class_id = 0;
    return find_school(store, policy, today, c, &c->school_id, err);
}

/* Who takes charge is looked for where the case was sent, not on its other line. */
static bool choose_charge(struct store *store, const char *today, const struct casefile *c,
                          bool school, int64_t *post_id, struct error *err)
{
    struct casefile line = *c;
    if (school)
        line.group_id = 0;
    else
        line.class_id = line.school_id = 0;
    return charge_choose(store, today, &line, post_id, err);
}

bool transfer_pass(struct store *store, const char *today, struct casefile *c, int64_t school_id,
                   struct error *err)
{
    int64_t from = c->school_id, post = 0;
    if (!go_to_school(store, c, school_id, err)
        || !choose_charge(store, today, c, true, &post, err)
        || !casefile_move(store, c, today, post, err))
        return false;
    QUERY(query) = query_open(store, "INSERT INTO main.transfer (case_id, from_place, to_place,"
                                     " sent_on, state, replied_on, class_id, group_id)"
                                     " VALUES (:case, :from, :to, :today, 'passed', :today, :class,"
                                     " :group)");
    bind_int(&query, ":case", c->id);
    bind_id(&query, ":from", from);
    bind_int(&query, ":to", school_id);
    bind_text(&query, ":today", today);
    bind_id(&query, ":class", c->child_class_id);
    bind_id(&query, ":group", c->child_group_id);
    return query_run(&query, err);
}

bool transfer_left(struct store *store, int64_t case_id, int64_t *class_id, int64_t *group_id,
                   struct error *err)
{
    QUERY(query) = query_open(store, "SELECT class_id, group_id FROM main.transfer"
                                     " WHERE case_id = :case AND state IN ('accepted', 'passed')"
                                     " ORDER BY id DESC LIMIT 1");
    bind_int(&query, ":case", case_id);
    bool moved = query_next(&query);
    *class_id = moved ? query_int(&query, 0) : 0;
    *group_id = moved ? query_int(&query, 1) : 0;
    return query_ok(&query, err);
}

/* --- Answering ------------------------------------------------------------------------------- */

struct answer {
    const struct policy *policy;
    const struct actor *actor;
    const char *today;
    int64_t transfer_id;
    struct casefile c;
    struct place to;
    bool waits;
};

/* The offer, its case and its receiver. */
static bool read_offer(struct store *store, struct answer *answer, struct arena *arena,
                       struct error *err)
{
    QUERY(query) = query_open(store, "SELECT case_id, to_place, state FROM main.transfer"
                                     " WHERE id = :transfer");
    bind_int(&query, ":transfer", answer->transfer_id);
    bool found = query_next(&query);
    int64_t case_id = found ? query_int(&query, 0) : 0, to_place = found ? query_int(&query, 1) : 0;
    answer->waits = found && strcmp(query_text(&query, 2, arena), "offered") == 0;
    if (!query_ok(&query, err))
        return false;
    if (!found)
        return error_set(err, ERROR_MISSING, MSG("transfer.missing"), "transfer %" PRId64,
                         answer->transfer_id);
    return casestep_read(store, case_id, arena, &answer->c, err)
        && place_read(store, to_place, arena, &answer->to, err);
}

static bool check_waits(const struct answer *answer, struct error *err)
{
    return answer->waits
        || error_set(err, ERROR_CONFLICT, MSG("transfer.answered-already"), "transfer %" PRId64,
                     answer->transfer_id);
}

static bool begin_answer(struct store *store, struct answer *answer, struct arena *arena,
                         struct error *err)
{
    return read_offer(store, answer, arena, err)
        && permit_at(store, answer->actor, MAY_TAKE_OVER, answer->to.id, NULL, err)
        && check_waits(answer, err);
}

static bool write_answer(struct store *store, const struct answer *answer, const char *state,
                         const char *reason, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.transfer SET state = :state, replied_on = :today,"
                                     " replied_by = :account, reason = :reason, class_id = :class,"
                                     " group_id = :group WHERE id = :transfer");
    bind_text(&query, ":state", state);
    bind_text(&query, ":today", answer->today);
    bind_id(&query, ":account", answer->actor->account_id);
    bind_text(&query, ":reason", reason);
    bind_id(&query, ":class", answer->c.child_class_id);
    bind_id(&query, ":group", answer->c.child_group_id);
    bind_int(&query, ":transfer", answer->transfer_id);
    return query_run(&query, err);
}

static bool end_answer(struct store *store, const struct answer *answer, struct error *err)
{
    return duty_derive_case(store, answer->policy, answer->today, answer->c.id, err)
        && standing_derive_transfer(store, answer->policy, answer->today, answer->transfer_id, err);
}

static bool accept(struct store *store, struct answer *answer, struct error *err)
{
    ARENA(arena);
    struct casefile *c = &answer->c;
    int64_t post = 0;
    if (!begin_answer(store, answer, &arena, err))
        return false;
    int64_t before = c->charge_id;
    bool school = is_school(&answer->to);
    bool goes = school
        ? go_to_school(store, c, answer->to.id, err)
        : go_to_village(store, answer->policy, answer->today, c, answer->to.id, err);
    return goes
        && take_event(store, answer->actor, answer->today, c, "transfer.accepted", answer->to.id,
                      NULL, err)
        && choose_charge(store, answer->today, c, school, &post, err)
        && casefile_move(store, c, answer->today, post, err)
        && write_answer(store, answer, "accepted", "", err)
        && casestep_tell(store, answer->actor, c, before, MSG("notice.transfer-accepted"), err)
        && casestep_tell(store, answer->actor, c, post, MSG("notice.assigned"), err)
        && end_answer(store, answer, err);
}

bool transfer_accept(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t transfer_id, struct error *err)
{
    struct answer answer = {policy, actor, today, transfer_id, {0}, {0}, false};
    return store_begin(store, err) && store_end(store, accept(store, &answer, err), err);
}

/* Who refuses is no place of the case: the step is asked for as if the case were theirs. */
static bool refuse(struct store *store, struct answer *answer, const char *reason,
                   struct error *err)
{
    ARENA(arena);
    if (!begin_answer(store, answer, &arena, err))
        return false;
    struct casefile theirs = answer->c;
    theirs.school_id = answer->to.id;
    return take_event(store, answer->actor, answer->today, &theirs, "transfer.refused",
                      answer->to.id, reason, err)
        && write_answer(store, answer, "refused", reason, err)
        && casestep_tell(store, answer->actor, &answer->c, answer->c.charge_id,
                         MSG("notice.transfer-refused"), err)
        && end_answer(store, answer, err);
}

bool transfer_refuse(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t transfer_id, const char *reason,
                     struct error *err)
{
    struct answer answer = {policy, actor, today, transfer_id, {0}, {0}, false};
    if (!reason || !*reason)
        return error_set(err, ERROR_INVALID, MSG("transfer.no-reason"), "transfer %" PRId64,
                         transfer_id);
    return store_begin(store, err) && store_end(store, refuse(store, &answer, reason, err), err);
}

/* --- Withdrawing ----------------------------------------------------------------------------- */

/* The case is out of their sight again: the line says nothing that would name the child. */
static bool tell_withdrawn(struct store *store, const struct place *to, struct error *err)
{
    for (size_t i = 0; i < COUNT(asked); i++) {
        struct notice notice = {.key = MSG("notice.transfer-withdrawn")};
        if (!post_for(store, asked[i], to->id, &notice.post_id, err)
            || (notice.post_id && !notice_add(store, &notice, err)))
            return false;
    }
    return true;
}

static bool withdraw(struct store *store, struct answer *answer, const char *reason,
                     struct error *err)
{
    ARENA(arena);
    struct casefile *c = &answer->c;
    return read_offer(store, answer, &arena, err)
        && casestep_permit(store, answer->actor, MAY_ASSIGN, c, NULL, err)
        && check_waits(answer, err)
        && take_event(store, answer->actor, answer->today, c, "offer.withdrawn", answer->to.id,
                      reason, err)
        && write_answer(store, answer, "withdrawn", reason, err)
        && tell_withdrawn(store, &answer->to, err)
        && end_answer(store, answer, err);
}

bool transfer_withdraw(struct store *store, const struct policy *policy, const struct actor *actor,
                       const char *today, int64_t transfer_id, const char *reason,
                       struct error *err)
{
    struct answer answer = {policy, actor, today, transfer_id, {0}, {0}, false};
    if (!reason || !*reason)
        return error_set(err, ERROR_INVALID, MSG("transfer.no-reason-to-withdraw"),
                         "transfer %" PRId64, transfer_id);
    return store_begin(store, err) && store_end(store, withdraw(store, &answer, reason, err), err);
}
