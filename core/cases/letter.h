/*
 * The register of letters (协查函): those from other places (Y3) and those to
 * them about a case (Y9), each with its reply deadline and its answer.
 *
 * Held by the bureau's education section; schools and townships see what is about
 * children in their sight. An outgoing letter and its answer are events of its case.
 */
#ifndef CORE_LETTER_H
#define CORE_LETTER_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

struct letter {
    int64_t id, child_id, case_id; /* child and case are 0 while not known here */
    const char *direction;         /* "in", "out" */
    const char *way;               /* letter_way() of an outgoing one, "" of an incoming one */
    const char *office, *number;   /* who wrote it or to whom it went; its number, as written */
    const char *day;               /* received or sent on */
    const char *about;             /* the child in the letter's own words */
    const char *asks;
    const char *reply_due;           /* "" in a new one: the county's time */
    const char *replied_on, *answer; /* "" until it is answered */
    const char *result;              /* "" until then; "answered", of ours letter_result() */

    /* Set by letter_read() and letter_list(). */
    const char *name_zh, *name_ug, *case_number; /* of the child and the case; "" for none */
    const char *person_zh, *person_ug;           /* who received or sent it */
    const char *answered_zh, *answered_ug;       /* who answered, or typed the answer */
};

/* "city", "province", "elsewhere"; NULL past the last. The catalogue has "letter.way.city". */
const char *letter_way(size_t index);
/* "accepted", "refused"; NULL past the last. The catalogue has "letter.result.accepted". */
const char *letter_result(size_t index);

/*
 * Enters a letter from another place. permit: MAY_KEEP_LETTERS. ERROR_INVALID without who wrote
 * it, which child, or what is asked; and for days that are none or the wrong way round.
 */
bool letter_receive(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, const struct letter *letter, int64_t *id,
                    struct error *err);

/* Enters a letter that was sent about letter->case_id: the event letter.sent. As above. */
bool letter_send(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, const struct letter *letter, int64_t *id, struct error *err);

/*
 * What was answered, on a day: by us to an incoming letter (result "answered"), by them to ours
 * ("accepted" or "refused", the event letter.answered). permit: MAY_KEEP_LETTERS.
 * ERROR_CONFLICT when it was answered before; ERROR_INVALID without an answer.
 */
bool letter_answer(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t letter_id, const char *day, const char *result,
                   const char *answer, struct error *err);

/* Says which child an incoming letter is about, by ID number. permit: MAY_KEEP_LETTERS.
   ERROR_MISSING when no child has the number. */
bool letter_link(struct store *store, const struct actor *actor, int64_t letter_id,
                 const char *id_number, struct error *err);

/* ERROR_MISSING when there is none, or none in sight. */
bool letter_read(struct store *store, int64_t letter_id, struct arena *arena,
                 struct letter *letter, struct error *err);

struct letter_filter {
    const char *direction; /* "in", "out"; "" for both */
    bool waiting;          /* not answered yet */
    bool late;             /* and its day has passed */
    int64_t child_id;      /* 0 for every child */
    const char *typed;     /* part of an office, a number or a name; "" for all */
};

/* One page: what waits first, by its day; then the newest. *total: all that the filter passes. */
bool letter_list(struct store *store, const char *today, const struct letter_filter *filter,
                 struct page page, struct arena *arena, struct letter **rows, size_t *count,
                 int64_t *total, struct error *err);

#endif
