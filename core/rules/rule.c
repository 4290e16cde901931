#include "core/rules/rule.h"

#include "core/base/date.h"
#include "core/cases/plan.h"
#include "core/cases/transition.h"
#include "core/rules/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void rule_mistake(struct policy_reader *reader, const struct yaml_node *node, const char *key,
                  const char *detail)
{
    if (reader->mistake_count == MISTAKES_MOST)
        return;
    ARENA(scratch);
    struct policy_mistake *row = &reader->mistakes[reader->mistake_count++];
    const char *where = arena_text(&scratch, "%s:%d", reader->file, node->line);
    row->line = node->line;
    error_record_values(&row->reason, ERROR_INVALID, key, (const char *const[]){where, detail, NULL});
}

void rule_text(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    if (node->kind != YAML_SCALAR || *node->text == '\0')
        rule_mistake(reader, node, MSG("policy.text"), node->key);
    *(const char **)into = node->text;
}

void rule_bool(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    *(bool *)into = strcmp(node->text, "true") == 0;
    if (!*(bool *)into && strcmp(node->text, "false") != 0)
        rule_mistake(reader, node, MSG("policy.bool"), node->key);
}

static bool whole(const char *text, int *number)
{
    char *end;
    long value = strtol(text, &end, 10);
    *number = (int)value;
    return *text >= '0' && *text <= '9' && *end == '\0' && value <= 1000;
}

void rule_number(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    if (!whole(node->text, into))
        rule_mistake(reader, node, MSG("policy.number"), node->key);
}

/* "09-01": a day of every year. */
void rule_month_day(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    char day[16];
    int number;
    snprintf(day, sizeof day, "2000-%s", node->text);
    if (strlen(node->text) != 5 || !date_number(day, &number))
        rule_mistake(reader, node, MSG("policy.month-day"), node->text);
    *(const char **)into = node->text;
}

/* "09:30": an hour of every day, written so that text order is the order of the day. */
void rule_hour(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    int hour, minute, length = 0;
    if (sscanf(node->text, "%2d:%2d%n", &hour, &minute, &length) != 2 || length != 5
        || node->text[length] != '\0' || hour > 23 || minute > 59)
        rule_mistake(reader, node, MSG("policy.hour"), node->text);
    *(const char **)into = node->text;
}

void rule_words(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_words *words = into;
    size_t known = 0;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        words->in[i] = yaml_text(node, language_code((enum language)i));
        known += words->in[i] != NULL;
        if (!words->in[i] || *words->in[i] == '\0')
            rule_mistake(reader, node, MSG("policy.language"), language_code((enum language)i));
    }
    if (known < node->count)
        rule_mistake(reader, node, MSG("policy.words"), node->key);
}

/* What is wrong with an expression, as a policy's mistakes say it. */
static const struct {
    const char *reason, *key;
} wrong[] = {
    {"expression.bad",      MSG("policy.expression")},
    {"expression.deep",     MSG("policy.deep")      },
    {"expression.function", MSG("policy.function")  },
    {"expression.unknown",  MSG("policy.fact")      },
};

/* An expression, tried out now: what it asks must be a fact. */
void rule_expression(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct error err = {0};
    rule_text(reader, node, into);
    if (node->kind != YAML_SCALAR || *node->text == '\0'
        || expression_compile(reader->evaluator, node->text, fact_names, FACT_COUNT, &err))
        return;
    for (size_t i = 0; i < COUNT(wrong); i++)
        if (strcmp(err.key, wrong[i].reason) == 0)
            rule_mistake(reader, node, wrong[i].key, err.values[1]);
}

static const struct {
    const char *words;
    enum period_unit unit;
} units[] = {
    {"school day",    PERIOD_SCHOOL_DAYS  },
    {"school days",   PERIOD_SCHOOL_DAYS  },
    {"working day",   PERIOD_WORKING_DAYS },
    {"working days",  PERIOD_WORKING_DAYS },
    {"calendar day",  PERIOD_CALENDAR_DAYS},
    {"calendar days", PERIOD_CALENDAR_DAYS},
    {"week",          PERIOD_WEEKS        },
    {"weeks",         PERIOD_WEEKS        },
    {"month",         PERIOD_MONTHS       },
    {"months",        PERIOD_MONTHS       },
};

/* "3 working days"; "same day" is the day itself, whatever kind of day it is. */
void rule_period(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct period *period = into;
    ARENA(scratch);
    size_t digits = strcspn(node->text, " ");
    if (strcmp(node->text, "same day") == 0) {
        *period = (struct period){0, PERIOD_CALENDAR_DAYS};
        return;
    }
    bool known = whole(arena_copy(&scratch, node->text, digits), &period->count)
        && node->text[digits] == ' ';
    for (size_t i = 0; known && i < COUNT(units); i++)
        if (strcmp(node->text + digits + 1, units[i].words) == 0) {
            period->unit = units[i].unit;
            return;
        }
    rule_mistake(reader, node, MSG("policy.period"), node->text);
}

