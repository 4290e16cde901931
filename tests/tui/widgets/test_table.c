#include "i18n/catalogue.h"
#include "tests/support/fixture.h"
#include "tui/navigator.h"
#include "tui/widget.h"

#include <stdlib.h>
#include <string.h>

struct row {
    int64_t id;
    const char *name, *school, *day;
    enum row_mark mark;
};

static int64_t opened;

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->id;
}

static const char *row_name(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->name;
}

static const char *row_school(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->school;
}

static const char *row_day(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->day;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->mark;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)visit, (void)err;
    opened = row_id(row);
    return true;
}

static int by_day(const void *left, const void *right)
{
    return strcmp(((const struct row *)left)->day, ((const struct row *)right)->day);
}

static const struct table_column columns[] = {
    {NULL, 10, 1, true,  row_name  },
    {NULL, 16, 3, false, row_school},
    {NULL, 6,  2, false, row_day   },
};

static const struct table_sort sorts[] = {
    {MSG("key.next"), NULL  },
    {MSG("key.back"), by_day},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .sorts = sorts,
    .sort_count = COUNT(sorts),
    .row_size = sizeof(struct row),
    .marks = true,
    .filters = true,
    .plain = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

static const struct row rows[] = {
    {101, "李示例", "示例中学", "9-17", ROW_OVERDUE},
    {102, "王示例", "示例小学", "9-15", ROW_PLAIN  },
    {103, "赵示例", "示例中学", "9-16", ROW_PLAIN  },
};

/* A table on a canvas, as a screen has it. */
struct desk {
    struct navigator navigator;
    struct visit visit;
    struct table table;
    struct grid grid;
    struct canvas canvas;
};

static struct desk *set_up(struct fixture *f, int columns_wide)
{
    struct desk *desk = arena_new(&f->arena, struct desk);
    opened = 0;
    desk->visit.navigator = &desk->navigator;
    desk->visit.rows = 10;
    desk->canvas = canvas_new(&f->arena, &desk->grid, 6, columns_wide, false);
    table_fill(&desk->visit, &desk->table, &kind, rows, COUNT(rows));
    table_draw(&desk->visit, &desk->canvas, &desk->table, 0, 6);
    return desk;
}

static void take_down(struct desk *desk)
{
    arena_clear(&desk->visit.arena);
    arena_clear(&desk->visit.frame);
    arena_clear(&desk->visit.kept);
    arena_clear(&desk->navigator.words);
    free(desk->navigator.route);
}

static bool press(struct fixture *f, struct desk *desk, int command)
{
    struct key key = key_of(command);
    bool used = false;
    assert_true(table_key(&desk->visit, &desk->table, &key, &used, &f->err));
    return used;
}

static int64_t selected(const struct desk *desk)
{
    const struct row *row = table_selected(&desk->table);
    return row ? row->id : 0;
}

static void a_number_opens_its_row(void **state)
{
    struct fixture *f = *state;
    struct desk *desk = set_up(f, 80);

    assert_true(press(f, desk, '2'));

    assert_int_equal(opened, 102);
    assert_int_equal(selected(desk), 102);
    take_down(desk);
}

static void nought_and_numbers_without_a_row_open_nothing(void **state)
{
    struct fixture *f = *state;
    struct desk *desk = set_up(f, 80);

    assert_false(press(f, desk, '0'));
    assert_true(press(f, desk, '9'));

    assert_int_equal(opened, 0);
    take_down(desk);
}

static void arrows_move_and_enter_opens(void **state)
{
    struct fixture *f = *state;
    struct desk *desk = set_up(f, 80);

    press(f, desk, PRESS_DOWN);
    press(f, desk, PRESS_DOWN);
    press(f, desk, PRESS_DOWN);
    press(f, desk, PRESS_ENTER);

    assert_int_equal(opened, 103);
    take_down(desk);
}

static void the_row_one_is_in_survives_another_order_and_a_reload(void **state)
{
    struct fixture *f = *state;
    struct desk *desk = set_up(f, 80);
    static const struct row more[] = {
        {100, "新示例", "示例中学", "9-14", ROW_PLAIN},
        {101, "李示例", "示例中学", "9-17", ROW_PLAIN},
        {102, "王示例", "示例小学", "9-15", ROW_PLAIN},
    };

    press(f, desk, PRESS_DOWN);
    table_fill(&desk->visit, &desk->table, &kind, more, COUNT(more));

    assert_int_equal(selected(desk), 102);
    assert_int_equal(desk->table.top, 0); /* what fits is shown whole */
    take_down(desk);
}

static void a_row_that_is_gone_leaves_the_place(void **state)
{
    struct fixture *f = *state;
    struct desk *desk = set_up(f, 80);

    press(f, desk, PRESS_END);
    table_fill(&desk->visit, &desk->table, &kind, rows, 2);

    assert_int_equal(selected(desk), 102);
    table_fill(&desk->visit, &desk->table, &kind, rows, 0);
    assert_null(table_selected(&desk->table));
    assert_true(press(f, desk, PRESS_DOWN));
    assert_false(press(f, desk, PRESS_ENTER));
    take_down(desk);
}

static void typing_after_the_slash_narrows(void **state)
{
    struct fixture *f = *state;
    struct desk *desk = set_up(f, 80);
    struct key zhao = {.press = PRESS_TEXT, .text = "赵"};
    bool used;

    press(f, desk, '/');
    assert_true(table_key(&desk->visit, &desk->table, &zhao, &used, &f->err));
    table_fill(&desk->visit, &desk->table, &kind, rows, COUNT(rows));

    assert_int_equal(desk->table.total, 1);
    assert_int_equal(selected(desk), 103);
    press(f, desk, PRESS_ENTER);
    assert_int_equal(opened, 103);
    press(f, desk, '/');
    press(f, desk, PRESS_ESC);
    assert_string_equal(table_filter(&desk->table), "");
    take_down(desk);
}

static void a_second_slash_looks_everywhere(void **state)
{
    struct fixture *f = *state;
    struct desk *desk = set_up(f, 80);

    press(f, desk, '/');
    press(f, desk, '/');

    assert_string_equal(desk->navigator.route, "search");
    take_down(desk);
}

static void space_marks_and_goes_on(void **state)
{
    struct fixture *f = *state;
    struct desk *desk = set_up(f, 80);

    press(f, desk, ' ');
    press(f, desk, ' ');
    press(f, desk, PRESS_HOME);
    press(f, desk, ' ');

    assert_false(table_marked(&desk->table, 101));
    assert_true(table_marked(&desk->table, 102));
    assert_int_equal(desk->table.marked_count, 1);
    take_down(desk);
}

static void another_order_is_one_key_away(void **state)
{
    struct fixture *f = *state;
    struct desk *desk = set_up(f, 80);

    press(f, desk, PRESS_TAB);
    table_fill(&desk->visit, &desk->table, &kind, rows, COUNT(rows));

    assert_int_equal(selected(desk), 102);
    take_down(desk);
}

static void wide_tables_show_all_columns_and_what_is_overdue(void **state)
{
    struct fixture *f = *state;
    struct desk *desk = set_up(f, 80);

    const char *first = canvas_row(&desk->canvas, 0, &f->arena);

    assert_non_null(strstr(first, "!›1"));
    assert_non_null(strstr(first, "示例中学"));
    assert_non_null(strstr(first, "9-17"));
    take_down(desk);
}

static void narrow_tables_drop_columns_by_rank(void **state)
{
    struct fixture *f = *state;
    struct desk *narrow = set_up(f, 20), *narrower = set_up(f, 12);

    const char *two = canvas_row(&narrow->canvas, 0, &f->arena);
    const char *one = canvas_row(&narrower->canvas, 0, &f->arena);

    assert_null(strstr(two, "示例中学"));
    assert_non_null(strstr(two, "9-17"));
    assert_string_equal(one, "!›1 李示例");
    take_down(narrow);
    take_down(narrower);
}

int main(void)
{
    if (!catalogue_open())
        return 1;
    const struct CMUnitTest specs[] = {
        SPEC(a_number_opens_its_row),
        SPEC(nought_and_numbers_without_a_row_open_nothing),
        SPEC(arrows_move_and_enter_opens),
        SPEC(the_row_one_is_in_survives_another_order_and_a_reload),
        SPEC(a_row_that_is_gone_leaves_the_place),
        SPEC(typing_after_the_slash_narrows),
        SPEC(a_second_slash_looks_everywhere),
        SPEC(space_marks_and_goes_on),
        SPEC(another_order_is_one_key_away),
        SPEC(wide_tables_show_all_columns_and_what_is_overdue),
        SPEC(narrow_tables_drop_columns_by_rank),
    };
    return cmocka_run_group_tests_name("table", specs, NULL, NULL);
}
