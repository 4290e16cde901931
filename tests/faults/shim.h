/*
 * A layer between SQLite and the disk that remembers what was written and when it
 * was made sure, and can break at will: the power cut of the tests.
 */
#ifndef TESTS_FAULTS_SHIM_H
#define TESTS_FAULTS_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

enum shim_file {
    SHIM_DATABASE,
    SHIM_LOG,     /* the write-ahead log */
    SHIM_JOURNAL, /* what a new database has until it has a log */
    SHIM_FILES
};

enum shim_kind {
    SHIM_WRITE,
    SHIM_TRUNCATE,
    SHIM_SYNC,
    SHIM_SAVED /* the program was told that its work is on the disk */
};

struct shim_step {
    enum shim_kind kind;
    enum shim_file file;
    int64_t offset; /* of SHIM_TRUNCATE: the size; of SHIM_SAVED: how many were saved */
    size_t size;
    unsigned char *bytes;
};

/* From now on every database is opened through the layer. Once a process. */
void shim_install(void);

/* Remembers every step from now on, or no longer. */
void shim_record(bool on);
void shim_saved(int64_t count);
const struct shim_step *shim_steps(size_t *count);
void shim_forget(void);

/* Every sync fails as on a broken disk, or no longer. */
void shim_break_sync(bool on);

/*
 * Runs hook once, in the moment of a checkpoint of this connection in which SQLite
 * before 3.51.3 loses pages when somebody commits (reset of the log).
 */
void shim_at_reset(struct store *store, void (*hook)(void));

#endif
