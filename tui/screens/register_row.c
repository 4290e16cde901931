/* One person of the register, whole: each field by its number, corrected with a reason. */
#include "core/lists/register.h"
#include "core/store/audit.h"
#include "tui/parts/record.h"
#include "tui/parts/words.h"

#include <inttypes.h>

struct state {
    struct table table;
    bool looked; /* the look stands in the trail */
};

static void name_places(struct visit *visit, struct register_entry *entry)
{
    entry->values[REGISTER_GROUP] = words_name(visit, entry->values[REGISTER_GROUP], entry->group_ug);
    entry->values[REGISTER_VILLAGE] = words_name(visit, entry->values[REGISTER_VILLAGE], entry->village_ug);
    entry->values[REGISTER_TOWNSHIP] = words_name(visit, entry->values[REGISTER_TOWNSHIP], entry->township_ug);
}

static void fill(struct visit *visit, struct state *state, const struct register_entry *entry)
{
    bool stands = *entry->removed_on == '\0';
    const struct record_action actions[] = {
        {MSG("history.show"),      arena_text(&visit->arena, "history/%" PRId64,                     entry->child_id), false},
        {MSG("register.new-page"), arena_text(&visit->arena, "correct/register/%" PRId64 "/page",    entry->id),       true },
        {MSG("register.take-off"), arena_text(&visit->arena, "correct/register/%" PRId64 "/removed", entry->id),       true },
    };
    record_fill(visit, &state->table, &record_list_register, entry->values, entry->id, actions,
                stands ? COUNT(actions) : 1);
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct register_entry *entry = arena_new(&visit->arena, struct register_entry);
    if (!register_read(visit->store, visit_number(visit, "row"), &visit->arena, entry, err))
        return false;
    if (!state->looked && !audit_look(visit->store, visit->actor, entry->child_id, visit->route, err))
        return false;
    state->looked = true;
    visit->data = entry;
    visit->title = words_name(visit, entry->values[REGISTER_NAME], entry->values[REGISTER_NAME_UG]);
    visit->aside = *entry->removed_on ? message(visit->language, MSG("register.removed"))
                                      : message(visit->language, MSG("register.title"));
    name_places(visit, entry);
    fill(visit, state, entry);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_register_row = {
    .name = "register_row",
    .route = "register/:volume/:page/:row",
    .title = MSG("register.title"),
    .help = MSG("register_row.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
