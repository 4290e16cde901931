#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/layout.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/*
 * The 32 letters of Uyghur and the hamza seat, each alone, after, before and between letters that
 * join. A letter with no initial form joins only the one before it.
 */
static const struct letter {
    const char *base, *isolated, *final, *initial, *medial;
} letters[] = {
    {"ا", "\uFE8D", "\uFE8E", NULL,     NULL    },
    {"ە", "\uFEE9", "\uFEEA", NULL,     NULL    },
    {"ب", "\uFE8F", "\uFE90", "\uFE91", "\uFE92"},
    {"پ", "\uFB56", "\uFB57", "\uFB58", "\uFB59"},
    {"ت", "\uFE95", "\uFE96", "\uFE97", "\uFE98"},
    {"ج", "\uFE9D", "\uFE9E", "\uFE9F", "\uFEA0"},
    {"چ", "\uFB7A", "\uFB7B", "\uFB7C", "\uFB7D"},
    {"خ", "\uFEA5", "\uFEA6", "\uFEA7", "\uFEA8"},
    {"د", "\uFEA9", "\uFEAA", NULL,     NULL    },
    {"ر", "\uFEAD", "\uFEAE", NULL,     NULL    },
    {"ز", "\uFEAF", "\uFEB0", NULL,     NULL    },
    {"ژ", "\uFB8A", "\uFB8B", NULL,     NULL    },
    {"س", "\uFEB1", "\uFEB2", "\uFEB3", "\uFEB4"},
    {"ش", "\uFEB5", "\uFEB6", "\uFEB7", "\uFEB8"},
    {"غ", "\uFECD", "\uFECE", "\uFECF", "\uFED0"},
    {"ف", "\uFED1", "\uFED2", "\uFED3", "\uFED4"},
    {"ق", "\uFED5", "\uFED6", "\uFED7", "\uFED8"},
    {"ك", "\uFED9", "\uFEDA", "\uFEDB", "\uFEDC"},
    {"گ", "\uFB92", "\uFB93", "\uFB94", "\uFB95"},
    {"ڭ", "\uFBD3", "\uFBD4", "\uFBD5", "\uFBD6"},
    {"ل", "\uFEDD", "\uFEDE", "\uFEDF", "\uFEE0"},
    {"م", "\uFEE1", "\uFEE2", "\uFEE3", "\uFEE4"},
    {"ن", "\uFEE5", "\uFEE6", "\uFEE7", "\uFEE8"},
    {"ھ", "\uFBAA", "\uFBAB", "\uFBAC", "\uFBAD"},
    {"و", "\uFEED", "\uFEEE", NULL,     NULL    },
    {"ۇ", "\uFBD7", "\uFBD8", NULL,     NULL    },
    {"ۆ", "\uFBD9", "\uFBDA", NULL,     NULL    },
    {"ۈ", "\uFBDB", "\uFBDC", NULL,     NULL    },
    {"ۋ", "\uFBDE", "\uFBDF", NULL,     NULL    },
    {"ې", "\uFBE4", "\uFBE5", "\uFBE6", "\uFBE7"},
    {"ى", "\uFEEF", "\uFEF0", "\uFBE8", "\uFBE9"},
    {"ي", "\uFEF1", "\uFEF2", "\uFEF3", "\uFEF4"},
    {"ئ", "\uFE89", "\uFE8A", "\uFE8B", "\uFE8C"},
 /* What Kazakh and Kirghiz have besides. Where Unicode has no form, the letter itself is drawn. */
    {"ح", "\uFEA1", "\uFEA2", "\uFEA3", "\uFEA4"},
    {"ع", "\uFEC9", "\uFECA", "\uFECB", "\uFECC"},
    {"ۅ", "\uFBE0", "\uFBE1", NULL,     NULL    },
    {"ۉ", "\uFBE2", "\uFBE3", NULL,     NULL    },
    {"ٵ", "ٵ",     "ٵ",     NULL,     NULL    },
    {"ٶ", "ٶ",     "ٶ",     NULL,     NULL    },
    {"ٷ", "\uFBDD", "\uFBDD", NULL,     NULL    },
    {"ٸ", "ٸ",     "ٸ",     "ٸ",     "ٸ"    },
};

enum {
    WIDTH = 40
};

/* The cells of a row from the right, where it begins. */
static const char *forwards(const struct glyph *glyphs, size_t count)
{
    static char row[WIDTH * CELL_BYTES];
    row[0] = '\0';
    for (size_t i = count; i > 0; i--)
        strcat(row, glyphs[i - 1].text);
    return row;
}

