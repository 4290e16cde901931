/*
 * Modes of a terminal, as bytes: for what draws on it, and for what must put it
 * right when that has died.
 *
 * The terminal working group's modes: cells are shown where they were written
 * (8), from the left (SCP), without guessing a direction (2501), mirroring boxes
 * (2500) or swapping arrow keys (1243). Those that are set by default are set again;
 * not every terminal that knows them can save them.
 */
#ifndef TUI_TERM_MODES_H
#define TUI_TERM_MODES_H

/* The alternate screen, pastes in brackets, and everything shown as it is written. */
#define MODES_ENTER \
    "\033[?1049h\033[?2004h\033[8l\033[1 k\033[?2501l\033[?2500l\033[?1243l"

/* Back from the alternate screen: in two parts, as the last words still stand as they are laid out. */
#define MODES_LEAVE_SCREEN "\033[?2004l\033[?25h\033[?1049l"
#define MODES_LEAVE        "\033[8h\033[0 k\033[?1243h"

#endif
