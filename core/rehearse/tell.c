#include "core/rehearse/tell.h"

#include <inttypes.h>
#include <string.h>

struct told_case {
    int64_t id, charge;
    const char *state, *status;
};

struct told_duty {
    int64_t id, level;
    const char *state, *due;
};

struct told_plan {
    int64_t id;
    const char *state, *review_on;
};

/* --- Which lines ------------------------------------------------------------------------------ */

/* Without a "show" everything is said; with some, what they name. */
static bool is_shown(const struct teller *teller, const char *about)
{
    const struct timeline *timeline = teller->stage->timeline;
    bool chosen = false;
    for (size_t i = 0; i < timeline->count; i++) {
        const struct statement *statement = &timeline->statements[i];
        if (statement->day || strcmp(statement_word(statement, 0), "show") != 0)
            continue;
        if (strcmp(statement_word(statement, 1), about) == 0)
            return true;
        chosen = true;
    }
    return !chosen;
}

/* What is not known leaves no blank at the end. */
void tell_line(struct teller *teller, const char *about, const char *line)
{
    size_t length = strlen(line);
    while (length > 0 && line[length - 1] == ' ')
        length--;
    const char *told = arena_copy(&teller->arena, line, length);
    diligent_hear(teller->diligent, told);
    if (is_shown(teller, about))
        teller->say(teller->to, told);
}

static const char *or_none(const char *text)
{
    return *text ? text : "none";
}

/* --- Cases ------------------------------------------------------------------------------------ */

static struct told_case *told_case(struct teller *teller, int64_t id, bool *is_new)
{
    for (size_t i = 0; i < teller->case_count; i++)
        if (teller->cases[i].id == id) {
            *is_new = false;
            return &teller->cases[i];
        }
    teller->cases = arena_grow(&teller->arena, teller->cases, teller->case_count,
                               sizeof *teller->cases);
    struct told_case *told = &teller->cases[teller->case_count++];
    *told = (struct told_case){.id = id, .state = "open", .status = ""};
    *is_new = true;
    return told;
}

static const char *opening_clause(const struct policy *policy, const char *kind)
{
    for (size_t i = 0; i < policy->opening_count; i++)
        if (strcmp(policy->openings[i].kind, kind) == 0)
            return policy->openings[i].clause;
    return "";
}

static const char *status_clause(const struct policy *policy, const char *status)
{
    for (size_t i = policy->status_count; i-- > 0;)
        if (strcmp(policy->statuses[i].status, status) == 0)
            return policy->statuses[i].clause;
    return "";
}

/* A row of the statement below. */
static void say_case(struct teller *teller, const struct query *query, const char *day)
{
    struct arena *arena = &teller->arena;
    const struct policy *policy = teller->stage->policy;
    const char *name = stage_child_name(teller->stage, query_int(query, 1));
    const char *kind = query_text(query, 2, arena), *role = query_text(query, 6, arena);
    const char *state = query_text(query, 3, arena), *status = query_text(query, 4, arena);
    bool is_new;
    struct told_case *told = told_case(teller, query_int(query, 0), &is_new);
    if (is_new)
        tell_line(teller, name,
                  arena_text(arena, "%s case %s %s %s in charge %s", day, name, kind,
                             opening_clause(policy, kind), role));
    else if (told->charge != query_int(query, 5))
        tell_line(teller, name, arena_text(arena, "%s charge %s %s", day, name, role));
    if (strcmp(told->state, state) != 0)
        tell_line(teller, name, arena_text(arena, "%s state %s %s", day, name, state));
    if (strcmp(told->status, status) != 0)
        tell_line(teller, name,
                  arena_text(arena, "%s status %s %s %s", day, name, or_none(status),
                             status_clause(policy, status)));
    told->charge = query_int(query, 5);
    told->state = state;
    told->status = status;
}

static bool tell_cases(struct teller *teller, const char *day, struct error *err)
{
    QUERY(query) = query_open(teller->stage->store,
                              "SELECT c.id, c.child_id, c.kind, c.state, c.status, c.charge_id,"
                              " post.role FROM casefile c LEFT JOIN post ON post.id = c.charge_id"
                              " ORDER BY c.id");
    while (query_next(&query))
        say_case(teller, &query, day);
    return query_ok(&query, err);
}

/* --- Duties ----------------------------------------------------------------------------------- */

static struct told_duty *told_duty(struct teller *teller, int64_t id, bool *is_new)
{
    for (size_t i = 0; i < teller->duty_count; i++)
        if (teller->duties[i].id == id) {
            *is_new = false;
            return &teller->duties[i];
        }
    teller->duties = arena_grow(&teller->arena, teller->duties, teller->duty_count,
                                sizeof *teller->duties);
    struct told_duty *told = &teller->duties[teller->duty_count++];
    *told = (struct told_duty){.id = id, .state = "open", .due = ""};
    *is_new = true;
    return told;
}

/* "contact", "round:term_check", "beat:pairing/contact", "confirm_closing". */
static const char *name_of(const char *kind, const char *rung, struct arena *arena)
{
    if (strcmp(kind, "rung") == 0)
        return rung;
    return *rung ? arena_text(arena, "%s:%s", kind, rung) : kind;
}

/* What ended it: the event, the beat or the round's own act. */
static const char *end_of(const char *state, const char *event, const char *day)
{
    if (strcmp(state, "done") != 0)
        return "";
    return *event ? event : day;
}

