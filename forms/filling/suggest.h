/*
 * Names that are known, for a field in which one is being typed: of children,
 * guardians, people at work, places. Read through the actor's views: nobody is
 * offered a child that is out of sight. In whichever script a name is taken, both
 * are kept.
 */
#ifndef FORMS_SUGGEST_H
#define FORMS_SUGGEST_H

#include "core/posts/permit.h"
#include "core/store/store.h"
#include "forms/field.h"

struct suggest_asked {
    const struct field_type *type;
    const struct actor *actor;
    const char *today;
    int64_t child_id;  /* of the paper; 0 for none */
    const char *typed; /* in any script, in pinyin, by initials; "" finds nothing */
    size_t most;
};

struct suggestion {
    const char *zh, *ug;             /* the name, "" where it is not known in a script */
    const char *where_zh, *where_ug; /* what tells it from others of the name; "" */
};

/* Whether names are known for this kind of field. */
bool suggest_knows(const struct field_type *type);

/* At most asked->most names, in the arena. */
bool suggest(struct store *store, const struct suggest_asked *asked, struct arena *arena,
             struct suggestion **rows, size_t *count, struct error *err);

#endif
