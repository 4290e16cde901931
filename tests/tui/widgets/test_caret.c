/* Where the caret stands, and where it goes, in thousands of texts that nobody wrote. */
#include "i18n/catalogue.h"
#include "i18n/text.h"
#include "tests/support/fixture.h"
#include "tui/widgets/line.h"

#include <stdlib.h>
#include <string.h>

enum {
    TEXTS = 6000,
    PIECES_MOST = 30,
    COLUMNS = 44,
    ROWS = 6
};

/* What the texts are made of, and what would be typed next: a letter that no text has. */
static const struct {
    const char *piece, *next;
} pieces[] = {
    {"ئ",       "ب" },
    {"ا",       "ب" },
    {"ل",       "ب" },
    {"لا",     "ب" },
    {"ە",       "ب" },
    {"ې",       "ب" },
    {"ڭ",       "ب" },
    {"س",       "ب" },
    {"a",        "z"  },
    {"Q",        "z"  },
    {"e\u0301",  "z"  },
    {"1",        "7"  },
    {"0",        "7"  },
    {"示",      "文"},
    {"例",      "文"},
    {" ",        NULL },
    {" ",        NULL },
    {"-",        NULL },
    {".",        NULL },
    {"(",        NULL },
    {")",        NULL },
    {"«",       NULL },
    {"،",       NULL },
    {"س\u064e", "ب" },
};

struct sample {
    struct fixture *f;
    unsigned seed;
    bool rtl; /* the screen */
    enum keyboard keyboard;
    unsigned manner; /* of the terminal */
    int width;
    struct text text;
    struct grid grid;
    struct canvas canvas;
};

static int any(struct sample *s, int below)
{
    s->seed = s->seed * 1103515245u + 12345u;
    return (int)((s->seed >> 16) % (unsigned)below);
}

static void make_text(struct sample *s, unsigned seed)
{
    const char *value = "";
    s->seed = seed;
    s->rtl = any(s, 2) == 1;
    s->width = 4 + any(s, 37);
    s->manner = any(s, 6) == 0 ? LAYOUT_LATIN | (any(s, 2) == 0 ? LAYOUT_ASCII : 0) : 0;
    s->rtl = s->rtl && !s->manner;
    s->keyboard = any(s, 4) == 0 ? KEYBOARD_UYGHUR : KEYBOARD_PLAIN;
    bool lines = any(s, 2) == 1, latin = any(s, 8) == 0;
    for (int left = any(s, PIECES_MOST + 1); left > 0; left--) {
        bool breaks = lines && any(s, 12) == 0;
        value = arena_text(&s->f->arena, "%s%s", value,
                           breaks ? "\n" : pieces[any(s, COUNT(pieces))].piece);
    }
    s->text = (struct text){0};
    text_begin(&s->text, &s->f->arena, value, (lines ? TEXT_LINES : 0) | (latin ? TEXT_LATIN : 0));
    size_t count = text_count(s->text.bytes, s->text.length);
    for (int left = any(s, (int)count + 1); left > 0; left--)
        s->text.caret = text_previous(s->text.bytes, s->text.length, s->text.caret);
}

static struct visit visit_of(const struct sample *s)
{
    return (struct visit){.language = s->rtl ? LANGUAGE_UG : LANGUAGE_ZH,
                          .keyboard = s->keyboard,
                          .manner = s->manner};
}

static void draw(struct sample *s)
{
    struct visit visit = visit_of(s);
    s->canvas = canvas_new(&s->f->arena, &s->grid, ROWS, COLUMNS, s->rtl);
    s->grid.manner = s->manner;
    text_draw(&visit, &s->canvas, 0, 2, s->width, ROWS, &s->text, true);
    arena_clear(&visit.frame);
}

static void press(struct sample *s, struct key key)
{
    struct visit visit = visit_of(s);
    text_key(&visit, &s->text, &key);
}

static void refuse(struct sample *s, unsigned seed, const char *why)
{
    print_error("seed %u, %s, width %d, caret %zu in \"%s\": %s\n", seed,
                s->rtl ? "from the right" : "from the left", s->width, s->text.caret, s->text.bytes,
                why);
    for (int row = 0; row < ROWS; row++)
        print_error("|%s\n", canvas_row(&s->canvas, row, &s->f->arena));
    fail();
}

