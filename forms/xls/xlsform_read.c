#include "forms/xls/xlsform_reading.h"

#include "forms/xls/xlskind.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *xls_where(const struct xls_reading *reading, const struct xls_sheet *sheet, int64_t row)
{
    return arena_text(reading->arena, "%s %s:%" PRId64, reading->file, sheet->name, row);
}

void xls_mistake(struct xls_reading *reading, const struct error *reason)
{
    reading->mistakes = arena_grow(reading->arena, reading->mistakes, reading->mistake_count,
                                   sizeof *reading->mistakes);
    reading->mistakes[reading->mistake_count++] =
        (struct definition_mistake){(int)reading->out.lines, *reason};
}

bool xls_broken(struct xls_reading *reading, const struct xls_sheet *sheet, int64_t row,
                const char *key, const char *what)
{
    struct error reason = {0};
    (void)error_tell(&reason, ERROR_INVALID, key, xls_where(reading, sheet, row), what);
    xls_mistake(reading, &reason);
    return false;
}

static bool tell(void *context, const struct xls_sheet *sheet, int64_t row, const char *key,
                 const char *what)
{
    return xls_broken(context, sheet, row, key, what);
}

void xls_label(struct xls_reading *reading, const struct xls_table *table,
               const struct xls_row *row, const char *word, const char *key)
{
    const char *texts[LANGUAGE_COUNT];
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        texts[i] = xls_cell(table, row, word, i);
    yamlout_label(&reading->out, key, texts);
}

static void at(struct xls_reading *reading, const struct xls_table *table,
               const struct xls_row *row)
{
    reading->out.place = (struct yamlout_place){table->sheet->name, row->number};
}

/* A word of ours that stands in its own column. */
static void word(struct xls_reading *reading, const struct xls_table *table,
                 const struct xls_row *row, const char *column, const char *key)
{
    yamlout_word(&reading->out, key, xls_cell(table, row, column, XLS_NO_LANGUAGE));
}

static void list(struct xls_reading *reading, const struct xls_row *row, const char *column,
                 const char *key)
{
    yamlout_list(&reading->out, key,
                 xls_cell(&reading->settings, row, column, XLS_NO_LANGUAGE));
}

/* --- Settings, signers, events, choices ------------------------------------------------------- */

static void write_settings(struct xls_reading *reading, const struct xls_row *row)
{
    const struct xls_table *table = &reading->settings;
    at(reading, table, row);
    word(reading, table, row, "form_id", "form");
    word(reading, table, row, "version", "version");
    word(reading, table, row, "baoxue::clause", "clause");
    word(reading, table, row, "baoxue::about", "about");
    list(reading, row, "baoxue::places", "places");
    word(reading, table, row, "baoxue::action", "action");
    list(reading, row, "baoxue::filled_by", "filled_by");
    list(reading, row, "baoxue::goes_to", "goes_to");
    word(reading, table, row, "baoxue::number", "number");
    word(reading, table, row, "baoxue::serves", "serves");
    word(reading, table, row, "baoxue::copies", "copies");
    word(reading, table, row, "baoxue::batch", "batch");
    xls_label(reading, table, row, "baoxue::title", "title");
    xls_label(reading, table, row, "baoxue::purpose", "purpose");
    xls_label(reading, table, row, "baoxue::sentence", "sentence");
}

static void write_signers(struct xls_reading *reading)
{
    const struct xls_table *table = &reading->signers;
    if (table->row_count == 0)
        return;
    yamlout_enter(&reading->out, "signed_by");
    for (size_t i = 0; i < table->row_count; i++) {
        at(reading, table, &table->rows[i]);
        yamlout_item_begin(&reading->out);
        word(reading, table, &table->rows[i], "name", "name");
        xls_label(reading, table, &table->rows[i], "label", "label");
        yamlout_item_end(&reading->out);
    }
    yamlout_leave(&reading->out);
}

static void write_events(struct xls_reading *reading)
{
    const struct xls_table *table = &reading->events;
    if (table->row_count == 0)
        return;
    yamlout_enter(&reading->out, "events");
    for (size_t i = 0; i < table->row_count; i++) {
        at(reading, table, &table->rows[i]);
        yamlout_item_begin(&reading->out);
        for (size_t j = 0; j < table->sheet->count; j++)
            word(reading, table, &table->rows[i], table->sheet->words[j].word,
                 table->sheet->words[j].word);
        yamlout_item_end(&reading->out);
    }
    yamlout_leave(&reading->out);
}

static const char *list_name(const struct xls_table *table, size_t row)
{
    return xls_cell(table, &table->rows[row], "list_name", XLS_NO_LANGUAGE);
}

/* Whether an earlier row began the list. */
static bool has_begun(const struct xls_table *table, size_t row)
{
    for (size_t i = 0; i < row; i++)
        if (strcmp(list_name(table, i), list_name(table, row)) == 0)
            return true;
    return false;
}

static void write_choices_of(struct xls_reading *reading, const char *name, size_t first)
{
    const struct xls_table *table = &reading->choices;
    at(reading, table, &table->rows[first]);
    yamlout_enter(&reading->out, name);
    for (size_t i = first; i < table->row_count; i++) {
        if (strcmp(list_name(table, i), name) != 0)
            continue;
        at(reading, table, &table->rows[i]);
        yamlout_item_begin(&reading->out);
        word(reading, table, &table->rows[i], "name", "name");
        xls_label(reading, table, &table->rows[i], "label", "label");
        yamlout_item_end(&reading->out);
    }
    yamlout_leave(&reading->out);
}

