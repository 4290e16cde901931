/* A client that speaks SFTP, packet for packet, to a folder in a store in memory. */
#ifndef TESTS_SUPPORT_TALK_H
#define TESTS_SUPPORT_TALK_H

#include "tests/support/county.h"
#include "tui/ssh/packet.h"
#include "tui/ssh/sftp.h"

struct talk {
    struct fixture *f;
    struct actor actor;
    struct folder folder;
    struct sftp *sftp;
    struct reply said; /* by us */
    unsigned char heard[256 * 1024];
    size_t length, read; /* of heard; what was taken from it */
};

/* Who holds the role has said hello; county is the county's folder. */
struct talk *talk_begin(struct fixture *f, enum role role, const char *county);
/* Ends it; every answer must have been taken. */
void talk_end(struct talk *talk);

/* Another conversation of the same person, that has not said hello; what it answers is heard here. */
struct sftp *talk_other(struct talk *talk);

/* Adds a text to the packet in said; sends that packet and returns whether it goes on. */
void talk_add(struct talk *talk, const char *text);
bool talk_say(struct talk *talk);

/* Requests: with a path; the beginning of one with a handle; whole ones. */
void talk_ask(struct talk *talk, enum packet_type type, uint32_t id, const char *path);
void talk_ask_handle(struct talk *talk, enum packet_type type, uint32_t id, uint32_t handle);
void talk_open(struct talk *talk, uint32_t id, const char *path, uint32_t flags);
void talk_read(struct talk *talk, uint32_t id, uint32_t file, uint64_t from, uint32_t wanted);

/* The next answer, which must be of this type; a status; a handle. */
struct packet talk_answer(struct talk *talk, enum packet_type type, uint32_t id);
uint32_t talk_status(struct talk *talk, uint32_t id);
uint32_t talk_handle(struct talk *talk, uint32_t id);

#endif
