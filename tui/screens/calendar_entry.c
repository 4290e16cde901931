/*
 * One entry in a place's calendar: a new one, or another for what a row of the year says.
 * Where that row is the county's or a convention's, what is saved is the place's own.
 */
#include "core/days/calendar_entry.h"

#include "core/days/calendar_year.h"
#include "core/days/special_day.h"
#include "core/days/term.h"
#include "core/lists/correction.h"
#include "core/posts/place.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

struct state {
    struct sheet sheet;
};

struct data {
    int64_t place_id;
    struct calendar calendar;
    const struct calendar_line *line; /* what is changed; NULL for a new entry */
    enum calendar_line_kind kind;
    bool known; /* the kind is */
    struct sheet_question *questions;
};

/* What is asked, in order. */
enum asked {
    ASKED_KIND,
    ASKED_FIRST,
    ASKED_LAST,
    ASKED_NAME,
    ASKED_NAME_UG,
    ASKED_ANNOUNCED,
    ASKED_COUNT
};

static const struct {
    enum calendar_column column;
    const char *name, *label;
} asked[ASKED_COUNT] = {
    [ASKED_KIND] = {CALENDAR_KIND,      "kind",      MSG("column.calendar_kind")     },
    [ASKED_FIRST] = {CALENDAR_FIRST,     "first",     MSG("column.calendar_first")    },
    [ASKED_LAST] = {CALENDAR_LAST,      "last",      MSG("column.calendar_last")     },
    [ASKED_NAME] = {CALENDAR_NAME,      "name_zh",   MSG("column.calendar_name")     },
    [ASKED_NAME_UG] = {CALENDAR_NAME_UG,   "name_ug",   MSG("column.calendar_name_ug")  },
    [ASKED_ANNOUNCED] = {CALENDAR_ANNOUNCED, "announced", MSG("column.calendar_announced")},
};

/* What `?` says of each. */
static const char *const explained[ASKED_COUNT] = {
    [ASKED_KIND] = MSG("calendar_entry.on-kind"),
    [ASKED_FIRST] = MSG("calendar_entry.on-days"),
    [ASKED_LAST] = MSG("calendar_entry.on-days"),
    [ASKED_NAME] = MSG("calendar_entry.on-name"),
    [ASKED_NAME_UG] = MSG("calendar_entry.on-name"),
    [ASKED_ANNOUNCED] = MSG("calendar_entry.on-announced"),
};

static const char *const kinds[] = {
    MSG("calendar.term"),
    MSG("calendar.holiday"),
    MSG("calendar.make_up"),
};

static const char *const answers[] = {MSG("answer.yes"), MSG("calendar_entry.not-announced")};

/* --- What is asked ---------------------------------------------------------------------------- */

/* By the route, or by what was chosen here. */
static void find_kind(struct visit *visit, struct data *data)
{
    const struct state *state = visit->state;
    const char *name = visit_value(visit, "kind");
    int chosen = sheet_chosen(&state->sheet, ASKED_KIND);
    for (int i = LINE_TERM; i <= LINE_MAKE_UP; i++)
        if (strcmp(name, calendar_line_name((enum calendar_line_kind)i)) == 0)
            chosen = i;
    data->known = chosen >= LINE_TERM && chosen <= LINE_MAKE_UP;
    data->kind = data->known ? (enum calendar_line_kind)chosen : LINE_TERM;
}

static void skip_questions(struct visit *visit, struct data *data)
{
    find_kind(visit, data);
    bool term = data->known && data->kind == LINE_TERM;
    bool days = data->known && data->kind != LINE_TERM;
    data->questions[ASKED_KIND].skipped = *visit_value(visit, "kind") != '\0';
    data->questions[ASKED_NAME].skipped = data->questions[ASKED_NAME_UG].skipped = !days;
    data->questions[ASKED_ANNOUNCED].skipped = !term;
}

static void set_values(struct data *data)
{
    const struct calendar_line *line = data->line;
    data->questions[ASKED_ANNOUNCED].value = "1";
    if (!line)
        return;
    data->questions[ASKED_FIRST].value = line->first_day;
    data->questions[ASKED_LAST].value = line->last_day;
    bool usual = line->place_id == 0;
    data->questions[ASKED_NAME].value = usual ? line->name[LANGUAGE_ZH] : line->name_zh;
    data->questions[ASKED_NAME_UG].value = usual ? line->name[LANGUAGE_UG] : line->name_ug;
    if (line->place_id == data->place_id && line->assumed)
        data->questions[ASKED_ANNOUNCED].value = "2";
}

static void make_questions(struct visit *visit, struct data *data)
{
    data->questions = arena_array(&visit->arena, struct sheet_question, ASKED_COUNT);
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        data->questions[i].name = asked[i].name;
        data->questions[i].label = asked[i].label;
        data->questions[i].latin = record_calendar.columns[asked[i].column].latin;
    }
    data->questions[ASKED_KIND].choices = kinds;
    data->questions[ASKED_KIND].choice_count = COUNT(kinds);
    data->questions[ASKED_ANNOUNCED].choices = answers;
    data->questions[ASKED_ANNOUNCED].choice_count = COUNT(answers);
    set_values(data);
    skip_questions(visit, data);
}

static bool find_line(struct visit *visit, struct data *data, struct error *err)
{
    int number;
    const char *day = visit_value(visit, "day");
    if (!*day)
        return true;
    if (date_number(day, &number))
        data->line = calendar_line_find(&data->calendar, data->kind, day, &visit->arena);
    return data->line || error_set(err, ERROR_MISSING, MSG("calendar.gone"), "no line on %s", day);
}

