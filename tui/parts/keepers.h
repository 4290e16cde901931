/* Who keeps a plan, in words: the role, on which seat or where, and the person. */
#ifndef TUI_KEEPERS_H
#define TUI_KEEPERS_H

#include "core/cases/plan.h"
#include "core/cases/plan_keepers.h"
#include "tui/screen.h"

/* "Paired helper · works 1 · He Shili". In the visit's arena. */
const char *keepers_words(struct visit *visit, const struct plan_keeper *keeper);

/* Of a plan: without the person, who may be another tomorrow. */
const char *keepers_of_plan(struct visit *visit, const struct plan *plan);

#endif
