/* What the ledger knows of one case, before it is put into cells. For ledger.c alone. */
#ifndef FORMS_LEDGER_READ_H
#define FORMS_LEDGER_READ_H

#include "core/cases/casefile.h"
#include "forms/form.h"

/* The last visit or contact: as its paper tells it, where there is one. */
struct ledger_visit {
    const char *day, *kind, *result, *people, *attitude;
};

struct ledger_case {
    /* Set by the caller. */
    struct store *store;
    const struct forms *forms;
    enum language language;
    const char *today;
    struct arena *arena;

    struct casefile file;
    struct case_about about;
    const char *id_number, *address, *placement, *evidence; /* "" for none */
    int64_t absent;                                         /* days without leave, since the first that the case tells of */
    struct ledger_visit visit;
    const char *papers; /* "劝返通知书 3号 2026-09-18; …" */
};

bool ledger_read(struct ledger_case *c, int64_t case_id, struct error *err);

#endif
