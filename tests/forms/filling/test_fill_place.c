#include "forms/filling/fill_place.h"

#include "core/cases/handover.h"
#include "core/outbox/outbox.h"
#include "forms/filling/answers.h"
#include "forms/filling/complete.h"
#include "forms/paper/handout.h"
#include "forms/served/signing.h"
#include "tests/support/work.h"

/* Papers about the places of the small county, with the shipped forms. */
struct world {
    struct fixture *f;
    struct work work;
    struct forms *forms;
};

static struct world begin(void **state)
{
    struct world w = {.f = *state};
    w.work = work_begin(w.f);
    w.forms = forms_open(NULL, &w.f->err);
    assert_non_null(w.forms);
    return w;
}

static void end(struct world *w)
{
    forms_close(w->forms);
    work_end(&w->work);
}

/* What a path says of a place to whoever fills in a form there. */
static const char *filled(struct world *w, const char *form, int64_t place_id, const char *path)
{
    struct actor actor = county_actor(w->f, ROLE_BUREAU_EDUCATION);
    const struct fill_subject subject = {
        .policy = w->work.policy,
        .actor = &actor,
        .today = w->work.today,
        .place_id = place_id,
        .form = form,
    };
    const char *value = NULL;
    assert_true(store_begin(w->f->store, &w->f->err));
    bool ok = fill_value(w->f->store, &subject, path, &w->f->arena, &value, &w->f->err);
    assert_true(store_end(w->f->store, ok, &w->f->err));
    return value;
}

static int64_t begin_paper(struct world *w, const struct actor *actor, const char *form,
                           int64_t place_id)
{
    const struct record_start start = {.form = form_find(w->forms, form), .place_id = place_id};
    int64_t id = 0;
    if (!answers_begin(w->f->store, w->work.policy, actor, w->work.today, &start, &id, &w->f->err))
        fail_msg("%s %s", w->f->err.key, w->f->err.detail);
    return id;
}

static void say(struct world *w, const struct actor *actor, int64_t id, const char *field,
                const char *value)
{
    struct form_record record;
    struct answer_clash clash;
    assert_true(answers_read(w->f->store, id, &w->f->arena, &record, &w->f->err));
    assert_true(answers_store(w->f->store, actor, w->work.today, &record,
                              form_index(record.form, form_field(record.form, field)), value,
                              &w->f->arena, &clash, &w->f->err));
}

static void complete(struct world *w, const struct actor *actor, int64_t id)
{
    if (!complete_record(w->f->store, w->work.policy, actor, w->work.today, id, &w->f->err))
        fail_msg("%s %s", w->f->err.key, w->f->err.detail);
}

/* --- Places ----------------------------------------------------------------------------------- */

static void who_answers_for_a_place_is_known(void **state)
{
    struct world w = begin(state);

    assert_true(*filled(&w, "problem_list", w.work.county.junior, "place.leader"));
    assert_true(*filled(&w, "problem_list", w.work.county.village[0], "place.leader"));
    assert_string_equal(filled(&w, "problem_list", w.work.county.nine_year, "place.leader"), "");

    end(&w);
}

static void the_roll_of_a_school_is_counted_grade_by_grade(void **state)
{
    struct world w = begin(state);

    assert_string_equal(filled(&w, "inspection_record", w.work.county.nine_year, "place.grades"),
                        "1\n7");
    assert_string_equal(filled(&w, "inspection_record", w.work.county.nine_year, "place.enrolled"),
                        "1\n1");
    assert_string_equal(filled(&w, "inspection_record", w.work.county.junior, "place.enrolled"),
                        "3");

    end(&w);
}

/* --- The handover ----------------------------------------------------------------------------- */

static void graduate(struct world *w, enum county_child child)
{
    QUERY(roll) = query_open(w->f->store, "UPDATE roll_entry SET status = 'graduated',"
                                          " class_id = NULL WHERE child_id = :child");
    bind_int(&roll, ":child", w->work.county.child[child]);
    assert_true(query_run(&roll, &w->f->err));
    QUERY(query) = query_open(w->f->store, "UPDATE child SET class_id = :school"
                                           " WHERE id = :child");
    bind_int(&query, ":school", w->work.county.primary);
    bind_int(&query, ":child", w->work.county.child[child]);
    assert_true(query_run(&query, &w->f->err));
}

