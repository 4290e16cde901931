/* What the lists said of a child before: who changed which field, when and why (H10, Y4). */
#include "core/lists/child.h"
#include "core/store/audit.h"
#include "core/store/revision.h"
#include "tui/parts/record.h"
#include "tui/parts/words.h"

#include <string.h>

enum {
    REVISIONS_MOST = 200 /* that are listed */
};

struct state {
    struct table table;
    bool looked;
};

struct row {
    struct revision_row revision;
    int64_t number;
    const char *what; /* the list and the field, in words */
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const char *text_day(struct visit *visit, const void *row)
{
    return words_moment(visit, ((const struct row *)row)->revision.at);
}

static const char *text_what(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->what;
}

/* Rows, pages and classes are kept by their numbers, which say nothing to people. */
static bool is_number_of_row(const char *field)
{
    static const char *const fields[] = {"household_id", "school_id", "class_id"};
    for (size_t i = 0; i < COUNT(fields); i++)
        if (strcmp(fields[i], field) == 0)
            return true;
    return false;
}

static const char *text_change(struct visit *visit, const void *row)
{
    const struct revision *revision = &((const struct row *)row)->revision.revision;
    if (is_number_of_row(revision->field))
        return message(visit->language, MSG("history.moved"));
    return visit_text(visit, MSG("history.change"), record_shown(visit, revision->field, revision->before),
                      record_shown(visit, revision->field, revision->after));
}

static const char *text_who(struct visit *visit, const void *row)
{
    const struct revision_row *revision = &((const struct row *)row)->revision;
    if (revision->revision.import_id != 0)
        return message(visit->language, MSG("history.import"));
    const char *person = words_name(visit, revision->person_zh, revision->person_ug);
    return *person ? person : revision->account;
}

static const char *text_reason(struct visit *visit, const void *row)
{
    (void)visit;
    return ((const struct row *)row)->revision.revision.reason;
}

static const struct table_column columns[] = {
    {MSG("history.day"),    8,  2, false, text_day   },
    {MSG("history.what"),   16, 1, false, text_what  },
    {MSG("history.how"),    24, 1, true,  text_change},
    {MSG("history.who"),    10, 3, false, text_who   },
    {MSG("history.reason"), 14, 4, true,  text_reason},
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("history.empty"),
    .count = MSG("history.count"),
    .row_size = sizeof(struct row),
    .id = row_id,
};

/* The fields of households, guardians and entries that are called otherwise in files. */
static const struct {
    const char *subject, *field, *key;
} names[] = {
    {"register_row", "household_id", MSG("column.page")          },
    {"register_row", "removed_on",   MSG("register.take-off")    },
    {"household",    "phone",        MSG("column.head_phone")    },
    {"guardian",     "name_zh",      MSG("column.guardian")      },
    {"guardian",     "name_ug",      MSG("column.guardian_ug")   },
    {"guardian",     "phone",        MSG("column.guardian_phone")},
    {"guardian",     "occupation",   MSG("column.guardian_work") },
    {"roll_entry",   "school_id",    MSG("column.school")        },
    {"roll_entry",   "class_id",     MSG("column.class")         },
    {"roll_entry",   "removed_on",   MSG("history.off-roll")     },
};

static const char *what_of(struct visit *visit, const struct revision *revision)
{
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(names[i].subject, revision->subject) == 0 && strcmp(names[i].field, revision->field) == 0)
            return message(visit->language, names[i].key);
    return words_of(visit, "column.", revision->field);
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct revision_row *revisions;
    struct child child;
    size_t count;
    int64_t id = visit_number(visit, "child");
    if (!child_read(visit->store, id, &visit->arena, &child, err)
        || !revision_list(visit->store, id, (struct page){0, REVISIONS_MOST}, &visit->arena, &revisions,
                          &count, err))
        return false;
    if (!state->looked && !audit_look(visit->store, visit->actor, id, visit->route, err))
        return false;
    state->looked = true;
    struct row *rows = arena_array(&visit->arena, struct row, count + 1);
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct row){revisions[i], (int64_t)i + 1, what_of(visit, &revisions[i].revision)};
    visit->aside = words_name(visit, child.name_zh, child.name_ug);
    table_fill(visit, &state->table, &kind, rows, count);
    return true;
}

const struct screen screen_history = {
    .name = "history",
    .route = "history/:child",
    .title = MSG("history.title"),
    .help = MSG("history.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = list_draw,
    .key = list_key,
};
