#include "core/keeping/keeping.h"

#include "core/base/date.h"

#include <stdlib.h>
#include <string.h>

/* Who is still worked with is no question of age. A child under another number counts with the one
   it was found to be. */
#define BUSY                                                                               \
    "WITH RECURSIVE busy(id) AS ("                                                         \
    " SELECT child_id FROM casefile WHERE state <> 'closed'"                               \
    " UNION SELECT child_id FROM plan WHERE state IN ('asked', 'stands')"                  \
    " UNION SELECT child_id FROM letter WHERE replied_on IS NULL AND child_id IS NOT NULL" \
    " UNION SELECT c.merged_into FROM busy JOIN child c ON c.id = busy.id"                 \
    "  WHERE c.merged_into IS NOT NULL"                                                    \
    " UNION SELECT c.id FROM busy JOIN child c ON c.merged_into = busy.id) "

static const char *const subjects[KEPT_COUNT] = {
    [KEPT_CLOSED_CASE] = "case",
    [KEPT_ADULT] = "child",
    [KEPT_LETTER] = "letter",
    [KEPT_RECORD] = "record",
};

/* How each kind is read: id, child, the day its time begins, the rules it began under. All that began
   until :last; a paper that was never completed began on its first day. */
static const char *const all[KEPT_COUNT] = {
    [KEPT_CLOSED_CASE] =
        "SELECT id, child_id, closed_on, policy_id FROM casefile WHERE state = 'closed'"
        " AND closed_on <= :last AND NOT EXISTS (SELECT 1 FROM letter"
        "  WHERE case_id = casefile.id AND replied_on IS NULL)",
    [KEPT_ADULT] =
        BUSY "SELECT id, id, born, NULL FROM child WHERE born <> '' AND born <= :last"
             " AND merged_into IS NULL AND id NOT IN (SELECT id FROM busy)",
    [KEPT_LETTER] =
        "SELECT id, child_id, replied_on, NULL FROM letter WHERE case_id IS NULL"
        " AND replied_on <= :last",
    [KEPT_RECORD] =
        BUSY "SELECT id, child_id, date(coalesce(completed_at, began_at), 'unixepoch',"
             " 'localtime'),"
             " NULL FROM form_record AS r WHERE case_id IS NULL"
             " AND began_at < unixepoch(:last, '+2 days')"
             " AND NOT EXISTS (SELECT 1 FROM form_record later WHERE later.corrects = r.id)"
             " AND (child_id IS NULL OR child_id NOT IN (SELECT id FROM busy))",
};

/* The same of one. */
static const char *const one[KEPT_COUNT] = {
    [KEPT_CLOSED_CASE] =
        "SELECT id, child_id, closed_on, policy_id FROM casefile WHERE state = 'closed'"
        " AND id = :id",
    [KEPT_ADULT] =
        "SELECT id, id, born, NULL FROM child WHERE born <> '' AND merged_into IS NULL"
        " AND id = :id",
    [KEPT_LETTER] =
        "SELECT id, child_id, replied_on, NULL FROM letter WHERE case_id IS NULL"
        " AND replied_on IS NOT NULL AND id = :id",
    [KEPT_RECORD] =
        "SELECT id, child_id, date(coalesce(completed_at, began_at), 'unixepoch', 'localtime'),"
        " NULL"
        " FROM form_record AS r WHERE case_id IS NULL AND id = :id"
        " AND NOT EXISTS (SELECT 1 FROM form_record later WHERE later.corrects = r.id)",
};

const char *keeping_subject(enum policy_kept what)
{
    return subjects[what];
}

bool keeping_find_subject(const char *subject, enum policy_kept *what)
{
    for (int i = 0; i < KEPT_COUNT; i++)
        if (strcmp(subjects[i], subject) == 0) {
            *what = (enum policy_kept)i;
            return true;
        }
    return false;
}

const char *keeping_horizon(const char *today, struct arena *arena)
{
    return date_add_months(today, KEEPING_MONTHS, arena);
}

