/*
 * Hands papers to the county's printer, for the clerk: one at a time, through the
 * program lp of CUPS. The clerk never waits for it: each turn looks how far it is.
 */
#ifndef TUI_SSH_PRINTER_H
#define TUI_SSH_PRINTER_H

#include "core/store/store.h"

#include <sys/types.h>

enum {
    PRINTER_SECONDS = 30 /* lp may take, then it is ended */
};

struct printer {
    int64_t seconds; /* PRINTER_SECONDS; tests have less time */
    pid_t process;   /* lp; 0: nothing is under way */
    int64_t paper;   /* that it was given */
    int64_t end;     /* by process_clock() */
    int said;        /* a file in memory: what lp had to say */
};

/* Looks what became of the paper that is under way, or begins with the next that waits. */
void printer_turn(struct printer *printer, struct store *store, const char *today);

#endif
