#include "core/cases/transfer.h"

#include "core/cases/closing.h"
#include "core/duties/clerk.h"
#include "core/posts/notice.h"
#include "core/scope/scope.h"
#include "tests/support/work.h"

#include <string.h>

#define OPEN_DUTIES "SELECT count(*) FROM duty WHERE case_id = :id AND kind = 'transfer'" \
                    " AND state = 'open'"
#define EVENTS(kind) "SELECT count(*) FROM case_event WHERE case_id = :id AND kind = '" kind "'"

/* A case of the junior school, and the other school's office. */
struct given {
    struct work work;
    int64_t case_id;
    struct actor office, other; /* of the junior school, of the nine-year school */
};

static struct given begin(void **state)
{
    struct given g = {.work = work_begin(*state)};
    g.case_id = work_case(&g.work, CHILD_LI);
    g.office = county_actor(g.work.f, ROLE_ACADEMIC_OFFICE);
    g.other = work_hire(&g.work, ROLE_ACADEMIC_OFFICE, g.work.county.nine_year, "office_3");
    return g;
}

static int64_t offer(struct given *g, int64_t place_id)
{
    int64_t id = 0;
    struct fixture *f = g->work.f;
    f->err = (struct error){0};
    transfer_offer(f->store, g->work.policy, &g->office, g->work.today, g->case_id, place_id,
                   "随父母搬到西示例乡", &id, &f->err);
    return id;
}

static bool accept_as(struct given *g, const struct actor *actor, int64_t id)
{
    struct fixture *f = g->work.f;
    f->err = (struct error){0};
    return transfer_accept(f->store, g->work.policy, actor, g->work.today, id, &f->err);
}

static bool refuse_as(struct given *g, const struct actor *actor, int64_t id, const char *reason)
{
    struct fixture *f = g->work.f;
    f->err = (struct error){0};
    return transfer_refuse(f->store, g->work.policy, actor, g->work.today, id, reason, &f->err);
}

static struct transfer read(struct given *g, int64_t id)
{
    struct transfer transfer = {0};
    assert_true(transfer_read(g->work.f->store, id, &g->work.f->arena, &transfer, &g->work.f->err));
    return transfer;
}

static void an_offered_case_stays_with_its_school_until_it_is_accepted(void **state)
{
    struct given g = begin(state);
    struct casefile before = work_read(&g.work, g.case_id);

    int64_t id = offer(&g, g.work.county.nine_year);

    struct casefile after = work_read(&g.work, g.case_id);
    assert_int_not_equal(id, 0);
    assert_int_equal(after.charge_id, before.charge_id);
    assert_int_equal(after.school_id, g.work.county.junior);
    assert_string_equal(read(&g, id).state, "offered");
    assert_int_equal(read(&g, id).from_place, g.work.county.junior);
    assert_string_equal(read(&g, id).reply_due, "2026-09-21"); /* 20 September is a make-up day */
    work_end(&g.work);
}

static void an_accepted_case_keeps_its_number_and_has_a_new_school_and_charge(void **state)
{
    struct given g = begin(state);
    struct casefile before = work_read(&g.work, g.case_id);
    int64_t id = offer(&g, g.work.county.nine_year);

    assert_true(accept_as(&g, &g.other, id));

    struct casefile after = work_read(&g.work, g.case_id);
    assert_string_equal(after.number, before.number);
    assert_int_equal(after.school_id, g.work.county.nine_year);
    assert_int_equal(after.charge_id,
                     county_post(g.work.f, ROLE_ACADEMIC_OFFICE, g.work.county.nine_year));
    assert_string_equal(after.state, "open");
    assert_int_equal(work_count(&g.work, EVENTS("transfer.sent"), g.case_id), 1);
    assert_int_equal(work_count(&g.work, EVENTS("transfer.accepted"), g.case_id), 1);
    assert_int_equal(work_count(&g.work, EVENTS("assigned"), g.case_id), 1);
    work_end(&g.work);
}

static void an_accepted_case_does_not_go_back_with_the_next_event(void **state)
{
    struct given g = begin(state);
    assert_true(accept_as(&g, &g.other, offer(&g, g.work.county.nine_year)));
    const struct case_event event = {
        .case_id = g.case_id, .kind = "contact.phone", .day = g.work.today, .result = "agreed"};

    assert_true(casefile_append(g.work.f->store, g.work.policy, &g.other, g.work.today, &event,
                                &g.work.f->err));

    assert_int_equal(work_read(&g.work, g.case_id).school_id, g.work.county.nine_year);
    work_end(&g.work);
}

