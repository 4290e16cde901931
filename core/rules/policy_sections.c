#include "core/rules/policy_sections.h"

#include <string.h>

void rule_overdue(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        {"to", rule_posts, 0, true}
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

static void read_role(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    if (!role_find(node->text, into))
        rule_mistake(reader, node, MSG("policy.role"), node->text);
}

static void read_by(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_step *step = into;
    step->by = rule_list(reader, node, sizeof *step->by, read_role, &step->by_count);
}

static void read_skip_by(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_step *step = into;
    step->skip_by = rule_list(reader, node, sizeof *step->skip_by, read_role, &step->skip_count);
}

/* --- Steps with legal effect ------------------------------------------------------------------ */

static void read_step(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_step, "step", event, rule_legal_event, true),
        FIELD(struct policy_step, "clause", clause, rule_text, true),
        FIELD(struct policy_step, "chosen_by_county", chosen_by_county, rule_bool, false),
        FIELD(struct policy_step, "name", name, rule_words, true),
        FIELD(struct policy_step, "asks", asks, rule_words, true),
        FIELD(struct policy_step, "reply", reply, rule_period, false),
        {"by",      read_by,      0, true},
        {"skip_by", read_skip_by, 0, true},
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

void section_steps(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->steps = rule_list(reader, node, sizeof *policy->steps, read_step, &policy->step_count);
}

/* --- Rounds of the year ----------------------------------------------------------------------- */

static const struct {
    const char *words;
    enum policy_anchor anchor;
} anchors[] = {
    {"term start",  ANCHOR_TERM_START },
    {"term end",    ANCHOR_TERM_END   },
    {"year start",  ANCHOR_YEAR_START },
    {"year end",    ANCHOR_YEAR_END   },
    {"month start", ANCHOR_MONTH_START},
    {"month end",   ANCHOR_MONTH_END  },
    {"quarter end", ANCHOR_QUARTER_END},
};

/* "term start", or a day of every year: "06-30". */
static void read_starts(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_round *round = into;
    for (size_t i = 0; i < COUNT(anchors); i++)
        if (strcmp(node->text, anchors[i].words) == 0) {
            round->anchor = anchors[i].anchor;
            return;
        }
    round->anchor = ANCHOR_DAY;
    rule_month_day(reader, node, &round->day);
}

static void read_round(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        DUTY_WORDS(struct policy_round, duty.),
        FIELD(struct policy_round, "round", duty.name, rule_text, true),
        FIELD(struct policy_round, "post", duty.post, rule_post, true),
        FIELD(struct policy_round, "with", duty.with, rule_posts, false),
        FIELD(struct policy_round, "within", duty.within, rule_period, true),
        {"starts", read_starts, 0, true},
        FIELD(struct policy_round, "stages", stages, rule_texts, false),
        FIELD(struct policy_round, "before", before, rule_period, false),
        FIELD(struct policy_round, "from", from, rule_period, false),
        FIELD(struct policy_round, "repeats", repeats, rule_period, false),
        FIELD(struct policy_round, "nil", nil, rule_bool, false),
        FIELD(struct policy_round, "school_time", school_time, rule_bool, false),
        FIELD(struct policy_round, "to", to, rule_posts, false),
        FIELD(struct policy_round, "form", duty.form, rule_text, false),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

void section_rounds(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->rounds = rule_list(reader, node, sizeof *policy->rounds, read_round,
                               &policy->round_count);
}

/* --- Plans and their beats -------------------------------------------------------------------- */

/* A period, or "term": once in each. */
static void read_every(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct period *every = into;
    *every = (struct period){0};
    if (strcmp(node->text, "term") == 0)
        return;
    rule_period(reader, node, every);
    if (every->count == 0 || every->unit == PERIOD_SCHOOL_DAYS
        || every->unit == PERIOD_WORKING_DAYS)
        rule_mistake(reader, node, MSG("policy.every"), node->text);
}

static void read_beat(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        DUTY_WORDS(struct policy_beat, duty.),
        FIELD(struct policy_beat, "beat", duty.name, rule_text, true),
        FIELD(struct policy_beat, "done_by", duty.done_by, rule_plan_events, true),
        FIELD(struct policy_beat, "form", duty.form, rule_text, false),
        FIELD(struct policy_beat, "every", every, read_every, true),
        FIELD(struct policy_beat, "times", times, rule_number, false),
        FIELD(struct policy_beat, "school_time", school_time, rule_bool, false),
    };
    struct policy_beat *beat = into;
    beat->times = 1;
    beat->duty.within.unit = PERIOD_WORKING_DAYS; /* overdue, it goes up a step a working day */
    rule_map(reader, node, fields, COUNT(fields), into);
    if (beat->times < 1)
        rule_mistake(reader, node, MSG("policy.number"), "times");
}

static void read_beats(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_plan *plan = into;
    plan->beats = rule_list(reader, node, sizeof *plan->beats, read_beat, &plan->beat_count);
}

static void read_confirms(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_posts *posts = into;
    struct policy_post *post = arena_array(&reader->policy->arena, struct policy_post, 1);
    rule_post(reader, node, post);
    *posts = (struct policy_posts){post, 1};
}

static void read_keeper(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    unsigned *roles = into;
    enum role role;
    if (!role_find(node->text, &role))
        rule_mistake(reader, node, MSG("policy.role"), node->text);
    else if (!role_may(role, MAY_KEEP_PLAN))
        rule_mistake(reader, node, MSG("policy.role-keeps-none"), node->text);
    else
        *roles |= 1u << role;
}

/* Roles alone: whose post at the child's places, or whose seat, is for people to choose. */
static void read_kept_by(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    unsigned *roles = into;
    if (node->kind != YAML_LIST)
        rule_mistake(reader, node, MSG("policy.list"), node->key);
    else
        for (const struct yaml_node *item = node->first; item; item = item->next)
            read_keeper(reader, item, roles);
}

static void read_plan(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_plan, "plan", name, rule_text, true),
        FIELD(struct policy_plan, "clause", clause, rule_text, true),
        FIELD(struct policy_plan, "chosen_by_county", chosen_by_county, rule_bool, false),
        FIELD(struct policy_plan, "name", title, rule_words, true),
        FIELD(struct policy_plan, "asks", asks, rule_words, true),
        FIELD(struct policy_plan, "post", post, rule_post, true),
        FIELD(struct policy_plan, "form", form, rule_text, false),
        FIELD(struct policy_plan, "kept_by", kept_by, read_kept_by, false),
        FIELD(struct policy_plan, "needs", needs, rule_papers, false),
        FIELD(struct policy_plan, "confirms", confirms, read_confirms, false),
        FIELD(struct policy_plan, "lasts", lasts, rule_period, false),
        {"beats", read_beats, 0, true},
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

void section_plans(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->plans = rule_list(reader, node, sizeof *policy->plans, read_plan, &policy->plan_count);
}

/* --- Groups, targets, who answers, keeping ---------------------------------------------------- */

/* Restricted whatever a county chooses (requirements 10). */
static void check_restricted(struct policy_reader *reader, const struct yaml_node *node,
                             const struct policy_group *group)
{
    if (group->name && strcmp(group->name, "parent_in_prison") == 0 && !group->confidential)
        rule_mistake(reader, node, MSG("policy.not-confidential"), group->name);
}

static void read_group(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_group, "group", name, rule_text, true),
        FIELD(struct policy_group, "clause", clause, rule_text, true),
        FIELD(struct policy_group, "name", title, rule_words, true),
        FIELD(struct policy_group, "asks", asks, rule_words, true),
        FIELD(struct policy_group, "plans", plans, rule_texts, false),
        FIELD(struct policy_group, "confidential", confidential, rule_bool, false),
        FIELD(struct policy_group, "chosen_by_county", chosen_by_county, rule_bool, false),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
    check_restricted(reader, node, into);
}

