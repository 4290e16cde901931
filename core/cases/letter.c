#include "core/cases/letter.h"

#include "core/base/date.h"
#include "core/cases/casefile.h"
#include "core/cases/casestep.h"
#include "core/duties/duty.h"
#include "core/duties/standing_letters.h"
#include "core/lists/child.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

static const char *const ways[] = {"city", "province", "elsewhere"};
static const char *const results[] = {"accepted", "refused"};

const char *letter_way(size_t index)
{
    return index < COUNT(ways) ? ways[index] : NULL;
}

const char *letter_result(size_t index)
{
    return index < COUNT(results) ? results[index] : NULL;
}

static bool among(const char *word, const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* --- Entering -------------------------------------------------------------------------------- */

static bool check_day(const char *day, const char *today, struct error *err)
{
    int number;
    if (!date_number(day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), day);
    return strcmp(day, today) <= 0 || error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), day);
}

static bool check_due(const struct letter *letter, struct error *err)
{
    int number;
    if (!*letter->reply_due)
        return true;
    if (!date_number(letter->reply_due, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), letter->reply_due);
    return strcmp(letter->reply_due, letter->day) >= 0
        || error_tell(err, ERROR_INVALID, MSG("letter.due-before"), letter->reply_due);
}

static bool check(const struct letter *letter, const char *today, struct error *err)
{
    bool ours = strcmp(letter->direction, "out") == 0;
    if (ours && !among(letter->way, ways, COUNT(ways)))
        return error_set(err, ERROR_INVALID, MSG("letter.no-way"), "way %s", letter->way);
    if (!*letter->office)
        return error_set(err, ERROR_INVALID, MSG("letter.no-office"), "no office");
    if (!ours && !*letter->about)
        return error_set(err, ERROR_INVALID, MSG("letter.no-child"), "no child");
    if (!*letter->asks)
        return error_set(err, ERROR_INVALID, MSG("letter.no-asks"), "nothing asked");
    return check_day(letter->day, today, err) && check_due(letter, err);
}

/* The county's time where the letter names no day. */
static bool find_due(struct store *store, const struct policy *policy, const struct letter *letter,
                     struct arena *arena, const char **due, struct error *err)
{
    bool ours = strcmp(letter->direction, "out") == 0;
    const struct policy_rung *rung =
        &policy->duties[ours ? POLICY_LETTER_SENT : POLICY_LETTER];
    struct calendar calendar;
    int64_t county;
    *due = letter->reply_due;
    if (**due)
        return true;
    *due = date_add(letter->day, 30, arena);
    if (!rung->name)
        return true;
    if (!standing_county(store, &county, err)
        || !calendar_read(store, policy, county, arena, &calendar, err))
        return false;
    *due = calendar_add(&calendar, letter->day, rung->within, arena);
    return true;
}

static bool insert(struct store *store, const struct actor *actor, const struct letter *letter,
                   const char *due, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.letter (direction, way, office, number, day,"
                              " child_id, case_id, about, asks, reply_due, account_id)"
                              " VALUES (:direction, :way, :office, :number, :day, :child, :case,"
                              " :about, :asks, :due, :account)");
    bind_text(&query, ":direction", letter->direction);
    bind_text(&query, ":way", letter->way);
    bind_text(&query, ":office", letter->office);
    bind_text(&query, ":number", letter->number);
    bind_text(&query, ":day", letter->day);
    bind_id(&query, ":child", letter->child_id);
    bind_id(&query, ":case", letter->case_id);
    bind_text(&query, ":about", letter->about);
    bind_text(&query, ":asks", letter->asks);
    bind_text(&query, ":due", due);
    bind_id(&query, ":account", actor->account_id);
    return query_run(&query, err);
}

static bool write_trail(struct store *store, const struct actor *actor, const char *action,
                        int64_t letter_id, int64_t child_id, const char *detail, struct error *err)
{
    const struct audit_entry entry = {
        .action = action,
        .subject = "letter",
        .subject_id = letter_id,
        .child_id = child_id,
        .detail = detail,
    };
    return audit_write(store, actor, &entry, err);
}

