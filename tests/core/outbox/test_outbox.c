#include "core/outbox/outbox.h"

#include "core/base/clock.h"
#include "core/scope/scope.h"
#include "i18n/catalogue.h"
#include "tests/support/county.h"

#include <stdlib.h>
#include <string.h>

#define DAY (24 * 60 * 60)

static struct outbox_paper about(const char *title, const char *bytes, const int64_t *child)
{
    return (struct outbox_paper){
        .title = title,
        .kind = OUTBOX_PDF,
        .bytes = bytes,
        .size = strlen(bytes),
        .children = child,
        .child_count = child ? 1 : 0,
    };
}

static int64_t put(struct fixture *f, const struct actor *actor, const struct outbox_paper *paper)
{
    int64_t id = 0;
    assert_true(outbox_put(f->store, actor, paper, &id, &f->err));
    return id;
}

static size_t list(struct fixture *f, const struct actor *actor, struct outbox_file **files)
{
    size_t count;
    assert_true(outbox_list(f->store, actor, &f->arena, files, &count, &f->err));
    return count;
}

static int64_t count(struct fixture *f, const char *sql)
{
    QUERY(query) = query_open(f->store, sql);
    return query_next(&query) ? query_int(&query, 0) : -1;
}

static struct actor enter(struct fixture *f, enum role role)
{
    struct actor actor = county_actor(f, role);
    assert_true(scope_enter(f->store, &actor, &f->err));
    return actor;
}

static void papers_lie_in_the_folder_of_who_made_them_the_newest_first(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher = enter(f, ROLE_CLASS_TEACHER);
    struct outbox_paper first = about("劝返通知书", "%PDF-1", &c.child[CHILD_LI]);
    struct outbox_paper second = about("劝返通知书", "%PDF-22", &c.child[CHILD_AYGUL]);
    struct outbox_file *files;
    put(f, &teacher, &first);
    put(f, &teacher, &second);

    assert_int_equal(list(f, &teacher, &files), 2);
    assert_string_equal(files[0].name, "劝返通知书-2.pdf");
    assert_int_equal(files[0].size, 7);
    assert_string_equal(files[1].name, "劝返通知书.pdf");
    assert_int_equal(files[1].kind, OUTBOX_PDF);
    assert_string_equal(files[1].print, "");
}

static void nobody_else_finds_a_paper_reads_it_or_takes_it_away(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher = enter(f, ROLE_CLASS_TEACHER);
    struct outbox_paper paper = about("paper", "%PDF-1", &c.child[CHILD_LI]);
    struct outbox_file *files, file;
    const char *bytes;
    int64_t id = put(f, &teacher, &paper);
    assert_int_equal(list(f, &teacher, &files), 1);

    struct actor bureau = enter(f, ROLE_BUREAU_EDUCATION);
    struct outbox_file *others;

    assert_int_equal(list(f, &bureau, &others), 0);
    assert_false(outbox_find(f->store, &bureau, "paper.pdf", &f->arena, &file, &f->err));
    assert_int_equal(f->err.kind, ERROR_MISSING);
    assert_false(outbox_read(f->store, &bureau, &files[0], &f->arena, &bytes, &f->err));
    assert_false(outbox_remove(f->store, &bureau, id, &f->err));
    assert_int_equal(count(f, "SELECT count(*) FROM outbox_paper"), 0);
    assert_int_equal(count(f, "SELECT count(*) FROM outbox_piece"), 0);
    assert_int_equal(count(f, "SELECT count(*) FROM outbox_child"), 0);
}

static void a_paper_about_a_child_out_of_sight_is_neither_put_nor_shown(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher = enter(f, ROLE_CLASS_TEACHER);
    struct outbox_paper others = about("paper", "%PDF-1", &c.child[CHILD_SMALL]);
    struct outbox_paper own = about("paper", "%PDF-1", &c.child[CHILD_LI]);
    struct outbox_file *files;
    int64_t id;

    assert_false(outbox_put(f->store, &teacher, &others, &id, &f->err));
    assert_int_equal(f->err.kind, ERROR_MISSING);
    assert_int_equal(list(f, &teacher, &files), 0);

    /* The same person, without the post that saw the child. */
    put(f, &teacher, &own);
    struct actor bare = {.account_id = teacher.account_id, .name = teacher.name};
    assert_true(scope_enter(f->store, &bare, &f->err));
    assert_int_equal(list(f, &bare, &files), 0);
}

