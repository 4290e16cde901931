#include "core/policy_reader.h"

#include "core/date.h"
#include "core/facts.h"
#include "core/transition.h"
#include "core/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_MISTAKES = 200
};

struct reader {
    const char *file;
    struct policy *policy;
    struct evaluator *evaluator;
    struct policy_mistake *mistakes;
    size_t mistake_count;
};

/* An entry of a map: how its value is read, and where it goes. */
struct field {
    const char *key;
    void (*read)(struct reader *reader, const struct yaml_node *node, void *into);
    size_t offset;
    bool required;
};

#define FIELD(type, key, member, read, required)    \
    {                                               \
        key, read, offsetof(type, member), required \
    }

/* {0} of the message is the place; detail, when there is any, is {1}. */
static void mistake(struct reader *reader, const struct yaml_node *node, const char *key,
                    const char *detail)
{
    if (reader->mistake_count == MOST_MISTAKES)
        return;
    ARENA(scratch);
    struct policy_mistake *row = &reader->mistakes[reader->mistake_count++];
    const char *where = arena_text(&scratch, "%s:%d", reader->file, node->line);
    row->line = node->line;
    error_record_values(&row->reason, ERROR_INVALID, key, (const char *const[]){where, detail, NULL});
}

/* --- values ------------------------------------------------------------------------------------ */

static void read_text(struct reader *reader, const struct yaml_node *node, void *into)
{
    if (node->kind != YAML_SCALAR || *node->text == '\0')
        mistake(reader, node, MSG("policy.text"), node->key);
    *(const char **)into = node->text;
}

static void read_bool(struct reader *reader, const struct yaml_node *node, void *into)
{
    *(bool *)into = strcmp(node->text, "true") == 0;
    if (!*(bool *)into && strcmp(node->text, "false") != 0)
        mistake(reader, node, MSG("policy.bool"), node->key);
}

static bool whole(const char *text, int *number)
{
    char *end;
    long value = strtol(text, &end, 10);
    *number = (int)value;
    return *text >= '0' && *text <= '9' && *end == '\0' && value <= 1000;
}

static void read_number(struct reader *reader, const struct yaml_node *node, void *into)
{
    if (!whole(node->text, into))
        mistake(reader, node, MSG("policy.number"), node->key);
}

/* "09-01": a day of every year. */
static void read_month_day(struct reader *reader, const struct yaml_node *node, void *into)
{
    char day[16];
    int number;
    snprintf(day, sizeof day, "2000-%s", node->text);
    if (strlen(node->text) != 5 || !date_number(day, &number))
        mistake(reader, node, MSG("policy.month-day"), node->text);
    *(const char **)into = node->text;
}

static void read_words(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_words *words = into;
    size_t known = 0;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        words->in[i] = yaml_text(node, language_code((enum language)i));
        known += words->in[i] != NULL;
        if (!words->in[i] || *words->in[i] == '\0')
            mistake(reader, node, MSG("policy.language"), language_code((enum language)i));
    }
    if (known < node->count)
        mistake(reader, node, MSG("policy.words"), node->key);
}

/* An expression, tried out now: what it asks must be a fact. */
static void read_expression(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct error err = {0};
    read_text(reader, node, into);
    if (node->kind != YAML_SCALAR || *node->text == '\0')
        return;
    if (!expression_compile(reader->evaluator, node->text, fact_names, FACT_COUNT, &err))
        mistake(reader, node,
                strcmp(err.key, "expression.unknown") == 0        ? MSG("policy.fact")
                    : strcmp(err.key, "expression.function") == 0 ? MSG("policy.function")
                                                                  : MSG("policy.expression"),
                err.values[1]);
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
};

/* "3 working days". */
static void read_period(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct period *period = into;
    ARENA(scratch);
    size_t digits = strcspn(node->text, " ");
    bool known = whole(arena_copy(&scratch, node->text, digits), &period->count)
        && node->text[digits] == ' ';
    for (size_t i = 0; known && i < COUNT(units); i++)
        if (strcmp(node->text + digits + 1, units[i].words) == 0) {
            period->unit = units[i].unit;
            return;
        }
    mistake(reader, node, MSG("policy.period"), node->text);
}

