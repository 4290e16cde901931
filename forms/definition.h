/*
 * Reading a form's definition: YAML in XLSForm's words, checked whole.
 *
 * What a definition gets wrong is said with file and line when it is read, not on
 * the day somebody fills it: a missing language, an unknown word, kind, fill or
 * list, a name said twice, an expression that asks what is not there.
 */
#ifndef FORMS_DEFINITION_H
#define FORMS_DEFINITION_H

#include "forms/form.h"

/* The form in the arena; file is what errors call it. ERROR_INVALID: {0} is "FILE:LINE". */
bool definition_read(const char *file, const char *source, struct arena *arena,
                     const struct form **form, struct error *err);

/* A mistake in a definition: its line and the reason, as a message. */
struct definition_mistake {
    int line;
    struct error reason;
};

/*
 * The form, or NULL with every mistake in it, by line; in the arena. A text that is no YAML has one
 * mistake.
 */
const struct form *definition_check(const char *file, const char *source, struct arena *arena,
                                    const struct definition_mistake **mistakes, size_t *count);

#endif
