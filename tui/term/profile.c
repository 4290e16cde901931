#include "tui/term/profile.h"

#include "i18n/charset.h"
#include "i18n/rows/order.h"
#include "i18n/text.h"

#include <string.h>

static void as_it_is(const struct cell *row, int columns, struct sent_row *sent)
{
    memcpy(sent->cells, row, sizeof *row * (size_t)columns);
    for (int i = 0; i < columns; i++)
        sent->column[i] = i;
}

static int32_t character_of(const struct cell *cell)
{
    return cell->text[0] != '\0' ? text_character(cell->text) : ' ';
}

static bool second_half(const struct cell *row, int column)
{
    return column > 0 && row[column].width == 0 && row[column - 1].width == 2;
}

/* --- Terminals that reorder whole rows --- */

static bool is_blank(const struct cell *row, int columns, int column)
{
    return column < 0 || column >= columns || character_of(&row[column]) == ' ';
}

/* A blank between texts, or at the edge; one inside a text is part of it. */
static bool is_gap(const struct cell *row, int columns, int column)
{
    return is_blank(row, columns, column)
        && ((is_blank(row, columns, column - 1) && !second_half(row, column - 1))
            || is_blank(row, columns, column + 1));
}

/* The row as order_row() takes it: a glyph each, and the column it is seen in. */
static size_t glyphs_of(const struct cell *row, int columns, struct order_cell *glyphs, int *at)
{
    size_t count = 0;
    for (int i = 0; i < columns; i++) {
        if (second_half(row, i))
            continue;
        glyphs[count] = (struct order_cell){.character = character_of(&row[i]),
                                            .gap = is_gap(row, columns, i)};
        at[count++] = i;
    }
    return count;
}

/* The cell that is seen in a column, put where the terminal will take it from. */
static int send_cell(const struct cell *row, int seen, int32_t character, struct sent_row *sent,
                     int to)
{
    struct cell *cell = &sent->cells[to];
    *cell = row[seen];
    if (character == ORDER_GUARD_RTL)
        cell->style = STYLE_RULE; /* a bar that nobody asked for: as faint as may be */
    if (character != character_of(cell))
        text_write(character, cell->text);
    sent->column[seen] = to;
    if (cell->width != 2)
        return 1;
    sent->cells[to + 1] = row[seen + 1];
    sent->column[seen + 1] = to + 1;
    return 2;
}

static void reordered(enum order_rules rules, const struct cell *row, int columns,
                      struct sent_row *sent)
{
    struct order_cell glyphs[PROFILE_COLUMNS_MOST] = {0};
    int32_t characters[PROFILE_COLUMNS_MOST];
    size_t from[PROFILE_COLUMNS_MOST];
    int at[PROFILE_COLUMNS_MOST], column = 0;
    size_t count = glyphs_of(row, columns, glyphs, at);
    order_row(rules, glyphs, count, characters, from);
    for (size_t i = 0; i < count; i++)
        column += send_cell(row, at[from[i]], characters[i], sent, column);
}

static void from_the_first_strong(const struct cell *row, int columns, struct sent_row *sent)
{
    reordered(ORDER_FIRST_STRONG, row, columns, sent);
}

static void from_the_left(const struct cell *row, int columns, struct sent_row *sent)
{
    reordered(ORDER_LTR, row, columns, sent);
}

/* --- Terminals that reorder runs of one look --- */

static bool turns(const struct cell *row, int columns)
{
    for (int i = 0; i < columns; i++)
        if (row[i].rtl)
            return true;
    return false;
}

/* What else is in such a row has a third shade: near, so that a word and its number look alike, and
   not the same, so that they are not reordered together. */
static void in_two_shades(const struct cell *row, int columns, struct sent_row *sent)
{
    uint8_t shade = CELL_SHADE_ODD;
    as_it_is(row, columns, sent);
    if (!turns(row, columns))
        return;
    for (int i = 0; i < columns; i++) {
        if (row[i].text[0] != '\0')
            sent->cells[i].shade = row[i].rtl ? shade : CELL_SHADE_BESIDE;
        if (row[i].rtl)
            shade = shade == CELL_SHADE_ODD ? CELL_SHADE_EVEN : CELL_SHADE_ODD;
    }
}

/* --- Clients with the characters of GBK --- */

static void in_gbk(const struct cell *row, int columns, struct sent_row *sent)
{
    as_it_is(row, columns, sent);
    for (int i = 0; i < columns; i++) {
        struct cell *cell = &sent->cells[i];
        if (cell->text[0] != '\0' && !charset_in_gbk(character_of(cell), cell->width))
            strcpy(cell->text, cell->width == 2 ? "\xef\xbc\x9f" /* U+FF1F */ : "?");
    }
}

const struct profile profiles[PROFILE_COUNT] = {
    [PROFILE_VISUAL] = {"visual",   0,                           false, as_it_is             },
    [PROFILE_IMPLICIT] = {"implicit", 0,                           true,  from_the_first_strong},
    [PROFILE_LINE] = {"line",     0,                           true,  from_the_left        },
    [PROFILE_JITTER] = {"jitter",   0,                           false, in_two_shades        },
    [PROFILE_LATIN] = {"latin",    LAYOUT_LATIN,                false, as_it_is             },
    [PROFILE_GBK] = {"gbk",      LAYOUT_LATIN | LAYOUT_ASCII, false, in_gbk               },
};

bool profile_find(const char *name, enum profile_kind *kind)
{
    for (int i = 0; i < PROFILE_COUNT; i++)
        if (strcmp(profiles[i].name, name) == 0) {
            *kind = (enum profile_kind)i;
            return true;
        }
    return false;
}
