#include "core/rehearse/diligent.h"

#include "core/cases/transition.h"
#include "core/rehearse/line.h"

#include <string.h>

struct diligent_duty {
    const char *about, *name, *role;
    bool tried;
};

struct diligent_child {
    const char *name;
    const char *status; /* of its case: "suspected", or "none" */
    const char *plan;   /* that was spoken of last */
};

/* --- Hearing ---------------------------------------------------------------------------------- */

void diligent_begin(struct diligent *diligent, const struct policy *policy,
                    const struct timeline *timeline)
{
    *diligent = (struct diligent){.policy = policy, .timeline = timeline};
    for (size_t i = 0; i < timeline->count; i++) {
        const struct statement *statement = &timeline->statements[i];
        if (statement->day || strcmp(statement_word(statement, 0), "diligent") != 0)
            continue;
        diligent->children = arena_grow(&diligent->arena, diligent->children,
                                        diligent->child_count, sizeof *diligent->children);
        diligent->children[diligent->child_count++] =
            (struct diligent_child){statement_word(statement, 1), "none", ""};
    }
}

void diligent_end(struct diligent *diligent)
{
    arena_clear(&diligent->arena);
}

static struct diligent_child *child_of(const struct diligent *diligent, const char *name)
{
    for (size_t i = 0; i < diligent->child_count; i++)
        if (strcmp(diligent->children[i].name, name) == 0)
            return &diligent->children[i];
    return NULL;
}

static void take_duty(struct diligent *diligent, const struct rehearse_line *line)
{
    diligent->duties = arena_grow(&diligent->arena, diligent->duties, diligent->duty_count,
                                  sizeof *diligent->duties);
    diligent->duties[diligent->duty_count++] =
        (struct diligent_duty){line->about, line->name, line->role, false};
}

/* Of several that are alike the one that waits longest. */
static void drop_duty(struct diligent *diligent, const struct rehearse_line *line)
{
    for (size_t i = 0; i < diligent->duty_count; i++) {
        struct diligent_duty *duty = &diligent->duties[i];
        if (strcmp(duty->about, line->about) != 0 || strcmp(duty->name, line->name) != 0)
            continue;
        memmove(duty, duty + 1, (--diligent->duty_count - i) * sizeof *duty);
        return;
    }
}

void diligent_hear(struct diligent *diligent, const char *text)
{
    struct rehearse_line line;
    if (diligent->child_count == 0 || !rehearse_line_read(text, &diligent->arena, &line))
        return;
    struct diligent_child *child = child_of(diligent, line.about);
    if (!child)
        return;
    if (strcmp(line.kind, "duty") == 0)
        take_duty(diligent, &line);
    else if (strcmp(line.kind, "done") == 0 || strcmp(line.kind, "void") == 0)
        drop_duty(diligent, &line);
    else if (strcmp(line.kind, "status") == 0)
        child->status = line.name;
    else if (strcmp(line.kind, "plan") == 0)
        child->plan = line.name;
}

/* --- Answering -------------------------------------------------------------------------------- */

/* What is marked on the roll is what the case has come to. */
static const char *mark_of(const struct diligent_child *child)
{
    return strcmp(child->status, "none") == 0 ? "at_school" : child->status;
}

/* What comes of it: of a visit nothing. */
static const char *result_of(const struct diligent_child *child, const char *event)
{
    const char *first = transition_result(event, 0);
    if (transition_is_visit(event))
        return "failed";
    if (strcmp(event, "roll.marked") == 0)
        return mark_of(child);
    return first ? first : "";
}

/* Who takes a step with legal effect: whose duty it is, or the first who may. */
static const char *taker_of(const struct diligent *diligent, const char *event, const char *role)
{
    const struct policy_step *step = policy_step(diligent->policy, event);
    for (size_t i = 0; step && i < step->by_count; i++)
        if (strcmp(role_name(step->by[i]), role) == 0)
            return role;
    return step && step->by_count > 0 ? role_name(step->by[0]) : role;
}

