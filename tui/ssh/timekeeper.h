/*
 * The clerk's process: what time does. Each minute, and soon after anybody's
 * change, duties are brought to today; then committed pages go from the log into
 * the database, which no other process of the server may do. Papers that wait for the
 * county's printer are handed to it.
 */
#ifndef TUI_SSH_TIMEKEEPER_H
#define TUI_SSH_TIMEKEEPER_H

#include "tui/session.h"

/* The life of the process; ends it. */
_Noreturn void timekeeper_run(const struct session_setting *setting);

#endif
