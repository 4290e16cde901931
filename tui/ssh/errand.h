/*
 * Somebody who signed in for something else than the screens: for a command, or
 * for their files. The store is open and cut to what they may see.
 */
#ifndef TUI_SSH_ERRAND_H
#define TUI_SSH_ERRAND_H

#include "core/base/date.h"
#include "i18n/catalogue.h"
#include "tui/person.h"
#include "tui/session.h"

struct errand {
    const struct session_setting *setting;
    int64_t account_id;
    struct store *store;
    struct person person;
    enum language language; /* the person's, as soon as that is known; also when it fails */
    char today[DATE_SIZE];
    int64_t signin; /* own row; 0 before there is one */
};

/*
 * Opens the store, reads who it is and notes that they are there. ERROR_DENIED for
 * an account that is disabled or has a one-time password, which opens the screens
 * alone. errand_end() is called in any case.
 */
bool errand_begin(struct errand *errand, const struct session_setting *setting,
                  const struct link_start *start, struct error *err);

/* Account, posts and day as they are now. False when its person is to leave, and why. */
bool errand_goes_on(struct errand *errand, struct error *err);

void errand_end(struct errand *errand);

#endif