/* The forms that a text takes, in its own order. */
static const char *shaped(const char *text)
{
    struct glyph glyphs[WIDTH];
    size_t count = layout(text, strlen(text), DIRECTION_RTL, 0, WIDTH, glyphs, NULL);
    return forwards(glyphs, count);
}

static const char *form_of(const struct letter *letter, bool joined_before, bool joined_after)
{
    if (joined_after)
        return joined_before ? letter->medial : letter->initial;
    return joined_before ? letter->final : letter->isolated;
}

/* What keeps lam and alef two cells, which join; "" between other letters. */
static const char *joiner(const struct letter *before, const struct letter *after)
{
    bool lam_alef = before && after && strcmp(before->base, "ل") == 0 && strcmp(after->base, "ا") == 0;
    return lam_alef ? "\u200D" : "";
}

/* Three letters in a row, the outer ones may be missing; lam and alef apart. */
static void assert_joined(const struct letter *before, const struct letter *letter,
                          const struct letter *after)
{
    char text[32], wanted[64];
    bool joined_before = before && before->initial, joined_after = after && letter->initial;
    snprintf(text, sizeof text, "%s%s%s%s%s", before ? before->base : "", joiner(before, letter),
             letter->base, joiner(letter, after), after ? after->base : "");
    snprintf(wanted, sizeof wanted, "%s%s%s", before ? form_of(before, false, joined_before) : "",
             form_of(letter, joined_before, joined_after),
             after ? form_of(after, joined_after, false) : "");
    assert_string_equal(shaped(text), wanted);
}

static void every_letter_joins_every_neighbour_as_the_table_says(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(letters); i++) {
        assert_joined(NULL, &letters[i], NULL);
        for (size_t k = 0; k < COUNT(letters); k++) {
            assert_joined(&letters[k], &letters[i], NULL);
            assert_joined(NULL, &letters[i], &letters[k]);
            for (size_t m = 0; m < COUNT(letters); m++)
                assert_joined(&letters[k], &letters[i], &letters[m]);
        }
    }
}

/* Two letters with something between them: joined as if it were not there, or not at all. */
static void assert_between(const char *between, bool joins)
{
    for (size_t i = 0; i < COUNT(letters); i++)
        for (size_t k = 0; k < COUNT(letters); k++) {
            char text[32], wanted[64];
            bool joined = joins && letters[i].initial;
            snprintf(text, sizeof text, "%s%s%s%s", letters[i].base,
                     joins ? joiner(&letters[i], &letters[k]) : "", between, letters[k].base);
            snprintf(wanted, sizeof wanted, "%s%s", form_of(&letters[i], false, joined),
                     form_of(&letters[k], joined, false));
            assert_string_equal(shaped(text), wanted);
        }
}

static void marks_between_letters_change_no_form(void **state)
{
    (void)state;

    assert_between("\u064E", true);
    assert_between("\u0651\u0650", true);
    assert_between("\u200E", true);
}

static void a_non_joiner_parts_letters_and_a_joiner_stands_for_one(void **state)
{
    (void)state;

    assert_between("\u200C", false);
    assert_string_equal(shaped("ب\u200D"), "\uFE91");
    assert_string_equal(shaped("\u200Dب"), "\uFE90");
    assert_string_equal(shaped("د\u200Dب"), "\uFEA9\uFE90");
    assert_string_equal(shaped("ب\u200Dب"), "\uFE91\uFE90");
}

static void what_is_no_letter_joins_nothing(void **state)
{
    (void)state;

    assert_string_equal(shaped("ب ب"), "\uFE8F \uFE8F");
    assert_string_equal(shaped("ب2ب"), "\uFE8F2\uFE8F");
    assert_string_equal(shaped("ب\U0001F600ب"), "\uFE8F?\uFE8F");
    assert_string_equal(shaped("ب\u2068ب\u2069ب"), "\uFE8F\uFE8F\uFE8F");
}

static void lam_and_alef_are_one_cell_with_the_bytes_of_both(void **state)
{
    struct glyph glyphs[8];
    int columns;
    (void)state;

    size_t count = layout("بالا", 8, DIRECTION_RTL, 0, 8, glyphs, &columns);

    assert_int_equal(count, 3);
    assert_int_equal(columns, 3);
    assert_string_equal(glyphs[0].text, "\uFEFB");
    assert_int_equal(glyphs[0].begin, 4);
    assert_int_equal(glyphs[0].end, 8);
    assert_int_equal(layout_columns("بالا", 8, 0), 3);
}

