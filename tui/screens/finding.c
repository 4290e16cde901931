/* One disagreement: what both lists say, side by side, and how it is settled. */
#include "core/lists/finding.h"

#include "core/rules/policy.h"
#include "tui/parts/record.h"
#include "tui/parts/words.h"

#include <inttypes.h>
#include <string.h>

enum {
    LABEL_COLUMNS = 16,
    FIELDS_MOST = 10
};

/* One line of the comparison. */
struct field {
    const char *label, *sides[2];
    bool differs;
};

struct data {
    struct finding finding;
    struct field fields[FIELDS_MOST];
    size_t count;
    bool present[2];
    const char *listed; /* "family in need · civil affairs · 9-1"; "" without a list */
};

/* --- Loading --------------------------------------------------------------------------------- */

static void add_field(struct data *data, const char *label, const char *left, const char *right)
{
    bool both = *left && *right;
    if (!*left && !*right)
        return;
    data->fields[data->count++] =
        (struct field){
            label, {left, right},
             both && strcmp(left, right) != 0
    };
}

static const char *status_of(struct visit *visit, const struct finding_side *side)
{
    return words_of(visit, "status.", side->status);
}

static void fill_fields(struct visit *visit, struct data *data, const struct finding_side sides[2])
{
    enum language language = visit->language;
    bool id_matters = strcmp(data->finding.kind, "id_differs") == 0;
    const char *ids[2], *places[2];
    for (int i = 0; i < 2; i++) {
        /* Whoever settles a number must see it; others need the end of it only. */
        ids[i] = id_matters ? sides[i].id_number : words_masked(visit, sides[i].id_number);
        places[i] = words_name(visit, sides[i].place_zh, sides[i].place_ug);
        data->present[i] = sides[i].present;
    }
    add_field(data, message(language, MSG("column.name_zh")), sides[0].name_zh, sides[1].name_zh);
    add_field(data, message(language, MSG("column.name_ug")), sides[0].name_ug, sides[1].name_ug);
    add_field(data, message(language, MSG("column.id_number")), ids[0], ids[1]);
    add_field(data, message(language, MSG("column.sex")), record_shown(visit, "sex", sides[0].sex),
              record_shown(visit, "sex", sides[1].sex));
    add_field(data, message(language, MSG("column.born")), sides[0].born, sides[1].born);
    add_field(data, message(language, MSG("finding.guardians")), sides[0].guardians,
              sides[1].guardians);
    size_t compared = data->count;
    add_field(data, message(language, MSG("finding.place")), places[0], places[1]);
    add_field(data, message(language, MSG("column.status")), status_of(visit, &sides[0]),
              status_of(visit, &sides[1]));
    /* Where one lives and where one learns are not the same thing. */
    for (size_t i = compared; i < data->count; i++)
        data->fields[i].differs = false;
}

/* What the list is of, unless the person may not see it (any more). */
static bool load_listing(struct visit *visit, struct data *data, struct error *err)
{
    struct finding_listing listing;
    data->listed = "";
    if (data->finding.listed_id == 0)
        return true;
    if (!finding_listing(visit->store, &data->finding, &visit->arena, &listing, err))
        return false;
    const struct policy_group *group = policy_group(visit->policy, listing.kind);
    if (group)
        data->listed = words_join(visit, " · ", group->title.in[visit->language], listing.source,
                                  words_near(visit, listing.day));
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct finding *finding = &data->finding;
    struct finding_side sides[2];
    if (!finding_read(visit->store, visit_number(visit, "id"), &visit->arena, finding, err)
        || !finding_sides(visit->store, finding, &visit->arena, sides, err)
        || !load_listing(visit, data, err)
        || !visit_look(visit, finding->child_id, err))
        return false;
    if (finding->other_child_id != 0 && !visit_look(visit, finding->other_child_id, err))
        return false;
    fill_fields(visit, data, sides);
    visit->title = words_join(visit, " · ", words_of(visit, "finding.", finding->kind),
                              words_name(visit, finding->name_zh, finding->name_ug));
    visit->aside = words_name(visit, finding->place_zh, finding->place_ug);
    return true;
}

/* --- Drawing --------------------------------------------------------------------------------- */

/* "同名、同日出生": what spoke for one child. */
static const char *matched(struct visit *visit, const struct finding *finding)
{
    const char *text = "";
    for (const char *word = finding->matched; *word;) {
        size_t length = strcspn(word, ",");
        const char *name = arena_copy(visit_arena(visit), word, length);
        text = words_join(visit, " · ", text, words_of(visit, "finding.by.", name));
        word += length + (word[length] == ',');
    }
    return text;
}

