#include "core/exchange/spreadsheet.h"

#include "core/exchange/cell.h"
#include "core/exchange/markup.h"
#include "core/exchange/spreadsheet_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* How a cell's value is written down. */
enum value_form {
    FORM_NUMBER,
    FORM_SHARED, /* the number of a shared text */
    FORM_INLINE,
    FORM_FLAG,
    FORM_TEXT
};

struct spreadsheet {
    struct spreadsheet_parts parts;
    struct markup *markup; /* of the sheet that is read; NULL before the first */
    const char *sheet;
    struct error fault;

    int64_t number;
    char *row; /* the cells of one row, each with its NUL */
    size_t row_used, row_room;
    size_t begins[SPREADSHEET_COLUMNS_MOST]; /* 1 + where a cell begins; 0 for none */
    size_t count;
    const char *cells[SPREADSHEET_COLUMNS_MOST];

    size_t column;      /* of the cell that is read, from 1 */
    size_t cells_begun; /* in the row, empty ones as well */
    enum value_form form;
    enum cell_kind kind;
    bool within, phonetic;
    char *value;
    size_t value_used, value_room;
};

static struct spreadsheet *opened(struct spreadsheet *sheets, FILE *file, struct error *err)
{
    sheets->parts.package = package_open(file, err);
    if (sheets->parts.package && spreadsheet_parts_read(&sheets->parts, err))
        return sheets;
    spreadsheet_close(sheets);
    return NULL;
}

struct spreadsheet *spreadsheet_open(FILE *file, struct error *err)
{
    struct spreadsheet *sheets = calloc(1, sizeof *sheets);
    if (!sheets)
        abort();
    return opened(sheets, file, err);
}

void spreadsheet_close(struct spreadsheet *sheets)
{
    if (!sheets)
        return;
    markup_close(sheets->markup);
    spreadsheet_parts_clear(&sheets->parts);
    free(sheets->row);
    free(sheets->value);
    free(sheets);
}

void spreadsheet_close_pointer(struct spreadsheet **sheets)
{
    spreadsheet_close(*sheets);
}

const char *spreadsheet_sheet(const struct spreadsheet *sheets, size_t index)
{
    return index < sheets->parts.sheet_count ? sheets->parts.sheets[index].name : NULL;
}

/* --- What stands in a sheet ------------------------------------------------------------------- */

/* {0} is the sheet, {1} the row, {2} the limit. */
static void refuse(struct spreadsheet *sheets, const char *key, int most)
{
    ARENA(scratch);
    struct error why = {0};
    (void)error_tell(&why, ERROR_INVALID, key, sheets->sheet,
                     arena_text(&scratch, "%" PRId64, sheets->number),
                     arena_text(&scratch, "%d", most));
    (void)markup_refuse(sheets->markup, &why);
}

static void begin_row(struct spreadsheet *sheets, const char *number)
{
    int64_t said = number ? strtoll(number, NULL, 10) : sheets->number + 1;
    if (said <= sheets->number || said > SPREADSHEET_ROWS_MOST) {
        sheets->number++;
        refuse(sheets, MSG("spreadsheet.row-number"), SPREADSHEET_ROWS_MOST);
        return;
    }
    sheets->number = said;
    memset(sheets->begins, 0, sheets->count * sizeof *sheets->begins);
    sheets->row_used = sheets->count = sheets->column = sheets->cells_begun = 0;
}

/* The column of "AB12"; the next one when the cell does not say. */
static size_t column_of(const struct spreadsheet *sheets, const char *reference)
{
    size_t column = 0;
    for (; reference && *reference >= 'A' && *reference <= 'Z'; reference++)
        if (column <= SPREADSHEET_COLUMNS_MOST)
            column = column * 26 + (size_t)(*reference - 'A') + 1;
    return column ? column : sheets->column + 1;
}

static enum value_form form_of(const char *type)
{
    static const struct {
        const char *type;
        enum value_form form;
    } forms[] = {
        {"s",         FORM_SHARED},
        {"inlineStr", FORM_INLINE},
        {"b",         FORM_FLAG  },
        {"str",       FORM_TEXT  },
        {"d",         FORM_TEXT  },
        {"e",         FORM_TEXT  },
    };
    for (size_t i = 0; type && i < COUNT(forms); i++)
        if (strcmp(forms[i].type, type) == 0)
            return forms[i].form;
    return FORM_NUMBER;
}

static void begin_cell(struct spreadsheet *sheets, const char *const attributes[])
{
    const char *style = markup_attribute(attributes, "s");
    if (sheets->cells_begun++ == SPREADSHEET_CELLS_MOST)
        refuse(sheets, MSG("spreadsheet.too-many-columns"), SPREADSHEET_COLUMNS_MOST);
    unsigned long format = style ? strtoul(style, NULL, 10) : 0;
    sheets->column = column_of(sheets, markup_attribute(attributes, "r"));
    sheets->form = form_of(markup_attribute(attributes, "t"));
    sheets->kind = format < sheets->parts.kind_count
        ? (enum cell_kind)sheets->parts.kinds[format]
        : CELL_NUMBER;
    sheets->value_used = 0;
}

