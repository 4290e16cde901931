/*
 * What became of a complete paper, in a few lines below it: its number, who has signed it, when it
 * was served, and which paper it puts right or is put right by; and the keys for that.
 */
#ifndef TUI_AFTERWARDS_H
#define TUI_AFTERWARDS_H

#include "forms/served/serving.h"
#include "forms/served/signing.h"
#include "tui/screen.h"

enum {
    AFTERWARDS_MOST = 5
};

struct afterwards {
    size_t signers, signed_by; /* who has to sign, and how many of them have */
    const char *signed_in;     /* the route of the list that they sign; "" when it is the paper */
    struct service service;
    bool serves;          /* it is a paper that is served */
    bool may_correct;     /* it is the newest, and the actor may fill the form there */
    int64_t older, newer; /* what it corrects, and what corrects it; 0 for none */
    const char *lines[AFTERWARDS_MOST];
    int line_count;
};

/* In load(); in the visit's arena. Nothing for a paper that is not complete. */
bool afterwards_read(struct visit *visit, const struct form_record *record,
                     struct afterwards *after, struct error *err);

/* "signed 2 of 3"; "" when nobody has to sign. */
const char *afterwards_signed(struct visit *visit, const struct afterwards *after);

/* Draws the lines from row on. */
void afterwards_draw(struct visit *visit, struct canvas *canvas, int row,
                     const struct afterwards *after);

/* When the paper was completed without the plan that it belongs to: asks whether to begin that. */
bool afterwards_ask_plan(struct visit *visit, struct error *err);

/* Asks why, and leads into filling the correction. */
void afterwards_correct(struct visit *visit);

#endif
