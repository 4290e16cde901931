/*
 * What may be taken in the field in focus, below it while one types: names that are known, and
 * the choices of a list too long for a digit each. What is typed narrows them.
 */
#ifndef TUI_OFFERS_H
#define TUI_OFFERS_H

#include "tui/widget.h"

struct filling;

struct offer {
    const char *label, *beside; /* beside tells it from others; "" */
    const char *value;          /* of a choice its name, of a name both scripts */
    int number;                 /* of a choice in its list, from 1; 0 for a name */
    bool chosen;
};

/* In struct filling. */
struct offers {
    struct offer *rows; /* read at every load, in visit->arena */
    size_t count;
    size_t at;         /* the one the person is at, from 1; 0: in the text */
    const char *typed; /* what stood in the text then */
};

/* In load(): what fits what is typed in the field in focus. */
bool offers_read(struct visit *visit, struct filling *filling, struct error *err);

/* Up, Down and Esc among the offers; *used is false when there is nothing of them in the key. */
void offers_key(struct visit *visit, struct filling *filling, int command, bool *used);

/* Takes the offer one is at into the text; *goes_on says whether the field is done with that. */
void offers_take(struct visit *visit, struct filling *filling, bool *goes_on);

/* A name that is typed whole, and that one offer alone has, is known in both scripts. */
void offers_know(struct visit *visit, struct filling *filling);

/* Draws them over what is below (or above) the field's row, from its column on. */
void offers_draw(struct visit *visit, struct canvas *canvas, const struct filling *filling, int row,
                 int column);

#endif
