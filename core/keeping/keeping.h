/*
 * How long things are kept (requirements 10): what goes when, by the county's rules.
 *
 * A thing is kept until a day, and goes on the next. It does not go before it was told
 * (keeper.h) for KEEPING_NOTICE days, nor while somebody holds it back (hold.h), nor ever
 * while it is still worked with: a case that is open, a plan that stands, a letter that
 * waits for its answer. Who has come of age goes whole, with cases that were closed.
 */
#ifndef CORE_KEEPING_H
#define CORE_KEEPING_H

#include "core/rules/policy.h"
#include "core/store/store.h"

enum {
    KEEPING_NOTICE = 30, /* days for which a thing is told before it goes */
    KEEPING_MONTHS = 3,  /* that are looked ahead */
    ADULT_MONTHS = 18 * 12
};

/* Something that will go. Its subject and id name it in the tables and in the trail. */
struct keeping_item {
    enum policy_kept what;
    int64_t id;             /* of the child, the case, the letter or the record */
    int64_t child_id;       /* 0: about a place, or a child who is not known here */
    const char *told_on;    /* "" while nobody was told */
    const char *held_until; /* "" unless it is held back */
    const char *due_on;     /* by its rule, and when it has been told for long enough */
    const char *goes_on;    /* the same, or the day after it was held back */
    const struct policy_keeping *rule;
};

/* "child", "case", "letter", "record". */
const char *keeping_subject(enum policy_kept what);
bool keeping_find_subject(const char *subject, enum policy_kept *what);

/* All that is due until a day, that day included, the first first; what is held back among it,
   whenever it goes. In the arena. */
bool keeping_list(struct store *store, const struct policy *policy, const char *today,
                  const char *until, struct arena *arena, struct keeping_item **items,
                  size_t *count, struct error *err);

/*
 * One thing; *found is false while its time is not set: it is not closed, answered or
 * complete, nobody's birthday is known, or the county keeps it for ever. Does not ask
 * whether it is still worked with: erase.h does.
 */
bool keeping_find(struct store *store, const struct policy *policy, const char *today,
                  enum policy_kept what, int64_t id, struct arena *arena,
                  struct keeping_item *item, bool *found, struct error *err);

/* What a child's or a case's own page says: the item when it was told, and goes within
   KEEPING_NOTICE days. */
bool keeping_near(struct store *store, const struct policy *policy, const char *today,
                  enum policy_kept what, int64_t id, struct arena *arena,
                  struct keeping_item *item, bool *found, struct error *err);

/* How people call it. */
struct keeping_about {
    const char *name_zh, *name_ug; /* of the child, or the place that a paper is about */
    const char *number;            /* of the case; the office that wrote; "" of the others */
    const char *form;              /* of a paper: the catalogue of forms has its name; else "" */
    int64_t place_id, case_id;     /* where it is seen; 0: nowhere of its own */
};

bool keeping_about(struct store *store, const struct keeping_item *item, struct arena *arena,
                   struct keeping_about *about, struct error *err);

/* The last of the days that are looked ahead. In the arena. */
const char *keeping_horizon(const char *today, struct arena *arena);

#endif
