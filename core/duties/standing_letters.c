#include "core/duties/standing_letters.h"

#include "core/duties/standing_run.h"
#include "core/posts/post.h"

#include <inttypes.h>
#include <string.h>

/* What waits, as its table says it. */
struct waiting {
    const char *subject;
    const char *since, *due; /* due is NULL for the rung's */
    int64_t case_id, child_id, place_id;
    int64_t post_id; /* 0: the rung's */
    bool ended, done;
};

bool standing_county(struct store *store, int64_t *place_id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM main.place WHERE kind = 'county'");
    *place_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

/* Both lines begin at the same place: whoever is asked is found from it. */
static bool write_waiting(struct standing_run *run, const struct waiting *waiting,
                          struct error *err)
{
    const struct duty_places places = {waiting->place_id, waiting->place_id};
    struct duty_posts posts;
    struct duty_row old, row = {
                             .subject = waiting->subject,
                             .case_id = waiting->case_id,
                             .child_id = waiting->child_id,
                             .place_id = waiting->place_id,
                             .since = waiting->since,
                             .due = waiting->due,
                             .state = !waiting->ended ? "open" : waiting->done ? "done"
                                                                               : "void",
                             .done_on = waiting->ended ? run->today : "",
                         };
    if (!duty_row_find(run->store, waiting->subject, &run->arena, &old, err))
        return false;
    if (waiting->ended && (old.id == 0 || strcmp(old.state, "open") != 0))
        return true;
    return standing_run_calendar(run, waiting->place_id, err)
        && duty_chain_whole(run->store, run->rung, waiting->post_id, &places, run->today, &posts,
                            err)
        && standing_run_write(run, &places, &posts, &row, err);
}

/* --- Transfers ------------------------------------------------------------------------------- */

/* A village has no academic office: its township is asked. */
static bool find_receiver(struct standing_run *run, const char *kind, struct waiting *waiting,
                          struct error *err)
{
    return strcmp(kind, "village") != 0
        || post_for(run->store, ROLE_TOWNSHIP, waiting->place_id, &waiting->post_id, err);
}

static bool derive_transfer(struct standing_run *run, int64_t transfer_id, struct error *err)
{
    arena_clear(&run->arena);
    QUERY(query) = query_open(run->store,
                              "SELECT t.case_id, c.child_id, t.to_place, t.sent_on, t.reply_due,"
                              " t.state = 'offered' AND c.state <> 'closed',"
                              " t.state IN ('offered', 'withdrawn'), place.kind FROM main.transfer t"
                              " JOIN main.casefile c ON c.id = t.case_id"
                              " JOIN main.place ON place.id = t.to_place WHERE t.id = :transfer");
    bind_int(&query, ":transfer", transfer_id);
    if (!query_next(&query))
        return query_ok(&query, err);
    const char *due = query_text(&query, 4, &run->arena);
    struct waiting waiting = {
        .subject = arena_text(&run->arena, "transfer/%" PRId64, transfer_id),
        .case_id = query_int(&query, 0),
        .child_id = query_int(&query, 1),
        .place_id = query_int(&query, 2),
        .since = query_text(&query, 3, &run->arena),
        .due = *due ? due : NULL,
        .ended = !query_int(&query, 5),
        .done = !query_int(&query, 6),
    };
    const char *kind = query_text(&query, 7, &run->arena);
    return query_ok(&query, err)
        && find_receiver(run, kind, &waiting, err)
        && write_waiting(run, &waiting, err);
}

/* --- Letters --------------------------------------------------------------------------------- */

static bool derive_letter(struct standing_run *run, int64_t letter_id, struct error *err)
{
    arena_clear(&run->arena);
    QUERY(query) = query_open(run->store, "SELECT case_id, child_id, day, reply_due,"
                                          " replied_on IS NOT NULL FROM main.letter"
                                          " WHERE id = :letter");
    bind_int(&query, ":letter", letter_id);
    if (!query_next(&query))
        return query_ok(&query, err);
    struct waiting waiting = {
        .subject = arena_text(&run->arena, "letter/%" PRId64, letter_id),
        .case_id = query_int(&query, 0),
        .child_id = query_int(&query, 1),
        .since = query_text(&query, 2, &run->arena),
        .due = query_text(&query, 3, &run->arena),
        .ended = query_int(&query, 4),
        .done = true,
    };
    return query_ok(&query, err)
        && standing_county(run->store, &waiting.place_id, err)
        && write_waiting(run, &waiting, err);
}

/* --- Handover lists -------------------------------------------------------------------------- */

enum {
    VACATION_MOST = 75 /* days from 1 August within which an autumn term begins */
};

/* The first day the autumn term of a year teaches; NULL where the calendar has none. */
static const char *autumn(struct standing_run *run, const char *year)
{
    const char *august = arena_text(&run->arena, "%s-08-01", year);
    for (int i = 0; i < VACATION_MOST; i++) {
        const char *day = date_add(august, i, &run->arena);
        if (calendar_school_day(&run->calendar, day))
            return day;
    }
    return NULL;
}

/* One signature: nobody is asked before the term has begun, nor before it is their turn. */
static bool write_signature(struct standing_run *run, const char *subject, int64_t school_id,
                            const char *year, const char *turn, bool is_signed, struct error *err)
{
    if (!standing_run_calendar(run, school_id, err))
        return false;
    const char *first = autumn(run, year);
    const char *since = first && strcmp(first, turn) > 0 ? first : turn;
    const struct waiting waiting = {
        .subject = subject,
        .place_id = school_id,
        .since = since,
        .ended = is_signed,
        .done = true,
    };
    if (!is_signed && (!first || !*turn || strcmp(since, run->today) > 0))
        return true;
    return write_waiting(run, &waiting, err);
}

static bool derive_handover(struct standing_run *run, int64_t handover_id, struct error *err)
{
    arena_clear(&run->arena);
    QUERY(query) = query_open(run->store, "SELECT primary_id, junior_id, year, made_on,"
                                          " handed_on, received_on FROM main.handover"
                                          " WHERE id = :handover");
    bind_int(&query, ":handover", handover_id);
    if (!query_next(&query))
        return query_ok(&query, err);
    int64_t primary = query_int(&query, 0), junior = query_int(&query, 1);
    const char *year = query_text(&query, 2, &run->arena);
    const char *made_on = query_text(&query, 3, &run->arena);
    const char *handed_on = query_text(&query, 4, &run->arena);
    bool received = !query_null(&query, 5);
    if (!query_ok(&query, err))
        return false;
    const char *route = arena_text(&run->arena, "handover/%" PRId64, handover_id);
    return write_signature(run, route, primary, year, made_on, *handed_on != '\0', err)
        && write_signature(run, arena_text(&run->arena, "%s?sign=received", route), junior, year,
                           handed_on, received, err);
}

/* --- One, and all ---------------------------------------------------------------------------- */

typedef bool derive_one(struct standing_run *run, int64_t id, struct error *err);

static bool derive(struct store *store, const struct policy *policy, const char *today,
                   enum policy_duty duty, derive_one *one, int64_t id, struct error *err)
{
    struct standing_run run = standing_run_begin(store, policy, duty, today);
    return standing_run_end(&run, !run.rung->name || one(&run, id, err));
}

bool standing_derive_transfer(struct store *store, const struct policy *policy, const char *today,
                              int64_t transfer_id, struct error *err)
{
    return derive(store, policy, today, POLICY_TRANSFER, derive_transfer, transfer_id, err);
}

static bool is_ours(struct store *store, int64_t letter_id, bool *ours, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT direction = 'out' FROM main.letter"
                                     " WHERE id = :letter");
    bind_int(&query, ":letter", letter_id);
    *ours = query_next(&query) && query_int(&query, 0);
    return query_ok(&query, err);
}

