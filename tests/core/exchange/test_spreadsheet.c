#include "tests/support/fixture.h"
#include "tests/support/workbooks.h"

#include "core/exchange/package.h"
#include "core/exchange/spreadsheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SHEET(rows)                                                                                     \
    {                                                                                                   \
        "xl/worksheets/sheet1.xml", "<worksheet><sheetData>" rows "</sheetData></worksheet>", "", 0, "" \
    }

/* Every row of the sheet: its number, and its cells between bars. */
static const char *rows_of(FILE *file, char *shown, size_t room, struct error *err)
{
    struct spreadsheet_row row;
    size_t used = 0;
    shown[0] = '\0';
    SPREADSHEET(sheets) = spreadsheet_open(file, err);
    if (sheets && spreadsheet_begin(sheets, "sheet1", err)) {
        while (spreadsheet_next(sheets, &row)) {
            used += (size_t)snprintf(shown + used, room - used, "%d[", (int)row.number);
            for (size_t i = 0; i < row.count && used < room; i++)
                used += (size_t)snprintf(shown + used, room - used, "%s%s", i ? "|" : "", row.cells[i]);
            used += (size_t)snprintf(shown + used, room - used, "]");
        }
        (void)spreadsheet_ok(sheets, err);
    }
    fclose(file);
    return shown;
}

static void a_cell_is_the_text_it_shows(void **state)
{
    static const struct {
        const char *cell, *shown;
    } cells[] = {
        {"<c t='s'><v>0</v></c>",                                        "学校"             },
        {"<c t='s'><v>1</v></c>",                                        "مەكتەپ"       },
        {"<c t='s'><v>2</v></c>",                                        "a\nb"               },
        {"<c t='inlineStr'><is><t>x &amp; y</t></is></c>",               "x & y"              },
        {"<c t='inlineStr'><is><r><t>x</t></r><r><t>y</t></r></is></c>", "xy"                 },
        {"<c><v>12</v></c>",                                             "12"                 },
        {"<c><v>0.10000000000000001</v></c>",                            "0.1"                },
        {"<c><v>659900201408120001</v></c>",                             "659900201408120001" },
        {"<c><v>6.5990020140812E+17</v></c>",                            "6.5990020140812E+17"},
        {"<c><v>-0</v></c>",                                             "0"                  },
        {"<c s='1'><v>46282</v></c>",                                    "2026-09-17"         },
        {"<c s='1'><v>1</v></c>",                                        "1900-01-01"         },
        {"<c s='4'><v>46282.25</v></c>",                                 "2026-09-17"         },
        {"<c s='2'><v>0.35416666666666669</v></c>",                      "08:30"              },
        {"<c s='3'><v>46282.354166666664</v></c>",                       "2026-09-17 08:30"   },
        {"<c s='5'><v>2.5</v></c>",                                      "2.5"                },
        {"<c s='99'><v>46282</v></c>",                                   "46282"              },
        {"<c t='d'><v>2026-09-17</v></c>",                               "2026-09-17"         },
        {"<c t='b'><v>1</v></c>",                                        "TRUE"               },
        {"<c t='e'><v>#N/A</v></c>",                                     "#N/A"               },
        {"<c t='str'><f>A1&amp;\"=\"</f><v>=1+1</v></c>",                "=1+1"               },
        {"<x:c xmlns:x='u'><x:f>1+1</x:f><x:v>2</x:v></x:c>",            "2"                  },
    };
    (void)state;

    for (size_t i = 0; i < COUNT(cells); i++) {
        struct error err = {0};
        char sheet[512], wanted[64], shown[256];
        snprintf(sheet, sizeof sheet, "<worksheet><sheetData><row>%s</row></sheetData></worksheet>",
                 cells[i].cell);
        snprintf(wanted, sizeof wanted, "1[%s]", cells[i].shown);
        const struct workbook_part part = {"xl/worksheets/sheet1.xml", sheet, "", 0, ""};
        rows_of(workbook_file(&part, 1), shown, sizeof shown, &err);
        assert_int_equal(err.kind, ERROR_NONE);
        assert_string_equal(shown, wanted);
    }
}

static void cells_and_rows_stand_where_they_say(void **state)
{
    static const struct workbook_part part = SHEET(
        "<row r='2'><c r='B2'><v>1</v></c><c><v>2</v></c><c r='E2'><v>3</v></c><c r='XFD2' s='1'/></row>"
        "<row r='3'><c r='A3' s='1'/></row><row r='1048576'><c r='A1048576'><v>4</v></c></row>");
    struct error err = {0};
    char shown[256];
    (void)state;

    rows_of(workbook_file(&part, 1), shown, sizeof shown, &err);

    assert_int_equal(err.kind, ERROR_NONE);
    assert_string_equal(shown, "2[|1|2||3]1048576[4]");
}

