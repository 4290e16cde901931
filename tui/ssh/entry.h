/*
 * Where a session begins: the process goes into its box, then shows the screens,
 * runs a command or serves files. Who it is for, the gate has verified.
 */
#ifndef TUI_SSH_ENTRY_H
#define TUI_SSH_ENTRY_H

#include "tui/session.h"

/* The life of the process; ends it. socket leads to the net. */
_Noreturn void entry_run(const struct link_start *start, int socket,
                         const struct session_setting *setting);

#endif
