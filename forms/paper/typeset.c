#include "forms/paper/typeset.h"

#include "forms/paper/strip.h"
#include "forms/paper/writing.h"

#include <string.h>

static const double padding = COLUMN_PADDING;
static const double row_least = 25;   /* of pairs: a pen needs it */
static const double group_least = 31; /* two Chinese characters beside each other */
static const double group_most = 74;
static const double block_together = 190; /* a block that is lower is never cut */
static const double words_share = 4;
static const double first_most = 84; /* of the labels at the side where reading begins */

/* --- Pairs ------------------------------------------------------------------------------------ */

static int lines_of_value(struct setting *setting, const struct sheet_cell *cell, double width)
{
    return cell->box_count > 0 ? strip_boxes(setting, NULL, cell, 0, 0, width)
                               : pdf_lines(setting->pdf, PDF_TEXT, width, cell->text);
}

/* As high as the highest of its cells. */
static double pairs_height(struct setting *setting, const struct sheet_row *row,
                           const struct column columns[])
{
    double height = setting->row_least;
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct sheet_cell *cell = &row->cells[i];
        double label = pdf_leading(setting->pdf, PDF_LABEL)
            * pdf_lines(setting->pdf, PDF_LABEL, columns[i].label - padding, cell->label);
        double value = pdf_leading(setting->pdf, PDF_TEXT)
            * lines_of_value(setting, cell, columns[i].value - 2 * padding);
        height = label + padding > height ? label + padding : height;
        height = value + padding > height ? value + padding : height;
    }
    return height;
}

/* A text in the middle of a cell, however many lines it takes. */
static void add_middle(struct setting *setting, struct strip *strip, struct pdf_text text)
{
    text.count = pdf_lines(setting->pdf, text.style, text.width, text.text);
    text.y = (strip->height - text.count * pdf_leading(setting->pdf, text.style)) / 2;
    strip_text(setting, strip, text);
}

static void add_value(struct setting *setting, struct strip *strip, const struct sheet_row *row,
                      size_t index, double x, double width)
{
    const struct sheet_cell *cell = &row->cells[index];
    if (cell->box_count > 0) {
        int lines = strip_boxes(setting, NULL, cell, 0, 0, width);
        double y = (strip->height - lines * pdf_leading(setting->pdf, PDF_TEXT)) / 2;
        strip_boxes(setting, strip, cell, x, y, width);
        return;
    }
    enum pdf_align align = row->cell_count > 1 ? PDF_CENTER : PDF_START;
    add_middle(setting, strip,
               (struct pdf_text){
                   .x = x,
                   .width = width,
                   .style = PDF_TEXT,
                   .align = align,
                   .text = cell->text,
               });
}

/* What a column is called, in its middle. */
static void add_label(struct setting *setting, struct strip *strip, double x, double width,
                      const char *label)
{
    add_middle(setting, strip,
               (struct pdf_text){
                   .x = x + padding / 2,
                   .width = width - padding,
                   .style = PDF_LABEL,
                   .align = PDF_CENTER,
                   .text = label,
               });
}

static void set_pairs(struct setting *setting, const struct sheet_row *row,
                      const struct column columns[])
{
    struct strip *strip = strip_add(setting, pairs_height(setting, row, columns));
    double x = setting->left;
    strip->begins = true;
    for (size_t i = 0; i < row->cell_count; i++) {
        if (i > 0)
            strip_piece(setting, strip, PIECE_EDGE, x, 0, 0);
        add_label(setting, strip, x, columns[i].label, row->cells[i].label);
        x += columns[i].label;
        strip_piece(setting, strip, PIECE_EDGE, x, 0, 0);
        add_value(setting, strip, row, i, x + padding, columns[i].value - 2 * padding);
        x += columns[i].value;
    }
}

/* Rows of as many pairs stand below each other in their block. */
static void join_rows(struct setting *setting, const struct sheet_row *row,
                      struct column columns[])
{
    const struct sheet_block *block = &setting->sheet->blocks[setting->block];
    struct column others[COLUMN_PAIRS_MOST];
    for (size_t i = 0; i < block->row_count; i++) {
        const struct sheet_row *other = &block->rows[i];
        if (other == row || other->kind != SHEET_PAIRS || other->cell_count != row->cell_count)
            continue;
        columns_want(setting->pdf, other, others);
        columns_join(columns, others, row->cell_count);
        if (!columns_fit(columns, row->cell_count, setting->width))
            columns_want(setting->pdf, row, columns);
    }
}

