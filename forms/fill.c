#include "forms/fill.h"

#include "core/dispatch.h"
#include "core/policy.h"
#include "core/post.h"
#include "forms/field.h"

#include <string.h>

/* Whose number a fill's SQL is asked with. */
enum about {
    ABOUT_CHILD,
    ABOUT_CASE,
    ABOUT_PLACE,
    ABOUT_ACCOUNT,
    ABOUT_POST_PLACE /* where the actor's first post is */
};

/* What a fill's columns are. */
enum shape {
    ONE_TEXT, /* the value */
    NAMES     /* zh and ug; several rows are a list */
};

struct fill_row {
    const char *path;
    enum about about;
    enum shape shape;
    bool dated; /* asks for :today beside :id */
    const char *sql;
};

typedef bool fill_work(struct store *store, const struct fill_subject *subject,
                       struct arena *arena, const char **value, struct error *err);

static const struct fill_row fills[] = {
    {"me.name",                  ABOUT_ACCOUNT,    NAMES,    false,
     "SELECT person_zh, person_ug FROM main.account WHERE id = :id"                       },
    {"me.phone",                 ABOUT_ACCOUNT,    ONE_TEXT, false,
     "SELECT phone FROM main.account WHERE id = :id"                                      },
    {"me.place",                 ABOUT_POST_PLACE, NAMES,    false,
     "SELECT name_zh, name_ug FROM main.place WHERE id = :id"                             },

    {"place.name",               ABOUT_PLACE,      NAMES,    false,
     "SELECT name_zh, name_ug FROM main.place WHERE id = :id"                             },

    {"child.name",               ABOUT_CHILD,      NAMES,    false,
     "SELECT name_zh, name_ug FROM main.child WHERE id = :id"                             },
    {"child.sex",                ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT sex FROM main.child WHERE id = :id"                                          },
    {"child.born",               ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT substr(born, 1, 7) FROM main.child WHERE id = :id"                           },
    {"child.id_number",          ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT id_number FROM main.child WHERE id = :id"                                    },
    {"child.student_number",     ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT student_number FROM main.roll_entry WHERE child_id = :id AND removed_on IS NULL"
     " ORDER BY id DESC LIMIT 1"                                                          },

 /* The school of the roll, or else the one in charge of the child's case (H14). */
    {"child.school",             ABOUT_CHILD,      NAMES,    false,
     "SELECT zh, ug FROM (SELECT 1 AS rank, p.name_zh AS zh, p.name_ug AS ug FROM main.child c"
     " JOIN main.place_within w ON w.place_id = c.class_id"
     " JOIN main.place p ON p.id = w.ancestor_id WHERE c.id = :id AND p.kind = 'school'"
     " UNION ALL SELECT 2, p.name_zh, p.name_ug FROM main.casefile f"
     " JOIN main.place p ON p.id = f.school_id WHERE f.child_id = :id)"
     " ORDER BY rank LIMIT 1"                                                             },
    {"child.class",              ABOUT_CHILD,      NAMES,    false,
     "SELECT CASE WHEN p.name_zh = '' AND p.name_ug = '' THEN p.grade || '(' || p.number || ')'"
     " ELSE p.name_zh END, p.name_ug FROM main.child c JOIN main.place p ON p.id = c.class_id"
     " WHERE c.id = :id AND p.kind = 'class'"                                             },
    {"child.grade",              ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT nullif(p.grade, 0) FROM main.child c JOIN main.place p ON p.id = c.class_id"
     " WHERE c.id = :id"                                                                  },
    {"child.class_number",       ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT nullif(p.number, 0) FROM main.child c JOIN main.place p ON p.id = c.class_id"
     " WHERE c.id = :id AND p.kind = 'class'"                                             },
    {"child.class_teacher",      ABOUT_CHILD,      NAMES,    true,
     "SELECT a.person_zh, a.person_ug FROM main.child c"
     " JOIN main.post p ON p.place_id = c.class_id AND p.role = 'class_teacher'"
     " JOIN main.holding h ON h.post_id = p.id JOIN main.account a ON a.id = h.account_id"
     " WHERE c.id = :id AND h.first_day <= :today"
     " AND (h.last_day IS NULL OR h.last_day >= :today) ORDER BY h.stand_in, h.id LIMIT 1"},

 /* The newest page of the register that the child stands on. */
    {"child.registered_address", ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT h.registered FROM main.register_row r JOIN main.household h ON h.id = r.household_id"
     " JOIN main.volume v ON v.id = h.volume_id WHERE r.child_id = :id AND r.removed_on IS NULL"
     " ORDER BY v.school_year DESC, r.id DESC LIMIT 1"                                    },
    {"child.address",            ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT h.address FROM main.register_row r JOIN main.household h ON h.id = r.household_id"
     " JOIN main.volume v ON v.id = h.volume_id WHERE r.child_id = :id AND r.removed_on IS NULL"
     " ORDER BY v.school_year DESC, r.id DESC LIMIT 1"                                    },
    {"child.village",            ABOUT_CHILD,      NAMES,    false,
     "SELECT p.name_zh, p.name_ug FROM main.child c"
     " JOIN main.place_within w ON w.place_id = c.group_id"
     " JOIN main.place p ON p.id = w.ancestor_id WHERE c.id = :id AND p.kind = 'village'" },
    {"village.people",           ABOUT_CHILD,      NAMES,    true,
     "SELECT a.person_zh, a.person_ug FROM main.child c"
     " JOIN main.place_within w ON w.place_id = c.group_id"
     " JOIN main.post p ON p.place_id = w.ancestor_id AND p.role = 'village_worker'"
     " JOIN main.holding h ON h.post_id = p.id JOIN main.account a ON a.id = h.account_id"
     " WHERE c.id = :id AND h.first_day <= :today"
     " AND (h.last_day IS NULL OR h.last_day >= :today) ORDER BY h.stand_in, h.id"        },

    {"father.name",              ABOUT_CHILD,      NAMES,    false,
     "SELECT name_zh, name_ug FROM main.guardian WHERE child_id = :id AND relation = 'father'"
     " ORDER BY id LIMIT 1"                                                               },
    {"father.phone",             ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT phone FROM main.guardian WHERE child_id = :id AND relation = 'father'"
     " ORDER BY id LIMIT 1"                                                               },
    {"father.occupation",        ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT occupation FROM main.guardian WHERE child_id = :id AND relation = 'father'"
     " ORDER BY id LIMIT 1"                                                               },
    {"mother.name",              ABOUT_CHILD,      NAMES,    false,
     "SELECT name_zh, name_ug FROM main.guardian WHERE child_id = :id AND relation = 'mother'"
     " ORDER BY id LIMIT 1"                                                               },
    {"mother.phone",             ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT phone FROM main.guardian WHERE child_id = :id AND relation = 'mother'"
     " ORDER BY id LIMIT 1"                                                               },
    {"mother.occupation",        ABOUT_CHILD,      ONE_TEXT, false,
     "SELECT occupation FROM main.guardian WHERE child_id = :id AND relation = 'mother'"
     " ORDER BY id LIMIT 1"                                                               },

 /* From the first day that the case tells of: it may have been opened later. */
    {"case.absent_from",         ABOUT_CASE,       ONE_TEXT, false,
     "SELECT min(a.day) FROM main.casefile f JOIN main.absence a ON a.child_id = f.child_id"
     " WHERE f.id = :id AND a.kind = 'unexcused'"
     " AND a.day >= (SELECT min(day) FROM main.case_event WHERE case_id = f.id)"          },
    {"case.absent_to",           ABOUT_CASE,       ONE_TEXT, false,
     "SELECT max(a.day) FROM main.casefile f JOIN main.absence a ON a.child_id = f.child_id"
     " WHERE f.id = :id AND a.kind = 'unexcused'"
     " AND a.day >= (SELECT min(day) FROM main.case_event WHERE case_id = f.id)"          },
    {"case.persuasions",         ABOUT_CASE,       ONE_TEXT, false,
     "SELECT count(*) FROM main.case_event WHERE case_id = :id"
     " AND (kind GLOB 'contact.*' OR kind GLOB 'visit.*')"                                },
};

static int64_t subject_id(const struct fill_subject *subject, enum about about)
{
    switch (about) {
    case ABOUT_CHILD:
        return subject->child_id;
    case ABOUT_CASE:
        return subject->case_id;
    case ABOUT_PLACE:
        return subject->place_id;
    case ABOUT_ACCOUNT:
        return subject->actor->account_id;
    case ABOUT_POST_PLACE:
        return subject->actor->post_count > 0 ? subject->actor->posts[0].place_id : 0;
    }
    return 0;
}

/* Adds a name to a list that does not have it yet. */
static const char *add_name(const char *list, const char *name, struct arena *arena)
{
    size_t length = strlen(name);
    if (length == 0)
        return list;
    for (const char *at = list; *at; at += strcspn(at, "\n"), at += *at == '\n')
        if (strcspn(at, "\n") == length && strncmp(at, name, length) == 0)
            return list;
    return arena_text(arena, "%s%s%s", list, *list ? "\n" : "", name);
}

static const char *add_names(struct query *query, const char *list, struct arena *arena)
{
    while (query_next(query))
        list = add_name(
            list, field_name_value(query_text(query, 0, arena), query_text(query, 1, arena), arena),
            arena);
    return list;
}

static bool run_row(struct store *store, const struct fill_subject *subject,
                    const struct fill_row *row, struct arena *arena, const char **value,
                    struct error *err)
{
    QUERY(query) = query_open(store, row->sql);
    bind_int(&query, ":id", subject_id(subject, row->about));
    if (row->dated)
        bind_text(&query, ":today", subject->today);
    if (row->shape == NAMES)
        *value = add_names(&query, "", arena);
    else
        *value = query_next(&query) ? query_text(&query, 0, arena) : "";
    return query_ok(&query, err);
}

/* --- What SQL alone cannot say ---------------------------------------------------------------- */

static bool fill_today(struct store *store, const struct fill_subject *subject,
                       struct arena *arena, const char **value, struct error *err)
{
    (void)store, (void)arena, (void)err;
    *value = subject->today;
    return true;
}

/* The rung that the form is filled for: of the duty, or the case's most urgent one. */
static bool find_rung(struct store *store, const struct fill_subject *subject,
                      const struct policy_rung **rung, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT rung FROM main.duty WHERE kind = 'rung'"
                                     " AND (id = :duty OR (:duty IS NULL AND case_id = :case"
                                     " AND state = 'open')) ORDER BY due, id LIMIT 1");
    ARENA(scratch);
    bind_id(&query, ":duty", subject->duty_id);
    bind_int(&query, ":case", subject->case_id);
    *rung =
        query_next(&query) ? policy_rung(subject->policy, query_text(&query, 0, &scratch)) : NULL;
    return query_ok(&query, err);
}

/* Where a call would do as well as a visit, which one it was is for the person to say. */
static bool fill_event(struct store *store, const struct fill_subject *subject,
                       struct arena *arena, const char **value, struct error *err)
{
    const struct policy_rung *rung;
    (void)arena;
    *value = "";
    if (!find_rung(store, subject, &rung, err))
        return false;
    if (rung && rung->done_by.count > 0 && strcmp(rung->done_by.rows[0], "contact.phone") != 0)
        *value = rung->done_by.rows[0];
    return true;
}

static bool add_holders(struct store *store, const struct fill_subject *subject,
                        const struct policy_post *wanted, const char **list, struct arena *arena,
                        struct error *err)
{
    QUERY(query) =
        query_open(store,
                   "SELECT a.person_zh, a.person_ug FROM main.child c"
                   " JOIN main.place_within w ON w.place_id ="
                   " CASE WHEN :household THEN c.group_id ELSE c.class_id END"
                   " JOIN main.post p ON p.place_id = w.ancestor_id AND p.role = :role"
                   " JOIN main.holding h ON h.post_id = p.id"
                   " JOIN main.account a ON a.id = h.account_id"
                   " WHERE c.id = :child AND h.first_day <= :today"
                   " AND (h.last_day IS NULL OR h.last_day >= :today) ORDER BY h.stand_in, h.id");
    bind_int(&query, ":household", wanted->line == LINE_HOUSEHOLD);
    bind_text(&query, ":role", role_name(wanted->role));
    bind_int(&query, ":child", subject->child_id);
    bind_text(&query, ":today", subject->today);
    *list = add_names(&query, *list, arena);
    return query_ok(&query, err);
}

/* Who goes: the person at work, who has the duty, and who takes part in it. */
static bool fill_people(struct store *store, const struct fill_subject *subject,
                        struct arena *arena, const char **value, struct error *err)
{
    const struct policy_rung *rung;
    if (!fill_value(store, subject, "me.name", arena, value, err)
        || !find_rung(store, subject, &rung, err))
        return false;
    if (rung && !add_holders(store, subject, &rung->post, value, arena, err))
        return false;
    for (size_t i = 0; rung && i < rung->with.count; i++)
        if (!add_holders(store, subject, &rung->with.rows[i], value, arena, err))
            return false;
    return true;
}

/* An office of the county goes by its own name, a township by that of its place. */
static bool recipient_name(struct store *store, int64_t post_id, const char **name,
                           struct arena *arena, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT p.name_zh, p.name_ug, t.role, p.kind FROM main.post t"
                                     " JOIN main.place p ON p.id = t.place_id WHERE t.id = :post");
    bind_int(&query, ":post", post_id);
    *name = "";
    if (query_next(&query)) {
        const char *key = arena_text(arena, "role.%s", query_text(&query, 2, arena));
        bool office = strcmp(query_text(&query, 3, arena), "county") == 0;
        *name = field_name_value(office ? message(LANGUAGE_ZH, key) : query_text(&query, 0, arena),
                                 office ? message(LANGUAGE_UG, key) : query_text(&query, 1, arena),
                                 arena);
    }
    return query_ok(&query, err);
}

/* A recipient that the case does not lead to is left out here; sending the report says so. */
static bool fill_recipients(struct store *store, const struct fill_subject *subject,
                            struct arena *arena, const char **value, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT kind FROM main.casefile WHERE id = :case");
    bind_int(&query, ":case", subject->case_id);
    const char *kind = query_next(&query) ? query_text(&query, 0, arena) : "";
    const struct policy_rung *rung = fill_report_rung(subject->policy, subject->form, kind);
    *value = "";
    for (size_t i = 0; rung && i < rung->recipients.count; i++) {
        const struct policy_post *to = &rung->recipients.rows[i];
        struct error unknown = {0};
        const char *name;
        int64_t post_id;
        if (!dispatch_recipient(store, subject->case_id, role_name(to->role),
                                to->line == LINE_HOUSEHOLD, &post_id, &unknown))
            continue;
        if (!recipient_name(store, post_id, &name, arena, err))
            return false;
        *value = add_name(*value, name, arena);
    }
    return query_ok(&query, err);
}

static const struct {
    const char *path;
    fill_work *work;
} works[] = {
    {"today",             fill_today     },
    {"duty.event",        fill_event     },
    {"duty.people",       fill_people    },
    {"report.recipients", fill_recipients},
};

/* "last.FIELD": what the child's last completed record said there. */
static bool fill_last(struct store *store, const struct fill_subject *subject, const char *field,
                      struct arena *arena, const char **value, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT a.value FROM main.form_record r"
                              " JOIN main.answer a ON a.record_id = r.id AND a.field = :field"
                              " WHERE r.child_id = :child AND r.completed_at IS NOT NULL"
                              " AND a.value <> '' ORDER BY r.completed_at DESC, r.id DESC LIMIT 1");
    bind_text(&query, ":field", field);
    bind_int(&query, ":child", subject->child_id);
    *value = query_next(&query) ? query_text(&query, 0, arena) : "";
    return query_ok(&query, err);
}

