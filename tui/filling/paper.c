#include "tui/filling/paper_lay.h"

#include "i18n/format.h"

#include <string.h>

enum {
    NARROW = 60,      /* columns of the terminal below which a question takes a line */
    DIGITS = 9,       /* choices that a digit each can tell apart */
    CALM_ROWS = 4,    /* of a long answer that one is not in */
    SIGN_COLUMNS = 8, /* of what is signed or worked out */
    NOTE_ROWS = 2,    /* what is wrong with an answer is said in so many */
    SAYS_ROWS = 12,   /* and what the paper itself says */
    EDIT_COLUMNS_LEAST = 20,
    EDIT_PEOPLE_LEAST = 44,
    EDIT_ROWS_LEAST = 2 /* of one that one is in */
};

static struct field_context context_of(struct visit *visit, const struct form_field *field)
{
    return (struct field_context){.choices = field->choices, .today = visit->today};
}

const char *paper_option(struct visit *visit, const struct form_field *field, size_t index,
                         const char **value)
{
    const struct field_context context = context_of(visit, field);
    return field->type->option ? field->type->option(&context, visit->language, index, value)
                               : NULL;
}

bool paper_chosen(const struct form_field *field)
{
    return field->type->option && (!field->choices || field->choices->count <= DIGITS);
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

bool lay_in_focus(const struct laying *lay, size_t field)
{
    return lay->subject->editable && lay->subject->focus == field;
}

bool lay_is_asked(const struct laying *lay, size_t field)
{
    return lay->subject->checks[field].relevant && !*lay->form->fields[field].later;
}

static const char *text_of(const struct laying *lay, size_t field)
{
    if (lay_in_focus(lay, field) && !paper_chosen(&lay->form->fields[field]))
        return lay->subject->text->bytes;
    return paper_answer(lay->visit, lay->subject->record, field);
}

/* A group that only holds what the lists know needs no heading: its answers say enough. */
static bool has_heading(const struct laying *lay, const struct form_group *group)
{
    for (size_t i = 0; i < lay->form->field_count; i++)
        if (lay->form->fields[i].group == group && !*lay->form->fields[i].later
            && (!*lay->form->fields[i].fill || (group && *group->repeat)))
            return group != NULL;
    return false;
}

void lay_end_row(struct laying *lay)
{
    lay->row = lay->below;
    lay->column = 0;
}

void lay_label(struct laying *lay, struct paper_label label)
{
    lay->paper.labels[lay->paper.label_count++] = label;
}

static void begin_group(struct laying *lay, const struct form_group *group)
{
    if (group == lay->group)
        return;
    lay_end_row(lay);
    lay->group = group;
    if (!has_heading(lay, group))
        return;
    lay_label(lay, (struct paper_label){.row = lay->row, .text = group->label.text[lay->visit->language]});
    lay->below = lay->row + 1;
    lay_end_row(lay);
}

/* The heading of a question that is a group by itself has said it already. */
static const char *label_of(const struct laying *lay, const struct form_field *field)
{
    const char *label = field->label.text[lay->visit->language];
    bool said = field->group && has_heading(lay, field->group)
        && strcmp(field->group->label.text[lay->visit->language], label) == 0;
    return said ? "" : label;
}

int lay_option_rows(const struct laying *lay, const struct form_field *field, int width)
{
    int at = 0, rows = 1, gap = lay->narrow ? 2 : PAPER_GAP;
    const char *label, *value;
    for (size_t i = 0; (label = paper_option(lay->visit, field, i, &value)); i++) {
        int columns = visit_columns(lay->visit, label) + 3;
        if (at > 0 && at + columns > width) {
            rows++;
            at = 0;
        }
        at += columns + gap;
    }
    return rows;
}

/* --- What is wrong ---------------------------------------------------------------------------- */

static const char *note_of(const struct laying *lay, size_t field)
{
    const struct check *check = &lay->subject->checks[field];
    struct visit *visit = lay->visit;
    if (lay_in_focus(lay, field) && *lay->subject->refused)
        return lay->subject->refused;
    bool told = check->result == CHECK_WRONG
        || (check->result == CHECK_MISSING && lay->subject->marks);
    return told ? check_reason(check, visit->language, visit_arena(visit)) : "";
}

void lay_below(struct laying *lay, struct paper_cell *cell, bool options)
{
    int room = lay->subject->columns - PAPER_INDENT;
    if (options) {
        cell->options = lay->below;
        lay->below += lay_option_rows(lay, &lay->form->fields[cell->field], room);
    }
    if (*cell->note) {
        cell->note_row = lay->below;
        cell->note_rows = visit_lines(lay->visit, cell->note, room);
        cell->note_rows = cell->note_rows < NOTE_ROWS ? cell->note_rows : NOTE_ROWS;
        lay->below += cell->note_rows;
    }
    cell->end = lay->below;
}

struct paper_cell *lay_cell(struct laying *lay, size_t field, const char *label)
{
    struct paper_cell *cell = &lay->paper.cells[lay->paper.cell_count++];
    *cell = (struct paper_cell){
        .field = field,
        .label = label,
        .rows = 1,
        .options = -1,
        .note = lay->subject->editable ? note_of(lay, field) : "",
    };
    return cell;
}

/* --- Field by field --------------------------------------------------------------------------- */

static int rows_of(const struct laying *lay, const struct paper_cell *cell,
                   const struct form_field *field)
{
    bool focused = lay_in_focus(lay, cell->field);
    if (paper_chosen(field) && lay->subject->editable)
        return lay_option_rows(lay, field, cell->width);
    int rows = visit_lines(lay->visit, text_of(lay, cell->field), cell->width - 1);
    int least = focused ? EDIT_ROWS_LEAST : 1;
    int most = focused ? lay->subject->rows - 2 : CALM_ROWS;
    return rows < least ? least : rows > most ? most
                                              : rows;
}

/* A long answer has its own rows: as many as it needs while one is in it. */
static void lay_long(struct laying *lay, struct paper_cell *cell, const struct form_field *field)
{
    lay_end_row(lay);
    int columns = visit_columns(lay->visit, cell->label);
    bool above = columns > 0 && (lay->narrow || columns > lay->subject->columns / 3);
    cell->row = lay->row;
    cell->column = lay->narrow ? 0 : PAPER_INDENT;
    cell->at = columns > 0 && !above ? cell->column + columns + 2 : PAPER_INDENT;
    cell->width = lay->subject->columns - cell->at;
    cell->rows = rows_of(lay, cell, field);
    if (paper_chosen(field) && lay->subject->editable)
        cell->options = lay->row;
    if (above)
        cell->rows++; /* the label has the first row */
    lay->below = lay->row + cell->rows;
    lay_below(lay, cell, false);
    lay_end_row(lay);
}

/* A field that one types in does not grow with what is typed: nothing moves but the letters. */
static int columns_of(const struct laying *lay, size_t field)
{
    const char *answer = paper_answer(lay->visit, lay->subject->record, field);
    int columns = visit_columns(lay->visit, answer);
    int least = lay->form->fields[field].type->silent ? SIGN_COLUMNS : PAPER_ANSWER_LEAST;
    if (columns < least)
        columns = least;
    if (!lay_in_focus(lay, field))
        return columns;
    if (paper_chosen(&lay->form->fields[field]))
        return columns + 2;
    bool people = strcmp(lay->form->fields[field].type->name, "people") == 0;
    int edit = people ? EDIT_PEOPLE_LEAST : EDIT_COLUMNS_LEAST;
    return columns + 2 < edit ? edit : columns + 2;
}

/* A short answer stands beside the one before it while there is room. */
static void lay_short(struct laying *lay, struct paper_cell *cell, const struct form_field *field)
{
    int label = visit_columns(lay->visit, cell->label) + 1, answer = columns_of(lay, cell->field);
    int room = lay->subject->columns, first = lay->narrow ? 0 : PAPER_INDENT;
    int start = lay->column == 0 ? first : lay->column + PAPER_GAP;
    if (lay->narrow || !field->beside || start + label + answer > room) {
        lay_end_row(lay);
        start = first;
    }
    cell->row = lay->row;
    cell->column = start;
    cell->at = start + label;
    cell->width = answer < room - cell->at ? answer : room - cell->at;
    lay->column = cell->at + cell->width;
    if (lay->below < lay->row + 1)
        lay->below = lay->row + 1;
    lay_below(lay, cell, lay_in_focus(lay, cell->field) && paper_chosen(field));
}

/* What the paper itself says: its label is all of it. */
static void lay_saying(struct laying *lay, struct paper_cell *cell)
{
    lay_end_row(lay);
    cell->row = lay->row;
    cell->at = cell->column = lay->narrow ? 0 : PAPER_INDENT;
    cell->width = lay->subject->columns - cell->at;
    int rows = visit_lines(lay->visit, cell->label, cell->width);
    cell->rows = rows < SAYS_ROWS ? rows : SAYS_ROWS;
    cell->end = lay->below = lay->row + cell->rows;
    lay_end_row(lay);
}

void lay_field(struct laying *lay, size_t index, const char *label)
{
    const struct form_field *field = &lay->form->fields[index];
    struct paper_cell *cell = lay_cell(lay, index, label);
    if (strcmp(field->type->name, "note") == 0)
        lay_saying(lay, cell);
    else if (field->type->paragraph || (paper_chosen(field) && !*label))
        lay_long(lay, cell, field);
    else
        lay_short(lay, cell, field);
}

/* The first field behind the rows of a repeat that this one is in. */
static size_t repeat_end(const struct form *form, size_t first)
{
    size_t end = first;
    while (end < form->field_count && form->fields[end].instance > 0
           && form->fields[end].group == form->fields[first].group)
        end++;
    return end;
}

static void lay_fields(struct laying *lay)
{
    for (size_t i = 0; i < lay->form->field_count;) {
        const struct form_field *field = &lay->form->fields[i];
        if (field->instance > 0) {
            size_t end = repeat_end(lay->form, i);
            begin_group(lay, field->group);
            lay_repeat(lay, i, end);
            i = end;
            continue;
        }
        if (lay_is_asked(lay, i)) {
            begin_group(lay, field->group);
            lay_field(lay, i, label_of(lay, field));
        }
        i++;
    }
}

struct paper paper_lay(struct visit *visit, const struct paper_subject *subject)
{
    const struct form *form = subject->record->form;
    struct arena *arena = visit_arena(visit);
    struct laying lay = {
        .visit = visit,
        .subject = subject,
        .form = form,
        .narrow = subject->columns + 2 < NARROW,
        .paper.cells = arena_array(arena, struct paper_cell, form->field_count + 1),
        /* Of every field at most a heading, the head of a column and the number of a row. */
        .paper.labels = arena_array(arena, struct paper_label, 3 * form->field_count + 1),
    };
    lay_fields(&lay);
    lay_end_row(&lay);
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
