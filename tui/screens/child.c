/* A child: what each list says of it, who answers for it, its cases, its absences. */
#include "core/lists/mark.h"
#include "core/lists/profile.h"
#include "core/rules/policy.h"

#include "core/base/date.h"
#include "core/days/leave.h"
#include "tui/parts/day_row.h"
#include "tui/parts/kept.h"
#include "tui/parts/words.h"

#include <inttypes.h>
#include <string.h>

enum {
    ROWS_MOST = 128,
    LEAVES_MOST = 3, /* the latest that are listed */
    MARKS_MOST = 40, /* standing ones come first */
    ROOMY = 16,      /* rows of the body in which the days stand below whatever row one is in */
    BESIDE = 20      /* columns of a line that are not its text: the number and the label */
};

struct state {
    struct table table;
    bool revealed; /* a reason was given: the numbers are shown whole */
};

/* One thing that is known, and where it is told in full. */
struct row {
    int64_t number;
    const char *label, *text, *route; /* route NULL: nowhere */
};

struct data {
    struct profile profile;
    struct day_row days;
    int64_t days_number; /* of the row that tells of absences */
    struct row *rows;
    size_t count;
};

/* --- Rows ------------------------------------------------------------------------------------ */

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *row_label(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->label;
}

static const char *row_text(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->text;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const char *route = ((const struct row *)row)->route;
    (void)err;
    if (route)
        visit_go(visit, "%s", route);
    return true;
}

static const struct table_column columns[] = {
    {NULL, 12, 1, false, row_label},
    {NULL, 28, 1, true,  row_text },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .open = open_row,
};

/* --- Loading --------------------------------------------------------------------------------- */

static void add_row(struct visit *visit, struct data *data, const char *label, const char *text,
                    const char *route)
{
    if (data->count == ROWS_MOST || !*text)
        return;
    size_t i = data->count++;
    data->rows[i] = (struct row){(int64_t)i + 1, message(visit->language, label), text, route};
}

/* An ID number or telephone, whole when the person gave a reason. */
static const char *number(struct visit *visit, const char *text)
{
    const struct state *state = visit->state;
    return state->revealed ? text : words_masked(visit, text);
}

static void add_lines(struct visit *visit, struct data *data)
{
    const struct profile *profile = &data->profile;
    for (size_t i = 0; i < profile->line_count; i++) {
        const struct profile_line *line = &profile->lines[i];
        const char *route = arena_text(&visit->arena, "register/%" PRId64 "/%" PRId64 "/%" PRId64,
                                       line->volume_id, line->household_id, line->id);
        const char *left = *line->removed_on
            ? visit_text(visit, MSG("child.removed"), words_near(visit, line->removed_on))
            : "";
        add_row(visit, data, MSG("child.register"),
                words_join(visit, " · ", words_name(visit, line->place_zh, line->place_ug),
                           visit_text(visit, MSG("child.page"), visit_digits(visit, line->school_year),
                                      visit_digits(visit, line->page)),
                           line->name_zh, line->name_ug, line->born, number(visit, line->id_number), left),
                route);
    }
}

static void add_entries(struct visit *visit, struct data *data)
{
    const struct profile *profile = &data->profile;
    for (size_t i = 0; i < profile->entry_count; i++) {
        const struct profile_entry *entry = &profile->entries[i];
        int64_t class_id = entry->class_id ? entry->class_id : entry->school_id;
        const char *route = arena_text(&visit->arena, "roll/%" PRId64 "/%" PRId64 "/%" PRId64,
                                       entry->school_id, class_id, entry->id);
        const char *left = *entry->removed_on
            ? visit_text(visit, MSG("child.removed"), words_near(visit, entry->removed_on))
            : "";
        add_row(visit, data, MSG("child.roll"),
                words_join(visit, " · ", words_name(visit, entry->place_zh, entry->place_ug),
                           words_of(visit, "status.", entry->status), entry->name_zh, entry->name_ug,
                           entry->born, number(visit, entry->id_number), left),
                route);
    }
}

static void add_guardians(struct visit *visit, struct data *data)
{
    const struct profile *profile = &data->profile;
    for (size_t i = 0; i < profile->guardian_count; i++) {
        const struct guardian *guardian = &profile->guardians[i];
        add_row(visit, data, MSG("finding.guardians"),
                words_join(visit, " · ", words_of(visit, "relation.", guardian->relation),
                           words_name(visit, guardian->name_zh, guardian->name_ug),
                           number(visit, guardian->phone), guardian->occupation),
                NULL);
    }
}

