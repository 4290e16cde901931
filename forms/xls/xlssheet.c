#include "forms/xls/xlssheet.h"

#include <string.h>
#include <strings.h>

static const struct xls_word survey_words[] = {
    {"type",                    XLS_USED      },
    {"name",                    XLS_USED      },
    {"label",                   XLS_TRANSLATED},
    {"hint",                    XLS_TRANSLATED},
    {"required",                XLS_USED      },
    {"relevant",                XLS_USED      },
    {"constraint",              XLS_USED      },
    {"constraint_message",      XLS_TRANSLATED},
    {"calculation",             XLS_USED      },
    {"default",                 XLS_USED      },
    {"appearance",              XLS_USED      },
    {"repeat_count",            XLS_USED      },
    {"disabled",                XLS_USED      },
    {"baoxue::type",            XLS_USED      },
    {"baoxue::clause",          XLS_USED      },
    {"baoxue::fill",            XLS_USED      },
    {"baoxue::later",           XLS_USED      },
    {"baoxue::relevant",        XLS_USED      },
    {"baoxue::constraint",      XLS_USED      },
    {"baoxue::calculation",     XLS_USED      },
    {"baoxue::signature",       XLS_TRANSLATED},
    {"baoxue::masked",          XLS_USED      },
    {"baoxue::beside",          XLS_USED      },
    {"baoxue::unprinted",       XLS_USED      },
    {"baoxue::keep",            XLS_USED      },
    {"baoxue::least",           XLS_USED      },
    {"baoxue::most",            XLS_USED      },
    {"required_message",        XLS_IGNORED   },
    {"guidance_hint",           XLS_IGNORED   },
    {"read_only",               XLS_IGNORED   },
    {"readonly",                XLS_IGNORED   },
    {"parameters",              XLS_IGNORED   },
    {"body::accuracyThreshold", XLS_IGNORED   },
    {"note",                    XLS_IGNORED   },
    {"notes",                   XLS_IGNORED   },
    {"comment",                 XLS_IGNORED   },
    {"comments",                XLS_IGNORED   },
    {"choice_filter",           XLS_REFUSED   },
    {"trigger",                 XLS_REFUSED   },
    {"media::image",            XLS_REFUSED   },
    {"media::audio",            XLS_REFUSED   },
    {"media::video",            XLS_REFUSED   },
    {"image",                   XLS_REFUSED   },
    {"audio",                   XLS_REFUSED   },
    {"video",                   XLS_REFUSED   },
};

static const struct xls_word choices_words[] = {
    {"list_name",    XLS_USED      },
    {"name",         XLS_USED      },
    {"label",        XLS_TRANSLATED},
    {"media::image", XLS_REFUSED   },
    {"media::audio", XLS_REFUSED   },
    {"media::video", XLS_REFUSED   },
    {"image",        XLS_REFUSED   },
};

static const struct xls_word settings_words[] = {
    {"form_title",              XLS_USED      },
    {"form_id",                 XLS_USED      },
    {"version",                 XLS_USED      },
    {"default_language",        XLS_USED      },
    {"baoxue::clause",          XLS_USED      },
    {"baoxue::title",           XLS_TRANSLATED},
    {"baoxue::purpose",         XLS_TRANSLATED},
    {"baoxue::sentence",        XLS_TRANSLATED},
    {"baoxue::action",          XLS_USED      },
    {"baoxue::about",           XLS_USED      },
    {"baoxue::places",          XLS_USED      },
    {"baoxue::filled_by",       XLS_USED      },
    {"baoxue::goes_to",         XLS_USED      },
    {"baoxue::number",          XLS_USED      },
    {"baoxue::serves",          XLS_USED      },
    {"baoxue::copies",          XLS_USED      },
    {"baoxue::batch",           XLS_USED      },
    {"instance_name",           XLS_IGNORED   },
    {"style",                   XLS_IGNORED   },
    {"public_key",              XLS_IGNORED   },
    {"submission_url",          XLS_IGNORED   },
    {"auto_send",               XLS_IGNORED   },
    {"auto_delete",             XLS_IGNORED   },
    {"allow_choice_duplicates", XLS_IGNORED   },
};

