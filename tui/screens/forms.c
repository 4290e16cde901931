/* The papers of a case, a child or a place: those that were filled, those begun, and new ones to
   begin. */
#include "core/cases/casefile.h"
#include "core/lists/child.h"
#include "core/posts/place.h"
#include "tui/parts/about.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    PURPOSE_ROWS = 3 /* below the list: what the paper one is at is for */
};

struct state {
    struct table table;
};

/* What load() read. */
struct data {
    struct record_start about;  /* what the list is of */
    struct record_start begins; /* what a new paper is about: a child's case, where one is open */
    const struct record_line *records;
    size_t record_count;
};

/* A paper that is there, or a form that may be begun. */
struct row {
    int64_t id;
    const struct form *form;
    const struct record_line *record; /* NULL for a new one */
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    const struct row *r = row;
    (void)visit;
    return r->record && !r->record->complete ? ROW_TODAY : ROW_PLAIN;
}

static const char *text_title(struct visit *visit, const void *row)
{
    const struct row *r = row;
    const char *title = r->form ? r->form->title.text[visit->language] : r->record->form;
    return r->record ? title : visit_text(visit, MSG("forms.new"), title);
}

static bool is_corrected(const struct data *data, int64_t record_id)
{
    for (size_t i = 0; i < data->record_count; i++)
        if (data->records[i].complete && data->records[i].corrects == record_id)
            return true;
    return false;
}

static const char *text_standing(struct visit *visit, const void *row)
{
    const struct record_line *record = ((const struct row *)row)->record;
    if (!record)
        return "";
    if (!record->complete)
        return message(visit->language, MSG("forms.begun"));
    if (is_corrected(visit->data, record->id))
        return message(visit->language, MSG("forms.corrected"));
    return message(visit->language, record->corrects ? MSG("forms.correction") : MSG("forms.done"));
}

/* Whose it is and of which kind stand in the row: from the year on, \u3014 before it. */
static const char *text_number(struct visit *visit, const void *row)
{
    const struct record_line *record = ((const struct row *)row)->record;
    (void)visit;
    const char *year = record ? strstr(record->number, "\u3014") : NULL;
    return year ? year : record ? record->number
                                : "";
}

static const char *text_day(struct visit *visit, const void *row)
{
    const struct record_line *record = ((const struct row *)row)->record;
    if (!record)
        return "";
    return words_moment(visit, record->complete ? record->completed_at : record->began_at);
}

static const char *text_person(struct visit *visit, const void *row)
{
    const struct record_line *record = ((const struct row *)row)->record;
    return record ? words_name(visit, record->person_zh, record->person_ug) : "";
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct row *r = row;
    const struct data *data = visit->data;
    (void)err;
    if (r->record)
        visit_go(visit, "%s/form/%" PRId64, about_route(visit, &data->about), r->record->id);
    else
        visit_go(visit, "%s/form/%s", about_route(visit, &data->begins), r->form->name);
    return true;
}

