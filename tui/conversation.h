/*
 * How this session and its person's terminal understand each other: found by
 * what the terminal answers, or chosen by the person, now or the last time with
 * the same client.
 */
#ifndef TUI_CONVERSATION_H
#define TUI_CONVERSATION_H

#include "core/permit.h"
#include "core/store.h"
#include "tui/term/identity.h"

struct conversation {
    struct speech speech;            /* as it is now; sure also when it was chosen */
    char client[IDENTITY_NAME_SIZE]; /* under which a choice is remembered */
    const char *advice;              /* catalogue key: what else would help; NULL: nothing */
    bool chosen;                     /* by the person: later answers change nothing */
    bool asked;                      /* once in a session is enough */
};

/*
 * Takes up what the terminal has answered so far; or, when its person has chosen
 * before with such a client, what was chosen. client and type are what the SSH
 * client calls itself and its terminal.
 */
bool conversation_begin(struct conversation *conversation, struct store *store,
                        const struct actor *actor, const struct identity *identity,
                        const char *client, const char *type, struct error *err);

/* An answer that came late: it is taken up unless the person has chosen. */
void conversation_learn(struct conversation *conversation, const struct identity *identity);

/* Whether the person is to be asked, which is then not done again. */
bool conversation_ask(struct conversation *conversation);

/* What the person chose, from now on and for the next time: stored before it is so. */
bool conversation_choose(struct conversation *conversation, struct store *store,
                         const struct actor *actor, enum profile_kind profile, bool plain,
                         struct error *err);

#endif
