/* Schools on a day as the rows of a table: how many classes have reported, how many are absent. */
#ifndef TUI_SCHOOL_DAYS_H
#define TUI_SCHOOL_DAYS_H

#include "core/days/absence.h"
#include "tui/widget.h"

struct school_days_row {
    struct school_day school;
    const char *day;
    bool taught;  /* there is school on the day */
    bool past;    /* the hour by which classes report has passed */
    size_t place; /* in the order of schools */
};

/* Classes that still owe the day. */
int school_days_owed(const struct school_days_row *row);

/* Opens the classes of a school: "attendance?school=11&day=2026-09-17". */
extern const struct table_kind school_days_kind;

#endif
