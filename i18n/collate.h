/* Sort order: one collation for Chinese (pinyin) and Uyghur names alike. */
#ifndef I18N_COLLATE_H
#define I18N_COLLATE_H

#include <stdbool.h>

/* Builds the collation; catalogue_open() calls it. */
bool collate_open(void);

/* As strcmp(), in the order people expect. */
int collate_compare(const char *left, const char *right);

#endif
