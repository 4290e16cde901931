#include "forms/filling/begins.h"

#include "core/cases/plan.h"
#include "core/rules/policy.h"
#include "forms/filling/told.h"

#include <string.h>

enum {
    KINDS_MOST = 16 /* that one paper can belong to */
};

/* The plans of the county that a paper can belong to, what it tells itself before the others. */
struct kinds {
    const char *names[KINDS_MOST];
    size_t count;
};

static void add(const struct policy *policy, const char *name, struct kinds *kinds)
{
    if (!policy_plan(policy, name))
        return;
    for (size_t i = 0; i < kinds->count; i++)
        if (strcmp(kinds->names[i], name) == 0)
            return;
    if (kinds->count < KINDS_MOST)
        kinds->names[kinds->count++] = name;
}

static bool names_form(const struct policy_plan *plan, const char *form)
{
    if (plan->form && strcmp(plan->form, form) == 0)
        return true;
    for (size_t i = 0; i < plan->beat_count; i++)
        if (plan->beats[i].duty.form && strcmp(plan->beats[i].duty.form, form) == 0)
            return true;
    return false;
}

/* Nothing is listed for a paper that a plan has been told. */
static bool list_kinds(const struct telling *telling, struct kinds *kinds, struct error *err)
{
    const struct form *form = telling->record->form;
    const struct policy *policy = telling->policy;
    for (size_t i = 0; i < form->event_count; i++) {
        struct told told;
        int64_t plan = 0;
        if (!told_read(telling, &form->events[i], &told, err)
            || (*told.plan && !told_find_plan(telling, &form->events[i], &told, &plan, err)))
            return false;
        if (plan != 0) {
            kinds->count = 0;
            return true;
        }
        if (told.happened && *told.plan)
            add(policy, told.plan, kinds);
    }
    for (size_t i = 0; kinds->count == 0 && i < policy->plan_count; i++)
        if (names_form(&policy->plans[i], form->name))
            add(policy, policy->plans[i].name, kinds);
    return true;
}

static bool has_plan(const struct telling *telling, const char *kind, bool *has, struct error *err)
{
    QUERY(query) = query_open(telling->store, "SELECT 1 FROM plan WHERE child_id = :child"
                                              " AND kind = :kind AND state IN ('asked', 'stands')");
    bind_int(&query, ":child", telling->record->child_id);
    bind_text(&query, ":kind", kind);
    *has = query_next(&query);
    return query_ok(&query, err);
}

/* One of them that goes on is the paper's; else the first that the actor may begin. */
static bool choose(const struct telling *telling, const struct kinds *kinds, const char **kind,
                   struct error *err)
{
    *kind = "";
    for (size_t i = 0; i < kinds->count; i++) {
        bool has, may;
        if (!has_plan(telling, kinds->names[i], &has, err)
            || !plan_may_begin(telling->store, telling->policy, telling->actor, telling->today,
                               telling->record->child_id, kinds->names[i], &may, err))
            return false;
        if (has) {
            *kind = "";
            return true;
        }
        if (may && !**kind)
            *kind = kinds->names[i];
    }
    return true;
}

bool begins_plan(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, int64_t record_id, struct arena *arena, const char **kind,
                 struct error *err)
{
    struct form_record record;
    struct kinds kinds = {0};
    const struct telling telling = {store, policy, actor, today, &record, arena};
    *kind = "";
    if (!answers_read(store, record_id, arena, &record, err))
        return false;
    if (!record.complete || record.child_id == 0 || record.corrects != 0)
        return true;
    return store_begin_reading(store, err)
        && store_end(store,
                     list_kinds(&telling, &kinds, err) && choose(&telling, &kinds, kind, err), err);
}

static bool tell(const struct telling *telling, struct error *err)
{
    const struct form *form = telling->record->form;
    for (size_t i = 0; i < form->event_count; i++) {
        struct told told;
        if (!told_read(telling, &form->events[i], &told, err)
            || (told.happened && *told.plan
                && !told_to_plan(telling, &form->events[i], &told, err)))
            return false;
    }
    return true;
}

static bool tell_paper(struct telling *telling, int64_t record_id, struct error *err)
{
    struct form_record record;
    telling->record = &record;
    return record_id == 0
        || (answers_read(telling->store, record_id, telling->arena, &record, err)
            && tell(telling, err));
}

bool begins_with(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, const struct plan_start *start, int64_t record_id,
                 int64_t *plan_id, struct error *err)
{
    ARENA(arena);
    int64_t id = 0;
    struct telling telling = {store, policy, actor, today, NULL, &arena};
    if (!store_begin(store, err)
        || !store_end(store,
                      plan_begin(store, policy, actor, today, start, &id, err)
                          && tell_paper(&telling, record_id, err),
                      err))
        return false;
    *plan_id = id;
    return true;
}
