#include "core/exchange/csv.h"

#include "core/base/arena.h"
#include "i18n/charset.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK = 64 * 1024,
    FIRST_ROW = 4096,
};

enum state {
    FIELD_BEGINS,
    FIELD_PLAIN,
    FIELD_QUOTED,
    QUOTE_SEEN, /* within a quoted field: its end, or the first of two */
};

struct csv_reader {
    struct csv_source source;
    struct charset_reader *charset;
    char raw[CHUNK], text[CHUNK];
    size_t raw_begin, raw_end;   /* bytes of the source not yet turned into text */
    size_t text_begin, text_end; /* text not yet turned into rows */
    bool source_ended, text_ended;
    char delimiter;

    char *row; /* the fields of one row, each with its NUL */
    size_t row_size, row_used;
    size_t row_bytes; /* kept or not */
    size_t begins[CSV_COLUMNS_MOST];
    const char *fields[CSV_COLUMNS_MOST];
    size_t count;
    int64_t number;
    enum state state;
    bool after_return, blank;

    bool *wanted; /* NULL: every column */
    size_t wanted_count;
    struct error fault;
};

static void *must_have(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

/* Fills the raw buffer behind what is left in it. */
static bool read_source(struct csv_reader *reader, struct error *err)
{
    memmove(reader->raw, reader->raw + reader->raw_begin, reader->raw_end - reader->raw_begin);
    reader->raw_end -= reader->raw_begin;
    reader->raw_begin = 0;
    while (!reader->source_ended && reader->raw_end < CHUNK) {
        size_t size = CHUNK - reader->raw_end;
        if (!reader->source.read(reader->source.context, reader->raw + reader->raw_end, &size, err))
            return false;
        reader->raw_end += size;
        reader->source_ended = size == 0;
    }
    return true;
}

static bool read_text(struct csv_reader *reader, struct error *err)
{
    reader->text_begin = reader->text_end = 0;
    while (reader->text_end == 0 && !reader->text_ended) {
        if (!read_source(reader, err))
            return false;
        size_t taken = reader->raw_end - reader->raw_begin;
        bool last = reader->source_ended;
        reader->text_end = charset_read(reader->charset, reader->raw + reader->raw_begin, &taken, last,
                                        reader->text, CHUNK);
        reader->raw_begin += taken;
        reader->text_ended = last && reader->text_end == 0
            && (taken == 0 || reader->raw_begin == reader->raw_end);
    }
    return true;
}

/* Saving as CSV was forgotten: the first bytes of .xlsx and .xls. */
static bool is_workbook(const char *bytes, size_t size)
{
    return size >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "\xD0\xCF\x11\xE0", 4) == 0);
}

/* What parts columns: of the candidates the one that stands most often in the first text. */
static char guess_delimiter(const char *text, size_t length)
{
    static const char candidates[] = {',', '\t', ';'};
    size_t most = 0;
    char delimiter = ',';
    for (size_t c = 0; c < sizeof candidates; c++) {
        size_t seen = 0;
        bool quoted = false;
        for (size_t i = 0; i < length; i++) {
            quoted = text[i] != '\n' && quoted != (text[i] == '"');
            seen += !quoted && text[i] == candidates[c];
        }
        if (seen > most) {
            most = seen;
            delimiter = candidates[c];
        }
    }
    return delimiter;
}

static bool begin(struct csv_reader *reader, struct error *err)
{
    if (!read_source(reader, err))
        return false;
    if (reader->raw_end == 0)
        return error_set(err, ERROR_INVALID, MSG("csv.empty"), "no bytes");
    if (is_workbook(reader->raw, reader->raw_end))
        return error_set(err, ERROR_INVALID, MSG("csv.workbook"), "a workbook, not text");
    reader->charset = charset_open(charset_guess(reader->raw, reader->raw_end));
    if (!reader->charset)
        return error_set(err, ERROR_INVALID, MSG("csv.not-text"), "unknown encoding");
    if (!read_text(reader, err))
        return false;
    reader->delimiter = guess_delimiter(reader->text, reader->text_end);
    return true;
}

struct csv_reader *csv_open(struct csv_source source, struct error *err)
{
    struct csv_reader *reader = must_have(calloc(1, sizeof *reader));
    reader->source = source;
    reader->row_size = FIRST_ROW;
    reader->row = must_have(malloc(reader->row_size));
    if (begin(reader, err))
        return reader;
    csv_close(reader);
    return NULL;
}

void csv_close(struct csv_reader *reader)
{
    if (!reader)
        return;
    if (reader->charset)
        charset_close(reader->charset);
    free(reader->wanted);
    free(reader->row);
    free(reader);
}

void csv_close_pointer(struct csv_reader **reader)
{
    csv_close(*reader);
}

void csv_want(struct csv_reader *reader, const bool *wanted, size_t count)
{
    free(reader->wanted);
    reader->wanted = must_have(malloc(count + 1));
    memcpy(reader->wanted, wanted, count);
    reader->wanted_count = count;
}

/* Keeps the first fault, with the row it lies in. */
static bool fault(struct csv_reader *reader, const char *key)
{
    char row[24];
    snprintf(row, sizeof row, "%" PRId64, reader->number);
    return error_tell(&reader->fault, ERROR_INVALID, key, row);
}

