/*
 * Who may do what: roles, and the table of what each may do.
 *
 * Every verb asks here first, inside its transaction. What is not in the table
 * is refused. What a person may see is cut by the scoped views (core/scope/scope.h);
 * this module answers only for what they may do, and where.
 */
#ifndef CORE_PERMIT_H
#define CORE_PERMIT_H

#include "core/base/arena.h"
#include "core/base/error.h"

#include <stdint.h>

struct store;

/* Requirements 9. The names in roles[] (permit.c) are those of post.role and of policies. */
enum role {
    ROLE_CLASS_TEACHER,
    ROLE_SUBJECT_TEACHER,
    ROLE_GRADE_HEAD,
    ROLE_ACADEMIC_OFFICE,
    ROLE_ROLL_KEEPER,
    ROLE_PRINCIPAL,
    ROLE_CENTRAL_SCHOOL,
    ROLE_VILLAGE_WORKER,
    ROLE_TOWNSHIP,
    ROLE_BUREAU_EDUCATION,
    ROLE_SUPERVISION,
    ROLE_LEADING_GROUP,
    ROLE_HOME_TEACHER,
    ROLE_PAIRED_CADRE,
    ROLE_ACCOUNT_ADMIN,
    ROLE_AUDITOR,
    ROLE_COUNT
};

enum action {
    MAY_SEE_CHILDREN,
    MAY_EDIT_PLACES,
    MAY_EDIT_CALENDAR,
    MAY_IMPORT,
    MAY_COMPARE,
    MAY_SETTLE_FINDING,
    MAY_EDIT_REGISTER,
    MAY_EDIT_ROLL,
    MAY_RECORD_ABSENCE,
    MAY_REPORT_SIGHTING,
    MAY_OPEN_CASE,
    MAY_RECORD_EVENT,
    MAY_FILL_FORM,
    MAY_SEND_REPORT,
    MAY_RECEIVE_REPORT,
    MAY_ASSIGN,
    MAY_ASK_CLOSING,
    MAY_CONFIRM_CLOSING,
    MAY_REOPEN,
    MAY_MANAGE_ACCOUNTS,
    MAY_SEE_SESSIONS,
    MAY_READ_TRAIL,
    MAY_TAKE_OVER, /* answer when a case is offered */
    MAY_KEEP_LETTERS,
    MAY_SIGN_HANDOVER, /* sixth-graders, for their school */
    MAY_MARK_ROLL,
    MAY_SKIP_STEP,
    MAY_PAUSE,
    MAY_KEEP_PLAN,
    MAY_REPORT_ROUND,
    MAY_CHANGE_RULES,
    MAY_MARK_CHILD, /* as one of a support group */
    MAY_HOLD_BACK, /* what would be erased */
    ACTION_COUNT
};

/* A post that a person holds today. */
struct held_post {
    int64_t id;
    enum role role;
    int64_t place_id;
    bool stand_in;
};

/* Who acts. The console's actor has account 0 and may do everything. */
struct actor {
    int64_t account_id;
    const char *name; /* account name */
    const struct held_post *posts;
    size_t post_count;
    bool console;
};

/* Whether there is an account to keep rows for, and to sign with. */
bool actor_has_account(const struct actor *actor);

/* Whether any post of the actor may do it. ERROR_DENIED when none may. */
bool permit(const struct actor *actor, enum action action, struct error *err);

/*
 * Whether a post of the actor that covers the place may do it; the post in *post
 * when post is not NULL (NULL in it for the console). ERROR_DENIED when none may.
 */
bool permit_at(struct store *store, const struct actor *actor, enum action action,
               int64_t place_id, const struct held_post **post, struct error *err);

/*
 * Whether a post of the actor keeps a plan of the child of one of the kinds, a JSON array, and its
 * role may do it; the post in *post when post is not NULL. For what a keeper does wherever the
 * child is. ERROR_DENIED when none may.
 */
bool permit_keeper(struct store *store, const struct actor *actor, enum action action,
                   int64_t child_id, const char *kinds, const struct held_post **post,
                   struct error *err);

/* As permit(), without an error: for what a screen offers. */
bool permit_offers(const struct actor *actor, enum action action);

/* The actor's posts as a JSON array, "[3,17]", for json_each() in a query. */
const char *permit_posts(const struct actor *actor, struct arena *arena);

bool role_may(enum role role, enum action action);

/* Whether the role has nothing by its place: its posts see and work with the children alone whose
   plans they keep (A9, A11, D8). permit_at() passes them over. */
bool role_by_plan(enum role role);

/* Whether many hold it at one place, each on a post of their own with a name: a seat. */
bool role_seated(enum role role);

/* "class_teacher"; the catalogue has "role.class_teacher". */
const char *role_name(enum role role);
bool role_find(const char *name, enum role *role);

/* The kind of place a role is held at: "class", "school", "village", ... */
const char *role_place_kind(enum role role);

#endif
