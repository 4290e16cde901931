#include "core/outbox/printing.h"

#include "core/base/clock.h"
#include "core/posts/notice.h"
#include "core/scope/scope.h"
#include "i18n/catalogue.h"
#include "tests/support/county.h"

#include <string.h>

/* A paper of the teacher's about a child, in a county with a printer. */
static int64_t given_paper(struct fixture *f, const struct county *c, struct actor *teacher)
{
    const struct outbox_paper paper = {
        .title = "notice",
        .bytes = "%PDF-1",
        .size = 6,
        .children = &c->child[CHILD_LI],
        .child_count = 1,
    };
    int64_t id;
    *teacher = county_actor(f, ROLE_CLASS_TEACHER);
    assert_true(printing_set(f->store, &f->console, "office", &f->err));
    assert_true(outbox_put(f->store, teacher, &paper, &id, &f->err));
    return id;
}

static bool next(struct fixture *f, int64_t now, struct printing_job *job)
{
    bool found;
    assert_true(printing_next(f->store, now, &f->arena, job, &found, &f->err));
    return found;
}

static struct outbox_file read(struct fixture *f, const struct actor *actor, int64_t id)
{
    struct outbox_file file;
    assert_true(outbox_file(f->store, actor, id, &f->arena, &file, &f->err));
    return file;
}

static size_t lines(struct fixture *f, enum role role, struct notice **rows)
{
    struct actor actor = county_actor(f, role);
    size_t count;
    assert_true(notice_list(f->store, &actor, (struct page){0, 10}, &f->arena, rows, &count,
                            &f->err));
    return count;
}

static void a_paper_waits_is_handed_over_and_is_printed(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher;
    struct printing_job job;
    int64_t id = given_paper(f, &c, &teacher), now = clock_now();
    assert_false(next(f, now, &job));

    assert_true(printing_ask(f->store, &teacher, id, &f->err));

    assert_string_equal(read(f, &teacher, id).print, "waiting");
    assert_true(next(f, now, &job));
    assert_int_equal(job.id, id);
    assert_string_equal(job.printer, "office");
    assert_memory_equal(job.bytes, "%PDF-1", 6);
    assert_true(printing_done(f->store, id, now, &f->err));
    assert_false(next(f, now, &job));
    assert_string_equal(read(f, &teacher, id).print, "printed");
}

static void to_have_a_paper_printed_is_to_look_at_its_child(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher;
    int64_t id = given_paper(f, &c, &teacher);

    assert_true(printing_ask(f->store, &teacher, id, &f->err));

    QUERY(query) = query_open(f->store, "SELECT count(*) FROM audit WHERE child_id = :child"
                                        " AND action = 'look'");
    bind_int(&query, ":child", c.child[CHILD_LI]);
    assert_true(query_next(&query));
    assert_int_equal(query_int(&query, 0), 1);
}

static void a_paper_waits_once_and_only_its_owner_has_it_printed(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher, principal = county_actor(f, ROLE_PRINCIPAL);
    int64_t id = given_paper(f, &c, &teacher);

    assert_false(printing_ask(f->store, &principal, id, &f->err));
    assert_int_equal(f->err.kind, ERROR_MISSING);
    assert_true(printing_ask(f->store, &teacher, id, &f->err));
    f->err = (struct error){0};
    assert_false(printing_ask(f->store, &teacher, id, &f->err));
    assert_int_equal(f->err.kind, ERROR_CONFLICT);
}

static void a_list_is_not_sent_to_the_printer(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher;
    const struct outbox_paper list = {.title = "x", .kind = OUTBOX_XLSX, .bytes = "PK", .size = 2};
    int64_t id;
    given_paper(f, &c, &teacher);
    assert_true(outbox_put(f->store, &teacher, &list, &id, &f->err));

    assert_false(printing_ask(f->store, &teacher, id, &f->err));

    assert_int_equal(f->err.kind, ERROR_INVALID);
}

