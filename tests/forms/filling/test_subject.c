#include "forms/filling/answers.h"

#include "core/posts/notice.h"
#include "core/rules/policy.h"
#include "forms/definition.h"
#include "forms/expand.h"
#include "forms/filling/complete.h"
#include "forms/filling/subject.h"
#include "tests/support/county.h"

#include <string.h>

/* A paper about a child: numbered, for the school's office alone to fill, told to the principal. */
static const char notice_source[] =
    "form: letter\nversion: 1\nclause: H6\nabout: child\n"
    "title: {zh: 通知, ug: ئۇقتۇرۇش, en: Letter}\n"
    "filled_by: [academic_office]\ngoes_to: [principal]\n"
    "signed_by: [{name: guardian, label: {zh: 家长, ug: ھامىي, en: Guardian}}]\n"
    "number: '{place}通〔{year}〕{number}号'\n"
    "fields:\n"
    "  - {name: child, type: child, fill: child.name, label: {zh: 学生, ug: ئوقۇغۇچى, en: Child}}\n"
    "  - {name: place, type: text, keep: true, label: {zh: 地点, ug: جاي, en: Where}}\n"
    "  - {name: what, type: text, required: true, label: {zh: 内容, ug: مەزمۇن, en: What}}\n";

/* One about a school. */
static const char school_source[] =
    "form: inspection\nversion: 1\nclause: A6\nabout: place\nplaces: [school, village]\n"
    "title: {zh: 检查, ug: تەكشۈرۈش, en: Inspection}\n"
    "fields:\n"
    "  - {name: school, type: school, fill: place.name, label: {zh: 学校, ug: مەكتەپ, en: School}}\n"
    "  - group: {zh: 问题, ug: مەسىلە, en: Problems}\n"
    "    repeat: problems\n"
    "    fields:\n"
    "      - {name: problem, type: text, label: {zh: 问题, ug: مەسىلە, en: Problem}}\n";

struct world {
    struct county county;
    struct policy *policy;
    const struct form *letter, *inspection;
    struct actor teacher, office;
};

static struct world make_world(struct fixture *f)
{
    struct world w = {.county = county_make(f)};
    w.policy = policy_open(NULL, "hutubi", &f->err);
    assert_non_null(w.policy);
    assert_true(definition_read("letter.yaml", notice_source, &f->arena, &w.letter, &f->err));
    assert_true(definition_read("school.yaml", school_source, &f->arena, &w.inspection, &f->err));
    w.teacher = county_actor(f, ROLE_CLASS_TEACHER);
    w.office = county_actor(f, ROLE_ACADEMIC_OFFICE);
    return w;
}

static bool begin(struct fixture *f, struct world *w, const struct actor *actor,
                  const struct record_start *start, int64_t *record_id)
{
    *record_id = 0;
    return answers_begin(f->store, w->policy, actor, COUNTY_TODAY, start, record_id, &f->err);
}

static int64_t begun(struct fixture *f, struct world *w, const struct record_start *start)
{
    int64_t record_id;
    assert_true(begin(f, w, &w->office, start, &record_id));
    return record_id;
}

static struct form_record read(struct fixture *f, int64_t record_id)
{
    struct form_record record = {0};
    assert_true(answers_read(f->store, record_id, &f->arena, &record, &f->err));
    return record;
}

static const char *value(const struct form_record *record, const char *field)
{
    return record->answers[form_index(record->form, form_field(record->form, field))].value;
}

static void say(struct fixture *f, struct world *w, int64_t record_id, const char *field,
                const char *text)
{
    struct answer_clash clash;
    struct form_record record = read(f, record_id);
    assert_true(answers_store(f->store, &w->office, COUNTY_TODAY, &record,
                              form_index(record.form, form_field(record.form, field)), text,
                              &f->arena, &clash, &f->err));
}

