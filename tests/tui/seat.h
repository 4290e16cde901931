/*
 * A person at a terminal, without the terminal: keys go to the real navigator, screens come out on
 * the real canvas, the link can be cut in the middle.
 */
#ifndef TESTS_TUI_SEAT_H
#define TESTS_TUI_SEAT_H

#include "tests/support/county.h"
#include "tui/conversation.h"
#include "tui/navigator.h"

struct forms;

struct seat {
    struct fixture *f;
    struct county county;
    struct actor actor;
    struct policy *policy;
    struct forms *forms;
    struct conversation conversation;
    struct navigator navigator;
    struct grid grid;
    struct canvas canvas;
    struct arena drawn; /* of the screen that stands there */
    int rows, columns;
    const char *start; /* the route to begin at */
};

/* A class teacher at 80x24 in the small county; folder has forms of the county's own, or is NULL. */
void seat_begin(struct seat *seat, const char *folder);
void seat_end(struct seat *seat);

/* Somebody else sits down: the account of a role. */
void seat_take(struct seat *seat, enum role role);

/* What a person does; each is false with f->err set when it cannot be done. */
bool seat_open(struct seat *seat, const char *route);
bool seat_draw(struct seat *seat);
bool seat_cut(struct seat *seat); /* and signs in again: goes on where it was */

void seat_press(struct seat *seat, struct key key);
/* Character by character. */
void seat_type(struct seat *seat, const char *text, size_t length);

/* Whether some row has the text. */
bool seat_sees(struct seat *seat, const char *text);

#endif
