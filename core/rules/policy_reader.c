#include "core/rules/policy_reader.h"

#include "core/rules/policy_sections.h"

#include <stdlib.h>
#include <string.h>

/* --- what a policy consists of ---------------------------------------------------------------- */

/* What every duty says, rung or not. */
#define DUTY_FIELDS                                                     \
    DUTY_WORDS(struct policy_rung, ),                                   \
        FIELD(struct policy_rung, "post", post, rule_post, true),       \
        FIELD(struct policy_rung, "with", with, rule_posts, false),     \
        FIELD(struct policy_rung, "within", within, rule_period, true), \
        FIELD(struct policy_rung, "done_by", done_by, rule_events, false)

static void read_rung(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        DUTY_FIELDS,
        FIELD(struct policy_rung, "rung", name, rule_text, true),
        FIELD(struct policy_rung, "for", kinds, rule_texts, false),
        FIELD(struct policy_rung, "when", when, rule_expression, true),
        FIELD(struct policy_rung, "after", after, rule_period, false),
        FIELD(struct policy_rung, "until", until, rule_expression, false),
        FIELD(struct policy_rung, "repeats", repeats, rule_period, false),
        FIELD(struct policy_rung, "tells", tells, rule_posts, false),
        FIELD(struct policy_rung, "result_to", result_to, rule_posts, false),
        FIELD(struct policy_rung, "form", form, rule_text, false),
        FIELD(struct policy_rung, "recipients", recipients, rule_posts, false),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
    if (!yaml_find(node, "done_by"))
        rule_mistake(reader, node, MSG("policy.missing"), "done_by");
}

static void read_duty(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        DUTY_FIELDS,
        FIELD(struct policy_rung, "lapses", lapses, rule_period, false),
    };
    struct policy_rung *duty = into;
    duty->name = node->key;
    rule_map(reader, node, fields, COUNT(fields), into);
}

/* A class's day is to be known by an hour, so that somebody can still ask. */
static void read_attendance(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        DUTY_FIELDS,
        FIELD(struct policy_rung, "lapses", lapses, rule_period, false),
        FIELD(struct policy_rung, "by", by, rule_hour, false),
    };
    struct policy_rung *duty = into;
    duty->name = node->key;
    rule_map(reader, node, fields, COUNT(fields), into);
}

static void read_duties(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy, "attendance", duties[POLICY_ATTENDANCE], read_attendance, true),
        FIELD(struct policy, "confirm_closing", duties[POLICY_CONFIRM_CLOSING], read_duty, true),
        FIELD(struct policy, "receive_report", duties[POLICY_RECEIVE_REPORT], read_duty, true),
        FIELD(struct policy, "assigned", duties[POLICY_ASSIGNED], read_duty, true),
        FIELD(struct policy, "finding", duties[POLICY_FINDING], read_duty, true),
        FIELD(struct policy, "transfer", duties[POLICY_TRANSFER], read_duty, false),
        FIELD(struct policy, "letter", duties[POLICY_LETTER], read_duty, false),
        FIELD(struct policy, "letter_sent", duties[POLICY_LETTER_SENT], read_duty, false),
        FIELD(struct policy, "handover", duties[POLICY_HANDOVER], read_duty, false),
        FIELD(struct policy, "lines", duties[POLICY_LINES], read_duty, false),
        FIELD(struct policy, "vacant_post", duties[POLICY_VACANT_POST], read_duty, false),
        FIELD(struct policy, "review_plan", duties[POLICY_REVIEW_PLAN], read_duty, true),
        FIELD(struct policy, "confirm_plan", duties[POLICY_CONFIRM_PLAN], read_duty, true),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

static void read_handover(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_handover, "clause", clause, rule_text, true),
        FIELD(struct policy_handover, "for", kinds, rule_texts, true),
        FIELD(struct policy_handover, "within", within, rule_period, true),
        FIELD(struct policy_handover, "asks", asks, rule_words, true),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

static void read_ladder(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->rungs = rule_list(reader, node, sizeof *policy->rungs, read_rung, &policy->rung_count);
}

static void read_opening(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_opening, "kind", kind, rule_text, true),
        FIELD(struct policy_opening, "clause", clause, rule_text, true),
        FIELD(struct policy_opening, "when", when, rule_expression, false),
        FIELD(struct policy_opening, "findings", findings, rule_texts, false),
        FIELD(struct policy_opening, "asks", asks, rule_words, true),
        FIELD(struct policy_opening, "chosen_by_county", chosen_by_county, rule_bool, false),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

static void read_openings(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->openings = rule_list(reader, node, sizeof *policy->openings, read_opening,
                                 &policy->opening_count);
}

static void read_status(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_status, "status", status, rule_text, true),
        FIELD(struct policy_status, "clause", clause, rule_text, true),
        FIELD(struct policy_status, "when", when, rule_expression, true),
        FIELD(struct policy_status, "after", after, rule_period, false),
        FIELD(struct policy_status, "asks", asks, rule_words, true),
        FIELD(struct policy_status, "chosen_by_county", chosen_by_county, rule_bool, false),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

static void read_statuses(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->statuses = rule_list(reader, node, sizeof *policy->statuses, read_status,
                                 &policy->status_count);
}

static void read_span(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_span, "first", first, rule_month_day, true),
        FIELD(struct policy_span, "last", last, rule_month_day, true),
        FIELD(struct policy_span, "name", name, rule_words, true),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

static void read_terms(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->terms = rule_list(reader, node, sizeof *policy->terms, read_span, &policy->term_count);
}

static void read_holidays(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->holidays = rule_list(reader, node, sizeof *policy->holidays, read_span,
                                 &policy->holiday_count);
}