static void the_case_follows_the_child_again_when_that_moves(void **state)
{
    struct given g = begin(state);
    assert_true(accept_as(&g, &g.other, offer(&g, g.work.county.nine_year)));
    QUERY(query) = query_open(g.work.f->store, "UPDATE child SET class_id = :class"
                                               " WHERE id = :child");
    bind_int(&query, ":class", g.work.county.class_junior_7_2);
    bind_int(&query, ":child", g.work.county.child[CHILD_LI]);
    assert_true(query_run(&query, &g.work.f->err));

    assert_true(work_record(&g.work, ROLE_ACADEMIC_OFFICE, g.case_id, "note", NULL));

    assert_int_equal(work_read(&g.work, g.case_id).class_id, g.work.county.class_junior_7_2);
    assert_int_equal(work_read(&g.work, g.case_id).school_id, g.work.county.junior);
    work_end(&g.work);
}

static void a_refused_case_stays_where_it_is_and_keeps_the_reason(void **state)
{
    struct given g = begin(state);
    struct casefile before = work_read(&g.work, g.case_id);
    int64_t id = offer(&g, g.work.county.nine_year);

    assert_false(refuse_as(&g, &g.other, id, ""));
    assert_int_equal(g.work.f->err.kind, ERROR_INVALID);
    assert_true(refuse_as(&g, &g.other, id, "孩子没有搬来"));

    assert_string_equal(read(&g, id).reason, "孩子没有搬来");
    assert_int_equal(work_read(&g.work, g.case_id).charge_id, before.charge_id);
    assert_int_equal(work_read(&g.work, g.case_id).school_id, before.school_id);
    assert_int_equal(work_count(&g.work, EVENTS("transfer.refused"), g.case_id), 1);
    assert_int_equal(work_count(&g.work, EVENTS("assigned"), g.case_id), 0);
    work_end(&g.work);
}

static void only_the_receiver_answers_and_only_once(void **state)
{
    struct given g = begin(state);
    struct actor bureau = county_actor(g.work.f, ROLE_BUREAU_EDUCATION);
    int64_t id = offer(&g, g.work.county.nine_year);

    assert_false(accept_as(&g, &g.office, id));
    assert_int_equal(g.work.f->err.kind, ERROR_DENIED);
    assert_false(accept_as(&g, &bureau, id));
    assert_int_equal(g.work.f->err.kind, ERROR_DENIED);

    assert_true(accept_as(&g, &g.other, id));
    assert_false(refuse_as(&g, &g.other, id, "晚了"));
    assert_int_equal(g.work.f->err.kind, ERROR_CONFLICT);
    work_end(&g.work);
}

static void one_offer_waits_at_a_time_and_not_to_where_nobody_answers(void **state)
{
    struct given g = begin(state);

    assert_int_equal(offer(&g, g.work.county.primary), 0);
    assert_int_equal(g.work.f->err.kind, ERROR_CONFLICT);
    assert_int_equal(offer(&g, g.work.county.junior), 0);
    assert_int_equal(g.work.f->err.kind, ERROR_INVALID);
    assert_int_equal(offer(&g, g.work.county.class_nine_7), 0);
    assert_int_equal(g.work.f->err.kind, ERROR_INVALID);

    assert_int_not_equal(offer(&g, g.work.county.nine_year), 0);
    assert_int_equal(offer(&g, g.work.county.nine_year), 0);
    assert_int_equal(g.work.f->err.kind, ERROR_CONFLICT);
    work_end(&g.work);
}

static void a_village_takes_a_case_through_its_township(void **state)
{
    struct given g = begin(state);
    struct actor township = work_hire(&g.work, ROLE_TOWNSHIP, g.work.county.township[1], "town_2");
    g.office = county_actor(g.work.f, ROLE_TOWNSHIP); /* of where the child lives now */
    g.case_id = work_case(&g.work, CHILD_NOWHERE);    /* on no roll */
    int64_t id = offer(&g, g.work.county.village[1]);

    assert_true(accept_as(&g, &township, id));

    struct casefile after = work_read(&g.work, g.case_id);
    assert_int_equal(after.group_id, g.work.county.village[1]);
    assert_int_equal(after.school_id, g.work.county.nine_year); /* which serves that village */
    assert_int_equal(after.charge_id,
                     county_post(g.work.f, ROLE_TOWNSHIP, g.work.county.township[1]));
    work_end(&g.work);
}

