/*
 * The two lines side by side: only the children of whom they say different things (D 3(2)).
 *
 * Nothing is kept here: a row is there while the newest words of the household line and of the
 * school line cannot both be so, or one of the lines does not know the child at all; a newer word
 * that agrees takes it away. What each line says is in core/days/sighting.h. It is read through the
 * actor's views: who sees the child sees both words.
 */
#ifndef CORE_LINES_H
#define CORE_LINES_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

/*
 * What a line says of a child now: a word of sighting.h; of the school line also "absent" and
 * "leave" by the class's day, and the roll's "suspended", "transferred_out", "delayed"; "silent"
 * while it has said nothing; "no_class" and "no_home" when it does not have the child. The
 * catalogue has "sighting.absent" and so on.
 */
struct line_word {
    const char *word, *seen_on, *note;        /* "" where there is none */
    const char *role, *person_zh, *person_ug; /* who said it; "" where nobody did */
    const char *place_zh, *place_ug;          /* group or class; "" when the line has it in none */
    const char *above_zh, *above_ug;          /* its village or school */
};

struct lines_row {
    int64_t child_id, case_id; /* the case that is not closed; 0 for none */
    const char *name_zh, *name_ug;
    struct line_word school, household;
    const char *since; /* the day from which both have spoken so; "" when one never spoke */
};

/* Which ones: the places of the two lines, 0 for all. */
struct lines_filter {
    int64_t school_id, township_id;
    const char *kind;  /* "differ": both know the child; "no_class"; "no_home"; "": all */
    const char *typed; /* "" or what the name begins with: a child's, a school's, a village's, or
                          a township's */
};

/* A page of the children on whom the lines disagree, the longest first; *total counts all. */
bool lines_list(struct store *store, const struct policy *policy, const char *today,
                const struct lines_filter *filter, struct page page, struct arena *arena,
                struct lines_row **rows, size_t *count, int64_t *total, struct error *err);

/*
 * Of the children in a school's classes: on how many of them without a case both lines have
 * spoken differently, and since when (the oldest of them; "" for none). In the arena. For
 * core/duties/standing_lines.c, inside its transaction.
 */
bool lines_of_school(struct store *store, int64_t school_id, struct arena *arena, int64_t *rows,
                     const char **since, struct error *err);

/*
 * The kind of case that the policy has for such a child: of one that no school has, the kind that
 * settles "not_enrolled"; of one in a class, the kind that settles "never_present". NULL when it
 * is no matter for a case: the register lacks the child.
 */
const char *lines_case_kind(const struct policy *policy, const struct lines_row *row);

/*
 * Opens a case for a child on the board, with how the matter was found out: the school no longer
 * has to settle the row, the case goes on with it. permit and errors: casefile_open().
 */
bool lines_open_case(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, const struct lines_row *row, const char *note,
                     int64_t *case_id, struct error *err);

#endif
