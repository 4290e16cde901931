/*
 * The sections of a policy that stand beside its ladder: steps with legal effect, rounds of the
 * year, plans and their beats, groups, targets, who answers for what, and how long things are kept.
 */
#ifndef CORE_POLICY_SECTIONS_H
#define CORE_POLICY_SECTIONS_H

#include "core/rules/rule.h"

/* What a duty of any kind says: its clause, its words, and to whom it goes when it is overdue. at is
   where the struct policy_rung lies in the type: nothing, or "duty." */
#define DUTY_WORDS(type, at)                                                    \
    FIELD(type, "clause", at clause, rule_text, true),                          \
        FIELD(type, "chosen_by_county", at chosen_by_county, rule_bool, false), \
        FIELD(type, "title", at title, rule_words, true),                       \
        FIELD(type, "because", at because, rule_words, true),                   \
        FIELD(type, "asks", at asks, rule_words, true),                         \
        FIELD(type, "overdue", at overdue_to, rule_overdue, false)

/* {to: [...]}: the posts that get it next. */
rule_read rule_overdue;

/* Each reads a list into the struct policy that is handed in. */
rule_read section_steps;
rule_read section_rounds;
rule_read section_plans;
rule_read section_groups;
rule_read section_targets;
rule_read section_answers;
rule_read section_keepings;
rule_read section_notes;

#endif
