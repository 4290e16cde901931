/*
 * One file being loaded, as the kinds of import see it. A kind is a leaf of this
 * folder: it takes a row whose values are read and checked, looks whether the
 * county has it, and writes what is new.
 */
#ifndef CORE_IMPORT_LOAD_H
#define CORE_IMPORT_LOAD_H

#include "core/import/import.h"
#include "core/import/lookup.h"
#include "core/posts/place.h"
#include "core/store/record.h"

#include <stdio.h>

/* Every kind, in the order in which an empty county is filled. */
#define IMPORT_KINDS(X) \
    X(places)           \
    X(schools)          \
    X(accounts)         \
    X(calendar)         \
    X(register)         \
    X(roll)             \
    X(groups)

struct load {
    struct store *store;
    const struct actor *actor;
    const struct import_request *request;
    struct import_report *report;
    struct arena *told; /* the report's memory */
    const struct import_kind *kind;
    struct vocabulary words;
    struct arena word_arena;
    int64_t id;           /* of the import's row */
    int64_t row_number;   /* of the row being taken */
    int column;           /* where its fault lies; -1: in the row as a whole */
    struct arena row;     /* memory of one row */
    struct lookup places; /* ids by kind, place above and name; 0: the county lacks it */
    struct lookup seen;   /* in which row of this file a thing stood */
    FILE *held;           /* rows refused so far, of a kind that is guarded; NULL: none is */
    char *held_bytes;
    size_t held_size;
};

enum outcome {
    OUTCOME_ADDED,
    OUTCOME_CHANGED,
    OUTCOME_SAME
};

struct import_kind {
    const char *name;
    const struct record *record;
    enum action action;
    /* Adds what files call things that the county's rules name; NULL: nothing more. */
    void (*add_words)(struct load *load);
    /*
     * Takes one row. ERROR_INVALID, ERROR_MISSING or ERROR_CONFLICT refuse the
     * row alone, and then nothing of it is written; anything else ends the load.
     */
    bool (*take)(struct load *load, const char *const *values, enum outcome *outcome,
                 struct error *err);
    /*
     * Looks at one cell of every row, as written, before the row is read. False ends the load, and
     * no row comes back as refused: what such a list says may not lie about. NULL: any list will do.
     */
    bool (*guard)(struct load *load, const char *cell, struct error *err);
    int guarded; /* its column */
};

#define DECLARE_IMPORT_KIND(name) extern const struct import_kind import_##name;
IMPORT_KINDS(DECLARE_IMPORT_KIND)

/* Refuses the row because of a column: return load_refuse(load, COLUMN, err, MSG("..."), value). */
#define load_refuse(load, at, err, ...) \
    ((load)->column = (at), error_tell((err), ERROR_INVALID, __VA_ARGS__))

/*
 * Refuses a thing that this file has named before, else remembers it. what tells
 * the kinds of things apart, id is the thing's row.
 */
bool load_once(struct load *load, const char *what, int64_t id, int column, struct error *err);

/* The place of a kind by code or name below another; 0 when the county lacks it. Asked once. */
bool load_place(struct load *load, const char *kind, const char *name, int64_t below, int64_t *id,
                struct error *err);

/*
 * The same; what the county lacks is made when the request says so, else the row
 * is refused. place says what to make.
 */
bool load_place_or_make(struct load *load, const struct place *place, int column, int64_t *id,
                        struct error *err);

/* The class of a school by grade and number (or name, when number is 0), made like the others. */
bool load_class(struct load *load, int64_t school_id, int grade, int number, const char *name,
                int column, int64_t *id, struct error *err);

/* The county's own place. */
bool load_county(struct load *load, int64_t *id, struct error *err);

#endif