static const char *list_title(struct visit *visit, const struct data *data, int side)
{
    const struct finding *finding = &data->finding;
    if (finding->second_row_id != 0)
        return message(visit->language, finding->roll_entry_id ? MSG("finding.roll") : MSG("finding.register"));
    return message(visit->language, side == 0 ? MSG("finding.register") : MSG("finding.roll"));
}

/* On a telephone one thing a line: each side below the label. */
static int draw_narrow(struct canvas *canvas, const struct data *data, int row)
{
    for (size_t i = 0; i < data->count && row < canvas->rows; i++) {
        const struct field *field = &data->fields[i];
        enum style style = field->differs ? STYLE_OVERDUE : STYLE_PLAIN;
        int used = canvas_text(canvas, row, 0, LABEL_COLUMNS, ALIGN_START, STYLE_DIM, field->label) + 1;
        canvas_text(canvas, row, used, canvas->columns - used, ALIGN_START, style,
                    *field->sides[0] ? field->sides[0] : field->sides[1]);
        row++;
        if (field->differs)
            canvas_text(canvas, row++, used, canvas->columns - used, ALIGN_START, style,
                        field->sides[1]);
    }
    return row;
}

static void draw_side(struct visit *visit, struct canvas *canvas, const struct data *data, int side,
                      int row, int column, int width)
{
    canvas_text(canvas, row, column, width, ALIGN_START, STYLE_DIM, list_title(visit, data, side));
    if (!data->present[side]) {
        canvas_text(canvas, row + 1, column, width, ALIGN_START, STYLE_DIM,
                    message(visit->language, MSG("finding.not-there")));
        return;
    }
    for (size_t i = 0; i < data->count; i++)
        canvas_text(canvas, row + 1 + (int)i, column, width, ALIGN_START,
                    data->fields[i].differs ? STYLE_OVERDUE : STYLE_PLAIN, data->fields[i].sides[side]);
}

static int draw_wide(struct visit *visit, struct canvas *canvas, const struct data *data, int row)
{
    int start = LABEL_COLUMNS + 4, width = (canvas->columns - start - 2) / 2;
    for (size_t i = 0; i < data->count; i++) {
        int at = row + 1 + (int)i;
        canvas_text(canvas, at, 2, LABEL_COLUMNS, ALIGN_START, STYLE_DIM, data->fields[i].label);
        if (data->fields[i].differs)
            canvas_text(canvas, at, 0, 1, ALIGN_START, STYLE_OVERDUE, "!");
    }
    draw_side(visit, canvas, data, 0, row, start, width);
    draw_side(visit, canvas, data, 1, row, start + width + 2, width);
    return row + 1 + (int)data->count;
}

static const char *outcome(struct visit *visit, const struct finding *finding)
{
    if (!*finding->how)
        return "";
    return words_join(visit, " · ", words_of(visit, "finding.how.", finding->how),
                      words_name(visit, finding->settled_zh, finding->settled_ug), finding->note);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    const struct data *data = visit->data;
    bool narrow = canvas_narrow(canvas);
    int row = narrow ? draw_narrow(canvas, data, 0) : draw_wide(visit, canvas, data, 0) + 1;
    const char *lines[] = {data->listed, matched(visit, &data->finding),
                           outcome(visit, &data->finding)};
    const char *labels[] = {MSG("finding.listed"), MSG("finding.matched"), MSG("finding.settled")};
    for (size_t i = 0; i < COUNT(lines); i++)
        if (*lines[i])
            row += canvas_paragraph(canvas, row, narrow ? 0 : 2, canvas->columns - 2,
                                    canvas->rows - row, STYLE_PLAIN,
                                    visit_text(visit, labels[i], lines[i]));
}

/* --- Settling -------------------------------------------------------------------------------- */

static const struct finding *finding_of(const struct visit *visit)
{
    return &((const struct data *)visit->data)->finding;
}

static bool open_case(struct visit *visit, const char *note, struct error *err)
{
    int64_t case_id;
    if (!finding_open_case(visit->store, visit->policy, visit->actor, visit->today,
                           finding_of(visit)->id, note, &case_id, err))
        return false;
    visit_replace(visit, "case/%" PRId64, case_id);
    return true;
}

/* The matter is settled: back to the list. */
static bool go_back(struct visit *visit)
{
    visit_say(visit, MSG("finding.done"));
    visit_back(visit);
    return true;
}

