/* The wall clock, for *_at columns alone: a business day is always a value handed in. */
#ifndef CORE_CLOCK_H
#define CORE_CLOCK_H

#include <stdint.h>

/* Seconds since 1970-01-01 UTC. */
int64_t clock_now(void);

/* Milliseconds of a clock that nobody can set: for time-outs, never stored. */
int64_t clock_steady(void);

#endif
