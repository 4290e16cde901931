/*
 * What fills a field before anybody types: the paths that a definition's
 * `fill:` may name, and where each value lies.
 *
 * To add a path, add its row to rows[] (fill_rows.c), or to works[] (fill.c) where one query
 * does not do.
 */
#ifndef FORMS_FILL_H
#define FORMS_FILL_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;
struct policy_rung;

/* What a form is filled about. case_id and duty_id are 0 where there is none. */
struct fill_subject {
    const struct policy *policy;
    const struct actor *actor;
    const char *today;
    int64_t child_id, case_id, place_id, duty_id; /* 0 where there is none */
    const char *form;                             /* its name */
    const char *serves;                           /* the step that its service is; "" for none */
};

bool fill_exists(const char *path);

/*
 * The value of a path, "" when it is not known; in the arena. Names come in both scripts
 * (forms/field.h). Called inside a verb's transaction: it reads base tables.
 */
bool fill_value(struct store *store, const struct fill_subject *subject, const char *path,
                struct arena *arena, const char **value, struct error *err);

/* The rung whose report this form is in cases of a kind: the one that it is filled for (rung, ""
   for none), or else the first that asks for it, or else the first that names recipients; NULL when
   none does. */
const struct policy_rung *fill_report_rung(const struct policy *policy, const char *form,
                                           const char *case_kind, const char *rung);

#endif
