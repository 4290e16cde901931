/*
 * Where a child was seen: what a line says of its children, by day (D 3(2), H7).
 *
 * Two lines report the same child, each for itself: the household line the children who live in
 * its groups, the school line those in its classes. What was said is never changed, only followed
 * by a newer word; nothing here shows one line what the other has said (core/days/lines.h does, to
 * those who see the child). A class's day (core/days/absence.h) is the school line's word, too.
 */
#ifndef CORE_SIGHTING_H
#define CORE_SIGHTING_H

#include "core/posts/permit.h"
#include "core/rules/policy.h"
#include "core/store/store.h"

enum {
    SIGHTING_DAYS_BACK = 14 /* how long what was seen can still be typed */
};

/* What can be said, by the digit that says it, counted from 0: "at_school", "at_home", ...; the
   catalogue has "sighting.at_school". */
enum {
    SIGHTING_WORDS = 6
};
extern const char *const sighting_words[SIGHTING_WORDS];

/* "household" or "school". */
const char *sighting_line_name(enum line line);

struct sighting {
    int64_t child_id;
    const char *word; /* one of sighting_words */
    const char *note; /* NULL or "" for none */
};

/*
 * Says where children were on a day. permit: MAY_REPORT_SIGHTING at each child's group
 * (household line) or class (school line). ERROR_INVALID for a day to come or one
 * longer back than SIGHTING_DAYS_BACK, a word there is not, or a child that the line does not
 * have. One row of the trail a child; what their schools have to settle is derived anew. All of
 * it stands, or nothing.
 */
bool sighting_report(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, enum line line, const char *day,
                     const struct sighting *rows, size_t count, struct error *err);

/*
 * Says one thing of all children of school age at a place, or below, of whom the line has said
 * nothing for the day; *count says of how many.
 */
bool sighting_report_rest(struct store *store, const struct policy *policy,
                          const struct actor *actor, const char *today, enum line line,
                          const char *day, int64_t place_id, const char *word, size_t *count,
                          struct error *err);

/* The places of the actor's posts that report for a line, as a JSON array: "[3,17]"; "[]" when
   none does. */
const char *sighting_places(const struct actor *actor, enum line line, struct arena *arena);

/* A child of a line, with what the line said last. */
struct sighting_row {
    int64_t child_id, place_id; /* its group or class */
    const char *name_zh, *name_ug, *born;
    const char *place_zh, *place_ug;
    const char *above_zh, *above_ug;   /* the village, or the school */
    const char *head;                  /* of the household; "" in the school line */
    int64_t number;                    /* of its page, or in its class; 0 for none */
    const char *word, *seen_on, *note; /* "" while nothing was said */
    bool said;                         /* on the day itself */
};

enum sighting_order {
    SIGHTING_OLDEST_FIRST, /* by the word before the day's: saying one moves no row */
    SIGHTING_BY_PLACE      /* group, household and line; class and number */
};

struct sighting_filter {
    enum line line;
    const char *places; /* a JSON array: these and all below */
    const char *day;
    const char *typed; /* "" or what the name begins with: a child's, a village's or a school's */
    enum sighting_order order;
};

struct sighting_counts {
    int64_t total, said; /* of school age; spoken of on the day */
};

/* A page of the children of school age at these places, as the line knows them. */
bool sighting_list(struct store *store, const struct policy *policy,
                   const struct sighting_filter *filter, struct page page, struct arena *arena,
                   struct sighting_row **rows, size_t *count, struct sighting_counts *counts,
                   struct error *err);

#endif
