/* A leave that is asked for: from when, until when, why, and by whom. */
#include "core/days/leave.h"
#include "core/lists/child.h"
#include "core/lists/guardian.h"
#include "tui/parts/span.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    FIRST,
    LAST,
    REASON,
    BY,
    NAME,
    NOTE,
    QUESTION_COUNT,
    GUARDIANS_MOST = 8 /* one digit each, and one for somebody else */
};

struct state {
    struct sheet sheet;
};

struct data {
    struct guardian *guardians;
    size_t guardian_count;
    const char *by_labels[GUARDIANS_MOST + 1];
    struct sheet_question questions[QUESTION_COUNT];
};

/* In the order of their digits; core/days/leave.h names them. */
static const char *const reasons[] = {"illness", "family", "other"};
static const char *const reason_labels[] = {
    MSG("leave.reason.illness"), MSG("leave.reason.family"), MSG("leave.reason.other")};

/* Whether somebody asked who is no guardian on record: the last of the choices, or the only. */
static bool by_other(const struct state *state, const struct data *data)
{
    int chosen = sheet_chosen(&state->sheet, BY);
    return data->guardian_count == 0 || chosen == (int)data->guardian_count;
}

static void ask(struct visit *visit, struct data *data)
{
    const struct state *state = visit->state;
    const char *from = visit_value(visit, "from");
    data->questions[FIRST] = (struct sheet_question){
        .name = "first",
        .label = MSG("leave.first"),
        .value = *from ? from : visit->today,
        .latin = true,
    };
    data->questions[LAST] = (struct sheet_question){
        .name = "last", .label = MSG("leave.last"), .latin = true};
    data->questions[REASON] = (struct sheet_question){
        .name = "reason",
        .label = MSG("leave.why"),
        .choices = reason_labels,
        .choice_count = COUNT(reason_labels),
    };
    data->questions[BY] = (struct sheet_question){
        .name = "by",
        .label = MSG("leave.by"),
        .choices = data->by_labels,
        .choice_count = data->guardian_count + 1,
        .skipped = data->guardian_count == 0,
    };
    data->questions[NAME] = (struct sheet_question){
        .name = "name", .label = MSG("leave.name"), .skipped = !by_other(state, data)};
    data->questions[NOTE] = (struct sheet_question){.name = "note", .label = MSG("leave.note")};
}

static void list_guardians(struct visit *visit, struct data *data)
{
    if (data->guardian_count > GUARDIANS_MOST)
        data->guardian_count = GUARDIANS_MOST;
    for (size_t i = 0; i < data->guardian_count; i++) {
        const struct guardian *guardian = &data->guardians[i];
        data->by_labels[i] =
            words_join(visit, " ", words_of(visit, "relation.", guardian->relation),
                       words_name(visit, guardian->name_zh, guardian->name_ug));
    }
    data->by_labels[data->guardian_count] = message(visit->language, MSG("leave.by-other"));
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct child child;
    int64_t id = visit_number(visit, "child");
    if (!child_read(visit->store, id, &visit->arena, &child, err)
        || !guardian_list(visit->store, id, &visit->arena, &data->guardians, &data->guardian_count,
                          err)
        || !visit_look(visit, id, err))
        return false;
    list_guardians(visit, data);
    ask(visit, data);
    visit->aside = words_name(visit, child.name_zh, child.name_ug);
    if (!sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err))
        return false;
    ask(visit, data); /* what was half answered before is known only now */
    return true;
}

/* --- Saving ---------------------------------------------------------------------------------- */

static const char *answer(struct visit *visit, size_t question)
{
    const struct state *state = visit->state;
    return sheet_text(&state->sheet, question, &visit->arena);
}

/* What is said then is the day's error: the caret goes where it is mended. */
static bool read_days(struct visit *visit, struct leave *leave, struct error *err)
{
    struct state *state = visit->state;
    struct error unheard = {0};
    bool first = span_day(visit, answer(visit, FIRST), visit->today, &leave->first_day, err);
    if (first
        && span_end(visit, answer(visit, LAST), leave->first_day, &leave->last_day, err)
        && *leave->last_day)
        return true;
    sheet_enter(visit, &state->sheet, first ? LAST : FIRST, &unheard);
    return err->kind == ERROR_NONE
        ? error_set(err, ERROR_INVALID, MSG("leave.no-end"), "no last day")
        : false;
}

static void read_asker(struct visit *visit, struct leave *leave)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    int chosen = sheet_chosen(&state->sheet, BY);
    leave->relation = leave->asked_by = "";
    if (by_other(state, data)) {
        leave->relation = "other";
        leave->asked_by = answer(visit, NAME);
    } else if (chosen >= 0 && (size_t)chosen < data->guardian_count) {
        const struct guardian *guardian = &data->guardians[chosen];
        leave->relation = guardian->relation;
        leave->asked_by = *guardian->name_zh ? guardian->name_zh : guardian->name_ug;
    }
}

static bool read_leave(struct visit *visit, struct leave *leave, struct error *err)
{
    const struct state *state = visit->state;
    int reason = sheet_chosen(&state->sheet, REASON);
    *leave = (struct leave){
        .child_id = visit_number(visit, "child"),
        .reason = reason < 0 ? "" : reasons[reason],
        .note = answer(visit, NOTE),
    };
    read_asker(visit, leave);
    return read_days(visit, leave, err);
}

static bool save(struct visit *visit, const char *sure, struct error *err)
{
    struct leave leave;
    int64_t id;
    (void)sure;
    if (!read_leave(visit, &leave, err)
        || !leave_ask(visit->store, visit->policy, visit->actor, visit->today, &leave, &id, err)
        || !visit_forget(visit, err))
        return false;
    visit_say(visit, MSG("leave.saved"), words_near(visit, leave.first_day),
              words_near(visit, leave.last_day));
    visit_back(visit);
    return true;
}

/* A leave of many weeks may be meant as a suspension, or be a slip of the keys. */
static bool ask_save(struct visit *visit, struct error *err)
{
    struct leave leave;
    if (!read_leave(visit, &leave, err))
        return false;
    int days = leave_length(leave.first_day, leave.last_day);
    if (days <= LEAVE_LONG)
        return save(visit, "", err);
    visit_ask(visit, NULL, save, MSG("leave.ask-long"), visit_digits(visit, days));
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.save"), ask_save, NULL, NULL},
    {PRESS_TAB,   MSG("key.next"), NULL,     NULL, NULL},
};

const struct screen screen_leave_new = {
    .name = "leave_new",
    .route = "leave_new/:child",
    .title = MSG("leave.new"),
    .help = MSG("leave_new.help"),
    .needs = NEEDS(MAY_RECORD_ABSENCE),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = entry_draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