/* Lists of kinds that have their own go out for other tools only. */
static void write_choices(struct xls_reading *reading)
{
    const struct xls_table *table = &reading->choices;
    bool any = false;
    for (size_t i = 0; i < table->row_count; i++) {
        const char *name = list_name(table, i);
        if (strncmp(name, XLS_OWN_LISTS, strlen(XLS_OWN_LISTS)) == 0 || has_begun(table, i))
            continue;
        if (!*name) {
            xls_broken(reading, table->sheet, table->rows[i].number, MSG("form.word-missing"),
                       "list_name");
            continue;
        }
        if (!any)
            yamlout_enter(&reading->out, "choices");
        any = true;
        write_choices_of(reading, name, i);
    }
    if (any)
        yamlout_leave(&reading->out);
}

/* --- The whole -------------------------------------------------------------------------------- */

/* The language of labels that do not say theirs. */
static int default_language(const struct xls_table *settings)
{
    const char *said = settings->row_count > 0
        ? xls_cell(settings, &settings->rows[0], "default_language", XLS_NO_LANGUAGE)
        : "";
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (strstr(said, language_code((enum language)i)))
            return i;
    return LANGUAGE_ZH;
}

static bool read_tables(struct xls_reading *reading, struct spreadsheet *book, struct error *err)
{
    struct arena *arena = reading->arena;
    if (!xls_table_read(book, &xls_settings, LANGUAGE_ZH, arena, &reading->settings, tell, reading,
                        err))
        return false;
    int fallback = default_language(&reading->settings);
    return xls_table_read(book, &xls_survey, fallback, arena, &reading->survey, tell, reading, err)
        && xls_table_read(book, &xls_choices, fallback, arena, &reading->choices, tell, reading,
                          err)
        && xls_table_read(book, &xls_events, fallback, arena, &reading->events, tell, reading, err)
        && xls_table_read(book, &xls_signers, fallback, arena, &reading->signers, tell, reading,
                          err);
}

static bool read_file(struct xls_reading *reading, FILE *file)
{
    struct error err = {0};
    SPREADSHEET(book) = spreadsheet_open(file, &err);
    bool ok = book
        && spreadsheet_begin(book, xls_survey.name, &err)
        && read_tables(reading, book, &err);
    if (!ok)
        xls_mistake(reading, &err);
    return ok;
}

static const char *write_definition(struct xls_reading *reading)
{
    static const struct xls_row nothing = {.number = 2};
    const struct xls_table *settings = &reading->settings;
    yamlout_begin(&reading->out, reading->arena);
    write_settings(reading, settings->row_count > 0 ? &settings->rows[0] : &nothing);
    write_signers(reading);
    write_events(reading);
    xls_survey_names(reading);
    xls_survey_fields(reading);
    write_choices(reading);
    return yamlout_end(&reading->out);
}

/* What a word of the definition stands under in a sheet: "title ug" under "baoxue::title". */
static const char *in_column(const struct xls_reading *reading, const struct xls_sheet *sheet,
                             const char *word)
{
    size_t length = strcspn(word, " ");
    const char *ours = arena_text(reading->arena, "baoxue::%.*s", (int)length, word);
    for (size_t i = 0; i < sheet->count; i++)
        if (strcmp(sheet->words[i].word, ours) == 0)
            return arena_text(reading->arena, "%s%s", ours, word + length);
    return strcmp(word, "form") == 0 ? "form_id" : word;
}

/* Says of a mistake in the definition in which row of the workbook it is. */
static struct definition_mistake in_workbook(const struct xls_reading *reading,
                                             struct definition_mistake mistake)
{
    size_t line = mistake.line > 0 ? (size_t)mistake.line : 1;
    const struct yamlout_place *places = reading->out.places;
    if (line > reading->out.lines)
        return mistake;
    const struct yamlout_place *place = &places[line - 1];
    struct error was = mistake.reason;
    bool missing = strcmp(was.key, MSG("form.word-missing")) == 0
        || strcmp(was.key, MSG("form.language-missing")) == 0;
    bool settings = place->sheet == xls_settings.name;
    mistake.reason = (struct error){0};
    (void)error_tell(&mistake.reason, was.kind, was.key,
                     arena_text(reading->arena, "%s %s:%" PRId64, reading->file, place->sheet,
                                place->row),
                     missing && settings ? in_column(reading, &xls_settings, was.values[1])
                                         : was.values[1],
                     was.values[2], was.values[3]);
    return mistake;
}

/* Those of the workbook and those of the definition it makes, in the order of the lines. */
static const struct definition_mistake *merge(const struct xls_reading *reading,
                                              const struct definition_mistake *found, size_t count)
{
    struct definition_mistake *all = arena_array(reading->arena, struct definition_mistake,
                                                 reading->mistake_count + count);
    for (size_t i = 0, j = 0, next = 0; next < reading->mistake_count + count; next++) {
        bool ours = i < reading->mistake_count
            && (j == count || reading->mistakes[i].line <= found[j].line);
        all[next] = ours ? reading->mistakes[i++] : in_workbook(reading, found[j++]);
    }
    return all;
}

const struct form *xlsform_read(FILE *file, const char *name, struct arena *arena,
                                const char **yaml, const struct definition_mistake **mistakes,
                                size_t *count)
{
    struct xls_reading reading = {.file = name, .arena = arena};
    const struct definition_mistake *found = NULL;
    const struct form *form = NULL;
    size_t found_count = 0;
    if (read_file(&reading, file)) {
        *yaml = write_definition(&reading);
        form = definition_check(name, *yaml, arena, &found, &found_count);
    }
    *mistakes = merge(&reading, found, found_count);
    *count = reading.mistake_count + found_count;
    return *count == 0 ? form : NULL;
}
