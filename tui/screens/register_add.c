/* A new person on a page of the register. */
#include "core/lists/register.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

struct state {
    struct sheet sheet;
};

/* What is asked, in order; sex and day of birth come from the ID number where they stay empty. */
static const struct {
    int column;
    const char *name, *label;
} asked[] = {
    {REGISTER_NAME,      "name_zh",   MSG("column.name_zh")  },
    {REGISTER_NAME_UG,   "name_ug",   MSG("column.name_ug")  },
    {REGISTER_ID_NUMBER, "id_number", MSG("column.id_number")},
    {REGISTER_SEX,       "sex",       MSG("column.sex")      },
    {REGISTER_BORN,      "born",      MSG("column.born")     },
    {REGISTER_RESIDENT,  "resident",  MSG("column.resident") },
};

static const char *const sexes[] = {MSG("sex.m"), MSG("sex.f")};
static const char *const residents[] = {MSG("resident.local"), MSG("resident.incoming"), MSG("resident.away")};

static void set_choices(struct sheet_question *question, int column)
{
    if (column == REGISTER_SEX) {
        question->choices = sexes;
        question->choice_count = COUNT(sexes);
    } else if (column == REGISTER_RESIDENT) {
        question->choices = residents;
        question->choice_count = COUNT(residents);
    }
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct register_page page;
    struct sheet_question *questions = arena_array(&visit->arena, struct sheet_question, COUNT(asked));
    if (!register_page_read(visit->store, visit_number(visit, "page"), &visit->arena, &page, err))
        return false;
    for (size_t i = 0; i < COUNT(asked); i++) {
        questions[i].name = asked[i].name;
        questions[i].label = asked[i].label;
        questions[i].latin = record_register.columns[asked[i].column].latin;
        set_choices(&questions[i], asked[i].column);
    }
    visit->aside = visit_text(visit, MSG("register.page-title"), visit_digits(visit, page.page), page.head);
    return sheet_fill(visit, &state->sheet, questions, COUNT(asked), err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    sheet_draw(visit, canvas, 1, canvas->rows - 1, &state->sheet);
}

/* A choice is answered in its own words, which the register reads as those of a file. */
static const char *answer(struct visit *visit, const struct sheet_question *question, size_t i)
{
    const struct state *state = visit->state;
    if (!question->choices)
        return sheet_text(&state->sheet, i, &visit->arena);
    int chosen = sheet_chosen(&state->sheet, i);
    return chosen < 0 ? "" : message(visit->language, question->choices[chosen]);
}

static bool save(struct visit *visit, struct error *err)
{
    const struct state *state = visit->state;
    const char *typed[REGISTER_COLUMNS] = {NULL};
    int64_t id;
    for (size_t i = 0; i < COUNT(asked); i++)
        typed[asked[i].column] = answer(visit, &state->sheet.questions[i], i);
    return register_add(visit->store, visit->actor, visit_number(visit, "page"), typed, visit->today, &id, err)
        && visit_saved(visit, MSG("register.added"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.save"), save, NULL, NULL},
    {PRESS_TAB,   MSG("key.next"), NULL, NULL, NULL},
};

const struct screen screen_register_add = {
    .name = "register_add",
    .route = "register_add/:page",
    .title = MSG("register.add"),
    .help = MSG("register_add.help"),
    .needs = NEEDS(MAY_EDIT_REGISTER),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