static void put(struct csv_reader *reader, char byte)
{
    if (reader->row_used == reader->row_size) {
        reader->row_size *= 2;
        reader->row = must_have(realloc(reader->row, reader->row_size));
    }
    reader->row[reader->row_used++] = byte;
}

static bool kept(const struct csv_reader *reader)
{
    size_t column = reader->count - 1;
    return !reader->wanted || (column < reader->wanted_count && reader->wanted[column]);
}

static bool add(struct csv_reader *reader, char byte)
{
    reader->blank = reader->blank && (byte == ' ' || byte == '\t');
    if (reader->row_bytes++ == CSV_ROW_MOST)
        return fault(reader, MSG("csv.row-too-long"));
    if (byte != '\0' && kept(reader))
        put(reader, byte);
    return true;
}

static bool begin_field(struct csv_reader *reader)
{
    if (reader->count == CSV_COLUMNS_MOST)
        return fault(reader, MSG("csv.too-many-columns"));
    reader->begins[reader->count++] = reader->row_used;
    reader->state = FIELD_BEGINS;
    return true;
}

static bool end_field(struct csv_reader *reader)
{
    put(reader, '\0');
    return begin_field(reader);
}

static bool begin_row(struct csv_reader *reader)
{
    reader->number++;
    reader->row_used = reader->row_bytes = reader->count = 0;
    reader->blank = true;
    return begin_field(reader);
}

static bool ends_row(const struct csv_reader *reader, char byte)
{
    return (byte == '\n' || byte == '\r') && reader->state != FIELD_QUOTED;
}

/* Takes one byte that does not end the row. */
static bool take(struct csv_reader *reader, char byte)
{
    switch (reader->state) {
    case FIELD_QUOTED:
        if (byte != '"')
            return add(reader, byte);
        reader->state = QUOTE_SEEN;
        return true;
    case QUOTE_SEEN:
        if (byte == '"') {
            reader->state = FIELD_QUOTED;
            return add(reader, byte);
        }
        reader->state = FIELD_PLAIN;
        break;
    case FIELD_BEGINS:
        reader->state = byte == '"' ? FIELD_QUOTED : FIELD_PLAIN;
        if (byte == '"')
            return true;
        break;
    case FIELD_PLAIN:
        break;
    }
    return byte == reader->delimiter ? end_field(reader) : add(reader, byte);
}

/* Reads bytes until a row has ended; *ended is false when the text has. */
static bool read_row(struct csv_reader *reader, bool *ended)
{
    *ended = false;
    while (!*ended) {
        if (reader->text_begin == reader->text_end && !read_text(reader, &reader->fault))
            return false;
        if (reader->text_ended)
            return reader->state != FIELD_QUOTED || fault(reader, MSG("csv.quote-open"));
        char byte = reader->text[reader->text_begin++];
        bool second = reader->after_return && byte == '\n';
        reader->after_return = false;
        if (second && reader->state != FIELD_QUOTED)
            continue;
        if (!ends_row(reader, byte)) {
            if (!take(reader, byte))
                return false;
            continue;
        }
        reader->after_return = byte == '\r';
        *ended = true;
    }
    return true;
}

/* An empty row is one of empty fields; columns that are not wanted count as well. */
static void give(struct csv_reader *reader, struct csv_row *row)
{
    for (size_t i = 0; i < reader->count; i++)
        reader->fields[i] = reader->row + reader->begins[i];
    *row = (struct csv_row){reader->number, reader->count, reader->fields};
}

bool csv_next(struct csv_reader *reader, struct csv_row *row)
{
    if (reader->fault.kind != ERROR_NONE)
        return false;
    for (bool ended = true; ended;) {
        if (!begin_row(reader) || !read_row(reader, &ended))
            return false;
        put(reader, '\0');
        if (reader->blank)
            continue;
        give(reader, row);
        return true;
    }
    return false;
}

bool csv_ok(const struct csv_reader *reader, struct error *err)
{
    if (reader->fault.kind == ERROR_NONE)
        return true;
    *err = reader->fault;
    return false;
}

bool csv_write_mark(struct csv_sink sink, struct error *err)
{
    return sink.write(sink.context, "\xEF\xBB\xBF", 3, err);
}

static bool is_formula(const char *field)
{
    return *field != '\0' && strchr("=+-@\t\r\n", *field) != NULL;
}

const char *csv_plain(const char *field)
{
    return field[0] == '\'' && is_formula(field + 1) ? field + 1 : field;
}

static char *write_field(const char *field, char *to)
{
    bool quoted = strpbrk(field, "\",;\t\r\n") != NULL || is_formula(field);
    if (quoted)
        *to++ = '"';
    if (is_formula(field))
        *to++ = '\'';
    for (; *field; field++) {
        if (*field == '"')
            *to++ = '"';
        *to++ = *field;
    }
    if (quoted)
        *to++ = '"';
    return to;
}

bool csv_write(struct csv_sink sink, const char *const fields[], size_t count, struct error *err)
{
    ARENA(arena);
    size_t most = 2;
    for (size_t i = 0; i < count; i++)
        most += 2 * strlen(fields[i]) + 4; /* every byte a quote, the marks and the comma */
    char *line = arena_alloc(&arena, most), *end = line;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            *end++ = ',';
        end = write_field(fields[i], end);
    }
    *end++ = '\r';
    *end++ = '\n';
    return sink.write(sink.context, line, (size_t)(end - line), err);
}