/* The first labels of all rows end where those of the groups' rows end, if that can be. */
static void align_first(struct setting *setting, struct column columns[], size_t count)
{
    const struct column kept = columns[0];
    double wanted = setting->first_label;
    if (setting->left == PAPER_LEFT && setting->set.group_width > 0)
        wanted = kept.label <= setting->set.group_width ? setting->set.group_width
                                                        : setting->set.group_width + wanted;
    if (wanted < kept.label_least)
        return;
    columns[0].label = columns[0].label_least = wanted;
    if (!columns_fit(columns, count, setting->width))
        columns[0] = kept;
}

/* A row that is too wide is two. */
static void set_pairs_row(struct setting *setting, const struct sheet_row *row)
{
    struct column columns[COLUMN_PAIRS_MOST];
    size_t half = (row->cell_count + 1) / 2;
    bool fits = row->cell_count <= COLUMN_PAIRS_MOST;
    if (fits) {
        columns_want(setting->pdf, row, columns);
        fits = columns_fit(columns, row->cell_count, setting->width) || row->cell_count == 1;
    }
    if (!fits) {
        const struct sheet_row first = {.cells = row->cells, .cell_count = half};
        const struct sheet_row rest = {.cells = row->cells + half,
                                       .cell_count = row->cell_count - half};
        set_pairs_row(setting, &first);
        set_pairs_row(setting, &rest);
        return;
    }
    join_rows(setting, row, columns);
    align_first(setting, columns, row->cell_count);
    columns_settle(columns, row->cell_count, setting->width);
    set_pairs(setting, row, columns);
}

/* --- Tables ----------------------------------------------------------------------------------- */

/* Words get more of what is left over than a day, a name or a number does. */
static double share_of(const struct sheet_cell *head)
{
    return head->words ? words_share : 1;
}

/* The columns of a table are as wide as its answers ask for; its heads are broken. */
static void want_table(struct setting *setting, size_t heads, struct column columns[])
{
    const struct sheet_block *block = &setting->sheet->blocks[setting->block];
    size_t count = block->rows[heads].cell_count;
    struct column *others = arena_array(setting->arena, struct column, count);
    columns_want(setting->pdf, &block->rows[heads], columns);
    for (size_t i = heads + 1; i < block->row_count && block->rows[i].kind == SHEET_LINE; i++) {
        columns_want(setting->pdf, &block->rows[i], others);
        columns_join(columns, others, count);
    }
    for (size_t i = 0; i < count; i++) {
        struct column *column = &columns[i];
        double head = column->label_least;
        column->value = column->value > head ? column->value : head;
        column->value_least = column->value_least > head ? column->value_least : head;
        column->unbroken = column->unbroken > head ? column->unbroken : head;
        column->label = column->label_least = 0;
        column->share = share_of(&block->rows[heads].cells[i]);
    }
}

static void set_heads(struct setting *setting, const struct sheet_row *row,
                      const struct column columns[])
{
    int lines = 1;
    for (size_t i = 0; i < row->cell_count; i++) {
        int label = pdf_lines(setting->pdf, PDF_LABEL, columns[i].value - padding,
                              row->cells[i].label);
        lines = label > lines ? label : lines;
    }
    struct strip *strip =
        strip_add(setting, lines * pdf_leading(setting->pdf, PDF_LABEL) + 2 * padding);
    double x = setting->left;
    strip->begins = true;
    for (size_t i = 0; i < row->cell_count; i++) {
        if (i > 0)
            strip_piece(setting, strip, PIECE_EDGE, x, 0, 0);
        add_label(setting, strip, x, columns[i].value, row->cells[i].label);
        x += columns[i].value;
    }
}

static void set_line(struct setting *setting, const struct sheet_row *row,
                     const struct column columns[])
{
    double height = row_least, x = setting->left;
    for (size_t i = 0; i < row->cell_count; i++) {
        double value = pdf_leading(setting->pdf, PDF_TEXT)
            * lines_of_value(setting, &row->cells[i], columns[i].value - 2 * padding);
        height = value + padding > height ? value + padding : height;
    }
    struct strip *strip = strip_add(setting, height);
    strip->begins = true;
    for (size_t i = 0; i < row->cell_count; i++) {
        if (i > 0)
            strip_piece(setting, strip, PIECE_EDGE, x, 0, 0);
        add_value(setting, strip, row, i, x + padding, columns[i].value - 2 * padding);
        x += columns[i].value;
    }
}