static void the_answer_is_due_and_climbs_when_it_does_not_come(void **state)
{
    struct given g = begin(state);
    int64_t post = county_post(g.work.f, ROLE_ACADEMIC_OFFICE, g.work.county.nine_year);
    int64_t bureau = county_post(g.work.f, ROLE_BUREAU_EDUCATION, g.work.county.id);
    int64_t id = offer(&g, g.work.county.nine_year);
    assert_int_equal(work_count(&g.work, "SELECT post_id FROM duty WHERE case_id = :id AND kind ="
                                         " 'transfer' AND due = '2026-09-21'",
                                g.case_id),
                     post);

    assert_true(clerk_work(g.work.f->store, g.work.policy, "2026-09-24", &g.work.f->err));
    assert_int_equal(work_count(&g.work, "SELECT post_id FROM duty WHERE case_id = :id AND kind ="
                                         " 'transfer'",
                                g.case_id),
                     bureau);

    assert_true(refuse_as(&g, &g.other, id, "孩子没有搬来"));
    assert_int_equal(work_count(&g.work, OPEN_DUTIES, g.case_id), 0);
    work_end(&g.work);
}

static void an_offer_of_a_case_that_was_closed_is_no_duty_any_more(void **state)
{
    struct given g = begin(state);
    struct fixture *f = g.work.f;
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    int64_t id = offer(&g, g.work.county.nine_year);
    assert_true(closing_ask(f->store, g.work.policy, &g.office, g.work.today, g.case_id, "mistake",
                            "记错了", &f->err));
    assert_true(closing_confirm(f->store, g.work.policy, &principal, g.work.today, g.case_id, "",
                                &f->err));

    assert_true(clerk_work(f->store, g.work.policy, g.work.today, &f->err));

    assert_int_equal(work_count(&g.work, OPEN_DUTIES, g.case_id), 0);
    assert_false(accept_as(&g, &g.other, id));
    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    work_end(&g.work);
}

static int64_t children_seen(struct given *g, const struct actor *actor)
{
    assert_true(scope_enter(g->work.f->store, actor, &g->work.f->err));
    int64_t seen = work_count(&g->work, "SELECT count(*) FROM child WHERE id = :id",
                              g->work.county.child[CHILD_LI]);
    assert_true(scope_enter(g->work.f->store, &g->work.f->console, &g->work.f->err));
    return seen;
}

static bool withdraw_as(struct given *g, const struct actor *actor, int64_t id, const char *reason)
{
    struct fixture *f = g->work.f;
    f->err = (struct error){0};
    return transfer_withdraw(f->store, g->work.policy, actor, g->work.today, id, reason, &f->err);
}

static void an_offer_is_taken_back_with_a_reason_and_nobody_has_to_answer_it(void **state)
{
    struct given g = begin(state);
    struct casefile before = work_read(&g.work, g.case_id);
    int64_t id = offer(&g, g.work.county.nine_year);

    assert_false(withdraw_as(&g, &g.office, id, ""));
    assert_int_equal(g.work.f->err.kind, ERROR_INVALID);
    assert_true(withdraw_as(&g, &g.office, id, "孩子没有搬"));

    assert_string_equal(read(&g, id).state, "withdrawn");
    assert_string_equal(read(&g, id).reason, "孩子没有搬");
    assert_int_equal(work_read(&g.work, g.case_id).charge_id, before.charge_id);
    assert_int_equal(work_count(&g.work, EVENTS("offer.withdrawn"), g.case_id), 1);
    assert_int_equal(work_count(&g.work, "SELECT count(*) FROM duty WHERE case_id = :id"
                                         " AND kind = 'transfer' AND state = 'void'",
                                g.case_id),
                     1);
    assert_int_not_equal(offer(&g, g.work.county.nine_year), 0);
    work_end(&g.work);
}

static void who_may_not_offer_a_case_takes_no_offer_back_and_an_answer_stands(void **state)
{
    struct given g = begin(state);
    struct actor teacher = county_actor(g.work.f, ROLE_CLASS_TEACHER);
    int64_t id = offer(&g, g.work.county.nine_year);

    assert_false(withdraw_as(&g, &g.other, id, "不接"));
    assert_int_equal(g.work.f->err.kind, ERROR_DENIED);
    assert_false(withdraw_as(&g, &teacher, id, "不接"));
    assert_int_equal(g.work.f->err.kind, ERROR_DENIED);

    assert_true(refuse_as(&g, &g.other, id, "不在这里"));
    assert_false(withdraw_as(&g, &g.office, id, "孩子没有搬"));
    assert_int_equal(g.work.f->err.kind, ERROR_CONFLICT);
    work_end(&g.work);
}

