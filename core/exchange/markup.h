/*
 * The XML of a package's part, read as a stream.
 *
 * What office programs write is plain: no document type, no entities of its own, few levels.
 * All else is refused, so nothing is expanded, fetched or piled up. Names come
 * without their namespace's prefix. markup.c is the only file that includes
 * <expat.h>.
 */
#ifndef CORE_EXCHANGE_MARKUP_H
#define CORE_EXCHANGE_MARKUP_H

#include "core/exchange/package.h"

/* What is told while a part is read. Attributes are name, value, name, value, NULL. */
struct markup_events {
    void (*begins)(void *context, const char *name, const char *const attributes[]);
    void (*ends)(void *context, const char *name);
    void (*text)(void *context, const char *bytes, size_t length);
};

struct markup;

/* Begins to read; the part is closed with it. */
struct markup *markup_open(struct package_part *part, const struct markup_events *events,
                           void *context);
void markup_close(struct markup *markup);

/*
 * Goes on until an event asks for a pause or the part ends: *ended tells which. ERROR_INVALID
 * when it is no XML, or holds what is refused; the place is the part and its line.
 */
bool markup_run(struct markup *markup, bool *ended, struct error *err);

/* From within an event: markup_run() returns after it. */
void markup_pause(struct markup *markup);
/* From within an event: markup_run() ends with this failure; is false. */
bool markup_refuse(struct markup *markup, const struct error *why);

/* The value of an attribute by its name without a prefix; NULL when there is none. */
const char *markup_attribute(const char *const attributes[], const char *name);

#endif
