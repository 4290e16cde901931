/*
 * What fills the papers about a place: lists that stand elsewhere, a row of the list a row
 * of the paper. An empty cell keeps its line, so that what stands beside each other belongs
 * together.
 *
 * To add a path, add its row to cells[] (fill_place.c).
 */
#ifndef FORMS_FILL_PLACE_H
#define FORMS_FILL_PLACE_H

#include "forms/filling/fill.h"

bool fill_place_knows(const char *path);

/* The value of a path that is known; in the arena. As fill_value(). */
bool fill_place_value(struct store *store, const struct fill_subject *subject, const char *path,
                      struct arena *arena, const char **value, struct error *err);

#endif
