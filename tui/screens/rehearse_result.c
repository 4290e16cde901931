/* What a rehearsal said, a line a row: which duty fell to whom, on which day, by which clause. */
#include "core/days/calendar.h"
#include "core/rehearse/line.h"
#include "core/rehearse/rehearse.h"
#include "core/rehearse/what_if.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

enum {
    TOLD_ROWS = 3, /* below the list, the row one is in, whole */
    TOLD_ROWS_NARROW = 2
};

struct row {
    int64_t number;
    struct rehearse_line line;
};

/* The play is played once a stay: its rows are kept. */
struct state {
    struct table table;
    struct row *rows;
    size_t count;
    bool played;
};

/* --- A line in words -------------------------------------------------------------------------- */

/* "beat:pairing/contact" is a kind and what it is of; "contact" a rung; "assigned" a duty. */
static const struct policy_rung *rule_of(struct visit *visit, const char *name)
{
    const char *colon = strchr(name, ':');
    const struct policy_rung *rung = policy_rung(visit->policy, name);
    if (rung || !colon)
        return rung ? rung : policy_duty(visit->policy, name, "");
    return policy_duty(visit->policy,
                       arena_copy(visit_arena(visit), name, (size_t)(colon - name)), colon + 1);
}

static const char *words_if_any(struct visit *visit, const char *prefix, const char *name)
{
    return message_exists(arena_text(visit_arena(visit), "%s%s", prefix, name))
        ? words_of(visit, prefix, name)
        : "";
}

/* What ended it is said when it is called otherwise. */
static const char *duty_words(struct visit *visit, const struct rehearse_line *line)
{
    const struct policy_rung *rule = rule_of(visit, line->name);
    const char *title = rule ? rule->title.in[visit->language] : line->name;
    const char *end = words_if_any(visit, "event.", line->end);
    return strcmp(title, end) == 0 ? title : words_join(visit, " · ", title, end);
}

static const char *case_words(struct visit *visit, const struct rehearse_line *line)
{
    return words_of(visit, "case.kind.", line->name);
}

static const char *state_words(struct visit *visit, const struct rehearse_line *line)
{
    return words_of(visit, "case.state.", line->name);
}

static const char *status_words(struct visit *visit, const struct rehearse_line *line)
{
    return strcmp(line->name, "none") == 0 ? message(visit->language, MSG("what-if.no-status"))
                                           : words_of(visit, "case.status.", line->name);
}

static const char *plan_words(struct visit *visit, const struct rehearse_line *line)
{
    const struct policy_plan *plan = policy_plan(visit->policy, line->name);
    return words_join(visit, " · ", plan ? plan->title.in[visit->language] : line->name,
                      words_if_any(visit, "plan.state.", line->end));
}

static const char *notice_words(struct visit *visit, const struct rehearse_line *line)
{
    return words_if_any(visit, "what-if.notice.", line->name);
}

/* Why it was refused, as the program says it to whoever tries. */
static const char *refused_words(struct visit *visit, const struct rehearse_line *line)
{
    return message_exists(line->end) ? visit_text(visit, line->end, line->name, "") : line->end;
}

static const char *no_words(struct visit *visit, const struct rehearse_line *line)
{
    (void)visit, (void)line;
    return "";
}

/* How a kind of line is shown; what is not here is about a duty. */
static const struct saying {
    const char *kind;
    enum row_mark mark;
    const char *(*words)(struct visit *visit, const struct rehearse_line *line);
} sayings[] = {
    {"case",    ROW_TODAY,   case_words   },
    {"charge",  ROW_PLAIN,   no_words     },
    {"state",   ROW_TODAY,   state_words  },
    {"status",  ROW_TODAY,   status_words },
    {"plan",    ROW_PLAIN,   plan_words   },
    {"duty",    ROW_PLAIN,   duty_words   },
    {"moved",   ROW_OVERDUE, duty_words   },
    {"notice",  ROW_DONE,    notice_words },
    {"refused", ROW_OVERDUE, refused_words},
    {"done",    ROW_DONE,    duty_words   },
};

static const struct saying *saying_of(const struct rehearse_line *line)
{
    for (size_t i = 0; i < COUNT(sayings); i++)
        if (strcmp(sayings[i].kind, line->kind) == 0)
            return &sayings[i];
    return &sayings[COUNT(sayings) - 1];
}

/* --- Rows ------------------------------------------------------------------------------------- */

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    return saying_of(&((const struct row *)row)->line)->mark;
}

/* "09-14": how near it is to today does not matter here. */
static const char *month_day(const char *day)
{
    return *day ? day + strlen("2026-") : "";
}

static const char *text_day(struct visit *visit, const void *row)
{
    (void)visit;
    return month_day(((const struct row *)row)->line.day);
}

static const char *text_kind(struct visit *visit, const void *row)
{
    return words_of(visit, "what-if.line.", ((const struct row *)row)->line.kind);
}