static void add_cases(struct visit *visit, struct data *data)
{
    const struct profile *profile = &data->profile;
    for (size_t i = 0; i < profile->case_count; i++) {
        const struct profile_case *c = &profile->cases[i];
        add_row(visit, data, MSG("child.case"),
                words_join(visit, " · ", c->number, words_of(visit, "case.kind.", c->kind),
                           words_of(visit, "case.state.", c->state), words_near(visit, c->opened_on)),
                arena_text(&visit->arena, "case/%" PRId64, c->id));
    }
    for (size_t i = 0; i < profile->finding_count; i++)
        add_row(visit, data, MSG("child.finding"),
                words_of(visit, "finding.", profile->findings[i].kind),
                arena_text(&visit->arena, "finding/%" PRId64, profile->findings[i].id));
}

/* The latest first: "9-17 9-16 (9-15)"; leave stands in brackets. */
static void add_absences(struct visit *visit, struct data *data)
{
    const struct profile *profile = &data->profile;
    const char *days = "";
    for (size_t i = 0; i < profile->absence_count; i++) {
        const struct profile_absence *absence = &profile->absences[i];
        bool leave = strcmp(absence->kind, "leave") == 0;
        days = arena_text(&visit->arena, leave ? "%s%s(%s)" : "%s%s%s", days, i ? "  " : "",
                          words_near(visit, absence->day));
    }
    if (data->days.count > 0 && profile->absence_count == 0)
        days = message(visit->language, MSG("child.no-absences"));
    add_row(visit, data, MSG("child.absences"), days, NULL);
    data->days_number = data->days.count > 0 ? (int64_t)data->count : 0;
}

/* When the child will be erased, and for whom may hold it back, where. */
static bool add_kept(struct visit *visit, struct data *data, struct error *err)
{
    int64_t id = data->profile.child.id;
    const char *line;
    if (!kept_line(visit, KEPT_ADULT, id, &line, err))
        return false;
    add_row(visit, data, MSG("keeping.row"), line,
            permit_offers(visit->actor, MAY_HOLD_BACK)
                ? arena_text(&visit->arena, "keeping/hold/child/%" PRId64, id)
                : NULL);
    return true;
}

