/* The two lines side by side: the children of whom they say different things, the longest first. */
#include "core/days/lines.h"
#include "core/posts/place.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    ROOMY = 58 /* columns of the body from which a word says also by whom */
};

struct state {
    struct table table;
    bool begun;
    size_t view; /* which of them */
};

/* Which disagreements are shown: all; two words that cannot both be so; whom a line lacks. */
static const struct view {
    const char *kind, *label;
} views[] = {
    {"",         MSG("lines.all")     },
    {"differ",   MSG("lines.differ")  },
    {"no_class", MSG("lines.no-class")},
    {"no_home",  MSG("lines.no-home") },
};

/* --- Rows ------------------------------------------------------------------------------------ */

static int64_t row_id(const void *row)
{
    return ((const struct lines_row *)row)->child_id;
}

/* What is found is settled the same day (D 3(2)6), or has a case. */
static enum row_mark row_mark(struct visit *visit, const void *row)
{
    const struct lines_row *r = row;
    if (r->case_id != 0)
        return ROW_DONE;
    if (!*r->since)
        return ROW_PLAIN;
    return strcmp(r->since, visit->today) < 0 ? ROW_OVERDUE : ROW_TODAY;
}

static const char *text_name(struct visit *visit, const void *row)
{
    const struct lines_row *r = row;
    return words_name(visit, r->name_zh, r->name_ug);
}

/* A class's day was said by roll call; everything else from a post. */
static const char *by(struct visit *visit, const struct line_word *word, bool school)
{
    if (school && *word->seen_on && !*word->role)
        return message(visit->language, MSG("lines.by-class"));
    return words_name(visit, word->person_zh, word->person_ug);
}

static const char *say(struct visit *visit, const struct line_word *word, bool school, bool whole)
{
    return words_join(visit, " ", words_of(visit, "sighting.", word->word),
                      words_near(visit, word->seen_on), whole ? by(visit, word, school) : "");
}

static const char *text_school(struct visit *visit, const void *row)
{
    return say(visit, &((const struct lines_row *)row)->school, true, visit->columns >= ROOMY);
}

static const char *text_household(struct visit *visit, const void *row)
{
    return say(visit, &((const struct lines_row *)row)->household, false, visit->columns >= ROOMY);
}

static const char *text_since(struct visit *visit, const void *row)
{
    return words_near(visit, ((const struct lines_row *)row)->since);
}

