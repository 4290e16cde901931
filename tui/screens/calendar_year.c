/*
 * A school year of one place: its terms, its holidays, its make-up days. What is not
 * announced says so; who may edit changes a row with Enter, others see its month.
 */
#include "core/days/calendar_year.h"

#include "core/days/special_day.h"
#include "core/days/term.h"
#include "core/posts/place.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    YEARS_AWAY = 2, /* from this one that can be looked at, either way */
    ROW_ADDING = 1, /* the id of the row that adds */
    NARROW = 58     /* columns of the body below which there is no room for how it was set */
};

struct state {
    struct table table;
};

struct row {
    struct calendar_line line;
    bool adding; /* no line: what adds one */
};

struct data {
    int64_t place_id;
    bool school, may_edit;
    int year;
};

/* A day is its number; a term and a day that begin together are two rows. */
static int64_t row_id(const void *row)
{
    const struct row *r = row;
    int number = 0;
    if (r->adding)
        return ROW_ADDING;
    date_number(r->line.first_day, &number);
    return (int64_t)number * 10 + r->line.kind;
}

static bool is_narrow(const struct visit *visit)
{
    return visit->columns < NARROW;
}

/* --- What stands in a row --------------------------------------------------------------------- */

static const char *what(struct visit *visit, const struct calendar_line *line)
{
    const char *name = line->name[visit->language];
    const char *kind = words_of(visit, "calendar.", calendar_line_name(line->kind));
    if (line->kind == LINE_MAKE_UP)
        return words_join(visit, "  ", kind, name);
    return *name ? name : kind;
}

/* On a telephone that a term is assumed stands before its name: there it is never cut. */
static const char *text_what(struct visit *visit, const void *row)
{
    const struct row *r = row;
    if (r->adding)
        return message(visit->language, MSG("calendar.add"));
    if (!is_narrow(visit) || !r->line.assumed)
        return what(visit, &r->line);
    return words_join(visit, " · ", message(visit->language, MSG("calendar.assumed")),
                      what(visit, &r->line));
}

/* The year stands in the title. */
static const char *text_days(struct visit *visit, const void *row)
{
    const struct row *r = row;
    return r->adding ? "" : words_span(visit, r->line.first_day, r->line.last_day);
}

static const char *text_length(struct visit *visit, const void *row)
{
    const struct row *r = row;
    if (r->adding)
        return "";
    if (r->line.kind == LINE_TERM)
        return visit_text(visit, MSG("calendar.school-days"),
                          visit_digits(visit, r->line.school_days));
    return visit_text(visit, MSG("calendar.days"), visit_digits(visit, r->line.days));
}

static const char *standing_key(const struct calendar_line *line)
{
    if (line->place_id == 0)
        return line->kind == LINE_TERM ? MSG("calendar.by-convention") : MSG("calendar.every-year");
    if (line->kind != LINE_TERM)
        return MSG("calendar.entered");
    return line->assumed ? MSG("calendar.assumed") : MSG("calendar.announced");
}

static const char *text_standing(struct visit *visit, const void *row)
{
    const struct row *r = row;
    const struct data *data = visit->data;
    if (r->adding)
        return "";
    const char *standing = message(visit->language, standing_key(&r->line));
    if (!data->school || r->line.place_id == 0)
        return standing;
    const char *whose = r->line.place_id == data->place_id ? MSG("calendar.this-school")
                                                           : MSG("calendar.whole-county");
    return words_join(visit, " · ", message(visit->language, whose), standing);
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    const struct row *r = row;
    return !r->adding && strcmp(r->line.last_day, visit->today) < 0 ? ROW_DONE : ROW_PLAIN;
}

/* --- Opening, changing, removing -------------------------------------------------------------- */

/* Today's month where today lies in the line, else the one it begins in; of no line, the year's. */
static void go_month(struct visit *visit, const struct calendar_line *line)
{
    const struct data *data = visit->data;
    const char *day = line ? line->first_day : arena_text(&visit->arena, "%d-09", data->year);
    bool now = line ? strcmp(day, visit->today) <= 0 && strcmp(visit->today, line->last_day) <= 0
                    : calendar_year_of(visit->today) == data->year;
    visit_go(visit, "calendar/%" PRId64 "/month?month=%.7s", data->place_id,
             now ? visit->today : day);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct row *r = row;
    const struct data *data = visit->data;
    (void)err;
    if (r->adding)
        visit_go(visit, "calendar/%" PRId64 "/entry", data->place_id);
    else if (data->may_edit)
        visit_go(visit, "calendar/%" PRId64 "/entry?kind=%s&day=%s", data->place_id,
                 calendar_line_name(r->line.kind), r->line.first_day);
    else
        go_month(visit, &r->line);
    return true;
}

static const struct table_column columns[] = {
    {MSG("calendar.what"),     16, 1, true,  text_what    },
    {MSG("calendar.when"),     13, 2, false, text_days    },
    {MSG("calendar.length"),   12, 4, false, text_length  },
    {MSG("calendar.standing"), 18, 3, false, text_standing},
};

