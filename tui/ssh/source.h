/*
 * How often one address may come, and how many it may have at the door at once.
 *
 * A county's hundred teachers sit behind one address at eight o'clock: the rate
 * lets them in; a flood is refused before it costs a process.
 */
#ifndef TUI_SSH_SOURCE_H
#define TUI_SSH_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    SOURCE_SIZE = 64,
    SOURCES_MOST = 1024,      /* remembered; the rest share one row */
    SOURCE_BURST = 60,        /* that may come at once */
    SOURCE_PER_SECOND = 15,   /* after that */
    SOURCE_WAITING_MOST = 80, /* not signed in yet */
};

struct source {
    char address[SOURCE_SIZE];
    int64_t seen;   /* milliseconds of a clock that cannot be set */
    int64_t tokens; /* thousandths of a visit */
    int waiting;    /* connections that have not signed in */
};

struct sources {
    struct source rows[SOURCES_MOST];
};

/* The row of an address; the shared one, the last, when all others are in use. */
struct source *source_find(struct sources *sources, const char *address, int64_t now);

/* Whether one more visit from there is within the rate; takes it into account. */
bool source_admit(struct source *source, int64_t now);

struct sockaddr_storage;
/* The address as text; of IPv6 the network of 64 bits that one subscriber has. */
void source_text(const struct sockaddr_storage *from, char text[static SOURCE_SIZE]);

#endif
