/* A screen that is a sheet: what is typed in it is saved by Enter. */
#include "tui/widget.h"

void entry_draw(struct visit *visit, struct canvas *canvas)
{
    sheet_draw(visit, canvas, 0, canvas->rows, visit->state);
}

bool entry_key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    return sheet_key(visit, visit->state, key, used, err);
}
