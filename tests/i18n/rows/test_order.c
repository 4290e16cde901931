#include "tests/support/fixture.h"
#include "tests/support/mixed_row.h"

#include "i18n/catalogue.h"
#include "i18n/rows/order.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ubidi.h>
#include <unicode/uchar.h>

enum {
    ROWS = 20000,
    WIDE = 80,
    NARROW = 40,
};

/* What was sent for a row, and what a terminal that ICU plays makes of it. */
struct sight {
    int32_t sent[ORDER_CELLS];
    size_t from[ORDER_CELLS];
    UChar shown[ORDER_CELLS];
    int32_t at[ORDER_CELLS];
    bool exact;
};

static void play_terminal(enum order_rules rules, size_t count, struct sight *sight)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[ORDER_CELLS];
    UBiDi *bidi = ubidi_open();
    for (size_t i = 0; i < count; i++)
        text[i] = (UChar)sight->sent[i];
    ubidi_setPara(bidi, text, (int32_t)count, rules == ORDER_LTR ? UBIDI_LTR : UBIDI_DEFAULT_LTR,
                  NULL, &status);
    ubidi_getVisualMap(bidi, sight->at, &status);
    ubidi_writeReordered(bidi, sight->shown, ORDER_CELLS, UBIDI_DO_MIRRORING, &status);
    ubidi_close(bidi);
    assert_true(U_SUCCESS(status));
}

static bool is_guard(int32_t character)
{
    return character == ORDER_GUARD_LTR || character == ORDER_GUARD_RTL;
}

/* Every glyph is seen where it belongs; a gap may hold a guard, and nothing else may. */
static bool is_seen(const struct mixed_row *row, const struct sight *sight)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct order_cell *cell = &row->cells[i];
        int32_t shown = sight->shown[i];
        bool same = shown == cell->character || (cell->gap && is_guard(shown))
            || (cell->character == ' ' && shown == ORDER_GUARD_LTR);
        if (!same || sight->from[sight->at[i]] != i)
            return false;
    }
    return true;
}

static bool is_permutation(const struct mixed_row *row, const struct sight *sight)
{
    bool met[ORDER_CELLS] = {false};
    for (size_t k = 0; k < row->count; k++) {
        if (sight->from[k] >= row->count || met[sight->from[k]])
            return false;
        met[sight->from[k]] = true;
    }
    return true;
}

static void see(enum order_rules rules, const struct mixed_row *row, struct sight *sight)
{
    sight->exact = order_row(rules, row->cells, row->count, sight->sent, sight->from);
    play_terminal(rules, row->count, sight);
}

static void print_row(const struct mixed_row *row)
{
    char text[ORDER_CELLS * U8_MAX_LENGTH + 1];
    int length = 0;
    for (size_t i = 0; i < row->count; i++)
        U8_APPEND_UNSAFE(text, length, row->cells[i].character);
    text[length] = '\0';
    print_error("not seen: |%s|\n", text);
}

static size_t rows_missed(enum order_rules rules, int columns, int apart)
{
    uint32_t seed = 7;
    size_t missed = 0;
    for (int i = 0; i < ROWS; i++) {
        struct mixed_row row;
        struct sight sight;
        mixed_row_make(&seed, columns, apart, &row);
        see(rules, &row, &sight);
        if (sight.exact && is_permutation(&row, &sight) && is_seen(&row, &sight))
            continue;
        missed++;
        print_row(&row);
    }
    return missed;
}

static void every_mixed_row_is_seen_where_the_first_letter_decides(void **state)
{
    (void)state;

    assert_int_equal(rows_missed(ORDER_FIRST_STRONG, WIDE, 1), 0);
    assert_int_equal(rows_missed(ORDER_FIRST_STRONG, NARROW, 1), 0);
}

static void every_mixed_row_is_seen_where_the_base_is_left_to_right(void **state)
{
    (void)state;

    assert_int_equal(rows_missed(ORDER_LTR, WIDE, 2), 0);
    assert_int_equal(rows_missed(ORDER_LTR, NARROW, 2), 0);
}

/* The rows of one script, as a person would see them. */
static size_t script_rows_missed(enum order_rules rules, const char *path)
{
    char line[4096];
    size_t missed = 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        struct mixed_row row;
        struct sight sight;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '|')
            continue;
        mixed_row_read(line + 1, WIDE, &row);
        see(rules, &row, &sight);
        if (!sight.exact || !is_permutation(&row, &sight) || !is_seen(&row, &sight)) {
            missed++;
            print_row(&row);
        }
    }
    fclose(file);
    return missed;
}

static size_t scripts_missed(enum order_rules rules)
{
    char pattern[4096];
    glob_t found;
    size_t missed = 0;
    snprintf(pattern, sizeof pattern, "%s/tests/tui/scripts/*.screen", getenv("SOURCES"));
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        missed += script_rows_missed(rules, found.gl_pathv[i]);
    globfree(&found);
    return missed;
}

