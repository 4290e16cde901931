/*
 * The demonstration county: lists of a county that does not exist.
 *
 * Only files are written here, the same kinds of files that a real county has;
 * they go in through the same imports. The same seed, size and day give the
 * same files to the byte. Nobody in them is a real person: names are put
 * together from core/demo/names.txt and ID numbers use an area code that was
 * never given out. Disagreements between the two lists are planted, and each is
 * in the answer key, so that a comparison can be scored (requirements 3).
 */
#ifndef CORE_DEMO_H
#define CORE_DEMO_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct policy;

enum {
    DEMO_LEAST = 100,
    DEMO_MOST = 2000000,
};

struct demo {
    const char *folder; /* where the lists and the answer key go; must exist */
    const char *rolls;  /* where the roll goes, a file a township; must exist */
    const char *today;  /* decides who is how old and in which grade */
    int64_t children;   /* rows of the register, DEMO_LEAST to DEMO_MOST */
    uint64_t seed;
    const struct policy *policy; /* whose groups departments' lists are of; NULL: nobody is on one */
};

struct demo_summary {
    int townships, villages, groups, schools;
    int64_t children, on_roll, planted;
};

/*
 * Writes places.csv, schools.csv, register.csv, roll-NN.csv (one a township), groups.csv
 * (who is poor or disabled, as departments list it) and answers.csv. ERROR_INVALID for a size out of range, ERROR_SYSTEM when a file
 * cannot be written.
 */
bool demo_write(const struct demo *demo, struct demo_summary *summary, struct error *err);

/* Somebody who can sign in to the demonstration. */
struct demo_account {
    const char *name, *password;
    enum role role;
    const char *place_zh, *place_ug;
};

/*
 * Loads what demo_write() wrote, through the same imports as any county's lists, but
 * for the roll of the last township: that file is for whoever tries an import. Then
 * makes an account for each kind of post around one class, those on seats with a plan to
 * keep; password is everybody's, or NULL for one-time passwords. In the class next to it
 * one child has been absent on every day of the last week; and of those on departments'
 * lists one in three is not marked yet: the last lines of the answer key. The store must
 * hold a new county; actor is the console's.
 */
bool demo_fill(struct store *store, const struct policy *policy, const struct actor *actor,
               const struct demo *demo, const struct demo_summary *summary, const char *password,
               struct arena *arena,
               const struct demo_account **accounts, size_t *count, struct error *err);

#endif
