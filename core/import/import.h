/*
 * Lists coming in from files: places, schools, accounts, the calendar, the register, the roll, and
 * those of departments that say who is in a support group.
 *
 * A file goes in as one transaction: its good rows, once, or nothing of it. Rows
 * that break a rule are refused one by one, with row, column and reason, and come
 * back as a file. The same file again changes nothing. Columns that are not
 * needed are dropped without being read (requirements 10). A rehearsal does all
 * of it and takes everything back, so it cannot say anything but what happens.
 */
#ifndef CORE_IMPORT_H
#define CORE_IMPORT_H

#include "core/exchange/csv.h"
#include "core/posts/permit.h"
#include "core/store/store.h"
#include "i18n/catalogue.h"

struct policy;

enum {
    IMPORT_FIRST_FAULTS = 20, /* how many refused rows a report tells of */
    IMPORT_FIRST_PLACES = 200,
    IMPORT_ROWS_MOST = 2000000,
};

struct import_request {
    const char *kind; /* "places", "schools", "accounts", "calendar", "register", "roll", "groups" */
    const char *file; /* its name, without folders */
    struct csv_source source;
    const char *today;
    const struct policy *policy; /* the county's rules; NULL will do but for calendar and groups */
    enum language language;      /* of reasons and headers in the files that come back */
    bool create;                 /* makes villages, groups, schools and classes that the county lacks */
    bool rehearse;               /* a dry run: nothing is kept */
    struct csv_sink rejects;     /* gets the refused rows, if there are any; write may be NULL */
    struct csv_sink results;     /* accounts: gets the one-time passwords; write may be NULL */
};

struct import_fault {
    int64_t row;
    const char *column; /* as the file calls it; "" when it is the whole row */
    const char *reason; /* in the request's language */
};

struct import_report {
    int64_t id; /* of the import; 0 after a rehearsal */
    int64_t rows, added, changed, same, refused;
    struct import_fault faults[IMPORT_FIRST_FAULTS];
    size_t fault_count;
    bool restricted;     /* it names who is in a restricted group: nothing of it was taken */
    const char *dropped; /* headers of the columns that are not needed; "" when none */
    /* What the county lacked: made with create, else the reason of refusals. */
    const char *places[IMPORT_FIRST_PLACES];
    int64_t place_count; /* of all, also those beyond IMPORT_FIRST_PLACES */
};

/*
 * Loads a file. permit: MAY_IMPORT; MAY_MANAGE_ACCOUNTS for accounts, MAY_EDIT_CALENDAR for the
 * calendar. ERROR_INVALID
 * when the file as a whole cannot be used: no table, a needed column is missing,
 * a row without end, a restricted group in it. Then, and when the database fails,
 * nothing is kept; of a list with a restricted group nothing comes back either,
 * and the caller has it taken out of the drop folder: bring_withdraw().
 */
bool import_run(struct store *store, const struct actor *actor, const struct import_request *request,
                struct arena *arena, struct import_report *report, struct error *err);

#endif
