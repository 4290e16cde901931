/*
 * A county's rules as people read them: each item with its clause and title, and what there is to
 * know of it in the person's words. Shown by the screens "rules" and "rule".
 */
#ifndef TUI_RULEBOOK_H
#define TUI_RULEBOOK_H

#include "core/rules/policy.h"
#include "tui/widget.h"

enum rule_section {
    SECTION_OPENINGS,
    SECTION_STATUSES,
    SECTION_LADDER,
    SECTION_DUTIES,
    SECTION_LEGAL,
    SECTION_ROUNDS,
    SECTION_PLANS, /* and their beats */
    SECTION_GROUPS,
    SECTION_TARGETS,
    SECTION_ANSWERS,
    SECTION_KEEPING,
    SECTION_NOTES, /* clauses that are no rule */
    SECTION_COUNT
};

struct rule_item {
    int64_t number; /* from 1, in the order of the sections */
    enum rule_section section;
    const char *clause, *title, *asks;
    struct facts facts; /* what it asks first */
};

/* "rules.section.ladder". */
const char *rulebook_section(enum rule_section section);

/* Every item of the county's rules, in visit_arena(). */
void rulebook_list(struct visit *visit, struct rule_item **items, size_t *count);

#endif
