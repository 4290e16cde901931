/* Papers that a person makes on a screen: as PDF, into their folder (core/outbox.h). */
#ifndef TUI_HANDOUT_H
#define TUI_HANDOUT_H

#include "forms/answers.h"
#include "forms/paper/pdf_list.h"
#include "tui/screen.h"

/*
 * Prints records in the person's language into one file of their folder; says the paper's number
 * there. count is 1 at least; the file is named by the first. What can be wrong: as outbox_put().
 */
bool handout_records(struct visit *visit, const struct form_record *records, size_t count,
                     int64_t *paper_id, struct error *err);

/* The same with a list, in which the children stand, each once. */
bool handout_list(struct visit *visit, const struct pdf_table *table, const int64_t *children,
                  size_t child_count, int64_t *paper_id, struct error *err);

#endif
