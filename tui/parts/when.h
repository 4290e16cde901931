/* Moments as people read them; days of the calendar are core/base/date.h's and i18n/format.h's. */
#ifndef TUI_WHEN_H
#define TUI_WHEN_H

#include "core/base/arena.h"

#include <stdint.h>

/* A moment of an *_at column by this machine's clock, "2026-09-17 08:30", in the arena. */
const char *when_text(int64_t at, struct arena *arena);

/* The same without the year, and on this very day without the day: "08:30", "09-16 08:30". */
const char *when_near(int64_t at, const char *today, struct arena *arena);

#endif