/* --- posts ------------------------------------------------------------------------------------- */

/* On which line a role stands when the policy does not say: schools' or households' (H7). */
static enum line usual_line(enum role role)
{
    const char *kind = role_place_kind(role);
    return strcmp(kind, "village") == 0 || strcmp(kind, "township") == 0 ? LINE_HOUSEHOLD
                                                                         : LINE_SCHOOL;
}

static void read_role(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_post *post = into;
    if (role_find(node->text, &post->role))
        post->line = usual_line(post->role);
    else
        mistake(reader, node, MSG("policy.role"), node->text);
}

static void read_line(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_post *post = into;
    bool school = strcmp(node->text, "school") == 0;
    post->line = school ? LINE_SCHOOL : LINE_HOUSEHOLD;
    if (!school && strcmp(node->text, "household") != 0)
        mistake(reader, node, MSG("policy.line"), node->text);
    else if (post->line != usual_line(post->role)
             && strcmp(role_place_kind(post->role), "county") != 0)
        mistake(reader, node, MSG("policy.line-of-role"), node->text);
}

static void read_map(struct reader *reader, const struct yaml_node *node,
                     const struct field *fields, size_t count, void *into);

static const struct field post_fields[] = {
    {"role", read_role, 0, true },
    {"line", read_line, 0, false},
};

/* A role alone, or {role: ..., line: ...}. */
static void read_post(struct reader *reader, const struct yaml_node *node, void *into)
{
    if (node->kind == YAML_SCALAR)
        read_role(reader, node, into);
    else
        read_map(reader, node, post_fields, COUNT(post_fields), into);
}

/* --- lists ------------------------------------------------------------------------------------- */

static void *read_list(struct reader *reader, const struct yaml_node *node, size_t size,
                       void (*read)(struct reader *, const struct yaml_node *, void *),
                       size_t *count)
{
    char *rows = arena_alloc(&reader->policy->arena, size * (node->count + 1));
    *count = 0;
    if (node->kind != YAML_LIST)
        mistake(reader, node, MSG("policy.list"), node->key);
    else
        for (const struct yaml_node *item = node->first; item; item = item->next)
            read(reader, item, rows + size * (*count)++);
    return rows;
}

static void read_posts(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_posts *posts = into;
    posts->rows = read_list(reader, node, sizeof *posts->rows, read_post, &posts->count);
}

static void read_texts(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_texts *texts = into;
    texts->rows = read_list(reader, node, sizeof *texts->rows, read_text, &texts->count);
}

static void read_event(struct reader *reader, const struct yaml_node *node, void *into)
{
    read_text(reader, node, into);
    if (!transition_find(node->text))
        mistake(reader, node, MSG("policy.event"), node->text);
}

static void read_events(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy_texts *texts = into;
    texts->rows = read_list(reader, node, sizeof *texts->rows, read_event, &texts->count);
}

static bool has_entry(const struct field *fields, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].key, key) == 0)
            return true;
    return false;
}

static void read_map(struct reader *reader, const struct yaml_node *node,
                     const struct field *fields, size_t count, void *into)
{
    if (node->kind != YAML_MAP) {
        mistake(reader, node, MSG("policy.map"), node->key);
        return;
    }
    for (const struct yaml_node *entry = node->first; entry; entry = entry->next)
        if (!has_entry(fields, count, entry->key))
            mistake(reader, entry, MSG("policy.unknown"), entry->key);
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *entry = yaml_find(node, fields[i].key);
        if (entry)
            fields[i].read(reader, entry, (char *)into + fields[i].offset);
        else if (fields[i].required)
            mistake(reader, node, MSG("policy.missing"), fields[i].key);
    }
}

/* --- what a policy consists of ------------------------------------------------------------------- */

static void read_overdue(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        {"to", read_posts, 0, true}
    };
    read_map(reader, node, fields, COUNT(fields), into);
}