/* The heads, and the lines below them; returns the row behind. */
static size_t set_table(struct setting *setting, size_t heads)
{
    const struct sheet_block *block = &setting->sheet->blocks[setting->block];
    size_t count = block->rows[heads].cell_count, row = heads + 1;
    struct column *columns = arena_array(setting->arena, struct column, count);
    want_table(setting, heads, columns);
    columns_settle(columns, count, setting->width);
    set_heads(setting, &block->rows[heads], columns);
    size_t head = setting->set.count;
    for (; row < block->row_count && block->rows[row].kind == SHEET_LINE; row++) {
        set_line(setting, &block->rows[row], columns);
        setting->set.strips[setting->set.count - 1].head = head;
    }
    return row;
}

/* --- Blocks ----------------------------------------------------------------------------------- */

static double group_width(struct setting *setting)
{
    double width = 0;
    for (size_t i = 0; i < setting->sheet->block_count; i++) {
        const char *group = setting->sheet->blocks[i].group;
        if (!*group)
            continue;
        double word = strchr(group, ' ') || pdf_language(setting->pdf) != LANGUAGE_ZH
            ? columns_word(setting->pdf, PDF_LABEL, group) + 2 * padding
            : group_least;
        width = word > width ? word : width;
    }
    return width > group_most ? group_most : width > 0 && width < group_least ? group_least
                                                                              : width;
}

static double first_label(struct setting *setting)
{
    struct column columns[COLUMN_PAIRS_MOST];
    double widest = 0;
    for (size_t i = 0; i < setting->sheet->block_count; i++) {
        const struct sheet_block *block = &setting->sheet->blocks[i];
        for (size_t j = 0; *block->group && j < block->row_count; j++) {
            const struct sheet_row *row = &block->rows[j];
            if (row->kind != SHEET_PAIRS || row->cell_count > COLUMN_PAIRS_MOST)
                continue;
            columns_want(setting->pdf, row, columns);
            bool broken = columns[0].label > first_most;
            double label = broken ? columns[0].label_least : columns[0].label;
            widest = label > widest ? label : widest;
        }
    }
    return widest;
}

/* The name of the group stands beside them: few rows are higher. */
static double least_of(struct setting *setting, const struct sheet_block *block)
{
    double width = setting->set.group_width - 2 * padding;
    if (!*block->group || block->row_count == 0)
        return row_least;
    double least = (pdf_lines(setting->pdf, PDF_LABEL, width, block->group)
                        * pdf_leading(setting->pdf, PDF_LABEL)
                    + padding)
        / (double)block->row_count;
    return least > row_least ? least : row_least;
}

static void set_block(struct setting *setting, const struct sheet_block *block)
{
    setting->row_least = least_of(setting, block);
    for (size_t i = 0; i < block->row_count;)
        if (block->rows[i].kind == SHEET_HEADS)
            i = set_table(setting, i);
        else if (block->rows[i].kind == SHEET_PAIRS)
            set_pairs_row(setting, &block->rows[i++]);
        else
            writing_set(setting, &block->rows[i++]);
}

/* The heads of a table are nothing without its first line. */
static bool has_line_below(const struct typeset *set, size_t index)
{
    return index + 1 < set->count && set->strips[index + 1].head == index + 1;
}

/* A row is kept together where it can be, and so is a low block: a receipt is torn off whole. */
static void measure_rows(struct typeset *set)
{
    double follow = 0, block = 0;
    for (size_t i = set->count; i-- > 0;) {
        struct strip *strip = &set->strips[i];
        block = i + 1 < set->count && strip[1].block == strip->block ? block : 0;
        follow += strip->height;
        block += strip->height;
        strip->follow = follow;
        if (has_line_below(set, i))
            strip->follow += strip[1].follow;
        if (strip->begins)
            follow = 0;
        if ((i == 0 || strip[-1].block != strip->block) && block < block_together)
            strip->follow = block;
    }
}

struct typeset typeset(struct pdf *pdf, const struct sheet *sheet, struct arena *arena)
{
    struct setting setting = {.pdf = pdf, .sheet = sheet, .arena = arena};
    setting.set.group_width = group_width(&setting);
    setting.first_label = first_label(&setting);
    for (; setting.block < sheet->block_count; setting.block++) {
        const struct sheet_block *block = &sheet->blocks[setting.block];
        double group = *block->group ? setting.set.group_width : 0;
        setting.left = PAPER_LEFT + group;
        setting.width = PAPER_WIDTH - group;
        set_block(&setting, block);
    }
    measure_rows(&setting.set);
    return setting.set;
}