static bool is_last(const char *path)
{
    return strncmp(path, "last.", strlen("last.")) == 0 && path[strlen("last.")];
}

bool fill_exists(const char *path)
{
    for (size_t i = 0; i < COUNT(fills); i++)
        if (strcmp(fills[i].path, path) == 0)
            return true;
    for (size_t i = 0; i < COUNT(works); i++)
        if (strcmp(works[i].path, path) == 0)
            return true;
    return is_last(path);
}

bool fill_value(struct store *store, const struct fill_subject *subject, const char *path,
                struct arena *arena, const char **value, struct error *err)
{
    for (size_t i = 0; i < COUNT(fills); i++)
        if (strcmp(fills[i].path, path) == 0)
            return run_row(store, subject, &fills[i], arena, value, err);
    for (size_t i = 0; i < COUNT(works); i++)
        if (strcmp(works[i].path, path) == 0)
            return works[i].work(store, subject, arena, value, err);
    *value = "";
    return !is_last(path)
        || fill_last(store, subject, path + strlen("last."), arena, value, err);
}

static bool is_for(const struct policy_rung *rung, const char *case_kind)
{
    for (size_t i = 0; i < rung->kinds.count; i++)
        if (strcmp(rung->kinds.rows[i], case_kind) == 0)
            return true;
    return rung->kinds.count == 0;
}

const struct policy_rung *fill_report_rung(const struct policy *policy, const char *form,
                                           const char *case_kind)
{
    for (size_t i = 0; i < policy->rung_count; i++) {
        const struct policy_rung *rung = &policy->rungs[i];
        if (rung->form && strcmp(rung->form, form) == 0 && rung->recipients.count > 0
            && is_for(rung, case_kind))
            return rung;
    }
    return NULL;
}
