/*
 * The link between a session and its net: what was typed, what is to be shown,
 * over a socket pair, one message a datagram.
 *
 * The session says nothing to the network itself, and the net knows nothing of
 * what it carries. What the session sends is acknowledged when the client has
 * it, so that a slow line slows the drawing down and never piles frames up.
 */
#ifndef TUI_SSH_LINK_H
#define TUI_SSH_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LINK_BYTES_MOST = 16384, /* of one message; longer texts go as several */
    LINK_COLUMNS_LEAST = 20, /* what a client claims is brought between these */
    LINK_COLUMNS_MOST = 500, /* before any part of the program sees it */
    LINK_ROWS_LEAST = 5,
    LINK_ROWS_MOST = 200,
};

/* How a session starts: who, from where, with what terminal, to do what. All of it checked. */
struct link_start {
    int64_t account_id;
    char term[65];      /* letters, digits and "+._-"; "vt100" when the client's was not */
    int columns, rows;  /* clamped */
    bool terminal;      /* the client asked for a terminal */
    bool files;         /* the client asked for SFTP: no screens and no command */
    char command[1025]; /* ssh host COMMAND; "" for the screens */
    char source[64];    /* the client's address */
    char client[129];   /* its SSH identification, printable ASCII */
};

struct session_link {
    struct link_start start; /* columns and rows as they are now */
    int socket;              /* to the net */
    int signals;             /* a signalfd that tells of SIGTERM; -1 for none */
    unsigned waiting;        /* messages the client does not have yet */
    bool gone, stopping, ended_input;
};

enum link_event {
    LINK_QUIET,   /* the time is up, nothing came */
    LINK_TYPED,   /* bytes came */
    LINK_RESIZED, /* start.columns and start.rows are new */
    LINK_TAKEN,   /* all that was sent has arrived: a new frame may be drawn */
    LINK_EOF,     /* the client will type nothing more (commands, files) */
    LINK_GONE,    /* the client is gone: nothing can be said to it */
    LINK_STOP,    /* the server is stopping: say so and end */
};

/*
 * Waits for what comes next, at most milliseconds (-1: for ever). With 0 it says
 * what has arrived already: call until LINK_QUIET before drawing. For LINK_TYPED
 * the bytes are in buffer, which holds LINK_BYTES_MOST. LINK_GONE and LINK_STOP
 * are said again by every later call.
 */
enum link_event link_wait(struct session_link *link, int milliseconds, char *buffer,
                          size_t *length);

/* Whether the last frame has arrived, so that the next one would not queue behind it. */
bool link_ready(const struct session_link *link);

/* Sends bytes to be shown. False when the client is gone. */
bool link_send(struct session_link *link, const char *bytes, size_t length);
/* The same for the client's standard error. */
bool link_send_error(struct session_link *link, const char *bytes, size_t length);

/* The last message: the status that the client's ssh ends with. */
void link_end(struct session_link *link, int status);

#endif