static void a_sheet_is_found_by_its_name(void **state)
{
    struct error err = {0};
    (void)state;

    FILE *file = workbook_file(NULL, 0);
    SPREADSHEET(sheets) = spreadsheet_open(file, &err);
    assert_non_null(sheets);
    assert_string_equal(spreadsheet_sheet(sheets, 0), "Sheet1");
    assert_null(spreadsheet_sheet(sheets, 1));
    assert_true(spreadsheet_begin(sheets, "SHEET1", &err));
    assert_false(spreadsheet_begin(sheets, "survey", &err));
    assert_string_equal(err.key, "spreadsheet.sheet-missing");
    assert_int_equal(err.kind, ERROR_MISSING);
    fclose(file);
}

static void a_sheet_can_be_read_again_from_its_beginning(void **state)
{
    struct error err = {0};
    struct spreadsheet_row row;
    (void)state;

    FILE *file = workbook_file(NULL, 0);
    SPREADSHEET(sheets) = spreadsheet_open(file, &err);
    for (int i = 0; i < 2; i++) {
        assert_true(spreadsheet_begin(sheets, "Sheet1", &err));
        assert_true(spreadsheet_next(sheets, &row));
        assert_string_equal(row.cells[0], "学校");
        assert_false(spreadsheet_next(sheets, &row));
        assert_false(spreadsheet_next(sheets, &row));
        assert_true(spreadsheet_ok(sheets, &err));
    }
    fclose(file);
}

