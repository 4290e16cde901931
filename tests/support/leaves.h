/* The class teacher's verbs of leave, said briefly; a refusal leaves its reason in the fixture's err. */
#ifndef TESTS_SUPPORT_LEAVES_H
#define TESTS_SUPPORT_LEAVES_H

#include "core/days/absence.h"
#include "core/days/leave.h"
#include "tests/support/work.h"

/* An illness that the mother tells of. */
struct leave a_leave(struct work *work, enum county_child child, const char *first,
                     const char *last);

/* Enters it; 0 when it is refused. */
int64_t leave_asked(struct work *work, enum county_child child, const char *first,
                    const char *last);

bool leave_moved(struct work *work, int64_t id, const char *last);
bool leave_ended(struct work *work, int64_t id);
bool leave_withdrawn(struct work *work, int64_t id);

/* Reports today with 李示例 as said. */
bool report_li(struct work *work, enum absence_kind kind);

/* As it is stored. */
struct leave leave_now(struct work *work, int64_t id);

/* What 李示例 is marked as on a day; "" when not absent. */
const char *kind_on(struct work *work, const char *day);

#endif
