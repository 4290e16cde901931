/*
 * Where a person was and what was half typed: all that going on after a cut
 * link needs (design 2).
 *
 * A draft is one field's text of one route, kept while it is typed and cleared
 * when the text has reached its own table. These rows are the person's own: they
 * ask no permit and leave no trail, and the console, which is nobody, keeps none.
 */
#ifndef CORE_DRAFT_H
#define CORE_DRAFT_H

#include "core/posts/permit.h"
#include "core/store/store.h"

struct draft {
    bool found;
    const char *text;
    int caret; /* in grapheme clusters from the beginning */
    int64_t at;
};

/* Keeps the field's text as it stands now: when it returns true it is on the disk. */
bool draft_keep(struct store *store, const struct actor *actor, const char *route,
                const char *field, const char *text, int caret, struct error *err);

/* draft->found is false, and the text "", when nothing is half typed there. */
bool draft_read(struct store *store, const struct actor *actor, const char *route,
                const char *field, struct arena *arena, struct draft *draft, struct error *err);

/* Forgets one field's text; every field of the route when field is NULL. */
bool draft_clear(struct store *store, const struct actor *actor, const char *route,
                 const char *field, struct error *err);

struct resume_point {
    bool found;
    const char *route, *field;
    bool clean; /* the person left by Esc: nothing to go on with */
    int64_t at;
};

/* Remembers the screen and the field the person is in; one row a person. */
bool resume_keep(struct store *store, const struct actor *actor, const char *route,
                 const char *field, bool clean, struct error *err);

/* point->found is false for who was never here. */
bool resume_read(struct store *store, const struct actor *actor, struct arena *arena,
                 struct resume_point *point, struct error *err);

#endif
