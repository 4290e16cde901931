/*
 * The monitor: the process that all others come from. It listens, counts and
 * forks. It parses no SSH and opens no database; what reads the network and what
 * reads the records are its children, and meet only over a pair of sockets.
 *
 *     net      for each connection, within the rates of its address
 *     session  for a connection of which the gate has said who it is
 *     gate     one; started again when it ends
 *     clerk    one; started again when it ends
 */
#ifndef TUI_SSH_MONITOR_H
#define TUI_SSH_MONITOR_H

#include "core/base/error.h"
#include "tui/session.h"

struct ssh_bind_struct;

struct server {
    struct session_setting setting;
    const char *address; /* to listen on; NULL: all of this machine */
    const char *port;
    struct ssh_bind_struct *bind; /* of net_prepare() */
    const char *host_key;         /* its fingerprint, for whoever is asked whether it is right */
};

/*
 * Serves until SIGTERM, SIGINT or SIGHUP; then every session is told, and within
 * five seconds every child is gone. False with err set when it cannot begin: the
 * port is in use, the address is none of this machine.
 */
bool monitor_run(const struct server *server, struct error *err);

#endif
