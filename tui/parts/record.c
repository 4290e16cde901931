#include "tui/parts/record.h"

#include "core/lists/register.h"
#include "core/lists/roll.h"
#include "tui/parts/words.h"

#include <inttypes.h>
#include <string.h>

const struct record_list record_list_register = {
    .record = &record_register,
    .name = "register",
    .corrects = register_corrects,
    .action = MAY_EDIT_REGISTER,
};

const struct record_list record_list_roll = {
    .record = &record_roll,
    .name = "roll",
    .corrects = roll_corrects,
    .action = MAY_EDIT_ROLL,
};

const struct record_list *record_list_find(const char *name)
{
    if (strcmp(name, record_list_register.name) == 0)
        return &record_list_register;
    return strcmp(name, record_list_roll.name) == 0 ? &record_list_roll : NULL;
}

/* Fields whose values are codes, and where their words are. */
static const struct {
    const char *field, *prefix;
} coded[] = {
    {"sex",               "sex."     },
    {"status",            "status."  },
    {"resident",          "resident."},
    {"guardian_relation", "relation."},
};

const char *record_shown(struct visit *visit, const char *field, const char *value)
{
    for (size_t i = 0; i < COUNT(coded); i++)
        if (strcmp(coded[i].field, field) == 0)
            return words_of(visit, coded[i].prefix, value);
    return value;
}

struct row {
    int64_t number;
    const char *label, *value;
    const char *route; /* where it is corrected; NULL: nowhere */
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *row_label(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->label;
}

static const char *row_value(struct visit *visit, const void *row)
{
    (void)visit;
    const struct row *field = row;
    return field->value;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    const struct row *field = row;
    if (field->route)
        visit_go(visit, "%s", field->route);
    else
        visit_say(visit, MSG("amend.fixed"));
    return true;
}

static const struct table_column columns[] = {
    {NULL, 16, 1, false, row_label},
    {NULL, 20, 1, true,  row_value},
};

const struct table_kind record_table = {
    .columns = columns,
    .column_count = COUNT(columns),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .open = open_row,
};

static bool is_shown(const struct record_list *list, size_t column, const char *value, bool may)
{
    return *value != '\0' || (may && list->corrects((int)column));
}

static struct row field_row(struct visit *visit, const struct record_list *list, size_t column,
                            const char *value, int64_t id, bool may)
{
    const char *field = list->record->columns[column].name;
    struct row row = {
        .label = words_of(visit, "column.", field),
        .value = record_shown(visit, field, value),
    };
    if (*row.value == '\0')
        row.value = "·";
    if (may && list->corrects((int)column))
        row.route = arena_text(&visit->arena, "correct/%s/%" PRId64 "/%s", list->name, id, field);
    return row;
}

void record_fill(struct visit *visit, struct table *table, const struct record_list *list,
                 const char *const *values, int64_t id, const struct record_action *actions,
                 size_t action_count)
{
    struct row *rows = arena_array(&visit->arena, struct row, list->record->count + action_count);
    bool may = permit_offers(visit->actor, list->action);
    size_t count = 0;
    for (size_t i = 0; i < list->record->count; i++)
        if (is_shown(list, i, values[i], may))
            rows[count++] = field_row(visit, list, i, values[i], id, may);
    for (size_t i = 0; i < action_count; i++)
        if (may || !actions[i].edits)
            rows[count++] = (struct row){
                .label = message(visit->language, actions[i].label), .value = "", .route = actions[i].route};
    for (size_t i = 0; i < count; i++)
        rows[i].number = (int64_t)i + 1;
    table_fill(visit, table, &record_table, rows, count);
}
