#include "core/cases/transition.h"

#include "tests/support/fixture.h"

#include <string.h>

#define LIVE (CASE_OPEN | CASE_RETURNED | CASE_CLOSING)

/* The life of a case, said a second time: who changes the table means to. */
static void a_case_opens_returns_closes_and_opens_again(void **state)
{
    static const struct {
        const char *event;
        int from, to;
    } moves[] = {
        {"opened",            CASE_NEW,                  CASE_OPEN    },
        {"absence",           LIVE,                      CASE_OPEN    },
        {"returned",          CASE_OPEN,                 CASE_RETURNED},
        {"closing.asked",     CASE_OPEN | CASE_RETURNED, CASE_CLOSING },
        {"closing.refused",   CASE_CLOSING,              CASE_OPEN    },
        {"closing.confirmed", CASE_CLOSING,              CASE_CLOSED  },
        {"reopened",          CASE_CLOSED,               CASE_OPEN    },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(moves); i++) {
        const struct transition *transition = transition_find(moves[i].event);
        assert_non_null(transition);
        assert_int_equal(transition->from, moves[i].from);
        assert_int_equal(transition->to, moves[i].to);
    }
}

static void what_people_record_by_hand_never_closes_a_case(void **state)
{
    const char *event;
    (void)state;
    for (size_t i = 0; (event = transition_recordable(i)); i++) {
        int to = transition_find(event)->to;
        assert_true(to == CASE_SAME || to == CASE_RETURNED);
    }
}

static void a_visit_may_be_told_while_the_case_lives(void **state)
{
    static const char *const visits[] = {"contact.phone", "contact.visit", "visit.joint",
                                         "visit.collective", "visit.township"};
    (void)state;
    for (size_t i = 0; i < COUNT(visits); i++) {
        assert_int_equal(transition_find(visits[i])->from, LIVE);
        assert_true(transition_has_result(visits[i]));
    }
}

static void states_have_names_and_find_them_again(void **state)
{
    const char *name;
    (void)state;
    for (size_t i = 0; (name = transition_state_at(i)); i++)
        assert_string_equal(transition_state_name(transition_state(name)), name);
    assert_int_equal(transition_state(""), CASE_NEW);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(a_case_opens_returns_closes_and_opens_again),
        cmocka_unit_test(what_people_record_by_hand_never_closes_a_case),
        cmocka_unit_test(a_visit_may_be_told_while_the_case_lives),
        cmocka_unit_test(states_have_names_and_find_them_again),
    };
    return cmocka_run_group_tests_name("transition", specs, NULL, NULL);
}
