#include "forms/served/batch.h"

#include "core/base/date.h"
#include "core/rules/policy.h"
#include "forms/filling/check.h"
#include "forms/filling/complete.h"

#include <stdlib.h>
#include <string.h>

bool batch_asked(const struct form *form)
{
    return form->batch != BATCH_NOBODY;
}

/* --- Whom they are for ------------------------------------------------------------------------ */

/* A list being read. */
struct listing {
    struct store *store;
    const struct form *form;
    int64_t place_id;
    const char *today, *since; /* papers from this day on are of this year */
    enum language language;
    struct arena *arena;
    struct batch_row *rows;
    size_t count;
};

/* The columns of a row, in the order of the statements below. */
static void take_rows(struct listing *list, struct query *query)
{
    while (list->count < BATCH_MOST && query_next(query))
        list->rows[list->count++] = (struct batch_row){
            .child_id = query_int(query, 0),
            .case_id = query_int(query, 1),
            .name_zh = query_text(query, 2, list->arena),
            .name_ug = query_text(query, 3, list->arena),
            .born = query_text(query, 4, list->arena),
            .place_zh = query_text(query, 5, list->arena),
            .place_ug = query_text(query, 6, list->arena),
            .number = "",
            .served_on = "",
            .missing = "",
        };
}

/* Who is of school age in the autumn of this year and was not the year before. */
static void starters_born(const struct policy *policy, const char *today, struct arena *arena,
                          const char **first, const char **last)
{
    const char *youngest_now, *youngest_before, *oldest;
    int year = atoi(today);
    const char *autumn = arena_text(arena, "%04d-09-01", year);
    policy_school_births(policy, autumn, arena, &oldest, &youngest_now);
    policy_school_births(policy, date_add_months(autumn, -12, arena), arena, &oldest,
                         &youngest_before);
    *first = date_add(youngest_before, 1, arena);
    *last = youngest_now;
}

/* In a village or township those who live there, in a school those whom it serves (H6, N1). */
static bool list_starters(struct listing *list, const struct policy *policy, struct error *err)
{
    const char *first, *last;
    starters_born(policy, list->today, list->arena, &first, &last);
    QUERY(query) = query_open(
        list->store,
        "SELECT c.id, 0, c.name_zh, c.name_ug, c.born, v.name_zh, v.name_ug FROM child c"
        " LEFT JOIN place g ON g.id = c.group_id LEFT JOIN place v ON v.id = g.parent_id"
        " WHERE c.merged_into IS NULL AND c.born BETWEEN :first AND :last"
        " AND NOT EXISTS (SELECT 1 FROM roll_entry e WHERE e.child_id = c.id"
        "  AND e.removed_on IS NULL)"
        " AND (c.group_id IN (SELECT place_id FROM place_within WHERE ancestor_id = :place)"
        "  OR (SELECT s.school_id FROM place_within w JOIN service_area s"
        "   ON s.place_id = w.ancestor_id AND s.stage = 'primary' WHERE w.place_id = c.group_id"
        "   ORDER BY (SELECT count(*) FROM place_within d WHERE d.place_id = s.place_id) DESC"
        "   LIMIT 1) IN (SELECT place_id FROM place_within WHERE ancestor_id = :place))"
        " ORDER BY v.name_zh COLLATE people, c.name_zh COLLATE people, c.name_ug COLLATE people");
    bind_int(&query, ":place", list->place_id);
    bind_text(&query, ":first", first);
    bind_text(&query, ":last", last);
    take_rows(list, &query);
    return query_ok(&query, err);
}