static const char *heading(struct visit *visit, const struct data *data)
{
    if (!data->known)
        return message(visit->language, MSG("calendar.add"));
    return words_of(visit, "calendar.", calendar_line_name(data->kind));
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct place place;
    data->place_id = visit_number(visit, "place");
    find_kind(visit, data);
    if (!place_read(visit->store, data->place_id, &visit->arena, &place, err)
        || !permit_at(visit->store, visit->actor, MAY_EDIT_CALENDAR, place.id, NULL, err)
        || !calendar_read(visit->store, visit->policy, place.id, &visit->arena, &data->calendar,
                          err)
        || !find_line(visit, data, err))
        return false;
    make_questions(visit, data);
    if (!sheet_fill(visit, &state->sheet, data->questions, ASKED_COUNT, err))
        return false;
    skip_questions(visit, data); /* a draft that was taken up may have chosen */
    visit->title = heading(visit, data);
    visit->aside = words_name(visit, place.name_zh, place.name_ug);
    return true;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    int row = 0;
    if (!canvas_narrow(canvas))
        row = canvas_paragraph(canvas, 0, 0, canvas->columns, 2, STYLE_DIM,
                               visit_text(visit, MSG("calendar_entry.advice"), "2026-10-01",
                                          "20261001"))
            + 1;
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static const char *explain(struct visit *visit)
{
    const struct state *state = visit->state;
    return explained[state->sheet.at];
}

/* --- Saving ----------------------------------------------------------------------------------- */

/* What was typed, read as a file's cell is; the question at fault in *at. */
static bool read_typed(struct visit *visit, const char *values[static ASKED_COUNT], size_t *at,
                       struct error *err)
{
    const struct state *state = visit->state;
    for (*at = ASKED_FIRST; *at <= ASKED_NAME_UG; (*at)++)
        if (!correction_read(&record_calendar, asked[*at].column,
                             sheet_text(&state->sheet, *at, &visit->arena), &visit->arena,
                             &values[*at], err))
            return false;
    *at = ASKED_FIRST;
    if (*values[ASKED_FIRST] == '\0')
        return error_set(err, ERROR_INVALID, MSG("calendar_entry.no-first"), "no first day");
    return true;
}

static bool save_term(struct visit *visit, const char *const *values, struct error *err)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    const struct calendar_line *line = data->line;
    struct term term = {
        .place_id = data->place_id,
        .first_day = values[ASKED_FIRST],
        .last_day = values[ASKED_LAST],
        .assumed = sheet_chosen(&state->sheet, ASKED_ANNOUNCED) == 1,
    };
    if (*term.last_day == '\0')
        return error_tell(err, ERROR_INVALID, MSG("calendar.no-last-day"), term.first_day);
    if (!line || line->place_id != data->place_id)
        return term_add(visit->store, visit->actor, visit->today, &term, &term.id, err);
    term.id = line->term_id;
    return term_change(visit->store, visit->actor, visit->today, &term, err);
}

static bool save_days(struct visit *visit, const char *const *values, struct error *err)
{
    const struct data *data = visit->data;
    const struct calendar_line *line = data->line;
    struct special_change change;
    const struct special_days days = {
        .place_id = data->place_id,
        .kind = data->kind == LINE_MAKE_UP ? DAY_MAKE_UP : DAY_HOLIDAY,
        .first_day = values[ASKED_FIRST],
        .last_day = *values[ASKED_LAST] ? values[ASKED_LAST] : values[ASKED_FIRST],
        .name_zh = values[ASKED_NAME],
        .name_ug = values[ASKED_NAME_UG],
    };
    if (!line || line->place_id != data->place_id)
        return special_days_enter(visit->store, visit->policy, visit->actor, visit->today, &days,
                                  &change, err);
    return special_days_change(visit->store, visit->policy, visit->actor, visit->today,
                               line->first_day, line->last_day, &days, err);
}

/* The question that a refusal is about. */
static size_t question_of(const struct error *err)
{
    int column = calendar_entry_column(err);
    for (size_t i = ASKED_FIRST; i < ASKED_COUNT; i++)
        if ((int)asked[i].column == column)
            return i;
    return ASKED_FIRST;
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *values[ASKED_COUNT] = {0};
    struct error ignored = {0};
    size_t at;
    if (!data->known)
        return sheet_enter(visit, &state->sheet, ASKED_KIND, err)
            && error_set(err, ERROR_INVALID, MSG("calendar_entry.no-kind"), "no kind");
    if (!read_typed(visit, values, &at, err))
        return sheet_enter(visit, &state->sheet, at, &ignored) && false;
    if (!(data->kind == LINE_TERM ? save_term(visit, values, err) : save_days(visit, values, err)))
        return sheet_enter(visit, &state->sheet, question_of(err), &ignored) && false;
    if (!visit_forget(visit, err))
        return false;
    visit_say(visit, MSG("calendar_entry.saved"), heading(visit, data), values[ASKED_FIRST]);
    visit_back(visit);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.save"), save, NULL, NULL},
    {PRESS_TAB,   MSG("key.next"), NULL, NULL, NULL},
};

const struct screen screen_calendar_entry = {
    .name = "calendar_entry",
    .route = "calendar/:place/entry",
    .title = MSG("calendar.title"),
    .help = MSG("calendar_entry.help"),
    .needs = NEEDS(MAY_EDIT_CALENDAR),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
