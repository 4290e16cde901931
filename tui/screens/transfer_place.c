/* Handing a case to another place, first step: to which school, or to which village. */
#include "core/cases/casefile.h"
#include "core/cases/transfer.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

enum {
    PLACES_MOST = 2000 /* of one county */
};

struct state {
    struct table table;
    bool villages;
};

static int64_t row_id(const void *row)
{
    return ((const struct transfer_place *)row)->id;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct transfer_place *place = row;
    return words_name(visit, place->name_zh, place->name_ug);
}

static const char *text_within(struct visit *visit, const void *row)
{
    const struct transfer_place *place = row;
    return words_name(visit, place->within_zh, place->within_ug);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_replace(visit, "case/%" PRId64 "/transfer/%" PRId64, visit_number(visit, "id"),
                  row_id(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("transfer_place.name"),   26, 1, true,  text_name  },
    {MSG("transfer_place.within"), 20, 2, false, text_within},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("transfer_place.empty"),
    .row_size = sizeof(struct transfer_place),
    .filters = true,
    .id = row_id,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct casefile c;
    struct case_about about;
    struct transfer_place *rows;
    size_t count;
    int64_t id = visit_number(visit, "id"), waiting;
    if (!casefile_read(visit->store, id, &visit->arena, &c, err)
        || !visit_look(visit, c.child_id, err)
        || !casefile_about(visit->store, id, visit->today, &visit->arena, &about, err)
        || !transfer_waiting(visit->store, id, &waiting, err)
        || !transfer_places(visit->store, id, state->villages, (struct page){0, PLACES_MOST},
                            &visit->arena, &rows, &count, err))
        return false;
    if (waiting)
        visit_replace(visit, "transfer/%" PRId64, waiting);
    visit->title = visit_text(visit, MSG("transfer_place.heading"), c.number,
                              words_name(visit, about.name_zh, about.name_ug));
    const char *shown = state->villages ? MSG("transfer_place.villages")
                                        : MSG("transfer_place.schools");
    visit->aside = message(visit->language, shown);
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int command = key_command(key);
    *used = !state->table.filtering && (command == PRESS_LEFT || command == PRESS_RIGHT);
    if (!*used)
        return table_key(visit, &state->table, key, used, err);
    state->villages = !state->villages;
    table_start_over(visit, &state->table);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.choose"),           NULL, NULL, "1-9"   },
    {PRESS_LEFT,  MSG("transfer_place.kinds"), NULL, NULL, "←→"},
};

const struct screen screen_transfer_place = {
    .name = "transfer_place",
    .route = "case/:id/transfer",
    .title = MSG("transfer_place.title"),
    .help = MSG("transfer_place.help"),
    .needs = NEEDS(MAY_ASSIGN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
