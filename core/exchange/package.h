/*
 * A zip file, as office programs pack their documents: parts by name, each read as a stream.
 *
 * The file may come from anywhere. What it unpacks to is counted while it is
 * unpacked, whatever its headers say, and nothing of it ever lies in memory as a
 * whole. package.c is the only file that includes <zip.h>.
 */
#ifndef CORE_EXCHANGE_PACKAGE_H
#define CORE_EXCHANGE_PACKAGE_H

#include "core/base/error.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum {
    PACKAGE_FILE_MOST = 32 << 20,      /* bytes as it lies on the disk */
    PACKAGE_UNPACKED_MOST = 128 << 20, /* bytes of all parts that are read */
    PACKAGE_RATIO_MOST = 200,          /* times its own size; tables reach 20 */
    PACKAGE_RATIO_FROM = 4 << 20,      /* bytes below which the ratio says nothing */
    PACKAGE_PARTS_MOST = 1000,
};

struct package;

/*
 * Opens what the stream is on, which has to be a file; the stream stays the caller's. NULL with
 * ERROR_INVALID when it is no zip file, an office document of the old kind, cut short, too large,
 * of too many parts, or locked by a password.
 */
struct package *package_open(FILE *file, struct error *err);
void package_close(struct package *package);

/* The name of a part by its place; NULL past the last. */
const char *package_part_name(const struct package *package, size_t index);

struct package_part;

/* NULL with ERROR_MISSING when there is no such part; the name without a slash before it. */
struct package_part *package_part_open(struct package *package, const char *name,
                                       struct error *err);
void package_part_close(struct package_part *part);
const char *package_part_called(const struct package_part *part);

/* Fills the buffer and says in *size how much; 0 is the end. ERROR_INVALID beyond the limits. */
bool package_part_read(struct package_part *part, char *buffer, size_t *size, struct error *err);

#endif
