/* The papers of a case: those that were filled, those begun, and new ones to begin. */
#include "core/casefile.h"
#include "forms/answers.h"
#include "tui/widget.h"
#include "tui/words.h"

#include <inttypes.h>

struct state {
    struct table table;
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

static const char *text_standing(struct visit *visit, const void *row)
{
    const struct record_line *record = ((const struct row *)row)->record;
    if (!record)
        return "";
    return message(visit->language, record->complete ? MSG("forms.done") : MSG("forms.begun"));
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
    int64_t id = visit_number(visit, "id");
    (void)err;
    if (r->record)
        visit_go(visit, "case/%" PRId64 "/form/%" PRId64, id, r->record->id);
    else
        visit_go(visit, "case/%" PRId64 "/form/%s", id, r->form->name);
    return true;
}

static const struct table_column columns[] = {
    {MSG("forms.form"),     24, 1, true,  text_title   },
    {MSG("forms.standing"), 10, 2, false, text_standing},
    {MSG("forms.day"),      8,  3, false, text_day     },
    {MSG("forms.person"),   12, 4, false, text_person  },
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

/* Forms that the person may begin in this case, after the papers that are there. */
static bool list_new(struct visit *visit, const struct casefile *c, struct row *rows, size_t *count,
                     struct error *err)
{
    const struct form *form;
    for (size_t i = 0; (form = form_at(visit->forms, i)); i++) {
        bool offered = false;
        if (form->about == ABOUT_A_PLACE)
            continue;
        if (!casefile_offers(visit->store, visit->actor, c, form->action, &offered, err))
            return false;
        if (offered && transition_state(c->state) != CASE_CLOSED)
            rows[(*count)++] = (struct row){.id = -(int64_t)i - 1, .form = form};
    }
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct casefile c;
    struct case_about about;
    struct record_line *records;
    size_t record_count, count = 0;
    int64_t id = visit_number(visit, "id");
    if (!casefile_read(visit->store, id, &visit->arena, &c, err)
        || !casefile_about(visit->store, id, visit->today, &visit->arena, &about, err)
        || !answers_list(visit->store, &(struct record_start){.case_id = id}, &visit->arena,
                         &records, &record_count, err))
        return false;

    struct row *rows = arena_array(&visit->arena, struct row,
                                   record_count + count_forms(visit->forms));
    for (; count < record_count; count++)
        rows[count] = (struct row){
            .id = records[count].id,
            .form = form_find(visit->forms, records[count].form),
            .record = &records[count],
        };
    if (!list_new(visit, &c, rows, &count, err))
        return false;
    visit->title = visit_text(visit, MSG("forms.heading"), c.number,
                              words_name(visit, about.name_zh, about.name_ug));
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_forms = {
    .name = "forms",
    .route = "case/:id/forms",
    .title = MSG("forms.title"),
    .help = MSG("forms.help"),
    .needs = NEEDS(MAY_FILL_FORM),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