static int64_t finished(struct fixture *f, struct world *w, enum county_child child)
{
    int64_t id = begun(f, w, &(struct record_start){.form = w->letter, .child_id = w->county.child[child]});
    say(f, w, id, "place", "校门口");
    say(f, w, id, "what", "报名");
    assert_true(complete_record(f->store, w->policy, &w->office, COUNTY_TODAY, id, &f->err));
    return id;
}

static void a_paper_about_a_child_needs_no_case(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);

    int64_t id = begun(f, &w, &(struct record_start){.form = w.letter, .child_id = w.county.child[CHILD_LI]});

    struct form_record record = read(f, id);
    assert_int_equal(record.case_id, 0);
    assert_int_equal(record.child_id, w.county.child[CHILD_LI]);
    assert_true(*value(&record, "child"));
    assert_string_equal(record_route(&record, &f->arena),
                        arena_text(&f->arena, "child/%d/form/%d", (int)record.child_id, (int)id));
    policy_close(w.policy);
}

static void a_paper_about_a_school_has_no_child(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);

    int64_t id = begun(f, &w, &(struct record_start){.form = w.inspection, .place_id = w.county.junior});

    struct form_record record = read(f, id);
    assert_int_equal(record.child_id, 0);
    assert_true(*record.name_zh);
    assert_true(*value(&record, "school"));
    policy_close(w.policy);
}

static void a_paper_is_only_for_what_it_is_about(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id;

    assert_false(begin(f, &w, &w.office,
                       &(struct record_start){.form = w.inspection,
                                              .child_id = w.county.child[CHILD_LI]},
                       &id));
    assert_int_equal(f->err.kind, ERROR_INVALID);
    policy_close(w.policy);
}

static void a_paper_is_filled_by_those_whom_it_names(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id;

    assert_false(begin(f, &w, &w.teacher,
                       &(struct record_start){.form = w.letter,
                                              .child_id = w.county.child[CHILD_LI]},
                       &id));
    assert_int_equal(f->err.kind, ERROR_DENIED);
    policy_close(w.policy);
}

static bool offered(struct fixture *f, const struct actor *actor, const struct form *form,
                    struct subject subject)
{
    bool offered = false;
    assert_true(subject_offers(f->store, actor, MAY_FILL_FORM, form, &subject, &offered, &f->err));
    return offered;
}

static void a_paper_is_offered_to_those_who_may_begin_it(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    struct subject child = {.child_id = w.county.child[CHILD_LI]},
                   school = {.place_id = w.county.junior},
                   grade = {.place_id = w.county.grade7};

    assert_true(offered(f, &w.office, w.letter, child));
    assert_false(offered(f, &w.teacher, w.letter, child));
    assert_false(offered(f, &w.office, w.letter, school));
    assert_true(offered(f, &w.office, w.inspection, school));
    assert_false(offered(f, &w.office, w.inspection, grade));
    policy_close(w.policy);
}

static void the_places_of_ones_posts_are_there_before_they_have_papers(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    struct place_papers *rows;
    size_t count;
    begun(f, &w, &(struct record_start){.form = w.inspection, .place_id = w.county.junior});

    assert_true(answers_places(f->store, &w.teacher, &f->arena, &rows, &count, &f->err));

    assert_int_equal(count, 2);
    assert_int_equal(rows[0].place_id, w.county.class_junior_7_1);
    assert_int_equal(rows[0].count, 0);
    assert_int_equal(rows[1].place_id, w.county.junior);
    assert_int_equal(rows[1].count, 1);
    policy_close(w.policy);
}

static void whoever_stands_above_schools_finds_them(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    struct actor inspector = county_actor(f, ROLE_SUPERVISION);
    struct actor above = county_actor(f, ROLE_CENTRAL_SCHOOL);
    struct place_papers *rows;
    size_t all, below;

    assert_true(answers_places(f->store, &inspector, &f->arena, &rows, &all, &f->err));
    assert_true(answers_places(f->store, &above, &f->arena, &rows, &below, &f->err));

    assert_int_equal(all, 4);
    assert_int_equal(below, 2);
    assert_int_equal(rows[0].place_id, w.county.central_school);
    assert_int_equal(rows[1].place_id, w.county.primary);
    policy_close(w.policy);
}

