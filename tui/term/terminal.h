/*
 * The person's terminal: a grid goes in, bytes come out.
 *
 * The only file that knows ncurses is terminal.c. ncurses writes into a file in
 * memory, finds what changed since the last frame, and never waits for a line.
 */
#ifndef TUI_TERM_TERMINAL_H
#define TUI_TERM_TERMINAL_H

#include "core/base/error.h"
#include "tui/term/canvas.h"
#include "tui/term/identity.h"
#include "tui/term/key.h"

struct terminal;

/*
 * A terminal of a type, as the client calls it; an unknown one is taken for its
 * nearest relative. One at a time in a process. NULL when there is no memory file
 * or not even a description of a vt100.
 */
struct terminal *terminal_open(const char *type, int rows, int columns, struct error *err);
void terminal_close(struct terminal *terminal);

void terminal_resize(struct terminal *terminal, int rows, int columns);

/* Enters the alternate screen and asks what the terminal is. */
void terminal_enter(struct terminal *terminal);
/* Undoes it. The last words stay on the person's own screen; they end with "\r\n", or are "". */
void terminal_leave(struct terminal *terminal, const char *last_words);

/* Takes in an answer of the terminal (PRESS_ANSWER); whether it told something new. */
bool terminal_answer(struct terminal *terminal, const struct key *key);
/* What is known of it so far. */
const struct identity *terminal_identity(const struct terminal *terminal);

/* From now on it is spoken to so; what changes by that is drawn anew. */
void terminal_speak(struct terminal *terminal, struct speech speech);
/* What it cannot show: the manner of the grid that is drawn for it. */
unsigned terminal_manner(const struct terminal *terminal);

/* Draws a grid of the terminal's size. */
void terminal_draw(struct terminal *terminal, const struct grid *grid);
/* A row of a grid as the terminal must get it, for what stands below the screens; in the arena. */
const char *terminal_line(const struct terminal *terminal, const struct grid *grid, int row,
                          struct arena *arena);

/* The next frame is drawn whole, whatever the terminal shows now. */
void terminal_redraw(struct terminal *terminal);

/* What its client typed, as UTF-8, in the arena; half a character waits for its other half. */
const char *terminal_read(struct terminal *terminal, const char *bytes, size_t *length,
                          struct arena *arena);

/* Takes the bytes for the client that are ready, in the arena. */
const char *terminal_take(struct terminal *terminal, struct arena *arena, size_t *length);

#endif
