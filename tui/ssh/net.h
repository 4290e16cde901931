/*
 * A net: the process that speaks SSH with one client. It has the host key, its
 * client's socket, one line to the gate, one to the monitor and, once somebody
 * is signed in, one to their session. It opens no file and knows no record.
 *
 * libssh sets almost no limits; those of this program are all here: the time to
 * sign in, the sizes of what a client may name, one channel, one program on it.
 */
#ifndef TUI_SSH_NET_H
#define TUI_SSH_NET_H

#include "core/base/error.h"

struct ssh_key_struct;
struct ssh_bind_struct;

/*
 * Readies libssh with the key and the algorithms that clients may choose from,
 * and goes through one handshake with itself, so that every net begins with
 * what that taught it, in memory that all share. Takes the key over. NULL on failure.
 */
struct ssh_bind_struct *net_prepare(struct ssh_key_struct *key, struct error *err);

/* Forgets the host key: for a child that is no net. */
void net_forget(struct ssh_bind_struct *bind);

struct net_ends {
    int client;  /* the TCP connection */
    int gate;    /* struct wire_question out, enum wire_answer in */
    int monitor; /* struct link_start out; enum wire_begun and the session's socket in */
};

enum {
    NET_SIGN_IN_SECONDS = 60
};

/* The life of the process; ends it. */
_Noreturn void net_run(struct ssh_bind_struct *bind, const struct net_ends *ends);

#endif