static bool caret_in_field(const struct sample *s)
{
    int from = s->rtl ? COLUMNS - 2 - s->width : 2;
    return s->grid.caret_row >= 0 && s->grid.caret_column >= from
        && s->grid.caret_column < from + s->width;
}

/* --- Typing ---------------------------------------------------------------------------------- */

/* In a Uyghur screen: Latin or Chinese without Uyghur, and numbers in groups, are read from the left. */
static const char *begins_from_right(const struct text *text)
{
    bool number = false, parted = false;
    if (strpbrk(text->bytes, "\xd8\xd9\xda\xdb"))
        return "ب";
    for (const char *at = text->bytes; *at; at++) {
        bool digit = strchr("01", *at) != NULL;
        if ((unsigned char)*at >= 0xe0 || strchr("aQe", *at) || (digit && parted))
            return "z";
        number = number || digit;
        parted = number && *at == ' ';
    }
    return "ب";
}

/* In a Chinese one the first letter decides. */
static const char *begins_from_left(const struct text *text)
{
    for (size_t at = 0; at < text->length; at = text_next(text->bytes, text->length, at)) {
        enum reading reading = text_reading(text->bytes, text->length, at);
        if (reading == READING_LTR || reading == READING_RTL)
            return reading == READING_RTL ? "ب" : "z";
    }
    return "z";
}

/* What is read like the letter before the caret; in a text without one, like the text. */
static const char *next_letter(const struct sample *s)
{
    const struct text *text = &s->text;
    if (s->keyboard == KEYBOARD_UYGHUR && !text->latin)
        return "ب"; /* the letter of the b key */
    for (size_t at = text->caret; at > 0;) {
        at = text_previous(text->bytes, text->length, at);
        size_t length = (unsigned char)text->bytes[at] < 0x80 ? 1 : 2; /* tells them apart */
        for (size_t i = 0; i < COUNT(pieces); i++)
            if (pieces[i].next && strncmp(text->bytes + at, pieces[i].piece, length) == 0)
                return pieces[i].next;
    }
    if (text->latin)
        return "z";
    return s->rtl ? begins_from_right(text) : begins_from_left(text);
}

static bool is_letter(const char *cell, const char *letter)
{
    static const char *const forms[] = {"ﺏ", "ﺐ", "ﺑ", "ﺒ", "b"};
    for (size_t i = 0; i < COUNT(forms) && strcmp(letter, "ب") == 0; i++)
        if (strcmp(cell, forms[i]) == 0)
            return true;
    return strcmp(cell, letter) == 0;
}

static bool find_letter(const struct sample *s, const char *letter, int *row, int *column)
{
    for (int i = 0; i < ROWS * COLUMNS; i++)
        if (is_letter(s->grid.cells[i].text, letter)) {
            *row = i / COLUMNS;
            *column = i % COLUMNS;
            return true;
        }
    return false;
}

struct span {
    size_t index, begin, end;
};

/* The line that the byte before or at a place stands in. */
static struct span span_at(const struct text *text, size_t place)
{
    struct lines lines;
    lines_break(text, &lines);
    size_t index = lines_at(&lines, place);
    bool last = index + 1 == lines.count;
    return (struct span){index, lines.begins[index], last ? text->length : lines.begins[index + 1]};
}

/* Types a letter; true when it stayed in its line, so that nothing but it had to move. */
static bool type_letter(struct sample *s, const char *letter)
{
    struct key key = {.press = PRESS_TEXT, .text = "b"};
    size_t length = strlen(letter), place = s->text.caret;
    if (s->keyboard == KEYBOARD_PLAIN || s->text.latin)
        memcpy(key.text, letter, length);
    struct span before = span_at(&s->text, place);
    press(s, key);
    struct span after = span_at(&s->text, place);
    return before.index == after.index && before.begin == after.begin
        && before.end + length == after.end;
}

