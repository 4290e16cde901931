#include "tests/support/keep.h"

#include "core/base/date.h"
#include "core/lists/search.h"

#include <string.h>

void keep_sql(struct work *work, const char *sql, int64_t id, const char *text)
{
    QUERY(query) = query_open(work->f->store, sql);
    if (id)
        bind_int(&query, ":id", id);
    if (text)
        bind_text(&query, ":text", text);
    if (!query_run(&query, &work->f->err))
        fail_msg("%s: %s", sql, work->f->err.detail);
}

void keep_born(struct work *work, enum county_child child, const char *born)
{
    keep_sql(work, "UPDATE main.child SET born = :text WHERE id = :id", work->county.child[child], born);
}

int64_t keep_closed(struct work *work, enum county_child child, const char *day, int64_t version)
{
    int64_t id = work_case(work, child);
    keep_sql(work, "UPDATE main.casefile SET state = 'closed', closed_on = :text WHERE id = :id", id, day);
    if (version)
        keep_sql(work, arena_text(&work->f->arena, "UPDATE main.casefile SET policy_id = %d WHERE id = :id", (int)version),
                 id, NULL);
    return id;
}

void keep_day(struct work *work, const char *day)
{
    bool left = true;
    while (left)
        if (!keeper_work(work->f->store, work->policy, day, &left, &work->f->err))
            fail_msg("%s: %s %s", day, work->f->err.key, work->f->err.detail);
}

void keep_days(struct work *work, const char *first, const char *last)
{
    for (const char *day = first; strcmp(day, last) <= 0; day = date_add(day, 1, &work->f->arena))
        keep_day(work, day);
}

bool keep_has_child(struct work *work, enum county_child child)
{
    return work_count(work, "SELECT count(*) FROM child WHERE id = :id", work->county.child[child]) == 1;
}

bool keep_has_case(struct work *work, int64_t case_id)
{
    return work_count(work, "SELECT count(*) FROM casefile WHERE id = :id", case_id) == 1;
}

struct keeping_item keep_item(struct work *work, const char *today, enum policy_kept what,
                              int64_t id)
{
    struct keeping_item item = {0};
    bool found;
    assert_true(keeping_find(work->f->store, work->policy, today, what, id, &work->f->arena, &item,
                             &found, &work->f->err));
    if (!found)
        item.goes_on = "";
    return item;
}

size_t keep_count(struct work *work, const char *today, const char *until)
{
    struct keeping_item *items;
    size_t count;
    assert_true(keeping_list(work->f->store, work->policy, today, until, &work->f->arena, &items,
                             &count, &work->f->err));
    return count;
}

