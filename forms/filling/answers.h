/*
 * A form as it is filled: a record about a case, a child or a place, and its answers.
 *
 * A record begins with what the lists already know. Every answer is stored by itself, as soon
 * as a person leaves the field; whoever may fill forms for the case may go on with
 * it, and nobody's word is lost to another's. A completed record never changes (also by
 * trigger), and is shown with the definition it was begun with.
 *
 * Every verb asks for MAY_FILL_FORM at the places of what the record is about, of a role
 * that its form names, and writes an audit row that names the field, never what it says.
 */
#ifndef FORMS_ANSWERS_H
#define FORMS_ANSWERS_H

#include "core/posts/permit.h"
#include "core/store/store.h"
#include "forms/form.h"

struct policy;

struct answer {
    const char *value;                 /* "" for none */
    bool prefilled;                    /* filled in for the person, not by one */
    int64_t account_id;                /* whose word it is; 0 when it never had a value */
    int64_t at;                        /* since when */
    const char *person_zh, *person_ug; /* the name of the account; NULL when it never had a value */
};

struct form_record {
    int64_t id, child_id, case_id, place_id, duty_id; /* 0 where there is none */
    const struct form *form;                          /* as it was when the record began, with the rows of its repeats */
    bool complete;
    int64_t began_at, completed_at;
    const char *name_zh, *name_ug;      /* of the child, or else of the place */
    const char *case_number;            /* "" without a case */
    const char *number;                 /* of a paper with legal effect; "" before it is complete */
    int64_t corrects;                   /* the record that it puts right; 0 for none */
    const char *reason;                 /* why; "" for none */
    int64_t corrected_by;               /* the complete record that puts it right; 0 for none */
    const char *served_on;              /* a day; "" while it was not served */
    const char *served_how, *served_to; /* legal_how(); who took it */
    struct answer *answers;             /* one a field, in the order of the form */
};

/* What a record begins with: what its form is about, a case, a child or a place. */
struct record_start {
    const struct form *form;
    int64_t case_id, child_id, place_id;
    int64_t duty_id;   /* what it is filled for; 0 for nothing */
    int64_t keep_from; /* a record of the same form whose answers to "keep" are carried over; 0 */
};

/*
 * Begins a record, filled with what is known, or finds the one of this form, subject and duty that
 * is not complete yet: two people fill one paper, not two. What is about a child goes to the
 * child's case where one is open. ERROR_DENIED at the console: a record has an author.
 * ERROR_INVALID when the form, or the duty, is about something else.
 */
bool answers_begin(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, const struct record_start *start, int64_t *record_id,
                   struct error *err);

/* The record with its form, in the arena. ERROR_MISSING when there is none, or none in sight. */
bool answers_read(struct store *store, int64_t record_id, struct arena *arena,
                  struct form_record *record, struct error *err);

/* An answer that somebody else gave meanwhile. */
struct answer_clash {
    const char *value;                 /* theirs; NULL when there was no clash */
    const char *person_zh, *person_ug; /* who */
};

/*
 * Stores a value (field_read()) for a field of the record as it was read. Calculated fields follow.
 * ERROR_CONFLICT, with clash set, when the answer is no longer the one in record: nothing is
 * written, both are for the person to see. ERROR_CONFLICT, without, when the record is complete.
 */
bool answers_store(struct store *store, const struct actor *actor, const char *today,
                   const struct form_record *record, size_t field, const char *value,
                   struct arena *arena, struct answer_clash *clash, struct error *err);

/* Throws away a record into which nobody has typed anything, or a correction that corrects nothing
   yet; *gone says whether it did. */
bool answers_discard(struct store *store, const struct actor *actor, int64_t record_id, bool *gone,
                     struct error *err);

/* Whether a day is one on which the record was not complete yet. By this machine's clock; on a day
   that is told it ("--today") the clock says nothing. Inside a verb's transaction. */
bool answers_incomplete_on(struct store *store, int64_t record_id, const char *today,
                           const char *day, bool *incomplete, struct error *err);

/* Where a record is opened: "case/3/form/12", "child/7/form/12", "place/2/form/12"; in the arena. */
const char *record_route(const struct form_record *record, struct arena *arena);

/* What the record says in the first field that a fill names; "" when it has no such field. */
const char *answers_filled(const struct form_record *record, const char *fill);

/* The values alone, as checks want them; in the arena. */
const char **answers_values(const struct form_record *record, struct arena *arena);

/* A record among those of a case, a child or a place. */
struct record_line {
    int64_t id;
    const char *form;
    int version;
    bool complete;
    int64_t began_at, completed_at;
    const char *number;                /* "" for none */
    int64_t corrects;                  /* 0 for none */
    const char *person_zh, *person_ug; /* who completed it, or else who began it */
};

/* The records about a case, a child or a place, in the order they were begun. */
bool answers_list(struct store *store, const struct record_start *about, struct arena *arena,
                  struct record_line **rows, size_t *count, struct error *err);

/* A place that papers are about. */
struct place_papers {
    int64_t place_id;
    const char *name_zh, *name_ug;
    int64_t count; /* of papers, complete or not */
};

/* The places of the actor's posts that may fill forms, the schools below them, and those in sight
   that have papers. */
bool answers_places(struct store *store, const struct actor *actor, struct arena *arena,
                    struct place_papers **rows, size_t *count, struct error *err);

#endif
