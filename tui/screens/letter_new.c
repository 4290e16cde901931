/* A letter enters the register: one that came, or, with a case, one that was sent about it. */
#include "core/cases/casefile.h"
#include "core/cases/letter.h"
#include "forms/field.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>

enum {
    WAY,
    OFFICE,
    NUMBER,
    DAY,
    DUE,
    ABOUT,
    ASKS,
    QUESTION_COUNT,
    WAYS_MOST = 9
};

struct state {
    struct sheet sheet;
};

struct data {
    int64_t case_id; /* 0: it came from elsewhere */
    const char *ways[WAYS_MOST];
    size_t way_count;
    struct sheet_question questions[SHEET_MOST];
    size_t at[QUESTION_COUNT]; /* which of the sheet's questions each is */
    size_t count;
};

static void ask(struct data *data, size_t which, struct sheet_question question)
{
    data->at[which] = data->count;
    data->questions[data->count++] = question;
}

static void line(struct data *data, size_t which, const char *name, const char *label, bool latin)
{
    ask(data, which, (struct sheet_question){.name = name, .label = label, .latin = latin});
}

static void list_ways(struct visit *visit, struct data *data)
{
    const char *way;
    for (size_t i = 0; (way = letter_way(i)) && i < WAYS_MOST; i++)
        data->ways[data->way_count++] = arena_text(&visit->arena, "letter.way.%s", way);
}

/* A letter that came says who the child is; of ours the case does. */
static void ask_all(struct visit *visit, struct data *data)
{
    bool ours = data->case_id != 0;
    list_ways(visit, data);
    if (ours)
        ask(data, WAY, (struct sheet_question){
                           .name = "way",
                           .label = MSG("letter_new.way"),
                           .choices = data->ways,
                           .choice_count = data->way_count,
                       });
    line(data, OFFICE, "office", ours ? MSG("letter_new.to") : MSG("letter_new.from"), false);
    line(data, NUMBER, "number", MSG("letter_new.number"), false);
    line(data, DAY, "day", ours ? MSG("letter_new.sent") : MSG("letter_new.came"), true);
    line(data, DUE, "due", MSG("letter_new.due"), true);
    if (!ours)
        line(data, ABOUT, "about", MSG("letter_new.about"), false);
    ask(data, ASKS, (struct sheet_question){
                        .name = "asks",
                        .label = MSG("letter_new.asks"),
                        .lines = true,
                    });
}

static bool load_case(struct visit *visit, const struct data *data, struct error *err)
{
    struct casefile c;
    struct case_about about;
    if (!casefile_read(visit->store, data->case_id, &visit->arena, &c, err)
        || !visit_look(visit, c.child_id, err)
        || !casefile_about(visit->store, data->case_id, visit->today, &visit->arena, &about, err))
        return false;
    visit->title = visit_text(visit, MSG("letter_new.heading"), c.number,
                              words_name(visit, about.name_zh, about.name_ug));
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    data->case_id = visit_number(visit, "case");
    if (data->case_id != 0 && !load_case(visit, data, err))
        return false;
    ask_all(visit, data);
    visit->data = data;
    return sheet_fill(visit, &state->sheet, data->questions, data->count, err);
}

/* --- Saving ---------------------------------------------------------------------------------- */

static const char *typed(struct visit *visit, size_t which)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    return sheet_text(&state->sheet, data->at[which], &visit->arena);
}

/* A day as people write it; fallback where nothing is typed. */
static bool read_day(struct visit *visit, size_t which, const char *fallback, const char **day,
                     struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const struct field_context context = {.today = visit->today};
    const char *text = typed(visit, which);
    struct error unheard = {0};
    *day = fallback;
    if (!*text || field_read(field_type_find("date"), &context, text, &visit->arena, day, err))
        return true;
    sheet_enter(visit, &state->sheet, data->at[which], &unheard);
    return false;
}

static const char *chosen_way(struct visit *visit)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    int chosen = data->case_id ? sheet_chosen(&state->sheet, data->at[WAY]) : -1;
    return chosen < 0 ? "" : letter_way((size_t)chosen);
}

static bool enter(struct visit *visit, const struct letter *letter, int64_t *id, struct error *err)
{
    return letter->case_id != 0
        ? letter_send(visit->store, visit->policy, visit->actor, visit->today, letter, id, err)
        : letter_receive(visit->store, visit->policy, visit->actor, visit->today, letter, id, err);
}

static bool save(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    struct letter letter = {
        .case_id = data->case_id,
        .way = chosen_way(visit),
        .office = typed(visit, OFFICE),
        .number = typed(visit, NUMBER),
        .about = data->case_id ? "" : typed(visit, ABOUT),
        .asks = typed(visit, ASKS),
    };
    int64_t id;
    if (!read_day(visit, DAY, visit->today, &letter.day, err)
        || !read_day(visit, DUE, "", &letter.reply_due, err))
        return false;
    if (!enter(visit, &letter, &id, err) || !visit_forget(visit, err))
        return false;
    visit_say(visit, MSG("letter_new.done"));
    visit_replace(visit, "letter/%" PRId64, id);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("letter_new.save"), save, NULL, NULL},
    {PRESS_TAB,   MSG("key.next"),        NULL, NULL, NULL},
};

const struct screen screen_letter_new = {
    .name = "letter_new",
    .route = "letters/new",
    .title = MSG("letter_new.title"),
    .help = MSG("letter_new.help"),
    .needs = NEEDS(MAY_KEEP_LETTERS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = entry_draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
