/* One client as its net sees it: shared by net.c, signin.c and channel.c, and nobody else. */
#ifndef TUI_SSH_CONNECTION_H
#define TUI_SSH_CONNECTION_H

#include "tui/ssh/link.h"
#include "tui/ssh/message.h"
#include "tui/ssh/net.h"

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>

/* Bytes on their way; first in, first out. */
struct bytes {
    char *data;
    size_t length, room;
};

struct connection {
    ssh_session ssh;
    ssh_channel channel; /* the one session channel; NULL until it is opened */
    struct net_ends ends;
    int64_t deadline; /* of signing in, by process_clock() */

    bool signed_in;
    const char *farewell;    /* catalogue key of the sentence to disconnect with */
    struct link_start start; /* what was asked for so far */
    bool asked;              /* a shell, a command or files: the session may begin */

    int session;         /* socket to it; -1: there is none (yet, or any more) */
    struct bytes typed;  /* for the session */
    struct bytes shown;  /* for the client */
    struct bytes errors; /* for the client's standard error */
    bool resized;        /* the session has not been told yet */
    bool typed_all;      /* the client has closed its input */
    bool told_all;       /* and the session knows */
    uint32_t carried;    /* messages of the session that the client does not have yet */
    int budget;          /* bytes that may be under way before the next frame */

    bool ending;     /* the session has said its last word */
    int status;      /* which the client's ssh ends with */
    bool closed;     /* we have closed the channel */
    int64_t hang_up; /* when we stop waiting for the client to close it too */
};

/* signin.c: who it is. */
void signin_listen(struct connection *connection);

/* channel.c: what it wants, and what goes back and forth. */
void channel_listen(struct connection *connection);
/* Moves all that can be moved now between client and session. */
void channel_move(struct connection *connection);
/* Milliseconds after which channel_move() has something to see to; -1: when something comes. */
int channel_wait(const struct connection *connection);
/* What poll() should wait for on the session's socket. */
short channel_events(const struct connection *connection);

/* Writes a sentence in the three languages, one below the other, into text. */
void connection_sentence(const char *key, char *text, size_t size);

#endif
