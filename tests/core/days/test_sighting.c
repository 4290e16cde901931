#include "core/days/sighting.h"

#include "core/days/absence.h"
#include "core/lists/finding.h"
#include "core/lists/merge.h"
#include "core/scope/scope.h"
#include "core/store/audit.h"
#include "tests/support/work.h"

#include <inttypes.h>
#include <string.h>

static bool says(struct work *w, enum role role, enum line line, enum county_child child,
                 const char *word, const char *day)
{
    const struct actor actor = county_actor(w->f, role);
    const struct sighting row = {.child_id = w->county.child[child], .word = word};
    w->f->err = (struct error){0};
    return sighting_report(w->f->store, w->policy, &actor, w->today, line, day, &row, 1,
                           &w->f->err);
}

static bool household_says(struct work *w, enum county_child child, const char *word)
{
    return says(w, ROLE_VILLAGE_WORKER, LINE_HOUSEHOLD, child, word, w->today);
}

/* The village as its worker's list shows it on the day. */
static struct sighting_row *village(struct work *w, const char *day, size_t *count,
                                    struct sighting_counts *counts)
{
    const struct sighting_filter filter = {
        .line = LINE_HOUSEHOLD,
        .places = arena_text(&w->f->arena, "[%" PRId64 "]", w->county.village[0]),
        .day = day,
        .typed = "",
    };
    struct sighting_row *rows;
    assert_true(sighting_list(w->f->store, w->policy, &filter, (struct page){0, 50}, &w->f->arena,
                              &rows, count, counts, &w->f->err));
    return rows;
}

static const struct sighting_row *row_of(struct work *w, enum county_child child,
                                         const struct sighting_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].child_id == w->county.child[child])
            return &rows[i];
    return NULL;
}

static int64_t said_in_trail(struct work *w)
{
    return work_count(w, "SELECT count(*) FROM audit WHERE action = 'sighting.report'", 0);
}

static void a_worker_says_where_a_child_of_the_village_is(void **state)
{
    struct work w = work_begin(*state);
    struct sighting_counts counts;
    size_t count;

    assert_true(household_says(&w, CHILD_LI, "at_home"));

    const struct sighting_row *row = row_of(&w, CHILD_LI, village(&w, w.today, &count, &counts), 5);
    assert_string_equal(row->word, "at_home");
    assert_string_equal(row->seen_on, COUNTY_TODAY);
    assert_true(row->said);
    assert_int_equal(counts.total, 5);
    assert_int_equal(counts.said, 1);
    work_end(&w);
}

static void each_word_is_one_row_of_the_trail(void **state)
{
    struct work w = work_begin(*state);

    assert_true(household_says(&w, CHILD_LI, "at_home"));
    assert_true(household_says(&w, CHILD_AYGUL, "at_school"));

    assert_int_equal(said_in_trail(&w), 2);
    assert_int_equal(work_count(&w, "SELECT count(*) FROM audit WHERE action = 'sighting.report'"
                                    " AND child_id = :id",
                                w.county.child[CHILD_LI]),
                     1);
    work_end(&w);
}

static void what_was_said_is_never_changed_only_followed(void **state)
{
    struct work w = work_begin(*state);
    struct error err = {0};
    struct sighting_counts counts;
    size_t count;
    assert_true(household_says(&w, CHILD_LI, "at_home"));

    assert_true(household_says(&w, CHILD_LI, "at_school"));

    assert_int_equal(work_count(&w, "SELECT count(*) FROM sighting", 0), 2);
    assert_string_equal(row_of(&w, CHILD_LI, village(&w, w.today, &count, &counts), 5)->word,
                        "at_school");
    assert_false(store_execute(w.f->store, "UPDATE sighting SET word = 'away'", &err));
    err = (struct error){0};
    assert_false(store_execute(w.f->store, "DELETE FROM sighting", &err));
    work_end(&w);
}

