#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/layout.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/*
 * Unicode's own cases for UAX #9 (Debian's unicode-data), each laid out and compared by the
 * order in which its characters are seen. Left out, and counted:
 *   - embeddings, overrides and PDF: layout() drops them from people's text, for they could
 *     turn around what is next to it; isolates and marks of direction stay;
 *   - a tab, which is a space in a row;
 *   - a hyphen between two digits, which layout() counts as a common separator: see below;
 *   - brackets in brackets, 64 deep: ICU pairs them all, the standard gives up.
 * What has no cell (isolates, marks, joiners) is left out of the order that is compared.
 */
static const char cases_file[] = "/usr/share/unicode/BidiCharacterTest.txt";

enum {
    CHARACTERS_MOST = 140,
    BRACKETS_MOST = 63, /* BD16 */
    CASES_WITHIN_REACH = 91613,
    CASES_OUT_OF_REACH = 94
};

/* A case of the file: its characters, and their places as they are seen. */
struct bidi_case {
    int32_t characters[CHARACTERS_MOST];
    size_t count;
    enum direction direction;
    size_t order[CHARACTERS_MOST];
    size_t order_count;
};

/* The next number of a field; false at its end. */
static bool next_number(char **at, int base, long *number)
{
    char *end;
    *number = strtol(*at, &end, base);
    if (end == *at)
        return false;
    *at = end;
    return true;
}

/* "0061 05D0;1;1;2 1;1 0": characters; direction; level of the paragraph; levels; order. */
static bool read_case(char *line, struct bidi_case *read)
{
    static const enum direction directions[] = {DIRECTION_LTR, DIRECTION_RTL, DIRECTION_AUTO};
    char *rest = line, *field[5];
    long number;
    if (line[0] == '#' || line[0] == '\n')
        return false;
    for (size_t i = 0; i < COUNT(field); i++)
        assert_non_null(field[i] = strsep(&rest, ";"));
    *read = (struct bidi_case){.direction = directions[field[1][0] - '0']};
    while (next_number(&field[0], 16, &number) && read->count < CHARACTERS_MOST)
        read->characters[read->count++] = (int32_t)number;
    while (next_number(&field[4], 10, &number) && read->order_count < CHARACTERS_MOST)
        read->order[read->order_count++] = (size_t)number;
    return true;
}

static bool is_digit(int32_t character)
{
    return (character >= '0' && character <= '9') || (character >= 0x0660 && character <= 0x0669)
        || (character >= 0x06F0 && character <= 0x06F9);
}

static bool out_of_reach(const struct bidi_case *given)
{
    const int32_t *at = given->characters;
    int openings = 0;
    for (size_t i = 0; i < given->count; i++) {
        if (at[i] == '\t' || (at[i] >= 0x202A && at[i] <= 0x202E))
            return true;
        bool within = i > 0 && i + 1 < given->count;
        if (at[i] == '-' && within && is_digit(at[i - 1]) && is_digit(at[i + 1]))
            return true;
        openings += at[i] == '(';
    }
    return openings > BRACKETS_MOST;
}

static size_t put_utf8(int32_t character, char *to)
{
    wchar_t wide[] = {character, L'\0'};
    return (size_t)snprintf(to, 8, "%ls", wide);
}

static bool has_cell(const size_t *seen, size_t count, size_t index)
{
    for (size_t i = 0; i < count; i++)
        if (seen[i] == index)
            return true;
    return false;
}

/* Lays the case out; gives the places of the characters that have a cell, from the left. */
static size_t see(const struct bidi_case *given, size_t *seen)
{
    char text[CHARACTERS_MOST * 8];
    struct glyph glyphs[2 * CHARACTERS_MOST];
    size_t starts[CHARACTERS_MOST], length = 0;
    for (size_t i = 0; i < given->count; i++) {
        starts[i] = length;
        length += put_utf8(given->characters[i], text + length);
    }
    size_t count = layout(text, length, given->direction, 0, 2 * CHARACTERS_MOST, glyphs, NULL);
    for (size_t i = 0; i < count; i++) {
        seen[i] = 0;
        while (starts[seen[i]] != glyphs[i].begin)
            seen[i]++;
    }
    return count;
}

static bool is_seen_in_order(const struct bidi_case *given)
{
    size_t seen[2 * CHARACTERS_MOST], met = 0;
    size_t count = see(given, seen);
    for (size_t i = 0; i < given->order_count; i++) {
        size_t wanted = given->order[i];
        if (has_cell(seen, count, wanted) && (met >= count || seen[met++] != wanted))
            return false;
    }
    return met == count;
}

static void characters_are_seen_in_the_order_of_unicode(void **state)
{
    struct bidi_case given;
    char *line = NULL;
    size_t room = 0, compared = 0, left_out = 0;
    (void)state;
    FILE *file = fopen(cases_file, "r");
    assert_non_null(file);

    for (int number = 1; getline(&line, &room, file) > 0; number++) {
        if (!read_case(line, &given))
            continue;
        if (out_of_reach(&given)) {
            left_out++;
            continue;
        }
        compared++;
        if (!is_seen_in_order(&given))
            fail_msg("%s:%d", cases_file, number);
    }

    free(line);
    fclose(file);
    assert_int_equal(compared, CASES_WITHIN_REACH);
    assert_int_equal(left_out, CASES_OUT_OF_REACH);
}

