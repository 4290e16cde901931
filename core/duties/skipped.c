#include "core/duties/skipped.h"

#include "core/base/yaml.h"
#include "core/rules/policy.h"

#include <stdlib.h>
#include <string.h>

enum {
    SPAN_MOST = 200 /* days that a span reaches to either side of a day in it */
};

/* The days of a case's duties that the calendar does not count as their weekday says. */
struct reading {
    const struct policy *policy;
    enum language language;
    struct arena *arena;
    struct calendar calendar;
    struct skipped *rows;
    size_t count;
};

/* A duty as it is stored. */
struct stretch {
    const struct policy_rung *rung;
    const char *since, *due;
    const char *done_on; /* "" while it is open */
    bool by_absences;    /* counted absences led to it */
    const struct yaml_node *why;
};

/* --- One day ---------------------------------------------------------------------------------- */

/* What the day is to a unit that counts by the calendar; DAY_WEEKEND when it is as its weekday
   says. A vacation goes on over its weekends and holidays. */
static enum day_kind kind_of(const struct calendar *calendar, enum period_unit unit, const char *day)
{
    enum day_kind kind = calendar_day_kind(calendar, day);
    if (unit != PERIOD_SCHOOL_DAYS && unit != PERIOD_WORKING_DAYS)
        return DAY_WEEKEND;
    if (unit == PERIOD_SCHOOL_DAYS && !calendar_in_term(calendar, day))
        return DAY_VACATION;
    if (kind == DAY_MAKE_UP)
        return kind;
    return kind == DAY_HOLIDAY ? kind : DAY_WEEKEND;
}

static bool holds(const struct skipped *span, enum day_kind kind, const char *day)
{
    return span->kind == kind && strcmp(span->first, day) <= 0 && strcmp(span->last, day) >= 0;
}

/* The farthest day in a direction that is of the same kind and called the same. */
static const char *reach(const struct reading *r, enum period_unit unit, const struct skipped *span,
                         const char *day, int step)
{
    for (int i = 0; i < SPAN_MOST; i++) {
        const char *next = date_add(day, step, r->arena);
        if (kind_of(&r->calendar, unit, next) != span->kind
            || (span->kind != DAY_VACATION
                && strcmp(calendar_day_name(&r->calendar, next, r->language), span->name) != 0))
            break;
        day = next;
    }
    return day;
}

/* A vacation is as sure as the terms between which it lies, a holiday as its least sure day. */
static bool is_assumed(const struct reading *r, const struct skipped *span)
{
    const char *day = span->first;
    if (span->kind == DAY_VACATION)
        return calendar_assumed(&r->calendar, date_add(span->first, -1, r->arena))
            || calendar_assumed(&r->calendar, date_add(span->last, 1, r->arena));
    while (strcmp(day, span->last) < 0 && calendar_day_entered(&r->calendar, day))
        day = date_add(day, 1, r->arena);
    return !calendar_day_entered(&r->calendar, day);
}

static void add_day(struct reading *r, enum period_unit unit, const char *day)
{
    enum day_kind kind = kind_of(&r->calendar, unit, day);
    if (kind == DAY_WEEKEND)
        return;
    for (size_t i = 0; i < r->count; i++)
        if (holds(&r->rows[i], kind, day))
            return;
    struct skipped span = {
        .kind = kind,
        .name = kind == DAY_VACATION ? "" : calendar_day_name(&r->calendar, day, r->language),
    };
    span.first = reach(r, unit, &span, day, -1);
    span.last = reach(r, unit, &span, day, 1);
    span.assumed = is_assumed(r, &span);
    r->rows = arena_grow(r->arena, r->rows, r->count, sizeof *r->rows);
    r->rows[r->count++] = span;
}

/* --- One duty --------------------------------------------------------------------------------- */

static enum period_unit unit_on(const struct stretch *p, const char *day)
{
    if (strcmp(day, p->since) > 0)
        return p->rung->within.unit;
    return p->by_absences ? PERIOD_SCHOOL_DAYS : p->rung->after.unit;
}

/* What came after it was done moved nothing of it any more. */
static void add_one(struct reading *r, const struct stretch *p, enum period_unit unit,
                    const char *day)
{
    if (!*p->done_on || strcmp(day, p->done_on) <= 0)
        add_day(r, unit, day);
}

