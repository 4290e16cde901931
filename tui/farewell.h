/* The last sentence of a session, below whatever the terminal shows by itself. */
#ifndef TUI_FAREWELL_H
#define TUI_FAREWELL_H

#include "tui/screen.h"
#include "tui/term/terminal.h"

/*
 * The sentence in lines of the terminal's width, laid out as the screens were and as
 * the terminal must get it; each ends with "\r\n". In the arena.
 */
const char *farewell_lines(const struct terminal *terminal, const struct visit *visit, int columns,
                           const char *sentence, struct arena *arena);

#endif
