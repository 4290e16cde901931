/*
 * The subsystem "sftp": a person fetches their papers, and who imports brings the files,
 * with any SFTP client. A session like that of a command, whose streams carry the protocol (tui/ssh/sftp.h).
 */
#ifndef TUI_SSH_FILES_H
#define TUI_SSH_FILES_H

#include "tui/ssh/link.h"

struct session_setting;

/* Serves until the client leaves, is away too long, or its person is to go. Returns the exit
   status; the caller ends the link with it. */
int files_run(struct session_link *link, const struct session_setting *setting);

#endif
