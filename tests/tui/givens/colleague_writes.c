/* While somebody fills the first record, the academic office writes what was done and said. */
#include "forms/filling/answers.h"
#include "tests/tui/given.h"

void given_colleague_writes(struct fixture *f, const struct county *c)
{
    const struct actor office = county_actor(f, ROLE_ACADEMIC_OFFICE);
    struct answer_clash clash;
    struct form_record record;
    (void)c;
    assert_true(answers_read(f->store, 1, &f->arena, &record, &f->err));
    assert_true(answers_store(f->store, &office, COUNTY_TODAY, &record,
                              form_index(record.form, form_field(record.form, "course")),
                              "教务处打了电话", &f->arena, &clash, &f->err));
}
