#include "core/cases/casefile.h"

#include "core/posts/notice.h"
#include "tests/support/work.h"

#include <string.h>

#define EVENTS "SELECT count(*) FROM case_event WHERE case_id = :id"
#define TRAIL  "SELECT count(*) FROM audit WHERE subject = 'case' AND subject_id = :id"

static void an_opened_case_has_a_number_and_one_post_in_charge(void **state)
{
    struct work work = work_begin(*state);

    int64_t id = work_case(&work, CHILD_LI);

    struct casefile c = work_read(&work, id);
    assert_string_equal(c.state, "open");
    assert_string_equal(c.number, "1-3");
    assert_int_equal(c.class_id, work.county.class_junior_7_1);
    assert_int_equal(c.school_id, work.county.junior);
    assert_int_equal(c.charge_id,
                     county_post(work.f, ROLE_CLASS_TEACHER, work.county.class_junior_7_1));
    work_end(&work);
}

static void a_child_has_one_unclosed_case(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    int64_t first = work_case(&work, CHILD_LI), second = 0;

    assert_false(casefile_open(f->store, work.policy, &f->console, work.today,
                               work.county.child[CHILD_LI], "absent", "", &second, &f->err));

    assert_int_equal(f->err.kind, ERROR_CONFLICT);
    assert_string_equal(f->err.values[0], work_read(&work, first).number);
    work_end(&work);
}

/* What each state admits: the table of core/cases/transition.c, read from outside. */
static void events_follow_the_table(void **state)
{
    static const struct {
        const char *before[3]; /* brings the case where it is */
        const char *event, *result;
        bool admitted;
        const char *after;
    } cases[] = {
        {{NULL},               "contact.phone",    "failed",   true,  "open"    },
        {{NULL},               "contact.visit",    "returned", true,  "returned"},
        {{NULL},               "visit.joint",      "agreed",   true,  "open"    },
        {{NULL},               "visit.collective", "failed",   true,  "open"    },
        {{NULL},               "returned",         NULL,       true,  "returned"},
        {{NULL},               "note",             NULL,       true,  "open"    },
        {{"returned"},         "returned",         NULL,       false, "returned"},
        {{"returned"},         "contact.visit",    "agreed",   true,  "returned"},
        {{"returned"},         "absence",          NULL,       true,  "open"    },
        {{"returned", "note"}, "visit.joint",      "returned", true,  "returned"},
        {{NULL},               "opened",           NULL,       false, "open"    },
        {{NULL},               "assigned",         NULL,       false, "open"    },
        {{NULL},               "closing.asked",    NULL,       false, "open"    },
        {{NULL},               "handed_over",      NULL,       false, "open"    },
        {{NULL},               "contact.phone",    "gone",     false, "open"    },
        {{NULL},               "no such event",    NULL,       false, "open"    },
    };
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_LI);
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(store_begin(work.f->store, &work.f->err));
        for (size_t j = 0; cases[i].before[j]; j++)
            assert_true(work_record(&work, ROLE_CLASS_TEACHER, id, cases[i].before[j], NULL));

        bool done = work_record(&work, ROLE_CLASS_TEACHER, id, cases[i].event, cases[i].result);

        if (done != cases[i].admitted)
            fail_msg("%s: %s", cases[i].event, work.f->err.detail);
        assert_string_equal(work_read(&work, id).state, cases[i].after);
        store_end(work.f->store, false, &work.f->err);
    }
    work_end(&work);
}

static void a_refused_event_leaves_no_trace(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_LI);
    int64_t events = work_count(&work, EVENTS, id), trail = work_count(&work, TRAIL, id);

    assert_false(work_record(&work, ROLE_ROLL_KEEPER, id, "contact.phone", "failed"));
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    assert_false(work_record(&work, ROLE_CENTRAL_SCHOOL, id, "note", NULL)); /* another line */
    assert_int_equal(work.f->err.kind, ERROR_DENIED);

    assert_int_equal(work_count(&work, EVENTS, id), events);
    assert_int_equal(work_count(&work, TRAIL, id), trail);
    work_end(&work);
}

static void each_event_leaves_one_line_in_the_trail(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_LI), before = work_count(&work, TRAIL, id);

    assert_true(work_record(&work, ROLE_CLASS_TEACHER, id, "contact.phone", "not_reached"));

    assert_int_equal(work_count(&work, TRAIL, id), before + 1);
    work_end(&work);
}

static void what_happened_earlier_may_be_told_late_but_nothing_in_advance(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    int64_t id = work_case(&work, CHILD_LI);
    struct case_event late = {.case_id = id, .kind = "note", .day = "2026-09-15"};
    struct case_event early = {.case_id = id, .kind = "note", .day = "2026-09-18"};
    struct case_event never = {.case_id = id, .kind = "note", .day = "2026-09-31"};

    assert_true(casefile_append(f->store, work.policy, &f->console, work.today, &late, &f->err));
    assert_false(casefile_append(f->store, work.policy, &f->console, work.today, &early, &f->err));
    f->err = (struct error){0};
    assert_false(casefile_append(f->store, work.policy, &f->console, work.today, &never, &f->err));
    work_end(&work);
}

