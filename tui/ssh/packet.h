/*
 * The packets of SFTP, version 3 (draft-ietf-secsh-filexfer-02): numbers and
 * texts out of one that came, and into one that goes.
 *
 * A packet that is shorter than what is read from it goes bad and stays so; what
 * is read from then on is 0 and empty. Ask once, at the end, as of a query.
 */
#ifndef TUI_SSH_PACKET_H
#define TUI_SSH_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum packet_type {
    PACKET_INIT = 1,
    PACKET_VERSION = 2,
    PACKET_OPEN = 3,
    PACKET_CLOSE = 4,
    PACKET_READ = 5,
    PACKET_WRITE = 6,
    PACKET_LSTAT = 7,
    PACKET_FSTAT = 8,
    PACKET_SETSTAT = 9,
    PACKET_FSETSTAT = 10,
    PACKET_OPENDIR = 11,
    PACKET_READDIR = 12,
    PACKET_REMOVE = 13,
    PACKET_MKDIR = 14,
    PACKET_RMDIR = 15,
    PACKET_REALPATH = 16,
    PACKET_STAT = 17,
    PACKET_RENAME = 18,
    PACKET_READLINK = 19,
    PACKET_SYMLINK = 20,
    PACKET_STATUS = 101,
    PACKET_HANDLE = 102,
    PACKET_DATA = 103,
    PACKET_NAME = 104,
    PACKET_ATTRIBUTES = 105,
    PACKET_EXTENDED = 200
};

enum packet_status {
    STATUS_OK = 0,
    STATUS_END = 1,
    STATUS_MISSING = 2,
    STATUS_DENIED = 3,
    STATUS_FAILURE = 4,
    STATUS_BAD = 5,
    STATUS_UNSUPPORTED = 8
};

enum {
    PACKET_DATA_MOST = 32 * 1024,                /* bytes of a file in one packet: what every client asks for */
    PACKET_MOST = 2 * PACKET_DATA_MOST,          /* a client sends no longer ones */
    PACKET_REPLY_MOST = PACKET_DATA_MOST + 1024, /* nor do we */
    PACKET_HEAD = 4                              /* its length comes first */
};

/* What is left of a packet that came. */
struct packet {
    const unsigned char *at;
    size_t left;
    bool bad;
};

uint8_t packet_byte(struct packet *packet);
uint32_t packet_number(struct packet *packet);
uint64_t packet_long(struct packet *packet);
/* Lies within the packet, without a NUL at its end. */
const char *packet_text(struct packet *packet, size_t *length);

/* A packet that goes; what does not fit makes it full and is left out. */
struct reply {
    unsigned char bytes[PACKET_REPLY_MOST];
    size_t length;
    bool full;
};

void reply_begin(struct reply *reply, enum packet_type type, uint32_t id);
void reply_number(struct reply *reply, uint32_t number);
void reply_long(struct reply *reply, uint64_t number);
void reply_text(struct reply *reply, const char *text, size_t length);
/* Puts the length before it: it may go. */
void reply_end(struct reply *reply);

#endif
