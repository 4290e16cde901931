/* The children of one line, one after another: a digit says where the child is, and the next one
   is under the cursor. */
#include "core/base/date.h"
#include "core/days/sighting.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    ROOMY = 58,      /* columns of the body from which the title says where */
    ALL_MOST = 20000 /* children of a township: where the next unsaid one is looked for */
};

struct state {
    struct table table;
    bool begun;      /* the first who was not spoken of has been found */
    int64_t last_id; /* of whom something was said just now: a note belongs to it */
};

struct data {
    enum line line;
    bool both;    /* the actor reports for either line */
    bool several; /* villages or schools */
    const char *day;
    struct sighting_row *rows;
    size_t count;
};

/* --- Rows ------------------------------------------------------------------------------------ */

static int64_t row_id(const void *row)
{
    return ((const struct sighting_row *)row)->child_id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct sighting_row *)row)->said ? ROW_DONE : ROW_PLAIN;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct sighting_row *r = row;
    return words_name(visit, r->name_zh, r->name_ug);
}

static const char *text_word(struct visit *visit, const void *row)
{
    return words_of(visit, "sighting.", ((const struct sighting_row *)row)->word);
}

static const char *text_when(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct sighting_row *)row)->seen_on);
}

/* The group or class; its village or school too where there are several of them. */
static const char *text_place(struct visit *visit, const void *row)
{
    const struct data *data = visit->data;
    const struct sighting_row *r = row;
    return words_join(visit, " ", data->several ? words_name(visit, r->above_zh, r->above_ug) : "",
                      words_name(visit, r->place_zh, r->place_ug));
}

/* "示例父 3": whose household, on which page; in a class the child's number. */
static const char *text_home(struct visit *visit, const void *row)
{
    const struct sighting_row *r = row;
    return words_join(visit, " ", r->head, r->number ? visit_digits(visit, r->number) : "");
}

static const char *text_note(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct sighting_row *)row)->note;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "child/%" PRId64, row_id(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("sightings.name"),  22, 1, true,  text_name },
    {MSG("sightings.last"),  14, 1, false, text_word },
    {MSG("sightings.when"),  7,  2, false, text_when },
    {MSG("sightings.place"), 16, 3, false, text_place},
    {MSG("sightings.home"),  10, 4, false, text_home },
    {MSG("sightings.note"),  10, 5, true,  text_note },
};

static const struct table_sort sorts[] = {
    [SIGHTING_OLDEST_FIRST] = {MSG("sightings.oldest"), NULL},
    [SIGHTING_BY_PLACE] = {MSG("sightings.places"), NULL},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .sorts = sorts,
    .sort_count = COUNT(sorts),
    .empty = MSG("sightings.empty"),
    .count = MSG("sightings.count"),
    .row_size = sizeof(struct sighting_row),
    .unnumbered = true,
    .filters = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

/* --- Loading --------------------------------------------------------------------------------- */

static bool reports_for(struct visit *visit, enum line line)
{
    return strcmp(sighting_places(visit->actor, line, &visit->arena), "[]") != 0;
}

/* The line of the route; without one that of the actor's posts, the household line first: a
   class's roll call speaks for the school every day. */
static enum line line_of(struct visit *visit)
{
    const char *wanted = visit_value(visit, "line");
    if (strcmp(wanted, sighting_line_name(LINE_SCHOOL)) == 0)
        return LINE_SCHOOL;
    if (strcmp(wanted, sighting_line_name(LINE_HOUSEHOLD)) == 0)
        return LINE_HOUSEHOLD;
    return reports_for(visit, LINE_HOUSEHOLD) ? LINE_HOUSEHOLD : LINE_SCHOOL;
}

static const char *chosen_day(struct visit *visit)
{
    int number;
    const char *day = visit_value(visit, "day");
    return date_number(day, &number) && strcmp(day, visit->today) <= 0 ? day : visit->today;
}

static enum line other_than(enum line line)
{
    return line == LINE_SCHOOL ? LINE_HOUSEHOLD : LINE_SCHOOL;
}

static bool has_several(const struct data *data)
{
    for (size_t i = 1; i < data->count; i++)
        if (strcmp(data->rows[i].above_zh, data->rows[0].above_zh) != 0
            || strcmp(data->rows[i].above_ug, data->rows[0].above_ug) != 0)
            return true;
    return false;
}

/* "户籍线排查 · 一示例村", and how far one has come. */
static void load_heading(struct visit *visit, const struct sighting_counts *counts)
{
    const struct data *data = visit->data;
    bool one = data->count > 0 && !data->several && visit->columns >= ROOMY;
    const struct sighting_row *first = data->rows;
    const char *line = data->line == LINE_HOUSEHOLD ? MSG("sightings.of-household")
                                                    : MSG("sightings.of-school");
    visit->title = words_join(visit, " · ", message(visit->language, line),
                              one ? words_name(visit, first->above_zh, first->above_ug)
                                  : "");
    visit->aside = words_join(visit, "  ", words_near(visit, data->day),
                              visit_text(visit, MSG("sightings.done"),
                                         visit_digits(visit, counts->said),
                                         visit_digits(visit, counts->total)));
}

static struct sighting_filter filter_of(struct visit *visit)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    return (struct sighting_filter){
        .line = data->line,
        .places = sighting_places(visit->actor, data->line, &visit->arena),
        .day = data->day,
        .typed = table_filter(&state->table),
        .order = (enum sighting_order)state->table.sort,
    };
}

