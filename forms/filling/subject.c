#include "forms/filling/subject.h"

#include "core/cases/casestep.h"
#include "core/posts/notice.h"
#include "forms/filling/told.h"

#include <inttypes.h>
#include <string.h>

enum {
    PLACES_MOST = 3 /* a class or school, a group, or a place */
};

/* A form that names nobody is for all who have a place; who comes by plan is named. */
static bool fills(const struct form *form, enum role role)
{
    return form->filled_by ? form->filled_by & 1u << role : !role_by_plan(role);
}

/* The actor with the posts alone that fill the form. */
static struct actor narrowed(const struct actor *actor, const struct form *form,
                             struct arena *arena)
{
    struct actor narrow = *actor;
    struct held_post *posts = arena_array(arena, struct held_post, actor->post_count + 1);
    narrow.posts = posts;
    narrow.post_count = 0;
    for (size_t i = 0; i < actor->post_count; i++)
        if (fills(form, actor->posts[i].role))
            posts[narrow.post_count++] = actor->posts[i];
    return narrow;
}

/* Where a child is: its class and its home. */
static bool child_places(struct store *store, int64_t child_id, int64_t places[], size_t *count,
                         struct error *err)
{
    QUERY(query) = query_open(store, "SELECT class_id, group_id FROM main.child WHERE id = :child");
    bind_int(&query, ":child", child_id);
    *count = 0;
    if (query_next(&query))
        for (int i = 0; i < 2; i++)
            if (query_int(&query, i) != 0)
                places[(*count)++] = query_int(&query, i);
    return query_ok(&query, err);
}

/* Any of the places will do. */
static bool permit_any(struct store *store, const struct actor *actor, enum action action,
                       const int64_t places[], size_t count, const struct held_post **post,
                       struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct error refusal = {0};
        if (permit_at(store, actor, action, places[i], post, &refusal))
            return true;
        if (refusal.kind != ERROR_DENIED) {
            *err = refusal;
            return false;
        }
    }
    return error_set(err, ERROR_DENIED, MSG("denied"), "account %" PRId64 ", action %d",
                     actor->account_id, (int)action);
}

static bool permit_places(struct store *store, const struct actor *actor, enum action action,
                          const struct subject *subject, const struct held_post **post,
                          struct error *err)
{
    int64_t places[PLACES_MOST] = {subject->place_id};
    size_t count = 1;
    return (subject->child_id == 0 || child_places(store, subject->child_id, places, &count, err))
        && permit_any(store, actor, action, places, count, post, err);
}

/* Who keeps a plan fills what tells of it and of nothing else. */
static bool permit_keepers(struct store *store, const struct actor *actor, enum action action,
                           const struct form *form, const struct subject *subject,
                           const struct held_post **post, struct arena *arena, struct error *err)
{
    const char *list = "";
    for (size_t i = 0; i < form->event_count; i++)
        if (*form->events[i].plan)
            list = arena_text(arena, "%s%s%s", list, *list ? "," : "",
                              told_kinds(&form->events[i], arena));
        else
            return error_set(err, ERROR_DENIED, MSG("denied"), "form %s", form->name);
    return permit_keeper(store, actor, action, subject->child_id,
                         arena_text(arena, "[%s]", list), post, err);
}

static bool permit_place(struct store *store, const struct actor *actor, enum action action,
                         const struct subject *subject, const struct held_post **post,
                         struct error *err)
{
    return subject->case_id
        ? casestep_permit(store, actor, action, &subject->casefile, post, err)
        : permit_places(store, actor, action, subject, post, err);
}

/* Whoever answers for a place of the child; and who keeps a plan for it, what tells of that. */
static bool permit_either(struct store *store, const struct actor *actor, enum action action,
                          const struct form *form, const struct subject *subject,
                          const struct held_post **post, struct arena *arena, struct error *err)
{
    struct error refusal = {0};
    if (permit_place(store, actor, action, subject, post, &refusal))
        return true;
    if (refusal.kind == ERROR_DENIED && subject->child_id != 0)
        return permit_keepers(store, actor, action, form, subject, post, arena, err);
    *err = refusal;
    return false;
}

