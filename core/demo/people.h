/* Who lives where and learns where in the demonstration county, before any list is written. */
#ifndef CORE_DEMO_PEOPLE_H
#define CORE_DEMO_PEOPLE_H

#include "core/demo/demo.h"
#include "core/demo/words.h"

enum {
    DEMO_GRADES = 9, /* compulsory: primary 1 to 6, junior secondary 7 to 9 */
    DEMO_CLASS_SIZE = 45,
    DEMO_NAME_SIZE = 96,
};

/* What is wrong between the lists about a child; the names in the answer key are the findings'. */
enum planted {
    PLANTED_NOTHING,
    PLANTED_NEVER_ENROLLED,
    PLANTED_NOT_IN_REGISTER,
    PLANTED_NO_SHOW,
    PLANTED_ID_DIFFERS,
    PLANTED_NAME_DIFFERS,
    PLANTED_SEX_DIFFERS,
    PLANTED_BIRTH_DIFFERS,
    PLANTED_TWICE,
    PLANTED_KINDS
};

struct demo_school {
    int township, number; /* the number runs within the township */
    bool junior;
    int pupils[DEMO_GRADES + 1];
};

struct demo_child {
    int born;                         /* day number */
    int group;                        /* index of the residents' group */
    int household;                    /* page within its group, from 1 */
    int line;                         /* row on the page, from 1 */
    int school;                       /* index; -1 when not of school age */
    uint16_t name[2], father, mother; /* indexes of words */
    uint16_t sequence;                /* of the ID number */
    uint16_t place_in_class;          /* counted through the grade of the school */
    uint8_t grade, surname;
    bool girl, uyghur;
    enum planted planted;
};

struct demo_group {
    int township, village, number; /* village runs within the township, number within the village */
    int children;
};

struct demo_people {
    struct demo_school *schools;
    struct demo_group *groups;
    struct demo_child *children;
    size_t school_count, group_count, child_count;
    int townships, villages;
    int school_year;
};

/* Makes everybody. The same demo gives the same people. */
void people_make(const struct demo *demo, const struct words *words, struct arena *arena,
                 struct demo_people *people);

/* The school that serves where a child lives: its township's villages share the schools. */
int people_school_for(const struct demo_people *people, const struct demo_child *child, bool junior);

/* Another school for the same grades; the same one when there is no other. */
int people_other_school(const struct demo_people *people, int school);

/* How many classes a grade of a school has, and which of them a child is in (from 1). */
int people_classes(const struct demo_school *school, int grade);
int people_class(const struct demo_people *people, const struct demo_child *child);

/* The ID number with its check digit (GB 11643): 18 characters and a NUL. */
void people_id_number(const struct demo_child *child, unsigned sequence, char number[static 19]);

#endif