static bool add(struct store *store, const struct policy *policy, const struct actor *actor,
                const struct letter *letter, int64_t *id, struct error *err)
{
    ARENA(arena);
    const char *due;
    if (!find_due(store, policy, letter, &arena, &due, err)
        || !insert(store, actor, letter, due, err))
        return false;
    *id = store_inserted(store);
    return write_trail(store, actor, "letter.add", *id, letter->child_id,
                       audit_detail(&arena, "direction", letter->direction, NULL),
                       err);
}

static bool receive(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, const struct letter *letter, int64_t *id, struct error *err)
{
    struct letter theirs = *letter;
    theirs.direction = "in";
    theirs.way = "";
    theirs.child_id = theirs.case_id = 0;
    return permit(actor, MAY_KEEP_LETTERS, err)
        && check(&theirs, today, err)
        && add(store, policy, actor, &theirs, id, err)
        && standing_derive_letter(store, policy, today, *id, err);
}

bool letter_receive(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, const struct letter *letter, int64_t *id,
                    struct error *err)
{
    return store_begin(store, err)
        && store_end(store, receive(store, policy, actor, today, letter, id, err), err);
}

/* --- To and from a case ---------------------------------------------------------------------- */

static bool take_event(struct store *store, const struct actor *actor, const char *today,
                       struct casefile *c, const struct letter *letter, const char *kind,
                       const char *day, const char *note, struct error *err)
{
    ARENA(arena);
    const struct case_event event = {
        .case_id = c->id,
        .kind = kind,
        .day = day,
        .result = letter->result,
        .note = note,
        .data = arena_text(&arena, "{\"letter\":%" PRId64 "}", letter->id),
    };
    return casestep_take(store, actor, today, c, &event, err);
}

static bool send(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, const struct letter *letter, int64_t *id, struct error *err)
{
    ARENA(arena);
    struct casefile c;
    struct letter ours = *letter;
    ours.direction = "out";
    ours.result = "";
    if (!permit(actor, MAY_KEEP_LETTERS, err)
        || !casestep_read(store, letter->case_id, &arena, &c, err)
        || !check(&ours, today, err))
        return false;
    ours.child_id = c.child_id;
    if (!add(store, policy, actor, &ours, &ours.id, err))
        return false;
    *id = ours.id;
    const char *note = *ours.number ? arena_text(&arena, "%s · %s", ours.office, ours.number)
                                    : ours.office;
    return take_event(store, actor, today, &c, &ours, "letter.sent", ours.day, note, err)
        && casestep_tell(store, actor, &c, c.charge_id, MSG("notice.letter-sent"), err)
        && duty_derive_case(store, policy, today, c.id, err)
        && standing_derive_letter(store, policy, today, *id, err);
}

bool letter_send(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, const struct letter *letter, int64_t *id, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, send(store, policy, actor, today, letter, id, err), err);
}

/* --- Answering ------------------------------------------------------------------------------- */

static bool read_unanswered(struct store *store, int64_t letter_id, struct arena *arena,
                            struct letter *letter, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT direction, child_id, case_id, day, replied_on"
                                     " FROM main.letter WHERE id = :letter");
    bind_int(&query, ":letter", letter_id);
    bool found = query_next(&query);
    bool answered = found && !query_null(&query, 4);
    if (found)
        *letter = (struct letter){
            .id = letter_id,
            .direction = query_text(&query, 0, arena),
            .child_id = query_int(&query, 1),
            .case_id = query_int(&query, 2),
            .day = query_text(&query, 3, arena),
        };
    if (!query_ok(&query, err))
        return false;
    if (!found)
        return error_set(err, ERROR_MISSING, MSG("letter.missing"), "letter %" PRId64, letter_id);
    return !answered
        || error_set(err, ERROR_CONFLICT, MSG("letter.answered-already"), "letter %" PRId64,
                     letter_id);
}

