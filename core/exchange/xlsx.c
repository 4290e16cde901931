#define _GNU_SOURCE 1 /* memfd_create() */
#include "core/exchange/xlsx.h"

#include "core/base/arena.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
    COLUMN_WIDTH = 24, /* characters; labels in three languages stay readable */
    TEXT_FORMAT = 49   /* "@": typed over, it is still text */
};

struct xlsx {
    int file; /* in memory; the library wants a path, and closes what it opened */
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *text, *heading;
    const char *sheet_name;
    uint32_t row;
    struct arena arena;
};

static void begin(struct xlsx *xlsx, const char *path)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    xlsx->workbook = workbook_new_opt(path, &options);
    xlsx->text = workbook_add_format(xlsx->workbook);
    format_set_num_format_index(xlsx->text, TEXT_FORMAT);
    format_set_text_wrap(xlsx->text);
    format_set_align(xlsx->text, LXW_ALIGN_VERTICAL_TOP);
    xlsx->heading = workbook_add_format(xlsx->workbook);
    format_set_num_format_index(xlsx->heading, TEXT_FORMAT);
    format_set_bold(xlsx->heading);
}

struct xlsx *xlsx_open(struct error *err)
{
    struct xlsx *xlsx = calloc(1, sizeof *xlsx);
    if (!xlsx)
        abort();
    xlsx->file = memfd_create("xlsx", MFD_CLOEXEC);
    if (xlsx->file < 0) {
        (void)error_set(err, ERROR_SYSTEM, MSG("stream.write"), "memfd: %m");
        free(xlsx);
        return NULL;
    }
    begin(xlsx, arena_text(&xlsx->arena, "/proc/self/fd/%d", xlsx->file));
    return xlsx;
}

void xlsx_close(struct xlsx *xlsx)
{
    if (!xlsx)
        return;
    if (xlsx->workbook)
        (void)workbook_close(xlsx->workbook);
    close(xlsx->file);
    arena_clear(&xlsx->arena);
    free(xlsx);
}

void xlsx_close_pointer(struct xlsx **xlsx)
{
    xlsx_close(*xlsx);
}

/* "_x000A_" would be read as the sign of that number. */
static bool is_escape(const char *text)
{
    return text[0] == '_' && text[1] == 'x' && strspn(text + 2, "0123456789abcdefABCDEF") >= 4
        && text[6] == '_';
}

static const char *escaped(const char *text, struct arena *arena)
{
    const char *done = "", *at = text;
    while ((at = strchr(at, '_'))) {
        if (is_escape(at)) {
            done = arena_text(arena, "%s%.*s_x005F_", done, (int)(at - text), text);
            text = at + 1;
        }
        at++;
    }
    return *done ? arena_text(arena, "%s%s", done, text) : text;
}

static bool write_row(struct xlsx *xlsx, const char *const cells[], size_t count,
                      lxw_format *format, struct error *err)
{
    ARENA(scratch);
    for (size_t i = 0; i < count; i++) {
        if (!*cells[i])
            continue;
        lxw_error status = worksheet_write_string(xlsx->sheet, xlsx->row, (lxw_col_t)i,
                                                  escaped(cells[i], &scratch), format);
        if (status != LXW_NO_ERROR)
            return error_tell(err, ERROR_INVALID, MSG("xlsx.too-long"), xlsx->sheet_name,
                              arena_text(&scratch, "%" PRIu32, xlsx->row + 1));
    }
    xlsx->row++;
    return true;
}

bool xlsx_sheet(struct xlsx *xlsx, const char *name, const char *const headings[], size_t count,
                struct error *err)
{
    if (workbook_validate_sheet_name(xlsx->workbook, name) != LXW_NO_ERROR)
        return error_tell(err, ERROR_INVALID, MSG("xlsx.sheet-name"), name);
    lxw_worksheet *sheet = workbook_add_worksheet(xlsx->workbook, name);
    xlsx->sheet = sheet;
    xlsx->sheet_name = arena_text(&xlsx->arena, "%s", name);
    xlsx->row = 0;
    worksheet_set_column(sheet, 0, (lxw_col_t)(count > 0 ? count - 1 : 0), COLUMN_WIDTH, NULL);
    worksheet_freeze_panes(sheet, 1, 0);
    return write_row(xlsx, headings, count, xlsx->heading, err);
}

bool xlsx_row(struct xlsx *xlsx, const char *const cells[], size_t count, struct error *err)
{
    return write_row(xlsx, cells, count, xlsx->text, err);
}

static bool pass_on(int file, struct csv_sink sink, struct error *err)
{
    char buffer[16 * 1024];
    ssize_t size;
    if (lseek(file, 0, SEEK_SET) != 0)
        return error_set(err, ERROR_SYSTEM, MSG("stream.write"), "seeking: %m");
    while ((size = read(file, buffer, sizeof buffer)) > 0)
        if (!sink.write(sink.context, buffer, (size_t)size, err))
            return false;
    return size == 0 || error_set(err, ERROR_SYSTEM, MSG("stream.write"), "reading back: %m");
}

bool xlsx_save(struct xlsx *xlsx, struct csv_sink sink, struct error *err)
{
    lxw_error status = workbook_close(xlsx->workbook);
    xlsx->workbook = NULL;
    if (status != LXW_NO_ERROR)
        return error_set(err, ERROR_SYSTEM, MSG("stream.write"), "%s", lxw_strerror(status));
    return pass_on(xlsx->file, sink, err);
}
