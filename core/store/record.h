/*
 * One description of what a list holds: its columns, what files call them, and
 * how what stands in them is read. Imports, corrections and the trail use the same.
 *
 * A column's spellings are those of the thing "column.NAME" (core/exchange/vocabulary.h).
 * A row is its values by the column's number, "" where nothing is written.
 */
#ifndef CORE_RECORD_H
#define CORE_RECORD_H

#include "core/exchange/value.h"

/* Columns of which a row must have at least one, by number; 0 may be missing. */
enum need {
    NEED_NOT,
    NEED_NAME,
    NEED_PLACE,
    NEED_WHO, /* ID number or day of birth */
    NEED_KIND,
    NEED_ACCOUNT,
    NEED_DAY,
    NEED_SOURCE,
    NEED_COUNT
};

struct column {
    const char *name; /* the field; "column.NAME" is its catalogue key */
    value_read *read;
    enum need need;
    bool latin; /* numbers, codes, days: typed on no other keyboard, read from the left */
};

struct record {
    const char *name; /* "roll" */
    const struct column *columns;
    size_t count;
};

enum place_column {
    PLACE_KIND,
    PLACE_CODE,
    PLACE_NAME,
    PLACE_NAME_UG,
    PLACE_PARENT,  /* by code or name; the county when empty */
    PLACE_PRIMARY, /* the schools that serve it */
    PLACE_JUNIOR,
    PLACE_COLUMNS
};

enum school_column {
    SCHOOL_NAME,
    SCHOOL_NAME_UG,
    SCHOOL_CODE,
    SCHOOL_STAGE,
    SCHOOL_CENTRAL, /* the central school it belongs to */
    SCHOOL_COLUMNS
};

enum account_column {
    ACCOUNT_NAME,
    ACCOUNT_PERSON,
    ACCOUNT_PERSON_UG,
    ACCOUNT_PHONE,
    ACCOUNT_ROLE,
    ACCOUNT_PLACE, /* by code or name */
    ACCOUNT_TOWNSHIP,
    ACCOUNT_VILLAGE,
    ACCOUNT_SCHOOL,
    ACCOUNT_GRADE,
    ACCOUNT_CLASS,
    ACCOUNT_SEAT, /* where many hold the role; the account's name when empty */
    ACCOUNT_FIRST_DAY,
    ACCOUNT_LAST_DAY,
    ACCOUNT_COLUMNS
};

enum register_column {
    REGISTER_TOWNSHIP,
    REGISTER_VILLAGE,
    REGISTER_GROUP,
    REGISTER_YEAR,
    REGISTER_PAGE,
    REGISTER_LINE,
    REGISTER_HEAD,
    REGISTER_HEAD_PHONE,
    REGISTER_REGISTERED,
    REGISTER_ADDRESS,
    REGISTER_NAME,
    REGISTER_NAME_UG,
    REGISTER_ID_NUMBER,
    REGISTER_SEX,
    REGISTER_BORN,
    REGISTER_RESIDENT,
    REGISTER_FATHER,
    REGISTER_FATHER_UG,
    REGISTER_FATHER_PHONE,
    REGISTER_FATHER_WORK,
    REGISTER_MOTHER,
    REGISTER_MOTHER_UG,
    REGISTER_MOTHER_PHONE,
    REGISTER_MOTHER_WORK,
    REGISTER_GUARDIAN,
    REGISTER_GUARDIAN_UG,
    REGISTER_GUARDIAN_PHONE,
    REGISTER_GUARDIAN_WORK,
    REGISTER_GUARDIAN_RELATION,
    REGISTER_COLUMNS
};

enum roll_column {
    ROLL_NAME,
    ROLL_NAME_UG,
    ROLL_ID_NUMBER,
    ROLL_STUDENT_NUMBER,
    ROLL_SEX,
    ROLL_BORN,
    ROLL_SCHOOL,
    ROLL_SCHOOL_CODE,
    ROLL_GRADE,
    ROLL_CLASS,
    ROLL_STATUS,
    ROLL_GUARDIAN,
    ROLL_PHONE,
    ROLL_COLUMNS
};

enum calendar_column {
    CALENDAR_PLACE, /* the school, by code or name; the county when empty */
    CALENDAR_KIND,  /* term, holiday or make-up day */
    CALENDAR_FIRST,
    CALENDAR_LAST, /* of a day alone it may stay empty */
    CALENDAR_NAME, /* of holidays and make-up days */
    CALENDAR_NAME_UG,
    CALENDAR_ANNOUNCED, /* yes or no; yes when empty */
    CALENDAR_COLUMNS
};

enum groups_column {
    GROUPS_GROUP, /* of the county's rules */
    GROUPS_ID_NUMBER,
    GROUPS_NAME,
    GROUPS_NAME_UG,
    GROUPS_BORN,
    GROUPS_SOURCE, /* whose list it is */
    GROUPS_DAY,    /* and of which day */
    GROUPS_COLUMNS
};

extern const struct record record_places, record_schools, record_accounts, record_calendar,
    record_register, record_roll, record_groups;

/* Adds what files may call the columns. */
void record_words(const struct record *record, struct vocabulary *words);

/* The column a header names; -1 when it is none of the record's. */
int record_column(const struct record *record, const struct vocabulary *words, const char *header);

/* The column with this field name; -1 when there is none. */
int record_field(const struct record *record, const char *name);

/* Whether the column with this field name is Latin; false when there is none. */
bool record_latin(const struct record *record, const char *name);

/* Cleans and reads one cell; "" stays "". ERROR_INVALID with the reason. */
bool record_read(const struct record *record, const struct vocabulary *words, int column,
                 const char *cell, struct arena *arena, const char **value, struct error *err);

/*
 * The first column of a need that nothing meets; -1 when all are met. met says
 * of each column whether it is there (in a header) or filled (in a row).
 */
int record_missing(const struct record *record, const bool *met);

#endif
