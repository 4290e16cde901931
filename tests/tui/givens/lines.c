/* Both lines have spoken: of 李示例 and 周示例 they say different things, of 阿依古丽 the same. */
#include "core/days/sighting.h"
#include "tests/support/work.h"
#include "tests/tui/given.h"

static void say(struct work *w, enum county_child child, const char *word, const char *note,
                const char *day)
{
    const struct actor worker = county_actor(w->f, ROLE_VILLAGE_WORKER);
    const struct sighting row = {
        .child_id = w->county.child[child], .word = word, .note = note};
    assert_true(sighting_report(w->f->store, w->policy, &worker, COUNTY_TODAY, LINE_HOUSEHOLD, day, &row, 1,
                                &w->f->err));
}

void given_lines(struct fixture *f, const struct county *c)
{
    static const enum county_child nobody[] = {CHILD_COUNT};
    struct work w = work_in(f, c);
    w.today = "2026-09-16";
    assert_true(work_report(&w, w.today, nobody));
    w.today = COUNTY_TODAY;
    assert_true(work_report(&w, w.today, nobody));
    say(&w, CHILD_AYGUL, "at_school", "", "2026-09-08");
    say(&w, CHILD_LI, "away", "随亲戚去外地打工", "2026-09-15");
    say(&w, CHILD_NOWHERE, "at_home", "", "2026-09-10");
    work_end(&w);
}
