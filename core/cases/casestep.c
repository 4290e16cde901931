#include "core/cases/casestep.h"

#include "core/base/clock.h"
#include "core/posts/notice.h"
#include "core/store/audit.h"

#include <inttypes.h>

/* Takes the one row of a query that names the columns of struct casefile in their order. */
bool casestep_take_row(struct query *query, int64_t case_id, struct arena *arena,
                       struct casefile *c, struct error *err)
{
    bool found = query_next(query);
    if (found)
        *c = (struct casefile){
            .id = case_id,
            .child_id = query_int(query, 0),
            .number = query_text(query, 1, arena),
            .kind = query_text(query, 2, arena),
            .policy = query_text(query, 3, arena),
            .state = query_text(query, 4, arena),
            .status = query_text(query, 5, arena),
            .opened_on = query_text(query, 6, arena),
            .closed_on = query_text(query, 7, arena),
            .school_id = query_int(query, 8),
            .class_id = query_int(query, 9),
            .group_id = query_int(query, 10),
            .charge_id = query_int(query, 11),
            .child_class_id = query_int(query, 12),
            .child_group_id = query_int(query, 13),
            .policy_id = query_int(query, 14),
        };
    return query_ok(query, err)
        && (found || error_set(err, ERROR_MISSING, MSG("case.missing"), "case %" PRId64, case_id));
}

/* The case as it is, whoever looks: verbs decide by permit, not by sight. */
bool casestep_read(struct store *store, int64_t case_id, struct arena *arena,
                   struct casefile *c, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT c.child_id, c.number, c.kind, c.policy, c.state, c.status,"
                              " c.opened_on, c.closed_on, c.school_id, c.class_id, c.group_id,"
                              " c.charge_id, child.class_id, child.group_id,"
                              " c.policy_id"
                              " FROM main.casefile c JOIN main.child ON child.id = c.child_id"
                              " WHERE c.id = :case");
    bind_int(&query, ":case", case_id);
    return casestep_take_row(&query, case_id, arena, c, err);
}

/* A case follows its child: who answers for either place may act. */
bool casestep_permit(struct store *store, const struct actor *actor, enum action action,
                     const struct casefile *c, const struct held_post **post, struct error *err)
{
    const int64_t places[] = {c->class_id, c->school_id, c->group_id, c->child_class_id,
                              c->child_group_id};
    for (size_t i = 0; i < COUNT(places); i++) {
        struct error refusal = {0};
        if (places[i] && permit_at(store, actor, action, places[i], post, &refusal))
            return true;
        if (refusal.kind != ERROR_NONE && refusal.kind != ERROR_DENIED) {
            *err = refusal;
            return false;
        }
    }
    return error_set(err, ERROR_DENIED, MSG("denied"),
                     "account %" PRId64 ", action %d, case %" PRId64,
                     actor->account_id, (int)action, c->id);
}

static bool insert_event(struct store *store, const struct actor *actor,
                         const struct held_post *post, const struct case_event *event,
                         struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.case_event (case_id, kind, day, typed_at,"
                              " account_id, post_id, rung, record_id, result, note, data)"
                              " VALUES (:case, :kind, :day, :now, :account, :post,"
                              " coalesce(:rung, ''), :record, coalesce(:result, ''),"
                              " coalesce(:note, ''), coalesce(:data, '{}'))");
    bind_int(&query, ":case", event->case_id);
    bind_text(&query, ":kind", event->kind);
    bind_text(&query, ":day", event->day);
    bind_int(&query, ":now", clock_now());
    bind_id(&query, ":account", actor->account_id);
    bind_id(&query, ":post", post ? post->id : 0);
    bind_text(&query, ":rung", event->rung);
    bind_id(&query, ":record", event->record_id);
    bind_text(&query, ":result", event->result);
    bind_text(&query, ":note", event->note);
    bind_text(&query, ":data", event->data);
    return query_run(&query, err);
}

static bool write_state(struct store *store, const struct casefile *c, int state, const char *today,
                        struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.casefile SET state = :state, closed_on = :closed"
                                     " WHERE id = :case");
    bind_text(&query, ":state", transition_state_name(state));
    bind_text(&query, ":closed", state == CASE_CLOSED ? today : NULL);
    bind_int(&query, ":case", c->id);
    return query_run(&query, err);
}

static bool write_trail(struct store *store, const struct actor *actor, const struct casefile *c,
                        const char *kind, int to, struct error *err)
{
    ARENA(arena);
    return audit_write(store, actor,
                       &(struct audit_entry){
                           .action = "case.event",
                           .subject = "case",
                           .subject_id = c->id,
                           .child_id = c->child_id,
                           .detail = arena_text(&arena,
                                                "{\"event\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}",
                                                kind, c->state, transition_state_name(to)),
                       },
                       err);
}

/* The one way an event gets into a case. Moves c along. */
bool casestep_take(struct store *store, const struct actor *actor, const char *today,
                   struct casefile *c, const struct case_event *event, struct error *err)
{
    const struct transition *transition = transition_find(event->kind);
    const struct held_post *post = NULL;
    int from = transition_state(c->state);
    if (!transition || !(transition->from & from))
        return error_set(err, ERROR_CONFLICT, MSG("case.event-not-now"),
                         "%s of case %" PRId64 " (%s)",
                         event->kind, c->id, c->state);

    int to = transition->to == CASE_SAME ? from : transition->to;
    if (!casestep_permit(store, actor, transition->action, c, &post, err)
        || !insert_event(store, actor, post, event, err)
        || !write_state(store, c, to, today, err)
        || !write_trail(store, actor, c, event->kind, to, err))
        return false;
    c->state = transition_state_name(to);
    return true;
}

bool casestep_tell(struct store *store, const struct actor *actor, const struct casefile *c,
                   int64_t post_id, const char *key, struct error *err)
{
    ARENA(arena);
    for (size_t i = 0; i < actor->post_count; i++)
        if (actor->posts[i].id == post_id)
            return true; /* nobody is told what they just did */
    return post_id == 0
        || notice_add(store,
                      &(struct notice){
                          .post_id = post_id,
                          .case_id = c->id,
                          .child_id = c->child_id,
                          .key = key,
                          .route = arena_text(&arena, "case/%" PRId64, c->id),
                      },
                      err);
}
