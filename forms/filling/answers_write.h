/* What answers.c, answers_begin.c, complete.c and correct.c write alike. For these alone, inside their
   transactions. */
#ifndef FORMS_ANSWERS_WRITE_H
#define FORMS_ANSWERS_WRITE_H

#include "forms/filling/answers.h"

/* One answer, in place of the one before. */
bool answers_write(struct store *store, const struct actor *actor, int64_t record_id,
                   const char *field, const char *value, bool prefilled, struct error *err);

/* A record to be put in: a new one, or one that puts another right. */
struct answers_new {
    const struct form *form;
    int64_t child_id, case_id, place_id, duty_id, post_id; /* 0 where there is none */
    int64_t corrects;                                      /* the record that it puts right, or 0 */
    const char *reason;                                    /* why; "" for none */
};

/* Puts in the record, with its definition, and without answers. */
bool answers_insert(struct store *store, const struct actor *actor, const struct answers_new *new,
                    int64_t *record_id, struct error *err);

/* A list may know what the field's kind refuses (a foreign number): then "". */
const char *answers_usable(const struct form_field *field, const char *value, const char *today);

/* The row of the trail; detail is JSON or NULL. */
bool answers_audit(struct store *store, const struct actor *actor, const char *action,
                   int64_t record_id, int64_t child_id, const char *detail, struct error *err);

#endif
