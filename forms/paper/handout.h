/* Papers that a person makes: as PDF, into their folder (core/outbox/outbox.h). */
#ifndef FORMS_PAPER_HANDOUT_H
#define FORMS_PAPER_HANDOUT_H

#include "core/store/store.h"
#include "forms/filling/answers.h"
#include "forms/paper/pdf_list.h"

/* Who makes it, in which language, and the moment that it says: "2026-09-17 14:03". */
struct handout_maker {
    struct store *store;
    const struct actor *actor;
    enum language language;
    const char *when;
};

/*
 * Prints records into one file of the maker's folder, as many copies of each as its form has; says
 * the paper's number there. count is 1 at least; the file is named by the form, and by whom or what
 * the record is about when there is only one. What can be wrong: as outbox_put().
 */
bool handout_records(const struct handout_maker *maker, const struct form_record *records,
                     size_t count, int64_t *paper_id, struct error *err);

/* The same with a list, in which the children stand, each once. */
bool handout_list(const struct handout_maker *maker, const struct pdf_table *table,
                  const int64_t *children, size_t child_count, int64_t *paper_id,
                  struct error *err);

#endif
