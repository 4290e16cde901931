#include "forms/filling/told.h"

#include "core/cases/plan.h"
#include "forms/filling/check.h"

#include <string.h>

static bool evaluate(const struct telling *telling, const char *expression, const char **text,
                     struct error *err)
{
    const struct form_record *record = telling->record;
    *text = "";
    return !*expression
        || check_text(record->form, expression, answers_values(record, telling->arena),
                      telling->today, telling->arena, text, err);
}

/* SQLite's truth as a text: an expression that does not hold is "0", or not known. */
static bool holds(const char *text)
{
    return *text && strcmp(text, "0") != 0;
}

bool told_read(const struct telling *telling, const struct form_event *event, struct told *told,
               struct error *err)
{
    const char *when;
    if (!evaluate(telling, event->when, &when, err)
        || !evaluate(telling, event->plan, &told->plan, err)
        || !evaluate(telling, event->kind, &told->kind, err)
        || !evaluate(telling, event->day, &told->day, err)
        || !evaluate(telling, event->result, &told->result, err)
        || !evaluate(telling, event->note, &told->note, err)
        || !evaluate(telling, event->until, &told->until, err))
        return false;
    told->happened = !*event->when || holds(when);
    return true;
}

const char *told_kinds(const struct form_event *event, struct arena *arena)
{
    const char *list = "";
    for (const char *at = strchr(event->plan, '\''); at; at = strchr(at, '\'')) {
        size_t length = strcspn(++at, "'");
        list = arena_text(arena, "%s%s\"%.*s\"", list, *list ? "," : "", (int)length, at);
        at += length + (at[length] != '\0');
    }
    return list;
}

bool told_find_plan(const struct telling *telling, const struct form_event *event,
                    const struct told *told, int64_t *plan_id, struct error *err)
{
    QUERY(query) = query_open(
        telling->store, "SELECT id FROM main.plan p WHERE child_id = :child AND state = 'stands'"
                        " AND (kind = :kind OR kind IN (SELECT value FROM json_each(:kinds))"
                        "  AND (id = (SELECT plan_id FROM main.duty WHERE id = :duty)"
                        "       OR post_id IN (SELECT value FROM json_each(:posts))))"
                        " ORDER BY kind = :kind DESC,"
                        "  id IS (SELECT plan_id FROM main.duty WHERE id = :duty) DESC, id LIMIT 1");
    bind_int(&query, ":child", telling->record->child_id);
    bind_id(&query, ":duty", telling->record->duty_id);
    bind_text(&query, ":kind", told->plan);
    bind_text(&query, ":kinds",
              arena_text(telling->arena, "[%s]", told_kinds(event, telling->arena)));
    bind_text(&query, ":posts", permit_posts(telling->actor, telling->arena));
    *plan_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool told_to_plan(const struct telling *t, const struct form_event *event, const struct told *told,
                  struct error *err)
{
    int64_t id;
    if (!told_find_plan(t, event, told, &id, err))
        return false;
    if (id == 0)
        return true;
    if (strcmp(told->kind, "reviewed") == 0)
        return plan_review(t->store, t->policy, t->actor, t->today, id, told->until, told->note,
                           err);
    if (strcmp(told->kind, "ended") == 0)
        return plan_end(t->store, t->policy, t->actor, t->today, id, told->note, err);
    return plan_done(t->store, t->policy, t->actor, t->today, id, told->kind, told->day, told->note,
                     err);
}
