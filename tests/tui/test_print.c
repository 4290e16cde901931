#include "core/scope/scope.h"
#include "core/store/audit.h"
#include "tests/support/paper.h"
#include "tests/support/work.h"
#include "tui/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A call of print, and what it sent. */
struct printed {
    int status;
    const char *out, *err;
    size_t size; /* of what it sent */
};

static const char *kept(struct fixture *f, FILE *stream, char **bytes, const size_t *size)
{
    fclose(stream);
    const char *copy = arena_copy(&f->arena, *bytes, *size);
    free(*bytes);
    return copy;
}

static struct printed print_as(struct fixture *f, const struct actor *actor, int argc,
                               const char *const argv[])
{
    char *out, *err;
    size_t err_size;
    struct printed printed = {0};
    struct command_call call = {
        .store = f->store,
        .actor = actor,
        .language = LANGUAGE_ZH,
        .today = COUNTY_TODAY,
        .today_fixed = true,
        .out = open_memstream(&out, &printed.size),
        .err = open_memstream(&err, &err_size),
    };
    printed.status = command_parse(&command_print, &call, argc, argv) ? command_print.run(&call)
                                                                      : COMMAND_MISUSED;
    printed.out = kept(f, call.out, &out, &printed.size);
    printed.err = kept(f, call.err, &err, &err_size);
    return printed;
}

static struct printed print(struct fixture *f, int argc, const char *const argv[])
{
    return print_as(f, &f->console, argc, argv);
}

/* The number of a record about the first child, as it is typed. */
static const char *record_made(struct fixture *f, struct work *work)
{
    *work = work_begin(f);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    int64_t case_id = work_case(work, CHILD_LI);
    assert_true(paper_begin(f, work->policy, &teacher, "persuasion",
                            (struct record_start){.case_id = case_id}, &f->err));
    return "1";
}

static int looks(struct fixture *f, const struct work *work)
{
    struct audit_row *rows;
    size_t count;
    int64_t total;
    const struct audit_filter filter = {.action = "look", .child_id = work->county.child[CHILD_LI]};
    assert_true(audit_list(f->store, &f->console, &filter, (struct page){0, 10}, &f->arena, &rows,
                           &count, &total, &f->err));
    return (int)total;
}

static void a_record_is_text_unless_a_pdf_is_asked_for(void **state)
{
    struct fixture *f = *state;
    struct work work;
    const char *record = record_made(f, &work);

    struct printed text = print(f, 1, (const char *[]){record});
    struct printed pdf = print(f, 2, (const char *[]){record, "--pdf"});

    assert_int_equal(text.status, COMMAND_DONE);
    assert_non_null(strstr(text.out, "控辍保学劝学记录表"));
    assert_int_equal(pdf.status, COMMAND_DONE);
    assert_memory_equal(pdf.out, "%PDF-", 5);
    assert_memory_equal(pdf.out + pdf.size - 6, "%%EOF\n", 6);
    work_end(&work);
}

static void each_record_that_is_printed_is_a_look_at_its_child(void **state)
{
    struct fixture *f = *state;
    struct work work;
    const char *record = record_made(f, &work);
    int before = looks(f, &work);

    print(f, 3, (const char *[]){record, record, "--pdf"});

    assert_int_equal(looks(f, &work), before + 2);
    work_end(&work);
}

static void when_one_record_is_missing_none_is_printed_and_nobody_was_seen(void **state)
{
    struct fixture *f = *state;
    struct work work;
    const char *record = record_made(f, &work);
    int before = looks(f, &work);

    struct printed printed = print(f, 3, (const char *[]){record, "99", "--pdf"});

    assert_int_equal(printed.status, COMMAND_FAILED);
    assert_int_equal(printed.size, 0);
    assert_int_equal(looks(f, &work), before);
    work_end(&work);
}

static void the_empty_form_is_printed_in_any_language_and_is_nobodys(void **state)
{
    struct printed blank =
        print(*state, 4, (const char *[]){"--blank", "persuasion", "--language", "ug"});

    assert_int_equal(blank.status, COMMAND_DONE);
    assert_non_null(strstr(blank.out, "مەكتەپكە قايتۇرۇش خاتىرىسى"));
}

static void what_it_does_not_know_is_told_and_nothing_is_printed(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *words[3];
        int count, status;
    } cases[] = {
        {{NULL},                                     0, COMMAND_MISUSED},
        {{"1x"},                                     1, COMMAND_FAILED },
        {{"--blank", "nothing"},                     2, COMMAND_FAILED },
        {{"--blank=persuasion", "--language", "fr"}, 3, COMMAND_MISUSED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct printed printed = print(f, cases[i].count, cases[i].words);

        assert_int_equal(printed.status, cases[i].status);
        assert_int_equal(printed.size, 0);
        assert_string_not_equal(printed.err, "");
    }
}

static void a_list_that_may_be_cut_is_not_printed_as_if_it_were_whole(void **state)
{
    struct fixture *f = *state;
    struct work work = work_begin(f);
    const char *const argv[] = {"--batch", "admission_notice", "--place", "一示例村"};
    QUERY(query) = query_open(f->store,
                              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                              "  WHERE i < 500)"
                              " INSERT INTO main.child (name_zh, born, group_id)"
                              " SELECT '示例' || i, '2020-05-01', group_id FROM n, main.child c"
                              " WHERE c.id = :child");
    bind_int(&query, ":child", work.county.child[CHILD_NOWHERE]);
    assert_true(query_run(&query, &f->err));

    struct printed printed = print(f, COUNT(argv), argv);

    assert_int_equal(printed.status, COMMAND_FAILED);
    assert_non_null(strstr(printed.err, "500"));
    assert_int_equal(printed.size, 0);
    work_end(&work);
}

static void a_helper_prints_nothing_of_a_child_that_is_not_theirs(void **state)
{
    struct fixture *f = *state;
    struct work work;
    const char *record = record_made(f, &work);
    struct actor helper = county_actor(f, ROLE_PAIRED_CADRE);
    int before = looks(f, &work);
    assert_true(scope_enter(f->store, &helper, &f->err));

    struct printed printed = print_as(f, &helper, 2, (const char *[]){record, "--pdf"});

    store_widen(f->store);
    assert_int_equal(printed.status, COMMAND_FAILED);
    assert_int_equal(printed.size, 0);
    assert_int_equal(looks(f, &work), before);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_record_is_text_unless_a_pdf_is_asked_for),
        SPEC(each_record_that_is_printed_is_a_look_at_its_child),
        SPEC(when_one_record_is_missing_none_is_printed_and_nobody_was_seen),
        SPEC(the_empty_form_is_printed_in_any_language_and_is_nobodys),
        SPEC(what_it_does_not_know_is_told_and_nothing_is_printed),
        SPEC(a_list_that_may_be_cut_is_not_printed_as_if_it_were_whole),
        SPEC(a_helper_prints_nothing_of_a_child_that_is_not_theirs),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("print", specs, NULL, NULL) : 1;
}
