/*
 * What the processes of the server say to each other: one struct a datagram over
 * a socket pair, with at most one descriptor beside it.
 *
 *     monitor -> gate     visitor     somebody has come, this socket is theirs
 *     net     -> gate     question    does this password, this key belong to this name
 *     gate    -> net      answer
 *     gate    -> monitor  word        this connection is that account
 *     net     -> monitor  link_start  (tui/ssh/link.h) begin, with this terminal
 *     monitor -> net      begun       here is your session
 */
#ifndef TUI_SSH_WIRE_H
#define TUI_SSH_WIRE_H

#include "core/posts/account.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    WIRE_SOURCE_SIZE = 64,
    WIRE_PROOF_SIZE = 4096, /* a password, or a public key in base64 */
    WIRE_KEY_TYPE_SIZE = 64,
};

struct wire_visitor {
    uint64_t connection;
    char source[WIRE_SOURCE_SIZE];
};

enum wire_question_kind {
    WIRE_PASSWORD,
    WIRE_KEY_KNOWN, /* would this key do? */
    WIRE_KEY_USED,  /* the client has signed with it */
};

struct wire_question {
    enum wire_question_kind kind;
    char name[ACCOUNT_NAME_SIZE];
    char key_type[WIRE_KEY_TYPE_SIZE];
    char proof[WIRE_PROOF_SIZE];
};

enum wire_answer {
    WIRE_YES,
    WIRE_NO,
    WIRE_SPENT,  /* no, and this connection has had its tries */
    WIRE_LOCKED, /* not asked: this name has failed too often from there */
};

struct wire_word {
    uint64_t connection;
    int64_t account_id;
};

enum wire_begun {
    WIRE_BEGUN,
    WIRE_FULL, /* as many are signed in as the server takes */
};

/* A pair of sockets that keeps messages whole. False when the system has none left. */
bool wire_pair(int sockets[2]);

/* Sends one message, and the descriptor when it is not -1. False when the other end is gone. */
bool wire_send(int socket, const void *message, size_t size, int descriptor);

enum wire_got {
    WIRE_MESSAGE,
    WIRE_NOTHING, /* now; only where wait is false */
    WIRE_CLOSED,  /* the other end is gone, or what came is no such message */
};

/*
 * Receives one message of exactly size bytes. A descriptor that came with it is
 * in *descriptor (-1: none); with descriptor NULL it is closed.
 */
enum wire_got wire_receive(int socket, void *message, size_t size, bool wait, int *descriptor);

#endif
