#include "forms/paper/pdf_list.h"

#include "core/base/arena.h"

static const double padding = 3;
static const double column_most = 200; /* that one may ask for; a longer text is broken */
static const double title_room = 8;
static const double outer = 1, inner = 0.4;

/* A list while it is printed. */
struct printing {
    struct pdf *pdf;
    const struct pdf_table *table;
    const struct pdf_stamp *stamp;
    double *widths;  /* of the columns */
    double *heights; /* of the rows */
    double head;     /* height of the heads */
    size_t *begins;  /* the first row of each page */
    int pages;
    struct arena *arena;
};

static const char *cell(const struct printing *printing, size_t row, size_t column)
{
    return printing->table->cells[row * printing->table->columns + column];
}

/* --- Measuring -------------------------------------------------------------------------------- */

static void widen(struct printing *printing, size_t column, const char *text,
                  enum pdf_style style)
{
    double width = pdf_width(printing->pdf, style, text) + 2 * padding + 1;
    width = width < column_most ? width : column_most;
    if (width > printing->widths[column])
        printing->widths[column] = width;
}

/* Each column is as wide as its longest text, then all are made to fill the page. */
static void measure_columns(struct printing *printing)
{
    const struct pdf_table *table = printing->table;
    double sum = 0;
    for (size_t column = 0; column < table->columns; column++) {
        widen(printing, column, table->heads[column], PDF_LABEL);
        for (size_t row = 0; row < table->rows; row++)
            widen(printing, column, cell(printing, row, column), PDF_TEXT);
        sum += printing->widths[column];
    }
    for (size_t column = 0; column < table->columns; column++)
        printing->widths[column] *= PAPER_WIDTH / sum;
}

static double height_of(struct printing *printing, enum pdf_style style, const char *const *texts)
{
    int most = 1;
    for (size_t column = 0; column < printing->table->columns; column++) {
        int lines = pdf_lines(printing->pdf, style, printing->widths[column] - 2 * padding,
                              texts[column]);
        most = lines > most ? lines : most;
    }
    return most * pdf_leading(printing->pdf, style) + 2 * padding;
}

static double title_height(const struct printing *printing)
{
    double note = *printing->table->note ? pdf_leading(printing->pdf, PDF_TEXT) : 0;
    return pdf_leading(printing->pdf, PDF_TITLE)
        * pdf_lines(printing->pdf, PDF_TITLE, PAPER_WIDTH, printing->table->title)
        + note + title_room;
}

static void begin_page(struct printing *printing, size_t row)
{
    size_t page = (size_t)printing->pages++;
    printing->begins =
        arena_grow(printing->arena, printing->begins, page, sizeof *printing->begins);
    printing->begins[page] = row;
}

static void cut(struct printing *printing)
{
    const struct pdf_table *table = printing->table;
    printing->head = height_of(printing, PDF_LABEL, table->heads);
    double left = PAPER_BOTTOM - PAPER_TOP - title_height(printing) - printing->head;
    begin_page(printing, 0);
    for (size_t row = 0; row < table->rows; row++) {
        double height = height_of(printing, PDF_TEXT, table->cells + row * table->columns);
        if (height > left && row > printing->begins[printing->pages - 1]) {
            begin_page(printing, row);
            left = PAPER_BOTTOM - PAPER_TOP - printing->head;
        }
        printing->heights[row] = height;
        left -= height;
    }
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static void draw_title(struct printing *printing)
{
    struct pdf_text text = {
        .x = PAPER_LEFT,
        .y = PAPER_TOP,
        .width = PAPER_WIDTH,
        .style = PDF_TITLE,
        .align = PDF_CENTER,
        .text = printing->table->title,
    };
    text.count = pdf_lines(printing->pdf, text.style, text.width, text.text);
    pdf_write(printing->pdf, &text);
    text.y += text.count * pdf_leading(printing->pdf, PDF_TITLE);
    text.style = PDF_TEXT;
    text.text = printing->table->note;
    text.count = 1;
    pdf_write(printing->pdf, &text);
}

static void draw_row(struct printing *printing, enum pdf_style style, const char *const *texts,
                     double y, double height)
{
    double x = PAPER_LEFT;
    for (size_t column = 0; column < printing->table->columns; column++) {
        double width = printing->widths[column];
        struct pdf_text text = {
            .x = x + padding,
            .width = width - 2 * padding,
            .style = style,
            .align = style == PDF_LABEL ? PDF_CENTER : PDF_START,
            .text = texts[column],
        };
        text.count = pdf_lines(printing->pdf, style, text.width, text.text);
        text.y = y + (height - text.count * pdf_leading(printing->pdf, style)) / 2;
        pdf_write(printing->pdf, &text);
        if (column > 0)
            pdf_rule(printing->pdf, x, y, x, y + height, inner);
        x += width;
    }
    pdf_rule(printing->pdf, PAPER_LEFT, y + height, PAPER_LEFT + PAPER_WIDTH, y + height, inner);
}

static void draw_page(struct printing *printing, int page)
{
    const struct pdf_table *table = printing->table;
    size_t row = printing->begins[page];
    size_t end = page + 1 < printing->pages ? printing->begins[page + 1] : table->rows;
    pdf_margins(printing->pdf, page > 0 ? table->title : "", "", printing->stamp, page,
                printing->pages);
    if (page == 0)
        draw_title(printing);
    double top = PAPER_TOP + (page == 0 ? title_height(printing) : 0), y = top + printing->head;
    draw_row(printing, PDF_LABEL, table->heads, top, printing->head);
    for (; row < end; row++) {
        draw_row(printing, PDF_TEXT, table->cells + row * table->columns, y,
                 printing->heights[row]);
        y += printing->heights[row];
    }
    double right = PAPER_LEFT + PAPER_WIDTH;
    pdf_rule(printing->pdf, PAPER_LEFT, top, right, top, outer);
    pdf_rule(printing->pdf, PAPER_LEFT, y, right, y, outer);
    pdf_rule(printing->pdf, PAPER_LEFT, top, PAPER_LEFT, y, outer);
    pdf_rule(printing->pdf, right, top, right, y, outer);
}

void pdf_list(struct pdf *pdf, const struct pdf_table *table, const struct pdf_stamp *stamp)
{
    ARENA(arena);
    struct printing printing = {
        .pdf = pdf,
        .table = table,
        .stamp = stamp,
        .widths = arena_array(&arena, double, table->columns),
        .heights = arena_array(&arena, double, table->rows + 1),
        .arena = &arena,
    };
    measure_columns(&printing);
    cut(&printing);
    for (int page = 0; page < printing.pages; page++)
        draw_page(&printing, page);
}
