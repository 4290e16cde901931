/*
 * Bytes from a terminal, made into keys.
 *
 * A sequence that arrives in one packet is one key. What a terminal answers to
 * questions is a key of its own (PRESS_ANSWER) that nobody takes for text, no
 * matter how late it comes. Nothing here knows a terminal by name: the sequences
 * of all of them are read at once.
 */
#ifndef TUI_TERM_DECODER_H
#define TUI_TERM_DECODER_H

#include "core/base/arena.h"
#include "tui/term/key.h"

enum {
    DECODER_PIECE = 16384,              /* that may be fed at once: one message of the link */
    DECODER_MOST = DECODER_PIECE + 512, /* and what was left of the last */
    PASTE_MOST = 16384                  /* the rest of a longer paste is dropped */
};

struct decoder {
    char bytes[DECODER_MOST];
    size_t length, at;
    bool pasting;
    bool swallowing; /* the rest of a string that is too long for any answer */
    char paste[PASTE_MOST + 1];
    size_t paste_length;
    char answer[64];
};

/* Adds bytes that arrived. What does not fit is dropped; call decoder_next() until it is false. */
void decoder_feed(struct decoder *decoder, const char *bytes, size_t length);

/*
 * The next key; false when there is none yet. With idle, nothing more came for a
 * while: an ESC that could begin a sequence is the Esc key then, and what of a
 * sequence has come is dropped.
 */
bool decoder_next(struct decoder *decoder, bool idle, struct key *key);

/*
 * How many milliseconds to wait for more of what is held back before decoder_next() is
 * called with idle; 0 when nothing is. A lone ESC is soon the Esc key; an answer that has
 * begun is waited for, as its pieces may come over a slow line.
 */
int decoder_waits(const struct decoder *decoder);

#endif
