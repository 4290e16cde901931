/* A paper drawn as it was laid. */
#include "tui/filling/paper_lay.h"

#include "tui/parts/words.h"

#include <string.h>

enum {
    SIGNER_ROWS = 3
};

static bool is_focused(const struct paper_subject *subject, const struct paper_cell *cell)
{
    return subject->editable && subject->focus == cell->field;
}

static const struct form_field *field_of(const struct paper_subject *subject,
                                         const struct paper_cell *cell)
{
    return &subject->record->form->fields[cell->field];
}

static void draw_options(struct visit *visit, struct canvas *canvas,
                         const struct paper_subject *subject, const struct paper_cell *cell,
                         int row)
{
    const struct form_field *field = field_of(subject, cell);
    const char *labels[16], *value, *label;
    const char *answer = subject->record->answers[cell->field].value;
    struct choice choice = {.labels = labels, .chosen = -1, .several = field->type->several};
    for (; choice.count < COUNT(labels)
         && (label = paper_option(visit, field, choice.count, &value));
         choice.count++) {
        bool chosen = field->type->several ? field_has_choice(answer, value)
                                           : strcmp(answer, value) == 0;
        if (chosen) {
            choice.chosen = (int)choice.count;
            choice.ticks |= 1u << choice.count;
        }
        labels[choice.count] = label;
    }
    int column = cell->options == cell->row ? cell->at : PAPER_INDENT;
    choice_draw(visit, canvas, row, column, canvas->columns - column, &choice,
                is_focused(subject, cell));
}

static void draw_label(struct canvas *canvas, const struct paper_subject *subject,
                       const struct paper_cell *cell, int row)
{
    bool lacking = *cell->note != '\0';
    enum style style = lacking      ? STYLE_OVERDUE
        : is_focused(subject, cell) ? STYLE_SELECTED
                                    : STYLE_DIM;
    if (lacking && cell->column >= PAPER_INDENT)
        canvas_text(canvas, row, cell->column - PAPER_INDENT, 1, ALIGN_START, style, "!");
    canvas_text(canvas, row, cell->column, canvas->columns - cell->column, ALIGN_START, style,
                cell->label);
}

/* Where nothing is known yet a dot shows that something could stand there; a hand writes on a line. */
static const char *nothing(const struct form_field *field)
{
    return strcmp(field->type->name, "signature") == 0 ? "________" : "·";
}

/* What was filled in is the person's word once the paper is complete. */
static void draw_answer(struct visit *visit, struct canvas *canvas,
                        const struct paper_subject *subject, const struct paper_cell *cell, int row)
{
    const struct form_field *field = field_of(subject, cell);
    const struct answer *answer = &subject->record->answers[cell->field];
    const char *text = paper_answer(visit, subject->record, cell->field);
    bool dim = answer->prefilled && !subject->record->complete;
    enum style style = !*text ? STYLE_DIM : dim ? STYLE_PREFILLED
                                                : STYLE_PLAIN;
    int rows = field->type->paragraph ? cell->rows : 1;
    canvas_paragraph(canvas, row, cell->at, cell->width, rows, style,
                     *text ? text : nothing(field));
}

static void draw_note(struct canvas *canvas, const struct paper_cell *cell, int top)
{
    int column = cell->column < PAPER_INDENT ? PAPER_INDENT : cell->column;
    int needed = canvas_columns(canvas, cell->note);
    if (column + needed > canvas->columns)
        column = PAPER_INDENT;
    canvas_paragraph(canvas, cell->note_row - top, column, canvas->columns - column,
                     cell->note_rows, STYLE_ERROR, cell->note);
}

