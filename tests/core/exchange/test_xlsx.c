#include "tests/support/fixture.h"

#include "core/exchange/spreadsheet.h"
#include "core/exchange/stream.h"
#include "core/exchange/xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const headings[] = {"name", "label::ئۇيغۇرچە (ug)"};

/* A workbook of one sheet with one row below its headings, written and opened again. */
static FILE *written(const char *const cells[], size_t count, struct error *err)
{
    FILE *file = tmpfile();
    XLSX(xlsx) = xlsx_open(err);
    bool ok = xlsx
        && xlsx_sheet(xlsx, "survey", headings, COUNT(headings), err)
        && xlsx_row(xlsx, cells, count, err)
        && xlsx_save(xlsx, stream_sink(file), err);
    assert_true(ok || err->kind != ERROR_NONE);
    fflush(file);
    return file;
}

static void what_is_written_is_read_again(void **state)
{
    static const char *const cells[] = {"=1+1", "+1", "@x", "-1", "659900201408120001",
                                        "مەكتەپ <&>\"", "a\nb", " x ", "", "'x",
                                        "_x000A_", "https://x.cn", "{=1+1}"};
    struct error err = {0};
    struct spreadsheet_row row;
    (void)state;

    FILE *file = written(cells, COUNT(cells), &err);
    SPREADSHEET(sheets) = spreadsheet_open(file, &err);
    assert_true(spreadsheet_begin(sheets, "survey", &err));
    assert_true(spreadsheet_next(sheets, &row));
    assert_int_equal(row.count, 2);
    assert_string_equal(row.cells[1], headings[1]);
    assert_true(spreadsheet_next(sheets, &row));

    assert_int_equal(row.count, COUNT(cells));
    for (size_t i = 0; i < COUNT(cells); i++)
        assert_string_equal(row.cells[i], cells[i]);
    fclose(file);
}

static void a_cell_longer_than_the_format_allows_is_refused(void **state)
{
    struct error err = {0};
    char *text = calloc(1, 40001);
    (void)state;

    memset(text, 'x', 40000);
    fclose(written((const char *const[]){text}, 1, &err));

    assert_int_equal(err.kind, ERROR_INVALID);
    assert_string_equal(err.key, "xlsx.too-long");
    free(text);
}

static void a_sheet_has_a_name_that_spreadsheets_take(void **state)
{
    struct error err = {0};
    (void)state;

    XLSX(xlsx) = xlsx_open(&err);
    assert_true(xlsx_sheet(xlsx, "survey", headings, 1, &err));
    assert_false(xlsx_sheet(xlsx, "a/b", headings, 1, &err));
    assert_string_equal(err.key, "xlsx.sheet-name");
}

static bool full(void *context, const char *bytes, size_t size, struct error *err)
{
    (void)context, (void)bytes, (void)size;
    return error_set(err, ERROR_SYSTEM, MSG("stream.write"), "full");
}

static void a_full_disk_is_said(void **state)
{
    struct error err = {0};
    (void)state;

    XLSX(xlsx) = xlsx_open(&err);
    assert_true(xlsx_sheet(xlsx, "survey", headings, 1, &err));
    assert_false(xlsx_save(xlsx, (struct csv_sink){full, NULL}, &err));
    assert_string_equal(err.key, "stream.write");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(a_cell_longer_than_the_format_allows_is_refused),
        cmocka_unit_test(a_sheet_has_a_name_that_spreadsheets_take),
        cmocka_unit_test(a_full_disk_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
