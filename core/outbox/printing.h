/*
 * The county's printer: which one it is, which papers wait for it, and what
 * became of them. A session only writes that a paper is to be printed; the clerk's
 * process hands it to the printer (tui/ssh/printer.h).
 */
#ifndef CORE_PRINTING_H
#define CORE_PRINTING_H

#include "core/outbox/outbox.h"

enum {
    PRINTING_TRIES = 4,      /* then it has failed */
    PRINTING_NAME_MOST = 127 /* bytes of a printer's name, as CUPS has it */
};

/* The printer's name; "" while the county has none. In the arena. */
bool printing_printer(struct store *store, struct arena *arena, const char **name,
                      struct error *err);

/*
 * Names the printer; "" is none, and what waits has then failed. For the console
 * alone. ERROR_INVALID when no printer can have that name.
 */
bool printing_set(struct store *store, const struct actor *actor, const char *name,
                  struct error *err);

/* Whether a printer takes papers of this kind. */
bool printing_takes(enum outbox_kind kind);

/*
 * Has a paper of the actor printed: that is a look at every child in it.
 * ERROR_CONFLICT when the county has no printer or the paper waits already.
 */
bool printing_ask(struct store *store, const struct actor *actor, int64_t id, struct error *err);

/* --- For the clerk: each its own transaction --------------------------------------------------- */

struct printing_job {
    int64_t id;
    const char *printer;
    const char *bytes;
    size_t size;
};

/* The paper that has waited longest and may be tried now; *found is false when there is none. */
bool printing_next(struct store *store, int64_t now, struct arena *arena, struct printing_job *job,
                   bool *found, struct error *err);

/* The printer has it. */
bool printing_done(struct store *store, int64_t id, int64_t now, struct error *err);

/*
 * It could not be handed over; reason is a catalogue key. It is tried again after a
 * while; when it was tried often enough its owner's posts of today get a line.
 */
bool printing_failed(struct store *store, int64_t id, const char *reason, int64_t now,
                     const char *today, struct error *err);

#endif