static bool check_answer(const struct letter *letter, const char *day, const char *today,
                         const char *answer, struct error *err)
{
    bool ours = strcmp(letter->direction, "out") == 0;
    bool known = ours ? among(letter->result, results, COUNT(results))
                      : strcmp(letter->result, "answered") == 0;
    if (!known)
        return error_set(err, ERROR_INVALID, MSG("letter.no-result"), "result %s", letter->result);
    if (!answer || !*answer)
        return error_set(err, ERROR_INVALID, MSG("letter.no-answer"), "letter %" PRId64,
                         letter->id);
    if (!check_day(day, today, err))
        return false;
    return strcmp(day, letter->day) >= 0
        || error_tell(err, ERROR_INVALID, MSG("letter.answer-before"), day);
}

static bool write_answer(struct store *store, const struct actor *actor,
                         const struct letter *letter, const char *day, const char *answer,
                         struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.letter SET replied_on = :day, result = :result,"
                                     " answer = :answer, answered_by = :account"
                                     " WHERE id = :letter");
    bind_text(&query, ":day", day);
    bind_text(&query, ":result", letter->result);
    bind_text(&query, ":answer", answer);
    bind_id(&query, ":account", actor->account_id);
    bind_int(&query, ":letter", letter->id);
    return query_run(&query, err);
}

/* The answer to a letter about a case is a step of the case, and its post hears of it. */
static bool tell_case(struct store *store, const struct policy *policy, const struct actor *actor,
                      const char *today, const struct letter *letter, const char *day,
                      const char *answer, struct error *err)
{
    ARENA(arena);
    struct casefile c;
    if (letter->case_id == 0)
        return true;
    return casestep_read(store, letter->case_id, &arena, &c, err)
        && take_event(store, actor, today, &c, letter, "letter.answered", day, answer, err)
        && casestep_tell(store, actor, &c, c.charge_id, MSG("notice.letter-answered"), err)
        && duty_derive_case(store, policy, today, c.id, err);
}

static bool give_answer(struct store *store, const struct policy *policy, const struct actor *actor,
                        const char *today, int64_t letter_id, const char *day, const char *result,
                        const char *answer, struct error *err)
{
    ARENA(arena);
    struct letter letter;
    if (!permit(actor, MAY_KEEP_LETTERS, err)
        || !read_unanswered(store, letter_id, &arena, &letter, err))
        return false;
    letter.result = result;
    return check_answer(&letter, day, today, answer, err)
        && write_answer(store, actor, &letter, day, answer, err)
        && write_trail(store, actor, "letter.answer", letter_id, letter.child_id,
                       audit_detail(&arena, "result", result, NULL), err)
        && tell_case(store, policy, actor, today, &letter, day, answer, err)
        && standing_derive_letter(store, policy, today, letter_id, err);
}

bool letter_answer(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t letter_id, const char *day, const char *result,
                   const char *answer, struct error *err)
{
    return store_begin(store, err)
        && store_end(store,
                     give_answer(store, policy, actor, today, letter_id, day, result, answer, err),
                     err);
}

/* --- The child of an incoming letter --------------------------------------------------------- */

static bool write_child(struct store *store, int64_t letter_id, int64_t child_id, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.letter SET child_id = :child"
                                     " WHERE id = :letter AND direction = 'in'");
    bind_int(&query, ":child", child_id);
    bind_int(&query, ":letter", letter_id);
    if (!query_run(&query, err))
        return false;
    return store_changed(store) == 1
        || error_set(err, ERROR_MISSING, MSG("letter.missing"), "letter %" PRId64, letter_id);
}

static bool link(struct store *store, const struct actor *actor, int64_t letter_id,
                 const char *id_number, struct error *err)
{
    int64_t child_id;
    if (!permit(actor, MAY_KEEP_LETTERS, err) || !child_find(store, id_number, &child_id, err))
        return false;
    if (child_id == 0)
        return error_set(err, ERROR_MISSING, MSG("letter.no-such-child"), "letter %" PRId64,
                         letter_id);
    return write_child(store, letter_id, child_id, err)
        && write_trail(store, actor, "letter.link", letter_id, child_id, NULL, err);
}

bool letter_link(struct store *store, const struct actor *actor, int64_t letter_id,
                 const char *id_number, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, link(store, actor, letter_id, id_number, err), err);
}
