#include "forms/paper/sheet.h"

#include "forms/expand.h"
#include "forms/paper/sheet_letter.h"

#include <string.h>

enum {
    PARAGRAPH_LINES = 4, /* that a long answer has on the paper, at least */
    SIGNED_LINES = 2,    /* above a signature */
    PEN_LINES = 3,       /* of a table that is not complete */
    BLANK_LINES = 8      /* of one in which nothing stands */
};

/* --- Rows ------------------------------------------------------------------------------------- */

static struct sheet_cell cell_at(struct making *making, size_t index)
{
    return making_answer(making, &making->form->fields[index],
                         making->record->answers[index].value);
}

/* How many fields stand in the row that begins with one. */
static size_t row_length(const struct form *form, size_t first)
{
    size_t count = 1;
    while (first + count < form->field_count && form->fields[first + count].beside)
        count++;
    return count;
}

/* The group has the same name: it need not be said twice. */
static bool says_the_same(const struct making *making, const struct form_field *field)
{
    enum language language = making->language;
    return field->group
        && strcmp(field->group->label.text[language], field->label.text[language]) == 0;
}

/* A long answer, or a choice that is a group by itself, has a cell as wide as the block; so have
   a note, which is its label alone, and a line to sign on. */
static bool is_writing(const struct making *making, size_t first, size_t count)
{
    const struct form_field *field = &making->form->fields[first];
    return field->type->paragraph || making_type(field, "note") || making_type(field, "signature")
        || (count == 1 && field->type->option && says_the_same(making, field));
}

static void add_writing(struct making *making, struct sheet_block *block, size_t index)
{
    const struct form_field *field = &making->form->fields[index];
    struct sheet_row *row = making_row(making, block, SHEET_WRITING);
    struct sheet_cell cell = cell_at(making, index);
    if (making_type(field, "note"))
        cell.text = cell.label;
    if (making_type(field, "note") || making_type(field, "signature")
        || says_the_same(making, field))
        cell.label = "";
    if (making_type(field, "signature"))
        making_mark(making, row, &field->label, "");
    making_cell(making, row, cell);
    making_mark(making, row, &field->signature, "");
    row->lines = field->type->paragraph ? PARAGRAPH_LINES : row->mark_count > 0 ? SIGNED_LINES
                                                                                : 1;
}

static void add_pairs(struct making *making, struct sheet_block *block, size_t first, size_t count)
{
    struct sheet_row *row = NULL;
    for (size_t i = first; i < first + count; i++) {
        if (making->form->fields[i].unprinted)
            continue;
        if (!row)
            row = making_row(making, block, SHEET_PAIRS);
        making_cell(making, row, cell_at(making, i));
    }
}

/* Who signs or stamps what stands in pairs does so below the block, across it. */
static void sign_pairs(struct making *making, struct sheet_block *block, size_t first, size_t end)
{
    struct sheet_row *row = NULL;
    for (size_t i = first; i < end; i++) {
        const struct form_field *field = &making->form->fields[i];
        if (field->unprinted || is_writing(making, i, 1)
            || !*field->signature.text[making->language])
            continue;
        if (!row)
            row = making_row(making, block, SHEET_WRITING);
        if (row->cell_count == 0)
            making_cell(making, row, (struct sheet_cell){.label = "", .text = ""});
        making_mark(making, row, &field->signature, "");
    }
}

static bool is_printed(const struct form *form, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (!form->fields[i].unprinted)
            return true;
    return false;
}

/* --- Tables ----------------------------------------------------------------------------------- */

/* One line of a table; the answers from first on, or none when the line is for a pen. */
static void add_line(struct making *making, struct sheet_block *block, enum sheet_kind kind,
                     size_t first, size_t columns, bool answered)
{
    struct sheet_row *row = making_row(making, block, kind);
    for (size_t i = first; i < first + columns; i++) {
        const struct form_field *field = &making->form->fields[i];
        if (field->unprinted || making_type(field, "note"))
            continue;
        making_cell(making, row,
                    making_answer(making, field, answered ? making->record->answers[i].value : ""));
    }
}

/* A repeat has its labels once and a line for each of its rows, and some for a pen. */
static void add_table(struct making *making, struct sheet_block *block, size_t first, size_t end)
{
    const char **values = answers_values(making->record, making->arena);
    const struct form_group *group = making->form->fields[first].group;
    size_t columns = 1, lines = 0;
    const struct form_field *fields = &making->form->fields[first];
    while (first + columns < end && fields[columns].instance == fields->instance)
        columns++;
    add_line(making, block, SHEET_HEADS, first, columns, false);
    for (size_t i = first; i + columns <= end; i += columns)
        if (form_row_stands(making->form, &making->form->fields[i], values)) {
            add_line(making, block, SHEET_LINE, i, columns, true);
            lines++;
        }
    size_t wanted = making->record->id == 0 ? BLANK_LINES : making->record->complete ? 1
                                                                                     : PEN_LINES;
    if (wanted > (size_t)group->most)
        wanted = (size_t)group->most;
    for (; lines < wanted; lines++)
        add_line(making, block, SHEET_LINE, first, columns, false);
}

/* --- The whole -------------------------------------------------------------------------------- */

static void add_rows(struct making *making, struct sheet_block *block, size_t first, size_t end)
{
    for (size_t i = first, count; i < end; i += count) {
        count = row_length(making->form, i);
        if (is_writing(making, i, count) && !making->form->fields[i].unprinted)
            add_writing(making, block, i);
        else
            add_pairs(making, block, i, count);
    }
    sign_pairs(making, block, first, end);
}

/* The fields from first up to end are one group. */
static void add_group(struct making *making, size_t first, size_t end)
{
    const struct form_group *group = making->form->fields[first].group;
    if (!is_printed(making->form, first, end))
        return;
    struct sheet_block *block =
        making_block(making, group ? group->label.text[making->language] : "");
    if (group && *group->repeat)
        add_table(making, block, first, end);
    else
        add_rows(making, block, first, end);
}

struct sheet sheet_of(const struct form_record *record, enum language language,
                      struct arena *arena)
{
    struct making making = {
        .record = record,
        .form = record->form,
        .language = language,
        .arena = arena,
        .sheet.title = record->form->title.text[language],
    };
    making.sheet.number = letter_number(&making);
    making.sheet.remark = letter_remark(&making);
    letter_begin(&making);
    for (size_t i = 0, end; i < making.form->field_count; i = end) {
        for (end = i + 1; end < making.form->field_count; end++)
            if (making.form->fields[end].group != making.form->fields[i].group)
                break;
        add_group(&making, i, end);
    }
    letter_end(&making);
    return making.sheet;
}

struct form_record sheet_blank(const struct form *form, struct arena *arena)
{
    int *rows = arena_array(arena, int, form->repeat_count + 1);
    for (size_t i = 0; i < form->repeat_count; i++)
        rows[i] = 1;
    struct form_record record = {
        .form = form_expand(form, rows, arena),
        .name_zh = "",
        .name_ug = "",
        .case_number = "",
        .number = "",
        .reason = "",
        .served_on = "",
        .served_how = "",
        .served_to = "",
    };
    record.answers = arena_array(arena, struct answer, record.form->field_count);
    for (size_t i = 0; i < record.form->field_count; i++)
        record.answers[i].value = "";
    return record;
}
