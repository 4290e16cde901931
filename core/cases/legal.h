/*
 * Steps with legal effect (D4, A13, Y11, N2): criticism, notices, orders, decisions, court papers.
 *
 * Their order, who takes them and how long the family has to comply are the county's policy. Each
 * has its paper: a number, the day and the way of its service, and what came back. None is left
 * out silently: a step is skipped with a reason, on the word of a post that the policy names.
 */
#ifndef CORE_LEGAL_H
#define CORE_LEGAL_H

#include "core/cases/casefile.h"
#include "core/rules/policy.h"

enum legal_state {
    LEGAL_AHEAD, /* earlier steps come first */
    LEGAL_NEXT,  /* may be taken now */
    LEGAL_ASKED, /* somebody asked to leave it out; may be taken all the same */
    LEGAL_SKIPPED,
    LEGAL_TAKEN
};

/* A step of a case: the policy's, and what became of it. */
struct legal_row {
    const struct policy_step *step;
    enum legal_state state;
    const char *day;      /* of its service, or when it was skipped; "" before */
    const char *number;   /* of the paper */
    const char *how;      /* "in_person", "posted": the catalogue has "served.in_person" */
    const char *reply_by; /* until when the family is to comply; "" when nothing is set */
    const char *reply;    /* "complied", "refused", "none"; "" while nothing came */
    const char *reply_day;
    const char *note;  /* of the step, or why it was or is to be left out */
    int64_t record_id; /* the form whose service it was; 0 for none */
};

/* The steps of a case in the order of the policy that it began under (policy_of()), as they stand
   since the child was at school last: who stays away again is asked anew. Through the actor's
   views. */
bool legal_list(struct store *store, const struct policy *policy, int64_t case_id,
                struct arena *arena, struct legal_row **rows, size_t *count, struct error *err);

/* How a paper is served: "in_person", "family", "posted", "left", "announced", "spoken"; NULL past
   the last. The catalogue has "served.in_person". */
const char *legal_how(size_t index);

/* What came back: "complied", "refused", "none"; NULL past the last. The catalogue has
   "reply.complied". */
const char *legal_reply(size_t index);

struct legal_paper {
    int64_t case_id;
    const char *event;  /* "order.served" */
    const char *day;    /* of service; not later than today */
    const char *number; /* may not be empty, unless how is "spoken" */
    const char *how;
    const char *note;
    int64_t record_id; /* the form that tells it; 0 for none */
};

/*
 * Takes a step. ERROR_CONFLICT while an earlier one is neither taken nor skipped, or when this one
 * is taken; ERROR_DENIED unless the actor has a role that the policy names for it, at the case.
 */
bool legal_take(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, const struct legal_paper *paper, struct error *err);

/*
 * Until when the family has to comply with a step that is served on a day; "" when the county sets
 * no time, or has no such step. Inside a verb's transaction; in the arena.
 */
bool legal_reply_by(struct store *store, const struct policy *policy, int64_t case_id,
                    const char *event, const char *day, struct arena *arena, const char **last,
                    struct error *err);

/* What came back on a step that was taken. permit: MAY_RECORD_EVENT. */
bool legal_answer(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, int64_t case_id, const char *event, const char *reply,
                  const char *day, const char *note, struct error *err);

/* Asks to leave out the next step; those whose word it takes get a line. The reason may not be
   empty. permit: MAY_RECORD_EVENT. */
bool legal_ask_skip(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t case_id, const char *event, const char *reason,
                    struct error *err);

/* Leaves it out. permit: MAY_SKIP_STEP, with a role that the policy names. The reason may be empty
   when somebody asked with one. */
bool legal_skip(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, int64_t case_id, const char *event, const char *reason,
                struct error *err);

#endif
