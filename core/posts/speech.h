/*
 * How the terminals of a person are to be spoken to, as the person chose it on
 * the calibration screen: one row a client, remembered so that nobody is asked
 * twice.
 *
 * These rows are the person's own, as drafts are: they ask no permit and leave
 * no trail, and the console keeps none. What the words mean is the terminal's
 * business (tui/term/profile.h).
 */
#ifndef CORE_SPEECH_H
#define CORE_SPEECH_H

#include "core/posts/permit.h"
#include "core/store/store.h"

enum {
    SPEECH_MOST = 32 /* clients of one person; the one chosen for longest ago goes */
};

struct speech_choice {
    bool found;
    const char *profile;
    bool plain; /* lines and dots in ASCII */
};

/* Remembers a choice for a client, whose name has 1 to 255 bytes. When it returns true it is on the
   disk. */
bool speech_keep(struct store *store, const struct actor *actor, const char *client,
                 const struct speech_choice *choice, struct error *err);

/* choice->found is false, and the profile "", when nothing was chosen for the client yet. */
bool speech_read(struct store *store, const struct actor *actor, const char *client,
                 struct arena *arena, struct speech_choice *choice, struct error *err);

#endif