void section_groups(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->groups = rule_list(reader, node, sizeof *policy->groups, read_group,
                               &policy->group_count);
}

static void read_target(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_target, "indicator", indicator, rule_text, true),
        FIELD(struct policy_target, "of", of, rule_text, true),
        FIELD(struct policy_target, "clause", clause, rule_text, true),
        FIELD(struct policy_target, "at_least", at_least, rule_number, false),
        FIELD(struct policy_target, "at_most", at_most, rule_number, false),
        FIELD(struct policy_target, "asks", asks, rule_words, true),
        FIELD(struct policy_target, "chosen_by_county", chosen_by_county, rule_bool, false),
    };
    struct policy_target *target = into;
    target->at_least = target->at_most = -1;
    rule_map(reader, node, fields, COUNT(fields), into);
    if ((target->at_least < 0) == (target->at_most < 0))
        rule_mistake(reader, node, MSG("policy.target"), target->indicator);
}

void section_targets(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->targets = rule_list(reader, node, sizeof *policy->targets, read_target,
                                &policy->target_count);
}

static void read_answer(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_answer, "level", level, rule_text, true),
        FIELD(struct policy_answer, "clause", clause, rule_text, true),
        FIELD(struct policy_answer, "role", role, read_role, true),
        FIELD(struct policy_answer, "answers_for", answers_for, rule_words, true),
        FIELD(struct policy_answer, "chosen_by_county", chosen_by_county, rule_bool, false),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

void section_answers(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->answers = rule_list(reader, node, sizeof *policy->answers, read_answer,
                                &policy->answer_count);
}

static void read_kept(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    enum policy_kept *what = into;
    for (int i = 0; i < KEPT_COUNT; i++)
        if (strcmp(node->text, policy_kept_name((enum policy_kept)i)) == 0) {
            *what = (enum policy_kept)i;
            return;
        }
    rule_mistake(reader, node, MSG("policy.kept"), node->text);
}

/* Days of a calendar that is announced from year to year cannot be counted three years ahead. */
static void read_keep(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct period *keep = into;
    keep->unit = PERIOD_MONTHS; /* of one that cannot be read: that is told once */
    rule_period(reader, node, keep);
    if (keep->unit == PERIOD_SCHOOL_DAYS || keep->unit == PERIOD_WORKING_DAYS)
        rule_mistake(reader, node, MSG("policy.keep"), node->text);
}

static void read_keeping(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_keeping, "what", what, read_kept, true),
        FIELD(struct policy_keeping, "clause", clause, rule_text, true),
        FIELD(struct policy_keeping, "keep", keep, read_keep, true),
        FIELD(struct policy_keeping, "asks", asks, rule_words, true),
        FIELD(struct policy_keeping, "chosen_by_county", chosen_by_county, rule_bool, false),
    };
    struct policy_keeping *keeping = into;
    keeping->what = KEPT_COUNT;
    rule_map(reader, node, fields, COUNT(fields), into);
}

void section_keepings(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->keepings = rule_list(reader, node, sizeof *policy->keepings, read_keeping,
                                 &policy->keeping_count);
    for (size_t i = 0; i < policy->keeping_count; i++) {
        const struct policy_keeping *row = &policy->keepings[i];
        if (row->what != KEPT_COUNT && policy_keeping(policy, row->what) != row)
            rule_mistake(reader, node, MSG("policy.twice"), policy_kept_name(row->what));
    }
}

static void read_note(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_note, "clause", clause, rule_text, true),
        FIELD(struct policy_note, "why", why, rule_words, true),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

void section_notes(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->notes = rule_list(reader, node, sizeof *policy->notes, read_note, &policy->note_count);
}
