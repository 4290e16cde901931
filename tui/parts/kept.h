/* What is kept for a time, in the person's words: on a thing's own page, and in the lists of what goes. */
#ifndef TUI_PARTS_KEPT_H
#define TUI_PARTS_KEPT_H

#include "core/keeping/keeping.h"
#include "tui/screen.h"

/* One line for the page of a child or a case that goes soon; "" for one that does not. In load(). */
bool kept_line(struct visit *visit, enum policy_kept what, int64_t id, const char **line,
               struct error *err);

/* Whose it is, or what: the child, else the place or the office. */
const char *kept_name(struct visit *visit, const struct keeping_about *about);

/* All that is due within the months ahead, of one kind (KEPT_COUNT: any) and of one month ("2026-10";
   "": any). */
bool kept_list(struct visit *visit, enum policy_kept what, const char *month,
               struct keeping_item **items, size_t *count, struct error *err);

#endif
