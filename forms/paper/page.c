#include "forms/paper/page.h"

#include "forms/paper/sheet.h"
#include "i18n/layout.h"

#include <string.h>

enum {
    INNER = PAGE_COLUMNS - 4, /* between the borders and a space beside each */
    LINES_MOST = 200,
    TABLE_COLUMNS_MOST = 12
};

/* A page while it is written. */
struct page_writer {
    enum language language;
    struct arena *arena;
    const char *text;
};

static int columns_of(const char *text)
{
    return layout_columns(text, strlen(text), 0);
}

static const char *spaces(struct arena *arena, int count)
{
    return arena_text(arena, "%*s", count > 0 ? count : 0, "");
}

static void add(struct page_writer *page, const char *text)
{
    page->text = arena_text(page->arena, "%s%s", page->text, text);
}

/* One line between the borders. */
static void add_line(struct page_writer *page, const char *line)
{
    add(page,
        arena_text(page->arena, "│ %s%s │\n", line, spaces(page->arena, INNER - columns_of(line))));
}

/* A line across, with the name of the group that begins below it; "" for none. With a name that
   is read from the right the line begins there, and its ends change sides. */
static void add_rule(struct page_writer *page, const char *left, const char *name,
                     const char *right)
{
    const char *said = *name ? arena_text(page->arena, "─ %s ", name) : "";
    bool turned = layout_rtl(name, strlen(name), DIRECTION_AUTO, 0);
    add(page, arena_text(page->arena, "%s%s", turned ? right : left, said));
    for (int i = columns_of(said); i < PAGE_COLUMNS - 2; i++)
        add(page, "─");
    add(page, arena_text(page->arena, "%s\n", turned ? left : right));
}

/* Text in as many lines as it needs, no fewer than least. */
static void add_lines(struct page_writer *page, const char *text, int least)
{
    size_t begins[LINES_MOST], length = strlen(text);
    size_t count = layout_lines(text, length, 0, INNER, begins, LINES_MOST);
    if (count > LINES_MOST)
        count = LINES_MOST;
    for (size_t i = 0; i < count; i++) {
        size_t end = i + 1 < count ? begins[i + 1] : length;
        while (end > begins[i] && (text[end - 1] == '\n' || text[end - 1] == ' '))
            end--;
        add_line(page, arena_copy(page->arena, text + begins[i], end - begins[i]));
    }
    for (int i = (int)count; i < least; i++)
        add_line(page, "");
}

/* --- Cells ------------------------------------------------------------------------------------ */

/* Every choice with its box, "[x] 男  [ ] 女", or the answer. */
static const char *answer_of(struct page_writer *page, const struct sheet_cell *cell)
{
    const char *text = cell->text;
    for (size_t i = 0; i < cell->box_count; i++)
        text = arena_text(page->arena, "%s%s%s %s", text, i > 0 ? "  " : "",
                          cell->boxes[i].ticked ? "[x]" : "[ ]", cell->boxes[i].label);
    return text;
}

static const char *labelled(struct page_writer *page, const struct sheet_cell *cell)
{
    const char *answer = answer_of(page, cell);
    return *cell->label ? arena_text(page->arena, "%s: %s", cell->label, answer) : answer;
}

/* Short answers share a line; what does not fit goes on in the next. */
static void add_pairs(struct page_writer *page, const struct sheet_row *row)
{
    const char *line = "";
    for (size_t i = 0; i < row->cell_count; i++) {
        const char *text = labelled(page, &row->cells[i]);
        const char *joined = arena_text(page->arena, "%s%s%s", line, *line ? "  │  " : "", text);
        if (*line && columns_of(joined) > INNER) {
            add_lines(page, line, 1);
            joined = text;
        }
        line = joined;
    }
    add_lines(page, line, 1);
}

/* --- Writing ---------------------------------------------------------------------------------- */

static void add_at_end(struct page_writer *page, const char *text)
{
    add_line(page, arena_text(page->arena, "%s%s", spaces(page->arena, INNER - columns_of(text)), text));
}

/* Room for a hand to sign, or for a seal and its day, as the paper has it. */
static void add_mark(struct page_writer *page, const struct sheet_mark *mark)
{
    if (!mark->seal) {
        add_at_end(page, arena_text(page->arena, "%s: ______________", mark->label));
        return;
    }
    add_at_end(page, mark->label);
    add_at_end(page, *mark->day ? mark->day : message(page->language, MSG("pdf.day-blank")));
}

