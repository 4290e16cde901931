/* One page of the register: a household, a row a person. */
#include "core/base/date.h"
#include "core/lists/register.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

enum {
    HEAD_ROWS = 3 /* what stands above the people */
};

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct register_person *)row)->id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    return *((const struct register_person *)row)->removed_on ? ROW_DONE : ROW_PLAIN;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct register_person *person = row;
    return words_name(visit, person->name_zh, person->name_ug);
}

static const char *text_sex(struct visit *visit, const void *row)
{
    return words_of(visit, "sex.", ((const struct register_person *)row)->sex);
}

static const char *text_age(struct visit *visit, const void *row)
{
    int age = date_age(((const struct register_person *)row)->born, visit->today);
    return age < 0 ? "" : visit_digits(visit, age);
}

static const char *text_born(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct register_person *)row)->born;
}

static const char *text_id_number(struct visit *visit, const void *row)
{
    return words_masked(visit, ((const struct register_person *)row)->id_number);
}

static const char *text_resident(struct visit *visit, const void *row)
{
    const struct register_person *person = row;
    return *person->removed_on ? message(visit->language, MSG("register.removed"))
                               : words_of(visit, "resident.", person->resident);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "register/%" PRId64 "/%" PRId64 "/%" PRId64, visit_number(visit, "volume"),
             visit_number(visit, "page"), row_id(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("register.name"),     16, 1, true,  text_name     },
    {MSG("column.sex"),        6,  3, false, text_sex      },
    {MSG("register.age"),      4,  2, false, text_age      },
    {MSG("register.born"),     10, 5, false, text_born     },
    {MSG("column.id_number"),  18, 4, false, text_id_number},
    {MSG("register.resident"), 12, 6, false, text_resident },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("register.no-people"),
    .row_size = sizeof(struct register_person),
    .plain = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct register_page *page = arena_new(&visit->arena, struct register_page);
    struct register_person *rows;
    size_t count;
    int64_t id = visit_number(visit, "page");
    if (!register_page_read(visit->store, id, &visit->arena, page, err)
        || !register_people(visit->store, id, &visit->arena, &rows, &count, err))
        return false;
    visit->data = page;
    visit->title = visit_text(visit, MSG("register.page-title"), visit_digits(visit, page->page), page->head);
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct register_page *page = visit->data;
    int width = canvas->columns - 4;
    canvas_text(canvas, 0, 2, width, ALIGN_START, STYLE_PLAIN,
                words_join(visit, "   ", page->address, words_masked(visit, page->phone)));
    canvas_text(canvas, 1, 2, width, ALIGN_START, STYLE_DIM, page->registered);
    table_draw(visit, canvas, &state->table, HEAD_ROWS, canvas->rows - HEAD_ROWS);
}

static bool add_person(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "register_add/%" PRId64, visit_number(visit, "page"));
    return true;
}

static bool may_edit(const struct visit *visit)
{
    return permit_offers(visit->actor, MAY_EDIT_REGISTER);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"),     NULL,       NULL,     "1-9"},
    {PRESS_TAB,   MSG("register.add"), add_person, may_edit, NULL },
};

const struct screen screen_register_page = {
    .name = "register_page",
    .route = "register/:volume/:page",
    .title = MSG("register.title"),
    .help = MSG("register_page.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
