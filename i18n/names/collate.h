/* Sort order: one collation for Chinese (pinyin) and Uyghur names alike. */
#ifndef I18N_NAMES_COLLATE_H
#define I18N_NAMES_COLLATE_H

#include <stdbool.h>
#include <stddef.h>

/* Builds the collation; catalogue_open() calls it. */
bool collate_open(void);

/* As strcmp(), in the order people expect. */
int collate_compare(const char *left, const char *right);

/* The same for texts that no NUL ends. */
int collate_compare_bytes(const char *left, size_t left_length, const char *right,
                          size_t right_length);

#endif