static void an_event_can_neither_be_rewritten_nor_deleted(void **state)
{
    struct work work = work_begin(*state);
    work_case(&work, CHILD_LI);

    QUERY(update) = query_open(work.f->store, "UPDATE case_event SET note = 'x'");
    assert_false(query_run(&update, &work.f->err));
    QUERY(delete) = query_open(work.f->store, "DELETE FROM case_event");
    assert_false(query_run(&delete, &work.f->err));
    work_end(&work);
}

static void assigning_moves_charge_and_tells_the_new_post(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor bureau = county_actor(f, ROLE_BUREAU_EDUCATION);
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    int64_t id = work_case(&work, CHILD_LI);

    assert_true(casefile_assign(f->store, work.policy, &bureau, work.today, &id, 1,
                                principal.posts[0].id, "", &f->err));

    assert_int_equal(work_read(&work, id).charge_id, principal.posts[0].id);
    struct notice *lines;
    size_t count;
    assert_true(notice_list(f->store, &principal, (struct page){0, 10}, &f->arena, &lines, &count,
                            &f->err));
    assert_int_equal(count, 1);
    assert_string_equal(lines[0].key, "notice.assigned");
    assert_string_equal(lines[0].name_zh, "李示例");
    assert_true(notice_seen(f->store, &principal, lines[0].id, &f->err));
    assert_false(notice_seen(f->store, &principal, lines[0].id, &f->err));
    work_end(&work);
}

static void many_are_assigned_together_or_none(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor bureau = county_actor(f, ROLE_BUREAU_EDUCATION);
    int64_t cases[] = {work_case(&work, CHILD_LI), work_case(&work, CHILD_WANG),
                       work_case(&work, CHILD_KURBAN)}; /* the last at another school */
    int64_t charge = work_read(&work, cases[0]).charge_id;
    int64_t principal = county_post(f, ROLE_PRINCIPAL, work.county.junior);

    assert_false(casefile_assign(f->store, work.policy, &bureau, work.today, cases, 3, principal,
                                 "", &f->err));
    assert_int_equal(work_read(&work, cases[0]).charge_id, charge);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM notice", 0), 0);

    f->err = (struct error){0};
    assert_true(casefile_assign(f->store, work.policy, &bureau, work.today, cases, 2, principal, "",
                                &f->err));
    assert_int_equal(work_read(&work, cases[1]).charge_id, principal);
    work_end(&work);
}

static void a_class_teacher_assigns_nothing(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    int64_t id = work_case(&work, CHILD_LI);

    assert_false(casefile_assign(f->store, work.policy, &teacher, work.today, &id, 1,
                                 county_post(f, ROLE_PRINCIPAL, work.county.junior), "", &f->err));

    assert_int_equal(f->err.kind, ERROR_DENIED);
    work_end(&work);
}

static void a_hand_over_is_told_once(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    int64_t id = work_case(&work, CHILD_LI), before = work_count(&work, EVENTS, id);
    int64_t post = county_post(f, ROLE_ACADEMIC_OFFICE, work.county.junior);

    for (int i = 0; i < 2; i++)
        assert_true(casefile_hand_over(f->store, id, "2026-09-17", "contact", post, &f->err));

    assert_int_equal(work_count(&work, EVENTS, id), before + 1);
    work_end(&work);
}

static void move_child(struct work *work, enum county_child child, int64_t class_id)
{
    QUERY(query) = query_open(work->f->store, "UPDATE main.child SET class_id = :class"
                                              " WHERE id = :child");
    bind_int(&query, ":class", class_id);
    bind_int(&query, ":child", work->county.child[child]);
    assert_true(query_run(&query, &work->f->err));
}

static void a_case_goes_where_its_child_goes(void **state)
{
    struct work work = work_begin(*state);
    int64_t id = work_case(&work, CHILD_LI);
    move_child(&work, CHILD_LI, work.county.class_junior_7_2); /* a class without a teacher */

    assert_true(work_record(&work, ROLE_ACADEMIC_OFFICE, id, "note", NULL));

    assert_int_equal(work_read(&work, id).class_id, work.county.class_junior_7_2);
    assert_int_equal(work_read(&work, id).charge_id,
                     county_post(work.f, ROLE_ACADEMIC_OFFICE, work.county.junior));
    assert_false(work_record(&work, ROLE_CLASS_TEACHER, id, "note", NULL)); /* of the old class */
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(an_opened_case_has_a_number_and_one_post_in_charge),
        SPEC(a_child_has_one_unclosed_case),
        SPEC(events_follow_the_table),
        SPEC(a_refused_event_leaves_no_trace),
        SPEC(each_event_leaves_one_line_in_the_trail),
        SPEC(what_happened_earlier_may_be_told_late_but_nothing_in_advance),
        SPEC(an_event_can_neither_be_rewritten_nor_deleted),
        SPEC(assigning_moves_charge_and_tells_the_new_post),
        SPEC(many_are_assigned_together_or_none),
        SPEC(a_class_teacher_assigns_nothing),
        SPEC(a_hand_over_is_told_once),
        SPEC(a_case_goes_where_its_child_goes),
    };
    return cmocka_run_group_tests_name("casefile", specs, NULL, NULL);
}