/* The case is out of their sight by then: the line they read names nobody. */
static void the_receiver_is_told_without_a_name_that_an_offer_was_taken_back(void **state)
{
    struct given g = begin(state);
    struct fixture *f = g.work.f;
    struct notice *notices;
    size_t count;
    int64_t id = offer(&g, g.work.county.nine_year);

    assert_true(withdraw_as(&g, &g.office, id, "孩子没有搬"));

    assert_true(scope_enter(f->store, &g.other, &f->err));
    assert_true(notice_list(f->store, &g.other, (struct page){.size = 10}, &f->arena, &notices,
                            &count, &f->err));
    assert_int_equal(count, 1);
    assert_string_equal(notices[0].key, "notice.transfer-withdrawn");
    assert_string_equal(notices[0].name_zh, "");
    assert_true(scope_enter(f->store, &f->console, &f->err));
    assert_int_equal(children_seen(&g, &g.other), 0);
    work_end(&g.work);
}

static void the_receiver_sees_the_child_while_it_is_asked_and_when_it_has_accepted(void **state)
{
    struct given g = begin(state);
    assert_int_equal(children_seen(&g, &g.other), 0);

    int64_t first = offer(&g, g.work.county.nine_year);
    assert_int_equal(children_seen(&g, &g.other), 1);
    assert_true(refuse_as(&g, &g.other, first, "不在这里"));
    assert_int_equal(children_seen(&g, &g.other), 0);

    assert_true(accept_as(&g, &g.other, offer(&g, g.work.county.nine_year)));
    assert_int_equal(children_seen(&g, &g.other), 1);
    work_end(&g.work);
}

/* The days the old class reported still count: what has been counted is counted again. */
static void a_moved_case_counts_the_same_days(void **state)
{
    static const enum county_child li[] = {CHILD_LI, CHILD_COUNT}, nobody[] = {CHILD_COUNT};
    struct work work = work_begin(*state);
    struct given g = {.work = work, .office = county_actor(work.f, ROLE_ACADEMIC_OFFICE)};
    g.other = work_hire(&g.work, ROLE_ACADEMIC_OFFICE, work.county.nine_year, "office_3");
    const struct {
        const char *day;
        const enum county_child *absent;
    } days[] = {
        {"2026-09-14", li    },
        {"2026-09-15", nobody},
        {"2026-09-16", li    },
        {"2026-09-17", li    }
    };
    for (size_t i = 0; i < COUNT(days); i++) {
        g.work.today = days[i].day;
        assert_true(work_report(&g.work, days[i].day, days[i].absent));
    }
    g.case_id = work_case_of(&g.work, CHILD_LI);
    const char *duties = "SELECT count(*) FROM duty WHERE case_id = :id AND rung <> ''"
                         " AND state = 'open'";
    int64_t before = work_count(&g.work, duties, g.case_id);

    assert_true(accept_as(&g, &g.other, offer(&g, g.work.county.nine_year)));

    assert_true(before > 0);
    assert_int_equal(work_count(&g.work, duties, g.case_id), before);
    work_end(&g.work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(an_offered_case_stays_with_its_school_until_it_is_accepted),
        SPEC(an_accepted_case_keeps_its_number_and_has_a_new_school_and_charge),
        SPEC(an_accepted_case_does_not_go_back_with_the_next_event),
        SPEC(the_case_follows_the_child_again_when_that_moves),
        SPEC(a_refused_case_stays_where_it_is_and_keeps_the_reason),
        SPEC(only_the_receiver_answers_and_only_once),
        SPEC(one_offer_waits_at_a_time_and_not_to_where_nobody_answers),
        SPEC(a_village_takes_a_case_through_its_township),
        SPEC(the_answer_is_due_and_climbs_when_it_does_not_come),
        SPEC(an_offer_of_a_case_that_was_closed_is_no_duty_any_more),
        SPEC(an_offer_is_taken_back_with_a_reason_and_nobody_has_to_answer_it),
        SPEC(who_may_not_offer_a_case_takes_no_offer_back_and_an_answer_stands),
        SPEC(the_receiver_is_told_without_a_name_that_an_offer_was_taken_back),
        SPEC(the_receiver_sees_the_child_while_it_is_asked_and_when_it_has_accepted),
        SPEC(a_moved_case_counts_the_same_days),
    };
    return cmocka_run_group_tests_name("transfer", specs, NULL, NULL);
}
