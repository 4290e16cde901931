/* The messages of a link as they lie in a datagram: for its two ends, the session and the net. */
#ifndef TUI_SSH_MESSAGE_H
#define TUI_SSH_MESSAGE_H

#include "tui/ssh/link.h"

enum message_kind {
    MESSAGE_DATA,  /* both ways: what was typed; what is to be shown */
    MESSAGE_ERROR, /* to the net: for the client's standard error */
    MESSAGE_SIZE,  /* to the session */
    MESSAGE_EOF,   /* to the session: nothing more will be typed */
    MESSAGE_TAKEN, /* to the session: the client has count of its messages */
    MESSAGE_END,   /* to the net: leave with this status */
};

struct message_head {
    enum message_kind kind;
    int32_t columns, rows; /* of SIZE */
    int32_t status;        /* of END */
    uint32_t count;        /* of TAKEN */
};

struct message {
    struct message_head head;
    char bytes[LINK_BYTES_MOST];
    size_t length; /* of bytes; does not travel */
};

enum message_got {
    MESSAGE_CAME,
    MESSAGE_NONE, /* now */
    MESSAGE_GONE, /* the other end is closed */
};

/* Sends head and bytes as one message. False when it cannot be taken now, or never. */
bool message_send(int socket, const struct message_head *head, const char *bytes, size_t length);

/* Receives one message, without waiting. */
enum message_got message_receive(int socket, struct message *message);

#endif
