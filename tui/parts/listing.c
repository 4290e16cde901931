#include "tui/parts/listing.h"

#include "forms/paper/handout.h"
#include "tui/parts/words.h"

#include <inttypes.h>

static const void *row_at(const struct table *table, size_t index)
{
    return table->rows + index * table->kind->row_size;
}

/* The rows that do not fit the screen are read, too. */
static bool read_whole(struct visit *visit, struct table *table, struct error *err)
{
    table->whole = true;
    bool read = visit->screen->load(visit, err);
    table->whole = false;
    return read;
}

static const char *const *heads_of(struct visit *visit, const struct table_kind *kind)
{
    const char **heads = arena_array(&visit->arena, const char *, kind->column_count + 1);
    heads[0] = message(visit->language, MSG("table.row-number"));
    for (size_t i = 0; i < kind->column_count; i++) {
        const char *title = kind->columns[i].title;
        heads[i + 1] = title ? message(visit->language, title) : "";
    }
    return heads;
}

/* A row's number first: on paper people speak of "the fourth". */
static const char *const *cells_of(struct visit *visit, const struct table *table)
{
    const struct table_kind *kind = table->kind;
    size_t columns = kind->column_count + 1;
    const char **cells = arena_array(&visit->arena, const char *, table->count *columns + 1);
    for (size_t row = 0; row < table->count; row++) {
        cells[row * columns] = visit_digits(visit, (int64_t)row + 1);
        for (size_t i = 0; i < kind->column_count; i++)
            cells[row * columns + i + 1] = kind->columns[i].text(visit, row_at(table, row));
    }
    return cells;
}

/* Each child once, however many of its rows there are. */
static size_t list_children(const struct table *table, int64_t children[])
{
    size_t count = 0;
    for (size_t row = 0; row < table->count; row++) {
        int64_t child = table->kind->child(row_at(table, row));
        size_t at = 0;
        while (at < count && children[at] != child)
            at++;
        if (child > 0 && at == count)
            children[count++] = child;
    }
    return count;
}

/* Of which day it is, how many there are, and how many of them stand on it. */
static const char *note_of(struct visit *visit, const struct table *table)
{
    const char *count = table->kind->count ? table->kind->count : MSG("table.count");
    const char *text = visit_text(visit, count, visit_digits(visit, table->total));
    if (table->total > (int64_t)table->count)
        text = visit_text(visit, MSG("table.part"), text,
                          arena_text(&visit->arena, "1-%zu", table->count));
    if (*table_filter(table))
        text = visit_text(visit, MSG("table.filtered"), text, table_filter(table));
    return words_join(visit, " · ", visit->today, text);
}

bool listing_print(struct visit *visit, struct table *table, struct error *err)
{
    int64_t paper_id;
    if (!read_whole(visit, table, err))
        return false;
    const struct pdf_table list = {
        .title = visit->title ? visit->title : message(visit->language, visit->screen->title),
        .note = note_of(visit, table),
        .heads = heads_of(visit, table->kind),
        .columns = table->kind->column_count + 1,
        .cells = cells_of(visit, table),
        .rows = table->count,
    };
    int64_t *children = arena_array(&visit->arena, int64_t, table->count + 1);
    size_t count = list_children(table, children);
    visit_reload(visit);
    const struct handout_maker maker = {
        .store = visit->store,
        .actor = visit->actor,
        .language = visit->language,
        .when = arena_text(&visit->arena, "%s %s", visit->today, visit->hour),
    };
    if (!handout_list(&maker, &list, children, count, &paper_id, err))
        return false;
    visit_go(visit, "papers/%" PRId64, paper_id);
    return true;
}
