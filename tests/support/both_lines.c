#include "tests/support/both_lines.h"

#include "core/days/sighting.h"

void says(struct work *w, enum line line, enum county_child child, const char *word,
          const char *day)
{
    const struct sighting row = {.child_id = w->county.child[child], .word = word};
    assert_true(sighting_report(w->f->store, w->policy, &w->f->console, w->today, line, day, &row,
                                1, &w->f->err));
}

void household_says(struct work *w, enum county_child child, const char *word)
{
    says(w, LINE_HOUSEHOLD, child, word, w->today);
}

void class_reports(struct work *w, const char *day, enum county_child absent)
{
    const enum county_child marks[] = {absent, CHILD_COUNT};
    const char *today = w->today;
    w->today = day;
    assert_true(work_report(w, day, marks));
    w->today = today;
}

const struct lines_filter everywhere = {.kind = "", .typed = ""};

struct lines_row *board_of(struct work *w, const struct lines_filter *filter, size_t *count)
{
    struct lines_row *rows;
    int64_t total;
    assert_true(lines_list(w->f->store, w->policy, w->today, filter, (struct page){0, 50},
                           &w->f->arena, &rows, count, &total, &w->f->err));
    assert_int_equal(total, (int64_t)*count);
    return rows;
}

const struct lines_row *row_of(struct work *w, enum county_child child)
{
    size_t count;
    const struct lines_row *rows = board_of(w, &everywhere, &count);
    for (size_t i = 0; i < count; i++)
        if (rows[i].child_id == w->county.child[child])
            return &rows[i];
    return NULL;
}