static const char *text_words(struct visit *visit, const void *row)
{
    const struct rehearse_line *line = &((const struct row *)row)->line;
    return saying_of(line)->words(visit, line);
}

static const char *text_role(struct visit *visit, const void *row)
{
    return words_of(visit, "role.", ((const struct row *)row)->line.role);
}

static const char *text_due(struct visit *visit, const void *row)
{
    (void)visit;
    return month_day(((const struct row *)row)->line.due);
}

static const char *text_clause(struct visit *visit, const void *row)
{
    return words_clause(visit, ((const struct row *)row)->line.clause);
}

static const struct table_column columns[] = {
    {MSG("what-if.day"),    6,  1, false, text_day   },
    {MSG("what-if.what"),   8,  1, false, text_kind  },
    {MSG("what-if.which"),  20, 1, true,  text_words },
    {MSG("what-if.role"),   12, 2, false, text_role  },
    {MSG("what-if.due"),    6,  3, false, text_due   },
    {MSG("what-if.clause"), 14, 4, false, text_clause},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("what-if.nothing"),
    .count = MSG("what-if.count"),
    .row_size = sizeof(struct row),
    .filters = true,
    .id = row_id,
    .mark = row_mark,
};

/* --- Playing ---------------------------------------------------------------------------------- */

static void take_line(void *to, const char *text)
{
    struct visit *visit = to;
    struct state *state = visit->state;
    struct row row = {.number = (int64_t)state->count + 1};
    if (!rehearse_line_read(text, &visit->kept, &row.line))
        return;
    state->rows = arena_grow(&visit->kept, state->rows, state->count, sizeof row);
    state->rows[state->count++] = row;
}

/* The school days are those of the place the person works for. */
static bool read_calendar(struct visit *visit, struct calendar *calendar, struct error *err)
{
    *calendar = (struct calendar){.policy = visit->policy};
    return visit->actor->post_count == 0
        || calendar_read(visit->store, visit->policy, visit->actor->posts[0].place_id,
                         &visit->arena, calendar, err);
}

static void read_question(struct visit *visit, struct what_if *what_if)
{
    int64_t people = visit_number(visit, "people");
    *what_if = (struct what_if){
        .kind = visit_value(visit, "kind"),
        .grade = (int)visit_number(visit, "grade"),
        .first = visit_value(visit, "first"),
        .days = (int)visit_number(visit, "days"),
        .people = people > 0 && people < PEOPLE_COUNT ? (enum what_if_people)people : PEOPLE_IDLE,
        .own = visit_value(visit, "own"),
    };
}

static bool play(struct visit *visit, const struct what_if *what_if, struct error *err)
{
    struct state *state = visit->state;
    struct calendar calendar;
    const char *text;
    if (!read_calendar(visit, &calendar, err)
        || !what_if_timeline(visit->policy, &calendar, what_if, &visit->arena, &text, err))
        return false;
    state->rows = NULL;
    state->count = 0;
    state->played = rehearse_play(visit->policy, message(visit->language, MSG("what-if.own-line")),
                                  text, strlen(text), take_line, visit, err);
    return state->played;
}

static const char *const people[PEOPLE_COUNT] = {
    [PEOPLE_IDLE] = MSG("what-if.idle"),
    [PEOPLE_IN_VAIN] = MSG("what-if.in-vain"),
    [PEOPLE_SUCCEED] = MSG("what-if.succeed"),
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct what_if what_if;
    read_question(visit, &what_if);
    if (!state->played && !play(visit, &what_if, err))
        return false;
    visit->title = visit_text(visit, MSG("what-if.heading"),
                              words_of(visit, "case.kind.", what_if.kind),
                              visit_digits(visit, what_if.grade), visit_digits(visit, what_if.days));
    visit->aside = message(visit->language, people[what_if.people]);
    table_fill(visit, &state->table, &kind, state->rows, state->count);
    return true;
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static const char *whole(struct visit *visit, const struct row *row)
{
    const char *due = text_due(visit, row);
    return words_join(visit, " · ", text_day(visit, row), text_kind(visit, row),
                      text_words(visit, row), text_role(visit, row),
                      *due ? visit_text(visit, MSG("why.due"), due) : "",
                      words_clause(visit, row->line.clause));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct row *row = table_selected(&state->table);
    int told = canvas_narrow(canvas) ? TOLD_ROWS_NARROW : TOLD_ROWS;
    table_draw(visit, canvas, &state->table, 0, canvas->rows - told);
    if (row && canvas->rows > told)
        canvas_paragraph(canvas, canvas->rows - told + !canvas_narrow(canvas), 1,
                         canvas->columns - 1, told - !canvas_narrow(canvas), STYLE_DIM,
                         whole(visit, row));
}

const struct screen screen_rehearse_result = {
    .name = "rehearse_result",
    .route = "rehearse/result",
    .title = MSG("rehearse.title"),
    .help = MSG("rehearse_result.help"),
    .needs = NEEDS(MAY_REOPEN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
};
