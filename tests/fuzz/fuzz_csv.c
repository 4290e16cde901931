/*
 * The reader of tables, given any bytes: it may refuse them and say why, but never reads
 * beyond them, never gives more columns than it promises, and what it gives can
 * be written without a spreadsheet running any of it.
 */
#include "core/exchange/csv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct bytes {
    const uint8_t *data;
    size_t size, taken;
};

/* In pieces whose sizes the bytes themselves decide: ends of buffers fall anywhere. */
static bool give(void *context, char *buffer, size_t *size, struct error *err)
{
    struct bytes *bytes = context;
    size_t piece = 1 + (bytes->taken < bytes->size ? bytes->data[bytes->taken] % 61u : 0);
    (void)err;
    if (piece > bytes->size - bytes->taken)
        piece = bytes->size - bytes->taken;
    if (piece > *size)
        piece = *size;
    memcpy(buffer, bytes->data + bytes->taken, piece);
    bytes->taken += piece;
    *size = piece;
    return true;
}

struct written {
    char *text;
    size_t size;
};

static bool keep(void *context, const char *text, size_t size, struct error *err)
{
    struct written *written = context;
    (void)err;
    written->text = realloc(written->text, written->size + size);
    assert(written->text);
    memcpy(written->text + written->size, text, size);
    written->size += size;
    return true;
}

/* A spreadsheet parts at commas outside quotation marks: no field may begin as a formula there. */
static void check_harmless(const struct written *written)
{
    bool quoted = false, begins = true;
    for (size_t i = strlen("\xEF\xBB\xBF"); i < written->size; i++) {
        char byte = written->text[i], first = begins && byte == '"' ? written->text[i + 1] : byte;
        assert(!begins || first == '\0' || strchr("=+-@\t", first) == NULL);
        quoted ^= byte == '"';
        begins = !quoted && (byte == ',' || byte == '\n');
    }
    assert(!quoted);
}

static void check_written(const struct csv_row *row)
{
    struct error err = {0};
    struct written written = {0};
    const struct csv_sink sink = {keep, &written};
    assert(csv_write_mark(sink, &err) && csv_write(sink, row->fields, row->count, &err));
    check_harmless(&written);
    free(written.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes bytes = {data, size, 0};
    struct error err = {0};
    struct csv_row row;
    int64_t last = 0;
    CSV(reader) = csv_open((struct csv_source){give, &bytes}, &err);
    while (reader && csv_next(reader, &row)) {
        assert(row.count >= 1 && row.count <= CSV_COLUMNS_MOST && row.number > last);
        last = row.number;
        check_written(&row);
    }
    assert(reader ? csv_ok(reader, &err) || err.key : err.key != NULL);
    return 0;
}