static void draw_cell(struct visit *visit, struct canvas *canvas,
                      const struct paper_subject *subject, const struct paper_cell *cell, int top)
{
    const struct form_field *field = field_of(subject, cell);
    int row = cell->row - top;
    if (strcmp(field->type->name, "note") == 0) {
        canvas_paragraph(canvas, row, cell->at, cell->width, cell->rows, STYLE_PLAIN, cell->label);
        return;
    }
    draw_label(canvas, subject, cell, row);
    struct paper_cell answer = *cell;
    if (*cell->label && field->type->paragraph && cell->at == PAPER_INDENT) {
        row++;
        answer.rows--;
    }
    if (cell->options >= 0)
        draw_options(visit, canvas, subject, cell, cell->options - top);
    if (is_focused(subject, cell) && !paper_chosen(field))
        text_draw(visit, canvas, row, answer.at, answer.width, answer.rows, subject->text, true);
    else if (cell->options != cell->row)
        draw_answer(visit, canvas, subject, &answer, row);
    if (*cell->note)
        draw_note(canvas, cell, top);
}

/* What dim means, and how it becomes one's own word: at the end of the first row, as much of it as
   there is room for. */
static void draw_legend(struct visit *visit, struct canvas *canvas, const struct paper *paper,
                        int top)
{
    static const char *const legends[] = {MSG("form.legend"), MSG("form.legend-short")};
    int used = 0;
    for (size_t i = 0; i < paper->cell_count && paper->cells[i].row == 0; i++)
        used = paper->cells[i].at + paper->cells[i].width;
    for (size_t i = 0; i < COUNT(legends); i++) {
        const char *legend = message(visit->language, legends[i]);
        int width = visit_columns(visit, legend);
        if (used + PAPER_GAP + width > canvas->columns)
            continue;
        canvas_text(canvas, -top, canvas->columns - width, width, ALIGN_END, STYLE_PREFILLED,
                    legend);
        return;
    }
}

static void draw_heading(struct canvas *canvas, const struct paper_label *label, int top)
{
    if (label->width == 0)
        canvas_rule(canvas, label->row - top, STYLE_RULE, label->text);
    else
        canvas_text(canvas, label->row - top, label->column, label->width, ALIGN_START, STYLE_DIM,
                    label->text);
}

void paper_draw(struct visit *visit, struct canvas *canvas, const struct paper_subject *subject,
                const struct paper *paper, int top)
{
    if (subject->editable)
        draw_legend(visit, canvas, paper, top);
    for (size_t i = 0; i < paper->label_count; i++)
        draw_heading(canvas, &paper->labels[i], top);
    for (size_t i = 0; i < paper->cell_count; i++)
        draw_cell(visit, canvas, subject, &paper->cells[i], top);
}

/* --- Who signs -------------------------------------------------------------------------------- */

/* Whether a field before this one is signed by the same. */
static bool is_said(const struct form *form, size_t field, enum language language)
{
    const char *signature = form->fields[field].signature.text[language];
    for (size_t i = 0; i < field; i++)
        if (strcmp(form->fields[i].signature.text[language], signature) == 0)
            return true;
    return false;
}

static const char *signers(struct visit *visit, const struct form *form)
{
    const char *names = "", *separator = message(visit->language, MSG("form.list-separator"));
    for (size_t i = 0; i < form->field_count; i++)
        if (!is_said(form, i, visit->language))
            names = words_join(visit, separator, names,
                               form->fields[i].signature.text[visit->language]);
    for (size_t i = 0; i < form->signer_count; i++)
        names = words_join(visit, separator, names, form->signers[i].label.text[visit->language]);
    return *names ? visit_text(visit, MSG("form.signed-by-hand"), names) : "";
}

int paper_signer_rows(struct visit *visit, const struct form *form)
{
    const char *text = signers(visit, form->definition);
    int rows = *text ? visit_lines(visit, text, visit->columns - PAPER_INDENT) : 0;
    return rows < SIGNER_ROWS ? rows : SIGNER_ROWS;
}

void paper_draw_signers(struct visit *visit, struct canvas *canvas, int row,
                        const struct form *form)
{
    canvas_paragraph(canvas, row, PAPER_INDENT, canvas->columns - PAPER_INDENT, SIGNER_ROWS,
                     STYLE_DIM, signers(visit, form->definition));
}
