/* What a timeline's statements with a day do: each is a verb of the program. */
#ifndef CORE_REHEARSE_ACT_H
#define CORE_REHEARSE_ACT_H

#include "core/rehearse/stage.h"

/*
 * Does what a statement says on its day. False with *refused true when the county's rules or the
 * program refuse it, and why in *err; false with *refused false when it is no statement.
 */
bool act(struct stage *stage, const struct statement *statement, bool *refused, struct error *err);

/* Whether it only says how a day is reported ("absent", "leave", "late", "silent"): nothing to do. */
bool act_is_report(const struct statement *statement);

/* The classes' reports of a day, where school is: who is named as absent is, everybody else came. */
bool act_reports(struct stage *stage, const char *day, struct error *err);

#endif
