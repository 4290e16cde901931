#include "forms/paper/pdf_form.h"

#include "forms/paper/typeset.h"

static const double title_room = 10; /* below the title */
static const double number_room = 5; /* between it and the number */
static const double together = 360;  /* a row that is lower is never cut */
static const double outer = 1, inner = 0.5;

/* A record while it is printed. */
struct printing {
    struct pdf *pdf;
    const struct form_record *record;
    const struct pdf_stamp *stamp;
    struct sheet sheet;
    struct typeset set;
    size_t *begins; /* the first strip of each page */
    int pages;
    struct arena *arena;
};

static double top_of(const struct printing *printing, int page)
{
    if (page > 0)
        return PAPER_TOP;
    bool told = *printing->sheet.number || *printing->sheet.remark;
    double number = told ? pdf_leading(printing->pdf, PDF_TEXT) : 0;
    return PAPER_TOP + title_room + number
        + pdf_leading(printing->pdf, PDF_TITLE)
        * pdf_lines(printing->pdf, PDF_TITLE, PAPER_WIDTH, printing->sheet.title);
}

/* --- Cutting into pages ----------------------------------------------------------------------- */

static bool breaks_before(const struct strip *strip, double left)
{
    return strip->height > left
        || (strip->begins && strip->follow > left && strip->follow < together);
}

/* The heads that stand once more above a table that goes on overleaf; NULL when there are none. */
static const struct strip *heads_above(const struct printing *printing, size_t strip)
{
    const struct typeset *set = &printing->set;
    bool has = strip < set->count && set->strips[strip].head > 0;
    return has ? &set->strips[set->strips[strip].head - 1] : NULL;
}

static double heads_height(const struct printing *printing, size_t strip)
{
    const struct strip *heads = heads_above(printing, strip);
    return heads ? heads->height : 0;
}

static void begin_page(struct printing *printing, size_t strip)
{
    size_t page = (size_t)printing->pages++;
    printing->begins =
        arena_grow(printing->arena, printing->begins, page, sizeof *printing->begins);
    printing->begins[page] = strip;
}

/* A form of one page fills it: what is left goes to the rows that a pen writes in. */
static void give_room(struct printing *printing, double left)
{
    double most = 0;
    for (size_t i = 0; i < printing->set.count; i++)
        most += printing->set.strips[i].most;
    if (printing->pages > 1 || most == 0)
        return;
    double part = left < most ? left / most : 1;
    for (size_t i = 0; i < printing->set.count; i++)
        printing->set.strips[i].height += part * printing->set.strips[i].most;
}

/* A form that is a little longer than a page is one page all the same; whether it was. */
static bool save_room(struct printing *printing)
{
    double lacking = top_of(printing, 0) - PAPER_BOTTOM, spare = 0;
    for (size_t i = 0; i < printing->set.count; i++) {
        lacking += printing->set.strips[i].height;
        spare += printing->set.strips[i].spare;
    }
    if (lacking <= 0 || lacking > spare)
        return false;
    for (size_t i = 0; i < printing->set.count; i++)
        printing->set.strips[i].height -= printing->set.strips[i].spare * lacking / spare;
    return true;
}

static void cut(struct printing *printing)
{
    bool saved = save_room(printing);
    begin_page(printing, 0);
    if (saved)
        return;
    double left = PAPER_BOTTOM - top_of(printing, 0);
    for (size_t i = 0; i < printing->set.count; i++) {
        const struct strip *strip = &printing->set.strips[i];
        if (i > printing->begins[printing->pages - 1] && breaks_before(strip, left)) {
            begin_page(printing, i);
            left = PAPER_BOTTOM - PAPER_TOP - heads_height(printing, i);
        }
        left -= strip->height;
    }
    give_room(printing, left);
}

/* --- Names of groups -------------------------------------------------------------------------- */

static bool has_group(const struct printing *printing, size_t block)
{
    return *printing->sheet.blocks[block].group;
}

