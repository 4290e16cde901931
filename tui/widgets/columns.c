#include "tui/widgets/columns.h"

enum {
    MEASURED_MOST = 200 /* rows: enough for what is in sight and near it */
};

/* What a column must have, or goes; what it may have first of what is left; all that its texts
   take; and what it may have as blanks at last. */
struct need {
    int least, first, natural, last;
};

static int smaller(int one, int other)
{
    return one < other ? one : other;
}

static int larger(int one, int other)
{
    return one > other ? one : other;
}

static const char *text_of(struct visit *visit, const struct table *table,
                           const struct table_column *column, size_t row)
{
    return column->text(visit, table->rows + row * table->kind->row_size);
}

static int natural_width(struct visit *visit, const struct table *table,
                         const struct table_column *column, bool heads)
{
    int natural =
        heads && column->title ? visit_columns(visit, message(visit->language, column->title)) : 1;
    for (size_t i = 0; i < table->count && i < MEASURED_MOST; i++)
        natural = larger(natural, visit_columns(visit, text_of(visit, table, column, i)));
    return natural;
}

static struct need measure(struct visit *visit, const struct table *table,
                           const struct table_column *column, bool heads)
{
    int natural = natural_width(visit, table, column, heads);
    int fixed = smaller(natural, column->width);
    if (!column->grows)
        return (struct need){fixed, fixed, natural, natural};
    return (struct need){smaller(natural, (column->width + 1) / 2), natural, natural,
                         larger(natural, column->width)};
}

/* The columns that all up to a rank need at the least. */
static int needed(const struct table_kind *kind, const struct need *needs, int rank, int gap)
{
    int sum = -gap;
    for (size_t i = 0; i < kind->column_count; i++)
        if (kind->columns[i].rank <= rank)
            sum += needs[i].least + gap;
    return sum;
}

static int rank_that_fits(const struct table_kind *kind, const struct need *needs, int width,
                          int gap)
{
    int rank = 1;
    for (size_t i = 0; i < kind->column_count; i++)
        rank = larger(rank, kind->columns[i].rank);
    while (rank > 1 && needed(kind, needs, rank, gap) > width)
        rank--;
    return rank;
}

/* Gives a column at a time to those that are below what they want, until nothing is left. */
static int share(const struct table_kind *kind, const int *wanted, struct place *places, int rest)
{
    bool given = true;
    while (rest > 0 && given) {
        given = false;
        for (size_t i = 0; i < kind->column_count && rest > 0; i++) {
            if (places[i].width == 0 || places[i].width >= wanted[i])
                continue;
            places[i].width++;
            rest--;
            given = true;
        }
    }
    return rest;
}

static void stand_in_line(const struct table_kind *kind, struct place *places, int column,
                          int width, int gap)
{
    int at = column, end = column + width;
    for (size_t i = 0; i < kind->column_count; i++) {
        places[i].column = at;
        places[i].width = larger(0, smaller(places[i].width, end - at));
        at += places[i].width > 0 ? places[i].width + gap : 0;
    }
}

void columns_place(struct visit *visit, const struct table *table, bool heads, int column,
                   int width, int gap, struct place places[static COLUMNS_MOST])
{
    const struct table_kind *kind = table->kind;
    struct need needs[COLUMNS_MOST];
    int first[COLUMNS_MOST], natural[COLUMNS_MOST], last[COLUMNS_MOST];
    for (size_t i = 0; i < kind->column_count; i++) {
        needs[i] = measure(visit, table, &kind->columns[i], heads);
        first[i] = needs[i].first;
        natural[i] = needs[i].natural;
        last[i] = needs[i].last;
    }
    int rank = rank_that_fits(kind, needs, width, gap);
    for (size_t i = 0; i < kind->column_count; i++)
        places[i].width = kind->columns[i].rank <= rank ? needs[i].least : 0;
    int rest = width - needed(kind, needs, rank, gap);
    rest = share(kind, first, places, rest);
    rest = share(kind, natural, places, rest);
    share(kind, last, places, rest);
    stand_in_line(kind, places, column, width, gap);
}
