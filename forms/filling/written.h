/*
 * Days, months and numbers as people write them on paper and type them in a
 * hurry, with a Chinese or Uyghur keyboard on.
 *
 * Each reads a plain text into the form that is kept, in the arena; false when
 * it is none.
 */
#ifndef FORMS_WRITTEN_H
#define FORMS_WRITTEN_H

#include "core/base/arena.h"

#include <stdbool.h>

/* Full-width forms (U+FF01 to U+FF5E) as the plain characters an input method meant. */
const char *written_plain(const char *typed, struct arena *arena);

/*
 * A day in any usual writing; a month and a day alone are of this year; "t" is
 * today, "-1" yesterday, "+1" tomorrow.
 */
bool written_day(const char *text, const char *today, struct arena *arena, const char **day);

/* "2013-05" from a month in any usual writing, or from a whole day. */
bool written_month(const char *text, const char *today, struct arena *arena, const char **month);

bool written_number(const char *text, struct arena *arena, const char **number);

/* "12.5": digits with at most one point and so many digits behind it; commas between thousands
   and a sign of money are passed over. */
bool written_decimal(const char *text, int places, struct arena *arena, const char **number);

/* "08:30" from 8:30, 0830, 8点30, 8时. */
bool written_time(const char *text, struct arena *arena, const char **time);

/* Digits with '-' and '+', without spaces. */
bool written_phone(const char *text, struct arena *arena, const char **phone);

/* Eleven digits that begin with 1; +86 is passed over. */
bool written_mobile(const char *text, struct arena *arena, const char **phone);

/* Seven or eight digits, "0994-4512233" with the area code. */
bool written_landline(const char *text, struct arena *arena, const char **phone);

/* A national student number: a letter (G, J or L) and 18 characters as of an ID number. */
bool written_student_number(const char *text, struct arena *arena, const char **number);

#endif
