#include "tui/widget.h"

#include <assert.h>

void facts_add(struct facts *facts, const char *label, const char *value, enum style style)
{
    assert(facts->count < FACTS_MOST);
    if (*value)
        facts->rows[facts->count++] = (struct fact){label, value, style};
}

/* Labels stand in a column of their own, also on a telephone: what is read is found by them. */
static int label_columns(struct visit *visit, const struct canvas *canvas,
                         const struct facts *facts)
{
    int widest = 0, most = canvas->columns * 3 / 8;
    for (size_t i = 0; i < facts->count; i++) {
        int columns = visit_columns(visit, message(visit->language, facts->rows[i].label));
        widest = columns > widest ? columns : widest;
    }
    widest += canvas_narrow(canvas) ? 1 : 3;
    return widest < most ? widest : most;
}

static int all_lines(struct visit *visit, const struct facts *facts, int width)
{
    int lines = 0;
    for (size_t i = 0; i < facts->count; i++)
        lines += visit_lines(visit, facts->rows[i].value, width);
    return lines;
}

void facts_draw(struct visit *visit, struct canvas *canvas, const struct facts *facts, int *top)
{
    int labels = label_columns(visit, canvas, facts), width = canvas->columns - labels;
    int hidden = all_lines(visit, facts, width) - canvas->rows;
    if (*top > hidden)
        *top = hidden;
    if (*top < 0)
        *top = 0;
    int row = -*top;
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->rows[i];
        canvas_text(canvas, row, 0, labels - 1, ALIGN_START, STYLE_DIM,
                    message(visit->language, fact->label));
        row += canvas_paragraph(canvas, row, labels, width, visit_lines(visit, fact->value, width),
                                fact->style, fact->value);
    }
}

bool facts_key(const struct visit *visit, const struct key *key, int *top)
{
    int step = key_scroll(key, visit->rows / 2);
    *top += step;
    return step != 0;
}

void facts_screen_draw(struct visit *visit, struct canvas *canvas)
{
    struct facts_place *place = visit->state;
    struct canvas body = canvas_window(canvas, canvas_narrow(canvas) ? 0 : 1, 0, canvas->rows,
                                       canvas->columns);
    facts_draw(visit, &body, visit->data, &place->top);
}

bool facts_screen_key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct facts_place *place = visit->state;
    (void)err;
    *used = facts_key(visit, key, &place->top);
    return true;
}
