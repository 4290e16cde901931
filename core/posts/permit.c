#include "core/posts/permit.h"

#include "core/store/store.h"

#include <inttypes.h>
#include <string.h>

#define BIT(action) ((uint64_t)1 << (action))

/* Recording what happened to a child: everybody who goes and talks. */
#define FIELD_WORK (BIT(MAY_SEE_CHILDREN) | BIT(MAY_OPEN_CASE) | BIT(MAY_RECORD_EVENT) \
                    | BIT(MAY_FILL_FORM) | BIT(MAY_ASK_CLOSING) | BIT(MAY_KEEP_PLAN)   \
                    | BIT(MAY_REPORT_ROUND))

/* Who comes to one child: its helper, and the teacher sent to its home. */
#define PLAN_WORK (BIT(MAY_SEE_CHILDREN) | BIT(MAY_FILL_FORM) | BIT(MAY_KEEP_PLAN))

/* Requirements 9 and H17: each role, where it is held, and what it may do. The day's absences are
   the class teacher's word; any teacher says what they saw of a child (N4, H12). */
static const struct {
    const char *name, *place_kind;
    uint64_t actions;
} roles[ROLE_COUNT] = {
    [ROLE_CLASS_TEACHER] = {"class_teacher",    "class",
                            FIELD_WORK | BIT(MAY_REPORT_SIGHTING) | BIT(MAY_RECORD_ABSENCE)
                                | BIT(MAY_MARK_CHILD)                                                 },
    [ROLE_SUBJECT_TEACHER] = {"subject_teacher",  "class",
                            BIT(MAY_SEE_CHILDREN) | BIT(MAY_OPEN_CASE) | BIT(MAY_RECORD_EVENT)
                                  | BIT(MAY_FILL_FORM) | BIT(MAY_KEEP_PLAN) | BIT(MAY_REPORT_SIGHTING)},
    [ROLE_GRADE_HEAD] = {"grade_head",       "grade",
                            FIELD_WORK | BIT(MAY_REPORT_SIGHTING) | BIT(MAY_RECORD_ABSENCE)           },
    [ROLE_ACADEMIC_OFFICE] = {"academic_office",  "school",
                            FIELD_WORK | BIT(MAY_REPORT_SIGHTING) | BIT(MAY_EDIT_CALENDAR) | BIT(MAY_RECORD_ABSENCE)
                                  | BIT(MAY_SETTLE_FINDING) | BIT(MAY_EDIT_REGISTER) | BIT(MAY_ASSIGN)
                                  | BIT(MAY_CONFIRM_CLOSING) | BIT(MAY_TAKE_OVER) | BIT(MAY_SIGN_HANDOVER)
                                  | BIT(MAY_MARK_ROLL) | BIT(MAY_MARK_CHILD)                          },
    [ROLE_ROLL_KEEPER] = {"roll_keeper",      "school",
                            BIT(MAY_SEE_CHILDREN) | BIT(MAY_SETTLE_FINDING) | BIT(MAY_EDIT_REGISTER)
                              | BIT(MAY_EDIT_ROLL) | BIT(MAY_MARK_ROLL) | BIT(MAY_REPORT_ROUND)       },
    [ROLE_PRINCIPAL] = {"principal",        "school",
                            FIELD_WORK | BIT(MAY_REPORT_SIGHTING) | BIT(MAY_EDIT_CALENDAR) | BIT(MAY_RECORD_ABSENCE)
                            | BIT(MAY_SETTLE_FINDING) | BIT(MAY_EDIT_REGISTER) | BIT(MAY_EDIT_ROLL)
                            | BIT(MAY_SEND_REPORT) | BIT(MAY_ASSIGN) | BIT(MAY_CONFIRM_CLOSING) | BIT(MAY_REOPEN)
                            | BIT(MAY_TAKE_OVER) | BIT(MAY_SIGN_HANDOVER) | BIT(MAY_MARK_ROLL) | BIT(MAY_SKIP_STEP)
                            | BIT(MAY_PAUSE) | BIT(MAY_MARK_CHILD)                                    },
    [ROLE_CENTRAL_SCHOOL] = {"central_school",   "central_school",
                            FIELD_WORK | BIT(MAY_REPORT_SIGHTING) | BIT(MAY_SETTLE_FINDING) | BIT(MAY_ASSIGN)
                                 | BIT(MAY_CONFIRM_CLOSING) | BIT(MAY_SEND_REPORT) | BIT(MAY_PAUSE)   },
    [ROLE_VILLAGE_WORKER] = {"village_worker",   "village",
                            FIELD_WORK | BIT(MAY_REPORT_SIGHTING) | BIT(MAY_EDIT_REGISTER)
                                 | BIT(MAY_MARK_CHILD)                                                },
    [ROLE_TOWNSHIP] = {"township",         "township",
                            FIELD_WORK | BIT(MAY_REPORT_SIGHTING) | BIT(MAY_EDIT_REGISTER) | BIT(MAY_RECEIVE_REPORT)
                           | BIT(MAY_ASSIGN) | BIT(MAY_CONFIRM_CLOSING) | BIT(MAY_TAKE_OVER)
                           | BIT(MAY_MARK_CHILD)                                                      },
    [ROLE_BUREAU_EDUCATION] = {"bureau_education", "county",
                            FIELD_WORK | BIT(MAY_EDIT_PLACES) | BIT(MAY_EDIT_CALENDAR) | BIT(MAY_IMPORT)
                                   | BIT(MAY_COMPARE) | BIT(MAY_SETTLE_FINDING) | BIT(MAY_EDIT_REGISTER) | BIT(MAY_EDIT_ROLL)
                                   | BIT(MAY_RECEIVE_REPORT) | BIT(MAY_ASSIGN) | BIT(MAY_CONFIRM_CLOSING) | BIT(MAY_REOPEN)
                                   | BIT(MAY_KEEP_LETTERS) | BIT(MAY_MARK_ROLL) | BIT(MAY_SEND_REPORT) | BIT(MAY_SKIP_STEP)
                                   | BIT(MAY_PAUSE) | BIT(MAY_CHANGE_RULES) | BIT(MAY_MARK_CHILD)
                                   | BIT(MAY_HOLD_BACK)                                               },
    [ROLE_SUPERVISION] = {"supervision",      "county",
                            FIELD_WORK | BIT(MAY_RECEIVE_REPORT) | BIT(MAY_ASSIGN) | BIT(MAY_CONFIRM_CLOSING)
                              | BIT(MAY_REOPEN)                                                       },
    [ROLE_LEADING_GROUP] = {"leading_group",    "county",
                            FIELD_WORK | BIT(MAY_RECEIVE_REPORT)                                      },
    [ROLE_HOME_TEACHER] = {"home_teacher",     "school",
                            PLAN_WORK                                                                 },
    [ROLE_PAIRED_CADRE] = {"paired_cadre",     "county",
                            PLAN_WORK                                                                 },
    [ROLE_ACCOUNT_ADMIN] = {"account_admin",    "county",
                            BIT(MAY_MANAGE_ACCOUNTS) | BIT(MAY_SEE_SESSIONS)                          },
    [ROLE_AUDITOR] = {"auditor",          "county",
                            BIT(MAY_READ_TRAIL)                                                       },
};