static bool list_cases(struct listing *list, struct error *err)
{
    QUERY(query) = query_open(
        list->store,
        "SELECT c.id, f.id, c.name_zh, c.name_ug, c.born, k.name_zh, k.name_ug FROM casefile f"
        " JOIN child c ON c.id = f.child_id"
        " LEFT JOIN place k ON k.id = coalesce(f.class_id, f.group_id)"
        " WHERE f.state = 'open' AND EXISTS (SELECT 1 FROM place_within w"
        "  WHERE w.ancestor_id = :place AND w.place_id IN (f.class_id, f.school_id, f.group_id))"
        " ORDER BY k.grade, k.number, c.name_zh COLLATE people, c.name_ug COLLATE people");
    bind_int(&query, ":place", list->place_id);
    take_rows(list, &query);
    return query_ok(&query, err);
}

static bool list_children(struct listing *list, struct error *err)
{
    QUERY(query) = query_open(
        list->store,
        "SELECT c.id, 0, c.name_zh, c.name_ug, c.born, k.name_zh, k.name_ug FROM child c"
        " LEFT JOIN place k ON k.id = coalesce(c.class_id, c.group_id)"
        " WHERE c.merged_into IS NULL AND (c.class_id IN"
        "   (SELECT place_id FROM place_within WHERE ancestor_id = :place)"
        "  OR c.group_id IN (SELECT place_id FROM place_within WHERE ancestor_id = :place))"
        " ORDER BY k.grade, k.number, c.name_zh COLLATE people, c.name_ug COLLATE people");
    bind_int(&query, ":place", list->place_id);
    take_rows(list, &query);
    return query_ok(&query, err);
}

/* --- What each has ---------------------------------------------------------------------------- */

/* The newest of this year that no other corrects. */
static bool find_paper(struct listing *list, struct batch_row *row, struct error *err)
{
    QUERY(query) = query_open(
        list->store, "SELECT r.id, r.completed_at IS NOT NULL, r.number, s.day FROM form_record r"
                     " LEFT JOIN form_service s ON s.record_id = r.id"
                     " WHERE r.form = :form AND r.child_id = :child"
                     " AND (:case IS NULL OR r.case_id = :case)"
                     " AND date(r.began_at, 'unixepoch', 'localtime') >= :since"
                     " AND NOT EXISTS (SELECT 1 FROM form_record n WHERE n.corrects = r.id"
                     "  AND n.completed_at IS NOT NULL)"
                     " ORDER BY r.completed_at IS NULL, r.id DESC LIMIT 1");
    bind_text(&query, ":form", list->form->name);
    bind_int(&query, ":child", row->child_id);
    bind_id(&query, ":case", row->case_id);
    bind_text(&query, ":since", list->since);
    if (query_next(&query)) {
        row->record_id = query_int(&query, 0);
        row->complete = query_int(&query, 1) != 0;
        row->number = query_text(&query, 2, list->arena);
        row->served_on = query_text(&query, 3, list->arena);
    }
    return query_ok(&query, err);
}

static bool find_missing(struct listing *list, struct batch_row *row, struct error *err)
{
    struct form_record record;
    struct check_summary checks;
    if (row->record_id == 0 || row->complete)
        return true;
    if (!answers_read(list->store, row->record_id, list->arena, &record, err)
        || !check_form(record.form, answers_values(&record, list->arena), list->today, list->arena,
                       &checks, err))
        return false;
    size_t first = checks.first_missing;
    if (first < record.form->field_count)
        row->missing = record.form->fields[first].label.text[list->language];
    return true;
}

static bool fill_rows(struct listing *list, struct error *err)
{
    for (size_t i = 0; i < list->count; i++)
        if (!find_paper(list, &list->rows[i], err) || !find_missing(list, &list->rows[i], err))
            return false;
    return true;
}

/* Who begins school in autumn is told in the summer before. */
static const char *papers_since(const struct form *form, const char *today, struct arena *arena)
{
    return form->batch == BATCH_STARTERS ? arena_text(arena, "%.4s-01-01", today)
                                         : arena_text(arena, "%04d-09-01", date_school_year(today));
}

