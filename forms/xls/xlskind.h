/* The kinds of questions in XLSForm's words, and those of ours that are one of them and more. */
#ifndef FORMS_XLS_XLSKIND_H
#define FORMS_XLS_XLSKIND_H

#include "forms/xls/xlsexpression.h"

#include <stddef.h>

struct xls_kind {
    const char *ours, *theirs;
    const char *appearance; /* how XLSForm tells it from others of its kind; "" */
    bool usual;             /* what it is in ours when nothing more is said */
    enum xls_name_kind names;
};

/* By our name; by theirs and the appearance, which may have other words. NULL: there is none. */
const struct xls_kind *xls_kind_ours(const char *name);
const struct xls_kind *xls_kind_theirs(const char *name, const char *appearance);

/* What a phone notes by itself and nobody is asked. */
bool xls_kind_is_unasked(const char *name);

/* The lists of choices of kinds that have their own. */
#define XLS_OWN_LISTS "baoxue_"

#endif