/* Height of the strips of a block from one on, as far as they are on this page. */
static double block_height(const struct printing *printing, size_t index, size_t end)
{
    double height = 0;
    size_t block = printing->set.strips[index].block;
    for (; index < end && printing->set.strips[index].block == block; index++)
        height += printing->set.strips[index].height;
    return height;
}

/* The name of a group, as wide as it may be beside its rows. */
static struct pdf_text name_of(const struct printing *printing, size_t block)
{
    const double padding = 3;
    struct pdf_text text = {
        .x = PAPER_LEFT + padding,
        .width = printing->set.group_width - 2 * padding,
        .style = PDF_LABEL,
        .align = PDF_CENTER,
        .text = printing->sheet.blocks[block].group,
    };
    text.count = pdf_lines(printing->pdf, text.style, text.width, text.text);
    return text;
}

static size_t end_of_page(const struct printing *printing, int page)
{
    return page + 1 < printing->pages ? printing->begins[page + 1] : printing->set.count;
}

/* What a part of a block that stands on a page is too low for the name beside it. */
static double lacking_for_name(const struct printing *printing, double height, size_t block)
{
    if (!has_group(printing, block))
        return 0;
    struct pdf_text name = name_of(printing, block);
    double lacking = name.count * pdf_leading(printing->pdf, name.style) - height;
    return lacking > 0 ? lacking : 0;
}

/* A block that is cut has its name beside either part: the last row of a low part is made higher,
   as far as the page has room. */