static const struct xls_word events_words[] = {
    {"when",   XLS_USED},
    {"plan",   XLS_USED},
    {"kind",   XLS_USED},
    {"result", XLS_USED},
    {"day",    XLS_USED},
    {"note",   XLS_USED},
    {"until",  XLS_USED},
};

static const struct xls_word signers_words[] = {
    {"name",  XLS_USED      },
    {"label", XLS_TRANSLATED},
};

const struct xls_sheet xls_survey = {"survey", survey_words, COUNT(survey_words)};
const struct xls_sheet xls_choices = {"choices", choices_words, COUNT(choices_words)};
const struct xls_sheet xls_settings = {"settings", settings_words, COUNT(settings_words)};
const struct xls_sheet xls_events = {"baoxue_events", events_words, COUNT(events_words)};
const struct xls_sheet xls_signers = {"baoxue_signers", signers_words, COUNT(signers_words)};

/* --- Headings --------------------------------------------------------------------------------- */

static const char *const languages[LANGUAGE_COUNT] = {
    [LANGUAGE_ZH] = "中文 (zh)",
    [LANGUAGE_UG] = "ئۇيغۇرچە (ug)",
    [LANGUAGE_EN] = "English (en)",
};

const char *xls_heading(const char *word, int language, struct arena *arena)
{
    return language == XLS_NO_LANGUAGE ? word
                                       : arena_text(arena, "%s::%s", word, languages[language]);
}

/* "English (en)", "English", "en" or "zh-CN"; XLS_NO_LANGUAGE for one that is not ours. */
static int language_of(const char *text)
{
    const char *code = strrchr(text, '(');
    code = code ? code + 1 : text;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *ours = language_code((enum language)i);
        size_t length = strlen(ours), name = strcspn(languages[i], " ");
        if (strncasecmp(code, ours, length) == 0 && (!code[length] || strchr(")-_", code[length])))
            return i;
        if (strlen(text) == name && strncasecmp(text, languages[i], name) == 0)
            return i;
    }
    return XLS_NO_LANGUAGE;
}

/* Signs that people put for each other: "list name", "List_Name". */
static bool is_word(const char *word, const char *typed, size_t length)
{
    if (strlen(word) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char sign = typed[i] == ' ' ? '_' : typed[i];
        if (strncasecmp(&word[i], &sign, 1) != 0)
            return false;
    }
    return true;
}

static const struct xls_word *find_word(const struct xls_sheet *sheet, const char *typed,
                                        size_t length)
{
    for (size_t i = 0; i < sheet->count; i++)
        if (is_word(sheet->words[i].word, typed, length))
            return &sheet->words[i];
    return NULL;
}

/* A translated word without a language is in that of the form. */
static bool read_heading(const struct xls_sheet *sheet, const char *typed, int fallback,
                         struct xls_column *column)
{
    const struct xls_word *word = find_word(sheet, typed, strlen(typed));
    if (word) {
        *column = (struct xls_column){
            word, word->use == XLS_TRANSLATED ? fallback : XLS_NO_LANGUAGE};
        return true;
    }
    const char *behind = NULL;
    for (const char *at = typed; (at = strstr(at, "::")); at += 2)
        behind = at;
    word = behind ? find_word(sheet, typed, (size_t)(behind - typed)) : NULL;
    if (!word)
        return *typed == '\0';
    int language = language_of(behind + 2);
    bool ours = word->use != XLS_TRANSLATED || language != XLS_NO_LANGUAGE;
    *column = (struct xls_column){ours ? word : NULL, language};
    return true;
}

/* --- Rows ------------------------------------------------------------------------------------- */

static const char *trimmed(const char *text, struct arena *arena)
{
    text += strspn(text, " \t\n");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\n", text[length - 1]))
        length--;
    return arena_copy(arena, text, length);
}