/* The latest leaves, and where another is entered by who may. */
static bool add_leaves(struct visit *visit, struct data *data, struct error *err)
{
    const struct child *child = &data->profile.child;
    struct leave *rows;
    size_t count;
    if (!leave_of_child(visit->store, child->id, visit->today, &visit->arena, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count && i < LEAVES_MOST; i++)
        add_row(visit, data, MSG("leaves.title"),
                words_join(visit, " · ",
                           visit_text(visit, MSG("leave.span-short"),
                                      words_near(visit, rows[i].first_day),
                                      words_near(visit, rows[i].last_day)),
                           words_of(visit, "leave.reason.", rows[i].reason),
                           words_of(visit, "leave.state.", leave_state_name(rows[i].state))),
                arena_text(&visit->arena, "leave/%" PRId64, rows[i].id));
    if (child->class_id != 0 && permit_offers(visit->actor, MAY_RECORD_ABSENCE))
        add_row(visit, data, MSG("leaves.title"), message(visit->language, MSG("leave.new")),
                arena_text(&visit->arena, "leave_new/%" PRId64, child->id));
    return true;
}

/* The groups it is in, as far as the person sees them; who may mark it gets there without any. */
static bool add_marks(struct visit *visit, struct data *data, struct error *err)
{
    int64_t id = data->profile.child.id;
    struct mark *marks;
    size_t count;
    if (!mark_list(visit->store, id, (struct page){.size = MARKS_MOST}, &visit->arena, &marks,
                   &count, err))
        return false;
    const char *text = "";
    for (size_t i = 0; i < count; i++) {
        const struct policy_group *group = policy_group(visit->policy, marks[i].kind);
        if (!*marks[i].ended_on)
            text = words_join(visit, " · ", text,
                              group ? group->title.in[visit->language] : marks[i].kind);
    }
    if (!*text && (count > 0 || permit_offers(visit->actor, MAY_MARK_CHILD)))
        text = message(visit->language, MSG("child.marks"));
    add_row(visit, data, MSG("child.groups"), text,
            arena_text(&visit->arena, "marks/%" PRId64, id));
    return true;
}

static const char *person(struct visit *visit, const struct child *child)
{
    int age = date_age(child->born, visit->today);
    return words_join(visit, " · ", words_of(visit, "sex.", child->sex),
                      age >= 0 ? visit_text(visit, MSG("child.age"), visit_digits(visit, age)) : "",
                      child->born, number(visit, child->id_number));
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    int64_t id = visit_number(visit, "id");
    const struct child *child = &data->profile.child;
    if (!profile_read(visit->store, id, &visit->arena, &data->profile, err)
        || !visit_look(visit, id, err)
        || !day_row_load(visit, id, &data->days, err))
        return false;
    data->rows = arena_array(&visit->arena, struct row, ROWS_MOST);
    add_row(visit, data, MSG("child.person"), person(visit, child), NULL);
    if (!add_kept(visit, data, err))
        return false;
    add_lines(visit, data);
    add_entries(visit, data);
    add_guardians(visit, data);
    add_cases(visit, data);
    add_absences(visit, data);
    if (!add_leaves(visit, data, err) || !add_marks(visit, data, err))
        return false;
    if (permit_offers(visit->actor, MAY_FILL_FORM))
        add_row(visit, data, MSG("forms.title"), message(visit->language, MSG("child.forms")),
                arena_text(&visit->arena, "child/%" PRId64 "/forms", id));
    add_row(visit, data, MSG("child.history"), message(visit->language, MSG("history.show")),
            arena_text(&visit->arena, "history/%" PRId64, id));
    if (visit->policy->plan_count > 0 && permit_offers(visit->actor, MAY_KEEP_PLAN))
        add_row(visit, data, MSG("plans.title"), message(visit->language, MSG("child.plans")),
                arena_text(&visit->arena, "plans?child=%" PRId64, id));
    table_fill(visit, &state->table, &kind, data->rows, data->count);
    visit->title = words_join(visit, "  ", words_name(visit, child->name_zh, child->name_ug),
                              *child->name_zh && *child->name_ug
                                  ? words_name(visit, child->name_ug, child->name_zh)
                                  : "");
    visit->aside = message(visit->language, MSG("child.title"));
    return true;
}

/* --- Drawing --------------------------------------------------------------------------------- */

/* What a line has no room for stands below, whole. */
static void draw_whole(struct visit *visit, struct canvas *canvas, int row)
{
    const struct state *state = visit->state;
    const struct row *selected = table_selected(&state->table);
    if (selected && canvas_columns(canvas, selected->text) > canvas->columns - BESIDE)
        canvas_paragraph(canvas, row, 1, canvas->columns - 2, canvas->rows - row, STYLE_DIM,
                         selected->text);
}

/* With little room the days stand there only while one is in the row of absences. */
static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const struct row *selected = table_selected(&state->table);
    bool roomy = !canvas_narrow(canvas) && canvas->rows >= ROOMY;
    bool here = selected && selected->number == data->days_number;
    bool shown = data->days.count > 0 && (roomy || here);
    int whole = canvas_narrow(canvas) ? 2 : 4;
    int foot = shown ? DAY_ROW_ROWS + (roomy ? whole : 0) : whole;
    table_draw(visit, canvas, &state->table, 0, canvas->rows - foot);
    if (shown)
        day_row_draw(visit, canvas, canvas->rows - foot, &data->days);
    if (!shown || roomy)
        draw_whole(visit, canvas, canvas->rows - whole + 1);
}

/* --- Keys ------------------------------------------------------------------------------------ */

static bool reveal(struct visit *visit, const char *reason, struct error *err)
{
    struct state *state = visit->state;
    if (!profile_reveal(visit->store, visit->actor, visit_number(visit, "id"), reason, err))
        return false;
    state->revealed = true;
    return true;
}

static bool ask_reveal(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("child.reason"), reveal, MSG("child.ask-reveal"));
    return true;
}

static bool is_masked(const struct visit *visit)
{
    return !((const struct state *)visit->state)->revealed;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"),     NULL,       NULL,      "1-9"},
    {PRESS_TAB,   MSG("child.reveal"), ask_reveal, is_masked, NULL },
};

const struct screen screen_child = {
    .name = "child",
    .route = "child/:id",
    .title = MSG("child.title"),
    .help = MSG("child.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
