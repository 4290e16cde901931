/*
 * What an SFTP client has open: folders being listed, files being fetched, files
 * that are coming in. It knows no packets.
 */
#ifndef TUI_SSH_HANDLE_H
#define TUI_SSH_HANDLE_H

#include "tui/ssh/folder.h"

enum {
    HANDLES_MOST = 16 /* open at once */
};

/* What it shows was read when it was opened. */
struct handle {
    uint32_t number; /* 0: closed; never the same twice */
    struct arena arena;
    struct folder_entry self;
    struct folder_entry *entries; /* of a folder; how many, and how many were told */
    size_t count, told;
    const char *bytes;  /* of a paper */
    FILE *file;         /* that was brought */
    struct bring bring; /* a file that is coming in */
};

struct handles {
    uint32_t last; /* number given out */
    struct handle rows[HANDLES_MOST];
};

/* One that nothing is open in yet. NULL when too many are open. */
struct handle *handle_new(struct handles *handles);

/* The open one of that number; NULL when there is none. */
struct handle *handle_find(struct handles *handles, uint32_t number);

/* Opens what lies at a path. When it fails, call handle_give_up(). */
typedef bool handle_open(struct handle *handle, const struct folder *folder, const char *path,
                         struct error *err);
handle_open handle_open_folder;
handle_open handle_open_file; /* to be read */
handle_open handle_bring;     /* to be written */
handle_open handle_bring_new; /* the same; ERROR_CONFLICT when it is there */

/* Whether there are bytes to read, or to be written. */
bool handle_reads(const struct handle *handle);
bool handle_writes(const struct handle *handle);

/* Reads at most wanted bytes; *got is 0 at the end of the file. */
bool handle_read(const struct handle *handle, uint64_t from, char *bytes, size_t wanted,
                 size_t *got, struct error *err);

/* Closes it; a file that came in stands under its name then, or is gone. */
bool handle_close(struct handle *handle, const struct folder *folder, struct error *err);

/* Closes it; a file that did not come in whole is gone. */
void handle_give_up(struct handle *handle, const struct folder *folder);

#endif
