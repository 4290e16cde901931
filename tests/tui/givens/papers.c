/* Two complete papers in 李示例's case: the teacher's persuasion record, and the township's order to
   return, which is the next step. */
#include "core/cases/legal.h"
#include "tests/support/desk.h"
#include "tests/tui/given.h"

static void criticise(struct desk *desk, const struct actor *township, int64_t case_id)
{
    struct fixture *f = desk->work.f;
    const struct legal_paper spoken = {
        .case_id = case_id,
        .event = "education.given",
        .day = COUNTY_TODAY,
        .number = "",
        .how = "spoken",
        .note = "",
    };
    assert_true(legal_take(f->store, desk->work.policy, township, COUNTY_TODAY, &spoken, &f->err));
}

static void order(struct desk *desk, const struct actor *township, int64_t case_id)
{
    const struct record_start start = {.form = form_find(desk->forms, "return_order"),
                                       .case_id = case_id};
    int64_t id = desk_paper(desk, township, &start);
    desk_say(desk, township, id, "contact_phone", "0994-4500000");
    assert_true(desk_complete(desk, township, id));
}

void given_papers(struct fixture *f, const struct county *c)
{
    given_two_days(f, c);
    struct desk desk = desk_in(f, c);
    const struct actor township = county_actor(f, ROLE_TOWNSHIP);
    int64_t case_id = work_case_of(&desk.work, CHILD_LI);
    desk_persuasion(&desk, case_id);
    criticise(&desk, &township, case_id);
    order(&desk, &township, case_id);
    desk_end(&desk);
}
