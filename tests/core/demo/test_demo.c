#include "tests/support/duties.h"

#include "core/base/date.h"
#include "core/compare/compare.h"
#include "core/demo/demo.h"
#include "core/duties/clerk.h"
#include "core/lists/idnumber.h"
#include "core/posts/account.h"
#include "core/posts/place.h"
#include "core/posts/post.h"
#include "core/rules/policy.h"
#include "core/scope/scope.h"
#include "i18n/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CHILDREN = 2000,
    FEW = 500,
    TWO_WEEKS = 14
};

#define TODAY "2026-09-17"

static const char *const files[] = {"places.csv", "schools.csv", "register.csv", "roll-01.csv",
                                    "roll-02.csv", "groups.csv", "answers.csv"};

/* A fresh folder in the arena; removed by clean_up(). */
static char *new_folder(struct fixture *f)
{
    char *folder = arena_text(&f->arena, "/tmp/baoxue-demo-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static void clean_up(struct fixture *f, const char *folder)
{
    for (size_t i = 0; i < COUNT(files); i++)
        unlink(arena_text(&f->arena, "%s/%s", folder, files[i]));
    rmdir(folder);
}

static struct demo_summary write_demo(struct fixture *f, const char *folder, uint64_t seed)
{
    struct demo demo = {folder, folder, TODAY, CHILDREN, seed, NULL};
    struct demo_summary summary;
    assert_true(demo_write(&demo, &summary, &f->err));
    return summary;
}

static char *read_list(struct fixture *f, const char *folder, const char *name)
{
    FILE *file = fopen(arena_text(&f->arena, "%s/%s", folder, name), "r");
    assert_non_null(file);
    char *text = arena_alloc(&f->arena, 1 << 20);
    text[fread(text, 1, (1 << 20) - 1, file)] = '\0';
    fclose(file);
    return text;
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void the_same_seed_gives_the_same_county(void **state)
{
    struct fixture *f = *state;
    const char *first = new_folder(f), *second = new_folder(f);

    write_demo(f, first, 7);
    write_demo(f, second, 7);

    for (size_t i = 0; i < COUNT(files); i++)
        assert_string_equal(read_list(f, first, files[i]), read_list(f, second, files[i]));
    clean_up(f, first);
    clean_up(f, second);
}

static void another_seed_gives_other_people(void **state)
{
    struct fixture *f = *state;
    const char *first = new_folder(f), *second = new_folder(f);

    write_demo(f, first, 7);
    write_demo(f, second, 8);

    assert_string_not_equal(read_list(f, first, "register.csv"), read_list(f, second, "register.csv"));
    clean_up(f, first);
    clean_up(f, second);
}

static void the_summary_counts_what_was_written(void **state)
{
    struct fixture *f = *state;
    const char *folder = new_folder(f);

    struct demo_summary summary = write_demo(f, folder, 7);

    size_t on_roll = count_lines(read_list(f, folder, "roll-01.csv"))
        + count_lines(read_list(f, folder, "roll-02.csv")) - 4; /* titles and headers */
    assert_int_equal(on_roll, summary.on_roll);
    assert_int_equal(count_lines(read_list(f, folder, "answers.csv")) - 1, summary.planted);
    assert_true(summary.planted > 0);
    clean_up(f, folder);
}

static void every_id_number_of_the_register_is_sound_and_its_own(void **state)
{
    struct fixture *f = *state;
    const char *folder = new_folder(f);
    write_demo(f, folder, 7);
    char *rest = read_list(f, folder, "register.csv");
    const char *whole = arena_copy(&f->arena, rest, strlen(rest));

    strsep(&rest, "\n");
    strsep(&rest, "\n");
    for (char *line = strsep(&rest, "\n"); line && *line; line = strsep(&rest, "\n")) {
        struct idnumber id;
        const char *number = strstr(line, ",659900") + 1;
        char *alone = arena_copy(&f->arena, number, 18);
        assert_true(idnumber_read(alone, &id, &f->err));
        assert_null(strstr(strstr(whole, alone) + 1, alone));
    }
    clean_up(f, folder);
}

static void a_size_out_of_range_is_refused(void **state)
{
    struct fixture *f = *state;
    struct demo demo = {"/tmp", "/tmp", "2026-09-17", DEMO_LEAST - 1, 7, NULL};
    struct demo_summary summary;

    assert_false(demo_write(&demo, &summary, &f->err));

    assert_string_equal(f->err.key, "demo.size");
}

/* The county with its lists loaded and compared, after two weeks in which nobody did anything. */
static const char *live(struct fixture *f, const struct policy *policy, const char *folder)
{
    struct demo demo = {folder, folder, TODAY, FEW, 7, policy};
    struct demo_summary summary;
    struct compare_summary compared;
    const struct demo_account *accounts;
    size_t count;
    const struct place county = {.kind = "county", .code = policy->code, .name_zh = "示例县"};
    const char *today = TODAY;
    int64_t id;
    assert_true(place_add(f->store, &f->console, &county, &id, &f->err));
    assert_true(demo_write(&demo, &summary, &f->err));
    assert_true(demo_fill(f->store, policy, &f->console, &demo, &summary, "sesame-open-1",
                          &f->arena, &accounts, &count, &f->err));
    assert_true(compare_run(f->store, policy, &f->console, today, &f->arena, &compared, &f->err));
    for (int day = 0; day <= TWO_WEEKS; day++) {
        today = date_add(TODAY, day, &f->arena);
        assert_true(clerk_work(f->store, policy, today, &f->err));
    }
    return today;
}

static void deriving_the_whole_county_anew_gives_the_same_duties(void **state)
{
    struct fixture *f = *state;
    const char *folder = new_folder(f);
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    const char *today = live(f, policy, folder);
    struct duty_lines before = duties_read(f);

    duties_derive_anew(f, policy, TODAY, today);

    struct duty_lines after = duties_read(f);
    const char *difference = duties_differ(f, &before, &after);
    if (difference)
        fail_msg("%s", difference);
    assert_true(before.count > 20);
    policy_close(policy);
    clean_up(f, folder);
}

/* How many children the account sees. */
static int64_t sight(struct fixture *f, const char *name)
{
    struct actor actor;
    int64_t account;
    assert_true(account_find(f->store, name, &account, &f->err));
    assert_true(post_actor(f->store, account, TODAY, &f->arena, &actor, &f->err));
    assert_true(scope_enter(f->store, &actor, &f->err));
    QUERY(query) = query_open(f->store, "SELECT count(*) FROM child");
    return query_next(&query) ? query_int(&query, 0) : -1;
}

static void each_helper_of_the_demonstration_has_one_child(void **state)
{
    struct fixture *f = *state;
    const char *folder = new_folder(f);
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    (void)live(f, policy, folder);

    assert_int_equal(sight(f, "helper1"), 1);
    assert_int_equal(sight(f, "helper2"), 1);
    assert_int_equal(sight(f, "hometeacher"), 1);
    assert_true(sight(f, "subject") > 1);
    policy_close(policy);
    clean_up(f, folder);
}

static int64_t count(struct fixture *f, const char *sql)
{
    QUERY(query) = query_open(f->store, sql);
    int64_t rows = query_next(&query) ? query_int(&query, 0) : -1;
    assert_true(query_ok(&query, &f->err));
    return rows;
}

static void one_in_three_on_a_list_is_not_marked_and_is_found(void **state)
{
    struct fixture *f = *state;
    const char *folder = new_folder(f);
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    (void)live(f, policy, folder);

    int64_t listed = count(f, "SELECT count(*) FROM listed");

    assert_true(listed > 5);
    assert_int_equal(count(f, "SELECT count(*) FROM finding WHERE kind = 'not_marked'"), listed / 3);
    assert_int_equal(count(f, "SELECT count(*) FROM mark WHERE kind IN ('poor', 'disabled')"),
                     listed - listed / 3);
    assert_int_equal(count(f, "SELECT count(*) FROM mark WHERE kind = 'left_behind'"), 2);
    policy_close(policy);
    clean_up(f, folder);
}

/* Whom it tells of the trail calls by number; a guardian of one character stands in many words. */
static void the_trail_names_nobody(void **state)
{
    struct fixture *f = *state;
    const char *folder = new_folder(f);
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    live(f, policy, folder);

    QUERY(query) = query_open(f->store,
                              "SELECT a.action || a.detail FROM audit a, child c"
                              " LEFT JOIN guardian g ON g.child_id = c.id"
                              " WHERE (c.name_zh <> '' AND instr(a.detail, c.name_zh))"
                              "    OR (c.name_ug <> '' AND instr(a.detail, c.name_ug))"
                              "    OR (c.id_number <> '' AND instr(a.detail, c.id_number))"
                              "    OR (length(g.name_zh) > 1 AND instr(a.detail, g.name_zh))"
                              "    OR (g.phone <> '' AND instr(a.detail, g.phone))");
    if (query_next(&query))
        fail_msg("%s", query_text(&query, 0, &f->arena));
    assert_true(query_ok(&query, &f->err));
    policy_close(policy);
    clean_up(f, folder);
}

int main(void)
{
    if (!catalogue_open())
        return EXIT_FAILURE;
    const struct CMUnitTest specs[] = {
        SPEC(the_same_seed_gives_the_same_county),
        SPEC(another_seed_gives_other_people),
        SPEC(the_summary_counts_what_was_written),
        SPEC(every_id_number_of_the_register_is_sound_and_its_own),
        SPEC(a_size_out_of_range_is_refused),
        SPEC(one_in_three_on_a_list_is_not_marked_and_is_found),
        SPEC(deriving_the_whole_county_anew_gives_the_same_duties),
        SPEC(each_helper_of_the_demonstration_has_one_child),
        SPEC(the_trail_names_nobody),
    };
    return cmocka_run_group_tests_name("demo", specs, NULL, NULL);
}
