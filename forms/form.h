/*
 * A form as data: its questions, what fills them, what they must fulfil, and
 * what its completion means for the case.
 *
 * Definitions are YAML in XLSForm's words. Those of the program are inside it;
 * a county's own lie in its folder and win over them. Every label stands in
 * every language and every field says its clause, or the definition is refused
 * with file and line. A definition never changes once it is read.
 */
#ifndef FORMS_FORM_H
#define FORMS_FORM_H

#include "core/posts/permit.h"
#include "forms/field.h"

struct policy;

/* A group of fields under one heading of the paper. */
struct form_group {
    struct label label;
    const char *repeat; /* its name when it is a table with a row an instance; "" otherwise */
    int least, most;    /* rows that it must and may have */
    size_t index;       /* among the form's repeats */
};

struct form_field {
    const char *name; /* "visited_on"; of a row of a repeat "visited_on#2" */
    const char *base; /* as the definition names it */
    size_t place;     /* among the fields of the definition */
    int instance;     /* the row of its repeat, from 1; 0 outside, and in the definition itself */
    const struct field_type *type;
    const char *clause; /* what asks for it: "H18 annex 2" */
    struct label label; /* never empty */
    struct label hint;  /* what to write; "" for none */
    const char *fill;   /* a path of fill.c: "father.phone"; "" when it is typed */
    const char
        *calculation;       /* an expression; wins over fill while it has a value */
    const char *relevant;   /* an expression: asked for only while it holds; "" for always */
    const char *constraint; /* an expression that a given answer must fulfil; "" for none */
    struct label constraint_message;
    struct label signature;            /* who signs below it on the paper; "" for nobody */
    const char *later;                 /* what fills it once sent: "copy.result"; "" for nothing */
    const struct choice_list *choices; /* NULL when the kind has none, or its own */
    const struct form_group *group;    /* NULL above the first group */
    bool required;
    bool masked;    /* shown with its middle hidden until one is in it */
    bool beside;    /* stands beside the field before it, on screen and paper */
    bool unprinted; /* the paper does not have it */
    bool keep;      /* the next paper of the kind begins with the same answer */
};

/* What the completed form tells the case, or the child's plan of a kind while it stands.
   Expressions over the answers; "" for none. */
struct form_event {
    const char *when, *kind, *result, *day, *note;
    const char *plan;  /* "" for an event of the case */
    const char *until; /* of a plan that was reviewed: when it is looked at again */
};

/* What a form is filled about. */
enum form_about {
    ABOUT_A_CASE,  /* one that is not closed */
    ABOUT_A_CHILD, /* with or without a case */
    ABOUT_A_PLACE  /* a school, a village, a township: no child */
};

/* Whom notices are for that a class or a village gets at once; orders and penalties are weighed one
   by one. */
enum form_batch {
    BATCH_NOBODY,
    BATCH_STARTERS, /* who is due to begin school */
    BATCH_CASES,    /* whose case is open */
    BATCH_CHILDREN  /* every child of the place */
};

/* Who signs a printed copy by hand, beside those whom fields name. */
struct form_signer {
    const char *name;
    struct label label;
};

/* What a repeat tells the expressions outside of it: its rows, or the sum of a number in them. */
struct form_aggregate {
    const struct form_group *group;
    bool sums;
    size_t place; /* of the field that is summed up, in the definition */
};

struct form {
    const char *name;
    int version;
    const char *clause;
    struct label title;
    struct label purpose; /* what the paper is for, in one sentence; "" when the title says it */
    enum form_about about;
    const char *const *places; /* the kinds of place that it is for; none: any */
    size_t place_count;
    unsigned filled_by; /* roles as bits; 0: whoever may fill forms there */
    unsigned goes_to;   /* roles as bits: who gets a line when it is complete */
    const struct form_signer *signers;
    size_t signer_count;
    const char *number;    /* of a series: "{place}〔{year}〕{number}"; "" for none */
    const char *serves;    /* the legal step that its service is; "yes" for one that is none; "" */
    int copies;            /* that are printed */
    enum form_batch batch; /* for whom many are made at once, by a place */
    struct label sentence; /* what the paper says, with {field} for answers; "" for none */
    enum action action;    /* MAY_FILL_FORM, or MAY_SEND_REPORT for a report with copies */
    const struct form_field *fields;
    size_t field_count;
    const struct form_event *events;
    size_t event_count;
    const struct form_group *const *repeats;
    size_t repeat_count;
    const struct form_aggregate *aggregates;
    size_t aggregate_count;
    const char *const *facts; /* what its expressions may ask: "today", the fields of the definition
                                 in order, the aggregates ("visits_count", "hours_sum") */
    size_t fact_count;
    const struct form *definition; /* itself, unless it is expanded to the rows of a record */
    const char *file, *source;     /* the definition itself, kept with the records it made */
};

/* Every form of a county. */
struct forms;

/*
 * Reads the program's forms and those in FOLDER/forms/ (folder may be NULL). NULL when one is
 * broken: err says where. Opened before any session starts.
 */
struct forms *forms_open(const char *folder, struct error *err);
void forms_close(struct forms *forms);

/* Whether every form that a county's rules name is there. ERROR_MISSING names one that is not. */
bool forms_cover(const struct forms *forms, const struct policy *policy, struct error *err);

/* NULL when there is none of the name; the n-th by name, NULL past the last. */
const struct form *form_find(const struct forms *forms, const char *name);
const struct form *form_at(const struct forms *forms, size_t index);

/* As definitions write it: "starters", "cases", "children"; "" for nobody. */
const char *form_batch_name(enum form_batch batch);

/* NULL when the form has no such field. */
const struct form_field *form_field(const struct form *form, const char *name);
/* Its place among the fields. */
size_t form_index(const struct form *form, const struct form_field *field);

#endif