static void lam_takes_every_alef_in_both_forms(void **state)
{
    static const struct {
        const char *alef, *isolated, *final;
    } alefs[] = {
        {"آ", "\uFEF5", "\uFEF6"},
        {"أ", "\uFEF7", "\uFEF8"},
        {"إ", "\uFEF9", "\uFEFA"},
        {"ا", "\uFEFB", "\uFEFC"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(alefs); i++)
        for (size_t k = 0; k < COUNT(letters); k++) {
            char text[32], wanted[64];
            bool joined = letters[k].initial;
            snprintf(text, sizeof text, "%sل\u064E%sب", letters[k].base, alefs[i].alef);
            snprintf(wanted, sizeof wanted, "%s%s\uFE8F", form_of(&letters[k], false, joined),
                     joined ? alefs[i].final : alefs[i].isolated);
            assert_string_equal(shaped(text), wanted);
        }
    assert_string_equal(shaped("لا"), "\uFEFB");
    assert_string_equal(shaped("ل\u200Cا"), "\uFEDD\uFE8D");
}

static void lam_and_alef_part_while_the_caret_is_between_them(void **state)
{
    (void)state;

    assert_string_equal(shaped("ل\u200Dا"), "\uFEDF\uFE8E");
}

/* Where bytes of whole cells of text end: after count of them. */
static size_t bytes_of(const char *text, size_t count)
{
    struct glyph glyphs[WIDTH];
    size_t all = layout(text, strlen(text), DIRECTION_RTL, 0, WIDTH, glyphs, NULL);
    return count == 0 ? 0 : glyphs[all - count].end;
}

/* What is left of a cut word looks as if nothing had followed, or gone before. */
static void assert_cut(const char *text, int width)
{
    char part[64], wanted[200];
    struct glyph glyphs[WIDTH];
    size_t all = layout(text, strlen(text), DIRECTION_RTL, 0, WIDTH, glyphs, NULL);
    size_t head = bytes_of(text, (size_t)width - 1), tail = bytes_of(text, all - (size_t)width + 1);

    snprintf(part, sizeof part, "%.*s", (int)head, text);
    snprintf(wanted, sizeof wanted, "%s~", shaped(part));
    size_t count = layout(text, strlen(text), DIRECTION_RTL, 0, width, glyphs, NULL);
    assert_string_equal(forwards(glyphs, count), wanted);

    snprintf(wanted, sizeof wanted, "~%s", shaped(text + tail));
    count = layout(text, strlen(text), DIRECTION_RTL, LAYOUT_CUT_START, width, glyphs, NULL);
    assert_string_equal(forwards(glyphs, count), wanted);
}

static void a_cut_word_ends_in_final_forms_at_both_ends(void **state)
{
    static const char *const words[] = {"سسسسسس", "مەكتەپلەر", "بالىلار", "لالالا", "ئوقۇغۇچى"};
    (void)state;

    for (size_t i = 0; i < COUNT(words); i++)
        for (int width = 1; width < layout_columns(words[i], strlen(words[i]), 0); width++)
            assert_cut(words[i], width);
    assert_int_equal(layout_columns("لالالا", 12, 0), 3);
}

/* --- What Unicode says of the Arabic block (Debian's unicode-data) --- */

enum {
    ARABIC = 0x0600,
    ARABIC_END = 0x0700,
    AE = 0x06D5,
    LETTERS_OF_BLOCK = 150, /* 148 that join, hamza and high hamza */
    SEEN_ISOLATED = 0xFEB1, /* and its final, initial and medial form after it */
};

struct block {
    char joining[ARABIC_END - ARABIC];     /* 'D', 'R', 'U', ... */
    int32_t forms[ARABIC_END - ARABIC][4]; /* isolated, final, initial, medial; 0: none */
};

static FILE *open_table(const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "/usr/share/unicode/%s", name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    return file;
}

/* "0633..063F    ; D # ..." */
static void read_joining(struct block *block)
{
    char line[500], type;
    FILE *file = open_table("extracted/DerivedJoiningType.txt");
    memset(block->joining, 'U', sizeof block->joining);
    while (fgets(line, sizeof line, file)) {
        unsigned first, last;
        int fields = sscanf(line, "%x..%x ; %c", &first, &last, &type);
        if (fields != 3 && sscanf(line, "%x ; %c", &first, &type) != 2)
            continue;
        last = fields == 3 ? last : first;
        for (unsigned c = first; c <= last; c++)
            if (c >= ARABIC && c < ARABIC_END)
                block->joining[c - ARABIC] = type;
    }
    fclose(file);
}

/* "FEB3;...;<initial> 0633;..." */
static void read_forms(struct block *block)
{
    static const char *const shapes[] = {"isolated", "final", "initial", "medial"};
    char line[1000], shape[20];
    FILE *file = open_table("UnicodeData.txt");
    while (fgets(line, sizeof line, file)) {
        unsigned form, letter, more;
        int fields = sscanf(line, "%x;%*[^;];%*[^;];%*[^;];%*[^;];<%19[a-z]> %x %x", &form, shape,
                            &letter, &more);
        if (fields != 3 || letter < ARABIC || letter >= ARABIC_END)
            continue;
        for (size_t i = 0; i < COUNT(shapes); i++)
            if (strcmp(shape, shapes[i]) == 0)
                block->forms[letter - ARABIC][i] = (int32_t)form;
    }
    fclose(file);
    block->forms[AE - ARABIC][0] = 0xFEE9; /* has none: those of heh look like it */
    block->forms[AE - ARABIC][1] = 0xFEEA;
}

static size_t add(char *text, int32_t character)
{
    wchar_t wide[] = {character, L'\0'};
    return (size_t)snprintf(text, 8, "%ls", wide);
}

static int32_t decoded(const char *text)
{
    wchar_t wide = 0;
    mbtowc(&wide, text, 4);
    return wide;
}

static bool is_form(const struct block *block, int32_t letter, int joined, int32_t form)
{
    const int32_t *forms = block->forms[letter - ARABIC];
    if (forms[joined])
        return form == forms[joined];
    return form == letter || form == forms[0] || (joined & 1 && form == forms[1]);
}

/* The letter after and before seen, which joins on both sides. */
static void assert_block(const struct block *block, int32_t letter, bool after, bool before)
{
    char text[32], type = block->joining[letter - ARABIC];
    bool final = after && (type == 'D' || type == 'R'), initial = before && type == 'D';
    struct glyph glyphs[4];
    size_t length = after ? add(text, 0x0633) : 0, middle = before;
    length += add(text + length, letter);
    length += before ? add(text + length, 0x0633) : 0;

    size_t count = layout(text, length, DIRECTION_RTL, 0, 4, glyphs, NULL);

    assert_int_equal(count, 1 + after + before);
    if (after)
        assert_int_equal(decoded(glyphs[count - 1].text), SEEN_ISOLATED + 2 * final);
    if (before)
        assert_int_equal(decoded(glyphs[0].text), SEEN_ISOLATED + initial);
    if (!is_form(block, letter, final + 2 * initial, decoded(glyphs[middle].text)))
        fail_msg("U+%04X is U+%04X", (unsigned)letter, (unsigned)decoded(glyphs[middle].text));
}

static void every_letter_of_the_block_joins_as_unicode_says(void **state)
{
    static struct block block;
    int letters_met = 0;
    (void)state;
    read_joining(&block);
    read_forms(&block);

    for (int32_t letter = ARABIC; letter < ARABIC_END; letter++) {
        char type = block.joining[letter - ARABIC];
        if (type != 'D' && type != 'R' && letter != 0x0621 && letter != 0x0674)
            continue;
        letters_met++;
        for (int sides = 0; sides < 4; sides++)
            assert_block(&block, letter, sides & 1, sides & 2);
    }
    assert_int_equal(letters_met, LETTERS_OF_BLOCK);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(every_letter_joins_every_neighbour_as_the_table_says),
        cmocka_unit_test(marks_between_letters_change_no_form),
        cmocka_unit_test(a_non_joiner_parts_letters_and_a_joiner_stands_for_one),
        cmocka_unit_test(what_is_no_letter_joins_nothing),
        cmocka_unit_test(lam_and_alef_are_one_cell_with_the_bytes_of_both),
        cmocka_unit_test(lam_takes_every_alef_in_both_forms),
        cmocka_unit_test(lam_and_alef_part_while_the_caret_is_between_them),
        cmocka_unit_test(a_cut_word_ends_in_final_forms_at_both_ends),
        cmocka_unit_test(every_letter_of_the_block_joins_as_unicode_says),
    };
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 1;
    return catalogue_open() ? cmocka_run_group_tests_name("shape", specs, NULL, NULL) : 1;
}