static bool correct(struct visit *visit, enum finding_list_name wrong, const char *note,
                    struct error *err)
{
    int64_t id = finding_of(visit)->id;
    return finding_correct(visit->store, visit->policy, visit->actor, visit->today, id, wrong, note,
                           err)
        && go_back(visit);
}

static bool correct_register(struct visit *visit, const char *note, struct error *err)
{
    return correct(visit, FINDING_REGISTER, note, err);
}

static bool correct_roll(struct visit *visit, const char *note, struct error *err)
{
    return correct(visit, FINDING_ROLL, note, err);
}

static bool same_child(struct visit *visit, const char *note, struct error *err)
{
    int64_t id = finding_of(visit)->id;
    return finding_same_child(visit->store, visit->policy, visit->actor, visit->today, id, note, err)
        && go_back(visit);
}

static bool mark_it(struct visit *visit, const char *note, struct error *err)
{
    int64_t id = finding_of(visit)->id;
    return finding_mark(visit->store, visit->policy, visit->actor, visit->today, id, note, err)
        && go_back(visit);
}

static bool explain_it(struct visit *visit, const char *note, struct error *err)
{
    int64_t id = finding_of(visit)->id;
    return finding_explain(visit->store, visit->policy, visit->actor, visit->today, id, note, err)
        && go_back(visit);
}

static bool ask_case(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("finding.note"), open_case, MSG("finding.ask-case"));
    return true;
}

static bool ask_register(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("finding.note"), correct_register, MSG("finding.ask-register"),
              finding_of(visit)->on_roll);
    return true;
}

static bool ask_roll(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("finding.note"), correct_roll, MSG("finding.ask-roll"),
              finding_of(visit)->on_register);
    return true;
}

static bool ask_same(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("finding.note"), same_child, MSG("finding.ask-same"));
    return true;
}

static bool ask_mark(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_ask(visit, MSG("finding.note"), mark_it, MSG("finding.ask-mark"), data->listed);
    return true;
}

static bool ask_explain(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("finding.note"), explain_it, MSG("finding.ask-explain"));
    return true;
}

static bool open_child(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "child/%" PRId64, finding_of(visit)->child_id);
    return true;
}

/* --- What is offered --------------------------------------------------------------------------- */

static bool offers(const struct visit *visit, enum finding_way way, enum action action)
{
    const struct data *data = visit->data;
    return data && visit->policy && strcmp(data->finding.state, "open") == 0
        && permit_offers(visit->actor, MAY_SETTLE_FINDING) && permit_offers(visit->actor, action)
        && finding_allows(visit->policy, &data->finding, way);
}

static bool offers_case(const struct visit *visit)
{
    return offers(visit, FINDING_CASE, MAY_OPEN_CASE);
}

static bool offers_register(const struct visit *visit)
{
    return offers(visit, FINDING_CORRECT, MAY_EDIT_REGISTER) && *finding_of(visit)->on_roll;
}

static bool offers_roll(const struct visit *visit)
{
    return offers(visit, FINDING_CORRECT, MAY_EDIT_ROLL) && *finding_of(visit)->on_register;
}

static bool offers_same(const struct visit *visit)
{
    return offers(visit, FINDING_SAME_CHILD, MAY_SETTLE_FINDING);
}

static bool offers_mark(const struct visit *visit)
{
    return offers(visit, FINDING_MARK, MAY_MARK_CHILD)
        && *((const struct data *)visit->data)->listed;
}

static bool offers_explain(const struct visit *visit)
{
    return offers(visit, FINDING_EXPLAIN, MAY_SETTLE_FINDING);
}

static const struct key_binding keys[] = {
    {'1',         MSG("finding.key-case"),     ask_case,     offers_case,     NULL},
    {'2',         MSG("finding.key-register"), ask_register, offers_register, NULL},
    {'3',         MSG("finding.key-roll"),     ask_roll,     offers_roll,     NULL},
    {'4',         MSG("finding.key-same"),     ask_same,     offers_same,     NULL},
    {'5',         MSG("finding.key-explain"),  ask_explain,  offers_explain,  NULL},
    {'6',         MSG("finding.key-mark"),     ask_mark,     offers_mark,     NULL},
    {PRESS_ENTER, MSG("finding.key-child"),    open_child,   NULL,            NULL},
};

const struct screen screen_finding = {
    .name = "finding",
    .route = "finding/:id",
    .title = MSG("finding.title"),
    .help = MSG("finding.help"),
    .needs = NEEDS(MAY_SETTLE_FINDING),
    .load = load,
    .draw = draw,
    .keys = keys,
    .key_count = COUNT(keys),
};