/* What every duty says, rung or not. */
#define DUTY_FIELDS                                                                        \
    FIELD(struct policy_rung, "clause", clause, read_text, true),                          \
        FIELD(struct policy_rung, "chosen_by_county", chosen_by_county, read_bool, false), \
        FIELD(struct policy_rung, "title", title, read_words, true),                       \
        FIELD(struct policy_rung, "because", because, read_words, true),                   \
        FIELD(struct policy_rung, "asks", asks, read_words, true),                         \
        FIELD(struct policy_rung, "post", post, read_post, true),                          \
        FIELD(struct policy_rung, "with", with, read_posts, false),                        \
        FIELD(struct policy_rung, "within", within, read_period, true),                    \
        FIELD(struct policy_rung, "done_by", done_by, read_events, false),                 \
        FIELD(struct policy_rung, "overdue", overdue_to, read_overdue, false)

static void read_rung(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        DUTY_FIELDS,
        FIELD(struct policy_rung, "rung", name, read_text, true),
        FIELD(struct policy_rung, "for", kinds, read_texts, false),
        FIELD(struct policy_rung, "when", when, read_expression, true),
        FIELD(struct policy_rung, "tells", tells, read_posts, false),
        FIELD(struct policy_rung, "result_to", result_to, read_posts, false),
        FIELD(struct policy_rung, "form", form, read_text, false),
        FIELD(struct policy_rung, "recipients", recipients, read_posts, false),
    };
    read_map(reader, node, fields, COUNT(fields), into);
    if (!yaml_find(node, "done_by"))
        mistake(reader, node, MSG("policy.missing"), "done_by");
}

static void read_duty(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        DUTY_FIELDS,
        FIELD(struct policy_rung, "lapses", lapses, read_period, false),
    };
    struct policy_rung *duty = into;
    duty->name = node->key;
    read_map(reader, node, fields, COUNT(fields), into);
}

static void read_duties(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        FIELD(struct policy, "attendance", duties[POLICY_ATTENDANCE], read_duty, true),
        FIELD(struct policy, "confirm_closing", duties[POLICY_CONFIRM_CLOSING], read_duty, true),
        FIELD(struct policy, "receive_report", duties[POLICY_RECEIVE_REPORT], read_duty, true),
        FIELD(struct policy, "assigned", duties[POLICY_ASSIGNED], read_duty, true),
        FIELD(struct policy, "finding", duties[POLICY_FINDING], read_duty, true),
    };
    read_map(reader, node, fields, COUNT(fields), into);
}

static void read_ladder(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->rungs = read_list(reader, node, sizeof *policy->rungs, read_rung, &policy->rung_count);
}

static void read_opening(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        FIELD(struct policy_opening, "kind", kind, read_text, true),
        FIELD(struct policy_opening, "clause", clause, read_text, true),
        FIELD(struct policy_opening, "when", when, read_expression, false),
        FIELD(struct policy_opening, "findings", findings, read_texts, false),
    };
    read_map(reader, node, fields, COUNT(fields), into);
}

static void read_openings(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->openings = read_list(reader, node, sizeof *policy->openings, read_opening,
                                 &policy->opening_count);
}

static void read_status(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        FIELD(struct policy_status, "status", status, read_text, true),
        FIELD(struct policy_status, "clause", clause, read_text, true),
        FIELD(struct policy_status, "when", when, read_expression, true),
        FIELD(struct policy_status, "chosen_by_county", chosen_by_county, read_bool, false),
    };
    read_map(reader, node, fields, COUNT(fields), into);
}

static void read_statuses(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->statuses = read_list(reader, node, sizeof *policy->statuses, read_status,
                                 &policy->status_count);
}

static void read_span(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        FIELD(struct policy_span, "first", first, read_month_day, true),
        FIELD(struct policy_span, "last", last, read_month_day, true),
        FIELD(struct policy_span, "name", name, read_words, true),
    };
    read_map(reader, node, fields, COUNT(fields), into);
}

static void read_terms(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->terms = read_list(reader, node, sizeof *policy->terms, read_span, &policy->term_count);
}

static void read_holidays(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->holidays = read_list(reader, node, sizeof *policy->holidays, read_span,
                                 &policy->holiday_count);
}

