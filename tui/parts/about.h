/*
 * What the papers of a screen are about: a case, a child or a place. The same
 * screens stand under "case/3", "child/7" and "place/2"; the route says which.
 */
#ifndef TUI_ABOUT_H
#define TUI_ABOUT_H

#include "forms/filling/answers.h"
#include "tui/screen.h"

/* What the route of the visit begins with; its one id is set. */
struct record_start about_of(struct visit *visit);

/* Where it is: "case/3", "child/7", "place/2"; in the visit's arena. */
const char *about_route(struct visit *visit, const struct record_start *about);

/* Whether the person may begin the form there. */
bool about_offers(struct visit *visit, const struct record_start *about, const struct form *form,
                  bool *offered, struct error *err);

/*
 * Where a paper that is about to be begun stands already: one whose service is a step of the case
 * is written once and waits to be served, and who may write none sees the step. In *route, in the
 * visit's arena; NULL when it is to be begun.
 */
bool about_waiting(struct visit *visit, const struct record_start *start, const char **route,
                   struct error *err);

/* Puts on record that the person is about to see a record: in load(), as visit_look(). */
bool about_look(struct visit *visit, const struct form_record *record, struct error *err);

#endif
