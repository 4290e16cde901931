#include "tests/support/work.h"

#include "core/cases/dispatch.h"
#include "core/days/absence.h"
#include "core/posts/post.h"
#include "i18n/catalogue.h"

#include <stdlib.h>

struct work work_begin(struct fixture *f)
{
    static bool words_open;
    words_open = words_open || catalogue_open(); /* names sort by its collation */
    assert_true(words_open);

    struct county county = county_make(f);
    return work_in(f, &county);
}

struct work work_in(struct fixture *f, const struct county *county)
{
    struct work work = {.f = f, .county = *county, .today = COUNTY_TODAY};
    work.policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(work.policy);
    return work;
}

struct work work_by_example(struct fixture *f)
{
    struct work work = work_begin(f);
    policy_close(work.policy);
    work.policy = policy_open_file(arena_text(&f->arena, "%s/tests/support/example.yaml",
                                              getenv("SOURCES")),
                                   &f->err);
    assert_non_null(work.policy);
    return work;
}

void work_end(struct work *work)
{
    policy_close(work->policy);
}

int64_t work_case(struct work *work, enum county_child child)
{
    int64_t id = 0;
    if (!casefile_open(work->f->store, work->policy, &work->f->console, work->today,
                       work->county.child[child], "absent", "", &id, &work->f->err))
        fail_msg("%s: %s", work->f->err.key, work->f->err.detail);
    return id;
}

int64_t work_case_made(struct work *work, enum county_child child)
{
    int64_t id = work_case_of(work, child);
    return id ? id : work_case(work, child);
}

bool work_record(struct work *work, enum role role, int64_t case_id, const char *kind,
                 const char *result)
{
    struct actor actor = county_actor(work->f, role);
    const struct case_event event = {
        .case_id = case_id,
        .kind = kind,
        .day = work->today,
        .result = result,
    };
    work->f->err = (struct error){0};
    return casefile_append(work->f->store, work->policy, &actor, work->today, &event,
                           &work->f->err);
}

bool work_report(struct work *work, const char *day, const enum county_child absent[])
{
    struct actor teacher = county_actor(work->f, ROLE_CLASS_TEACHER);
    struct absence_mark marks[CHILD_COUNT];
    size_t count = 0;
    for (; absent[count] != CHILD_COUNT; count++)
        marks[count] = (struct absence_mark){work->county.child[absent[count]], ABSENCE_UNEXCUSED};
    work->f->err = (struct error){0};
    return absence_report(work->f->store, work->policy, &teacher, work->today,
                          work->county.class_junior_7_1, day, marks, count, &work->f->err);
}

static void add_definition(struct work *work)
{
    QUERY(query) = query_open(work->f->store,
                              "INSERT OR IGNORE INTO main.form_definition (id, form, version,"
                              " source) VALUES (1, 'return_report', 1, '')");
    assert_true(query_run(&query, &work->f->err));
}

/* The record of a form that somebody filled; what it says does not matter to its copies. */
static int64_t add_record(struct work *work, const struct actor *actor, int64_t case_id)
{
    QUERY(query) = query_open(work->f->store,
                              "INSERT INTO main.form_record (form, version, definition_id,"
                              " child_id, case_id, account_id, began_at, completed_at)"
                              " SELECT 'return_report', 1, 1, child_id, id, :account, 1, 2"
                              " FROM main.casefile WHERE id = :case");
    bind_int(&query, ":account", actor->account_id);
    bind_int(&query, ":case", case_id);
    assert_true(query_run(&query, &work->f->err));
    return store_inserted(work->f->store);
}

bool work_send(struct work *work, int64_t case_id)
{
    static const struct {
        const char *role;
        bool household;
    } recipients[] = {
        {"bureau_education", false},
        {"supervision",      false},
        {"township",         true },
    };
    struct fixture *f = work->f;
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    int64_t posts[COUNT(recipients)];
    for (size_t i = 0; i < COUNT(recipients); i++)
        assert_true(dispatch_recipient(f->store, case_id, recipients[i].role,
                                       recipients[i].household, &posts[i], &f->err));
    add_definition(work);
    work->record_id = add_record(work, &principal, case_id);
    return dispatch_send(f->store, work->policy, &principal, work->today, case_id, work->record_id,
                         posts, COUNT(posts), &f->err);
}

struct actor work_hire(struct work *work, enum role role, int64_t place_id, const char *name)
{
    struct fixture *f = work->f;
    struct actor actor = {0};
    int64_t holding, account = county_account(f, name, "新示例", "");
    assert_true(post_give(f->store, &f->console, county_post(f, role, place_id), account,
                          "2026-08-01", NULL, false, &holding, &f->err));
    assert_true(post_actor(f->store, account, COUNTY_TODAY, &f->arena, &actor, &f->err));
    return actor;
}

struct casefile work_read(struct work *work, int64_t case_id)
{
    struct casefile casefile = {0};
    assert_true(casefile_read(work->f->store, case_id, &work->f->arena, &casefile, &work->f->err));
    return casefile;
}

int64_t work_case_of(struct work *work, enum county_child child)
{
    int64_t id = 0;
    assert_true(casefile_of_child(work->f->store, work->county.child[child], &id, &work->f->err));
    return id;
}

int64_t work_count(struct work *work, const char *sql, int64_t id)
{
    QUERY(query) = query_open(work->f->store, sql);
    if (id != 0)
        bind_int(&query, ":id", id);
    assert_true(query_next(&query));
    return query_int(&query, 0);
}
