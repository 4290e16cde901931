#include "forms/paper/sheet_making.h"

#include <stdio.h>
#include <string.h>

enum {
    ROOM_LEAST = 6
};

/* Letters that an answer of a kind takes, for kinds that differ from the rest. */
static const struct {
    const char *type;
    int room;
} rooms[] = {
    {"sex",            4 },
    {"number",         4 },
    {"integer",        4 },
    {"decimal",        6 },
    {"time",           6 },
    {"month",          8 },
    {"class",          8 },
    {"money",          8 },
    {"date",           10},
    {"person",         10},
    {"child",          10},
    {"guardian",       10},
    {"phone",          12},
    {"mobile",         12},
    {"landline",       13},
    {"text",           12},
    {"paragraph",      40},
    {"id_number",      19},
    {"student_number", 20},
    {"school",         20},
    {"people",         30},
    {"place",          30},
};

static int room_of(const struct form_field *field)
{
    for (size_t i = 0; i < COUNT(rooms); i++)
        if (strcmp(rooms[i].type, field->type->name) == 0)
            return rooms[i].room;
    return ROOM_LEAST;
}

/* --- Cells ------------------------------------------------------------------------------------ */

static void add_boxes(struct making *making, const struct form_field *field, const char *value,
                      struct sheet_cell *cell)
{
    const struct field_context context = {.choices = field->choices};
    struct sheet_box *boxes = NULL;
    const char *label, *name;
    for (size_t n = 0; (label = field->type->option(&context, making->language, n, &name)); n++) {
        boxes = arena_grow(making->arena, boxes, n, sizeof *boxes);
        boxes[n] = (struct sheet_box){.label = label, .ticked = field_has_choice(value, name)};
        cell->box_count = n + 1;
    }
    cell->boxes = boxes;
}

/* Bytes of a number with marks in it, "2026-09-17" or "0994-4500000"; 0 when none begins here. */
static size_t number_length(const char *text)
{
    size_t length = 0, marks = 0;
    while (text[length] >= '0' && text[length] <= '9') {
        length += strspn(text + length, "0123456789");
        if (!text[length] || !strchr("-/.:", text[length]) || !text[length + 1]
            || !strchr("0123456789", text[length + 1]))
            break;
        length++;
        marks++;
    }
    return marks > 0 ? length : 0;
}

/* A day among words that are read from the right keeps its own order, 2026-09-17. */
static const char *with_numbers(const struct making *making, const char *text)
{
    /* The shortest number has three bytes, and six are put around it. */
    char *kept = arena_alloc(making->arena, 3 * strlen(text) + 1), *to = kept;
    while (*text) {
        size_t number = number_length(text);
        if (number == 0)
            *to++ = *text++;
        else
            to += sprintf(to, "\u2066%.*s\u2069", (int)number, text);
        text += number;
    }
    return kept;
}

/* An answer among words that are read from the right keeps its own order. */
static const char *isolated(const struct making *making, const char *text)
{
    if (!*text || !language_rtl(making->language))
        return text;
    return arena_text(making->arena, "\u2068%s\u2069", text);
}

struct sheet_cell making_answer(struct making *making, const struct form_field *field,
                                const char *value)
{
    const struct field_context context = {.choices = field->choices};
    struct sheet_cell cell = {
        .label = field->label.text[making->language],
        .text = "",
        .room = room_of(field),
        .words = field->type->paragraph || making_type(field, "text"),
    };
    if (field->type->option) {
        add_boxes(making, field, value, &cell);
        return cell;
    }
    const char *text = field_show(field->type, &context, making->language, value, making->arena);
    cell.text = field->type->paragraph ? with_numbers(making, text) : isolated(making, text);
    return cell;
}

/* --- Blocks and rows -------------------------------------------------------------------------- */

struct sheet_block *making_block(struct making *making, const char *group)
{
    struct sheet *sheet = &making->sheet;
    sheet->blocks = arena_grow(making->arena, sheet->blocks, sheet->block_count,
                               sizeof *sheet->blocks);
    struct sheet_block *block = &sheet->blocks[sheet->block_count++];
    *block = (struct sheet_block){.group = group};
    return block;
}

struct sheet_row *making_row(struct making *making, struct sheet_block *block,
                             enum sheet_kind kind)
{
    block->rows = arena_grow(making->arena, block->rows, block->row_count, sizeof *block->rows);
    struct sheet_row *row = &block->rows[block->row_count++];
    *row = (struct sheet_row){.kind = kind};
    return row;
}

void making_cell(struct making *making, struct sheet_row *row, struct sheet_cell cell)
{
    row->cells = arena_grow(making->arena, row->cells, row->cell_count, sizeof *row->cells);
    row->cells[row->cell_count++] = cell;
}

/* A stamp is asked for by that name (盖章), in the one language that every definition has. */
bool making_seal(const struct label *label)
{
    return strstr(label->text[LANGUAGE_ZH], "\u7AE0") != NULL;
}

void making_mark(struct making *making, struct sheet_row *row, const struct label *label,
                 const char *day)
{
    if (!*label->text[making->language])
        return;
    row->marks = arena_grow(making->arena, row->marks, row->mark_count, sizeof *row->marks);
    row->marks[row->mark_count++] = (struct sheet_mark){
        .label = label->text[making->language],
        .day = day,
        .seal = making_seal(label),
    };
}

bool making_type(const struct form_field *field, const char *name)
{
    return strcmp(field->type->name, name) == 0;
}
