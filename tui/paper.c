#include "tui/paper.h"

#include "i18n/format.h"

#include <string.h>

enum {
    NARROW = 60, /* columns of the terminal below which a question takes a line */
    INDENT = 2,
    GAP = 3, /* between questions of one row */
    ANSWER_LEAST = 4,
    CALM_ROWS = 4, /* of a long answer that one is not in */
    EDIT_COLUMNS_LEAST = 20,
    EDIT_ROWS_LEAST = 2 /* of one that one is in */
};

/* A paper while it is laid. */
struct laying {
    struct visit *visit;
    const struct paper_subject *subject;
    const struct form *form;
    struct paper paper;
    const struct form_group *group;
    int row, column;
    int below; /* the first row below the questions of this row */
    bool narrow;
};

bool paper_chosen(const struct form_field *field)
{
    return field->type->option != NULL;
}

static struct field_context context_of(struct visit *visit, const struct form_field *field)
{
    return (struct field_context){.choices = field->choices, .today = visit->today};
}

const char *paper_answer(struct visit *visit, const struct form_record *record, size_t field)
{
    const struct form_field *asked = &record->form->fields[field];
    const struct field_context context = context_of(visit, asked);
    const char *shown = field_show(asked->type, &context, visit->language,
                                   record->answers[field].value, visit_arena(visit));
    if (!asked->masked)
        return shown;
    char masked[FORMAT_SIZE];
    return arena_text(visit_arena(visit), "%s", format_masked(shown, masked));
}

/* --- Laying ----------------------------------------------------------------------------------- */

static bool in_focus(const struct laying *lay, size_t field)
{
    return lay->subject->editable && lay->subject->focus == field;
}

static const char *text_of(const struct laying *lay, size_t field)
{
    if (in_focus(lay, field) && !paper_chosen(&lay->form->fields[field]))
        return lay->subject->texts[field].bytes;
    return paper_answer(lay->visit, lay->subject->record, field);
}

/* A group that only holds what the lists know needs no heading: its answers say enough. */
static bool has_heading(const struct laying *lay, const struct form_group *group)
{
    for (size_t i = 0; i < lay->form->field_count; i++)
        if (lay->form->fields[i].group == group && !*lay->form->fields[i].fill
            && !*lay->form->fields[i].later)
            return group != NULL;
    return false;
}

static void end_row(struct laying *lay)
{
    lay->row = lay->below;
    lay->column = 0;
}

static void begin_group(struct laying *lay, const struct form_group *group)
{
    if (group == lay->group)
        return;
    end_row(lay);
    lay->group = group;
    if (!has_heading(lay, group))
        return;
    lay->paper.headings[lay->paper.heading_count++] = (struct paper_heading){
        .row = lay->row,
        .label = group->label.text[lay->visit->language],
    };
    lay->below = lay->row + 1;
    end_row(lay);
}

/* The heading of a question that is a group by itself has said it already. */
static const char *label_of(const struct laying *lay, const struct form_field *field)
{
    const char *label = field->label.text[lay->visit->language];
    bool said = field->group && has_heading(lay, field->group)
        && strcmp(field->group->label.text[lay->visit->language], label) == 0;
    return said ? "" : label;
}

static int rows_of_options(const struct laying *lay, const struct form_field *field, int width)
{
    const struct field_context context = context_of(lay->visit, field);
    int at = 0, rows = 1, gap = lay->narrow ? 2 : GAP;
    const char *label, *value;
    for (size_t i = 0; (label = field->type->option(&context, lay->visit->language, i, &value));
         i++) {
        int columns = visit_columns(lay->visit, label) + 3;
        if (at > 0 && at + columns > width) {
            rows++;
            at = 0;
        }
        at += columns + gap;
    }
    return rows;
}

