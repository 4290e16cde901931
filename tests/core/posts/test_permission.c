/*
 * The permission matrix: every role with every action, asked at the verbs; test_sight.c asks every
 * role at the views. What is expected stands here a second time, on purpose: a cell that is changed
 * in the program alone fails.
 */
#include "tests/support/attempts.h"

#include <string.h>

/*
 * What each role may do, a letter an action in the order of permit.h:
 * see, places, calendar, import, compare, settle, register, roll, absence, sighting, open, event,
 * form, send, receive, assign, ask, confirm, reopen, accounts, sessions, trail, take over,
 * letters, handover, mark roll, skip, pause, plan, round, rules, mark child, hold back.
 */
static const char *const may[ROLE_COUNT] = {
    [ROLE_CLASS_TEACHER] = "x.......xxxxx...x...........xx.x.",
    [ROLE_SUBJECT_TEACHER] = "x........xxxx...............x....",
    [ROLE_GRADE_HEAD] = "x.......xxxxx...x...........xx...",
    [ROLE_ACADEMIC_OFFICE] = "x.x..xx.xxxxx..xxx....x.xx..xx.x.",
    [ROLE_ROLL_KEEPER] = "x....xxx.................x...x...",
    [ROLE_PRINCIPAL] = "x.x..xxxxxxxxx.xxxx...x.xxxxxx.x.",
    [ROLE_CENTRAL_SCHOOL] = "x....x...xxxxx.xxx.........xxx...",
    [ROLE_VILLAGE_WORKER] = "x.....x..xxxx...x...........xx.x.",
    [ROLE_TOWNSHIP] = "x.....x..xxxx.xxxx....x.....xx.x.",
    [ROLE_BUREAU_EDUCATION] = "xxxxxxxx..xxxxxxxxx....x.xxxxxxxx",
    [ROLE_SUPERVISION] = "x.........xxx.xxxxx.........xx...",
    [ROLE_LEADING_GROUP] = "x.........xxx.x.x...........xx...",
    [ROLE_HOME_TEACHER] = "x...........x...............x....",
    [ROLE_PAIRED_CADRE] = "x...........x...............x....",
    [ROLE_ACCOUNT_ADMIN] = "...................xx............",
    [ROLE_AUDITOR] = ".....................x...........",
};

static bool is_allowed(const struct attempt *attempt, enum role role, enum county_child child)
{
    return may[role][attempt->action] == 'x'
        && (!attempt->somewhere || county_sees[role][child] == 'x');
}

static void every_cell_of_the_table_is_as_it_stands_here(void **state)
{
    (void)state;
    for (int role = 0; role < ROLE_COUNT; role++) {
        assert_int_equal(strlen(may[role]), ACTION_COUNT);
        for (int action = 0; action < ACTION_COUNT; action++)
            if (role_may((enum role)role, (enum action)action) != (may[role][action] == 'x'))
                fail_msg("%s, action %d", role_name((enum role)role), action);
    }
}

static void every_verb_asks_the_table_and_the_place(void **state)
{
    static const enum county_child children[] = {CHILD_LI, CHILD_WANG, CHILD_ZHAO, CHILD_KURBAN};
    struct attempts a = attempts_begin(*state);
    const struct attempt *attempt;

    for (int role = 0; role < ROLE_COUNT; role++) {
        attempts_enter(&a, (enum role)role);
        for (size_t i = 0; i < COUNT(children); i++)
            for (size_t j = 0; (attempt = attempts_at(j)); j++) {
                a.child = children[i];
                if (attempts_refused(&a, attempt) == is_allowed(attempt, (enum role)role, a.child))
                    fail_msg("%s: %s for child %d: %s", role_name((enum role)role), attempt->name,
                             (int)a.child, a.err.key ? a.err.key : "done");
            }
    }
    attempts_end(&a);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(every_cell_of_the_table_is_as_it_stands_here),
        SPEC(every_verb_asks_the_table_and_the_place),
    };
    return cmocka_run_group_tests_name("permission", specs, NULL, NULL);
}
