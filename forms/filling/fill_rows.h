/*
 * The paths of `fill:` whose value one query gives. For fill.c alone.
 */
#ifndef FORMS_FILL_ROWS_H
#define FORMS_FILL_ROWS_H

#include <stdbool.h>

/* Whose number a row's SQL is asked with. */
enum fill_about {
    FILL_CHILD,
    FILL_CASE,
    FILL_PLACE,
    FILL_ACCOUNT,
    FILL_POST_PLACE /* where the actor's first post is */
};

/* What its columns are. */
enum fill_shape {
    FILL_TEXT, /* the value */
    FILL_NAMES /* zh and ug; several rows are a list */
};

struct fill_row {
    const char *path;
    enum fill_about about;
    enum fill_shape shape;
    bool dated; /* asks for :today beside :id */
    const char *sql;
};

/* NULL when no row has the path. */
const struct fill_row *fill_row_find(const char *path);

#endif