static void to_read_a_paper_is_to_look_at_every_child_in_it(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher = enter(f, ROLE_CLASS_TEACHER);
    const int64_t both[] = {c.child[CHILD_LI], c.child[CHILD_AYGUL]};
    struct outbox_paper paper = about("paper", "%PDF-1", NULL);
    struct outbox_file *files;
    const char *bytes;
    paper.children = both;
    paper.child_count = 2;
    put(f, &teacher, &paper);
    list(f, &teacher, &files);
    assert_int_equal(count(f, "SELECT count(*) FROM audit WHERE action = 'look'"), 0);

    assert_true(outbox_read(f->store, &teacher, &files[0], &f->arena, &bytes, &f->err));

    assert_string_equal(bytes, "%PDF-1");
    assert_int_equal(count(f, "SELECT count(*) FROM audit WHERE action = 'look'"), 2);
    assert_int_equal(count(f, "SELECT count(*) FROM audit WHERE action = 'outbox.read'"), 1);
}

static void a_paper_larger_than_a_value_of_the_store_comes_back_whole(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");
    struct outbox_paper paper = {.title = "large", .kind = OUTBOX_XLSX, .size = OUTBOX_BYTES_MOST};
    struct outbox_file *files;
    const char *bytes;
    char *large = malloc(paper.size);
    assert_non_null(large);
    for (size_t i = 0; i < paper.size; i++)
        large[i] = (char)(i * 31 + i / 997);
    paper.bytes = large;

    put(f, &teacher, &paper);
    list(f, &teacher, &files);
    assert_true(outbox_read(f->store, &teacher, &files[0], &f->arena, &bytes, &f->err));

    assert_memory_equal(bytes, large, paper.size);
    free(large);
}

static void a_folder_takes_only_so_much(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher"), other = fixture_account(f, 2, "other");
    struct outbox_paper small = about("small", "x", NULL), none = about("none", "", NULL);
    struct outbox_paper large = {.title = "large", .bytes = "x", .size = OUTBOX_BYTES_MOST + 1};
    int64_t id;
    for (int i = 0; i < OUTBOX_FILES_MOST; i++)
        put(f, &teacher, &small);

    assert_false(outbox_put(f->store, &teacher, &small, &id, &f->err));
    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    put(f, &other, &small);

    f->err = (struct error){0};
    assert_false(outbox_put(f->store, &other, &none, &id, &f->err));
    assert_int_equal(f->err.kind, ERROR_INVALID);
    f->err = (struct error){0};
    assert_false(outbox_put(f->store, &other, &large, &id, &f->err));
    assert_int_equal(f->err.kind, ERROR_INVALID);
}

static void the_console_has_no_folder(void **state)
{
    struct fixture *f = *state;
    struct outbox_paper paper = about("paper", "x", NULL);
    int64_t id;

    assert_false(outbox_put(f->store, &f->console, &paper, &id, &f->err));

    assert_int_equal(f->err.kind, ERROR_DENIED);
}

static void a_paper_is_taken_out_by_its_owner_or_after_its_days(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");
    struct outbox_paper paper = about("paper", "x", NULL);
    struct outbox_file *files;
    int64_t removed = put(f, &teacher, &paper);
    put(f, &teacher, &paper);

    assert_true(outbox_remove(f->store, &teacher, removed, &f->err));
    assert_int_equal(list(f, &teacher, &files), 1);
    assert_string_equal(files[0].name, "paper-2.pdf");

    assert_true(outbox_clear(f->store, clock_now() + OUTBOX_DAYS * DAY - 60, &f->err));
    assert_int_equal(list(f, &teacher, &files), 1);
    assert_true(outbox_clear(f->store, outbox_until(&files[0]), &f->err));
    assert_int_equal(list(f, &teacher, &files), 0);
    assert_int_equal(count(f, "SELECT count(*) FROM outbox_piece"), 0);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(papers_lie_in_the_folder_of_who_made_them_the_newest_first),
        SPEC(nobody_else_finds_a_paper_reads_it_or_takes_it_away),
        SPEC(a_paper_about_a_child_out_of_sight_is_neither_put_nor_shown),
        SPEC(to_read_a_paper_is_to_look_at_every_child_in_it),
        SPEC(a_paper_larger_than_a_value_of_the_store_comes_back_whole),
        SPEC(a_folder_takes_only_so_much),
        SPEC(the_console_has_no_folder),
        SPEC(a_paper_is_taken_out_by_its_owner_or_after_its_days),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("outbox", specs, NULL, NULL) : 1;
}