/* [6, 7]: the days of the week on which no school teaches, 1 Monday to 7 Sunday. */
static void read_weekend(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    size_t count;
    const int *days = rule_list(reader, node, sizeof *days, rule_number, &count);
    for (size_t i = 0; i < count; i++)
        if (days[i] >= 1 && days[i] <= 7)
            policy->weekend[days[i]] = true;
        else
            rule_mistake(reader, node, MSG("policy.weekday"), node->key);
}

static void read_calendar(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        {"weekend",  read_weekend,  0, true },
        {"terms",    read_terms,    0, true },
        {"holidays", read_holidays, 0, false},
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

static void read_stage(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const char *const stages[] = {"preschool", "primary", "junior"};
    rule_text(reader, node, into);
    for (size_t i = 0; i < COUNT(stages); i++)
        if (strcmp(node->text, stages[i]) == 0)
            return;
    rule_mistake(reader, node, MSG("policy.stage"), node->text);
}

static void read_band(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy_band, "stage", stage, read_stage, true),
        FIELD(struct policy_band, "from", from, rule_number, true),
        FIELD(struct policy_band, "to", to, rule_number, true),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

static void read_bands(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->bands = rule_list(reader, node, sizeof *policy->bands, read_band, &policy->band_count);
}

static void read_ages(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy, "on", age_day, rule_month_day, true),
        FIELD(struct policy, "clause", age_clause, rule_text, true),
        {"bands", read_bands, 0, true},
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

static void read_county(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    static const struct rule_field fields[] = {
        FIELD(struct policy, "code", code, rule_text, true),
        FIELD(struct policy, "name", county, rule_words, true),
    };
    rule_map(reader, node, fields, COUNT(fields), into);
}

static const struct rule_field policy_fields[] = {
    FIELD(struct policy, "policy", name, rule_text, true),
    {"county",     read_county,      0, true },
    FIELD(struct policy, "document", document, rule_words, true),
    {"calendar",   read_calendar,    0, true },
    {"ages",       read_ages,        0, true },
    {"opens_case", read_openings,    0, true },
    {"statuses",   read_statuses,    0, false},
    {"ladder",     read_ladder,      0, true },
    {"duties",     read_duties,      0, true },
    FIELD(struct policy, "handover", handover, read_handover, false),
    {"legal",      section_steps,    0, true },
    {"rounds",     section_rounds,   0, false},
    {"plans",      section_plans,    0, false},
    {"groups",     section_groups,   0, true },
    {"targets",    section_targets,  0, true },
    {"answers",    section_answers,  0, true },
    {"keeping",    section_keepings, 0, true },
    {"notes",      section_notes,    0, false},
};

/* --- what only the whole shows ---------------------------------------------------------------- */

/* The line of the nth item of a list, for what is found after it was read. */
static const struct yaml_node *item_at(const struct yaml_node *list, size_t index)
{
    const struct yaml_node *item = list->first;
    while (index-- > 0)
        item = item->next;
    return item;
}

/* A rung's name stands once, and it is for kinds of cases that there are. */
static void check_rungs(struct policy_reader *reader, const struct yaml_node *ladder)
{
    const struct policy *policy = reader->policy;
    for (size_t i = 0; i < policy->rung_count; i++) {
        const struct policy_rung *rung = &policy->rungs[i];
        for (size_t k = 0; k < rung->kinds.count; k++)
            if (!policy_has_kind(policy, rung->kinds.rows[k]))
                rule_mistake(reader, item_at(ladder, i), MSG("policy.kind"), rung->kinds.rows[k]);
        if (rung->name && policy_rung(policy, rung->name) != rung)
            rule_mistake(reader, item_at(ladder, i), MSG("policy.twice"), rung->name);
    }
}

/* A group's name stands once, and its plans are some of the county's. */
static void check_groups(struct policy_reader *reader, const struct yaml_node *groups)
{
    const struct policy *policy = reader->policy;
    for (size_t i = 0; i < policy->group_count; i++) {
        const struct policy_group *group = &policy->groups[i];
        for (size_t k = 0; k < group->plans.count; k++)
            if (group->plans.rows[k] && !policy_plan(policy, group->plans.rows[k]))
                rule_mistake(reader, item_at(groups, i), MSG("policy.plan"), group->plans.rows[k]);
        if (group->name && policy_group(policy, group->name) != group)
            rule_mistake(reader, item_at(groups, i), MSG("policy.twice"), group->name);
    }
}

static int by_line(const void *left, const void *right)
{
    return ((const struct policy_mistake *)left)->line
        - ((const struct policy_mistake *)right)->line;
}

bool policy_read(const char *file, const char *text, size_t length, struct policy *policy,
                 struct arena *arena, const struct policy_mistake **mistakes, size_t *count,
                 struct error *err)
{
    const struct yaml_node *root;
    EVALUATOR(evaluator) = evaluator_open(err);
    if (!evaluator || !yaml_parse(file, text, length, &policy->arena, &root, err))
        return false;

    struct policy_reader reader = {.file = file, .policy = policy, .evaluator = evaluator};
    reader.mistakes = arena_array(arena, struct policy_mistake, MISTAKES_MOST);
    rule_map(&reader, root, policy_fields, COUNT(policy_fields), policy);
    if (policy->rung_count > 0)
        check_rungs(&reader, yaml_find(root, "ladder"));
    if (policy->group_count > 0)
        check_groups(&reader, yaml_find(root, "groups"));
    qsort(reader.mistakes, reader.mistake_count, sizeof *reader.mistakes, by_line);
    *mistakes = reader.mistakes;
    *count = reader.mistake_count;
    return true;
}
