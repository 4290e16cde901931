/* Sort order: one collation for Chinese (pinyin) and Uyghur names alike. */
#ifndef I18N_COLLATE_H
#define I18N_COLLATE_H

#include <stddef.h>

/* As strcmp(), in the order people expect. */
int collate_compare(const char *left, const char *right);

#endif