bool standing_derive_letter(struct store *store, const struct policy *policy, const char *today,
                            int64_t letter_id, struct error *err)
{
    bool ours;
    return is_ours(store, letter_id, &ours, err)
        && derive(store, policy, today, ours ? POLICY_LETTER_SENT : POLICY_LETTER, derive_letter,
                  letter_id, err);
}

bool standing_derive_handover(struct store *store, const struct policy *policy, const char *today,
                              int64_t handover_id, struct error *err)
{
    return derive(store, policy, today, POLICY_HANDOVER, derive_handover, handover_id, err);
}

/* What waits, a kind after the other. */
struct queue {
    int64_t *transfers, *letters, *handovers;
    size_t transfer_count, letter_count, handover_count;
};

static void take(struct query *query, struct arena *arena, int64_t **ids, size_t *count)
{
    while (query_next(query)) {
        *ids = arena_grow(arena, *ids, *count, sizeof **ids);
        (*ids)[(*count)++] = query_int(query, 0);
    }
}

static bool read_queue(struct store *store, struct arena *arena, struct queue *queue,
                       struct error *err)
{
    *queue = (struct queue){0};
    QUERY(transfers) = query_open(store, "SELECT id FROM main.transfer WHERE state = 'offered'");
    take(&transfers, arena, &queue->transfers, &queue->transfer_count);
    QUERY(letters) = query_open(store, "SELECT id FROM main.letter WHERE replied_on IS NULL");
    take(&letters, arena, &queue->letters, &queue->letter_count);
    QUERY(handovers) = query_open(store, "SELECT id FROM main.handover WHERE received_on IS NULL");
    take(&handovers, arena, &queue->handovers, &queue->handover_count);
    return query_ok(&transfers, err) && query_ok(&letters, err) && query_ok(&handovers, err);
}

bool standing_derive_letters(struct store *store, const struct policy *policy, const char *today,
                             struct error *err)
{
    ARENA(arena);
    struct queue queue;
    bool ok = read_queue(store, &arena, &queue, err);
    for (size_t i = 0; ok && i < queue.transfer_count; i++)
        ok = standing_derive_transfer(store, policy, today, queue.transfers[i], err);
    for (size_t i = 0; ok && i < queue.letter_count; i++)
        ok = standing_derive_letter(store, policy, today, queue.letters[i], err);
    for (size_t i = 0; ok && i < queue.handover_count; i++)
        ok = standing_derive_handover(store, policy, today, queue.handovers[i], err);
    return ok;
}
