/* One entry of the roll, whole: each field by its number, corrected with a reason. */
#include "core/lists/roll.h"
#include "core/store/audit.h"
#include "tui/parts/record.h"
#include "tui/parts/words.h"

#include <inttypes.h>

struct state {
    struct table table;
    bool looked; /* the look stands in the trail */
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct enrolment entry;
    const char *values[ROLL_COLUMNS];
    if (!roll_read(visit->store, visit_number(visit, "entry"), &visit->arena, &entry, err)
        || !roll_values(visit->store, &entry, visit->language == LANGUAGE_UG, &visit->arena, values, err))
        return false;
    if (!state->looked && !audit_look(visit->store, visit->actor, entry.child_id, visit->route, err))
        return false;
    state->looked = true;
    visit->title = words_name(visit, entry.name_zh, entry.name_ug);
    visit->aside = message(visit->language, MSG("roll.title"));
    const struct record_action actions[] = {
        {MSG("history.show"), arena_text(&visit->arena, "history/%" PRId64, entry.child_id), false},
    };
    record_fill(visit, &state->table, &record_list_roll, values, entry.id, actions, COUNT(actions));
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_roll_entry = {
    .name = "roll_entry",
    .route = "roll/:school/:class/:entry",
    .title = MSG("roll.title"),
    .help = MSG("roll_entry.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