enum {
    NARROW_COLUMNS = 2 /* of them on a telephone: what, and when */
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("calendar.empty"),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

static const struct table_kind narrow_kind = {
    .columns = columns,
    .column_count = NARROW_COLUMNS,
    .empty = MSG("calendar.empty"),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

static const struct calendar_line *selected(const struct visit *visit)
{
    const struct state *state = visit->state;
    const struct row *row = table_selected(&state->table);
    return row && !row->adding ? &row->line : NULL;
}

static bool remove_line(struct visit *visit, const char *reason, struct error *err)
{
    const struct data *data = visit->data;
    const struct calendar_line *line = selected(visit);
    (void)reason;
    if (!line)
        return true;
    bool ok = line->kind == LINE_TERM
        ? term_remove(visit->store, visit->actor, line->term_id, err)
        : special_days_remove(visit->store, visit->actor, data->place_id, line->first_day,
                              line->last_day, err);
    if (ok)
        visit_say(visit, MSG("calendar.removed"));
    return ok;
}

/* What the county or a convention says is not there to be removed at a school. */
static bool ask_removing(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    const struct calendar_line *line = selected(visit);
    (void)err;
    if (!line)
        return true;
    if (line->place_id != data->place_id) {
        visit_say(visit, MSG("calendar.not-from-here"));
        return true;
    }
    visit_ask(visit, NULL, remove_line, MSG("calendar.remove-really"), what(visit, line),
              line->first_day, line->last_day);
    return true;
}

static bool show_month(struct visit *visit, struct error *err)
{
    (void)err;
    go_month(visit, selected(visit));
    return true;
}

/* --- The year --------------------------------------------------------------------------------- */

static int chosen_year(struct visit *visit)
{
    int now = calendar_year_of(visit->today), year = (int)visit_number(visit, "year");
    return year >= now - YEARS_AWAY && year <= now + YEARS_AWAY ? year : now;
}

static struct row *rows_of(struct visit *visit, const struct calendar *calendar, size_t *count)
{
    const struct data *data = visit->data;
    struct calendar_line *lines;
    calendar_year(calendar, data->year, &visit->arena, &lines, count);
    struct row *rows = arena_array(&visit->arena, struct row, *count + 1);
    for (size_t i = 0; i < *count; i++)
        rows[i].line = lines[i];
    if (data->may_edit)
        rows[(*count)++].adding = true;
    return rows;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct calendar calendar;
    struct error denied = {0};
    struct place place;
    size_t count;
    data->place_id = visit_number(visit, "place");
    data->year = chosen_year(visit);
    if (!place_read(visit->store, data->place_id, &visit->arena, &place, err)
        || !calendar_read(visit->store, visit->policy, place.id, &visit->arena, &calendar, err))
        return false;
    data->school = strcmp(place.kind, "school") == 0;
    data->may_edit = (data->school || strcmp(place.kind, "county") == 0)
        && permit_at(visit->store, visit->actor, MAY_EDIT_CALENDAR, place.id, NULL, &denied);
    struct row *rows = rows_of(visit, &calendar, &count);
    table_fill(visit, &state->table, is_narrow(visit) ? &narrow_kind : &kind, rows, count);
    const char *name = words_name(visit, place.name_zh, place.name_ug);
    const char *year = visit_text(visit, MSG("calendar.year"), visit_digits(visit, data->year),
                                  visit_digits(visit, data->year + 1));
    words_title(visit, visit_text(visit, MSG("calendar.heading"), name), name, year);
    return true;
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int command = key_command(key), forward = visit_mirrored(visit) ? -1 : 1;
    *used = command == PRESS_LEFT || command == PRESS_RIGHT;
    if (!*used)
        return table_key(visit, &state->table, key, used, err);
    int year = data->year + (command == PRESS_RIGHT ? forward : -forward);
    if (abs(year - calendar_year_of(visit->today)) <= YEARS_AWAY)
        visit_replace(visit, "calendar/%" PRId64 "?year=%d", data->place_id, year);
    return true;
}

static bool may_edit(const struct visit *visit)
{
    return visit->data && ((const struct data *)visit->data)->may_edit;
}

static bool may_only_look(const struct visit *visit)
{
    return !may_edit(visit);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER,     MSG("key.change"),           NULL,         may_edit,      "1-9"   },
    {PRESS_ENTER,     MSG("calendar.show-month"),  NULL,         may_only_look, "1-9"   },
    {PRESS_TAB,       MSG("calendar.show-months"), show_month,   NULL,          NULL    },
    {PRESS_BACKSPACE, MSG("calendar.remove"),      ask_removing, may_edit,      NULL    },
    {PRESS_DELETE,    NULL,                        ask_removing, may_edit,      NULL    },
    {PRESS_LEFT,      MSG("calendar.years"),       NULL,         NULL,          "←→"},
};

const struct screen screen_calendar_year = {
    .name = "calendar_year",
    .route = "calendar/:place",
    .title = MSG("calendar.title"),
    .help = MSG("calendar_year.help"),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
