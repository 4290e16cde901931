/*
 * What a person may type to find a name: folded Chinese, pinyin, initials, folded
 * Uyghur, Latin Uyghur; Uyghur where the name was written in Latin. Keys are compared
 * byte by byte; they are never shown.
 */
#ifndef I18N_NAMES_SEARCHKEY_H
#define I18N_NAMES_SEARCHKEY_H

#include <stdbool.h>
#include <stddef.h>

/* Opens what turns Chinese into pinyin; catalogue_open() calls it. */
bool searchkey_open(void);

/*
 * The version of the rules by which names become keys, ICU's included: what was made
 * by another is to be made anew.
 */
const char *searchkey_rules(void);

/* Takes one key; context is the caller's. */
typedef void searchkey_sink(void *context, const char *key);

/*
 * Gives every key under which a name should be found: the folded whole name, and of each
 * part on to the end. Of a Chinese name also pinyin (zhangwei) and initials (zw), from each
 * part on and in every reading; of a Uyghur name its Latin form (ULY), with o and u for ö
 * and ü and with oe and ue; of a name in Latin letters what it is in Uyghur ones. The
 * name as it is spoken is the first key in plain Latin letters.
 */
void searchkey_of_name(const char *name, searchkey_sink *sink, void *context);

/*
 * The key of a number: '#', then its digits and letters from the last to the first,
 * so that its end is a beginning. Returns the bytes it would take, as snprintf.
 */
size_t searchkey_of_number(const char *number, char *buffer, size_t size);

/*
 * Folds what a person typed into the form of the keys: case, width, spelling
 * variants of Uyghur letters, marks, dots, apostrophes and spaces. As snprintf.
 */
size_t searchkey_fold(const char *typed, char *buffer, size_t size);

/*
 * Gives what a person typed as it is spoken, in the form of the keys: Uyghur in Latin
 * letters, Chinese in each of its readings. Finds a name that is written otherwise: a
 * Uyghur one in Latin letters, or in other Chinese characters of the same sound.
 */
void searchkey_spoken(const char *typed, searchkey_sink *sink, void *context);

/* Whether what was typed finds the name: it is the beginning of one of its keys, or spoken alike,
   or stands in it. An empty text finds nothing. */
bool searchkey_finds(const char *typed, const char *name);

#endif
