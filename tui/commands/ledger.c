/* The ledger of cases as a table for a spreadsheet, to standard output. */
#include "forms/ledger/ledger.h"

#include "core/exchange/xlsx.h"
#include "tui/command.h"

#include <string.h>

enum {
    AS,
    OPTION_COUNT,
    PAGE = 100
};

/* Where rows go: text as they come, or a workbook that is written at the end. */
struct output {
    const struct command_call *call;
    struct csv_sink sink;
    struct xlsx *xlsx; /* NULL: text */
};

static bool write_bytes(void *context, const char *bytes, size_t size, struct error *err)
{
    return fwrite(bytes, 1, size, context) == size
        || error_set(err, ERROR_SYSTEM, MSG("ledger.not-written"), "%zu bytes", size);
}

static bool write_row(struct output *output, const char *const cells[], struct error *err)
{
    return output->xlsx ? xlsx_row(output->xlsx, cells, ledger_columns(), err)
                        : csv_write(output->sink, cells, ledger_columns(), err);
}

static bool write_head(struct output *output, struct arena *arena, struct error *err)
{
    enum language language = output->call->language;
    const char **heads = arena_array(arena, const char *, ledger_columns());
    for (size_t i = 0; i < ledger_columns(); i++)
        heads[i] = message(language, ledger_column(i));
    if (output->xlsx)
        return xlsx_sheet(output->xlsx, message(language, MSG("ledger.sheet")), heads,
                          ledger_columns(), err);
    return csv_write_mark(output->sink, err)
        && csv_write(output->sink, heads, ledger_columns(), err);
}

/* A page at a time: a county's ledger is longer than memory should be. */
static bool write_page(struct output *output, const struct forms *forms, int64_t *after, bool *more,
                       struct error *err)
{
    ARENA(arena);
    struct ledger_row *rows;
    size_t count;
    if (!ledger_page(output->call->store, forms, output->call->language, output->call->today,
                     *after, PAGE, &arena, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        *after = rows[i].case_id;
        if (!write_row(output, rows[i].cells, err))
            return false;
    }
    *more = count == PAGE;
    return true;
}

static bool write_all(struct output *output, const struct forms *forms, struct error *err)
{
    ARENA(arena);
    int64_t after = 0;
    bool more = true;
    if (!write_head(output, &arena, err))
        return false;
    while (more)
        if (!write_page(output, forms, &after, &more, err))
            return false;
    return !output->xlsx || xlsx_save(output->xlsx, output->sink, err);
}

static bool write_as(struct output *output, const char *as, struct error *err)
{
    struct forms *forms = forms_open(output->call->folder, err);
    XLSX(xlsx) = NULL;
    bool ok = forms != NULL;
    if (ok && strcmp(as, "xlsx") == 0) {
        output->xlsx = xlsx = xlsx_open(err);
        ok = xlsx != NULL;
    }
    ok = ok
        && ledger_look(output->call->store, output->call->actor, err)
        && write_all(output, forms, err);
    forms_close(forms);
    return ok;
}

static int run(const struct command_call *call)
{
    struct error err = {0};
    const char *as = call->options[AS] ? call->options[AS] : "csv";
    struct output output = {
        .call = call, .sink = {write_bytes, call->out}
    };
    if (strcmp(as, "csv") != 0 && strcmp(as, "xlsx") != 0) {
        command_say(call, call->err, MSG("ledger.as-unknown"), as, NULL);
        return COMMAND_MISUSED;
    }
    return write_as(&output, as, &err) ? COMMAND_DONE : command_fail(call, &err);
}

static const struct command_option options[OPTION_COUNT] = {
    [AS] = {"--as csv|xlsx", MSG("ledger.as")},
};

const struct command command_ledger = {
    .name = "ledger",
    .words = "",
    .summary = MSG("ledger.summary"),
    .need = COMMAND_COUNTY,
    .remote = true,
    .options = options,
    .option_count = COUNT(options),
    .run = run,
};
