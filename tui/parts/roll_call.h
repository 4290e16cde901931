/*
 * A class's day while it is marked: who is absent, on leave or late, as it is to be
 * reported, and the number that is being typed. It is kept as a draft with every key,
 * so a cut link loses nothing of it.
 */
#ifndef TUI_ROLL_CALL_H
#define TUI_ROLL_CALL_H

#include "core/days/absence.h"
#include "core/days/leave.h"
#include "tui/screen.h"

struct roll_call {
    const char *draft;       /* the route it is kept under */
    struct roster_row *rows; /* kind: as it is to be reported */
    size_t count;
    enum absence_kind *before; /* as it was reported; while it is not, who is on leave */
    struct leave *leaves;      /* of the class: ended, running, to come */
    size_t leave_count;
    int typed; /* the beginning of a number; 0: none */
};

/* In load(): the class on the day, with what was marked and not reported yet. */
bool roll_call_load(struct visit *visit, const struct class_day *class_day, const char *day,
                    struct roll_call *call, struct error *err);
/* After every key. */
bool roll_call_keep(struct visit *visit, const struct roll_call *call, struct error *err);
/* Once it is reported. */
bool roll_call_forget(struct visit *visit, const struct roll_call *call, struct error *err);

/* The child of a number; NULL when nobody has it. */
struct roster_row *roll_call_row(const struct roll_call *call, int number);
/* Once: absent without leave; twice: with leave; a third time: late; then there after all. */
void roll_call_mark(struct roster_row *row);
/* "缺", as the person's language says it; "" for who is there. */
const char *roll_call_sign(const struct visit *visit, enum absence_kind kind);

/* The leave of a child that is not over; NULL when there is none. */
const struct leave *roll_call_leave(const struct roll_call *call, int64_t child_id);
/* Whether a child on leave is here after all, and nobody said so before: its leave will end. */
bool roll_call_back(const struct roll_call *call, size_t i);

int roll_call_count(const struct roll_call *call, enum absence_kind kind);
/* Whether it differs from what was reported. */
bool roll_call_changed(const struct roll_call *call);
/* What is to be reported; in the visit's arena. */
size_t roll_call_marks(struct visit *visit, const struct roll_call *call,
                       struct absence_mark **marks);

/* Where in the class one is; zero at first. In the screen's state. */
struct roll_call_view {
    int top;           /* the row of cells that is drawn first */
    int across, shown; /* cells in a row, and rows, when it was drawn last */
};

/* The class in cells, in all of the canvas: number, sign, name, and until when a leave runs. */
void roll_call_draw(struct visit *visit, struct canvas *canvas, const struct roll_call *call,
                    struct roll_call_view *view);
/* Brings the child into sight whose number is typed. */
void roll_call_show(const struct roll_call *call, struct roll_call_view *view);
/* Arrows and pages; true: the key was its own. */
bool roll_call_scroll(struct roll_call_view *view, const struct key *key);

#endif
