/*
 * A desk with papers on it: the small county under Yi County's rules, whose legal step is the
 * notice of Y11, and two made-up forms, for tests of what becomes of a paper once it is complete.
 *
 * The letter is about a child: numbered, filled by the school's office, told to the principal,
 * signed by its maker and the guardian. The notice is about a case, and its service is the step.
 */
#ifndef TESTS_SUPPORT_DESK_H
#define TESTS_SUPPORT_DESK_H

#include "forms/filling/answers.h"
#include "forms/filling/complete.h"
#include "forms/served/correct.h"
#include "tests/support/work.h"

struct desk {
    struct work work;
    struct forms *forms; /* the program's own */
    const struct form *letter, *notice;
    struct actor teacher, office, principal;
};

struct desk desk_begin(struct fixture *f);
/* The same in a county that is there already, under hutubi's rules. */
struct desk desk_in(struct fixture *f, const struct county *county);
void desk_end(struct desk *desk);

/* Begins a record, as the actor; 0 when it is refused. */
int64_t desk_paper(struct desk *desk, const struct actor *actor, const struct record_start *start);

/* Gives an answer; fails the test when it cannot. */
void desk_say(struct desk *desk, const struct actor *actor, int64_t record_id, const char *field,
              const char *value);

bool desk_complete(struct desk *desk, const struct actor *actor, int64_t record_id);

/* Complete papers: the office's letter about a child, the principal's notice in a case. */
int64_t desk_letter(struct desk *desk, enum county_child child);
int64_t desk_notice(struct desk *desk, int64_t case_id);

/* A completed persuasion record of the teacher's, in a case; a visit that failed. */
int64_t desk_persuasion(struct desk *desk, int64_t case_id);

/* Begins a correction, as the actor; 0 when it is refused. */
int64_t desk_correct(struct desk *desk, const struct actor *actor, int64_t record_id,
                     const char *reason);

/* As it stands, in the fixture's arena. */
struct form_record desk_read(struct desk *desk, int64_t record_id);
const char *desk_value(const struct form_record *record, const char *field);

#endif
