/* A person's finished papers: what lies in their folder, until when, and what the printer did. */
#include "core/outbox/outbox.h"
#include "tui/parts/when.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct outbox_file *)row)->id;
}

static enum row_mark row_mark(struct visit *visit, const void *row)
{
    (void)visit;
    const struct outbox_file *file = row;
    return strcmp(file->print, "failed") == 0 ? ROW_OVERDUE : ROW_PLAIN;
}

static const char *text_name(struct visit *visit, const void *row)
{
    return words_file(visit, ((const struct outbox_file *)row)->name);
}

static const char *text_made(struct visit *visit, const void *row)
{
    return when_near(((const struct outbox_file *)row)->made_at, visit->today, visit_arena(visit));
}

static const char *text_size(struct visit *visit, const void *row)
{
    return words_size(visit, ((const struct outbox_file *)row)->size);
}

static const char *text_state(struct visit *visit, const void *row)
{
    return words_of(visit, "papers.print.", ((const struct outbox_file *)row)->print);
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    (void)err;
    visit_go(visit, "papers/%" PRId64, row_id(row));
    return true;
}

static const struct table_column columns[] = {
    {MSG("papers.name"),  24, 1, true,  text_name },
    {MSG("papers.made"),  11, 3, false, text_made },
    {MSG("papers.size"),  8,  4, false, text_size },
    {MSG("papers.state"), 12, 2, false, text_state},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("papers.empty"),
    .count = MSG("papers.count"),
    .row_size = sizeof(struct outbox_file),
    .id = row_id,
    .mark = row_mark,
    .open = open_row,
};

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct outbox_file *files;
    size_t count;
    if (!outbox_list(visit->store, visit->actor, &visit->arena, &files, &count, err))
        return false;
    table_fill(visit, &state->table, &kind, files, count);
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.open"), NULL, NULL, "1-9"},
};

const struct screen screen_papers = {
    .name = "papers",
    .route = "papers",
    .title = MSG("papers.title"),
    .help = MSG("papers.help"),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
