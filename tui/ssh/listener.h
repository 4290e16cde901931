/* The sockets that clients come to: one for each family of addresses. */
#ifndef TUI_SSH_LISTENER_H
#define TUI_SSH_LISTENER_H

#include "core/base/error.h"
#include "tui/ssh/source.h"

enum {
    LISTENER_SOCKETS = 2
};

struct listener {
    int sockets[LISTENER_SOCKETS]; /* -1: none */
};

/* address NULL: every address of this machine. ERROR_CONFLICT when the port is in use. */
bool listener_open(struct listener *listener, const char *address, const char *port,
                   struct error *err);
void listener_close(struct listener *listener);

/* The next client, and where it comes from; -1 when there is none now. */
int listener_accept(int socket, char address[static SOURCE_SIZE]);

/* Whether the last accept failed because this machine has run out of something. */
bool listener_exhausted(void);

#endif
