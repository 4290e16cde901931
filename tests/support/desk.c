#include "tests/support/desk.h"

#include "forms/definition.h"

static const char letter_source[] =
    "form: letter\nversion: 1\nclause: H6\nabout: child\n"
    "title: {zh: 通知, ug: ئۇقتۇرۇش, en: Letter}\n"
    "filled_by: [academic_office]\ngoes_to: [principal]\nserves: yes\n"
    "signed_by: [{name: guardian, label: {zh: 家长, ug: ھامىي, en: Guardian}}]\n"
    "number: '{place}通〔{year}〕{number}号'\n"
    "batch: children\n"
    "fields:\n"
    "  - {name: child, type: child, fill: child.name, label: {zh: 学生, ug: ئوقۇغۇچى, en: Child}}\n"
    "  - {name: what, type: text, required: true, label: {zh: 内容, ug: مەزمۇن, en: What}}\n"
    "  - {name: maker, type: person, fill: me.name, label: {zh: 经办, ug: بېجىرگۈچى, en: Maker},\n"
    "     signature: {zh: 学校盖章, ug: مەكتەپ تامغىسى, en: Stamp}}\n";

static const char notice_source[] =
    "form: notice\nversion: 1\nclause: Y11\n"
    "title: {zh: 劝返通知书, ug: قايتىش ئۇقتۇرۇشى, en: Notice to return}\n"
    "filled_by: [principal]\nserves: notice.served\n"
    "number: '{place}劝返〔{year}〕{number}号'\n"
    "batch: cases\n"
    "fields:\n"
    "  - {name: child, type: child, fill: child.name, label: {zh: 学生, ug: ئوقۇغۇچى, en: Child}}\n"
    "  - {name: what, type: text, required: true, label: {zh: 内容, ug: مەزمۇن, en: What}}\n";

static struct desk lay(struct fixture *f, struct work work)
{
    struct desk desk = {.work = work};
    desk.forms = forms_open(NULL, &f->err);
    assert_non_null(desk.forms);
    assert_true(definition_read("letter.yaml", letter_source, &f->arena, &desk.letter, &f->err));
    assert_true(definition_read("notice.yaml", notice_source, &f->arena, &desk.notice, &f->err));
    desk.teacher = county_actor(f, ROLE_CLASS_TEACHER);
    desk.office = county_actor(f, ROLE_ACADEMIC_OFFICE);
    desk.principal = county_actor(f, ROLE_PRINCIPAL);
    return desk;
}

struct desk desk_begin(struct fixture *f)
{
    struct work work = work_begin(f);
    policy_close(work.policy);
    work.policy = policy_open(NULL, "yixian", &f->err);
    assert_non_null(work.policy);
    return lay(f, work);
}

struct desk desk_in(struct fixture *f, const struct county *county)
{
    return lay(f, work_in(f, county));
}

void desk_end(struct desk *desk)
{
    forms_close(desk->forms);
    work_end(&desk->work);
}

int64_t desk_paper(struct desk *desk, const struct actor *actor, const struct record_start *start)
{
    int64_t id = 0;
    struct fixture *f = desk->work.f;
    f->err = (struct error){0};
    return answers_begin(f->store, desk->work.policy, actor, desk->work.today, start, &id, &f->err)
        ? id
        : 0;
}

struct form_record desk_read(struct desk *desk, int64_t record_id)
{
    struct fixture *f = desk->work.f;
    struct form_record record = {0};
    assert_true(answers_read(f->store, record_id, &f->arena, &record, &f->err));
    return record;
}

const char *desk_value(const struct form_record *record, const char *field)
{
    return record->answers[form_index(record->form, form_field(record->form, field))].value;
}

void desk_say(struct desk *desk, const struct actor *actor, int64_t record_id, const char *field,
              const char *value)
{
    struct fixture *f = desk->work.f;
    struct answer_clash clash;
    struct form_record record = desk_read(desk, record_id);
    size_t index = form_index(record.form, form_field(record.form, field));
    assert_true(answers_store(f->store, actor, desk->work.today, &record, index, value, &f->arena,
                              &clash, &f->err));
}

bool desk_complete(struct desk *desk, const struct actor *actor, int64_t record_id)
{
    struct fixture *f = desk->work.f;
    f->err = (struct error){0};
    return complete_record(f->store, desk->work.policy, actor, desk->work.today, record_id, &f->err);
}

static int64_t completed(struct desk *desk, const struct actor *actor,
                         const struct record_start *start)
{
    int64_t id = desk_paper(desk, actor, start);
    desk_say(desk, actor, id, "what", "来校报到");
    assert_true(desk_complete(desk, actor, id));
    return id;
}

int64_t desk_letter(struct desk *desk, enum county_child child)
{
    return completed(desk, &desk->office,
                     &(struct record_start){.form = desk->letter,
                                            .child_id = desk->work.county.child[child]});
}

int64_t desk_notice(struct desk *desk, int64_t case_id)
{
    return completed(desk, &desk->principal,
                     &(struct record_start){.form = desk->notice, .case_id = case_id});
}

int64_t desk_persuasion(struct desk *desk, int64_t case_id)
{
    const struct record_start start = {.form = form_find(desk->forms, "persuasion"),
                                       .case_id = case_id};
    int64_t id = desk_paper(desk, &desk->teacher, &start);
    desk_say(desk, &desk->teacher, id, "how", "contact.visit");
    desk_say(desk, &desk->teacher, id, "course", "上门，父亲在家。");
    desk_say(desk, &desk->teacher, id, "family_says", "refuses");
    desk_say(desk, &desk->teacher, id, "student_says", "not_seen");
    assert_true(desk_complete(desk, &desk->teacher, id));
    return id;
}

int64_t desk_correct(struct desk *desk, const struct actor *actor, int64_t record_id,
                     const char *reason)
{
    int64_t id = 0;
    struct fixture *f = desk->work.f;
    f->err = (struct error){0};
    return correct_begin(f->store, desk->forms, desk->work.policy, actor, desk->work.today,
                         record_id, reason, &id, &f->err)
        ? id
        : 0;
}
