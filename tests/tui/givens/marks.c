/* Two families in need, one with its aid; a confidential mark; and a list of civil affairs. */
#include "tests/support/work.h"
#include "tests/tui/given.h"

#include "core/cases/plan.h"
#include "core/compare/compare.h"
#include "core/lists/mark.h"

static void mark(struct work *work, enum county_child child, const char *kind, const char *source)
{
    const struct mark_new new = {
        .child_id = work->county.child[child],
        .kind = kind,
        .begins_on = "2026-09-10",
        .source = source,
    };
    struct actor office = county_actor(work->f, ROLE_ACADEMIC_OFFICE);
    int64_t id;
    assert_true(mark_set(work->f->store, work->policy, &office, work->today, &new, &id,
                         &work->f->err));
}

static void begin_plan(struct work *work, enum county_child child, const char *kind)
{
    const struct plan_start start = {
        .child_id = work->county.child[child], .kind = kind, .reason = "示例"};
    struct actor office = county_actor(work->f, ROLE_ACADEMIC_OFFICE);
    int64_t id;
    assert_true(plan_begin(work->f->store, work->policy, &office, work->today, &start, &id,
                           &work->f->err));
}

/* As the class teacher set it. */
static void mark_in_confidence(struct work *work, enum county_child child)
{
    QUERY(query) = query_open(work->f->store,
                              "INSERT INTO main.mark (child_id, kind, restricted, begins_on,"
                              " source, typed_at) VALUES (:child, 'parent_in_prison', 1,"
                              " '2026-09-11', '家访', 0)");
    bind_int(&query, ":child", work->county.child[child]);
    assert_true(query_run(&query, &work->f->err));
}

static void list_and_compare(struct work *work, enum county_child child)
{
    const struct mark_listed listed = {work->county.child[child], "dibao", "民政局", "2026-09-01"};
    enum mark_listing outcome;
    struct compare_summary summary;
    assert_true(store_execute(work->f->store,
                              "INSERT INTO import (id, kind, file, sha256, at, added, changed,"
                              " same, refused) VALUES (1, 'groups', 'x', 'x', 0, 0, 0, 0, 0)",
                              &work->f->err));
    assert_true(store_begin(work->f->store, &work->f->err));
    assert_true(store_end(work->f->store,
                          mark_note_listed(work->f->store, &listed, 1, &outcome, &work->f->err),
                          &work->f->err));
    assert_true(compare_run(work->f->store, work->policy, &work->f->console, work->today,
                            &work->f->arena, &summary, &work->f->err));
}

void given_marks(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    mark(&work, CHILD_LI, "poor", "民政局名单");
    mark(&work, CHILD_WANG, "poor", "家访");
    mark(&work, CHILD_LI, "migrant", "家访");
    begin_plan(&work, CHILD_WANG, "pairing");
    begin_plan(&work, CHILD_WANG, "aid");
    mark_in_confidence(&work, CHILD_LI);
    list_and_compare(&work, CHILD_AYGUL);
    work_end(&work);
}
