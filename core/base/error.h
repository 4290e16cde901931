/*
 * What went wrong, said twice: a catalogue key with its values for the person,
 * English for the log.
 */
#ifndef CORE_ERROR_H
#define CORE_ERROR_H

#include <stdbool.h>

enum error_kind {
    ERROR_NONE,
    ERROR_INVALID,  /* the input breaks a rule */
    ERROR_MISSING,  /* no such row, file or route */
    ERROR_CONFLICT, /* true when asked, no longer true now */
    ERROR_DENIED,   /* this actor may not */
    ERROR_STORE,    /* SQLite said no */
    ERROR_SYSTEM,   /* the operating system said no */
};

enum {
    ERROR_VALUES = 4,
    ERROR_VALUE_SIZE = 96, /* bytes of UTF-8; a longer value is cut between characters */
};

struct error {
    enum error_kind kind;
    const char *key;                             /* catalogue key, a literal marked MSG() */
    char values[ERROR_VALUES][ERROR_VALUE_SIZE]; /* for {0} to {3} of the message */
    char detail[200];                            /* for the log, never for the screen */
};

/* Marks a catalogue key; tests/check-messages proves that every language has it. */
#define MSG(key) key

/* Keeps the first failure; later ones are its consequences. */
void error_record(struct error *err, enum error_kind kind, const char *key, const char *detail, ...)
    __attribute__((format(printf, 4, 5)));

/* As error_record(); values ends with NULL and fills {0}, {1}, ... of the message. */
void error_record_values(struct error *err, enum error_kind kind, const char *key,
                         const char *const values[]);

/*
 * Records the failure and is false, so that a failing function ends in one
 * line: return error_set(err, ERROR_DENIED, MSG("denied"), "account %d", id);
 */
#define error_set(...) (error_record(__VA_ARGS__), false)

/*
 * The same for a message that names things to the person:
 * return error_tell(err, ERROR_INVALID, MSG("import.column-missing"), column);
 */
#define error_tell(err, kind, key, ...) \
    (error_record_values(err, kind, key, (const char *const[]){__VA_ARGS__, NULL}), false)

#endif
