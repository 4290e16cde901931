/*
 * A conversation over SFTP, version 3 (draft-ietf-secsh-filexfer-02), about one
 * person's folder (tui/ssh/folder.h). It knows no network: bytes are handed in as
 * they come, and answers are handed to a function.
 *
 * What it keeps is bounded, whatever a client sends: one packet of at most
 * PACKET_MOST bytes, HANDLES_MOST open handles (tui/ssh/handle.h).
 */
#ifndef TUI_SSH_SFTP_H
#define TUI_SSH_SFTP_H

#include "i18n/catalogue.h"
#include "tui/ssh/folder.h"

struct sftp;

/* Sends the bytes of an answer; false when the client is gone. */
typedef bool sftp_send(void *to, const char *bytes, size_t length);

/* The folder stays the caller's and may change between two calls, as may what the actor may do. */
struct sftp *sftp_begin(const struct folder *folder, enum language language, sftp_send *send,
                        void *to);

/* Takes bytes, answers each packet that is whole. False when it is over: the client is gone, or
   what came is no SFTP. */
bool sftp_take(struct sftp *sftp, const char *bytes, size_t length);

/* What did not come in whole is gone. */
void sftp_end(struct sftp *sftp);

#endif
