/*
 * What stands around every screen: the title line, the rules, the bottom line
 * with the keys, and what was said.
 */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include "i18n/keyboard.h"
#include "tui/term/canvas.h"

struct navigator;

/* The part of a whole canvas that the screen itself draws on. */
struct canvas frame_body(const struct canvas *canvas);

void frame_draw(struct navigator *navigator, struct canvas *canvas);

/* The catalogue key of a keyboard's name. */
const char *frame_keyboard_name(enum keyboard keyboard);

/* At the end of the lower rule: what the keys type, while a text has the caret that they type in,
   and when it has just changed. */
void frame_draw_keyboard(struct navigator *navigator, struct canvas *canvas);

/* What was said, in the lower rule where it fits; else in the rows above it. */
void frame_draw_said(struct navigator *navigator, struct canvas *canvas);

#endif
