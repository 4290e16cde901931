/* What each kind of terminal is sent, and what it makes of that: the canvas is what the eye sees. */
#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/rows/order.h"
#include "i18n/text.h"
#include "tui/term/profile.h"
#include "tui/term/theme.h"

#include <stdlib.h>
#include <string.h>

enum {
    COLUMNS = 60
};

static const char *const texts[] = {
    "ئايگۈل تۇرسۇن",
    "3-سىنىپ",
    "7-يىللىق (2)-سىنىپ",
    "张伟",
    "七年级（2）班",
    "2026-09-14",
    "659900********0011",
    "100%",
    "تېلېفون: 100****2018",
    "!",
};

/* A row as screens draw them: margins, and texts with blanks between them. */
static struct grid row_of(struct fixture *f, const char *const *words, size_t count, bool rtl)
{
    struct grid grid;
    struct canvas canvas = canvas_new(&f->arena, &grid, 1, COLUMNS, rtl);
    int width = (COLUMNS - 2) / (int)count;
    for (size_t i = 0; i < count; i++)
        canvas_text(&canvas, 0, 1 + (int)i * width, width - 2, ALIGN_START, STYLE_PLAIN, words[i]);
    return grid;
}

static int32_t character_of(const struct cell *cell)
{
    return cell->text[0] != '\0' ? text_character(cell->text) : ' ';
}

static bool is_guard(int32_t character)
{
    return character == 0x2800 || character == 0x05C0;
}

/* Without the second halves of wide characters: what a terminal puts in order. */
static size_t characters_of(const struct cell *cells, int32_t *characters)
{
    size_t count = 0;
    for (int i = 0; i < COLUMNS; i++)
        if (i == 0 || cells[i - 1].width != 2)
            characters[count++] = character_of(&cells[i]);
    return count;
}

static void assert_seen(enum profile_kind kind, enum order_rules rules, const struct grid *grid)
{
    struct sent_row sent;
    int32_t wanted[COLUMNS], characters[COLUMNS], shown[COLUMNS];
    size_t at[COLUMNS];
    profiles[kind].order(grid->cells, COLUMNS, &sent);
    size_t count = characters_of(grid->cells, wanted);
    assert_int_equal(characters_of(sent.cells, characters), count);

    order_shown(rules, characters, count, shown, at);

    for (size_t i = 0; i < count; i++)
        if (shown[i] != wanted[i] && !(wanted[i] == ' ' && is_guard(shown[i])))
            fail_msg("%s: place %zu shows U+%04X, not U+%04X", profiles[kind].name, i,
                     (unsigned)shown[i], (unsigned)wanted[i]);
}

static void rows_are_seen_as_drawn_by_terminals_that_reorder(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t k = 0; k < COUNT(texts); k++) {
            const char *words[] = {texts[i], texts[k], texts[(i + k) % COUNT(texts)]};
            struct grid grid = row_of(f, words, COUNT(words), (i + k) % 2 == 1);
            assert_seen(PROFILE_IMPLICIT, ORDER_FIRST_STRONG, &grid);
            assert_seen(PROFILE_LINE, ORDER_LTR, &grid);
        }
}

static void every_seen_column_is_sent_once(void **state)
{
    struct fixture *f = *state;
    const char *words[] = {texts[0], texts[3], texts[5]};
    struct grid grid = row_of(f, words, COUNT(words), true);
    for (int kind = 0; kind < PROFILE_COUNT; kind++) {
        struct sent_row sent;
        bool taken[COLUMNS] = {false};
        profiles[kind].order(grid.cells, COLUMNS, &sent);
        for (int i = 0; i < COLUMNS; i++) {
            assert_in_range(sent.column[i], 0, COLUMNS - 1);
            assert_false(taken[sent.column[i]]);
            taken[sent.column[i]] = true;
            if (character_of(&grid.cells[i]) != ' ')
                assert_int_equal(sent.cells[sent.column[i]].style, grid.cells[i].style);
        }
    }
}

static void a_terminal_that_leaves_text_alone_gets_the_cells_as_they_are(void **state)
{
    struct fixture *f = *state;
    struct sent_row sent;
    const char *words[] = {texts[0], texts[1]};
    struct grid grid = row_of(f, words, COUNT(words), true);

    profiles[PROFILE_VISUAL].order(grid.cells, COLUMNS, &sent);

    assert_memory_equal(sent.cells, grid.cells, sizeof *grid.cells * COLUMNS);
}

static void no_two_neighbours_of_a_word_have_one_shade_in_a_browser(void **state)
{
    struct fixture *f = *state;
    struct sent_row sent;
    const char *words[] = {texts[0], texts[3]};
    struct grid grid = row_of(f, words, COUNT(words), true);

    profiles[PROFILE_JITTER].order(grid.cells, COLUMNS, &sent);

    for (int i = 1; i < COLUMNS; i++)
        if (sent.cells[i].rtl || sent.cells[i - 1].rtl)
            assert_int_not_equal(sent.cells[i].shade, sent.cells[i - 1].shade);
    for (int colour = COLOUR_NONE; colour <= COLOUR_CYAN; colour++)
        for (int one = CELL_SHADE_ODD; one < CELL_SHADE_COUNT; one++)
            for (int other = one + 1; other < CELL_SHADE_COUNT; other++)
                assert_true(theme_shade(colour, one, 0) == -1
                            || theme_shade(colour, one, 0) != theme_shade(colour, other, 0));
}

/* Whatever takes one column there is ASCII; what it has no character for keeps its columns. */
static void a_gbk_client_gets_nothing_that_it_lacks(void **state)
{
    struct fixture *f = *state;
    struct grid grid;
    struct sent_row sent;
    struct canvas canvas = canvas_new(&f->arena, &grid, 1, COLUMNS, false);
    canvas_text(&canvas, 0, 0, COLUMNS, ALIGN_START, STYLE_PLAIN, "张é𠀀ئ·x");

    profiles[PROFILE_GBK].order(grid.cells, COLUMNS, &sent);

    assert_string_equal(sent.cells[0].text, "张");
    assert_string_equal(sent.cells[2].text, "?");
    assert_string_equal(sent.cells[3].text, "？");
    assert_string_equal(sent.cells[5].text, "?");
    assert_string_equal(sent.cells[6].text, "?");
    assert_string_equal(sent.cells[7].text, "x");
}

static void a_profile_is_found_by_the_name_it_is_stored_under(void **state)
{
    enum profile_kind kind;
    (void)state;
    for (int i = 0; i < PROFILE_COUNT; i++) {
        assert_true(profile_find(profiles[i].name, &kind));
        assert_int_equal(kind, i);
    }
    assert_false(profile_find("", &kind));
}

int main(void)
{
    if (!catalogue_open())
        return 1;
    const struct CMUnitTest specs[] = {
        SPEC(rows_are_seen_as_drawn_by_terminals_that_reorder),
        SPEC(every_seen_column_is_sent_once),
        SPEC(a_terminal_that_leaves_text_alone_gets_the_cells_as_they_are),
        SPEC(no_two_neighbours_of_a_word_have_one_shade_in_a_browser),
        SPEC(a_gbk_client_gets_nothing_that_it_lacks),
        SPEC(a_profile_is_found_by_the_name_it_is_stored_under),
    };
    return cmocka_run_group_tests_name("profile", specs, NULL, NULL);
}