static const struct table_column columns[] = {
    {MSG("forms.form"),     24, 1, true,  text_title   },
    {MSG("forms.standing"), 10, 2, false, text_standing},
    {MSG("forms.day"),      8,  3, false, text_day     },
    {MSG("forms.person"),   12, 4, false, text_person  },
    {MSG("forms.number"),   24, 5, false, text_number  },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("forms.empty"),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

static size_t count_forms(const struct forms *forms)
{
    size_t count = 0;
    while (form_at(forms, count))
        count++;
    return count;
}

static bool list_about(struct visit *visit, bool of_cases, struct row *rows, size_t *count,
                       struct error *err)
{
    const struct data *data = visit->data;
    const struct form *form;
    for (size_t i = 0; (form = form_at(visit->forms, i)); i++) {
        bool offered = false;
        if ((form->about == ABOUT_A_CASE) != of_cases)
            continue;
        if (!about_offers(visit, &data->begins, form, &offered, err))
            return false;
        if (offered)
            rows[(*count)++] = (struct row){.id = -(int64_t)i - 1, .form = form};
    }
    return true;
}

/* Forms that the person may begin there, after the papers that are there. Where there is a case
   its own come first: most papers are about absence. */
static bool list_new(struct visit *visit, struct row *rows, size_t *count, struct error *err)
{
    return list_about(visit, true, rows, count, err)
        && list_about(visit, false, rows, count, err);
}

/* --- What the list is of ---------------------------------------------------------------------- */

static bool load_case(struct visit *visit, struct data *data, bool *open, struct error *err)
{
    struct casefile c;
    struct case_about about;
    int64_t id = data->about.case_id;
    if (!casefile_read(visit->store, id, &visit->arena, &c, err)
        || !casefile_about(visit->store, id, visit->today, &visit->arena, &about, err))
        return false;
    *open = transition_state(c.state) != CASE_CLOSED;
    visit->title = visit_text(visit, MSG("forms.heading"), c.number,
                              words_name(visit, about.name_zh, about.name_ug));
    return true;
}

static bool load_child(struct visit *visit, struct data *data, struct error *err)
{
    struct child child;
    int64_t id = data->about.child_id;
    if (!child_read(visit->store, id, &visit->arena, &child, err)
        || !visit_look(visit, id, err)
        || !casefile_of_child(visit->store, id, &data->begins.case_id, err))
        return false;
    visit->title = words_join(visit, " · ", message(visit->language, MSG("forms.title")),
                              words_name(visit, child.name_zh, child.name_ug));
    return true;
}

static bool load_place(struct visit *visit, struct data *data, struct error *err)
{
    struct place place;
    if (!place_read(visit->store, data->about.place_id, &visit->arena, &place, err))
        return false;
    visit->title = words_join(visit, " · ", message(visit->language, MSG("forms.title")),
                              words_name(visit, place.name_zh, place.name_ug));
    return true;
}

static bool load_about(struct visit *visit, struct data *data, bool *open, struct error *err)
{
    *open = true;
    data->about = data->begins = about_of(visit);
    if (data->about.case_id)
        return load_case(visit, data, open, err);
    return data->about.child_id ? load_child(visit, data, err) : load_place(visit, data, err);
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct record_line *records;
    size_t count = 0;
    bool open;
    if (!load_about(visit, data, &open, err)
        || !answers_list(visit->store, &data->about, &visit->arena, &records, &data->record_count,
                         err))
        return false;
    data->records = records;
    struct row *rows = arena_array(&visit->arena, struct row,
                                   data->record_count + count_forms(visit->forms));
    for (; count < data->record_count; count++)
        rows[count] = (struct row){
            .id = records[count].id,
            .form = form_find(visit->forms, records[count].form),
            .record = &records[count],
        };
    if (open && !list_new(visit, rows, &count, err))
        return false;
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

/* --- Drawing, explaining ---------------------------------------------------------------------- */

static const struct form *selected_form(const struct visit *visit)
{
    const struct row *row = table_selected(&((const struct state *)visit->state)->table);
    return row ? row->form : NULL;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct form *form = selected_form(visit);
    const char *purpose = form ? form->purpose.text[visit->language] : "";
    int foot = canvas_narrow(canvas) ? 0 : PURPOSE_ROWS;
    table_draw(visit, canvas, &state->table, 0, canvas->rows - foot);
    if (foot > 0)
        canvas_paragraph(canvas, canvas->rows - foot + 1, 2, canvas->columns - 4, foot - 1,
                         STYLE_DIM, purpose);
}

static const char *explain(struct visit *visit)
{
    const struct form *form = selected_form(visit);
    if (!form || !*form->purpose.text[visit->language])
        return NULL;
    return visit_text(visit, MSG("forms.explain"), form->title.text[visit->language],
                      form->purpose.text[visit->language],
                      words_clause(visit, form->clause));
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_forms = {
    .name = "forms",
    .route = "case|child|place/:id/forms",
    .title = MSG("forms.title"),
    .help = MSG("forms.help"),
    .needs = NEEDS(MAY_FILL_FORM),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
