/* Completing a record: from here on it is a document, and the case knows it. */
#ifndef FORMS_COMPLETE_H
#define FORMS_COMPLETE_H

#include "forms/filling/answers.h"

/*
 * Freezes a record whose answers are all good: it takes the next number of its series, appends the
 * case events that its form names, is sent to its recipients where it is a report, a copy each, and
 * leaves a line to those its form goes to; all of it in one transaction, or nothing. A correction
 * keeps the number, and tells the case why it was made: what else it says has happened once.
 * permit: MAY_FILL_FORM at what it is about, MAY_SEND_REPORT for a report. ERROR_INVALID while
 * something is missing; ERROR_CONFLICT when it is complete already.
 */
bool complete_record(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t record_id, struct error *err);

#endif