static void who_answers_for_neither_line_of_a_child_says_nothing_of_it(void **state)
{
    static const struct {
        enum role role;
        enum line line;
        enum county_child child;
        enum error_kind refused; /* ERROR_NONE: not at all */
    } tries[] = {
        {ROLE_VILLAGE_WORKER,   LINE_HOUSEHOLD, CHILD_LI,      ERROR_NONE   },
        {ROLE_VILLAGE_WORKER,   LINE_HOUSEHOLD, CHILD_KURBAN,  ERROR_DENIED }, /* another village */
        {ROLE_VILLAGE_WORKER,   LINE_SCHOOL,    CHILD_LI,      ERROR_DENIED }, /* the other line */
        {ROLE_TOWNSHIP,         LINE_HOUSEHOLD, CHILD_WANG,    ERROR_NONE   },
        {ROLE_CLASS_TEACHER,    LINE_SCHOOL,    CHILD_LI,      ERROR_NONE   },
        {ROLE_CLASS_TEACHER,    LINE_SCHOOL,    CHILD_WANG,    ERROR_DENIED }, /* another class */
        {ROLE_CLASS_TEACHER,    LINE_HOUSEHOLD, CHILD_LI,      ERROR_DENIED },
        {ROLE_PRINCIPAL,        LINE_SCHOOL,    CHILD_WANG,    ERROR_NONE   },
        {ROLE_CENTRAL_SCHOOL,   LINE_SCHOOL,    CHILD_ZHAO,    ERROR_NONE   },
        {ROLE_CENTRAL_SCHOOL,   LINE_SCHOOL,    CHILD_NOWHERE, ERROR_INVALID}, /* in no class */
        {ROLE_VILLAGE_WORKER,   LINE_HOUSEHOLD, CHILD_UNKNOWN, ERROR_INVALID}, /* in no group */
        {ROLE_ROLL_KEEPER,      LINE_SCHOOL,    CHILD_LI,      ERROR_DENIED },
        {ROLE_BUREAU_EDUCATION, LINE_SCHOOL,    CHILD_LI,      ERROR_DENIED }, /* it reads both */
        {ROLE_AUDITOR,          LINE_SCHOOL,    CHILD_LI,      ERROR_DENIED },
    };
    struct work w = work_begin(*state);

    for (size_t i = 0; i < COUNT(tries); i++) {
        bool said = says(&w, tries[i].role, tries[i].line, tries[i].child, "at_school", w.today);
        if (said != (tries[i].refused == ERROR_NONE)
            || (!said && w.f->err.kind != tries[i].refused))
            fail_msg("try %zu: %s", i, said ? "said" : w.f->err.key);
    }
    work_end(&w);
}

static void a_day_to_come_or_long_gone_and_a_word_there_is_not_are_refused(void **state)
{
    static const struct {
        const char *word, *day;
    } tries[] = {
        {"at_school", "2026-09-18"},
        {"at_school", "2026-09-02"},
        {"at_school", "2026-02-30"},
        {"at_school", ""          },
        {"absent",    "2026-09-17"},
        {"",          "2026-09-17"},
    };
    struct work w = work_begin(*state);

    for (size_t i = 0; i < COUNT(tries); i++) {
        assert_false(says(&w, ROLE_VILLAGE_WORKER, LINE_HOUSEHOLD, CHILD_LI, tries[i].word,
                          tries[i].day));
        assert_int_equal(w.f->err.kind, ERROR_INVALID);
    }
    assert_int_equal(work_count(&w, "SELECT count(*) FROM sighting", 0), 0);
    work_end(&w);
}

static void all_of_a_report_stands_or_nothing(void **state)
{
    struct work w = work_begin(*state);
    const struct actor worker = county_actor(w.f, ROLE_VILLAGE_WORKER);
    const struct sighting rows[] = {
        {.child_id = w.county.child[CHILD_LI],     .word = "at_home"  },
        {.child_id = w.county.child[CHILD_KURBAN], .word = "at_school"},
    };

    assert_false(sighting_report(w.f->store, w.policy, &worker, w.today, LINE_HOUSEHOLD, w.today,
                                 rows, 2, &w.f->err));

    assert_int_equal(work_count(&w, "SELECT count(*) FROM sighting", 0), 0);
    assert_int_equal(said_in_trail(&w), 0);
    work_end(&w);
}