static struct world begin_handover(void **state, struct actor *office)
{
    struct world w = begin(state);
    int64_t added = 0;
    *office = work_hire(&w.work, ROLE_ACADEMIC_OFFICE, w.work.county.primary, "office_1");
    graduate(&w, CHILD_ZHAO);
    graduate(&w, CHILD_UNKNOWN);
    assert_true(handover_make(w.f->store, w.work.policy, office, w.work.today,
                              w.work.county.primary, &added, &w.f->err));
    assert_int_equal(added, 2);
    return w;
}

static const char *handover(struct world *w, const char *path)
{
    return filled(w, "handover_list", w->work.county.primary, path);
}

static void the_paper_of_the_handover_begins_with_its_list(void **state)
{
    struct actor office;
    struct world w = begin_handover(state, &office);

    assert_string_equal(handover(&w, "handover.year"), "2026");
    assert_string_equal(handover(&w, "handover.junior"),
                        filled(&w, "x", w.work.county.junior, "place.name"));
    assert_string_equal(handover(&w, "handover.receiver"),
                        filled(&w, "x", w.work.county.junior, "place.leader"));
    assert_string_equal(handover(&w, "handover.child"), "吴示例\n赵示例");
    assert_string_equal(handover(&w, "handover.sex"), "m\nm");

    end(&w);
}

static void a_signed_list_says_when_it_was_handed_over_and_who_took_it(void **state)
{
    struct actor office;
    struct world w = begin_handover(state, &office);
    struct actor receiver = county_actor(w.f, ROLE_ACADEMIC_OFFICE);
    int64_t list = work_count(&w.work, "SELECT id FROM handover", 0);

    assert_string_equal(handover(&w, "handover.day"), w.work.today);
    assert_true(handover_hand_over(w.f->store, w.work.policy, &office, "2026-09-01", list,
                                   &w.f->err));
    assert_true(handover_receive(w.f->store, w.work.policy, &receiver, "2026-09-01", list,
                                 &w.f->err));

    assert_string_equal(handover(&w, "handover.day"), "2026-09-01");
    assert_string_not_equal(handover(&w, "handover.receiver"),
                            filled(&w, "x", w.work.county.junior, "place.leader"));
    end(&w);
}

static void the_next_paper_goes_on_where_the_last_one_ended(void **state)
{
    struct actor office;
    struct world w = begin_handover(state, &office);
    int64_t first = begin_paper(&w, &office, "handover_list", w.work.county.primary);
    say(&w, &office, first, "child#2", "");
    say(&w, &office, first, "sex#2", "");
    say(&w, &office, first, "home#2", "");
    say(&w, &office, first, "phone#2", "");
    complete(&w, &office, first);

    const char *left = handover(&w, "handover.child");
    int64_t second = begin_paper(&w, &office, "handover_list", w.work.county.primary);
    complete(&w, &office, second);

    assert_string_equal(left, "赵示例");
    assert_string_equal(handover(&w, "handover.child"), "");
    assert_string_equal(handover(&w, "handover.junior"), "");
    end(&w);
}

static size_t signatures(struct world *w, int64_t record_id, struct signing_row **rows)
{
    struct form_record record;
    size_t count;
    assert_true(answers_read(w->f->store, record_id, &w->f->arena, &record, &w->f->err));
    assert_true(signing_list(w->f->store, &record, &w->f->arena, rows, &count, &w->f->err));
    return count;
}

/* Each school signs for itself: who fills the paper cannot sign for the other one. */
static void the_paper_of_the_handover_is_signed_in_its_list(void **state)
{
    struct actor office;
    struct world w = begin_handover(state, &office);
    int64_t list = work_count(&w.work, "SELECT id FROM handover", 0);
    int64_t id = begin_paper(&w, &office, "handover_list", w.work.county.primary);
    const struct signature junior = {"junior", w.work.today, "某某", "示例小学"};
    struct signing_row *rows;
    complete(&w, &office, id);

    assert_false(signing_add(w.f->store, &office, w.work.today, id, &junior, &w.f->err));
    assert_int_equal(w.f->err.kind, ERROR_CONFLICT);
    assert_int_equal(signatures(&w, id, &rows), 2);
    assert_int_equal(signing_done(rows, 2), 0);
    assert_string_equal(rows[1].list, arena_text(&w.f->arena, "handover/%d", (int)list));

    w.f->err = (struct error){0};
    assert_true(handover_hand_over(w.f->store, w.work.policy, &office, "2026-09-01", list,
                                   &w.f->err));

    assert_int_equal(signatures(&w, id, &rows), 2);
    assert_int_equal(signing_done(rows, 2), 1);
    assert_string_equal(rows[0].signed_on, "2026-09-01");
    end(&w);
}

/* --- Problems --------------------------------------------------------------------------------- */