static void say_duty(struct teller *teller, const struct query *query, const char *day)
{
    struct arena *arena = &teller->arena;
    const char *kind = query_text(query, 1, arena), *rung = query_text(query, 2, arena);
    const char *state = query_text(query, 5, arena), *due = query_text(query, 4, arena);
    const char *role = query_text(query, 7, arena);
    const char *name = name_of(kind, rung, arena);
    const char *about = stage_child_name(teller->stage, query_int(query, 8));
    const struct policy_rung *rule = policy_duty(teller->stage->policy, kind, rung);
    bool is_new;
    struct told_duty *told = told_duty(teller, query_int(query, 0), &is_new);
    if (!*about)
        about = stage_place_name(teller->stage, query_int(query, 9));
    if (!*about)
        about = "class";
    const char *shown = query_int(query, 8) ? about : name;
    if (is_new)
        tell_line(teller, shown,
                  arena_text(arena, "%s duty %s %s %s due %s %s", day, about, name, role, due,
                             rule ? rule->clause : ""));
    else if (strcmp(told->due, due) != 0 && strcmp(state, "open") == 0)
        tell_line(teller, shown, arena_text(arena, "%s due %s %s %s", day, about, name, due));
    if (strcmp(state, "open") == 0 && query_int(query, 3) > (is_new ? 0 : told->level))
        tell_line(teller, shown, arena_text(arena, "%s moved %s %s %s", day, about, name, role));
    if (strcmp(told->state, state) != 0)
        tell_line(teller, shown,
                  arena_text(arena, "%s %s %s %s %s", day,
                             strcmp(state, "open") == 0 ? "again" : state, about, name,
                             end_of(state, query_text(query, 6, arena),
                                    query_text(query, 10, arena))));
    told->level = query_int(query, 3);
    told->state = state;
    told->due = due;
}

/* Attendance is the classes' own affair, and would drown the rest. */
static bool tell_duties(struct teller *teller, const char *day, struct error *err)
{
    QUERY(query) = query_open(teller->stage->store,
                              "SELECT d.id, d.kind, d.rung, d.level, d.due, d.state, e.kind,"
                              " post.role, d.child_id, d.place_id, d.done_on FROM duty d"
                              " JOIN post ON post.id = d.post_id"
                              " LEFT JOIN case_event e ON e.id = d.event_id"
                              " WHERE d.kind <> 'attendance' ORDER BY d.id");
    while (query_next(&query))
        say_duty(teller, &query, day);
    return query_ok(&query, err);
}

/* --- Plans and notices ------------------------------------------------------------------------ */

static struct told_plan *told_plan(struct teller *teller, int64_t id)
{
    for (size_t i = 0; i < teller->plan_count; i++)
        if (teller->plans[i].id == id)
            return &teller->plans[i];
    teller->plans = arena_grow(&teller->arena, teller->plans, teller->plan_count,
                               sizeof *teller->plans);
    struct told_plan *told = &teller->plans[teller->plan_count++];
    *told = (struct told_plan){.id = id, .state = "", .review_on = ""};
    return told;
}

static bool tell_plans(struct teller *teller, const char *day, struct error *err)
{
    struct arena *arena = &teller->arena;
    QUERY(query) = query_open(teller->stage->store,
                              "SELECT id, child_id, kind, state, review_on FROM plan ORDER BY id");
    while (query_next(&query)) {
        struct told_plan *told = told_plan(teller, query_int(&query, 0));
        const char *name = stage_child_name(teller->stage, query_int(&query, 1));
        const char *state = query_text(&query, 3, arena), *review = query_text(&query, 4, arena);
        if (strcmp(told->state, state) != 0 || strcmp(told->review_on, review) != 0)
            tell_line(teller, name,
                      arena_text(arena, "%s plan %s %s %s%s%s", day, name,
                                 query_text(&query, 2, arena), state, *review ? " review " : "",
                                 review));
        told->state = state;
        told->review_on = review;
    }
    return query_ok(&query, err);
}

/* On a stage everybody reads at once what is left for them. */
static bool read_notices(struct teller *teller, struct error *err)
{
    QUERY(query) = query_open(teller->stage->store, "UPDATE main.notice SET seen_at = 0"
                                                    " WHERE seen_at IS NULL");
    return query_run(&query, err);
}

static bool tell_notices(struct teller *teller, const char *day, struct error *err)
{
    struct arena *arena = &teller->arena;
    QUERY(query) = query_open(teller->stage->store,
                              "SELECT n.id, post.role, substr(n.key, length('notice.') + 1),"
                              " n.child_id FROM notice n JOIN post ON post.id = n.post_id"
                              " WHERE n.id > :last ORDER BY n.id");
    bind_int(&query, ":last", teller->last_notice);
    while (query_next(&query)) {
        const char *name = stage_child_name(teller->stage, query_int(&query, 3));
        tell_line(teller, *name ? name : "notice",
                  arena_text(arena, "%s notice %s %s%s%s", day, query_text(&query, 1, arena),
                             query_text(&query, 2, arena), *name ? " " : "", name));
        teller->last_notice = query_int(&query, 0);
    }
    return query_ok(&query, err) && read_notices(teller, err);
}

bool tell_news(struct teller *teller, const char *day, struct error *err)
{
    return tell_cases(teller, day, err)
        && tell_plans(teller, day, err)
        && tell_duties(teller, day, err)
        && tell_notices(teller, day, err);
}
