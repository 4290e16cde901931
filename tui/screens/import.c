/* The files that were laid into the county's folder, each by its number. */
#include "core/import/drop.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

struct state {
    struct table table;
};

struct row {
    struct drop_file file;
    int64_t number;
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *text_name(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->file.name;
}

static const char *text_day(struct visit *visit, const void *row)
{
    return words_moment(visit, ((const struct row *)row)->file.changed_at);
}

static const char *text_size(struct visit *visit, const void *row)
{
    return words_size(visit, ((const struct row *)row)->file.size);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "import/%s", visit_encode(&visit->arena, ((const struct row *)row)->file.name));
    return true;
}

static const struct table_column columns[] = {
    {MSG("import.file"),  30, 1, true,  text_name},
    {MSG("history.day"),  12, 2, false, text_day },
    {MSG("import.large"), 12, 3, false, text_size},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("import.no-files"),
    .count = MSG("import.file-count"),
    .row_size = sizeof(struct row),
    .filters = true,
    .id = row_id,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct drop_file *files;
    size_t count;
    if (!drop_list(visit->county, &visit->arena, &files, &count, err))
        return false;
    struct row *rows = arena_array(&visit->arena, struct row, count + 1);
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct row){files[i], (int64_t)i + 1};
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_import = {
    .name = "import",
    .route = "import",
    .title = MSG("import.title"),
    .help = MSG("import.help"),
    .needs = NEEDS(MAY_IMPORT),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