static void add_writing(struct page_writer *page, const struct sheet_row *row)
{
    const struct sheet_cell *cell = &row->cells[0];
    if (*cell->label)
        add_line(page, cell->label);
    if (*answer_of(page, cell) || row->lines > 1)
        add_lines(page, answer_of(page, cell), row->lines);
    for (size_t i = 0; i < row->mark_count; i++)
        add_mark(page, &row->marks[i]);
}

/* --- Tables ----------------------------------------------------------------------------------- */

static const char *cell_of_table(struct page_writer *page, const struct sheet_row *row, size_t i)
{
    return row->kind == SHEET_HEADS ? row->cells[i].label : answer_of(page, &row->cells[i]);
}

/* The columns that each column of the table takes; false when all do not fit beside each other. */
static bool measure_table(struct page_writer *page, const struct sheet_row *rows, size_t count,
                          int widths[static TABLE_COLUMNS_MOST])
{
    int all = 0;
    if (rows->cell_count > TABLE_COLUMNS_MOST)
        return false;
    for (size_t i = 0; i < rows->cell_count; i++) {
        widths[i] = 0;
        for (size_t j = 0; j < count; j++) {
            int columns = columns_of(cell_of_table(page, &rows[j], i));
            widths[i] = columns > widths[i] ? columns : widths[i];
        }
        all += widths[i] + (i > 0 ? 3 : 0);
    }
    return all <= INNER;
}

static void add_table_line(struct page_writer *page, const struct sheet_row *row,
                           const int widths[])
{
    const char *line = "";
    for (size_t i = 0; i < row->cell_count; i++) {
        const char *text = cell_of_table(page, row, i);
        line = arena_text(page->arena, "%s%s%s%s", line, i > 0 ? " │ " : "", text,
                          spaces(page->arena, widths[i] - columns_of(text)));
    }
    add_line(page, line);
}

/* The heads and the lines below them; returns how many rows those were. */
static size_t add_table(struct page_writer *page, const struct sheet_row *rows, size_t left)
{
    int widths[TABLE_COLUMNS_MOST] = {0};
    size_t count = 1;
    while (count < left && rows[count].kind == SHEET_LINE)
        count++;
    bool fits = measure_table(page, rows, count, widths);
    for (size_t i = 0; fits && i < count; i++)
        add_table_line(page, &rows[i], widths);
    for (size_t i = 1; !fits && i < count; i++) {
        if (i > 1)
            add_rule(page, "├", "", "┤");
        add_pairs(page, &rows[i]);
    }
    return count;
}

/* --- The page --------------------------------------------------------------------------------- */

static void add_block(struct page_writer *page, const struct sheet_block *block)
{
    for (size_t i = 0; i < block->row_count;) {
        const struct sheet_row *row = &block->rows[i];
        if (row->kind == SHEET_HEADS) {
            i += add_table(page, row, block->row_count - i);
            continue;
        }
        if (i > 0 && (row->kind == SHEET_WRITING || row[-1].kind == SHEET_WRITING))
            add_rule(page, "├", "", "┤");
        if (row->kind == SHEET_WRITING)
            add_writing(page, row);
        else
            add_pairs(page, row);
        i++;
    }
}

static void add_title(struct page_writer *page, const struct sheet *sheet)
{
    int room = PAGE_COLUMNS - columns_of(sheet->title);
    add(page, arena_text(page->arena, "%s%s\n", spaces(page->arena, room / 2), sheet->title));
    if (*sheet->remark)
        add(page, arena_text(page->arena, "%s\n", sheet->remark));
    if (*sheet->number)
        add(page, arena_text(page->arena, "%s%s", spaces(page->arena, PAGE_COLUMNS - columns_of(sheet->number)), sheet->number));
    add(page, "\n");
}

const char *page_text(const struct form_record *record, enum language language, struct arena *arena)
{
    struct page_writer page = {.language = language, .arena = arena, .text = ""};
    struct sheet sheet = sheet_of(record, language, arena);
    add_title(&page, &sheet);
    for (size_t i = 0; i < sheet.block_count; i++) {
        add_rule(&page, i == 0 ? "┌" : "├", sheet.blocks[i].group, i == 0 ? "┐" : "┤");
        add_block(&page, &sheet.blocks[i]);
    }
    add_rule(&page, "└", "", "┘");
    return page.text;
}
