/*
 * How this session and its person's terminal understand each other: found by
 * what the terminal answers, or chosen by the person, now or the last time with
 * the same client.
 *
 * The person's choice goes before what is found, also before answers that leave
 * no doubt; a client that is seen to have another character set than then is
 * another client, about which nothing was chosen.
 */
#ifndef TUI_CONVERSATION_H
#define TUI_CONVERSATION_H

#include "core/posts/permit.h"
#include "core/store/store.h"
#include "tui/term/identity.h"

struct conversation {
    const char *client, *type; /* what the SSH client calls itself and its terminal */
    struct speech speech;      /* as it is now; sure also when it was chosen */
    const char *advice;        /* catalogue key: what else would help; NULL: nothing */
    bool utf8;                 /* it was seen to read UTF-8 */

    char name[IDENTITY_NAME_SIZE]; /* under which a choice is remembered */
    bool chosen;                   /* the speech is what was chosen under that name */
    bool changed_lines;            /* in this session, though nothing else was chosen yet */
    bool asked;                    /* once in a session is enough */
};

/*
 * Takes up what the terminal has answered so far, or what its person chose before
 * with such a client. Called again when an answer comes late. client and type
 * are set before.
 */
bool conversation_learn(struct conversation *conversation, struct store *store,
                        const struct actor *actor, const struct identity *identity,
                        struct error *err);

/* Whether the person is to be asked, which is then not done again. */
bool conversation_ask(struct conversation *conversation);

/* What the person chose, from now on and for the next time: stored before it is so. */
bool conversation_choose(struct conversation *conversation, struct store *store,
                         const struct actor *actor, enum profile_kind profile, struct error *err);

/* Plain lines, or drawn ones again. Remembered with the profile, as soon as that is chosen. */
bool conversation_change_lines(struct conversation *conversation, struct store *store,
                               const struct actor *actor, struct error *err);

#endif
