/* Case 1 of the junior school; case 2 of the nine-year school, which is offered to the junior one.
   Somebody at the nine-year school could answer. */
#include "core/cases/transfer.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

void given_transfers(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    int64_t id;
    work_hire(&work, ROLE_ACADEMIC_OFFICE, c->nine_year, "office_3");
    work_case_made(&work, CHILD_LI);
    int64_t offered = work_case(&work, CHILD_KURBAN);
    assert_true(transfer_offer(f->store, work.policy, &f->console, work.today, offered, c->junior,
                               "九月起随父母住在一示例村", &id, &f->err));
    work_end(&work);
}
