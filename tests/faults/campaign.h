/* What the fault campaigns share: a county on the disk, writing to it, and proving it whole. */
#ifndef TESTS_FAULTS_CAMPAIGN_H
#define TESTS_FAULTS_CAMPAIGN_H

#include "tests/support/fixture.h"

struct campaign {
    struct fixture f; /* its store stays closed: campaigns open their own */
    char folder[64], path[96];
    int64_t county;
};

/* How long a campaign runs: the first word of the command line, or a short while. */
extern int campaign_seconds;
void campaign_length(int argc, char *const argv[]);

/* A folder with a database that holds a county and nothing else. */
int campaign_begin(void **state);
int campaign_end(void **state);

struct store *campaign_open(struct campaign *c);
/* The same at another path, new. */
struct store *campaign_found(struct campaign *c, const char *path);
/* Takes a database and its side files away. */
void campaign_remove(const char *path);

/* One transaction of the program's own: a township more, with its rows in the tree and the trail. */
bool campaign_write(struct campaign *c, struct store *store, int number, struct error *err);

/* How many townships there are; -1 when the database is damaged, or a transaction is there by half. */
int64_t campaign_whole(struct campaign *c, struct store *store);

/* Milliseconds of a clock that cannot be set. */
int64_t campaign_clock(void);

#define CAMPAIGN(name) cmocka_unit_test_setup_teardown(name, campaign_begin, campaign_end)

#endif
