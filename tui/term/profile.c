#include "tui/term/profile.h"

#include <string.h>

static void as_it_is(const struct cell *row, int columns, struct cell *sent)
{
    memcpy(sent, row, sizeof *row * (size_t)columns);
}

/*
 * The terminal working group's modes: cells are shown where they were written
 * (8), from the left (SCP), without guessing a direction (2501), without
 * mirroring boxes (2500), without swapping the arrow keys (1243).
 */
const struct profile profiles[PROFILE_COUNT] = {
    [PROFILE_VISUAL] = {
                        .enter = "\033[8l\033[1 k\033[?2501l\033[?2500l\033[?1243l",
                        .leave = "\033[8h\033[0 k\033[?1243h",
                        .order = as_it_is,
                        },
};