static void who_takes_the_paper_of_the_handover_has_looked_at_its_children(void **state)
{
    struct actor office;
    struct world w = begin_handover(state, &office);
    struct fixture *f = w.f;
    const struct handout_maker maker = {f->store, &office, LANGUAGE_ZH, "2026-09-17 10:00"};
    struct form_record record;
    struct outbox_file paper;
    const char *bytes;
    int64_t id = begin_paper(&w, &office, "handover_list", w.work.county.primary), paper_id;
    /* Whom somebody has typed in another's place is none of the list. */
    say(&w, &office, id, "child#2", "某某");
    assert_true(answers_read(f->store, id, &f->arena, &record, &f->err));

    assert_true(handout_records(&maker, &record, 1, &paper_id, &f->err));
    assert_true(outbox_file(f->store, &office, paper_id, &f->arena, &paper, &f->err));
    assert_true(outbox_read(f->store, &office, &paper, &f->arena, &bytes, &f->err));

    assert_int_equal(work_count(&w.work, "SELECT count(*) FROM outbox_child", 0), 1);
    assert_int_equal(work_count(&w.work, "SELECT count(*) FROM audit WHERE action = 'look'", 0), 1);
    end(&w);
}

static void find_problem(struct world *w, const char *problem)
{
    struct actor inspector = county_actor(w->f, ROLE_SUPERVISION);
    static const struct {
        const char *field, *value;
    } answers[] = {
        {"occasion",    "unannounced" },
        {"present#1",   "3"           },
        {"looked_at",   "rosters"     },
        {"agrees",      "yes"         },
        {"in_charge#1", "陈示例"   },
        {"until#1",     "2026-10-10"  },
        {"verdict",     "总的还好"},
        {"again_on",    "2026-10-12"  },
    };
    int64_t id = begin_paper(w, &inspector, "inspection_record", w->work.county.junior);
    say(w, &inspector, id, "problem#1", problem);
    for (size_t i = 0; i < COUNT(answers); i++)
        say(w, &inspector, id, answers[i].field, answers[i].value);
    complete(w, &inspector, id);
}

static const char *problems(struct world *w, const char *path)
{
    return filled(w, "problem_list", w->work.county.junior, path);
}

static void what_an_inspection_found_is_what_the_list_of_problems_begins_with(void **state)
{
    struct world w = begin(state);

    find_problem(&w, "点名册缺三天");
    find_problem(&w, "请假条没有家长签字");

    assert_string_equal(problems(&w, "open.problem"),
                        "点名册缺三天\n请假条没有家长签字");
    assert_string_equal(problems(&w, "open.cause"), "\n");
    assert_string_equal(problems(&w, "open.in_charge"), "陈示例\n陈示例");
    assert_string_equal(problems(&w, "open.until"), "2026-10-10\n2026-10-10");
    assert_string_equal(filled(&w, "problem_list", w.work.county.nine_year, "open.problem"), "");
    end(&w);
}

static void what_is_mended_is_not_taken_along(void **state)
{
    struct world w = begin(state);
    struct actor office = county_actor(w.f, ROLE_ACADEMIC_OFFICE);
    find_problem(&w, "点名册缺三天");
    find_problem(&w, "请假条没有家长签字");

    int64_t list = begin_paper(&w, &office, "problem_list", w.work.county.junior);
    say(&w, &office, list, "cause#1", "没有人管");
    say(&w, &office, list, "cause#2", "没有人管");
    say(&w, &office, list, "measure#1", "补齐");
    say(&w, &office, list, "measure#2", "补签");
    say(&w, &office, list, "mended_on#1", w.work.today);
    say(&w, &office, list, "proof#1", "已补齐，班主任核对过");
    complete(&w, &office, list);

    assert_string_equal(problems(&w, "open.problem"), "请假条没有家长签字");
    assert_string_equal(problems(&w, "open.measure"), "补签");
    end(&w);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(who_answers_for_a_place_is_known),
        SPEC(the_roll_of_a_school_is_counted_grade_by_grade),
        SPEC(the_paper_of_the_handover_begins_with_its_list),
        SPEC(who_takes_the_paper_of_the_handover_has_looked_at_its_children),
        SPEC(a_signed_list_says_when_it_was_handed_over_and_who_took_it),
        SPEC(the_paper_of_the_handover_is_signed_in_its_list),
        SPEC(the_next_paper_goes_on_where_the_last_one_ended),
        SPEC(what_an_inspection_found_is_what_the_list_of_problems_begins_with),
        SPEC(what_is_mended_is_not_taken_along),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("fill_place", specs, NULL, NULL) : 1;
}