/* " at primary" for a school's people and a child in no class, as its case was opened there. */
static const char *place_of(const struct diligent *diligent, const char *child, const char *role,
                            struct arena *arena)
{
    enum role who;
    bool school = role_find(role, &who) && strcmp(role_place_kind(who), "school") == 0;
    for (size_t i = 0; school && i < diligent->timeline->count; i++) {
        const struct statement *statement = &diligent->timeline->statements[i];
        const char *at = statement_option(statement, "at");
        if (at && strcmp(statement_word(statement, 0), "open") == 0
            && strcmp(statement_word(statement, 1), child) == 0)
            return arena_text(arena, " at %s", at);
    }
    return "";
}

/* The act itself, without who does it; NULL for what no timeline can do, or nobody in vain. */
static const char *act_of(const struct diligent_child *child, const char *event,
                          struct arena *arena)
{
    const struct transition *transition = transition_find(event);
    if (strcmp(event, "report.sent") == 0)
        return arena_text(arena, "report %s", child->name);
    if (!transition || strcmp(event, "returned") == 0
        || (transition->source != BY_HAND && transition->source != BY_LAW))
        return NULL;
    const char *result = result_of(child, event);
    return arena_text(arena, "event %s %s%s%s", child->name, event, *result ? " " : "", result);
}

/* The duties that are no rung and can be done in a timeline. */
static const struct {
    const char *name, *act;
    bool of_plan;
} others[] = {
    {"receive_report", "receive",      false},
    {"confirm_plan",   "confirm-plan", true },
    {"review_plan",    "review-plan",  true },
};

static const char *do_other(const struct diligent_child *child, const char *name,
                            struct arena *arena)
{
    for (size_t i = 0; i < COUNT(others); i++)
        if (strcmp(others[i].name, name) == 0)
            return arena_text(arena, "%s %s%s%s", others[i].act, child->name,
                              others[i].of_plan ? " " : "", others[i].of_plan ? child->plan : "");
    return NULL;
}

/* "beat:PLAN/BEAT": by the first thing that fulfils it. */
static const char *do_beat(const struct diligent *diligent, const struct diligent_child *child,
                           const char *name, struct arena *arena)
{
    static const char prefix[] = "beat:";
    if (strncmp(name, prefix, strlen(prefix)) != 0)
        return NULL;
    const char *plan = name + strlen(prefix);
    const struct policy_rung *rule = policy_duty(diligent->policy, "beat", plan);
    return rule && rule->done_by.count > 0
        ? arena_text(arena, "beat %s %.*s %s", child->name, (int)strcspn(plan, "/"), plan,
                     rule->done_by.rows[0])
        : NULL;
}

/* The first of what fulfils a rung that somebody can do; *role may become another's. */
static const char *do_rung(const struct diligent *diligent, const struct diligent_child *child,
                           const char *name, const char **role, struct arena *arena)
{
    const struct policy_rung *rung = policy_rung(diligent->policy, name);
    for (size_t i = 0; rung && i < rung->done_by.count; i++) {
        const char *event = rung->done_by.rows[i], *done = act_of(child, event, arena);
        if (!done)
            continue;
        *role = taker_of(diligent, event, *role);
        return done;
    }
    return NULL;
}

static const char *answer(const struct diligent *diligent, const struct diligent_duty *duty,
                          const char *day, struct arena *arena)
{
    const struct diligent_child *child = child_of(diligent, duty->about);
    const char *role = duty->role, *done = do_other(child, duty->name, arena);
    if (!done)
        done = do_beat(diligent, child, duty->name, arena);
    if (!done)
        done = do_rung(diligent, child, duty->name, &role, arena);
    return done ? arena_text(arena, "%s %s by %s%s", day, done, role,
                             place_of(diligent, child->name, role, arena))
                : NULL;
}

const char *diligent_next(struct diligent *diligent, const char *day, struct arena *arena)
{
    for (size_t i = 0; i < diligent->duty_count; i++) {
        struct diligent_duty *duty = &diligent->duties[i];
        if (duty->tried)
            continue;
        duty->tried = true;
        const char *statement = answer(diligent, duty, day, arena);
        if (statement)
            return statement;
    }
    return NULL;
}
