/*
 * A duty as it is stored, and whose it is: the rung's post, then those above it.
 *
 * Shared by what derives duties (core/duties/duty.c, core/duties/standing.c); inside a
 * transaction. A row is written only when something in it changes.
 */
#ifndef CORE_DUTY_ROW_H
#define CORE_DUTY_ROW_H

#include "core/days/calendar.h"
#include "core/rules/policy.h"

/* Where posts are looked for: on the school line and on the household line. 0: nowhere. */
struct duty_places {
    int64_t school, household;
};

/* The posts a duty goes through: chain[0] first, the next when it is overdue, and so on. */
struct duty_posts {
    int64_t first;     /* whose it is by the rules, held or not */
    int64_t chain[16]; /* held posts, without repeats */
    enum role roles[16];
    size_t count;
};

struct duty_row {
    int64_t id; /* 0: not stored yet */
    const char *kind, *rung, *subject;
    int64_t case_id, child_id, place_id, record_id, event_id, plan_id;
    int64_t post_id, first_post, level, days;
    const char *since, *due;
    const char *state, *done_on; /* done_on is "" while open */
    const char *why;             /* JSON */
};

/* The post of a rule at these places; *post_id is 0 when there is none. */
bool duty_post(struct store *store, const struct policy_post *post, const struct duty_places *places,
               int64_t *post_id, struct error *err);

/*
 * Whose a duty is: by its rung, or post_id when that is not 0, then those above. Posts that
 * nobody holds on today are left out; posts->count is 0 when nobody holds any.
 */
bool duty_chain(struct store *store, const struct policy_rung *rung, int64_t post_id,
                const struct duty_places *places, const char *today, struct duty_posts *posts,
                struct error *err);

/*
 * The same for what must not be nobody's, a child's case above all: the county's education
 * section is everybody's last, and where that is not held either the first keeps it.
 */
bool duty_chain_whole(struct store *store, const struct policy_rung *rung, int64_t post_id,
                      const struct duty_places *places, const char *today,
                      struct duty_posts *posts, struct error *err);

/*
 * The days on which a duty that was due on last and lives until end went to the next post:
 * at most steps of them; unit says which days count. In the arena.
 */
size_t duty_climbs(const struct calendar *calendar, enum period_unit unit, const char *last,
                   const char *end, size_t steps, struct arena *arena, const char ***days);

/* Reads the duty of a subject; row->id is 0 when there is none. */
bool duty_row_find(struct store *store, const char *subject, struct arena *arena,
                   struct duty_row *row, struct error *err);

/* Stores a duty that is new (old->id is 0) or differs from what is stored; its id in row. */
bool duty_row_write(struct store *store, const struct duty_row *old, struct duty_row *row,
                    struct error *err);

/* Ends a stored duty. */
bool duty_row_void(struct store *store, int64_t id, const char *today, struct error *err);

/* Who takes part in a duty, beside the post whose it is: these, and nobody who did before. */
bool duty_row_with(struct store *store, int64_t duty_id, const struct policy_posts *with,
                   const struct duty_places *places, struct error *err);

/*
 * The days of a period one by one as duty.why lists them: each with its number among those that
 * the unit counts, or the reason for which it does not count. The first is the day it is counted
 * from, and has the reason "since".
 */
const char *duty_counted_days(const struct calendar *calendar, enum period_unit unit,
                              const char *from, const char *last, struct arena *arena);

/* A text as JSON writes it, with its quotes. */
const char *duty_json(struct arena *arena, const char *text);

#endif
