#include "core/cases/letter.h"

#include "core/duties/clerk.h"
#include "core/scope/scope.h"
#include "tests/support/work.h"

#include <string.h>

#define EVENTS(kind) "SELECT count(*) FROM case_event WHERE case_id = :id AND kind = '" kind "'"

struct given {
    struct work work;
    struct actor bureau;
};

static struct given begin(void **state)
{
    struct given g = {.work = work_begin(*state)};
    g.bureau = county_actor(g.work.f, ROLE_BUREAU_EDUCATION);
    return g;
}

static struct letter asked(void)
{
    return (struct letter){
        .way = "",
        .office = "示例市示例区教育局",
        .number = "示教函〔2026〕12号",
        .day = "2026-09-15",
        .about = "李示例，男，2013年生",
        .asks = "是否在贵县就读",
        .reply_due = "2026-09-30",
    };
}

static int64_t receive(struct given *g, struct letter letter)
{
    int64_t id = 0;
    struct fixture *f = g->work.f;
    f->err = (struct error){0};
    letter_receive(f->store, g->work.policy, &g->bureau, g->work.today, &letter, &id, &f->err);
    return id;
}

static int64_t send(struct given *g, struct letter letter, int64_t case_id)
{
    int64_t id = 0;
    struct fixture *f = g->work.f;
    f->err = (struct error){0};
    letter.way = "elsewhere";
    letter.case_id = case_id;
    letter_send(f->store, g->work.policy, &g->bureau, g->work.today, &letter, &id, &f->err);
    return id;
}

static bool answer(struct given *g, int64_t id, const char *result, const char *words)
{
    struct fixture *f = g->work.f;
    f->err = (struct error){0};
    return letter_answer(f->store, g->work.policy, &g->bureau, g->work.today, id, g->work.today,
                         result, words, &f->err);
}

static struct letter read(struct given *g, int64_t id)
{
    struct letter letter = {0};
    assert_true(letter_read(g->work.f->store, id, &g->work.f->arena, &letter, &g->work.f->err));
    return letter;
}

static int64_t listed(struct given *g, const struct letter_filter *filter)
{
    struct letter *rows;
    size_t count;
    int64_t total;
    assert_true(letter_list(g->work.f->store, g->work.today, filter, (struct page){0, 10},
                            &g->work.f->arena, &rows, &count, &total, &g->work.f->err));
    return total;
}

static void another_places_letter_is_kept_with_who_asks_whom_about_and_until_when(void **state)
{
    struct given g = begin(state);

    struct letter letter = read(&g, receive(&g, asked()));

    assert_string_equal(letter.direction, "in");
    assert_string_equal(letter.office, "示例市示例区教育局");
    assert_string_equal(letter.number, "示教函〔2026〕12号");
    assert_string_equal(letter.about, "李示例，男，2013年生");
    assert_string_equal(letter.reply_due, "2026-09-30");
    assert_string_equal(letter.person_zh, "林示例");
    assert_string_equal(letter.replied_on, "");
    work_end(&g.work);
}

static void a_letter_without_a_day_for_the_answer_gets_the_countys(void **state)
{
    struct given g = begin(state);
    struct letter letter = asked();
    letter.reply_due = "";

    assert_string_equal(read(&g, receive(&g, letter)).reply_due, "2026-10-13"); /* 15 working days */
    work_end(&g.work);
}

static void a_letter_that_says_too_little_or_impossible_days_is_not_entered(void **state)
{
    struct given g = begin(state);
    struct letter wrong[6];
    for (size_t i = 0; i < COUNT(wrong); i++)
        wrong[i] = asked();
    wrong[0].office = "";
    wrong[1].about = "";
    wrong[2].asks = "";
    wrong[3].day = "2026-09-18";
    wrong[4].day = "2026-02-30";
    wrong[5].reply_due = "2026-09-14";

    for (size_t i = 0; i < COUNT(wrong); i++) {
        assert_int_equal(receive(&g, wrong[i]), 0);
        assert_int_equal(g.work.f->err.kind, ERROR_INVALID);
    }
    assert_int_equal(work_count(&g.work, "SELECT count(*) FROM letter", 0), 0);
    work_end(&g.work);
}

static void an_answer_is_given_once_and_ends_the_duty(void **state)
{
    struct given g = begin(state);
    const char *open = "SELECT count(*) FROM duty WHERE kind = 'letter' AND state = 'open'";
    int64_t id = receive(&g, asked());
    assert_int_equal(work_count(&g.work, open, 0), 1);

    assert_false(answer(&g, id, "answered", ""));
    assert_int_equal(g.work.f->err.kind, ERROR_INVALID);
    assert_true(answer(&g, id, "answered", "在我县示例中学七年级就读"));

    assert_string_equal(read(&g, id).replied_on, COUNTY_TODAY);
    assert_string_equal(read(&g, id).answered_zh, "林示例");
    assert_int_equal(work_count(&g.work, open, 0), 0);
    assert_false(answer(&g, id, "answered", "再答一次"));
    assert_int_equal(g.work.f->err.kind, ERROR_CONFLICT);
    work_end(&g.work);
}

