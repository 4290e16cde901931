/*
 * Plans: what was agreed for a child, with its rhythm and the day it is looked at again.
 *
 * Early watch (A8), pairing (A9), home teaching (A11, Y13, D8), placement after coming back (Y10,
 * D7), delayed entry (A12), help with learning (Y12, N5), aid (Y15): which there are, what papers
 * they need and what must come back in which rhythm is the county's policy. A plan is the sum of
 * its events, which are only added. A beat that was missed is a duty (core/duties/plan_duty.h).
 *
 * Every verb asks whether the actor keeps the plan or answers for a place of the child, writes one
 * audit row and derives the plan's duties anew; nothing is written unless all of it is.
 */
#ifndef CORE_PLAN_H
#define CORE_PLAN_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

enum {
    PLAN_PAPERS_MOST = 2 /* that one plan can need */
};

/* Whether a plan can have such an event by hand, a beat: "contact.phone", "home_teaching.given". */
bool plan_event_known(const char *kind);

/* Whether a plan can need such a paper: "application", "certificate", "assessment", "consent". */
bool plan_paper_known(const char *paper);

struct plan {
    int64_t id, child_id, post_id;
    const char *kind;   /* of the policy's plans */
    const char *state;  /* "asked", "stands", "refused", "ended"; said as "plan.state.asked" */
    const char *reason; /* as it was begun with */
    const char *papers; /* as named then; "" for none */
    const char *begins_on;
    const char *review_on, *ended_on; /* "" for none */
    const char *name_zh, *name_ug;    /* the child's */
    const char *role, *seat;          /* of the post that keeps it; the seat "" for none */
    const char *place_zh, *place_ug;  /* where that post is */
};

struct plan_start {
    int64_t child_id;
    const char *kind;
    const char *begins_on;                /* NULL: today */
    const char *review_on;                /* NULL or "": as long as the policy lets it last */
    const char *reason;                   /* may not be empty */
    int64_t post_id;                      /* who keeps it; 0: the policy's post */
    const char *papers[PLAN_PAPERS_MOST]; /* what was seen, one a paper that the policy needs, in
                                             its order; none of these may be empty */
};

/*
 * Begins a plan: it stands at once, or waits for the word that the policy asks for. ERROR_CONFLICT
 * while the child has one of the kind, ERROR_INVALID when the post is none that may keep it
 * (core/cases/plan_keepers.h). permit, at a place of the child: MAY_KEEP_PLAN.
 */
bool plan_begin(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, const struct plan_start *start, int64_t *plan_id,
                struct error *err);

/* Whether the actor may begin such a plan for the child, and it has none. */
bool plan_may_begin(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t child_id, const char *kind, bool *may,
                    struct error *err);

/* The word that a plan waits for. Only by a holder of the post that the policy names; a refusal
   needs a note. ERROR_CONFLICT when it does not wait. */
bool plan_confirm(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, int64_t plan_id, bool stands, const char *note,
                  struct error *err);

/* Adds what was done for it, on the day it was done. ERROR_CONFLICT unless the plan stands. */
bool plan_done(struct store *store, const struct policy *policy, const struct actor *actor,
               const char *today, int64_t plan_id, const char *kind, const char *day,
               const char *note, struct error *err);

/* It was looked at: goes on until another review, NULL or "" for none any more. The note says how
   the child does, and may not be empty. */
bool plan_review(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, int64_t plan_id, const char *review_on, const char *note,
                 struct error *err);

/*
 * Gives it to another who may keep it, with the reason: what is due goes there, and who sees the
 * child for the plan alone sees it no more. By who answers for a place of the child, not by its
 * keeper. ERROR_CONFLICT when that post keeps it already.
 */
bool plan_hand_over(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t plan_id, int64_t post_id, const char *reason,
                    struct error *err);

/*
 * A plan that the rules' own post keeps goes with its child into another class, school or village;
 * whom people have chosen stays. Both keepers are told, and the trail. The clerk's, inside a
 * transaction.
 */
bool plan_follow(struct store *store, const struct policy *policy, const char *today,
                 int64_t plan_id, struct error *err);

/* Whether the actor may give the plan to another. */
bool plan_may_hand_over(struct store *store, const struct policy *policy, const struct actor *actor,
                        const char *today, int64_t plan_id, bool *may, struct error *err);

/* Ends it, with the reason. */
bool plan_end(struct store *store, const struct policy *policy, const struct actor *actor,
              const char *today, int64_t plan_id, const char *note, struct error *err);

/* Through the actor's views. ERROR_MISSING when there is none, or none in sight. */
bool plan_read(struct store *store, int64_t plan_id, struct arena *arena, struct plan *plan,
               struct error *err);

/* The plans of a child, those that go on first; of all children in sight when child_id is 0, then
   only those that go on. */
bool plan_list(struct store *store, int64_t child_id, struct page page, struct arena *arena,
               struct plan **rows, size_t *count, struct error *err);

struct plan_event {
    int64_t id, typed_at;
    const char *kind; /* "begun", "confirmed", "refused", "handed_over", "followed", "reviewed",
                         "ended", or a beat */
    const char *day, *note, *role;
    const char *person_zh, *person_ug;
};

/* As they were typed. */
bool plan_events(struct store *store, int64_t plan_id, struct page page, struct arena *arena,
                 struct plan_event **rows, size_t *count, struct error *err);

#endif
