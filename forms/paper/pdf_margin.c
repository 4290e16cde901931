#include "forms/paper/pdf_margin.h"

#include "core/base/arena.h"

static const double head_top = 30;
static const double foot_top = PDF_HEIGHT - 44;

static void write_small(struct pdf *pdf, double y, enum pdf_align align, const char *text)
{
    const struct pdf_text line = {
        .x = PAPER_LEFT,
        .y = y,
        .width = PAPER_WIDTH,
        .style = PDF_SMALL,
        .align = align,
        .text = text,
        .count = 1,
    };
    pdf_write(pdf, &line);
}

static void write_message(struct pdf *pdf, enum pdf_align align, const char *key,
                          const char *first, const char *second)
{
    const char *values[] = {first, second};
    char text[512];
    message_format(pdf_language(pdf), key, values, 2, text, sizeof text);
    write_small(pdf, foot_top, align, text);
}

void pdf_margins(struct pdf *pdf, const char *what, const char *of, const struct pdf_stamp *stamp,
                 int page, int pages)
{
    ARENA(arena);
    pdf_page(pdf);
    write_small(pdf, head_top, PDF_START,
                arena_text(&arena, "%s%s%s", stamp->where, *stamp->where ? "  " : "", what));
    write_small(pdf, head_top, PDF_END, of);
    write_message(pdf, PDF_START, MSG("pdf.printed"), stamp->who, stamp->when);
    write_message(pdf, PDF_END, MSG("pdf.page"), arena_text(&arena, "%d", page + 1),
                  arena_text(&arena, "%d", pages));
}
