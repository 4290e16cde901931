/*
 * What a terminal is, by what it answers when it is asked, once, at sign-in:
 * its name, whether it leaves right-to-left text alone when told so, and how
 * many columns it gives to what terminals disagree on (facts: text.md 1.4, 4).
 * TERM alone decides nothing. Answers may come late, or never.
 */
#ifndef TUI_TERM_IDENTITY_H
#define TUI_TERM_IDENTITY_H

#include "tui/term/profile.h"

enum {
    IDENTITY_SAMPLES = 6,
    IDENTITY_ANSWER_SIZE = 48,
    IDENTITY_NAME_SIZE = 256
};

struct identity {
    char device[IDENTITY_ANSWER_SIZE];  /* DA2: ">41;379;0"; "" while not answered */
    char version[IDENTITY_ANSWER_SIZE]; /* XTVERSION: ">|XTerm(379)" */
    int bidi;                           /* DECRQM of mode 8 after its reset; 0: not known to it */
    int light;                          /* of its background, 1 to 100; 0: does not say */
    size_t measured;                    /* samples it has answered for */
    int columns[IDENTITY_SAMPLES];
    bool complete; /* DA1, asked for last, is answered: no more will come */
};

/* How a terminal is to be spoken to. */
struct speech {
    enum profile_kind profile;
    bool plain; /* lines, dots and whatever is of ambiguous width in ASCII */
    bool sure;  /* its answers leave no doubt: nobody need be asked */
};

/* All questions as bytes to send at the left of an empty line; what they draw is to be wiped. */
const char *identity_questions(void);

/* Takes in an answer as the decoder gives it; whether it changed what is known. */
bool identity_answer(struct identity *identity, const char *answer, size_t length);

struct speech identity_speech(const struct identity *identity);

/* What it wants to hear when one begins to draw on it, and when it is left; "" for most. */
const char *identity_greeting(const struct identity *identity);
const char *identity_farewell(const struct identity *identity);

/* Whether it is to be drawn on with what every terminal does alone (tui/term/careful.ti). */
bool identity_careful(const struct identity *identity);

/* What its person can do so that it reads better: a catalogue key; NULL when nothing. */
const char *identity_advice(const struct identity *identity);

/* Whether it was seen to read UTF-8. */
bool identity_utf8(const struct identity *identity);

/*
 * A name for this kind of client, by which a choice is found again: what the SSH
 * client calls itself without its numbers, the type of terminal, its own answers
 * and, as it is seen, its character set. Printable ASCII, as client and type are.
 */
const char *identity_name(const struct identity *identity, const char *client, const char *type,
                          char name[static IDENTITY_NAME_SIZE]);

#endif
