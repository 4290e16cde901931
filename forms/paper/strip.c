#include "forms/paper/strip.h"

struct strip *strip_add(struct setting *setting, double height)
{
    struct typeset *set = &setting->set;
    set->strips = arena_grow(setting->arena, set->strips, set->count, sizeof *set->strips);
    struct strip *strip = &set->strips[set->count++];
    *strip = (struct strip){.height = height, .block = setting->block};
    return strip;
}

struct piece *strip_piece(struct setting *setting, struct strip *strip, enum piece_kind kind,
                          double x, double y, double width)
{
    strip->pieces =
        arena_grow(setting->arena, strip->pieces, strip->piece_count, sizeof *strip->pieces);
    struct piece *piece = &strip->pieces[strip->piece_count++];
    *piece = (struct piece){
        .kind = kind, .text = {.x = x, .y = y, .width = width}
    };
    return piece;
}

void strip_text(struct setting *setting, struct strip *strip, struct pdf_text text)
{
    strip_piece(setting, strip, PIECE_TEXT, text.x, text.y, text.width)->text = text;
}

int strip_boxes(struct setting *setting, struct strip *strip, const struct sheet_cell *cell,
                double x, double y, double width)
{
    double at = 0, leading = pdf_leading(setting->pdf, PDF_TEXT);
    int line = 0;
    for (size_t i = 0; i < cell->box_count; i++) {
        const struct sheet_box *box = &cell->boxes[i];
        double label = pdf_width(setting->pdf, PDF_TEXT, box->label) + 1;
        if (at > 0 && at + COLUMN_BOX + 3 + label > width) {
            line++;
            at = 0;
        }
        if (strip) {
            double top = y + line * leading, text = x + at + COLUMN_BOX + 3;
            strip_piece(setting, strip, PIECE_BOX, x + at, top + (leading - COLUMN_BOX) / 2,
                        COLUMN_BOX)
                ->ticked = box->ticked;
            strip_text(setting, strip, (struct pdf_text){
                                           .x = text,
                                           .y = top,
                                           .width = label,
                                           .style = PDF_TEXT,
                                           .text = box->label,
                                           .count = 1,
                                       });
        }
        at += COLUMN_BOX + 3 + label + COLUMN_GAP;
    }
    return line + 1;
}
