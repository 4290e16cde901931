/*
 * The reader of workbooks, given any bytes: as the whole file, or as one of its parts, so that
 * what is behind the zip file and its checksums is reached as well. It may refuse them and say
 * why, but never reads beyond them, and gives rows in their order.
 */
#define _GNU_SOURCE 1 /* memfd_create() */
#include "core/base/arena.h"
#include "core/exchange/spreadsheet.h"

#include <assert.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const struct {
    const char *name, *text;
} parts[] = {
    {"[Content_Types].xml",        "<Types/>"                                                                                                            },
    {"_rels/.rels",                "<Relationships><Relationship Type='" OFFICE "/officeDocument' Target='xl/workbook.xml'/></Relationships>"            },
    {"xl/workbook.xml",            "<workbook><sheets><sheet name='survey' id='r1'/></sheets></workbook>"                                                },
    {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='r1' Type='" OFFICE "/worksheet' Target='sheet.xml'/>"
                                   "<Relationship Type='" OFFICE "/styles' Target='styles.xml'/>"
                                   "<Relationship Type='" OFFICE "/sharedStrings' Target='texts.xml'/></Relationships>"},
    {"xl/styles.xml",              "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"                                   },
    {"xl/texts.xml",               "<sst><si><t>x</t></si></sst>"                                                                                        },
    {"xl/sheet.xml",               "<worksheet><row><c t='s'><v>0</v></c><c s='1'><v>4</v></c></row></worksheet>"                                        },
};

static uint32_t checksum(const uint8_t *bytes, size_t size)
{
    uint32_t sum = ~0u;
    for (size_t i = 0; i < size; i++) {
        sum ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
    }
    return ~sum;
}

static void put(FILE *file, uint32_t number, int size)
{
    for (; size > 0; size--, number >>= 8)
        fputc((int)(number & 0xFF), file);
}

/* What stands before a part, and in the list at the end, is all but the same. */
static void put_head(FILE *file, size_t part, const void *bytes, size_t size)
{
    put(file, 20, 2), put(file, 0, 2), put(file, 0, 2), put(file, 0, 4);
    put(file, checksum(bytes, size), 4);
    put(file, (uint32_t)size, 4), put(file, (uint32_t)size, 4);
    put(file, (uint32_t)strlen(parts[part].name), 2), put(file, 0, 2);
}

/* A zip file whose parts are only stored. */
static void pack(FILE *file, size_t chosen, const uint8_t *data, size_t size)
{
    long begins[COUNT(parts)], list;
    const void *bytes[COUNT(parts)];
    size_t sizes[COUNT(parts)];
    for (size_t i = 0; i < COUNT(parts); i++) {
        bytes[i] = i == chosen ? (const void *)data : parts[i].text;
        sizes[i] = i == chosen ? size : strlen(parts[i].text);
        begins[i] = ftell(file);
        fputs("PK\3\4", file);
        put_head(file, i, bytes[i], sizes[i]);
        fputs(parts[i].name, file);
        fwrite(bytes[i], 1, sizes[i], file);
    }
    list = ftell(file);
    for (size_t i = 0; i < COUNT(parts); i++) {
        fputs("PK\1\2", file), put(file, 20, 2);
        put_head(file, i, bytes[i], sizes[i]);
        put(file, 0, 4), put(file, 0, 2), put(file, 0, 4), put(file, (uint32_t)begins[i], 4);
        fputs(parts[i].name, file);
    }
    uint32_t length = (uint32_t)(ftell(file) - list);
    fputs("PK\5\6", file), put(file, 0, 4);
    put(file, COUNT(parts), 2), put(file, COUNT(parts), 2);
    put(file, length, 4), put(file, (uint32_t)list, 4), put(file, 0, 2);
}

static void read_all(FILE *file)
{
    struct error err = {0};
    struct spreadsheet_row row;
    SPREADSHEET(sheets) = spreadsheet_open(file, &err);
    assert(sheets ? spreadsheet_sheet(sheets, 0) != NULL : err.key != NULL);
    for (size_t i = 0; sheets && spreadsheet_sheet(sheets, i); i++) {
        int64_t last = 0;
        if (!spreadsheet_begin(sheets, spreadsheet_sheet(sheets, i), &err))
            continue;
        while (spreadsheet_next(sheets, &row)) {
            assert(row.number > last && row.count > 0 && row.count <= SPREADSHEET_COLUMNS_MOST);
            assert(*row.cells[row.count - 1] != '\0');
            last = row.number;
        }
        assert(spreadsheet_ok(sheets, &err) || err.key);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    FILE *file = fdopen(memfd_create("workbook", MFD_CLOEXEC), "w+");
    assert(file);
    size_t chosen = data[0] % (COUNT(parts) + 1);
    if (chosen == COUNT(parts))
        fwrite(data + 1, 1, size - 1, file);
    else
        pack(file, chosen, data + 1, size - 1);
    fflush(file);
    read_all(file);
    fclose(file);
    return 0;
}