/* The days after the first, on which nothing is counted, until the day before the last. */
static void add_between(struct reading *r, const struct stretch *p, enum period_unit unit,
                        const char *first, const char *last)
{
    for (const char *day = date_add(first, 1, r->arena); strcmp(day, last) < 0;
         day = date_add(day, 1, r->arena))
        add_one(r, p, unit, day);
}

/* The days as duty.why lists them, but for the first, from which they are counted. */
static void add_counted(struct reading *r, const struct stretch *p)
{
    const struct yaml_node *days = yaml_find(p->why, "days");
    if (!days || !days->first)
        add_between(r, p, p->rung->within.unit, p->since, date_add(p->due, 1, r->arena));
    for (const struct yaml_node *node = days ? days->first : NULL; node; node = node->next) {
        const char *day = yaml_text(node, "day"), *reason = yaml_text(node, "reason");
        if (node != days->first && day && reason && strcmp(reason, "paused") != 0)
            add_one(r, p, unit_on(p, day), day);
    }
}

/* The days until it goes to the next post, which are counted as it is. */
static void add_climb(struct reading *r, const struct stretch *p)
{
    const char *next = yaml_text(yaml_find(p->why, "next"), "from");
    enum period_unit unit = p->rung->within.unit;
    if (unit == PERIOD_WEEKS || unit == PERIOD_MONTHS)
        unit = PERIOD_WORKING_DAYS;
    if (!*p->done_on && next)
        add_between(r, p, unit, p->due, next);
}

static bool add_stretch(struct reading *r, struct query *query, const struct policy *rules,
                        struct error *err)
{
    const char *why = query_text(query, 6, r->arena);
    struct stretch p = {
        .rung = policy_duty(rules, query_text(query, 0, r->arena), query_text(query, 1, r->arena)),
        .since = query_text(query, 2, r->arena),
        .due = query_text(query, 3, r->arena),
        .done_on = query_text(query, 4, r->arena),
        .by_absences = query_int(query, 5) > 0,
    };
    if (!p.rung)
        return true;
    if (!yaml_parse("duty.why", why, strlen(why), r->arena, &p.why, err))
        return false;
    add_counted(r, &p);
    add_climb(r, &p);
    return true;
}

/* --- All of a case ---------------------------------------------------------------------------- */

/* The case's calendar, as core/duties/duty.c goes by it, and the version of its rules. */
static bool read_case(struct store *store, int64_t case_id, struct reading *r,
                      const struct policy **rules, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT coalesce(school_id, class_id, group_id), policy_id"
                                     " FROM casefile WHERE id = :case");
    bind_int(&query, ":case", case_id);
    int64_t place = query_next(&query) ? query_int(&query, 0) : 0;
    *rules = policy_of(r->policy, place ? query_int(&query, 1) : 0);
    return query_ok(&query, err)
        && calendar_read(store, r->policy, place, r->arena, &r->calendar, err);
}

static int by_first_day(const void *left, const void *right)
{
    const struct skipped *a = left, *b = right;
    int order = strcmp(a->first, b->first);
    return order ? order : (int)a->kind - (int)b->kind;
}

bool skipped_of_case(struct store *store, const struct policy *policy, int64_t case_id,
                     enum language language, struct arena *arena, struct skipped **rows,
                     size_t *count, struct error *err)
{
    struct reading r = {.policy = policy, .language = language, .arena = arena};
    const struct policy *rules;
    if (!read_case(store, case_id, &r, &rules, err))
        return false;
    QUERY(query) = query_open(store, "SELECT kind, rung, since, due, coalesce(done_on, ''),"
                                     " days, why FROM duty WHERE case_id = :case AND state <> 'void'"
                                     " ORDER BY since, id");
    bind_int(&query, ":case", case_id);
    while (query_next(&query))
        if (!add_stretch(&r, &query, rules, err))
            return false;
    if (r.count > 0)
        qsort(r.rows, r.count, sizeof *r.rows, by_first_day);
    *rows = r.rows;
    *count = r.count;
    return query_ok(&query, err);
}