/* [6, 7]: the days of the week on which no school teaches, 1 Monday to 7 Sunday. */
static void read_weekend(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    size_t count;
    const int *days = read_list(reader, node, sizeof *days, read_number, &count);
    for (size_t i = 0; i < count; i++)
        if (days[i] >= 1 && days[i] <= 7)
            policy->weekend[days[i]] = true;
        else
            mistake(reader, node, MSG("policy.weekday"), node->key);
}

static void read_calendar(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        {"weekend",  read_weekend,  0, true },
        {"terms",    read_terms,    0, true },
        {"holidays", read_holidays, 0, false},
    };
    read_map(reader, node, fields, COUNT(fields), into);
}

static void read_stage(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const char *const stages[] = {"preschool", "primary", "junior"};
    read_text(reader, node, into);
    for (size_t i = 0; i < COUNT(stages); i++)
        if (strcmp(node->text, stages[i]) == 0)
            return;
    mistake(reader, node, MSG("policy.stage"), node->text);
}

static void read_band(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        FIELD(struct policy_band, "stage", stage, read_stage, true),
        FIELD(struct policy_band, "from", from, read_number, true),
        FIELD(struct policy_band, "to", to, read_number, true),
    };
    read_map(reader, node, fields, COUNT(fields), into);
}

static void read_bands(struct reader *reader, const struct yaml_node *node, void *into)
{
    struct policy *policy = into;
    policy->bands = read_list(reader, node, sizeof *policy->bands, read_band, &policy->band_count);
}

static void read_ages(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        FIELD(struct policy, "on", age_day, read_month_day, true),
        FIELD(struct policy, "clause", age_clause, read_text, true),
        {"bands", read_bands, 0, true},
    };
    read_map(reader, node, fields, COUNT(fields), into);
}

static void read_county(struct reader *reader, const struct yaml_node *node, void *into)
{
    static const struct field fields[] = {
        FIELD(struct policy, "code", code, read_text, true),
        FIELD(struct policy, "name", county, read_words, true),
    };
    read_map(reader, node, fields, COUNT(fields), into);
}

static const struct field policy_fields[] = {
    FIELD(struct policy, "policy", name, read_text, true),
    {"county",     read_county,   0, true },
    FIELD(struct policy, "document", document, read_words, true),
    {"calendar",   read_calendar, 0, true },
    {"ages",       read_ages,     0, true },
    {"opens_case", read_openings, 0, true },
    {"statuses",   read_statuses, 0, false},
    {"ladder",     read_ladder,   0, true },
    {"duties",     read_duties,   0, true },
};

/* --- what only the whole shows ------------------------------------------------------------------- */

/* The line of the nth item of a list, for what is found after it was read. */
static const struct yaml_node *item_at(const struct yaml_node *list, size_t index)
{
    const struct yaml_node *item = list->first;
    while (index-- > 0)
        item = item->next;
    return item;
}

/* A rung's name stands once, and it is for kinds of cases that there are. */
static void check_rungs(struct reader *reader, const struct yaml_node *ladder)
{
    const struct policy *policy = reader->policy;
    for (size_t i = 0; i < policy->rung_count; i++) {
        const struct policy_rung *rung = &policy->rungs[i];
        for (size_t k = 0; k < rung->kinds.count; k++)
            if (!policy_has_kind(policy, rung->kinds.rows[k]))
                mistake(reader, item_at(ladder, i), MSG("policy.kind"), rung->kinds.rows[k]);
        if (rung->name && policy_rung(policy, rung->name) != rung)
            mistake(reader, item_at(ladder, i), MSG("policy.twice"), rung->name);
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

    struct reader reader = {.file = file, .policy = policy, .evaluator = evaluator};
    reader.mistakes = arena_array(arena, struct policy_mistake, MOST_MISTAKES);
    read_map(&reader, root, policy_fields, COUNT(policy_fields), policy);
    if (policy->rung_count > 0)
        check_rungs(&reader, yaml_find(root, "ladder"));
    qsort(reader.mistakes, reader.mistake_count, sizeof *reader.mistakes, by_line);
    *mistakes = reader.mistakes;
    *count = reader.mistake_count;
    return true;
}