bool batch_list(struct store *store, const struct policy *policy, const struct form *form,
                int64_t place_id, const char *today, enum language language, struct arena *arena,
                struct batch_row **rows, size_t *count, struct error *err)
{
    struct listing list = {
        .store = store,
        .form = form,
        .place_id = place_id,
        .today = today,
        .since = papers_since(form, today, arena),
        .language = language,
        .arena = arena,
        .rows = arena_array(arena, struct batch_row, BATCH_MOST),
    };
    bool listed = form->batch == BATCH_STARTERS ? list_starters(&list, policy, err)
        : form->batch == BATCH_CASES            ? list_cases(&list, err)
                                                : list_children(&list, err);
    if (!listed || !fill_rows(&list, err))
        return false;
    *rows = list.rows;
    *count = list.count;
    return true;
}

/* --- Making ----------------------------------------------------------------------------------- */

/* The person's last complete paper of the form: its answers to "keep" hold for the next. Those of
   another year do not: its days are over. */
static bool find_last(const struct listing *list, const struct actor *actor, int64_t *record_id,
                      struct error *err)
{
    QUERY(query) = query_open(list->store,
                              "SELECT id FROM main.form_record WHERE form = :form"
                              " AND completed_by = :account"
                              " AND date(completed_at, 'unixepoch', 'localtime') >= :since"
                              " ORDER BY completed_at DESC, id DESC LIMIT 1");
    bind_text(&query, ":form", list->form->name);
    bind_int(&query, ":account", actor->account_id);
    bind_text(&query, ":since", list->since);
    *record_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static bool begin(const struct listing *list, const struct policy *policy,
                  const struct actor *actor, const struct batch_row *row, int64_t *record_id,
                  struct error *err)
{
    bool gone;
    struct store *store = list->store;
    struct record_start start = {.form = list->form, .case_id = row->case_id};
    if (row->case_id == 0)
        start.child_id = row->child_id;
    /* One that nobody has touched is begun anew: there may be more to keep by now. */
    return find_last(list, actor, &start.keep_from, err)
        && (row->record_id == 0 || answers_discard(store, actor, row->record_id, &gone, err))
        && answers_begin(store, policy, actor, list->today, &start, record_id, err);
}

static bool finish(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t record_id, bool *complete, struct error *err)
{
    ARENA(arena);
    struct form_record record;
    struct check_summary checks;
    if (!answers_read(store, record_id, &arena, &record, err)
        || !check_form(record.form, answers_values(&record, &arena), today, &arena, &checks, err))
        return false;
    *complete = checks.first_missing == record.form->field_count;
    return !*complete || complete_record(store, policy, actor, today, record_id, err);
}

/* The list may be of an hour ago: what has been made since is not made again. */
static bool make(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, const struct form *form, const struct batch_row *row,
                 int64_t *record_id, bool *complete, struct error *err)
{
    ARENA(arena);
    struct batch_row now = {.child_id = row->child_id, .case_id = row->case_id};
    struct listing list = {
        .store = store,
        .form = form,
        .today = today,
        .since = papers_since(form, today, &arena),
        .arena = &arena,
    };
    if (!find_paper(&list, &now, err))
        return false;
    *record_id = now.record_id;
    *complete = now.complete;
    return now.complete
        || (begin(&list, policy, actor, &now, record_id, err)
            && finish(store, policy, actor, today, *record_id, complete, err));
}

bool batch_make(struct store *store, const struct policy *policy, const struct actor *actor,
                const char *today, const struct form *form, const struct batch_row *row,
                int64_t *record_id, bool *complete, struct error *err)
{
    return store_begin(store, err)
        && store_end(store,
                     make(store, policy, actor, today, form, row, record_id, complete, err), err);
}

/* --- Serving ---------------------------------------------------------------------------------- */

static bool serve(struct store *store, const struct policy *policy, const struct actor *actor,
                  const char *today, const int64_t records[], size_t count,
                  const struct service *service, struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (!serving_write(store, policy, actor, today, records[i], service, err))
            return false;
    return true;
}

bool batch_serve(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, const int64_t records[], size_t count,
                 const struct service *service, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, serve(store, policy, actor, today, records, count, service, err), err);
}