/* Many hold these at one place, each on a post of their own: a seat. Whose children come by plan
   has none by the place (A9, A11, D8). */
static const struct {
    enum role role;
    bool by_plan;
} seats[] = {
    {ROLE_SUBJECT_TEACHER, false},
    {ROLE_HOME_TEACHER,    true },
    {ROLE_PAIRED_CADRE,    true },
};

_Static_assert(ACTION_COUNT <= 64, "the actions of a role are bits of one number");

bool role_may(enum role role, enum action action)
{
    return (roles[role].actions & BIT(action)) != 0;
}

bool role_seated(enum role role)
{
    for (size_t i = 0; i < COUNT(seats); i++)
        if (seats[i].role == role)
            return true;
    return false;
}

bool role_by_plan(enum role role)
{
    for (size_t i = 0; i < COUNT(seats); i++)
        if (seats[i].role == role)
            return seats[i].by_plan;
    return false;
}

const char *role_name(enum role role)
{
    return roles[role].name;
}

bool role_find(const char *name, enum role *role)
{
    for (int i = 0; i < ROLE_COUNT; i++)
        if (strcmp(roles[i].name, name) == 0) {
            *role = (enum role)i;
            return true;
        }
    return false;
}

const char *role_place_kind(enum role role)
{
    return roles[role].place_kind;
}

