/*
 * Kinds of answers: how what a person types is read, kept and shown again.
 *
 * A value is text: a day in ISO 8601, a choice by its name, a number in digits.
 * A name of somebody or something is kept in both scripts where both are known,
 * "zh<TAB>ug", and shown in the reader's language; names in a list are separated
 * by line breaks. "" is no answer. To add a kind, write its reading and showing
 * and a row of field_types[].
 */
#ifndef FORMS_FIELD_H
#define FORMS_FIELD_H

#include "core/base/arena.h"
#include "core/base/error.h"
#include "i18n/catalogue.h"

/* A text in every language of the program. */
struct label {
    const char *text[LANGUAGE_COUNT];
};

struct form_choice {
    const char *name; /* what is kept */
    struct label label;
};

struct choice_list {
    const char *name;
    const struct form_choice *choices;
    size_t count;
};

/* What reading and showing a value may look at. */
struct field_context {
    const struct choice_list *choices; /* of a choice; NULL otherwise */
    const char *today;                 /* ISO 8601 */
    const char *was;                   /* the value before: a name keeps its other script */
};

struct field_type {
    const char *name; /* as in the definitions; the catalogue has "field.NAME.help" */
    bool paragraph;   /* several lines */
    bool latin;       /* digits and Latin letters: no keyboard changes what is typed */
    bool numeric;     /* a number to expressions, and may be summed up */
    bool several;     /* more than one option may be chosen */
    bool silent;      /* no answer is asked for: a note, a line to sign on */
    /* Reads what was typed, cleaned and not empty. ERROR_INVALID says what would be right. */
    bool (*read)(const struct field_context *context, const char *typed, struct arena *arena,
                 const char **value, struct error *err);
    /* The value as a person reads and corrects it; NULL when it is the value itself. */
    const char *(*show)(const struct field_context *context, enum language language,
                        const char *value, struct arena *arena);
    /* The label of the n-th choice, its value in *value; NULL past the last. May be NULL. */
    const char *(*option)(const struct field_context *context, enum language language,
                          size_t index, const char **value);
};

/* NULL when there is no such kind. */
const struct field_type *field_type_find(const char *name);
/* The kinds one by one; NULL past the last. */
const struct field_type *field_type_at(size_t index);

/* Reads what a person typed or pasted; "" is "". The value in the arena. */
bool field_read(const struct field_type *type, const struct field_context *context,
                const char *typed, struct arena *arena, const char **value, struct error *err);

/* Shows a value in a language, in the arena. */
const char *field_show(const struct field_type *type, const struct field_context *context,
                       enum language language, const char *value, struct arena *arena);

/* Whether a value that nobody typed just now, a prefilled one, is what the kind asks for. */
bool field_check(const struct field_type *type, const struct field_context *context,
                 const char *value, struct error *err);

/* Whether one of the several choices of a value is this one. */
bool field_has_choice(const char *value, const char *name);

/* The value of a field of several choices with one more or fewer of them; in the arena. */
const char *field_choices_with(const struct field_context *context, const char *value,
                               const char *name, bool chosen, struct arena *arena);

/* A name in both scripts as a value, in the arena. */
const char *field_name_value(const char *zh, const char *ug, struct arena *arena);

#endif