/* From the row one is in on, else from the first: the next of whom nothing was said. */
static bool go_to_unsaid(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct sighting_filter filter = filter_of(visit);
    struct sighting_row *rows;
    struct sighting_counts counts;
    size_t count;
    if (!sighting_list(visit->store, visit->policy, &filter, (struct page){0, ALL_MOST},
                       &visit->arena, &rows, &count, &counts, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t at = ((size_t)state->table.selected + i) % count;
        if (rows[at].said)
            continue;
        state->table.top = at > 0 ? (int64_t)at - 1 : 0; /* what is to be said next is below */
        table_select(visit, &state->table, (int64_t)at);
        break;
    }
    return true;
}

static bool fill(struct visit *visit, struct sighting_counts *counts, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data;
    const struct sighting_filter filter = filter_of(visit);
    if (!sighting_list(visit->store, visit->policy, &filter, table_page(&state->table, visit),
                       &visit->arena, &data->rows, &data->count, counts, err))
        return false;
    data->several = has_several(data);
    table_fill_page(visit, &state->table, &kind, data->rows, data->count, counts->total);
    return true;
}

/* Who comes back to a half-done list goes on where it was left: on another page than the first. */
static bool begin(struct visit *visit, struct sighting_counts *counts, struct error *err)
{
    struct state *state = visit->state;
    bool begun = state->begun;
    state->begun = true;
    return begun || counts->said == 0
        || (go_to_unsaid(visit, err) && fill(visit, counts, err));
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct sighting_counts counts;
    data->line = line_of(visit);
    data->day = chosen_day(visit);
    data->both = reports_for(visit, other_than(data->line));
    if (!fill(visit, &counts, err) || !begin(visit, &counts, err))
        return false;
    load_heading(visit, &counts);
    return true;
}

/* --- Drawing --------------------------------------------------------------------------------- */

/* "1 在校   2 在家   ...": what the digits say, in as many lines as it takes. */
static const char *legend(struct visit *visit, const struct canvas *canvas)
{
    const char *text = "";
    for (int i = 0; i < SIGHTING_WORDS; i++)
        text = words_join(visit, canvas_narrow(canvas) ? " " : "  ", text,
                          arena_text(visit_arena(visit), "%d %s", i + 1,
                                     words_of(visit, "sighting.", sighting_words[i])));
    return text;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const char *digits = legend(visit, canvas);
    int lines = visit_lines(visit, digits, canvas->columns), gap = canvas_narrow(canvas) ? 0 : 1;
    table_draw(visit, canvas, &state->table, 0, canvas->rows - lines - gap);
    canvas_paragraph(canvas, canvas->rows - lines, 0, canvas->columns, lines, STYLE_OPENABLE,
                     digits);
}

/* --- Saying ---------------------------------------------------------------------------------- */

static const struct sighting_row *row_of(const struct visit *visit, int64_t child_id)
{
    const struct data *data = visit->data;
    for (size_t i = 0; i < data->count; i++)
        if (data->rows[i].child_id == child_id)
            return &data->rows[i];
    return NULL;
}

static bool report(struct visit *visit, const struct sighting_row *row, const char *word,
                   const char *note, struct error *err)
{
    const struct data *data = visit->data;
    const struct sighting said = {.child_id = row->child_id, .word = word, .note = note};
    if (!sighting_report(visit->store, visit->policy, visit->actor, visit->today, data->line,
                         data->day, &said, 1, err))
        return false;
    visit_say(visit, MSG("sightings.said"), text_name(visit, row),
              words_of(visit, "sighting.", word));
    visit_reload(visit);
    return true;
}

/* One digit a child: the cursor goes on by itself. */
static bool say(struct visit *visit, const char *word, struct error *err)
{
    struct state *state = visit->state;
    const struct sighting_row *row = table_selected(&state->table);
    const struct key down = key_of(PRESS_DOWN);
    bool used;
    if (!row)
        return true;
    if (!report(visit, row, word, "", err))
        return false;
    state->last_id = row->child_id;
    return table_key(visit, &state->table, &down, &used, err);
}

/* Of whom something was said just now, else the one under the cursor. */
static const struct sighting_row *noted(const struct visit *visit)
{
    const struct state *state = visit->state;
    const struct sighting_row *row = row_of(visit, state->last_id);
    return row ? row : table_selected(&state->table);
}

static bool add_note(struct visit *visit, const char *note, struct error *err)
{
    const struct sighting_row *row = noted(visit);
    return !row || report(visit, row, row->word, note, err);
}

static bool ask_note(struct visit *visit, struct error *err)
{
    const struct sighting_row *row = noted(visit);
    (void)err;
    if (row && row->said)
        visit_ask(visit, MSG("sightings.note"), add_note, MSG("sightings.note-of"),
                  text_name(visit, row), text_word(visit, row));
    else
        visit_say(visit, MSG("sightings.none-said"));
    return true;
}

static bool say_rest(struct visit *visit, const char *reason, struct error *err)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    const struct sighting_row *row = table_selected(&state->table);
    size_t count;
    (void)reason;
    if (!row)
        return true;
    if (!sighting_report_rest(visit->store, visit->policy, visit->actor, visit->today, data->line,
                              data->day, row->place_id, sighting_words[0], &count, err))
        return false;
    visit_say(visit, MSG("sightings.rest-said"), text_place(visit, row),
              visit_digits(visit, (int64_t)count));
    return go_to_unsaid(visit, err);
}

