/* The Uyghur keyboard as it lies before one: which key types which letter, and whether it is on. */
#include "tui/frame.h"
#include "tui/screen.h"

#include <string.h>

enum {
    KEY_COLUMNS = 6,
    KEY_NARROW = 3,
    KEYS_ACROSS = 12, /* of the longest row */
    LETTER_COLUMNS = 2
};

/* Keys and, with Shift, the same keys; of those that type no Uyghur letter or sign none. */
static const struct {
    const char *keys, *shifted;
    int indent; /* keyboards are not straight */
} key_rows[] = {
    {"qwertyuiop[]", "QWERTYUIOP{}", 0},
    {"asdfghjkl;",   "ASDFGHJKL:",   1},
    {"zxcvbnm,./",   "ZXCVBNM<>?",   2},
};

/* Q is at the left for everybody: in a screen from the right too the keys lie as they are. */
static int column_of(const struct canvas *canvas, int from_left, int width)
{
    int all = KEYS_ACROSS * (canvas_narrow(canvas) ? KEY_NARROW : KEY_COLUMNS);
    return canvas->grid->rtl ? all - from_left - width : from_left;
}

/*
 * What a key types, as it looks in an Uyghur text, where brackets are turned; the seat, which is
 * silent in Latin letters, as what divides them. Returns its columns, 0 where there is no room.
 */
static int draw_letter(struct canvas *canvas, int row, int from_left, int room, char key)
{
    struct glyph glyphs[LETTER_COLUMNS];
    int width;
    const char own[2] = {key, '\0'}, *types = keyboard_uyghur(key);
    types = types ? types : own;
    if (canvas_columns(canvas, types) == 0 && types[0] != '\0')
        types = "'";
    size_t count = layout(types, strlen(types), DIRECTION_RTL, canvas->grid->manner, LETTER_COLUMNS,
                          glyphs, &width);
    if (width > room)
        return 0;
    canvas_glyphs(canvas, row, column_of(canvas, from_left, width), width, STYLE_TITLE, glyphs,
                  count);
    return width;
}

static void draw_keys(struct canvas *canvas, int row, size_t index)
{
    bool narrow = canvas_narrow(canvas);
    int wide = narrow ? KEY_NARROW : KEY_COLUMNS, indent = narrow ? 0 : key_rows[index].indent;
    for (int i = 0; key_rows[index].keys[i]; i++) {
        const char key[2] = {key_rows[index].keys[i], '\0'};
        int at = indent + i * wide;
        canvas_text(canvas, row, column_of(canvas, at, 1), 1, ALIGN_START, STYLE_DIM, key);
        int taken = draw_letter(canvas, row + 1, at, wide - 1, key[0]) + !narrow;
        draw_letter(canvas, row + 1, at + taken, wide - taken, key_rows[index].shifted[i]);
    }
}

static void draw_choices(struct visit *visit, struct canvas *canvas, int row)
{
    const char *seat = visit->auto_hamza ? MSG("keyboard.seat-on") : MSG("keyboard.seat-off");
    canvas_text(canvas, row, 0, canvas->columns, ALIGN_START, STYLE_PLAIN,
                message(visit->language, seat));
    canvas_text(canvas, row + 1, 0, canvas->columns, ALIGN_START, STYLE_PLAIN,
                visit_text(visit, MSG("keyboard.now"),
                           message(visit->language, frame_keyboard_name(visit->keyboard))));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    bool roomy = !canvas_narrow(canvas) && canvas->rows > 14;
    int row = roomy;
    for (size_t i = 0; i < COUNT(key_rows); i++, row += 2 + roomy)
        draw_keys(canvas, row, i);
    draw_choices(visit, canvas, row);
    if (roomy)
        canvas_paragraph(canvas, row + 3, 0, canvas->columns, canvas->rows - row - 3, STYLE_DIM,
                         message(visit->language, MSG("keyboard.help")));
}

static bool change_seat(struct visit *visit, struct error *err)
{
    return visit_type_with(visit, visit->keyboard, !visit->auto_hamza, err);
}

static bool change_keyboard(struct visit *visit, struct error *err)
{
    return visit_type_with(visit, keyboard_next(visit->keyboard), visit->auto_hamza, err);
}

static const struct key_binding keys[] = {
    {'1', MSG("keyboard.seat"),   change_seat    },
    {'2', MSG("keyboard.change"), change_keyboard},
};

const struct screen screen_keyboard = {
    .name = "keyboard",
    .route = "keyboard",
    .title = MSG("keyboard.title"),
    .help = MSG("keyboard.help"),
    .draw = draw,
    .keys = keys,
    .key_count = COUNT(keys),
};
