/* What shows in a child's last school days. A row is four weeks, 31 August to 25 September 2026. */
#include "core/days/pattern.h"

#include "core/base/date.h"
#include "core/days/absence.h"
#include "core/scope/scope.h"
#include "tests/support/work.h"

#include <string.h>

#define FIRST_MONDAY "2026-08-31"

/* ". x l t ?" present, absent, on leave, late, not reported; a blank is a weekend. */
static size_t read_row(struct fixture *f, const char *row, struct pattern_day *days)
{
    static const char letters[] = ".xlt?";
    size_t count = 0;
    int at = 0;
    for (; *row; row++) {
        if (*row == ' ') {
            at += 2;
            continue;
        }
        days[count++] = (struct pattern_day){
            .day = date_add(FIRST_MONDAY, at++, &f->arena),
            .sign = (enum pattern_sign)(strchr(letters, *row) - letters),
        };
    }
    return count;
}

/* "1:4 5:3 rising 3/0": weekdays with their weeks; "" when nothing shows. */
static const char *shown(struct fixture *f, const char *row)
{
    struct pattern_day days[40];
    struct pattern pattern = pattern_find(days, read_row(f, row, days));
    const char *text = "";
    for (int weekday = 1; weekday <= 7; weekday++)
        if (pattern.weeks[weekday] > 0)
            text = arena_text(&f->arena, "%s%d:%d ", text, weekday, pattern.weeks[weekday]);
    if (pattern.rising)
        text = arena_text(&f->arena, "%srising %d/%d", text, pattern.recent, pattern.before);
    return text;
}

static void a_weekday_or_a_rise_shows_only_when_it_is_clear(void **state)
{
    static const struct {
        const char *row, *shown;
    } rows[] = {
        {"..... ..... ..... .....", ""              },
        {"x.... x.... x.... x....", "1:4 "          },
        {"..... x.... x.... t....", "1:3 "          },
        {"x.... t.... ..... x....", "1:3 "          },
        {"..... ..... x.... x....", ""              }, /* two weeks are chance */
        {"l.... l.... l.... l....", ""              }, /* leave was asked for */
        {"x...x x...x x...x .....", "1:3 5:3 "      },
        {"xxx.. xxx.. xxx.. .....", ""              }, /* no weekday: absence */
        {"xxxxx xxxxx xxxxx xxxxx", ""              },
        {"..... ..... xx... .x...", "rising 3/0"    },
        {"..... ..... xx... .....", ""              }, /* two days are no rise */
        {".x... ..... xx... .x...", "2:3 rising 3/1"},
        {".x... ...x. xx.x. x....", ""              }, /* twice as many are not more than twice */
        {".x... ...x. xx.x. xx...", "2:3 rising 5/2"},
        {"..... ..... tt.t. ttt..", ""              }, /* late is not absent */
        {"????? ????? xx... .x...", ""              }, /* nothing to compare with */
        {"????? ..... xx... .x...", "rising 3/0"    },
        {"x.... x.... x....",       "1:3 "          }, /* a term that has just begun */
        {"xx.x.",                   ""              },
        {"",                        ""              },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(rows); i++)
        if (strcmp(shown(f, rows[i].row), rows[i].shown) != 0)
            fail_msg("%s: %s", rows[i].row, shown(f, rows[i].row));
}

static const char *signs(struct work *work, enum county_child child)
{
    struct pattern_day *days;
    size_t count;
    char *text = arena_copy(&work->f->arena, "........................................", 40);
    assert_true(pattern_days(work->f->store, work->policy, work->county.child[child], work->today,
                             &work->f->arena, &days, &count, &work->f->err));
    for (size_t i = 0; i < count; i++)
        text[i] = ".xlt?"[days[i].sign];
    text[count] = '\0';
    return count > 4 ? text + count - 4 : text;
}

static void days_are_read_as_they_were_reported(void **state)
{
    struct work work = work_begin(*state);
    struct fixture *f = work.f;
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    const enum absence_kind kinds[] = {ABSENCE_UNEXCUSED, ABSENCE_LEAVE, ABSENCE_LATE};
    static const char *const days[] = {"2026-09-14", "2026-09-15", "2026-09-16"};
    for (size_t i = 0; i < COUNT(days); i++) {
        const struct absence_mark mark = {work.county.child[CHILD_LI], kinds[i]};
        assert_true(absence_report(f->store, work.policy, &teacher, work.today,
                                   work.county.class_junior_7_1, days[i], &mark, 1, &f->err));
    }

    assert_string_equal(signs(&work, CHILD_LI), "xlt?");
    assert_string_equal(signs(&work, CHILD_AYGUL), "...?");
    assert_string_equal(signs(&work, CHILD_NOWHERE), ""); /* in no class */
    work_end(&work);
}

static void who_sees_the_child_at_home_sees_what_its_class_reported(void **state)
{
    struct work work = work_begin(*state);
    struct actor village = county_actor(work.f, ROLE_VILLAGE_WORKER);
    assert_true(work_report(&work, work.today, (const enum county_child[]){CHILD_LI, CHILD_COUNT}));

    assert_true(scope_enter(work.f->store, &village, &work.f->err));

    assert_string_equal(signs(&work, CHILD_LI), "???x");
    work_end(&work);
}

static void a_class_that_has_reported_nothing_has_no_row(void **state)
{
    struct work work = work_begin(*state);

    assert_string_equal(signs(&work, CHILD_LI), "");
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_weekday_or_a_rise_shows_only_when_it_is_clear),
        SPEC(days_are_read_as_they_were_reported),
        SPEC(who_sees_the_child_at_home_sees_what_its_class_reported),
        SPEC(a_class_that_has_reported_nothing_has_no_row),
    };
    return cmocka_run_group_tests_name("pattern", specs, NULL, NULL);
}
