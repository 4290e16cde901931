#include "tui/parts/about.h"

#include "core/rules/policy.h"
#include "forms/filling/mentioned.h"
#include "forms/filling/subject.h"
#include "forms/served/serving.h"

#include <inttypes.h>
#include <string.h>

static bool begins_with(const char *route, const char *part)
{
    size_t length = strlen(part);
    return strncmp(route, part, length) == 0 && route[length] == '/';
}

struct record_start about_of(struct visit *visit)
{
    int64_t id = visit_number(visit, "id");
    if (begins_with(visit->route, "child"))
        return (struct record_start){.child_id = id};
    if (begins_with(visit->route, "place"))
        return (struct record_start){.place_id = id};
    return (struct record_start){.case_id = id};
}

const char *about_route(struct visit *visit, const struct record_start *about)
{
    struct arena *arena = visit_arena(visit);
    if (about->case_id)
        return arena_text(arena, "case/%" PRId64, about->case_id);
    if (about->child_id)
        return arena_text(arena, "child/%" PRId64, about->child_id);
    return arena_text(arena, "place/%" PRId64, about->place_id);
}

bool about_offers(struct visit *visit, const struct record_start *about, const struct form *form,
                  bool *offered, struct error *err)
{
    const struct subject subject = {
        .case_id = about->case_id, .child_id = about->child_id, .place_id = about->place_id};
    return subject_offers(visit->store, visit->actor, form->action, form, &subject, offered, err);
}

bool about_waiting(struct visit *visit, const struct record_start *start, const char **route,
                   struct error *err)
{
    struct arena *arena = visit_arena(visit);
    struct service service;
    int64_t record_id;
    bool offered;
    *route = NULL;
    if (start->case_id == 0 || !policy_step(visit->policy, start->form->serves))
        return true;
    if (!serving_find(visit->store, start->case_id, start->form, &record_id, err)
        || !serving_read(visit->store, record_id, arena, &service, err)
        || !about_offers(visit, start, start->form, &offered, err))
        return false;
    if (!offered)
        *route = arena_text(arena, "case/%" PRId64 "/legal/%s", start->case_id, start->form->serves);
    else if (record_id != 0 && !*service.day)
        *route = arena_text(arena, "case/%" PRId64 "/form/%" PRId64, start->case_id, record_id);
    return true;
}

bool about_look(struct visit *visit, const struct form_record *record, struct error *err)
{
    int64_t *children;
    size_t count;
    if (record->place_id == 0)
        return visit_look(visit, record->child_id, err);
    return mentioned_children(visit->store, record, &visit->arena, &children, &count, err)
        && visit_look_at_all(visit, record->id, children, count, err);
}
