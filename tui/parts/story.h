/*
 * The story of a case as lines: what happened, on which day, by which post; and between that the
 * holidays, vacations and make-up days that moved what is due.
 */
#ifndef TUI_STORY_H
#define TUI_STORY_H

#include "core/cases/casefile.h"
#include "core/duties/skipped.h"
#include "tui/screen.h"

/* One of the two. */
struct story_line {
    const struct case_event *event;
    const struct skipped *skipped;
};

struct story {
    struct case_event *events;
    size_t event_count;
    const char **receivers; /* of each event: the place it offers the case to; NULL for others */
    struct story_line *lines;
    size_t line_count;
};

/* Reads the story of a case that is in sight. */
bool story_load(struct visit *visit, int64_t case_id, struct story *story, struct error *err);

/* Draws it so that its end is seen, or what lies `above` the end; keeps *above within it. */
void story_draw(struct visit *visit, const struct canvas *canvas, const struct story *story,
                int *above);

#endif
