/*
 * How the values of a policy's file are read: texts, periods, posts, conditions, lists
 * and maps. What does not fit is a mistake with its line, and reading goes on.
 */
#ifndef CORE_RULE_H
#define CORE_RULE_H

#include "core/base/yaml.h"
#include "core/rules/policy.h"

enum {
    MISTAKES_MOST = 200
};

struct policy_reader {
    const char *file;
    struct policy *policy;
    struct evaluator *evaluator;
    struct policy_mistake *mistakes; /* MISTAKES_MOST of them */
    size_t mistake_count;
};

/* Reads one value to where it belongs. */
typedef void rule_read(struct policy_reader *reader, const struct yaml_node *node, void *into);

/* An entry of a map: how its value is read, and where it goes. */
struct rule_field {
    const char *key;
    rule_read *read;
    size_t offset;
    bool required;
};

#define FIELD(type, key, member, read, required)    \
    {                                               \
        key, read, offsetof(type, member), required \
    }

/* {0} of the message is the place; detail, when there is any, is {1}. */
void rule_mistake(struct policy_reader *reader, const struct yaml_node *node, const char *key,
                  const char *detail);

rule_read rule_text;        /* const char * */
rule_read rule_bool;        /* bool */
rule_read rule_number;      /* int */
rule_read rule_month_day;   /* const char *, "09-01" */
rule_read rule_hour;        /* const char *, "09:30" */
rule_read rule_words;       /* struct policy_words */
rule_read rule_expression;  /* const char *, tried out: what it asks must be a fact */
rule_read rule_period;      /* struct period, "3 working days" */
rule_read rule_post;        /* struct policy_post: a role alone, or {role: ..., line: ...} */
rule_read rule_posts;       /* struct policy_posts */
rule_read rule_texts;       /* struct policy_texts */
rule_read rule_events;      /* struct policy_texts: kinds of events that there are */
rule_read rule_legal_event; /* const char *: the kind of a step with legal effect */
rule_read rule_plan_events; /* struct policy_texts: what can be done for a plan */
rule_read rule_papers;      /* struct policy_texts: papers that a plan can need */

/* Reads the items of a list into rows of size bytes, which live as long as the policy. */
void *rule_list(struct policy_reader *reader, const struct yaml_node *node, size_t size,
                rule_read *read, size_t *count);

/* Reads a map by its fields; what it must say and does not, and what nobody knows, is a mistake. */
void rule_map(struct policy_reader *reader, const struct yaml_node *node,
              const struct rule_field *fields, size_t count, void *into);

#endif