static void every_row_of_the_screens_is_seen(void **state)
{
    (void)state;

    assert_int_equal(scripts_missed(ORDER_FIRST_STRONG), 0);
    assert_int_equal(scripts_missed(ORDER_LTR), 0);
}

/* What is sent for a row, as text, when the eye sees the row. */
static const char *sent_for(enum order_rules rules, const char *seen)
{
    static char text[ORDER_CELLS * U8_MAX_LENGTH + 1];
    struct mixed_row row;
    struct sight sight;
    int length = 0;
    mixed_row_read(seen, 0, &row);
    see(rules, &row, &sight);
    for (size_t i = 0; i < row.count; i++)
        U8_APPEND_UNSAFE(text, length, sight.sent[i]);
    text[length] = '\0';
    return sight.exact && is_permutation(&row, &sight) && is_seen(&row, &sight) ? text : "not seen";
}

static void a_row_without_uyghur_is_sent_as_it_is(void **state)
{
    (void)state;

    assert_string_equal(sent_for(ORDER_FIRST_STRONG, " 12 （张）(a)  98% "), " 12 （张）(a)  98% ");
    assert_string_equal(sent_for(ORDER_LTR, " 12 （张）(a)  98% "), " 12 （张）(a)  98% ");
}

static void uyghur_between_other_letters_is_turned_in_its_place(void **state)
{
    (void)state;

    assert_string_equal(sent_for(ORDER_LTR, " a  \uFE91\uFE92\uFE90  b "),
                        " a  \uFE90\uFE92\uFE91  b ");
}

static void a_blank_guard_parts_uyghur_from_a_number_at_its_right(void **state)
{
    (void)state;

    assert_string_equal(sent_for(ORDER_LTR, " \uFE91\uFE90  12 "), " \uFE90\uFE91\u2800 12 ");
}

static void a_bar_stands_before_a_text_that_begins_with_a_number(void **state)
{
    (void)state;

    assert_string_equal(sent_for(ORDER_LTR, " \uFE91\uFE90-2  a "), " \u05C02-\uFE90\uFE91 a ");
}

static void no_guard_is_needed_where_the_whole_row_may_run_from_right_to_left(void **state)
{
    (void)state;

    assert_string_equal(sent_for(ORDER_FIRST_STRONG, " a  \uFE91\uFE90-2 "),
                        " 2-\uFE90\uFE91  a ");
}

static void brackets_that_will_be_mirrored_are_sent_mirrored(void **state)
{
    (void)state;

    assert_string_equal(sent_for(ORDER_FIRST_STRONG, " (\uFE91) \uFE90 "),
                        " \uFE90 (\uFE91) ");
}

static void brackets_of_two_texts_do_not_pair(void **state)
{
    (void)state;

    assert_string_equal(sent_for(ORDER_LTR, " (\uFE91)  (\uFE90) "),
                        " (\uFE91)\u2800 (\uFE90) ");
}

/* No letter can stand between the two numbers: columns want two blanks between them. */
static void numbers_of_two_texts_one_blank_apart_are_too_much_for_a_fixed_base(void **state)
{
    (void)state;

    assert_string_equal(sent_for(ORDER_LTR, " \uFE91-2 3a "), "not seen");
    assert_string_equal(sent_for(ORDER_LTR, " \uFE91-2  3a "), " \u05C02-\uFE91\u28003a ");
}

static void a_row_too_long_is_refused_and_sent_as_it_is(void **state)
{
    (void)state;
    static struct order_cell row[ORDER_CELLS + 1];
    static int32_t sent[ORDER_CELLS + 1];
    static size_t from[ORDER_CELLS + 1];

    assert_false(order_row(ORDER_LTR, row, ORDER_CELLS + 1, sent, from));

    assert_int_equal(from[ORDER_CELLS], ORDER_CELLS);
    assert_true(order_row(ORDER_LTR, row, 0, sent, from));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(a_row_without_uyghur_is_sent_as_it_is),
        cmocka_unit_test(uyghur_between_other_letters_is_turned_in_its_place),
        cmocka_unit_test(a_blank_guard_parts_uyghur_from_a_number_at_its_right),
        cmocka_unit_test(a_bar_stands_before_a_text_that_begins_with_a_number),
        cmocka_unit_test(no_guard_is_needed_where_the_whole_row_may_run_from_right_to_left),
        cmocka_unit_test(brackets_that_will_be_mirrored_are_sent_mirrored),
        cmocka_unit_test(brackets_of_two_texts_do_not_pair),
        cmocka_unit_test(numbers_of_two_texts_one_blank_apart_are_too_much_for_a_fixed_base),
        cmocka_unit_test(a_row_too_long_is_refused_and_sent_as_it_is),
        cmocka_unit_test(every_mixed_row_is_seen_where_the_first_letter_decides),
        cmocka_unit_test(every_mixed_row_is_seen_where_the_base_is_left_to_right),
        cmocka_unit_test(every_row_of_the_screens_is_seen),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("order", specs, NULL, NULL) : 1;
}
