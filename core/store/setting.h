/* What a county has once: its policy, the last day that the clerk worked, the rules of its search keys. */
#ifndef CORE_SETTING_H
#define CORE_SETTING_H

#include "core/store/store.h"

/* *value is "" when there is no such setting. In the arena. */
bool setting_read(struct store *store, const char *name, struct arena *arena, const char **value,
                  struct error *err);

/* Inside the caller's transaction. */
bool setting_keep(struct store *store, const char *name, const char *value, struct error *err);

#endif