static void the_rest_of_a_group_is_at_school_in_one_act(void **state)
{
    struct work w = work_begin(*state);
    const struct actor worker = county_actor(w.f, ROLE_VILLAGE_WORKER);
    struct sighting_counts counts;
    size_t count, said;
    assert_true(household_says(&w, CHILD_LI, "away"));

    assert_true(sighting_report_rest(w.f->store, w.policy, &worker, w.today, LINE_HOUSEHOLD,
                                     w.today, w.county.group[0], "at_school", &said, &w.f->err));

    assert_int_equal(said, 2);
    const struct sighting_row *rows = village(&w, w.today, &count, &counts);
    assert_string_equal(row_of(&w, CHILD_LI, rows, count)->word, "away");
    assert_string_equal(row_of(&w, CHILD_ZHAO, rows, count)->word, "at_school");
    assert_string_equal(row_of(&w, CHILD_WANG, rows, count)->word, "");
    work_end(&w);
}

static void the_rest_of_another_village_is_not_ones_to_say(void **state)
{
    struct work w = work_begin(*state);
    const struct actor worker = county_actor(w.f, ROLE_VILLAGE_WORKER);
    size_t said = 0;

    assert_false(sighting_report_rest(w.f->store, w.policy, &worker, w.today, LINE_HOUSEHOLD,
                                      w.today, w.county.group[2], "at_school", &said, &w.f->err));

    assert_int_equal(w.f->err.kind, ERROR_DENIED);
    work_end(&w);
}

/* By the word before the day's: whoever goes down the list is not moved about by saying. */
static void who_was_spoken_of_longest_ago_comes_first_and_saying_moves_nobody(void **state)
{
    struct work w = work_begin(*state);
    struct sighting_counts counts;
    size_t count;
    assert_true(says(&w, ROLE_VILLAGE_WORKER, LINE_HOUSEHOLD, CHILD_LI, "at_school", "2026-09-15"));
    assert_true(says(&w, ROLE_VILLAGE_WORKER, LINE_HOUSEHOLD, CHILD_AYGUL, "at_school",
                     "2026-09-10"));
    assert_true(household_says(&w, CHILD_ZHAO, "at_school"));

    const struct sighting_row *rows = village(&w, w.today, &count, &counts);

    assert_int_equal(count, 5);
    assert_int_equal(rows[0].child_id, w.county.child[CHILD_ZHAO]);
    assert_int_equal(rows[3].child_id, w.county.child[CHILD_AYGUL]);
    assert_int_equal(rows[4].child_id, w.county.child[CHILD_LI]);
    work_end(&w);
}

static void who_is_not_of_school_age_is_not_asked_for(void **state)
{
    struct work w = work_begin(*state);
    struct sighting_counts counts;
    size_t count;
    QUERY(query) = query_open(w.f->store, "UPDATE child SET born = '2020-09-01' WHERE id = :child");
    bind_int(&query, ":child", w.county.child[CHILD_LI]);
    assert_true(query_run(&query, &w.f->err));

    const struct sighting_row *rows = village(&w, w.today, &count, &counts);

    assert_null(row_of(&w, CHILD_LI, rows, count));
    work_end(&w);
}

static void a_class_that_reported_its_day_has_spoken_for_its_children(void **state)
{
    static const enum county_child absent[] = {CHILD_LI, CHILD_COUNT};
    struct work w = work_begin(*state);
    const struct actor principal = county_actor(w.f, ROLE_PRINCIPAL);
    const struct sighting_filter filter = {
        .line = LINE_SCHOOL,
        .places = sighting_places(&principal, LINE_SCHOOL, &w.f->arena),
        .day = w.today,
        .typed = "",
    };
    struct sighting_row *rows;
    struct sighting_counts counts;
    size_t count;
    assert_true(work_report(&w, w.today, absent));

    assert_true(sighting_list(w.f->store, w.policy, &filter, (struct page){0, 50}, &w.f->arena,
                              &rows, &count, &counts, &w.f->err));

    assert_int_equal(counts.total, 3);
    assert_int_equal(counts.said, 2);
    assert_string_equal(row_of(&w, CHILD_LI, rows, count)->word, "absent");
    assert_string_equal(row_of(&w, CHILD_AYGUL, rows, count)->word, "at_school");
    assert_string_equal(row_of(&w, CHILD_WANG, rows, count)->word, "");
    work_end(&w);
}