static const char *text_place(struct visit *visit, const void *row)
{
    const struct lines_row *r = row;
    if (visit->columns < ROOMY)
        return "";
    return words_join(visit, " · ", words_name(visit, r->school.above_zh, r->school.above_ug),
                      words_name(visit, r->household.above_zh, r->household.above_ug));
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "child/%" PRId64, row_id(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("lines.name"),      20, 1, true,  text_name     },
    {MSG("lines.school"),    18, 1, true,  text_school   },
    {MSG("lines.household"), 20, 1, true,  text_household},
    {MSG("lines.since"),     8,  2, false, text_since    },
    {MSG("lines.place"),     8,  3, true,  text_place    },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("lines.empty"),
    .count = MSG("lines.count"),
    .row_size = sizeof(struct lines_row),
    .filters = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

/* --- Loading --------------------------------------------------------------------------------- */

/* "示例中学": what the route has narrowed it to. */
static bool load_aside(struct visit *visit, int64_t place_id, struct error *err)
{
    struct place place;
    if (place_id == 0)
        return true;
    if (!place_read(visit->store, place_id, &visit->arena, &place, err))
        return false;
    visit->aside = words_join(visit, " · ", words_name(visit, place.name_zh, place.name_ug),
                              visit->aside);
    return true;
}

/* A route may name the view to begin with: "lines?school=12&kind=differ". */
static void begin(struct visit *visit)
{
    struct state *state = visit->state;
    const char *wanted = visit_value(visit, "kind");
    for (size_t i = 0; i < COUNT(views) && !state->begun; i++)
        if (strcmp(views[i].kind, wanted) == 0)
            state->view = i;
    state->begun = true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct lines_row *rows;
    size_t count;
    int64_t total;
    begin(visit);
    const struct lines_filter filter = {
        .school_id = visit_number(visit, "school"),
        .township_id = visit_number(visit, "township"),
        .kind = views[state->view].kind,
        .typed = table_filter(&state->table),
    };
    if (!lines_list(visit->store, visit->policy, visit->today, &filter,
                    table_page(&state->table, visit), &visit->arena, &rows, &count, &total, err))
        return false;
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    visit->aside = message(visit->language, views[state->view].label);
    return load_aside(visit, filter.township_id, err) && load_aside(visit, filter.school_id, err);
}

/* --- Keys ------------------------------------------------------------------------------------ */

static void walk(struct visit *visit, int step)
{
    struct state *state = visit->state;
    state->view = (state->view + COUNT(views) + (size_t)step) % COUNT(views);
    table_start_over(visit, &state->table);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int command = key_command(key), forward = visit_mirrored(visit) ? -1 : 1;
    *used = !state->table.filtering && (command == PRESS_LEFT || command == PRESS_RIGHT);
    if (!*used)
        return table_key(visit, &state->table, key, used, err);
    walk(visit, command == PRESS_RIGHT ? forward : -forward);
    return true;
}

static const struct lines_row *selected(const struct visit *visit)
{
    const struct state *state = visit->state;
    return visit->loaded ? table_selected(&state->table) : NULL;
}

static bool open_case(struct visit *visit, const char *note, struct error *err)
{
    const struct lines_row *row = selected(visit);
    int64_t case_id;
    if (!row)
        return true;
    if (!lines_open_case(visit->store, visit->policy, visit->actor, visit->today, row, note,
                         &case_id, err))
        return false;
    visit_go(visit, "case/%" PRId64, case_id);
    return true;
}

static bool to_case(struct visit *visit, struct error *err)
{
    const struct lines_row *row = selected(visit);
    (void)err;
    if (row->case_id != 0)
        visit_go(visit, "case/%" PRId64, row->case_id);
    else
        visit_ask(visit, MSG("lines.note"), open_case, MSG("lines.ask-case"),
                  text_name(visit, row));
    return true;
}

static bool has_case(const struct visit *visit)
{
    const struct lines_row *row = selected(visit);
    return row
        && (row->case_id != 0
            || (permit_offers(visit->actor, MAY_OPEN_CASE) && lines_case_kind(visit->policy, row)));
}

/* --- `?` ------------------------------------------------------------------------------------- */

/* "学校线说：在校 9-17 考勤 · 示例中学 7年级(1)班": all of what one line said. */
static const char *whole(struct visit *visit, const char *line, const struct line_word *word,
                         bool school)
{
    return words_join(visit, " · ", message(visit->language, line), say(visit, word, school, true),
                      words_of(visit, "role.", word->role),
                      words_join(visit, " ", words_name(visit, word->above_zh, word->above_ug),
                                 words_name(visit, word->place_zh, word->place_ug)),
                      word->note);
}

static const char *explain(struct visit *visit)
{
    const struct lines_row *row = selected(visit);
    if (!row)
        return MSG("lines.asks");
    return arena_text(visit_arena(visit), "%s\n%s\n%s",
                      whole(visit, MSG("lines.school"), &row->school, true),
                      whole(visit, MSG("lines.household"), &row->household, false),
                      message(visit->language, MSG("lines.asks")));
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"),       NULL,    NULL,     "1-9"   },
    {PRESS_TAB,   MSG("lines.to-case"),  to_case, has_case, NULL    },
    {PRESS_LEFT,  MSG("findings.kinds"), NULL,    NULL,     "←→"},
};

const struct screen screen_lines = {
    .name = "lines",
    .route = "lines",
    .title = MSG("lines.title"),
    .help = MSG("lines.help"),
    .needs = NEEDS(MAY_ASSIGN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