static void check_typing(struct sample *s, unsigned seed, int *exact)
{
    make_text(s, seed);
    draw(s);
    if (!caret_in_field(s))
        refuse(s, seed, "the caret is outside");
    const char *letter = next_letter(s);
    int row, column, caret_row = s->grid.caret_row, caret_column = s->grid.caret_column;
    int scroll = s->text.scroll;
    bool stayed = type_letter(s, letter);
    draw(s);
    scroll -= s->text.scroll;
    if (!caret_in_field(s) || !find_letter(s, letter, &row, &column))
        refuse(s, seed, "what was typed is not seen");
    if (!stayed)
        return;
    if (s->text.lines ? row != caret_row + scroll || column != caret_column
                      : row != caret_row || abs(column - caret_column) != abs(scroll))
        refuse(s, seed, arena_text(&s->f->arena, "the caret was at %d, %d", caret_row, caret_column));
    *exact += scroll == 0;
}

static void the_next_letter_appears_where_the_caret_is(void **state)
{
    struct sample s = {.f = *state};
    int exact = 0;
    for (unsigned seed = 1; seed <= TEXTS; seed++)
        check_typing(&s, seed, &exact);
    assert_true(exact > TEXTS / 2);
}

/* --- Moving ---------------------------------------------------------------------------------- */

/* Presses a key until it leads no further; the places that were passed, the last one too. */
static size_t walk(struct sample *s, enum press press_, size_t *places)
{
    size_t count = 0;
    do {
        places[count++] = s->text.caret;
        press(s, (struct key){.press = press_});
    } while (places[count - 1] != s->text.caret && count < 200);
    return count;
}

static void check_walk(struct sample *s, unsigned seed)
{
    size_t there[200], back[200];
    make_text(s, seed);
    draw(s);
    size_t wanted = text_count(s->text.bytes, s->text.length) + 1;
    bool seen[PIECES_MOST * 8] = {false};
    walk(s, PRESS_LEFT, back);
    size_t count = walk(s, PRESS_RIGHT, there);
    if (count != wanted || walk(s, PRESS_LEFT, back) != wanted)
        refuse(s, seed, "the walk is too long or too short");
    for (size_t i = 0; i < count; i++) {
        if (seen[there[i]] || back[count - 1 - i] != there[i])
            refuse(s, seed, "a place was passed twice, or not on the way back");
        seen[there[i]] = true;
    }
}

static void left_and_right_pass_every_place_once(void **state)
{
    struct sample s = {.f = *state};
    for (unsigned seed = 1; seed <= TEXTS; seed++)
        check_walk(&s, seed);
}

static void up_and_down_reach_both_ends_of_a_paragraph(void **state)
{
    struct sample s = {.f = *state};
    for (unsigned seed = 1; seed <= TEXTS / 10; seed++) {
        make_text(&s, seed);
        draw(&s);
        size_t places[200];
        walk(&s, PRESS_UP, places);
        assert_int_equal(span_at(&s.text, s.text.caret).index, 0);
        walk(&s, PRESS_DOWN, places);
        assert_int_equal(span_at(&s.text, s.text.caret).end, s.text.length);
    }
}

static void up_and_down_keep_the_column(void **state)
{
    struct sample s = {.f = *state, .rtl = true, .width = 20};
    text_begin(&s.text, &s.f->arena, "سىنىپ مۇدىرى\nئا\nمەكتەپ مۇدىرى", TEXT_LINES);
    press(&s, (struct key){.press = PRESS_LEFT});
    draw(&s);
    int column = s.grid.caret_column;

    press(&s, (struct key){.press = PRESS_UP});
    draw(&s);
    assert_int_equal(s.grid.caret_column, COLUMNS - 2 - 1 - 2);
    press(&s, (struct key){.press = PRESS_DOWN});
    draw(&s);

    assert_int_equal(s.grid.caret_column, column);
}

int main(void)
{
    if (!catalogue_open())
        return 1;
    const struct CMUnitTest specs[] = {
        SPEC(the_next_letter_appears_where_the_caret_is),
        SPEC(left_and_right_pass_every_place_once),
        SPEC(up_and_down_reach_both_ends_of_a_paragraph),
        SPEC(up_and_down_keep_the_column),
    };
    return cmocka_run_group_tests_name("caret", specs, NULL, NULL);
}