/* Also when the same account answers for a class: the helper's county is no place of its papers. */
static void whoever_comes_by_plan_has_no_place_of_papers_by_that(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    const struct actor helper = county_actor(f, ROLE_PAIRED_CADRE);
    const struct held_post posts[] = {w.teacher.posts[0], helper.posts[0]};
    struct actor both = w.teacher;
    struct place_papers *rows;
    size_t alone, count;
    both.posts = posts;
    both.post_count = COUNT(posts);

    assert_true(answers_places(f->store, &helper, &f->arena, &rows, &alone, &f->err));
    assert_true(answers_places(f->store, &both, &f->arena, &rows, &count, &f->err));

    assert_int_equal(alone, 0);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].place_id, w.county.class_junior_7_1);
    policy_close(w.policy);
}

static void a_table_has_an_empty_row_to_write_into(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t id = begun(f, &w, &(struct record_start){.form = w.inspection, .place_id = w.county.junior});

    say(f, &w, id, "problem#1", "空挂学籍2人");
    struct form_record record = read(f, id);
    assert_string_equal(value(&record, "problem#1"), "空挂学籍2人");
    assert_string_equal(value(&record, "problem#2"), "");
    assert_null(form_field(record.form, "problem#3"));

    assert_true(complete_record(f->store, w.policy, &w.office, COUNTY_TODAY, id, &f->err));
    record = read(f, id);
    assert_null(form_field(record.form, "problem#2"));
    policy_close(w.policy);
}

static void papers_with_legal_effect_have_numbers_without_gaps(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);

    struct form_record first = read(f, finished(f, &w, CHILD_LI));
    begun(f, &w, &(struct record_start){.form = w.letter, .child_id = w.county.child[CHILD_AYGUL]});
    struct form_record second = read(f, finished(f, &w, CHILD_AYGUL));

    assert_non_null(strstr(first.number, "通〔2026〕1号"));
    assert_non_null(strstr(second.number, "通〔2026〕2号"));
    policy_close(w.policy);
}

static void who_a_paper_goes_to_gets_a_line(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    struct actor principal = county_actor(f, ROLE_PRINCIPAL);
    struct notice *rows;
    size_t count;

    int64_t id = finished(f, &w, CHILD_LI);

    assert_true(notice_list(f->store, &principal, (struct page){0, 10}, &f->arena, &rows, &count,
                            &f->err));
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].key, "notice.form-complete");
    struct form_record record = read(f, id);
    assert_string_equal(rows[0].route, record_route(&record, &f->arena));
    policy_close(w.policy);
}

static void the_next_paper_of_a_pile_keeps_what_repeats(void **state)
{
    struct fixture *f = *state;
    struct world w = make_world(f);
    int64_t first = finished(f, &w, CHILD_LI);

    int64_t next = begun(f, &w, &(struct record_start){.form = w.letter, .child_id = w.county.child[CHILD_AYGUL], .keep_from = first});

    struct form_record record = read(f, next);
    assert_string_equal(value(&record, "place"), "校门口");
    assert_true(record.answers[1].prefilled);
    assert_string_equal(value(&record, "what"), "");
    policy_close(w.policy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPEC(a_paper_about_a_child_needs_no_case),
        SPEC(a_paper_about_a_school_has_no_child),
        SPEC(a_paper_is_only_for_what_it_is_about),
        SPEC(a_paper_is_filled_by_those_whom_it_names),
        SPEC(a_paper_is_offered_to_those_who_may_begin_it),
        SPEC(the_places_of_ones_posts_are_there_before_they_have_papers),
        SPEC(whoever_stands_above_schools_finds_them),
        SPEC(whoever_comes_by_plan_has_no_place_of_papers_by_that),
        SPEC(a_table_has_an_empty_row_to_write_into),
        SPEC(papers_with_legal_effect_have_numbers_without_gaps),
        SPEC(who_a_paper_goes_to_gets_a_line),
        SPEC(the_next_paper_of_a_pile_keeps_what_repeats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