static bool count_group(struct visit *visit, int64_t place_id, struct sighting_counts *counts,
                        struct error *err)
{
    const struct data *data = visit->data;
    const struct sighting_filter group = {
        .line = data->line,
        .places = arena_text(&visit->arena, "[%" PRId64 "]", place_id),
        .day = data->day,
        .typed = "",
    };
    struct sighting_row *first;
    size_t count;
    return sighting_list(visit->store, visit->policy, &group, (struct page){0, 1}, &visit->arena,
                         &first, &count, counts, err);
}

/* Of the group or class that the cursor is in. */
static bool ask_rest(struct visit *visit, struct error *err)
{
    const struct state *state = visit->state;
    const struct sighting_row *row = table_selected(&state->table);
    struct sighting_counts counts;
    if (!row)
        return true;
    if (!count_group(visit, row->place_id, &counts, err))
        return false;
    if (counts.said == counts.total)
        visit_say(visit, MSG("sightings.all-said"));
    else
        visit_ask(visit, NULL, say_rest, MSG("sightings.ask-rest"), text_place(visit, row),
                  visit_digits(visit, counts.total - counts.said));
    return true;
}

/* --- Keys ------------------------------------------------------------------------------------ */

static void other_day(struct visit *visit, int step)
{
    const struct data *data = visit->data;
    const char *day = date_add(data->day, step, &visit->arena);
    if (strcmp(day, visit->today) <= 0 && date_days(day, visit->today) <= SIGHTING_DAYS_BACK)
        visit_replace(visit, "sightings?line=%s&day=%s", sighting_line_name(data->line), day);
}

static bool other_line(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_replace(visit, "sightings?line=%s",
                  sighting_line_name(other_than(data->line)));
    return true;
}

static bool has_both(const struct visit *visit)
{
    const struct data *data = visit->data;
    return visit->loaded && data->both;
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int command = key_command(key), digit = key_digit(key);
    int forward = visit_mirrored(visit) ? -1 : 1;
    *used = true;
    if (state->table.filtering)
        return table_key(visit, &state->table, key, used, err);
    if (digit >= 1 && digit <= SIGHTING_WORDS)
        return say(visit, sighting_words[digit - 1], err);
    if (command == PRESS_LEFT || command == PRESS_RIGHT) {
        other_day(visit, command == PRESS_RIGHT ? forward : -forward);
        return true;
    }
    if (command == PRESS_UP || command == PRESS_DOWN)
        state->last_id = 0;
    return table_key(visit, &state->table, key, used, err);
}

static const struct key_binding keys[] = {
    {'1',         MSG("sightings.say"),      NULL,       NULL,     "1-6"   },
    {'7',         MSG("sightings.add-note"), ask_note,   NULL,     NULL    },
    {'8',         MSG("sightings.rest"),     ask_rest,   NULL,     NULL    },
    {'9',         MSG("sightings.line"),     other_line, has_both, NULL    },
    {PRESS_LEFT,  MSG("absences.days"),      NULL,       NULL,     "←→"},
    {PRESS_ENTER, MSG("key.open"),           NULL,       NULL,     NULL    },
    {PRESS_TAB,   MSG("attendance.order"),   NULL,       NULL,     NULL    },
};

const struct screen screen_sightings = {
    .name = "sightings",
    .route = "sightings",
    .title = MSG("sightings.title"),
    .help = MSG("sightings.help"),
    .needs = NEEDS(MAY_REPORT_SIGHTING),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
