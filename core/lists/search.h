/*
 * Finding a child by whatever a person knows of it: a name in either language,
 * in pinyin, by initials or in Latin Uyghur, however it is spelt or stored; the end of an
 * ID number, a student number or a telephone number (four digits at least); the
 * number of its case.
 *
 * Keys are read through the scoped view: nobody finds a child that is out of
 * sight. Every way to find is the beginning of a key, so no search ever scans.
 */
#ifndef CORE_SEARCH_H
#define CORE_SEARCH_H

#include "core/store/store.h"

enum {
    SEARCH_NUMBER_LEAST = 4 /* characters of a number's end that are worth looking for */
};

/*
 * Writes the keys of a child anew. Inside the verb's transaction, whenever a name
 * or number of the child, its rows, entries or guardians has changed. Only what
 * differs is written.
 */
bool search_index(struct store *store, int64_t child_id, struct error *err);

/* Takes all keys of a child back, before it is erased. */
bool search_forget(struct store *store, int64_t child_id, struct error *err);

/*
 * The same for many children: inside the transaction of an import only remembers
 * the child, and search_index_waiting() afterwards writes the keys of all that
 * wait, sorted, some thousands in a transaction. The clerk calls it too, so that
 * an import that was interrupted loses nothing.
 */
bool search_index_later(struct store *store, int64_t child_id, struct error *err);
bool search_index_waiting(struct store *store, struct error *err);

/*
 * When the keys were made by other rules than this program's (searchkey_rules), all
 * children wait for new ones. They are found by the old ones until then. For the clerk.
 */
bool search_index_outdated(struct store *store, struct error *err);

struct search_hit {
    int64_t child_id;
    const char *name_zh, *name_ug, *id_number, *born;
    const char *class_zh, *class_ug; /* "" when enrolled nowhere */
    const char *school_zh, *school_ug;
    const char *group_zh, *group_ug; /* where the child lives */
    int64_t case_id;                 /* the case that is not closed; 0 when there is none */
    const char *case_number;
};

/*
 * At most `most` children that fit what was typed, in the order of the keys; *more
 * says whether others fit too. Nothing fits an empty text, or less than four digits.
 */
bool search_find(struct store *store, const char *typed, size_t most, struct arena *arena,
                 struct search_hit **hits, size_t *count, bool *more, struct error *err);

#endif
