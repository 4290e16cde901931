#include "core/import/header.h"

enum {
    HEADER_WITHIN = 20, /* rows from the top in which the header must stand */
    DROPPED_MOST = 60,  /* titles of unneeded columns that are named */
};

/* Reads a row as a header; returns how many of its cells name a column. */
static size_t read_header(struct load *load, const struct csv_row *row, struct header *header)
{
    const struct record *record = load->kind->record;
    size_t found = 0, dropped = 0;
    header->count = row->count;
    header->dropped = "";
    header->titles = arena_array(load->told, const char *, record->count);
    for (size_t i = 0; i < row->count; i++) {
        const char *title = "";
        struct error ignored = {0};
        header->columns[i] = -1;
        if (value_clean(&load->words, row->fields[i], load->told, &title, &ignored) && *title)
            header->columns[i] = record_column(record, &load->words, title);
        int column = header->columns[i];
        if (column >= 0 && header->titles[column])
            header->columns[i] = column = -1; /* the first of two counts */
        found += column >= 0;
        if (column >= 0)
            header->titles[column] = title;
        else if (*title && dropped++ < DROPPED_MOST)
            header->dropped = arena_text(load->told, "%s%s%s", header->dropped,
                                         *header->dropped ? ", " : "", title);
    }
    return found;
}

static int missing_column(const struct load *load, const struct header *header)
{
    bool *met = arena_array(load->told, bool, load->kind->record->count);
    for (size_t i = 0; i < load->kind->record->count; i++)
        met[i] = header->titles[i] != NULL;
    return record_missing(load->kind->record, met);
}

static const char *column_label(const struct load *load, int column, struct arena *arena)
{
    return message(load->request->language,
                   arena_text(arena, "column.%s", load->kind->record->columns[column].name));
}

bool header_find(struct load *load, struct csv_reader *reader, struct header *header,
                 struct error *err)
{
    struct csv_row row;
    size_t most = 0;
    int missing = 0;
    for (int i = 0; i < HEADER_WITHIN && csv_next(reader, &row); i++) {
        size_t found = read_header(load, &row, header);
        int column = missing_column(load, header);
        if (column < 0)
            return true;
        if (found > most) {
            most = found;
            missing = column;
        }
    }
    if (!csv_ok(reader, err))
        return false;
    if (most < 2)
        return error_set(err, ERROR_INVALID, MSG("import.no-header"), "no row names two columns");
    return error_tell(err, ERROR_INVALID, MSG("import.column-missing"), column_label(load, missing, load->told));
}

bool header_read(struct load *load, const struct header *header, const struct csv_row *row,
                 const char **values, struct error *err)
{
    const struct record *record = load->kind->record;
    bool *met = arena_array(&load->row, bool, record->count);
    for (size_t i = 0; i < record->count; i++)
        values[i] = "";
    for (size_t i = 0; i < row->count && i < header->count; i++) {
        int column = header->columns[i];
        if (column < 0)
            continue;
        load->column = column;
        if (!record_read(record, &load->words, column, row->fields[i], &load->row, &values[column], err))
            return false;
        met[column] = *values[column] != '\0';
    }
    load->column = record_missing(record, met);
    return load->column < 0
        || error_tell(err, ERROR_INVALID, MSG("import.empty"), column_label(load, load->column, &load->row));
}