static void begins(void *context, const char *name, const char *const attributes[])
{
    struct spreadsheet *sheets = context;
    bool text = strcmp(name, "t") == 0 && sheets->form == FORM_INLINE && !sheets->phonetic;
    sheets->within = text || (strcmp(name, "v") == 0 && sheets->form != FORM_INLINE);
    if (strcmp(name, "rPh") == 0)
        sheets->phonetic = true;
    else if (strcmp(name, "row") == 0)
        begin_row(sheets, markup_attribute(attributes, "r"));
    else if (strcmp(name, "c") == 0)
        begin_cell(sheets, attributes);
}

static void put_value(struct spreadsheet *sheets, const char *bytes, size_t length)
{
    sheets->value = spreadsheet_grow(sheets->value, sheets->value_used + length,
                                     &sheets->value_room, 1);
    memcpy(sheets->value + sheets->value_used, bytes, length);
    sheets->value_used += length;
}

static void text(void *context, const char *bytes, size_t length)
{
    struct spreadsheet *sheets = context;
    if (!sheets->within)
        return;
    if (sheets->value_used + length > SPREADSHEET_CELL_MOST)
        refuse(sheets, MSG("spreadsheet.cell-too-long"), SPREADSHEET_CELL_MOST);
    else
        put_value(sheets, bytes, length);
}

static void put_cell(struct spreadsheet *sheets, const char *value)
{
    size_t length = strlen(value) + 1;
    if (length == 1)
        return;
    if (sheets->column > SPREADSHEET_COLUMNS_MOST) {
        refuse(sheets, MSG("spreadsheet.too-many-columns"), SPREADSHEET_COLUMNS_MOST);
        return;
    }
    if (sheets->row_used + length > SPREADSHEET_ROW_MOST) {
        refuse(sheets, MSG("spreadsheet.row-too-long"), SPREADSHEET_ROW_MOST);
        return;
    }
    sheets->row = spreadsheet_grow(sheets->row, sheets->row_used + length, &sheets->row_room, 1);
    memcpy(sheets->row + sheets->row_used, value, length);
    sheets->begins[sheets->column - 1] = 1 + sheets->row_used;
    sheets->row_used += length;
    if (sheets->column > sheets->count)
        sheets->count = sheets->column;
}

static void put_shared(struct spreadsheet *sheets)
{
    const struct spreadsheet_parts *parts = &sheets->parts;
    char *end;
    unsigned long index = strtoul(sheets->value, &end, 10);
    if (*end || end == sheets->value || index >= parts->begin_count)
        refuse(sheets, MSG("spreadsheet.text-missing"), 0);
    else
        put_cell(sheets, parts->texts + parts->begins[index]);
}

static void end_cell(struct spreadsheet *sheets)
{
    char number[CELL_NUMBER_SIZE];
    if (sheets->value_used == 0)
        return;
    put_value(sheets, "", 1);
    switch (sheets->form) {
    case FORM_SHARED:
        put_shared(sheets);
        break;
    case FORM_INLINE:
    case FORM_TEXT:
        spreadsheet_plain(sheets->value);
        put_cell(sheets, sheets->value);
        break;
    case FORM_FLAG:
        put_cell(sheets, strcmp(sheets->value, "1") == 0 ? "TRUE" : "FALSE");
        break;
    case FORM_NUMBER:
        cell_number_text(sheets->value, sheets->kind, sheets->parts.from_1904, number);
        put_cell(sheets, number);
        break;
    }
    sheets->value_used = 0;
}

static void ends(void *context, const char *name)
{
    struct spreadsheet *sheets = context;
    sheets->within = false;
    if (strcmp(name, "rPh") == 0)
        sheets->phonetic = false;
    else if (strcmp(name, "c") == 0)
        end_cell(sheets);
    else if (strcmp(name, "row") == 0 && sheets->count > 0)
        markup_pause(sheets->markup);
}

/* --- The rows --------------------------------------------------------------------------------- */

bool spreadsheet_begin(struct spreadsheet *sheets, const char *sheet, struct error *err)
{
    static const struct markup_events events = {begins, ends, text};
    const struct spreadsheet_sheet *found = NULL;
    for (size_t i = sheets->parts.sheet_count; i-- > 0;)
        if (strcasecmp(sheets->parts.sheets[i].name, sheet) == 0)
            found = &sheets->parts.sheets[i];
    if (!found)
        return error_tell(err, ERROR_MISSING, MSG("spreadsheet.sheet-missing"), sheet);
    struct package_part *part = package_part_open(sheets->parts.package, found->part, err);
    if (!part)
        return false;
    markup_close(sheets->markup);
    sheets->markup = markup_open(part, &events, sheets);
    sheets->sheet = found->name;
    sheets->number = 0;
    sheets->fault = (struct error){0};
    return true;
}

static void give(struct spreadsheet *sheets, struct spreadsheet_row *row)
{
    for (size_t i = 0; i < sheets->count; i++)
        sheets->cells[i] = sheets->begins[i] ? sheets->row + sheets->begins[i] - 1 : "";
    *row = (struct spreadsheet_row){sheets->number, sheets->count, sheets->cells};
}

bool spreadsheet_next(struct spreadsheet *sheets, struct spreadsheet_row *row)
{
    bool ended = true;
    if (!sheets->markup || sheets->fault.kind != ERROR_NONE
        || !markup_run(sheets->markup, &ended, &sheets->fault) || ended)
        return false;
    give(sheets, row);
    return true;
}

bool spreadsheet_ok(const struct spreadsheet *sheets, struct error *err)
{
    if (sheets->fault.kind == ERROR_NONE)
        return true;
    *err = sheets->fault;
    return false;
}
