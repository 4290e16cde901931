/*
 * A row of the register or the roll as a record: its fields one below another,
 * each by its number, opened to be corrected.
 */
#ifndef TUI_RECORD_H
#define TUI_RECORD_H

#include "core/store/record.h"
#include "tui/widget.h"

/* What a list's rows are corrected by. */
struct record_list {
    const struct record *record;
    const char *name; /* in routes: "register" of correct/register/12/born */
    bool (*corrects)(int column);
    enum action action; /* who may */
};

extern const struct record_list record_list_register, record_list_roll;

/* The list of this name; NULL when there is none. */
const struct record_list *record_list_find(const char *name);

/* The table of a record's fields, for table_fill() and table_draw(). */
extern const struct table_kind record_table;

/* What else can be done with a row: a line below its fields. */
struct record_action {
    const char *label; /* catalogue key */
    const char *route;
    bool edits; /* only for who may correct the list */
};

/* In load(): fills the table with the fields of a row and the actions; what is empty and cannot
   be corrected is left out. */
void record_fill(struct visit *visit, struct table *table, const struct record_list *list,
                 const char *const *values, int64_t id, const struct record_action *actions,
                 size_t action_count);

/* A value as people read it: 女, 在读; others as they are. */
const char *record_shown(struct visit *visit, const char *field, const char *value);

#endif
