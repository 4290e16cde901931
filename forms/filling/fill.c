#include "forms/filling/fill.h"

#include "core/base/date.h"
#include "core/cases/dispatch.h"
#include "core/cases/legal.h"
#include "core/days/calendar.h"
#include "core/posts/place.h"
#include "core/posts/post.h"
#include "core/rules/policy.h"
#include "forms/field.h"
#include "forms/filling/fill_place.h"
#include "forms/filling/fill_rows.h"

#include <string.h>

typedef bool fill_work(struct store *store, const struct fill_subject *subject,
                       struct arena *arena, const char **value, struct error *err);

static int64_t subject_id(const struct fill_subject *subject, enum fill_about about)
{
    switch (about) {
    case FILL_CHILD:
        return subject->child_id;
    case FILL_CASE:
        return subject->case_id;
    case FILL_PLACE:
        return subject->place_id;
    case FILL_ACCOUNT:
        return subject->actor->account_id;
    case FILL_POST_PLACE:
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
    if (row->shape == FILL_NAMES)
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
    QUERY(query) = query_open(store, "SELECT kind, (SELECT rung FROM main.duty WHERE id = :duty)"
                                     " FROM main.casefile WHERE id = :case");
    bind_int(&query, ":case", subject->case_id);
    bind_id(&query, ":duty", subject->duty_id);
    bool found = query_next(&query);
    const char *kind = found ? query_text(&query, 0, arena) : "";
    const char *filled_for = found ? query_text(&query, 1, arena) : "";
    const struct policy_rung *rung =
        fill_report_rung(subject->policy, subject->form, kind, filled_for);
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

/* Whose calendar the form goes by: the child's class or home, the place, or the actor's own. */
static bool calendar_place(struct store *store, const struct fill_subject *subject, int64_t *place,
                           struct error *err)
{
    QUERY(query) = query_open(store, "SELECT coalesce(class_id, group_id) FROM main.child"
                                     " WHERE id = :child");
    bind_int(&query, ":child", subject->child_id);
    *place = query_next(&query) ? query_int(&query, 0) : subject->place_id;
    if (*place == 0 && subject->actor->post_count > 0)
        *place = subject->actor->posts[0].place_id;
    return query_ok(&query, err);
}

/* The term that runs, and between two terms the next one; NULL where there is none. */
static bool find_term(struct store *store, const struct fill_subject *subject,
                      struct arena *arena, const struct calendar_term **term, struct error *err)
{
    int64_t place;
    struct calendar calendar;
    struct calendar_term *terms;
    if (!calendar_place(store, subject, &place, err)
        || !calendar_read(store, subject->policy, place, arena, &calendar, err))
        return false;
    const char *last = date_add(subject->today, 366, arena);
    *term = calendar_terms(&calendar, subject->today, last, arena, &terms) > 0 ? terms : NULL;
    return true;
}

static bool fill_term_first(struct store *store, const struct fill_subject *subject,
                            struct arena *arena, const char **value, struct error *err)
{
    const struct calendar_term *term;
    if (!find_term(store, subject, arena, &term, err))
        return false;
    *value = term ? term->first_day : "";
    return true;
}

static bool fill_term_last(struct store *store, const struct fill_subject *subject,
                           struct arena *arena, const char **value, struct error *err)
{
    const struct calendar_term *term;
    if (!find_term(store, subject, arena, &term, err))
        return false;
    *value = term ? term->last_day : "";
    return true;
}

/* Who is to start school registers on the first day of the term ahead; while one runs, at once. */
static bool fill_admission(struct store *store, const struct fill_subject *subject,
                           struct arena *arena, const char **value, struct error *err)
{
    const struct calendar_term *term;
    if (!find_term(store, subject, arena, &term, err))
        return false;
    bool ahead = term && strcmp(term->first_day, subject->today) > 0;
    *value = ahead ? term->first_day : subject->today;
    return true;
}

/* Who is to start in September is asked about in August: the stage is that of the term ahead. A
   child too young for school is spoken of because it will go to one. */
static const char *stage_of(const struct fill_subject *subject, const char *born,
                            const struct calendar_term *term)
{
    bool ahead = term && strcmp(term->first_day, subject->today) > 0;
    const char *stage =
        policy_stage(subject->policy, born, ahead ? term->first_day : subject->today);
    return strcmp(stage, "preschool") == 0 ? "primary" : stage;
}

/* The school of whose service area the child's home is (A2, H17 2(2)). */
static bool fill_serving_school(struct store *store, const struct fill_subject *subject,
                                struct arena *arena, const char **value, struct error *err)
{
    const struct calendar_term *term;
    int64_t school;
    QUERY(child) = query_open(store, "SELECT born, group_id FROM main.child"
                                     " WHERE id = :child AND group_id IS NOT NULL");
    bind_int(&child, ":child", subject->child_id);
    *value = "";
    if (!query_next(&child))
        return query_ok(&child, err);
    if (!find_term(store, subject, arena, &term, err)
        || !place_served_by(store, query_int(&child, 1),
                            stage_of(subject, query_text(&child, 0, arena), term), &school, err))
        return false;

    QUERY(query) = query_open(store, "SELECT name_zh, name_ug FROM main.place WHERE id = :school");
    bind_int(&query, ":school", school);
    *value = add_names(&query, "", arena);
    return query_ok(&query, err);
}

/* Until when the family has to comply when the paper is served today. */
static bool fill_reply_by(struct store *store, const struct fill_subject *subject,
                          struct arena *arena, const char **value, struct error *err)
{
    *value = "";
    return subject->case_id == 0 || !*subject->serves
        || legal_reply_by(store, subject->policy, subject->case_id, subject->serves,
                          subject->today, arena, value, err);
}

static const struct {
    const char *path;
    fill_work *work;
} works[] = {
    {"today",                fill_today         },
    {"duty.event",           fill_event         },
    {"duty.people",          fill_people        },
    {"report.recipients",    fill_recipients    },
    {"term.first_day",       fill_term_first    },
    {"term.last_day",        fill_term_last     },
    {"admission.day",        fill_admission     },
    {"child.serving_school", fill_serving_school},
    {"step.reply_by",        fill_reply_by      },
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
    if (fill_row_find(path))
        return true;
    for (size_t i = 0; i < COUNT(works); i++)
        if (strcmp(works[i].path, path) == 0)
            return true;
    return fill_place_knows(path) || is_last(path);
}

bool fill_value(struct store *store, const struct fill_subject *subject, const char *path,
                struct arena *arena, const char **value, struct error *err)
{
    const struct fill_row *row = fill_row_find(path);
    if (row)
        return run_row(store, subject, row, arena, value, err);
    for (size_t i = 0; i < COUNT(works); i++)
        if (strcmp(works[i].path, path) == 0)
            return works[i].work(store, subject, arena, value, err);
    if (fill_place_knows(path))
        return fill_place_value(store, subject, path, arena, value, err);
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

static bool asks_for(const struct policy_rung *rung, const char *form)
{
    return rung->form && strcmp(rung->form, form) == 0;
}

/* The first rung with recipients for a kind of case, by the form it asks for; any form for NULL. */
static const struct policy_rung *first_report(const struct policy *policy, const char *form,
                                              const char *case_kind)
{
    for (size_t i = 0; i < policy->rung_count; i++) {
        const struct policy_rung *rung = &policy->rungs[i];
        if (rung->recipients.count > 0 && is_for(rung, case_kind) && (!form || asks_for(rung, form)))
            return rung;
    }
    return NULL;
}

const struct policy_rung *fill_report_rung(const struct policy *policy, const char *form,
                                           const char *case_kind, const char *rung)
{
    const struct policy_rung *filled_for = policy_rung(policy, rung);
    if (filled_for && filled_for->recipients.count > 0 && asks_for(filled_for, form))
        return filled_for;
    const struct policy_rung *found = first_report(policy, form, case_kind);
    return found ? found : first_report(policy, NULL, case_kind);
}
