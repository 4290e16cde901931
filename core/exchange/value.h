/*
 * A cell as it was written, read into the one form that the program keeps.
 *
 * Every reader takes cleaned text, gives a value in the arena, and refuses with
 * ERROR_INVALID and a key that says to the person what is wrong.
 */
#ifndef CORE_VALUE_H
#define CORE_VALUE_H

#include "core/base/error.h"
#include "core/exchange/vocabulary.h"

enum {
    VALUE_MOST = 600 /* bytes of a cell that is kept */
};

typedef bool value_read(const struct vocabulary *words, const char *written, struct arena *arena,
                        const char **value, struct error *err);

/* A vocabulary with everything the readers below ask for. */
void value_words(struct vocabulary *words);

/*
 * Cleans a cell: control characters and spaces at its ends go, and so does what
 * only says that there is nothing ("/", "无"). Refuses what cannot be read or is too long.
 */
bool value_clean(const struct vocabulary *words, const char *cell, struct arena *arena,
                 const char **written, struct error *err);

value_read value_text;
value_read value_id_number;
value_read value_day;       /* "2014-04-11" */
value_read value_birth_day; /* the same, or "2014-04" where the day is not said */
value_read value_number;    /* "12" */
value_read value_grade;     /* "1" to "12" */
value_read value_class;     /* "2", "7-2" where the grade stands before it, or its name */
value_read value_year;      /* of a school year: the year it begins in */
value_read value_sex, value_status, value_stage, value_resident, value_relation, value_role, value_place_kind;
value_read value_calendar_kind; /* "term", "holiday", "make_up" */
value_read value_yes_no;        /* "yes", "no" */

/* Whether a text is in the Arabic letters of Uyghur. */
bool value_in_uyghur(const char *text);

#endif