static void keep_row(struct xls_table *table, const struct spreadsheet_row *row,
                     struct arena *arena)
{
    const char **cells = arena_array(arena, const char *, row->count);
    for (size_t i = 0; i < row->count; i++)
        cells[i] = trimmed(row->cells[i], arena);
    table->rows = arena_grow(arena, table->rows, table->row_count, sizeof *table->rows);
    table->rows[table->row_count++] = (struct xls_row){row->number, cells, row->count};
}

static size_t row_bytes(const struct spreadsheet_row *row)
{
    size_t bytes = 0;
    for (size_t i = 0; i < row->count; i++)
        bytes += strlen(row->cells[i]) + sizeof(char *);
    return bytes;
}

static bool read_rows(struct spreadsheet *book, struct xls_table *table, struct arena *arena,
                      struct error *err)
{
    struct spreadsheet_row row;
    size_t bytes = 0;
    while (spreadsheet_next(book, &row)) {
        bytes += row_bytes(&row);
        if (table->row_count == XLS_ROWS_MOST || bytes > XLS_BYTES_MOST)
            return error_tell(err, ERROR_INVALID, MSG("xlsform.too-large"), table->sheet->name);
        keep_row(table, &row, arena);
    }
    return spreadsheet_ok(book, err);
}

/* The first row that has something in a column, from the second on; NULL when none has. */
static const struct xls_row *used(const struct xls_table *table, size_t column)
{
    for (size_t i = 0; i < table->row_count; i++)
        if (column < table->rows[i].count && *table->rows[i].cells[column])
            return &table->rows[i];
    return NULL;
}

/* The first row is the headings. A mistyped one would be a rule that silently does not hold. */
static void take_headings(struct xls_table *table, int fallback, struct arena *arena,
                          xls_told *tell, void *context)
{
    struct xls_row headings = table->rows[0];
    table->rows++;
    table->row_count--;
    table->columns = arena_array(arena, struct xls_column, headings.count);
    table->column_count = headings.count;
    for (size_t i = 0; i < headings.count; i++) {
        struct xls_column *column = &table->columns[i];
        bool known = read_heading(table->sheet, headings.cells[i], fallback, column);
        const struct xls_row *row = used(table, i);
        if (row && !known)
            tell(context, table->sheet, row->number, MSG("xlsform.column-unknown"),
                 headings.cells[i]);
        else if (row && column->word && column->word->use == XLS_REFUSED)
            tell(context, table->sheet, row->number, MSG("xlsform.refused"), headings.cells[i]);
    }
}

static bool has_sheet(const struct spreadsheet *book, const char *name)
{
    const char *sheet;
    for (size_t i = 0; (sheet = spreadsheet_sheet(book, i)); i++)
        if (strcasecmp(sheet, name) == 0)
            return true;
    return false;
}

bool xls_table_read(struct spreadsheet *book, const struct xls_sheet *sheet, int fallback,
                    struct arena *arena, struct xls_table *table, xls_told *tell, void *context,
                    struct error *err)
{
    *table = (struct xls_table){.sheet = sheet};
    if (!has_sheet(book, sheet->name))
        return true;
    if (!spreadsheet_begin(book, sheet->name, err) || !read_rows(book, table, arena, err))
        return false;
    if (table->row_count > 0)
        take_headings(table, fallback, arena, tell, context);
    return true;
}

const char *xls_cell(const struct xls_table *table, const struct xls_row *row, const char *word,
                     int language)
{
    for (size_t i = 0; i < table->column_count && i < row->count; i++) {
        const struct xls_column *column = &table->columns[i];
        if (column->word && strcmp(column->word->word, word) == 0
            && (column->word->use != XLS_TRANSLATED || column->language == language)
            && *row->cells[i])
            return row->cells[i];
    }
    return "";
}

static bool is_among(const char *text, const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(words[i], text) == 0)
            return true;
    return false;
}

bool xls_is_true(const char *text)
{
    static const char *const words[] = {"yes", "true", "true()", "1"};
    return is_among(text, words, COUNT(words));
}

bool xls_is_false(const char *text)
{
    static const char *const words[] = {"", "no", "false", "false()", "0"};
    return is_among(text, words, COUNT(words));
}
