#include "tui/widget.h"

void seek_begin(struct visit *visit, struct seek *seek, const char *typed)
{
    if (seek->begun)
        return;
    text_begin(&seek->typed, &visit->kept, typed, 0);
    seek->in_list = seek->typed.length > 0;
    seek->begun = true;
}

void seek_draw(struct visit *visit, struct canvas *canvas, struct seek *seek, const char *beside,
               const char *how)
{
    int width = canvas->columns * 3 / 5, top = canvas_narrow(canvas) ? 1 : 2;
    text_draw(visit, canvas, 0, 1, width - 1, 1, &seek->typed, !seek->in_list);
    canvas_text(canvas, 0, width + 1, canvas->columns - width - 1, ALIGN_END, STYLE_DIM, beside);
    if (how)
        canvas_paragraph(canvas, top, 1, canvas->columns - 2, canvas->rows - top, STYLE_DIM, how);
    else
        table_draw(visit, canvas, &seek->table, top, canvas->rows - top);
}

/* While one types, digits and marks are text; what leads on are Enter, Tab and the arrow. */
static bool type_key(struct visit *visit, struct seek *seek, const struct key *key, bool *used,
                     struct error *err)
{
    int command = key_command(key);
    bool found = seek->table.count > 0;
    *used = true;
    if (command == PRESS_ENTER && seek->table.count == 1)
        return seek->table.kind->open(visit, table_selected(&seek->table), err);
    if (command == PRESS_ENTER || command == PRESS_DOWN || command == PRESS_TAB) {
        seek->in_list = found;
        return true;
    }
    if (command == '/' && seek->typed.length == 0 && !text_types_letter(visit, &seek->typed, key)) {
        *used = false;
        return true;
    }
    seek->typed.changed = false;
    *used = text_key(visit, &seek->typed, key);
    if (seek->typed.changed)
        table_start_over(visit, &seek->table);
    return true;
}

bool seek_key(struct visit *visit, struct seek *seek, const struct key *key, bool *used,
              struct error *err)
{
    int command = key_command(key);
    if (!seek->in_list)
        return type_key(visit, seek, key, used, err);
    bool at_top = command == PRESS_UP && seek->table.selected == 0;
    *used = command == '/' || command == PRESS_TAB || at_top;
    if (*used)
        seek->in_list = false;
    return *used || table_key(visit, &seek->table, key, used, err);
}

bool seek_in_list(const struct visit *visit)
{
    return ((const struct seek *)visit->state)->in_list;
}

bool seek_to_list(const struct visit *visit)
{
    return !seek_in_list(visit) && ((const struct seek *)visit->state)->table.count > 0;
}
