/* Three letters: one to us that waits, one to us that was answered, and ours about case 1, late. */
#include "core/cases/letter.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

static int64_t receive(struct work *work, const char *number, const char *about)
{
    struct actor bureau = county_actor(work->f, ROLE_BUREAU_EDUCATION);
    const struct letter letter = {
        .way = "",
        .office = "示例市示例区教育局",
        .number = number,
        .day = "2026-09-10",
        .about = about,
        .asks = "该生是否在贵县就读，请协助核查并函复",
        .reply_due = "2026-09-30",
    };
    int64_t id = 0;
    assert_true(letter_receive(work->f->store, work->policy, &bureau, work->today, &letter, &id,
                               &work->f->err));
    return id;
}

static void send(struct work *work)
{
    struct actor bureau = county_actor(work->f, ROLE_BUREAU_EDUCATION);
    const struct letter letter = {
        .case_id = work_case_made(work, CHILD_LI),
        .way = "elsewhere",
        .office = "外省示例市教育局",
        .number = "示教函〔2026〕3号",
        .day = "2026-09-01",
        .about = "",
        .asks = "该生随父母到贵市，请核查并安排就学",
        .reply_due = "2026-09-16",
    };
    int64_t id = 0;
    assert_true(letter_send(work->f->store, work->policy, &bureau, work->today, &letter, &id,
                            &work->f->err));
}

void given_letters(struct fixture *f, const struct county *c)
{
    struct work work = work_in(f, c);
    struct actor bureau = county_actor(f, ROLE_BUREAU_EDUCATION);
    receive(&work, "区教函〔2026〕12号", "阿依古丽·买买提，女，13岁");
    int64_t answered = receive(&work, "区教函〔2026〕8号", "赵示例，男，11岁");
    assert_true(letter_answer(f->store, work.policy, &bureau, work.today, answered, "2026-09-16",
                              "answered", "在我县示例小学六年级就读", &f->err));
    send(&work);
    work_end(&work);
}