/* A long answer has its own rows: as many as it needs while one is in it. */
static void lay_long(struct laying *lay, struct paper_cell *cell, const struct form_field *field)
{
    end_row(lay);
    int columns = visit_columns(lay->visit, cell->label);
    bool labelled =
        columns > 0 && (lay->narrow || columns > lay->subject->columns / 3);
    cell->row = lay->row;
    cell->column = lay->narrow ? 0 : INDENT;
    cell->at = columns > 0 && !labelled ? cell->column + columns + 2 : INDENT;
    cell->width = lay->subject->columns - cell->at;
    bool options = paper_chosen(field) && lay->subject->editable;
    int rows = options ? rows_of_options(lay, field, cell->width)
                       : visit_lines(lay->visit, text_of(lay, cell->field), cell->width - 1);
    int least = in_focus(lay, cell->field) && !paper_chosen(field) ? EDIT_ROWS_LEAST : 1;
    int most = in_focus(lay, cell->field) ? lay->subject->rows - 2 : CALM_ROWS;
    cell->rows = rows < least ? least : rows > most ? most
                                                    : rows;
    cell->options = options;
    if (labelled)
        cell->rows++; /* the label has the first row */
    lay->below = cell->end = lay->row + cell->rows;
    end_row(lay);
}

/* A field that one types in does not grow with what is typed: nothing moves but the letters. */
static int columns_of(const struct laying *lay, size_t field)
{
    const char *answer = paper_answer(lay->visit, lay->subject->record, field);
    int columns = visit_columns(lay->visit, answer);
    if (!in_focus(lay, field))
        return columns < ANSWER_LEAST ? ANSWER_LEAST : columns;
    if (paper_chosen(&lay->form->fields[field]))
        return (columns < ANSWER_LEAST ? ANSWER_LEAST : columns) + 2;
    return columns + 2 < EDIT_COLUMNS_LEAST ? EDIT_COLUMNS_LEAST : columns + 2;
}

/* A short answer stands beside the one before it while there is room. */
static void lay_short(struct laying *lay, struct paper_cell *cell, const struct form_field *field)
{
    int label = visit_columns(lay->visit, cell->label) + 1, answer = columns_of(lay, cell->field);
    int room = lay->subject->columns;
    int start = lay->column == 0 ? (lay->narrow ? 0 : INDENT) : lay->column + GAP;
    if (lay->narrow || !field->beside || start + label + answer > room) {
        end_row(lay);
        start = lay->narrow ? 0 : INDENT;
    }
    cell->row = lay->row;
    cell->column = start;
    cell->at = start + label;
    cell->width = answer < room - cell->at ? answer : room - cell->at;
    cell->rows = 1;
    lay->column = cell->at + cell->width;
    if (lay->below < lay->row + 1)
        lay->below = lay->row + 1;
    if (in_focus(lay, cell->field) && paper_chosen(field)) {
        cell->options = true;
        lay->below = lay->row + 1 + rows_of_options(lay, field, room - INDENT);
    }
    cell->end = cell->options ? lay->below : lay->row + 1;
}

static void lay_field(struct laying *lay, size_t index)
{
    const struct form_field *field = &lay->form->fields[index];
    if (!lay->subject->checks[index].relevant || *field->later)
        return;
    begin_group(lay, field->group);
    struct paper_cell *cell = &lay->paper.cells[lay->paper.cell_count++];
    *cell = (struct paper_cell){.field = index, .label = label_of(lay, field)};
    if (field->type->paragraph || (paper_chosen(field) && !*cell->label))
        lay_long(lay, cell, field);
    else
        lay_short(lay, cell, field);
}

struct paper paper_lay(struct visit *visit, const struct paper_subject *subject)
{
    const struct form *form = subject->record->form;
    struct laying lay = {
        .visit = visit,
        .subject = subject,
        .form = form,
        .narrow = subject->columns + 2 < NARROW,
        .paper.cells = arena_array(visit_arena(visit), struct paper_cell, form->field_count),
        .paper.headings = arena_array(visit_arena(visit), struct paper_heading, form->field_count),
    };
    for (size_t i = 0; i < form->field_count; i++)
        lay_field(&lay, i);
    end_row(&lay);
    lay.paper.rows = lay.row;
    return lay.paper;
}

