/*
 * One person at work, from signing in to signing out: the store cut to what
 * they may see, their language, their day, their screens.
 *
 * A session waits for nobody but its person: no transaction, lock or statement
 * is open while it waits. All input that has arrived is handled before anything
 * is drawn, and one frame at most is on its way.
 */
#ifndef TUI_SESSION_H
#define TUI_SESSION_H

#include "tui/ssh/link.h"

struct forms;
struct policy;

/* What every session of a server has in common; made before any fork. */
struct session_setting {
    const char *folder;          /* of the county */
    const char *port;            /* that people come in by */
    const struct policy *policy; /* its rules; NULL while the county has none */
    const struct forms *forms;   /* its forms (forms/form.h) */
    const char *today;           /* of --today; NULL: the day of the machine's clock */
};

/*
 * Shows the screens until the person leaves or the link ends, then says goodbye
 * over the link (link_end()). Opens the store itself: call it after the fork.
 * The account is the one the gate verified; the exit status is returned.
 */
int session_run(struct session_link *link, const struct session_setting *setting);

#endif