/* In the order in which they point at each other; :case is the child's. */
static const char *const rows[] = {
    "INSERT INTO main.absence VALUES (:child, '2026-03-02', :class, 'unexcused', 1, 0)",
    "INSERT INTO main.lateness VALUES (:child, '2026-03-03', :class, 1, 0)",
    "INSERT OR IGNORE INTO main.roster VALUES (:class, :child, 99)",
    ("INSERT INTO main.leave (child_id, first_day, last_day, reason, relation, asked_by, entered_at)"
     " VALUES (:child, '2026-03-04', '2026-03-05', 'illness', 'father', '示例父', 0)"),
    ("INSERT INTO main.sighting (child_id, line, word, seen_on, typed_at, note, place_id)"
     " VALUES (:child, 'household', 'away', '2026-03-01', 0, '在外地', :class)"),
    ("INSERT INTO main.mark (child_id, kind, restricted, begins_on, source, typed_at)"
     " VALUES (:child, 'left_behind', 0, '2026-03-01', '家访', 0)"),
    ("INSERT INTO main.import (id, kind, sha256, at, added, changed, same, refused)"
     " VALUES (:child, 'listed', '', 0, 0, 0, 0, 0)"),
    ("INSERT INTO main.listed (child_id, kind, source, day, import_id)"
     " VALUES (:child, 'left_behind', '民政', '2026-03-01', :child)"),
    ("INSERT INTO main.finding (kind, subject, child_id, why, found_on)"
     " VALUES ('not_enrolled', 'filled ' || :child, :child, '{}', '2026-03-01')"),
    ("INSERT INTO main.plan (child_id, kind, state, post_id, begins_on)"
     " VALUES (:child, 'proxy_parent', 'ended', 1, '2026-03-01')"),
    ("INSERT INTO main.plan_event (plan_id, kind, day, typed_at, note)"
     " SELECT id, 'begun', '2026-03-01', 0, '示例' FROM main.plan WHERE child_id = :child"),
    ("INSERT INTO main.letter (direction, office, day, child_id, case_id, asks, reply_due, replied_on)"
     " VALUES ('in', '示例局', '2026-03-01', :child, :case, '在读否', '2026-03-20', '2026-03-10')"),
    ("INSERT INTO main.transfer (case_id, to_place, sent_on, state)"
     " VALUES (:case, :class, '2026-03-01', 'accepted')"),
    ("INSERT OR IGNORE INTO main.form_definition (id, form, version, source)"
     " VALUES (99, 'filled', 1, 'form: filled')"),
    ("INSERT INTO main.form_record (form, version, definition_id, child_id, case_id, account_id, began_at)"
     " VALUES ('filled', 1, 99, :child, :case, 1, 0)"),
    ("INSERT INTO main.answer (record_id, field, value, account_id, at)"
     " SELECT id, 'talk', '家长同意', 1, 0 FROM main.form_record WHERE child_id = :child"
     " AND completed_at IS NULL"),
    ("INSERT INTO main.form_signature SELECT id, 'parent', '2026-03-01', '示例父', '教务处', 1, 0"
     " FROM main.form_record WHERE child_id = :child AND form = 'filled'"),
    ("INSERT INTO main.form_service SELECT id, '2026-03-01', 'handed', '示例父', '', 1, 0"
     " FROM main.form_record WHERE child_id = :child AND form = 'filled'"),
    ("INSERT INTO main.report_copy (record_id, post_id, sent_on)"
     " SELECT id, 1, '2026-03-01' FROM main.form_record WHERE child_id = :child AND form = 'filled'"),
    "UPDATE main.form_record SET completed_at = 1, completed_by = 1 WHERE child_id = :child",
    ("INSERT INTO main.case_event (case_id, kind, day, typed_at, record_id, note)"
     " SELECT :case, 'noted', '2026-03-01', 0, id, '示例父说' FROM main.form_record"
     " WHERE child_id = :child AND form = 'filled'"),
    ("INSERT INTO main.duty (kind, case_id, child_id, record_id, event_id, post_id, first_post, since,"
     " due, state, subject) SELECT 'rung', :case, :child, e.record_id, e.id, 1, 1, '2026-03-01',"
     " '2026-03-01', 'done', 'filled ' || :child FROM main.case_event e WHERE e.case_id = :case"
     " AND e.record_id IS NOT NULL"),
    "INSERT INTO main.duty_with SELECT 1, id FROM main.duty WHERE subject = 'filled ' || :child",
    "INSERT INTO main.notice (post_id, key, case_id, child_id, at) VALUES (1, 'x', :case, :child, 0)",
    ("INSERT INTO main.trail_reason SELECT max(id), :child, '家长来核对' FROM main.audit WHERE"
     " child_id = :child"),
    ("INSERT INTO main.revision (audit_id, child_id, subject, subject_id, field, before, after, at)"
     " SELECT max(id), :child, 'guardian', 1, 'phone', '100', '200', 0 FROM main.audit"),
    ("INSERT INTO main.handover (id, year, primary_id, junior_id, made_on) VALUES (:child, 2000 + :child,"
     " :class, :class, '2026-07-01')"),
    "INSERT INTO main.handover_child VALUES (:child, :child, NULL)",
    "UPDATE main.handover SET handed_on = '2026-07-02', handed_by = 1 WHERE id = :child",
    ("INSERT INTO main.outbox_paper (id, account_id, name, kind, size, made_at)"
     " VALUES (:child, 1, 'paper ' || :child, 'txt', 3, 0)"),
    "INSERT INTO main.outbox_child VALUES (:child, :child)",
    "INSERT INTO main.outbox_piece VALUES (:child, 1, x'e7a4ba')",
    "INSERT OR IGNORE INTO main.search_waiting VALUES (:child)",
    ("INSERT INTO main.draft (account_id, route, field, text, at)"
     " VALUES (1, 'case/' || :case || '/record', 'note', '半句', 0)"),
};

int64_t keep_fill(struct work *work, enum county_child child)
{
    int64_t id = work->county.child[child], case_id = keep_closed(work, child, "2026-03-01", 0);
    assert_true(store_begin(work->f->store, &work->f->err));
    assert_true(store_end(work->f->store, search_index(work->f->store, id, &work->f->err),
                          &work->f->err));
    for (size_t i = 0; i < COUNT(rows); i++) {
        QUERY(query) = query_open(work->f->store, rows[i]);
        if (strstr(rows[i], ":child"))
            bind_int(&query, ":child", id);
        if (strstr(rows[i], ":case"))
            bind_int(&query, ":case", case_id);
        if (strstr(rows[i], ":class"))
            bind_int(&query, ":class", work->county.class_junior_7_1);
        if (!query_run(&query, &work->f->err))
            fail_msg("%s: %s", rows[i], work->f->err.detail);
    }
    return case_id;
}