static void a_child_that_was_two_keeps_what_was_said_of_both(void **state)
{
    struct work w = work_begin(*state);
    assert_true(household_says(&w, CHILD_LI, "at_school"));

    assert_true(merge_child(w.f->store, w.county.child[CHILD_LI], w.county.child[CHILD_AYGUL],
                            &w.f->err));

    assert_int_equal(work_count(&w, "SELECT count(*) FROM sighting WHERE child_id = :id",
                                w.county.child[CHILD_AYGUL]),
                     1);
    work_end(&w);
}

/* In a session, through the views: what the village said of a child of the class is in sight, of
   others nothing is. */
static void a_teacher_sees_what_was_said_of_the_class_and_nothing_else(void **state)
{
    struct work w = work_begin(*state);
    const struct actor teacher = county_actor(w.f, ROLE_CLASS_TEACHER);
    assert_true(household_says(&w, CHILD_LI, "at_home"));
    assert_true(household_says(&w, CHILD_WANG, "at_home"));
    assert_true(household_says(&w, CHILD_NOWHERE, "at_home"));

    assert_true(scope_enter(w.f->store, &teacher, &w.f->err));

    assert_int_equal(work_count(&w, "SELECT count(*) FROM sighting", 0), 1);
    assert_int_equal(work_count(&w, "SELECT sum(child_id) FROM sighting", 0),
                     w.county.child[CHILD_LI]);
    assert_int_equal(work_count(&w, "SELECT count(*) FROM household_word", 0), 2);
    work_end(&w);
}

/* Words of a view from its first SELECT on. */
static const char *body(struct work *w, const char *sql)
{
    QUERY(query) = query_open(w->f->store, sql);
    assert_true(query_next(&query));
    return strstr(query_text(&query, 0, &w->f->arena), "SELECT");
}

static void what_a_session_reads_of_a_line_is_what_the_county_reads(void **state)
{
    static const struct {
        const char *whole, *cut;
    } views[] = {
        {"SELECT sql FROM main.sqlite_schema WHERE name = 'sighting_now'",
         "SELECT sql FROM temp.sqlite_schema WHERE name = 'sighting_now'"  },
        {"SELECT sql FROM main.sqlite_schema WHERE name = 'household_word'",
         "SELECT sql FROM temp.sqlite_schema WHERE name = 'household_word'"},
        {"SELECT sql FROM main.sqlite_schema WHERE name = 'school_word'",
         "SELECT sql FROM temp.sqlite_schema WHERE name = 'school_word'"   },
    };
    struct work w = work_begin(*state);
    const struct actor teacher = county_actor(w.f, ROLE_CLASS_TEACHER);
    assert_true(scope_enter(w.f->store, &teacher, &w.f->err));
    store_widen(w.f->store);

    for (size_t i = 0; i < COUNT(views); i++)
        assert_string_equal(body(&w, views[i].whole), body(&w, views[i].cut));
    work_end(&w);
}

static int open_catalogue(void **state)
{
    (void)state;
    return catalogue_open() ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_worker_says_where_a_child_of_the_village_is),
        SPEC(each_word_is_one_row_of_the_trail),
        SPEC(what_was_said_is_never_changed_only_followed),
        SPEC(who_answers_for_neither_line_of_a_child_says_nothing_of_it),
        SPEC(a_day_to_come_or_long_gone_and_a_word_there_is_not_are_refused),
        SPEC(all_of_a_report_stands_or_nothing),
        SPEC(the_rest_of_a_group_is_at_school_in_one_act),
        SPEC(the_rest_of_another_village_is_not_ones_to_say),
        SPEC(who_was_spoken_of_longest_ago_comes_first_and_saying_moves_nobody),
        SPEC(who_is_not_of_school_age_is_not_asked_for),
        SPEC(a_class_that_reported_its_day_has_spoken_for_its_children),
        SPEC(a_child_that_was_two_keeps_what_was_said_of_both),
        SPEC(a_teacher_sees_what_was_said_of_the_class_and_nothing_else),
        SPEC(what_a_session_reads_of_a_line_is_what_the_county_reads),
    };
    return cmocka_run_group_tests_name("sighting", specs, open_catalogue, NULL);
}