/* Whether the form is for such a place. */
static bool fits_place(struct store *store, const struct form *form, int64_t place_id, bool *fit,
                       struct error *err)
{
    ARENA(scratch);
    QUERY(query) = query_open(store, "SELECT kind FROM main.place WHERE id = :place");
    bind_int(&query, ":place", place_id);
    const char *kind = query_next(&query) ? query_text(&query, 0, &scratch) : "";
    *fit = form->place_count == 0;
    for (size_t i = 0; i < form->place_count; i++)
        *fit = *fit || strcmp(form->places[i], kind) == 0;
    return query_ok(&query, err);
}

static bool fits(struct store *store, const struct form *form, const struct subject *subject,
                 struct error *err)
{
    bool about_place = subject->place_id != 0, has_case = subject->case_id != 0;
    bool fit = form->about == ABOUT_A_PLACE ? about_place && !has_case && subject->child_id == 0
        : form->about == ABOUT_A_CASE       ? has_case
                                            : !about_place;
    if (fit && about_place && !fits_place(store, form, subject->place_id, &fit, err))
        return false;
    return fit || error_set(err, ERROR_INVALID, MSG("form.about-other"), "form %s", form->name);
}

bool subject_permit(struct store *store, const struct actor *actor, enum action action,
                    const struct form *form, struct subject *subject,
                    const struct held_post **post, struct arena *arena, struct error *err)
{
    if (!actor_has_account(actor))
        return error_set(err, ERROR_DENIED, MSG("denied"), "the console fills no form");
    const struct actor narrow = narrowed(actor, form, arena);
    if (!fits(store, form, subject, err))
        return false;
    if (subject->case_id != 0) {
        if (!casestep_read(store, subject->case_id, arena, &subject->casefile, err))
            return false;
        subject->child_id = subject->casefile.child_id;
    }
    return permit_either(store, &narrow, action, form, subject, post, arena, err);
}

bool subject_offers(struct store *store, const struct actor *actor, enum action action,
                    const struct form *form, const struct subject *subject, bool *offered,
                    struct error *err)
{
    ARENA(arena);
    struct error refusal = {0};
    struct subject asked = *subject;
    if (!store_begin_reading(store, err))
        return false;
    *offered = store_end(store,
                         subject_permit(store, actor, action, form, &asked, NULL, &arena, &refusal),
                         &refusal);
    if (*offered || refusal.kind == ERROR_DENIED || refusal.kind == ERROR_INVALID)
        return true;
    *err = refusal;
    return false;
}

static bool tell_post(struct store *store, const struct actor *actor,
                      const struct subject *subject, int64_t post_id, const char *key,
                      const char *route, struct error *err)
{
    for (size_t i = 0; i < actor->post_count; i++)
        if (actor->posts[i].id == post_id)
            return true; /* nobody is told what they just did */
    return notice_add(store,
                      &(struct notice){
                          .post_id = post_id,
                          .case_id = subject->case_id,
                          .child_id = subject->child_id,
                          .key = key,
                          .route = route,
                      },
                      err);
}

/* The posts of a role at the places above the child's class, its home, its case's, or the place. */
static bool tell_role(struct store *store, const struct actor *actor, enum role role,
                      const struct subject *subject, const char *key, const char *route,
                      struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT DISTINCT p.id FROM main.post p"
                              " JOIN main.place_within w ON w.ancestor_id = p.place_id"
                              " WHERE p.role = :role AND (w.place_id = :place"
                              " OR w.place_id IN (SELECT class_id FROM main.child WHERE id = :child"
                              "  UNION SELECT group_id FROM main.child WHERE id = :child"
                              "  UNION SELECT school_id FROM main.casefile WHERE id = :case))");
    bind_text(&query, ":role", role_name(role));
    bind_id(&query, ":place", subject->place_id);
    bind_id(&query, ":child", subject->child_id);
    bind_id(&query, ":case", subject->case_id);
    while (query_next(&query))
        if (!tell_post(store, actor, subject, query_int(&query, 0), key, route, err))
            return false;
    return query_ok(&query, err);
}

bool subject_tell(struct store *store, const struct actor *actor, const struct form *form,
                  const struct subject *subject, const char *key, const char *route,
                  struct error *err)
{
    for (int role = 0; role < ROLE_COUNT; role++)
        if (form->goes_to & 1u << role
            && !tell_role(store, actor, (enum role)role, subject, key, route, err))
            return false;
    return true;
}
