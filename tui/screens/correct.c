/* Correcting one thing of a row of the register or the roll: what it should say, and why. */
#include "core/lists/register.h"
#include "core/lists/roll.h"
#include "core/store/audit.h"
#include "tui/parts/record.h"
#include "tui/parts/words.h"

#include <stdlib.h>
#include <string.h>

enum {
    VALUE,
    REASON,
    QUESTION_COUNT
};

struct state {
    struct sheet sheet;
    bool looked;
};

struct data {
    const struct record_list *list;
    int64_t id, child_id;
    const char *field, *value; /* as it is now */
    struct sheet_question questions[QUESTION_COUNT];
};

/* What can be done with a row of the register besides correcting a field. */
static bool moves(const struct data *data)
{
    return strcmp(data->field, "page") == 0;
}

static bool removes(const struct data *data)
{
    return strcmp(data->field, "removed") == 0;
}

static bool read_register(struct visit *visit, struct data *data, struct error *err)
{
    struct register_entry entry;
    int column = record_field(&record_register, data->field);
    if (!register_read(visit->store, data->id, &visit->arena, &entry, err))
        return false;
    data->child_id = entry.child_id;
    data->value = column >= 0 ? entry.values[column] : "";
    visit->title = words_name(visit, entry.values[REGISTER_NAME], entry.values[REGISTER_NAME_UG]);
    return true;
}

static bool read_roll(struct visit *visit, struct data *data, struct error *err)
{
    struct enrolment entry;
    const char *values[ROLL_COLUMNS];
    int column = record_field(&record_roll, data->field);
    if (!roll_read(visit->store, data->id, &visit->arena, &entry, err)
        || !roll_values(visit->store, &entry, visit->language == LANGUAGE_UG, &visit->arena, values, err))
        return false;
    data->child_id = entry.child_id;
    data->value = column >= 0 ? values[column] : "";
    visit->title = words_name(visit, entry.name_zh, entry.name_ug);
    return true;
}

static bool read_row(struct visit *visit, struct data *data, struct error *err)
{
    data->id = visit_number(visit, "id");
    data->field = visit_value(visit, "field");
    data->list = record_list_find(visit_value(visit, "list"));
    if (!data->list)
        return error_set(err, ERROR_MISSING, MSG("amend.fixed"), "%s", visit->route);
    return data->list == &record_list_register ? read_register(visit, data, err)
                                               : read_roll(visit, data, err);
}

/* What is typed begins with what stands there: most corrections change a character. */
static void ask(struct visit *visit, struct data *data)
{
    data->questions[VALUE] = (struct sheet_question){
        .name = "value",
        .label = arena_text(&visit->arena, "column.%s", moves(data) ? "page" : data->field),
        .value = record_shown(visit, data->field, moves(data) ? "" : data->value),
        .latin = record_latin(data->list->record, data->field),
        .skipped = removes(data),
    };
    data->questions[REASON] = (struct sheet_question){
        .name = "reason",
        .label = MSG("correction.reason"),
    };
}

static const char *aside(struct visit *visit, const struct data *data)
{
    if (moves(data))
        return message(visit->language, MSG("register.new-page"));
    if (removes(data))
        return message(visit->language, MSG("register.take-off"));
    return words_of(visit, "column.", data->field);
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    if (!read_row(visit, data, err))
        return false;
    if (!state->looked && !audit_look(visit->store, visit->actor, data->child_id, visit->route, err))
        return false;
    state->looked = true;
    visit->data = data;
    visit->aside = aside(visit, data);
    ask(visit, data);
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    if (!removes(data) && !moves(data)) {
        const char *now = record_shown(visit, data->field, data->value);
        canvas_text(canvas, 0, 2, canvas->columns - 4, ALIGN_START, STYLE_DIM,
                    visit_text(visit, MSG("correction.now"), *now ? now : "·"));
    }
    sheet_draw(visit, canvas, 2, canvas->rows - 2, &state->sheet);
}

static bool write_down(struct visit *visit, const struct data *data, const char *value,
                       const char *reason, struct error *err)
{
    if (data->list == &record_list_roll)
        return roll_correct(visit->store, visit->actor, data->id, data->field, value, reason, err);
    if (moves(data))
        return register_move(visit->store, visit->actor, data->id, atoi(value), reason, err);
    if (removes(data))
        return register_remove(visit->store, visit->actor, data->id, visit->today, reason, err);
    return register_correct(visit->store, visit->actor, data->id, data->field, value, reason, err);
}

static bool save(struct visit *visit, struct error *err)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *value = sheet_text(&state->sheet, VALUE, &visit->arena);
    const char *reason = sheet_text(&state->sheet, REASON, &visit->arena);
    return write_down(visit, data, value, reason, err)
        && visit_saved(visit, MSG("correction.saved"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.save"), save, NULL, NULL},
    {PRESS_TAB,   MSG("key.next"), NULL, NULL, NULL},
};

const struct screen screen_correct = {
    .name = "correct",
    .route = "correct/:list/:id/:field",
    .title = MSG("correct.title"),
    .help = MSG("correct.help"),
    .needs = NEEDS(MAY_EDIT_REGISTER) | NEEDS(MAY_EDIT_ROLL),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
