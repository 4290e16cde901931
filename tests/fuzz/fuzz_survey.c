/*
 * Surveys with any texts in their cells: a form, or mistakes that say where; and a form that was
 * made goes out as a workbook and comes in again, or one of its expressions is refused.
 */
#include "core/exchange/stream.h"
#include "core/exchange/xlsx.h"
#include "forms/xls/xlsform.h"
#include "i18n/catalogue.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    CELLS = 12
};

static const struct {
    const char *name, *headings[CELLS];
} sheets[] = {
    {"settings",      {"form_id", "version", "baoxue::clause", "baoxue::title::zh", "baoxue::title::ug", "baoxue::title::en", "baoxue::about", "baoxue::filled_by", "baoxue::places", "baoxue::number", "baoxue::copies", "default_language"}},
    {"survey",        {"type", "name", "label::zh", "label::ug", "label::en", "relevant", "constraint", "calculation", "required", "baoxue::type", "baoxue::relevant", "baoxue::most"}                                                       },
    {"choices",       {"list_name", "name", "label::zh", "label::ug", "label::en", "", "", "", "", "", "", ""}                                                                                                                               },
    {"baoxue_events", {"when", "plan", "kind", "result", "day", "note", "until", "", "", "", "", ""}                                                                                                                                         },
};

/* The cells of a line, which tabs part. */
static void write_line(struct xlsx *xlsx, char *line, struct error *err)
{
    const char *cells[CELLS];
    for (size_t i = 0; i < CELLS; i++) {
        char *tab = line ? strchr(line, '\t') : NULL;
        cells[i] = line ? line : "";
        if (tab)
            *tab++ = '\0';
        line = tab;
    }
    (void)xlsx_row(xlsx, cells, CELLS, err);
}

/* A sheet a paragraph: a line that is empty begins the next one. */
static FILE *workbook(char *text)
{
    struct error err = {0};
    FILE *file = tmpfile();
    assert(file);
    XLSX(xlsx) = xlsx_open(&err);
    for (size_t i = 0; i < COUNT(sheets); i++) {
        assert(xlsx_sheet(xlsx, sheets[i].name, sheets[i].headings, CELLS, &err));
        while (text && *text && *text != '\n') {
            char *line = text;
            text = strchr(text, '\n');
            if (text)
                *text++ = '\0';
            write_line(xlsx, line, &err);
        }
        if (text && *text == '\n')
            text++;
    }
    assert(xlsx_save(xlsx, stream_sink(file), &err));
    fflush(file);
    return file;
}

static const struct form *import(FILE *file, struct arena *arena)
{
    const struct definition_mistake *mistakes;
    const char *yaml;
    size_t count;
    const struct form *form = xlsform_read(file, "x.xlsx", arena, &yaml, &mistakes, &count);
    assert((form != NULL) == (count == 0));
    for (size_t i = 0; i < count; i++)
        assert(mistakes[i].reason.key && *mistakes[i].reason.values[0]);
    fclose(file);
    return form;
}

static void check(char *text)
{
    ARENA(arena);
    struct error err = {0};
    const struct form *form = import(workbook(text), &arena);
    FILE *again = form ? tmpfile() : NULL;
    if (!form)
        return;
    assert(again);
    if (!xlsform_write(form, stream_sink(again), &err)) {
        assert(err.key);
        fclose(again);
        return;
    }
    fflush(again);
    const struct form *same = import(again, &arena);
    assert(same && same->field_count == form->field_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!catalogue_open())
        return 0;
    char *text = malloc(size + 1);
    assert(text);
    memcpy(text, data, size);
    text[size] = '\0';
    check(text);
    free(text);
    return 0;
}
