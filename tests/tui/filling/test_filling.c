/* Papers about places at a terminal: two people fill one, with a table in it; who sees one. */
#include "forms/filling/answers.h"
#include "tests/tui/given.h"
#include "tests/tui/seat.h"

#include "core/scope/scope.h"
#include "i18n/catalogue.h"

#include <stdlib.h>
#include <string.h>

/* A village worker at the patrol record of the village. */
static void begin(struct seat *seat)
{
    ARENA(arena);
    const char *sources = getenv("SOURCES");
    seat_begin(seat, arena_text(&arena, "%s/tests/tui/county", sources ? sources : "."));
    seat_take(seat, ROLE_VILLAGE_WORKER);
    assert_true(seat_open(seat, arena_text(&seat->f->arena, "place/%d/form/patrol", (int)seat->county.village[0])));
}

/* The township's worker answers, in the record that is open. */
static void colleague_writes(struct seat *seat, const char *field, const char *value)
{
    struct fixture *f = seat->f;
    const struct actor colleague = county_actor(f, ROLE_TOWNSHIP);
    struct answer_clash clash;
    struct form_record record;
    store_widen(f->store);
    assert_true(answers_read(f->store, 1, &f->arena, &record, &f->err));
    assert_true(answers_store(f->store, &colleague, COUNTY_TODAY, &record,
                              form_index(record.form, form_field(record.form, field)), value,
                              &f->arena, &clash, &f->err));
    assert_true(scope_enter(f->store, &seat->actor, &f->err));
}

static void type(struct seat *seat, const char *text)
{
    seat_type(seat, text, strlen(text));
}

static void press(struct seat *seat, int command)
{
    seat_press(seat, key_of(command));
    assert_true(seat_draw(seat));
}

static void two_answers_in_a_row_of_a_table_are_both_there_to_see(void **state)
{
    struct seat seat;
    (void)state;
    begin(&seat);

    type(&seat, "王示例");
    colleague_writes(&seat, "child#1", "李示例");
    press(&seat, PRESS_ENTER);

    assert_true(seat_sees(&seat, "您写的：王示例"));
    assert_true(seat_sees(&seat, "刚才写了：李示例"));
    press(&seat, '2');
    assert_true(seat_sees(&seat, "王示例"));
    assert_false(seat_sees(&seat, "李示例"));
    seat_end(&seat);
}

static void a_row_that_a_colleague_adds_does_not_move_the_caret(void **state)
{
    struct seat seat;
    (void)state;
    begin(&seat);
    seat.rows = 10; /* the table and what is below it do not fit together */
    navigator_resize(&seat.navigator, seat.rows, seat.columns);
    press(&seat, PRESS_ENTER);
    type(&seat, "都送回");
    assert_true(seat_draw(&seat));
    int row = seat.grid.caret_row, column = seat.grid.caret_column;

    colleague_writes(&seat, "child#1", "李示例");
    navigator_refresh(&seat.navigator);
    assert_true(seat_draw(&seat));

    assert_int_equal(seat.grid.caret_row, row);
    assert_int_equal(seat.grid.caret_column, column);
    assert_true(seat_sees(&seat, "都送回"));
    assert_true(seat_sees(&seat, "刚才填了「孩子」"));
    type(&seat, "家");
    press(&seat, PRESS_ENTER);
    assert_true(seat_sees(&seat, "都送回家"));
    seat_end(&seat);
}

static int64_t count_looks(struct seat *seat)
{
    QUERY(query) = query_open(seat->f->store, "SELECT count(*) FROM main.audit WHERE action = 'look'"
                                              " AND child_id IS NOT NULL");
    return query_next(&query) ? query_int(&query, 0) : -1;
}

static void the_paper_of_a_handover_is_a_look_at_its_children(void **state)
{
    struct seat seat;
    (void)state;
    seat_begin(&seat, NULL);
    store_widen(seat.f->store);
    given_handover(seat.f, &seat.county);
    seat_take(&seat, ROLE_GRADE_HEAD);
    assert_true(scope_enter(seat.f->store, &seat.actor, &seat.f->err));
    const char *route = arena_text(&seat.f->arena, "place/%d/form/handover_list",
                                   (int)seat.county.primary);

    assert_true(seat_open(&seat, route));
    press(&seat, PRESS_ENTER);

    store_widen(seat.f->store);
    assert_int_equal(count_looks(&seat), 2);
    seat_end(&seat);
}

int main(void)
{
    if (!catalogue_open())
        return EXIT_FAILURE;
    const struct CMUnitTest specs[] = {
        SPEC(two_answers_in_a_row_of_a_table_are_both_there_to_see),
        SPEC(a_row_that_a_colleague_adds_does_not_move_the_caret),
        SPEC(the_paper_of_a_handover_is_a_look_at_its_children),
    };
    return cmocka_run_group_tests(specs, NULL, NULL);
}