/* What somebody could send to fill the machine, to be fetched for, or to have it run something. */
static const struct {
    struct workbook_part part;
    const char *key;
} hostile[] = {
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData>", "          ", 800 * 1000, "</sheetData></worksheet>"},                                                    "package.bomb"                },
    {{"xl/sharedStrings.xml", "<sst>", "<si><t>x</t></si>", 400 * 1000, "</sst>"},                                                                                    "package.bomb"                },
    {{"xl/vbaProject.bin", "x", "", 0, ""},                                                                                                                           "spreadsheet.macros"          },
    {{"[Content_Types].xml", "<Types><Override PartName='/xl/workbook.xml' ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/></Types>", "", 0, ""}, "spreadsheet.macros"          },
    {{"xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;'>]><workbook>&b;</workbook>", "", 0, ""},                                             "markup.doctype"              },
    {{"xl/workbook.xml", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><workbook/>", "", 0, ""},                                                                           "markup.doctype"              },
    {{"xl/worksheets/sheet1.xml", "<worksheet>", "<a>", 70, ""},                                                                                                      "markup.deep"                 },
    {{"xl/worksheets/sheet1.xml", "<worksheet a='", "xxxxxxxxxxxxxxxx", 30 * 1000, "'/>"},                                                                            "markup.token"                },
    {{"xl/worksheets/sheet1.xml", "<worksheet><!--", "xxxxxxxxxxxxxxxx", 30 * 1000, "--></worksheet>"},                                                               "markup.token"                },
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>", "", 0, ""},                                                                                          "markup.broken"               },
    {{"xl/worksheets/sheet1.xml", "<worksheet>&a;</worksheet>", "", 0, ""},                                                                                           "markup.broken"               },
    {{"xl/worksheets/sheet1.xml", "\x01", "", 0, ""},                                                                                                                 "markup.broken"               },
    {{"xl/worksheets/sheet1.xml", "", "", 0, ""},                                                                                                                     "markup.broken"               },
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='1'><c r='XFD1'><v>1</v></c></row></sheetData></worksheet>", "", 0, ""},                              "spreadsheet.too-many-columns"},
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='1'><c r='ZZZZZZZZZZZZZZ1'><v>1</v></c></row></sheetData></worksheet>", "", 0, ""},                   "spreadsheet.too-many-columns"},
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>", "<c><v>1</v></c>", 1001, "</row></sheetData></worksheet>"},                                          "spreadsheet.too-many-columns"},
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>", "<c r='A1'/>", 16385, "</row></sheetData></worksheet>"},                                             "spreadsheet.too-many-columns"},
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='1048577'><c><v>1</v></c></row></sheetData></worksheet>", "", 0, ""},                                 "spreadsheet.row-number"      },
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='-5'/></sheetData></worksheet>", "", 0, ""},                                                          "spreadsheet.row-number"      },
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData>", "<row r='1'/>", 2, "</sheetData></worksheet>"},                                                           "spreadsheet.row-number"      },
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>", "12345678", 20 * 1000, "</v></c></row></sheetData></worksheet>"},                              "spreadsheet.cell-too-long"   },
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t='s'><v>3</v></c></row></sheetData></worksheet>", "", 0, ""},                                       "spreadsheet.text-missing"    },
    {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t='s'><v>-1</v></c></row></sheetData></worksheet>", "", 0, ""},                                      "spreadsheet.text-missing"    },
    {{"xl/workbook.xml", "<document/>", "", 0, ""},                                                                                                                   "spreadsheet.none"            },
    {{"xl/workbook.xml", "<workbook xmlns:r='u'><sheets>", "<sheet name='a' r:id='r1'/>", 256, "</sheets></workbook>"},                                               "spreadsheet.too-many-sheets" },
    {{"_rels/.rels", "<Relationships/>", "", 0, ""},                                                                                                                  "spreadsheet.none"            },
    {{"_rels/.rels", "<Relationships><Relationship Type='u/officeDocument' Target='../../../etc/passwd'/></Relationships>", "", 0, ""},                               "package.part-missing"        },
    {{"_rels/.rels", "<Relationships><Relationship Type='u/officeDocument' TargetMode='External' Target='http://example.org/'/></Relationships>", "", 0, ""},         "spreadsheet.none"            },
};

static void a_hostile_spreadsheet_is_refused_with_the_reason(void **state)
{
    static char shown[1 << 16];
    (void)state;

    for (size_t i = 0; i < COUNT(hostile); i++) {
        struct error err = {0};
        rows_of(workbook_file(&hostile[i].part, 1), shown, sizeof shown, &err);
        assert_non_null(err.key);
        assert_string_equal(err.key, hostile[i].key);
    }
}

static void what_is_no_spreadsheet_is_refused_with_what_to_do(void **state)
{
    static const struct {
        const char *bytes, *key;
        size_t size;
    } files[] = {
        {"",                                                                       "package.empty",          0 },
        {"PK",                                                                     "package.not-zip",        2 },
        {"name,grade\n",                                                           "package.not-zip",        11},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",                                       "package.old",            8 },
        {"PK\3\4 and no more",                                                     "package.cut-short",      16},
        {"PK\3\4PK\5\6\0\0\0\0\xFF\xFF\xFF\xFF\0\0\0\0\0\0\0\0\0\0",               "package.too-many-parts", 26},
        {"PK\3\4PK\5\6\0\0\0\0\1\0\1\0\0\0\0\x7F\0\0\0\0\0\0",                     "package.too-many-parts", 26},
        {"PK\3\4PK\6\7................PK\5\6\0\0\0\0\1\0\1\0\1\0\0\0\0\0\0\0\0\0", "package.too-many-parts", 46},
        {"PK\3\4PK\5\6\0\0\0\0\1\0\1\0\1\0\0\0\0\0\0\0\0\0",                       "package.cut-short",      26},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(files); i++) {
        struct error err = {0};
        FILE *file = workbook_bytes(files[i].bytes, files[i].size);
        assert_null(spreadsheet_open(file, &err));
        assert_string_equal(err.key, files[i].key);
        fclose(file);
    }
}

static void a_workbook_cut_short_is_refused_wherever_it_was_cut(void **state)
{
    char shown[256];
    (void)state;

    FILE *whole = workbook_file(NULL, 0);
    fseek(whole, 0, SEEK_END);
    size_t size = (size_t)ftell(whole);
    fclose(whole);
    for (size_t at = 0; at < size; at += 7) {
        struct error err = {0};
        rows_of(workbook_cut(workbook_file(NULL, 0), at), shown, sizeof shown, &err);
        assert_int_equal(err.kind, ERROR_INVALID);
    }
}

static void a_spreadsheet_with_a_password_is_refused(void **state)
{
    static const struct workbook_part part = SHEET("<row><c><v>1</v></c></row>");
    struct error err = {0};
    char shown[256];
    (void)state;

    rows_of(workbook_locked(&part, 1), shown, sizeof shown, &err);

    assert_string_equal(err.key, "package.locked");
    assert_string_equal(err.values[0], "xl/worksheets/sheet1.xml");
}

static void a_package_of_very_many_parts_is_refused(void **state)
{
    struct error err = {0};
    static char names[PACKAGE_PARTS_MOST][16];
    static struct workbook_part parts[PACKAGE_PARTS_MOST];
    char shown[256];
    (void)state;

    for (int i = 0; i < PACKAGE_PARTS_MOST; i++) {
        snprintf(names[i], sizeof names[i], "p%d", i);
        parts[i] = (struct workbook_part){names[i], "", "", 0, ""};
    }
    rows_of(workbook_file(parts, PACKAGE_PARTS_MOST), shown, sizeof shown, &err);

    assert_string_equal(err.key, "package.too-many-parts");
}

static void a_stream_that_is_no_file_is_refused(void **state)
{
    struct error err = {0};
    int ends[2];
    (void)state;

    assert_int_equal(pipe(ends), 0);
    FILE *file = fdopen(ends[0], "r");
    assert_null(spreadsheet_open(file, &err));
    assert_string_equal(err.key, "stream.read");
    fclose(file);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_the_text_it_shows),
        cmocka_unit_test(cells_and_rows_stand_where_they_say),
        cmocka_unit_test(a_sheet_is_found_by_its_name),
        cmocka_unit_test(a_sheet_can_be_read_again_from_its_beginning),
        cmocka_unit_test(a_hostile_spreadsheet_is_refused_with_the_reason),
        cmocka_unit_test(what_is_no_spreadsheet_is_refused_with_what_to_do),
        cmocka_unit_test(a_workbook_cut_short_is_refused_wherever_it_was_cut),
        cmocka_unit_test(a_spreadsheet_with_a_password_is_refused),
        cmocka_unit_test(a_package_of_very_many_parts_is_refused),
        cmocka_unit_test(a_stream_that_is_no_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
