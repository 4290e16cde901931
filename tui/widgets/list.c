#include "tui/widget.h"

enum {
    ROOMY = 60 /* columns in which the bottom line has room for it */
};

void list_draw(struct visit *visit, struct canvas *canvas)
{
    table_draw(visit, canvas, visit->state, 0, canvas->rows);
}

bool list_key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    return table_key(visit, visit->state, key, used, err);
}

bool list_on_paper(const struct visit *visit)
{
    return visit->columns >= ROOMY;
}
