#define _GNU_SOURCE 1 /* memfd_create() */
#include "tests/support/workbooks.h"

#include "core/base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <zip.h>

#define TYPES  "http://schemas.openxmlformats.org/package/2006/"
#define SHEETS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

const struct workbook_part workbook_plain_parts[] = {
    {"[Content_Types].xml",
     "<Types xmlns=\"" TYPES "content-types\"><Override PartName=\"/xl/workbook.xml\" "
     "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
     "</Types>",
     "", 0, ""},
    {"_rels/.rels",
     "<Relationships xmlns=\"" TYPES "relationships\"><Relationship Id=\"r1\" Type=\"" OFFICE
     "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
     "", 0, ""},
    {"xl/workbook.xml",
     "<workbook xmlns=\"" SHEETS "\" xmlns:r=\"" OFFICE "\"><sheets>"
     "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
     "", 0, ""},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships xmlns=\"" TYPES "relationships\">"
     "<Relationship Id=\"r1\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
     "<Relationship Id=\"r2\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
     "<Relationship Id=\"r3\" Type=\"" OFFICE "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
     "</Relationships>",
     "", 0, ""},
    {"xl/styles.xml",
     "<styleSheet xmlns=\"" SHEETS "\"><numFmts count=\"2\">"
     "<numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
     "<numFmt numFmtId=\"165\" formatCode=\"[Red]0.00&quot;days&quot;\"/></numFmts>"
     "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
     "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"20\"/><xf numFmtId=\"22\"/>"
     "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>",
     "", 0, ""},
    {"xl/sharedStrings.xml",
     "<sst xmlns=\"" SHEETS "\"><si><t>学校</t></si><si><r><t>مەك</t></r><r><t>تەپ</t></r>"
     "<rPh sb=\"0\" eb=\"1\"><t>aloud</t></rPh></si><si><t>a_x000A_b_x0007_</t></si></sst>",
     "", 0, ""},
    {"xl/worksheets/sheet1.xml",
     "<worksheet xmlns=\"" SHEETS "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
     "</sheetData></worksheet>",
     "", 0, ""},
};
const size_t workbook_plain_count = COUNT(workbook_plain_parts);

static zip_t *begin(zip_source_t **source)
{
    zip_error_t why;
    zip_error_init(&why);
    *source = zip_source_buffer_create(NULL, 0, 0, &why);
    assert(*source);
    zip_source_keep(*source);
    zip_t *zip = zip_open_from_source(*source, ZIP_TRUNCATE, &why);
    assert(zip);
    return zip;
}

static zip_int64_t add(zip_t *zip, const struct workbook_part *part, struct arena *arena)
{
    size_t begin_size = strlen(part->begin), piece = strlen(part->piece), end = strlen(part->end);
    size_t size = begin_size + piece * part->times + end;
    char *text = arena_alloc(arena, size + 1), *to = text;
    to = mempcpy(to, part->begin, begin_size);
    for (size_t i = 0; i < part->times; i++)
        to = mempcpy(to, part->piece, piece);
    memcpy(to, part->end, end);
    zip_source_t *source = zip_source_buffer(zip, text, size, 0);
    assert(source);
    return zip_file_add(zip, part->name, source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8);
}

static FILE *end(zip_t *zip, zip_source_t *source)
{
    zip_stat_t stat;
    int closed = zip_close(zip);
    assert(closed == 0);
    zip_source_stat(source, &stat);
    char *bytes = malloc(stat.size);
    assert(bytes && zip_source_open(source) == 0);
    zip_int64_t size = zip_source_read(source, bytes, stat.size);
    zip_source_close(source);
    zip_source_free(source);
    FILE *file = workbook_bytes(bytes, (size_t)size);
    free(bytes);
    return file;
}

static FILE *pack(const struct workbook_part parts[], size_t count, bool locked)
{
    ARENA(arena); /* of the parts, until the file is written */
    zip_source_t *source;
    zip_t *zip = begin(&source);
    for (size_t i = 0; i < workbook_plain_count; i++)
        add(zip, &workbook_plain_parts[i], &arena);
    for (size_t i = 0; i < count; i++) {
        zip_int64_t index = add(zip, &parts[i], &arena);
        if (locked)
            zip_file_set_encryption(zip, (zip_uint64_t)index, ZIP_EM_AES_256, "a word");
    }
    return end(zip, source);
}

FILE *workbook_file(const struct workbook_part parts[], size_t count)
{
    return pack(parts, count, false);
}

FILE *workbook_locked(const struct workbook_part parts[], size_t count)
{
    return pack(parts, count, true);
}

FILE *workbook_bytes(const char *bytes, size_t size)
{
    int fd = memfd_create("workbook", MFD_CLOEXEC);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w+");
    assert(file);
    fwrite(bytes, 1, size, file);
    rewind(file);
    return file;
}

FILE *workbook_cut(FILE *whole, size_t size)
{
    char *bytes = malloc(size + 1);
    assert(bytes);
    rewind(whole);
    size = fread(bytes, 1, size, whole);
    FILE *file = workbook_bytes(bytes, size);
    free(bytes);
    fclose(whole);
    return file;
}
