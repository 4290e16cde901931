/*
 * Entries of the roll: where a child is enrolled, as the national system says.
 * Here entries are found and added; permits and the trail are the verbs' (core/lists/roll.h).
 */
#ifndef CORE_ENROLMENT_H
#define CORE_ENROLMENT_H

#include "core/store/store.h"

struct enrolment {
    int64_t id, child_id;
    const char *student_number, *id_number, *name_zh, *name_ug, *sex, *born;
    int64_t school_id, class_id; /* class_id 0: none is known */
    int grade;
    const char *status, *guardian, *phone;
    const char *removed_on; /* "" while it is on the roll */
};

/*
 * A row of a query for id, child_id, student_number, id_number, name_zh, name_ug, sex, born,
 * school_id, class_id, grade, status, guardian, phone and removed_on, in this order.
 */
struct enrolment enrolment_read(const struct query *query, struct arena *arena);

/*
 * The entry that says the same thing as this one: of the same student number; or,
 * where one of them has none, of the same ID number; or, without either, of the
 * same name and day of birth at the same school. entry->id is 0 when there is none.
 * One ID number under two student numbers is two entries: a comparison's matter.
 */
bool enrolment_find(struct store *store, const struct enrolment *like, struct arena *arena,
                    struct enrolment *entry, struct error *err);

bool enrolment_add(struct store *store, const struct enrolment *entry, int64_t import_id, int64_t *id,
                   struct error *err);

/* Where the entry puts its child: the class (the school while no class is known); who has left
   (transferred out, graduated, ...) stays with the school, in no class. */
int64_t enrolment_place(const struct enrolment *entry);

/*
 * Puts the child where the entry says. Another entry by which the child is at school now goes
 * before. before is the class or school of the entry until now, 0 when it is new.
 */
bool enrolment_settle(struct store *store, const struct enrolment *entry, int64_t before,
                      struct error *err);

#endif