static void give_names_room(struct printing *printing, int page)
{
    struct strip *strips = printing->set.strips;
    size_t first = printing->begins[page], end = end_of_page(printing, page);
    double left = PAPER_BOTTOM - top_of(printing, page) - heads_height(printing, first);
    for (size_t i = first; i < end; i++)
        left -= strips[i].height;
    for (size_t i = first, last; i < end; i = last + 1) {
        double height = block_height(printing, i, end);
        for (last = i; last + 1 < end && strips[last + 1].block == strips[i].block;)
            last++;
        if (i == first)
            height += heads_height(printing, first);
        double lacking = lacking_for_name(printing, height, strips[i].block);
        double given = lacking < left ? lacking : left > 0 ? left
                                                           : 0;
        strips[last].height += given;
        left -= given;
    }
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static void draw_piece(struct pdf *pdf, const struct piece *piece, const struct strip *strip,
                       double y)
{
    struct pdf_text text = piece->text;
    text.y += y;
    switch (piece->kind) {
    case PIECE_TEXT:
        pdf_write(pdf, &text);
        return;
    case PIECE_BOX:
        pdf_box(pdf, text.x, text.y, text.width, piece->ticked);
        return;
    case PIECE_RULE:
        pdf_rule(pdf, text.x, text.y, text.x + text.width, text.y, inner);
        return;
    case PIECE_EDGE:
        pdf_rule(pdf, text.x, y, text.x, y + strip->height, inner);
        return;
    }
}

/* The name of a group beside its rows, as far as they are on this page. */
static void draw_group(struct printing *printing, size_t block, double top, double bottom)
{
    double line = PAPER_LEFT + printing->set.group_width;
    if (!has_group(printing, block))
        return;
    struct pdf_text name = name_of(printing, block);
    double leading = pdf_leading(printing->pdf, name.style);
    while (name.count > 1 && name.count * leading > bottom - top)
        name.count--;
    name.y = (top + bottom - name.count * leading) / 2;
    pdf_write(printing->pdf, &name);
    pdf_rule(printing->pdf, line, top, line, bottom, inner);
}

/* The line above a strip: as far as its row is wide, or its block. */
static void draw_top(struct printing *printing, size_t index, size_t first, double y)
{
    const struct strip *strip = &printing->set.strips[index];
    bool of_page = index == first;
    bool of_block = strip->head == 0 && (of_page || strip[-1].block != strip->block);
    if (!strip->begins && !of_page)
        return;
    double left = PAPER_LEFT;
    if (!of_block && has_group(printing, strip->block))
        left += printing->set.group_width;
    pdf_rule(printing->pdf, left, y, PAPER_LEFT + PAPER_WIDTH, y, inner);
}

static void draw_pieces(struct printing *printing, const struct strip *strip, double y)
{
    for (size_t i = 0; i < strip->piece_count; i++)
        draw_piece(printing->pdf, &strip->pieces[i], strip, y);
}

static void draw_table(struct printing *printing, size_t first, size_t end, double top)
{
    double y = top + heads_height(printing, first);
    if (heads_above(printing, first))
        draw_pieces(printing, heads_above(printing, first), top);
    for (size_t i = first; i < end; i++) {
        const struct strip *strip = &printing->set.strips[i];
        double begin = i == first ? top : y;
        draw_top(printing, i, first, y);
        if (i == first || strip[-1].block != strip->block)
            draw_group(printing, strip->block, begin, y + block_height(printing, i, end));
        draw_pieces(printing, strip, y);
        y += strip->height;
    }
    double right = PAPER_LEFT + PAPER_WIDTH;
    pdf_rule(printing->pdf, PAPER_LEFT, top, right, top, outer);
    pdf_rule(printing->pdf, PAPER_LEFT, y, right, y, outer);
    pdf_rule(printing->pdf, PAPER_LEFT, top, PAPER_LEFT, y, outer);
    pdf_rule(printing->pdf, right, top, right, y, outer);
}

/* --- Above and below the table ---------------------------------------------------------------- */

static const char *said(struct printing *printing, const char *key, const char *first,
                        const char *second)
{
    const char *values[] = {first, second};
    char text[512];
    message_format(pdf_language(printing->pdf), key, values, 2, text, sizeof text);
    return arena_text(printing->arena, "%s", text);
}

static void begin(struct printing *printing, int page)
{
    const struct form *form = printing->record->form;
    const char *of = printing->record->case_number;
    const char *version = arena_text(printing->arena, "%d", form->version);
    pdf_margins(printing->pdf, said(printing, MSG("pdf.form"), printing->sheet.title, version),
                *of ? said(printing, MSG("pdf.case"), of, "") : "", printing->stamp, page,
                printing->pages);
}

static void draw_title(struct printing *printing)
{
    struct pdf_text title = {
        .x = PAPER_LEFT,
        .y = PAPER_TOP,
        .width = PAPER_WIDTH,
        .style = PDF_TITLE,
        .align = PDF_CENTER,
        .text = printing->sheet.title,
    };
    title.count = pdf_lines(printing->pdf, title.style, title.width, title.text);
    pdf_write(printing->pdf, &title);
    struct pdf_text below = {
        .x = PAPER_LEFT,
        .y = title.y + title.count * pdf_leading(printing->pdf, PDF_TITLE) + number_room,
        .width = PAPER_WIDTH,
        .style = PDF_TEXT,
        .text = printing->sheet.remark,
        .count = 1,
    };
    pdf_write(printing->pdf, &below);
    below.align = PDF_END;
    below.text = printing->sheet.number;
    pdf_write(printing->pdf, &below);
}

static void draw_page(struct printing *printing, int page)
{
    size_t end = end_of_page(printing, page);
    begin(printing, page);
    if (page == 0)
        draw_title(printing);
    draw_table(printing, printing->begins[page], end, top_of(printing, page));
}

void pdf_form(struct pdf *pdf, const struct form_record *record, const struct pdf_stamp *stamp)
{
    ARENA(arena);
    struct printing printing = {.pdf = pdf, .record = record, .stamp = stamp, .arena = &arena};
    printing.sheet = sheet_of(record, pdf_language(pdf), &arena);
    printing.set = typeset(pdf, &printing.sheet, &arena);
    cut(&printing);
    for (int page = 0; page < printing.pages; page++)
        give_names_room(&printing, page);
    for (int page = 0; page < printing.pages; page++)
        draw_page(&printing, page);
}