bool permit_offers(const struct actor *actor, enum action action)
{
    for (size_t i = 0; i < actor->post_count; i++)
        if (role_may(actor->posts[i].role, action))
            return true;
    return actor->console;
}

bool actor_has_account(const struct actor *actor)
{
    return actor->account_id != 0;
}

bool permit(const struct actor *actor, enum action action, struct error *err)
{
    if (permit_offers(actor, action))
        return true;
    return error_set(err, ERROR_DENIED, MSG("denied"), "account %" PRId64 ", action %d",
                     actor->account_id, (int)action);
}

static bool covers(struct store *store, int64_t ancestor, int64_t place, bool *within,
                   struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM place_within"
                                     " WHERE ancestor_id = :ancestor AND place_id = :place");
    bind_int(&query, ":ancestor", ancestor);
    bind_int(&query, ":place", place);
    *within = query_next(&query);
    return query_ok(&query, err);
}

bool permit_at(struct store *store, const struct actor *actor, enum action action,
               int64_t place_id, const struct held_post **post, struct error *err)
{
    if (post)
        *post = NULL;
    if (actor->console)
        return true;
    for (size_t i = 0; i < actor->post_count; i++) {
        bool within = false;
        if (!role_may(actor->posts[i].role, action) || role_by_plan(actor->posts[i].role))
            continue;
        if (!covers(store, actor->posts[i].place_id, place_id, &within, err))
            return false;
        if (!within)
            continue;
        if (post)
            *post = &actor->posts[i];
        return true;
    }
    return error_set(err, ERROR_DENIED, MSG("denied"), "account %" PRId64 ", action %d, place %" PRId64,
                     actor->account_id, (int)action, place_id);
}

static bool keeps(struct store *store, int64_t post_id, int64_t child_id, const char *kinds,
                  bool *kept, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM main.plan WHERE post_id = :post"
                                     " AND child_id = :child AND state IN ('asked', 'stands')"
                                     " AND kind IN (SELECT value FROM json_each(:kinds))");
    bind_text(&query, ":kinds", kinds);
    bind_int(&query, ":post", post_id);
    bind_int(&query, ":child", child_id);
    *kept = query_next(&query);
    return query_ok(&query, err);
}

bool permit_keeper(struct store *store, const struct actor *actor, enum action action,
                   int64_t child_id, const char *kinds, const struct held_post **post,
                   struct error *err)
{
    if (post)
        *post = NULL;
    for (size_t i = 0; i < actor->post_count; i++) {
        bool kept = false;
        if (!role_may(actor->posts[i].role, action))
            continue;
        if (!keeps(store, actor->posts[i].id, child_id, kinds, &kept, err))
            return false;
        if (!kept)
            continue;
        if (post)
            *post = &actor->posts[i];
        return true;
    }
    return error_set(err, ERROR_DENIED, MSG("denied"),
                     "account %" PRId64 ", action %d, child %" PRId64, actor->account_id,
                     (int)action, child_id);
}

const char *permit_posts(const struct actor *actor, struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < actor->post_count; i++)
        list = arena_text(arena, "%s%s%" PRId64, list, i ? "," : "", actor->posts[i].id);
    return arena_text(arena, "[%s]", list);
}
