/*
 * The comparison, scored: the demonstration county's answer key says what was
 * planted; all of it must be found, and nothing else.
 */
#include "tests/support/fixture.h"

#include "core/compare/compare.h"
#include "core/demo/demo.h"
#include "core/import/import.h"
#include "core/posts/place.h"
#include "core/rules/policy.h"
#include "i18n/catalogue.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TODAY "2026-09-17"

enum {
    CHILDREN = 6000
};

struct score {
    struct fixture *f;
    struct policy *policy;
    char *folder;
};

static bool read_file(void *context, char *buffer, size_t *size, struct error *err)
{
    (void)err;
    *size = fread(buffer, 1, *size, context);
    return true;
}

static void load_roll(struct score *s, const char *path)
{
    struct fixture *f = s->f;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    struct import_request request = {
        .kind = "roll",
        .file = strrchr(path, '/') + 1,
        .source = {read_file, file},
        .today = TODAY,
        .create = true,
    };
    struct import_report report;
    assert_true(import_run(f->store, &f->console, &request, &f->arena, &report, &f->err));
    assert_int_equal(report.refused, 0);
    fclose(file);
}

/* A demonstration county, with every township's roll loaded. */
static struct score make_county(struct fixture *f)
{
    struct score s = {f, policy_open(NULL, "hutubi", &f->err), arena_text(&f->arena, "/tmp/baoxue-score-XXXXXX")};
    const struct demo_account *accounts;
    const struct place county = {.kind = "county", .name_zh = "示例县"};
    struct demo_summary summary;
    size_t count;
    int64_t id;
    glob_t rolls;
    assert_non_null(s.policy);
    assert_non_null(mkdtemp(s.folder));
    const struct demo demo = {s.folder, s.folder, TODAY, CHILDREN, 3, s.policy};
    assert_true(place_add(f->store, &f->console, &county, &id, &f->err));
    assert_true(demo_write(&demo, &summary, &f->err));
    if (!demo_fill(f->store, s.policy, &f->console, &demo, &summary, NULL, &f->arena, &accounts, &count, &f->err))
        fail_msg("%s: %s %s", f->err.key, f->err.detail, f->err.values[0]);
    assert_int_equal(glob(arena_text(&f->arena, "%s/roll-*.csv", s.folder), 0, NULL, &rolls), 0);
    for (size_t i = 0; i < rolls.gl_pathc; i++)
        load_roll(&s, rolls.gl_pathv[i]);
    globfree(&rolls);
    return s;
}

static struct compare_summary compare(struct score *s)
{
    struct compare_summary summary;
    struct fixture *f = s->f;
    if (!compare_run(f->store, s->policy, &f->console, TODAY, &f->arena, &summary, &f->err))
        fail_msg("%s: %s", f->err.key, f->err.detail);
    return summary;
}

/* The answer key in a table of its own: kind, ID number in the register, ID number on the roll. */
static void read_answers(struct score *s)
{
    char line[256];
    FILE *answers = fopen(arena_text(&s->f->arena, "%s/answers.csv", s->folder), "r");
    assert_non_null(answers);
    assert_true(store_execute(s->f->store, "CREATE TEMP TABLE answer (kind TEXT, line TEXT, entry TEXT)", &s->f->err));
    assert_non_null(fgets(line, sizeof line, answers));
    while (fgets(line, sizeof line, answers)) {
        char *rest = line;
        QUERY(insert) = query_open(s->f->store, "INSERT INTO answer VALUES (:kind, :line, :entry)");
        bind_text(&insert, ":kind", strsep(&rest, ","));
        bind_text(&insert, ":line", strsep(&rest, ","));
        bind_text(&insert, ":entry", strsep(&rest, ","));
        assert_true(query_run(&insert, &s->f->err));
    }
    fclose(answers);
}

/* Prints the rows of a query and counts them. */
static int64_t show(struct score *s, const char *what, const char *sql)
{
    int64_t rows = 0;
    QUERY(query) = query_open(s->f->store, sql);
    for (; query_next(&query); rows++)
        print_message("# %s: %s %s %s\n", what, query_text(&query, 0, &s->f->arena),
                      query_text(&query, 1, &s->f->arena), query_text(&query, 2, &s->f->arena));
    assert_true(query_ok(&query, &s->f->err));
    return rows;
}

static void forget(struct score *s)
{
    glob_t files;
    assert_int_equal(glob(arena_text(&s->f->arena, "%s/*", s->folder), 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        unlink(files.gl_pathv[i]);
    globfree(&files);
    rmdir(s->folder);
    policy_close(s->policy);
}

#define FOUND                                                                               \
    "(SELECT f.kind, coalesce(r.id_number, '') AS line, coalesce(e.id_number, '') AS entry" \
    " FROM finding f LEFT JOIN register_row r ON r.id = f.register_row_id"                  \
    " LEFT JOIN roll_entry e ON e.id = f.roll_entry_id WHERE f.state = 'open')"

static void everything_planted_is_found_and_nothing_is_invented(void **state)
{
    struct score s = make_county(*state);
    read_answers(&s);

    struct compare_summary summary = compare(&s);

    int64_t missed = show(&s, "not found",
                          "SELECT kind, line, entry FROM answer a WHERE NOT EXISTS (SELECT 1 FROM " FOUND " AS found"
                          " WHERE found.kind = a.kind AND ((found.line <> '' AND found.line = a.line) OR (found.entry <> '' AND found.entry = a.entry)))");
    int64_t invented = show(&s, "invented",
                            "SELECT kind, line, entry FROM " FOUND " AS found WHERE NOT EXISTS (SELECT 1 FROM answer a"
                            " WHERE found.kind = a.kind AND ((found.line <> '' AND found.line = a.line) OR (found.entry <> '' AND found.entry = a.entry)))");
    assert_true(summary.added > 0);
    assert_int_equal(missed, 0);
    assert_int_equal(invented, 0);
    forget(&s);
}

static void comparing_again_finds_nothing_new(void **state)
{
    struct score s = make_county(*state);
    compare(&s);

    struct compare_summary again = compare(&s);

    assert_int_equal(again.added, 0);
    assert_int_equal(again.gone, 0);
    forget(&s);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(everything_planted_is_found_and_nothing_is_invented),
        SPEC(comparing_again_finds_nothing_new),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("score", specs, NULL, NULL) : 1;
}