/* --- posts ------------------------------------------------------------------------------------ */

/* On which line a role stands when the policy does not say: schools' or households' (H7). */
static enum line usual_line(enum role role)
{
    const char *kind = role_place_kind(role);
    return strcmp(kind, "village") == 0 || strcmp(kind, "township") == 0 ? LINE_HOUSEHOLD
                                                                         : LINE_SCHOOL;
}

static void read_role(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_post *post = into;
    if (!role_find(node->text, &post->role))
        rule_mistake(reader, node, MSG("policy.role"), node->text);
    else if (role_seated(post->role))
        rule_mistake(reader, node, MSG("policy.role-seated"), node->text);
    else
        post->line = usual_line(post->role);
}

static void read_line(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_post *post = into;
    bool school = strcmp(node->text, "school") == 0;
    post->line = school ? LINE_SCHOOL : LINE_HOUSEHOLD;
    if (!school && strcmp(node->text, "household") != 0)
        rule_mistake(reader, node, MSG("policy.line"), node->text);
    else if (post->line != usual_line(post->role)
             && strcmp(role_place_kind(post->role), "county") != 0)
        rule_mistake(reader, node, MSG("policy.line-of-role"), node->text);
}

static const struct rule_field post_fields[] = {
    {"role", read_role, 0, true },
    {"line", read_line, 0, false},
};

/* A role alone, or {role: ..., line: ...}. */
void rule_post(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    if (node->kind == YAML_SCALAR)
        read_role(reader, node, into);
    else
        rule_map(reader, node, post_fields, COUNT(post_fields), into);
}

/* --- lists ------------------------------------------------------------------------------------ */

void *rule_list(struct policy_reader *reader, const struct yaml_node *node, size_t size,
                rule_read *read, size_t *count)
{
    char *rows = arena_alloc(&reader->policy->arena, size * (node->count + 1));
    *count = 0;
    if (node->kind != YAML_LIST)
        rule_mistake(reader, node, MSG("policy.list"), node->key);
    else
        for (const struct yaml_node *item = node->first; item; item = item->next)
            read(reader, item, rows + size * (*count)++);
    return rows;
}

void rule_posts(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_posts *posts = into;
    posts->rows = rule_list(reader, node, sizeof *posts->rows, rule_post, &posts->count);
}

void rule_texts(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_texts *texts = into;
    texts->rows = rule_list(reader, node, sizeof *texts->rows, rule_text, &texts->count);
}

static void read_event(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    rule_text(reader, node, into);
    if (!transition_find(node->text))
        rule_mistake(reader, node, MSG("policy.event"), node->text);
}

void rule_events(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_texts *texts = into;
    texts->rows = rule_list(reader, node, sizeof *texts->rows, read_event, &texts->count);
}

void rule_legal_event(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    const struct transition *transition = transition_find(node->text);
    rule_text(reader, node, into);
    if (!transition || transition->source != BY_LAW)
        rule_mistake(reader, node, MSG("policy.event"), node->text);
}

static void read_plan_event(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    rule_text(reader, node, into);
    if (!plan_event_known(node->text))
        rule_mistake(reader, node, MSG("policy.event"), node->text);
}

void rule_plan_events(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_texts *texts = into;
    texts->rows = rule_list(reader, node, sizeof *texts->rows, read_plan_event, &texts->count);
}

static void read_paper(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    rule_text(reader, node, into);
    if (!plan_paper_known(node->text))
        rule_mistake(reader, node, MSG("policy.paper"), node->text);
}

void rule_papers(struct policy_reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_texts *texts = into;
    texts->rows = rule_list(reader, node, sizeof *texts->rows, read_paper, &texts->count);
    if (texts->count > PLAN_PAPERS_MOST)
        rule_mistake(reader, node, MSG("policy.papers"), node->key);
}

static bool has_entry(const struct rule_field *fields, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].key, key) == 0)
            return true;
    return false;
}

void rule_map(struct policy_reader *reader, const struct yaml_node *node,
              const struct rule_field *fields, size_t count, void *into)
{
    if (node->kind != YAML_MAP) {
        rule_mistake(reader, node, MSG("policy.map"), node->key);
        return;
    }
    for (const struct yaml_node *entry = node->first; entry; entry = entry->next)
        if (!has_entry(fields, count, entry->key))
            rule_mistake(reader, entry, MSG("policy.unknown"), entry->key);
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *entry = yaml_find(node, fields[i].key);
        if (entry)
            fields[i].read(reader, entry, (char *)into + fields[i].offset);
        else if (fields[i].required)
            rule_mistake(reader, node, MSG("policy.missing"), fields[i].key);
    }
}
