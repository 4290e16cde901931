/* What answers.c and answers_begin.c write alike. For these alone, inside their transactions. */
#ifndef FORMS_ANSWERS_WRITE_H
#define FORMS_ANSWERS_WRITE_H

#include "forms/answers.h"

/* One answer, in place of the one before. */
bool answers_write(struct store *store, const struct actor *actor, int64_t record_id,
                   const char *field, const char *value, bool prefilled, struct error *err);

/* The row of the trail; detail is JSON or NULL. */
bool answers_audit(struct store *store, const struct actor *actor, const char *action,
                   int64_t record_id, int64_t child_id, const char *detail, struct error *err);

#endif
