#include "tui/widget.h"

void list_draw(struct visit *visit, struct canvas *canvas)
{
    table_draw(visit, canvas, visit->state, 0, canvas->rows);
}

bool list_key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    return table_key(visit, visit->state, key, used, err);
}
