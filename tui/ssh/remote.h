/* ssh HOST COMMAND: a command of the table, asked for by a person who has signed in. */
#ifndef TUI_SSH_REMOTE_H
#define TUI_SSH_REMOTE_H

#include "tui/ssh/link.h"

struct session_setting;

/*
 * Runs the command of link->start: its input, output and errors are the client's,
 * its store is cut to what the person may see. Returns the exit status; the
 * caller ends the link with it.
 */
int remote_run(struct session_link *link, const struct session_setting *setting);

enum {
    REMOTE_WORDS_MOST = 32
};

/*
 * Cuts a line into words as a shell does: quotes of both kinds and backslashes.
 * Writes over the line. -1 when a quote is open at its end or there are too many.
 */
int remote_words(char *line, const char *words[static REMOTE_WORDS_MOST]);

#endif
