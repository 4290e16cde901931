#include "tests/support/fixture.h"
#include "tests/support/listfile.h"

#include "core/exchange/csv.h"
#include "i18n/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every row of a text: fields between bars, each row in brackets. */
static const char *rows_of(const char *bytes, size_t size, char *shown, size_t room, struct error *err)
{
    struct listfile file = {.bytes = bytes, .size = size};
    struct csv_row row;
    size_t used = 0;
    shown[0] = '\0';
    CSV(reader) = csv_open(listfile_source(&file), err);
    while (reader && csv_next(reader, &row)) {
        used += (size_t)snprintf(shown + used, room - used, "[");
        for (size_t i = 0; i < row.count; i++)
            used += (size_t)snprintf(shown + used, room - used, "%s%s", i ? "|" : "", row.fields[i]);
        used += (size_t)snprintf(shown + used, room - used, "]");
    }
    if (reader)
        csv_ok(reader, err);
    return shown;
}

static void a_table_reads_the_same_however_it_is_written(void **state)
{
    static const struct {
        const char *text, *rows;
    } tables[] = {
        {"a,b\nc,d\n",          "[a|b][c|d]" },
        {"a,b\r\nc,d",          "[a|b][c|d]" },
        {"a,b\rc,d\r",          "[a|b][c|d]" },
        {"\xEF\xBB\xBF"
         "a,b\nc,d\n",
         "[a|b][c|d]"                        },
        {"a\tb\nc\td\n",        "[a|b][c|d]" },
        {"a;b\nc;d\n",          "[a|b][c|d]" },
        {"\"a\",\"b\"\nc,d\n",  "[a|b][c|d]" },
        {"a,b\n\n , \nc,d\n",   "[a|b][c|d]" },
        {"\"a,\"\"x\"\"\",b\n", "[a,\"x\"|b]"},
        {"\"a\nb\",c\n",        "[a\nb|c]"   },
        {"a\"x\",b\n",          "[a\"x\"|b]" },
        {"a,,\n,,d\n",          "[a||][||d]" },
        {"\"a\"x,b\n",          "[ax|b]"     },
    };
    (void)state;

    for (size_t i = 0; i < COUNT(tables); i++) {
        struct error err = {0};
        char shown[256];
        rows_of(tables[i].text, strlen(tables[i].text), shown, sizeof shown, &err);
        assert_int_equal(err.kind, ERROR_NONE);
        assert_string_equal(shown, tables[i].rows);
    }
}

static void gb18030_and_utf16_are_read_as_they_are_meant(void **state)
{
    static const char gb18030[] = "\xD0\xD5\xC3\xFB,\xC4\xEA\xBC\xB6\n\xC0\xEE\xCA\xBE\xC0\xFD,7\n";
    static const char utf16[] = "\xFF\xFE"
                                "a\0,\0b\0\n\0";
    struct error err = {0};
    char shown[256];
    (void)state;

    rows_of(gb18030, sizeof gb18030 - 1, shown, sizeof shown, &err);
    assert_string_equal(shown, "[姓名|年级][李示例|7]");

    rows_of(utf16, sizeof utf16 - 1, shown, sizeof shown, &err);
    assert_string_equal(shown, "[a|b]");
}

static void a_file_that_is_no_table_is_refused(void **state)
{
    static const struct {
        const char *bytes, *key;
        size_t size;
    } files[] = {
        {"",                     "csv.empty",      0},
        {"PK\3\4xxxx",           "csv.workbook",   8},
        {"\xD0\xCF\x11\xE0xxxx", "csv.workbook",   8},
        {"a,\"b\nc,d\n",         "csv.quote-open", 9},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(files); i++) {
        struct error err = {0};
        char shown[256];
        rows_of(files[i].bytes, files[i].size, shown, sizeof shown, &err);
        assert_string_equal(err.key ? err.key : "", files[i].key);
    }
}

/* A source without end: the same byte for ever. */
static bool give_forever(void *context, char *buffer, size_t *size, struct error *err)
{
    (void)err;
    memset(buffer, *(const char *)context, *size);
    return true;
}

static void rows_without_end_and_columns_without_number_are_refused(void **state)
{
    static const struct {
        char byte;
        const char *key;
    } sources[] = {
        {'a', "csv.row-too-long"    },
        {',', "csv.too-many-columns"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(sources); i++) {
        struct error err = {0};
        struct csv_row row;
        char byte = sources[i].byte;
        CSV(reader) = csv_open((struct csv_source){give_forever, &byte}, &err);
        assert_non_null(reader);
        assert_false(csv_next(reader, &row));
        assert_false(csv_ok(reader, &err));
        assert_string_equal(err.key, sources[i].key);
        assert_string_equal(err.values[0], "1");
    }
}

static void of_a_column_that_is_not_wanted_nothing_is_kept(void **state)
{
    struct listfile file = {.bytes = "a,b,c\nd,e,f\n", .size = 12};
    struct error err = {0};
    struct csv_row row;
    const bool wanted[] = {true, false};
    (void)state;
    CSV(reader) = csv_open(listfile_source(&file), &err);
    csv_want(reader, wanted, COUNT(wanted));

    assert_true(csv_next(reader, &row));

    assert_int_equal(row.count, 3);
    assert_string_equal(row.fields[0], "a");
    assert_string_equal(row.fields[1], "");
    assert_string_equal(row.fields[2], "");
}

static void what_a_spreadsheet_would_run_is_defused_and_read_back(void **state)
{
    static const char *const fields[] = {"=1+1", "+86 139", "-5", "@x", "\ta", "a,b", "\"q\"", "李示例"};
    struct listfile file = {0};
    struct error err = {0};
    struct csv_row row;
    (void)state;

    assert_true(csv_write(listfile_sink(&file), fields, COUNT(fields), &err));

    assert_string_equal(file.written, "\"'=1+1\",\"'+86 139\",\"'-5\",\"'@x\",\"'\ta\",\"a,b\","
                                      "\"\"\"q\"\"\",李示例\r\n");
    file.bytes = file.written;
    file.size = file.written_size;
    CSV(reader) = csv_open(listfile_source(&file), &err);
    assert_true(csv_next(reader, &row));
    assert_int_equal(row.count, COUNT(fields));
    for (size_t i = 0; i < COUNT(fields); i++)
        assert_string_equal(csv_plain(row.fields[i]), fields[i]);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(a_table_reads_the_same_however_it_is_written),
        cmocka_unit_test(gb18030_and_utf16_are_read_as_they_are_meant),
        cmocka_unit_test(a_file_that_is_no_table_is_refused),
        cmocka_unit_test(rows_without_end_and_columns_without_number_are_refused),
        cmocka_unit_test(of_a_column_that_is_not_wanted_nothing_is_kept),
        cmocka_unit_test(what_a_spreadsheet_would_run_is_defused_and_read_back),
    };
    if (!catalogue_open())
        return EXIT_FAILURE;
    return cmocka_run_group_tests_name("csv", specs, NULL, NULL);
}
