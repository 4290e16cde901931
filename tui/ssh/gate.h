/*
 * The gate: the process that knows whether a password or a key belongs to a
 * name. It keeps the tries, and its two hands, each with the store open, are the
 * only ones that read hashes. What it says to the monitor (struct wire_word) is
 * what makes a session; what a net claims makes none.
 *
 * One limit of libssh 0.10: the signature of a key is checked by the net, for
 * the library does not hand it on. The gate checks that the key is on file.
 */
#ifndef TUI_SSH_GATE_H
#define TUI_SSH_GATE_H

/* The life of the process; ends it. socket leads to the monitor. */
_Noreturn void gate_run(int socket, const char *folder);

#endif