static void a_letter_about_a_case_and_its_answer_are_steps_of_the_case(void **state)
{
    struct given g = begin(state);
    int64_t case_id = work_case(&g.work, CHILD_LI);

    int64_t id = send(&g, asked(), case_id);
    assert_int_equal(read(&g, id).child_id, g.work.county.child[CHILD_LI]);
    assert_int_equal(work_count(&g.work, EVENTS("letter.sent"), case_id), 1);

    assert_false(answer(&g, id, "answered", "收到"));
    assert_int_equal(g.work.f->err.kind, ERROR_INVALID);
    assert_true(answer(&g, id, "refused", "查无此人"));
    assert_int_equal(work_count(&g.work, EVENTS("letter.answered") " AND result = 'refused'"
                                                                   " AND note = '查无此人'",
                                case_id),
                     1);
    work_end(&g.work);
}

static void an_answer_that_is_late_is_asked_for(void **state)
{
    struct given g = begin(state);
    const struct letter_filter late = {.direction = "", .late = true, .typed = ""};
    int64_t id = send(&g, asked(), work_case(&g.work, CHILD_LI));
    assert_int_equal(work_count(&g.work, "SELECT count(*) FROM duty WHERE kind = 'letter_sent'"
                                         " AND state = 'open' AND due = '2026-09-30'",
                                0),
                     1);
    assert_int_equal(listed(&g, &late), 0);

    g.work.today = "2026-10-10";
    assert_true(clerk_work(g.work.f->store, g.work.policy, g.work.today, &g.work.f->err));

    assert_int_equal(listed(&g, &late), 1);
    assert_true(answer(&g, id, "accepted", "已在当地入学"));
    assert_int_equal(listed(&g, &late), 0);
    work_end(&g.work);
}

static void a_letter_finds_its_child_by_the_id_number(void **state)
{
    struct given g = begin(state);
    struct fixture *f = g.work.f;
    int64_t id = receive(&g, asked());

    assert_false(letter_link(f->store, &g.bureau, id, "659900201305060039", &f->err));
    assert_int_equal(f->err.kind, ERROR_MISSING);
    f->err = (struct error){0};
    assert_true(letter_link(f->store, &g.bureau, id, "659900201305060012", &f->err));

    assert_int_equal(read(&g, id).child_id, g.work.county.child[CHILD_LI]);
    work_end(&g.work);
}

static int64_t seen_by(struct given *g, const struct actor *actor)
{
    const struct letter_filter all = {.direction = "", .typed = ""};
    assert_true(scope_enter(g->work.f->store, actor, &g->work.f->err));
    int64_t seen = listed(g, &all);
    assert_true(scope_enter(g->work.f->store, &g->work.f->console, &g->work.f->err));
    return seen;
}

static void a_school_sees_the_letters_about_its_children_and_no_others(void **state)
{
    struct given g = begin(state);
    struct actor school = county_actor(g.work.f, ROLE_ACADEMIC_OFFICE);
    send(&g, asked(), work_case(&g.work, CHILD_LI));
    send(&g, asked(), work_case(&g.work, CHILD_KURBAN));
    receive(&g, asked());

    assert_int_equal(seen_by(&g, &school), 1);
    assert_int_equal(seen_by(&g, &g.bureau), 3);
    work_end(&g.work);
}

static void the_register_is_narrowed_by_direction_and_by_what_is_typed(void **state)
{
    struct given g = begin(state);
    receive(&g, asked());
    send(&g, asked(), work_case(&g.work, CHILD_KURBAN));

    assert_int_equal(listed(&g, &(struct letter_filter){.direction = "in", .typed = ""}), 1);
    assert_int_equal(listed(&g, &(struct letter_filter){.direction = "", .typed = "12号"}), 2);
    assert_int_equal(listed(&g, &(struct letter_filter){.direction = "", .typed = "库尔班"}), 1);
    work_end(&g.work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(another_places_letter_is_kept_with_who_asks_whom_about_and_until_when),
        SPEC(a_letter_without_a_day_for_the_answer_gets_the_countys),
        SPEC(a_letter_that_says_too_little_or_impossible_days_is_not_entered),
        SPEC(an_answer_is_given_once_and_ends_the_duty),
        SPEC(a_letter_about_a_case_and_its_answer_are_steps_of_the_case),
        SPEC(an_answer_that_is_late_is_asked_for),
        SPEC(a_letter_finds_its_child_by_the_id_number),
        SPEC(a_school_sees_the_letters_about_its_children_and_no_others),
        SPEC(the_register_is_narrowed_by_direction_and_by_what_is_typed),
    };
    return cmocka_run_group_tests_name("letter", specs, NULL, NULL);
}