static void what_fails_is_tried_again_later_and_then_its_owner_is_told(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher;
    struct printing_job job;
    struct notice *rows;
    int64_t id = given_paper(f, &c, &teacher), now = clock_now();
    assert_true(printing_ask(f->store, &teacher, id, &f->err));

    for (int try = 1; try < PRINTING_TRIES; try++) {
        assert_true(next(f, now, &job));
        assert_true(printing_failed(f->store, id, "printing.slow", now, COUNTY_TODAY, &f->err));
        assert_false(next(f, now + 30, &job));
        now += 60 * 60;
    }
    assert_string_equal(read(f, &teacher, id).reason, "printing.slow");
    assert_int_equal(lines(f, ROLE_CLASS_TEACHER, &rows), 0);

    assert_true(next(f, now, &job));
    assert_true(printing_failed(f->store, id, "printing.refused", now, COUNTY_TODAY, &f->err));
    assert_false(next(f, now + 24 * 60 * 60, &job));
    assert_string_equal(read(f, &teacher, id).print, "failed");
    assert_string_equal(read(f, &teacher, id).reason, "printing.refused");
    assert_int_equal(lines(f, ROLE_CLASS_TEACHER, &rows), 1);
    assert_string_equal(rows[0].route, "papers");
    assert_int_equal(lines(f, ROLE_PRINCIPAL, &rows), 0);
}

static void a_paper_that_was_taken_away_meanwhile_is_nobodys_failure(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher;
    struct notice *rows;
    int64_t id = given_paper(f, &c, &teacher), now = clock_now();
    assert_true(printing_ask(f->store, &teacher, id, &f->err));
    assert_true(outbox_remove(f->store, &teacher, id, &f->err));

    assert_true(printing_failed(f->store, id, "printing.slow", now, COUNTY_TODAY, &f->err));
    assert_true(printing_done(f->store, id, now, &f->err));

    assert_int_equal(lines(f, ROLE_CLASS_TEACHER, &rows), 0);
}

static void without_a_printer_nothing_waits(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher;
    struct printing_job job;
    int64_t id = given_paper(f, &c, &teacher);
    assert_true(printing_ask(f->store, &teacher, id, &f->err));

    assert_true(printing_set(f->store, &f->console, "", &f->err));

    assert_false(next(f, clock_now(), &job));
    assert_string_equal(read(f, &teacher, id).print, "failed");
    assert_false(printing_ask(f->store, &teacher, id, &f->err));
    assert_int_equal(f->err.kind, ERROR_CONFLICT);
}

static void a_printer_has_a_name_that_is_no_option(void **state)
{
    struct fixture *f = *state;
    static const char *const wrong[] = {"-o raw", "-x", "a b", "a/b", "a#b", "a\nb", "\xff"};
    const char *name;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        f->err = (struct error){0};
        assert_false(printing_set(f->store, &f->console, wrong[i], &f->err));
        assert_int_equal(f->err.kind, ERROR_INVALID);
    }
    assert_true(printing_set(f->store, &f->console, "教育局-3F", &f->err));
    assert_true(printing_printer(f->store, &f->arena, &name, &f->err));
    assert_string_equal(name, "教育局-3F");
}

static void only_the_console_names_the_printer(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct actor bureau = county_actor(f, ROLE_BUREAU_EDUCATION);

    assert_false(printing_set(f->store, &bureau, "office", &f->err));

    assert_int_equal(f->err.kind, ERROR_DENIED);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_paper_waits_is_handed_over_and_is_printed),
        SPEC(to_have_a_paper_printed_is_to_look_at_its_child),
        SPEC(a_paper_waits_once_and_only_its_owner_has_it_printed),
        SPEC(a_list_is_not_sent_to_the_printer),
        SPEC(what_fails_is_tried_again_later_and_then_its_owner_is_told),
        SPEC(a_paper_that_was_taken_away_meanwhile_is_nobodys_failure),
        SPEC(without_a_printer_nothing_waits),
        SPEC(a_printer_has_a_name_that_is_no_option),
        SPEC(only_the_console_names_the_printer),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("printing", specs, NULL, NULL) : 1;
}
