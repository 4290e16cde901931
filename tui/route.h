/*
 * Routes: "case/123/form/persuasion?field=3" as text, patterns that match
 * them, values in them. A route is all that is needed to come back to a screen.
 */
#ifndef TUI_ROUTE_H
#define TUI_ROUTE_H

#include "core/base/arena.h"

#include <stdbool.h>

/* Whether the route's path has the pattern's parts; ":id" stands for any one part, "case|child"
   for either word. */
bool route_matches(const char *pattern, const char *route);

/*
 * The part of the path that ":name" stands for in the pattern, or the value of
 * name in the query, decoded; "" when there is none.
 */
const char *route_value(const char *pattern, const char *route, const char *name,
                        struct arena *arena);

/* Percent-encodes a text, so that it is one part or one value. */
const char *route_encode(struct arena *arena, const char *text);

#endif
