/*
 * A small made-up county, for everybody's tests: built through the verbs the
 * program uses, but for the children, who are put in plainly.
 *
 *   county ─ township 0 ─ village 0 ─ group 0, group 1      household line
 *          ├ township 1 ─ village 1 ─ group 2, group 3
 *          ├ central school ─ primary ─ class 6(1)           school line
 *          ├ junior ─ grade 7 ─ class 7(1), class 7(2)
 *          └ nine_year ─ class 1(1), class 7(1)
 *
 * Primary and junior serve township 0, nine_year township 1. Each role has one
 * account, named as the role, with one post: in class 7(1), grade 7 and school
 * of the junior; at the central school; at village 0, township 0, the county. Those on
 * seats (of class 7(1), of the junior, of the county) come when they are asked for; no plan is
 * kept by anybody.
 */
#ifndef TESTS_SUPPORT_COUNTY_H
#define TESTS_SUPPORT_COUNTY_H

#include "tests/support/fixture.h"

#define COUNTY_TODAY "2026-09-17" /* a Thursday, in the third week of term */

/* Name; where enrolled; where living. */
enum county_child {
    CHILD_LI,      /* 李示例; junior 7(1); group 0 */
    CHILD_AYGUL,   /* 阿依古丽·买买提; junior 7(1); group 0 */
    CHILD_WANG,    /* 王示例; junior 7(2); group 1 */
    CHILD_KURBAN,  /* 库尔班·玉山; nine_year 7(1); group 2 */
    CHILD_ZHAO,    /* 赵示例; primary 6(1); group 0 */
    CHILD_NOWHERE, /* 周示例; of school age and on no roll; group 1 */
    CHILD_UNKNOWN, /* 吴示例; primary 6(1); in no register */
    CHILD_SMALL,   /* 帕提古丽·吐尔逊; nine_year 1(1); group 3 */
    CHILD_COUNT
};

struct county {
    int64_t id;
    int64_t township[2], village[2], group[4];
    int64_t central_school, primary, junior, nine_year;
    int64_t grade7; /* of the junior */
    int64_t class_primary_6;
    int64_t class_junior_7_1, class_junior_7_2;
    int64_t class_nine_1, class_nine_7;
    int64_t child[CHILD_COUNT];
    int64_t term;
};

/* Makes it. Fails the test when it cannot. */
struct county county_make(struct fixture *f);

/* Which children the role's post sees, and so may work for: a letter each, in their order, 'x'
   for one it sees. Said here a second time, on purpose: scope.c must agree. */
extern const char *const county_sees[ROLE_COUNT];

/* Who holds the role today; lives in the fixture's arena. */
struct actor county_actor(struct fixture *f, enum role role);

/* A new account that holds no post yet. */
int64_t county_account(struct fixture *f, const char *name, const char *person_zh,
                       const char *person_ug);

/* The post of a role at a place, or the seat named as the role; made when missing. */
int64_t county_post(struct fixture *f, enum role role, int64_t place_id);

#endif
