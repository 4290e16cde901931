/* Any bytes as a file of rows: rows come out, or one clear error; nothing is read past its end. */
#include "core/exchange/csv.h"
#include "i18n/catalogue.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct bytes {
    const uint8_t *data;
    size_t left;
};

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    if (!catalogue_open())
        abort();
    return 0;
}

static bool read_bytes(void *context, char *buffer, size_t *size, struct error *err)
{
    struct bytes *bytes = context;
    (void)err;
    *size = *size < bytes->left ? *size : bytes->left;
    memcpy(buffer, bytes->data, *size);
    bytes->data += *size;
    bytes->left -= *size;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes bytes = {data, size};
    struct error err = {0};
    struct csv_reader *reader = csv_open((struct csv_source){read_bytes, &bytes}, &err);
    assert(reader || err.kind != ERROR_NONE);
    if (!reader)
        return 0;
    struct csv_row row;
    while (csv_next(reader, &row))
        for (size_t i = 0; i < row.count; i++)
            assert(strlen(row.fields[i]) <= CSV_ROW_MOST);
    if (!csv_ok(reader, &err))
        assert(err.key);
    csv_close(reader);
    return 0;
}
