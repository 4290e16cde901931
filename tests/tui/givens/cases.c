/* Four cases: one by absences, one back at school, one that waits to be closed, one elsewhere. */
#include "core/cases/closing.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

void given_cases(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    given_absences(f, c);
    int64_t returned = work_case(&work, CHILD_WANG);
    assert_true(work_record(&work, ROLE_ACADEMIC_OFFICE, returned, "contact.visit", "returned"));
    int64_t closing = work_case(&work, CHILD_AYGUL);
    assert_true(closing_ask(f->store, work.policy, &teacher, work.today, closing, "in_class",
                            "班上见到本人，家长送来", &f->err));
    work_case(&work, CHILD_KURBAN);
    work_end(&work);
}