/* --- Days ------------------------------------------------------------------------------------- */

static const char *later(const char *left, const char *right)
{
    return strcmp(left, right) < 0 ? right : left;
}

/* A period of months, weeks or days after a day, or before it (times -1). */
static const char *shift(const char *day, struct period period, int times, struct arena *arena)
{
    if (period.unit == PERIOD_MONTHS)
        return date_add_months(day, times * period.count, arena);
    return date_add(day, times * period.count * (period.unit == PERIOD_WEEKS ? 7 : 1), arena);
}

/* The day after the last on which it is kept: years first, as people count a birthday. */
static const char *day_by_rule(const struct policy_keeping *rule, const char *begins,
                               struct arena *arena)
{
    const char *day = rule->what == KEPT_ADULT ? date_add_months(begins, ADULT_MONTHS, arena)
                                               : begins;
    return date_add(shift(day, rule->keep, 1, arena), 1, arena);
}

/* No thing that goes until a day began after this one; months of different lengths let some more
   pass, which day_by_rule() sorts out. */
static const char *last_begin(const struct policy_keeping *rule, const char *until,
                              struct arena *arena)
{
    const char *day = shift(until, rule->keep, -1, arena);
    if (rule->what == KEPT_ADULT)
        day = date_add_months(day, -ADULT_MONTHS, arena);
    return date_add(day, 4, arena);
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* Since when a thing is told, and until when it is held back: by itself, or with its child; a child,
   with anything of it. */
static struct query open_words(struct store *store)
{
    return query_open(store,
                      "SELECT (SELECT told_on FROM keeping_item WHERE subject = :subject AND id"
                      " = :id),"
                      " (SELECT max(until) FROM keeping_hold WHERE lifted_at IS NULL"
                      "   AND (subject = :subject AND subject_id = :id"
                      "        OR child_id = :child AND 'child' IN (subject, :subject)))");
}

static bool read_words(struct query *words, struct keeping_item *item, struct arena *arena)
{
    query_reset(words);
    bind_text(words, ":subject", subjects[item->what]);
    bind_int(words, ":id", item->id);
    bind_id(words, ":child", item->child_id);
    if (!query_next(words))
        return false;
    item->told_on = query_text(words, 0, arena);
    item->held_until = query_text(words, 1, arena);
    return true;
}

/* False when what it says is no day, or the rules it began under keep it for ever. */
static bool read_item(const struct query *query, struct query *words, const struct policy *policy,
                      const char *today, enum policy_kept what, struct arena *arena,
                      struct keeping_item *item)
{
    const char *begins = query_text(query, 2, arena);
    int number;
    *item = (struct keeping_item){
        .what = what,
        .id = query_int(query, 0),
        .child_id = query_int(query, 1),
        .rule = policy_keeping(policy_of(policy, query_int(query, 3)), what),
    };
    if (!item->rule || !date_number(begins, &number) || !read_words(words, item, arena))
        return false;
    if (strcmp(item->held_until, today) < 0)
        item->held_until = "";
    const char *told = date_add(*item->told_on ? item->told_on : today, KEEPING_NOTICE, arena);
    item->goes_on = item->due_on = later(day_by_rule(item->rule, begins, arena), told);
    if (*item->held_until)
        item->goes_on = later(item->goes_on, date_add(item->held_until, 1, arena));
    return true;
}

/* The shortest time among the rules that are in use: what the others keep longer is sorted out. */
static const struct policy_keeping *shortest(const struct policy *policy, enum policy_kept what,
                                             const char *today, struct arena *arena)
{
    const struct policy_keeping *found = NULL;
    for (; policy; policy = policy->older) {
        const struct policy_keeping *rule = policy_keeping(policy, what);
        if (rule
            && (!found
                || strcmp(shift(today, rule->keep, 1, arena), shift(today, found->keep, 1, arena))
                    < 0))
            found = rule;
    }
    return found;
}

struct list {
    struct keeping_item *rows;
    size_t count;
};

static bool read_kind(struct store *store, const struct policy *policy, const char *today,
                      const char *until, enum policy_kept what, struct arena *arena,
                      struct list *list, struct error *err)
{
    const struct policy_keeping *rule = shortest(policy, what, today, arena);
    if (!rule)
        return true;
    QUERY(query) = query_open(store, all[what]);
    QUERY(words) = open_words(store);
    bind_text(&query, ":last", last_begin(rule, until, arena));
    while (query_next(&query)) {
        struct keeping_item item;
        if (!read_item(&query, &words, policy, today, what, arena, &item)
            || strcmp(item.due_on, until) > 0)
            continue;
        list->rows = arena_grow(arena, list->rows, list->count, sizeof *list->rows);
        list->rows[list->count++] = item;
    }
    return query_ok(&query, err) && query_ok(&words, err);
}

static int by_day(const void *left, const void *right)
{
    const struct keeping_item *a = left, *b = right;
    int days = strcmp(a->due_on, b->due_on);
    if (days != 0 || a->what != b->what)
        return days ? days : (int)a->what - (int)b->what;
    return a->id < b->id ? -1 : a->id > b->id;
}

bool keeping_list(struct store *store, const struct policy *policy, const char *today,
                  const char *until, struct arena *arena, struct keeping_item **items,
                  size_t *count, struct error *err)
{
    struct list list = {0};
    for (int what = 0; what < KEPT_COUNT; what++)
        if (!read_kind(store, policy, today, until, (enum policy_kept)what, arena, &list, err))
            return false;
    if (list.count > 0)
        qsort(list.rows, list.count, sizeof *list.rows, by_day);
    *items = list.rows;
    *count = list.count;
    return true;
}

bool keeping_find(struct store *store, const struct policy *policy, const char *today,
                  enum policy_kept what, int64_t id, struct arena *arena,
                  struct keeping_item *item, bool *found, struct error *err)
{
    QUERY(query) = query_open(store, one[what]);
    QUERY(words) = open_words(store);
    bind_int(&query, ":id", id);
    *found = query_next(&query) && read_item(&query, &words, policy, today, what, arena, item);
    return query_ok(&query, err) && query_ok(&words, err);
}

bool keeping_near(struct store *store, const struct policy *policy, const char *today,
                  enum policy_kept what, int64_t id, struct arena *arena,
                  struct keeping_item *item, bool *found, struct error *err)
{
    if (!keeping_find(store, policy, today, what, id, arena, item, found, err))
        return false;
    *found = *found && *item->told_on && date_days(today, item->goes_on) <= KEEPING_NOTICE;
    return true;
}

bool keeping_about(struct store *store, const struct keeping_item *item, struct arena *arena,
                   struct keeping_about *about, struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT coalesce(c.name_zh, p.name_zh, ''), coalesce(c.name_ug, p.name_ug, ''),"
        " coalesce(f.number, l.office, ''), coalesce(r.form, ''), r.place_id, f.id"
        " FROM (SELECT :subject AS subject, :id AS id) AS item"
        " LEFT JOIN child c ON c.id = :child"
        " LEFT JOIN casefile f ON item.subject = 'case' AND f.id = item.id"
        " LEFT JOIN letter l ON item.subject = 'letter' AND l.id = item.id"
        " LEFT JOIN form_record r ON item.subject = 'record' AND r.id = item.id"
        " LEFT JOIN place p ON p.id = r.place_id");
    bind_text(&query, ":subject", subjects[item->what]);
    bind_int(&query, ":id", item->id);
    bind_id(&query, ":child", item->child_id);
    *about = (struct keeping_about){.name_zh = "", .name_ug = "", .number = "", .form = ""};
    if (query_next(&query))
        *about = (struct keeping_about){
            .name_zh = query_text(&query, 0, arena),
            .name_ug = query_text(&query, 1, arena),
            .number = query_text(&query, 2, arena),
            .form = query_text(&query, 3, arena),
            .place_id = query_int(&query, 4),
            .case_id = query_int(&query, 5),
        };
    return query_ok(&query, err);
}