const struct paper_cell *paper_find(const struct paper *paper, size_t field)
{
    for (size_t i = 0; i < paper->cell_count; i++)
        if (paper->cells[i].field == field)
            return &paper->cells[i];
    return NULL;
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static bool lacks(const struct paper_subject *subject, size_t field)
{
    return subject->marks && subject->checks[field].result != CHECK_GOOD;
}

static void draw_options(struct visit *visit, struct canvas *canvas,
                         const struct paper_subject *subject, const struct paper_cell *cell,
                         int row)
{
    const struct form_field *field = &subject->record->form->fields[cell->field];
    const struct field_context context = context_of(visit, field);
    const char *labels[16], *value, *label;
    struct choice choice = {.labels = labels, .chosen = -1};
    while (choice.count < COUNT(labels)
           && (label = field->type->option(&context, visit->language, choice.count, &value))) {
        if (strcmp(value, subject->record->answers[cell->field].value) == 0)
            choice.chosen = (int)choice.count;
        labels[choice.count++] = label;
    }
    int column = *cell->label ? INDENT : cell->at;
    choice_draw(visit, canvas, row, column, canvas->columns - column, &choice,
                subject->editable && subject->focus == cell->field);
}

static enum style style_of(const struct paper_subject *subject, size_t field)
{
    return subject->record->answers[field].prefilled ? STYLE_PREFILLED : STYLE_PLAIN;
}

static void draw_label(struct canvas *canvas, const struct paper_subject *subject,
                       const struct paper_cell *cell, int row)
{
    bool focused = subject->editable && subject->focus == cell->field,
         lacking = lacks(subject, cell->field);
    enum style style = lacking ? STYLE_OVERDUE : focused ? STYLE_SELECTED
                                                         : STYLE_DIM;
    if (lacking && cell->column >= INDENT)
        canvas_text(canvas, row, cell->column - INDENT, 1, ALIGN_START, style, "!");
    canvas_text(canvas, row, cell->column, canvas->columns - cell->column, ALIGN_START, style,
                cell->label);
}

/* Where nothing is known yet a dot shows that something could stand there. */
static void draw_answer(struct visit *visit, struct canvas *canvas,
                        const struct paper_subject *subject, const struct paper_cell *cell, int row)
{
    const char *answer = paper_answer(visit, subject->record, cell->field);
    bool paragraph = subject->record->form->fields[cell->field].type->paragraph;
    enum style style = *answer ? style_of(subject, cell->field) : STYLE_DIM;
    int rows = paragraph ? cell->rows : 1;
    canvas_paragraph(canvas, row, cell->at, cell->width, rows, style, *answer ? answer : "·");
}

static void draw_cell(struct visit *visit, struct canvas *canvas,
                      const struct paper_subject *subject, const struct paper_cell *cell, int top)
{
    const struct form_field *field = &subject->record->form->fields[cell->field];
    bool focused = subject->editable && subject->focus == cell->field;
    int row = cell->row - top;
    draw_label(canvas, subject, cell, row);
    struct paper_cell answer = *cell;
    if (*cell->label && field->type->paragraph && cell->at == INDENT) {
        row++;
        answer.rows--;
    }
    if (cell->options)
        draw_options(visit, canvas, subject, cell, *cell->label ? row + 1 : row);
    if (focused && !paper_chosen(field))
        text_draw(visit, canvas, row, answer.at, answer.width, answer.rows,
                  &subject->texts[cell->field], true);
    else if (!cell->options || *cell->label)
        draw_answer(visit, canvas, subject, &answer, row);
}

/* What dim means, at the end of the first row when there is room. */
static void draw_legend(struct visit *visit, struct canvas *canvas, const struct paper *paper,
                        int top)
{
    const char *legend = message(visit->language, MSG("form.legend"));
    int used = 0, width = visit_columns(visit, legend);
    for (size_t i = 0; i < paper->cell_count && paper->cells[i].row == 0; i++)
        used = paper->cells[i].at + paper->cells[i].width;
    if (used + GAP + width <= canvas->columns)
        canvas_text(canvas, -top, canvas->columns - width, width, ALIGN_END, STYLE_PREFILLED,
                    legend);
}

void paper_draw(struct visit *visit, struct canvas *canvas, const struct paper_subject *subject,
                const struct paper *paper, int top)
{
    draw_legend(visit, canvas, paper, top);
    for (size_t i = 0; i < paper->heading_count; i++)
        canvas_rule(canvas, paper->headings[i].row - top, STYLE_RULE, paper->headings[i].label);
    for (size_t i = 0; i < paper->cell_count; i++)
        draw_cell(visit, canvas, subject, &paper->cells[i], top);
}