/* The text as the eye meets it from the left, in the letters it is kept in. */
static const char *seen(const char *text, enum direction direction)
{
    static char row[1000];
    struct glyph glyphs[CHARACTERS_MOST];
    size_t length = 0;
    size_t count = layout(text, strlen(text), direction, 0, CHARACTERS_MOST, glyphs, NULL);
    for (size_t i = 0; i < count; i++) {
        const char *from = text + glyphs[i].begin;
        size_t bytes = strcspn(from, "\xe2"); /* of an isolate: it has no cell of its own */
        size_t all = glyphs[i].end - glyphs[i].begin;
        bytes = bytes < all ? bytes : all;
        memcpy(row + length, from, bytes);
        length += bytes;
    }
    row[length] = '\0';
    return row;
}

static void numbers_with_hyphens_keep_their_order_in_every_sentence(void **state)
{
    (void)state;

    assert_string_equal(seen("س 2026-09-14 د", DIRECTION_RTL), "د 2026-09-14 س");
    assert_string_equal(seen("س 2026-09-14 د", DIRECTION_LTR), "د 2026-09-14 س");
    assert_string_equal(seen("س: 0991-234-5678", DIRECTION_AUTO), "0991-234-5678 :س");
    assert_string_equal(seen("س ١-٢", DIRECTION_AUTO), "١-٢ س");
    assert_string_equal(seen("س 2012/05/17 10:30", DIRECTION_AUTO), "10:30 2012/05/17 س");
    assert_string_equal(seen("A-1-2 س", DIRECTION_RTL), "س A-1-2");
}

static void a_hyphen_that_is_not_between_digits_is_not_touched(void **state)
{
    (void)state;

    assert_string_equal(seen("2-س", DIRECTION_RTL), "س-2");
    assert_string_equal(seen("د 2-س", DIRECTION_RTL), "س-2 د");
    assert_string_equal(seen("2026-09-14 2-س", DIRECTION_RTL), "س-2 2026-09-14");
    assert_string_equal(seen("س -5", DIRECTION_RTL), "5- س");
    assert_string_equal(seen("س 7--8", DIRECTION_RTL), "8--7 س");
}

static void an_isolate_keeps_apart_what_stands_on_both_its_sides(void **state)
{
    (void)state;

    assert_string_equal(seen("\u2068سا\u2069\u2068لى\u2069", DIRECTION_LTR), "اسىل");
    assert_string_equal(seen("\u2067سا\u2069لى", DIRECTION_LTR), "اسىل");
}

static void an_ordinal_stays_with_its_word_in_every_row(void **state)
{
    static const enum direction directions[] = {DIRECTION_LTR, DIRECTION_RTL, DIRECTION_AUTO};
    (void)state;

    for (size_t i = 0; i < COUNT(directions); i++) {
        assert_string_equal(seen("2-سى", directions[i]), "ىس-2");
        assert_string_equal(seen("12-سى", directions[i]), "ىس-12");
        assert_string_equal(seen("1-2-سى", directions[i]), "ىس-1-2");
    }
    assert_string_equal(seen("李 2-سى", DIRECTION_LTR), "李 ىس-2");
    assert_string_equal(seen("李 2-سى", DIRECTION_RTL), "ىس-2 李");
    assert_string_equal(seen("李, \u20682-سى\u2069 (3-سى)", DIRECTION_LTR), "李, ىس-2 (ىس-3)");
    assert_string_equal(seen("COVID-19-سى", DIRECTION_RTL), "ىس-COVID-19");
    assert_string_equal(seen("A2-سى", DIRECTION_RTL), "ىس-A2");
    assert_string_equal(seen("李 2 - سى", DIRECTION_LTR), "李 2 - ىس");
}

/* As a list shows a child: class, name, telephone, day. */
static void a_mixed_line_reads_from_the_side_it_begins_on(void **state)
{
    static const char plain[] = "3-سى · 张伟 · 0991-2345678 · 2026-09-14";
    static const char isolated[] = "\u20683-سى\u2069 · \u2068张伟\u2069 · "
                                   "\u20680991-2345678\u2069 · \u20682026-09-14\u2069";
    (void)state;

    assert_string_equal(seen(plain, DIRECTION_LTR), "ىس-3 · 张伟 · 0991-2345678 · 2026-09-14");
    assert_string_equal(seen(plain, DIRECTION_RTL), "张伟 · 0991-2345678 · 2026-09-14 · ىس-3");
    assert_string_equal(seen(plain, DIRECTION_AUTO), "张伟 · 0991-2345678 · 2026-09-14 · ىس-3");
    assert_string_equal(seen(isolated, DIRECTION_LTR), "ىس-3 · 张伟 · 0991-2345678 · 2026-09-14");
    assert_string_equal(seen(isolated, DIRECTION_RTL), "2026-09-14 · 0991-2345678 · 张伟 · ىس-3");
    assert_string_equal(seen(isolated, DIRECTION_AUTO), "ىس-3 · 张伟 · 0991-2345678 · 2026-09-14");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(characters_are_seen_in_the_order_of_unicode),
        cmocka_unit_test(numbers_with_hyphens_keep_their_order_in_every_sentence),
        cmocka_unit_test(a_hyphen_that_is_not_between_digits_is_not_touched),
        cmocka_unit_test(an_ordinal_stays_with_its_word_in_every_row),
        cmocka_unit_test(an_isolate_keeps_apart_what_stands_on_both_its_sides),
        cmocka_unit_test(a_mixed_line_reads_from_the_side_it_begins_on),
    };
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 1;
    return catalogue_open() ? cmocka_run_group_tests_name("bidi", specs, NULL, NULL) : 1;
}
