#include "tui/parts/rulebook.h"

#include "tui/parts/words.h"

#include <string.h>

/* A book that is being written. */
struct book {
    struct visit *visit;
    const struct policy *policy;
    enum rule_section section;
    struct rule_item *items;
    size_t count;
};

const char *rulebook_section(enum rule_section section)
{
    static const char *const keys[SECTION_COUNT] = {
        [SECTION_OPENINGS] = MSG("rules.section.openings"),
        [SECTION_STATUSES] = MSG("rules.section.statuses"),
        [SECTION_LADDER] = MSG("rules.section.ladder"),
        [SECTION_DUTIES] = MSG("rules.section.duties"),
        [SECTION_LEGAL] = MSG("rules.section.legal"),
        [SECTION_ROUNDS] = MSG("rules.section.rounds"),
        [SECTION_PLANS] = MSG("rules.section.plans"),
        [SECTION_GROUPS] = MSG("rules.section.groups"),
        [SECTION_TARGETS] = MSG("rules.section.targets"),
        [SECTION_ANSWERS] = MSG("rules.section.answers"),
        [SECTION_KEEPING] = MSG("rules.section.keeping"),
        [SECTION_NOTES] = MSG("rules.section.notes"),
    };
    return keys[section];
}

/* --- Words ------------------------------------------------------------------------------------ */

static const char *own(const struct book *book, const struct policy_words *words)
{
    return words->in[book->visit->language];
}

static const char *say(const struct book *book, const char *key)
{
    return message(book->visit->language, key);
}

/* "3 school days", "on the same day". */
static const char *period_words(const struct book *book, struct period period)
{
    static const char *const units[] = {
        [PERIOD_SCHOOL_DAYS] = MSG("period.school-days"),
        [PERIOD_WORKING_DAYS] = MSG("period.working-days"),
        [PERIOD_CALENDAR_DAYS] = MSG("period.calendar-days"),
        [PERIOD_WEEKS] = MSG("period.weeks"),
        [PERIOD_MONTHS] = MSG("period.months"),
    };
    if (period.count == 0 && period.unit == PERIOD_SCHOOL_DAYS)
        return say(book, MSG("period.same-school-day"));
    if (period.count == 0)
        return say(book, MSG("period.same-day"));
    return visit_text(book->visit, units[period.unit], visit_digits(book->visit, period.count));
}

/* A period that may be left out. */
static const char *span_words(const struct book *book, struct period period)
{
    return period.count > 0 ? period_words(book, period) : "";
}

static const char *role_list(const struct book *book, const enum role *roles, size_t count)
{
    const char *list = "";
    for (size_t i = 0; i < count; i++)
        list = words_join(book->visit, " · ", list,
                          words_of(book->visit, "role.", role_name(roles[i])));
    return list;
}

static const char *post_list(const struct book *book, const struct policy_posts *posts)
{
    const char *list = "";
    for (size_t i = 0; i < posts->count; i++)
        list = words_join(book->visit, " · ", list,
                          words_of(book->visit, "role.", role_name(posts->rows[i].role)));
    return list;
}

/* What happens in a case, or for a plan. */
static const char *event_words(const struct book *book, const char *event)
{
    static const char *const prefixes[] = {"event.", "plan.event."};
    for (size_t i = 0; i < COUNT(prefixes); i++)
        if (message_exists(arena_text(visit_arena(book->visit), "%s%s", prefixes[i], event)))
            return words_of(book->visit, prefixes[i], event);
    return "";
}

static const char *event_list(const struct book *book, const struct policy_texts *events)
{
    const char *list = "";
    for (size_t i = 0; i < events->count; i++)
        list = words_join(book->visit, " · ", list, event_words(book, events->rows[i]));
    return list;
}

static const char *word_list(const struct book *book, const char *prefix,
                             const struct policy_texts *texts)
{
    const char *list = "";
    for (size_t i = 0; i < texts->count; i++)
        list = words_join(book->visit, " · ", list, words_of(book->visit, prefix, texts->rows[i]));
    return list;
}

/* --- Items ------------------------------------------------------------------------------------ */

static struct rule_item *add(struct book *book, const char *clause, const char *title,
                             const struct policy_words *asks)
{
    book->items = arena_grow(visit_arena(book->visit), book->items, book->count,
                             sizeof *book->items);
    struct rule_item *item = &book->items[book->count++];
    *item = (struct rule_item){
        .number = (int64_t)book->count,
        .section = book->section,
        .clause = clause ? words_clause(book->visit, clause) : "",
        .title = title,
        .asks = own(book, asks),
    };
    facts_add(&item->facts, MSG("rule.asks"), item->asks, STYLE_PLAIN);
    return item;
}

static void tell(struct rule_item *item, const char *label, const char *value)
{
    facts_add(&item->facts, label, value, STYLE_DIM);
}

/* Where the number, the day or the post is not the document's. */
static void tell_chosen(const struct book *book, struct rule_item *item, bool chosen)
{
    tell(item, MSG("rule.source"), chosen ? say(book, MSG("rule.chosen")) : "");
}

static void tell_people(const struct book *book, struct rule_item *item,
                        const struct policy_rung *duty)
{
    tell(item, MSG("rule.who"), words_of(book->visit, "role.", role_name(duty->post.role)));
    tell(item, MSG("rule.with"), post_list(book, &duty->with));
    tell(item, MSG("rule.tells"), post_list(book, &duty->tells));
    tell(item, MSG("rule.result-to"), post_list(book, &duty->result_to));
    tell(item, MSG("rule.overdue"), post_list(book, &duty->overdue_to));
}

/* A rung, or one of the duties beside the ladder. */
static void add_duty(struct book *book, const struct policy_rung *duty)
{
    struct rule_item *item = add(book, duty->clause, own(book, &duty->title), &duty->asks);
    tell(item, MSG("rule.after"), span_words(book, duty->after));
    tell(item, MSG("rule.within"),
         words_join(book->visit, " · ", period_words(book, duty->within),
                    duty->by ? visit_text(book->visit, MSG("rule.by-hour"), duty->by) : ""));
    tell(item, MSG("rule.repeats"), span_words(book, duty->repeats));
    tell_people(book, item, duty);
    tell(item, MSG("rule.recipients"), post_list(book, &duty->recipients));
    tell(item, MSG("rule.done-by"), event_list(book, &duty->done_by));
    tell_chosen(book, item, duty->chosen_by_county);
}

static void add_openings(struct book *book)
{
    for (size_t i = 0; i < book->policy->opening_count; i++) {
        const struct policy_opening *opening = &book->policy->openings[i];
        struct rule_item *item = add(book, opening->clause,
                                     words_of(book->visit, "case.kind.", opening->kind),
                                     &opening->asks);
        tell(item, MSG("rule.findings"), word_list(book, "finding.", &opening->findings));
        tell_chosen(book, item, opening->chosen_by_county);
    }
}

static void add_statuses(struct book *book)
{
    for (size_t i = 0; i < book->policy->status_count; i++) {
        const struct policy_status *status = &book->policy->statuses[i];
        struct rule_item *item = add(book, status->clause,
                                     words_of(book->visit, "case.status.", status->status),
                                     &status->asks);
        tell(item, MSG("rule.after"), span_words(book, status->after));
        tell_chosen(book, item, status->chosen_by_county);
    }
}

static void add_ladder(struct book *book)
{
    for (size_t i = 0; i < book->policy->rung_count; i++)
        add_duty(book, &book->policy->rungs[i]);
}

/* And how long those who did not come after a handover are the primary school's. */
static void add_duties(struct book *book)
{
    const struct policy_handover *handover = &book->policy->handover;
    for (size_t i = 0; i < POLICY_DUTY_COUNT; i++)
        if (book->policy->duties[i].name)
            add_duty(book, &book->policy->duties[i]);
    if (!handover->clause)
        return;
    struct rule_item *item = add(book, handover->clause, say(book, MSG("rule.handover")),
                                 &handover->asks);
    tell(item, MSG("rule.within"), period_words(book, handover->within));
}

static void add_legal(struct book *book)
{
    for (size_t i = 0; i < book->policy->step_count; i++) {
        const struct policy_step *step = &book->policy->steps[i];
        struct rule_item *item = add(book, step->clause, own(book, &step->name), &step->asks);
        tell(item, MSG("rule.who"), role_list(book, step->by, step->by_count));
        tell(item, MSG("rule.reply"), span_words(book, step->reply));
        tell(item, MSG("rule.skip-by"), role_list(book, step->skip_by, step->skip_count));
        tell_chosen(book, item, step->chosen_by_county);
    }
}

/* --- Rounds and plans ------------------------------------------------------------------------- */

static const char *anchor_words(const struct book *book, const struct policy_round *round)
{
    static const char *const keys[] = {
        [ANCHOR_TERM_START] = MSG("rule.anchor.term-start"),
        [ANCHOR_TERM_END] = MSG("rule.anchor.term-end"),
        [ANCHOR_YEAR_START] = MSG("rule.anchor.year-start"),
        [ANCHOR_YEAR_END] = MSG("rule.anchor.year-end"),
        [ANCHOR_MONTH_START] = MSG("rule.anchor.month-start"),
        [ANCHOR_MONTH_END] = MSG("rule.anchor.month-end"),
        [ANCHOR_QUARTER_END] = MSG("rule.anchor.quarter-end"),
    };
    return round->anchor == ANCHOR_DAY
        ? visit_text(book->visit, MSG("rule.anchor.day"), round->day)
        : say(book, keys[round->anchor]);
}

static const char *start_words(const struct book *book, const struct policy_round *round)
{
    const char *anchor = anchor_words(book, round);
    if (round->before.count > 0)
        return visit_text(book->visit, MSG("rule.before"), anchor,
                          period_words(book, round->before));
    if (round->from.count > 0)
        return visit_text(book->visit, MSG("rule.from"), anchor, period_words(book, round->from));
    return anchor;
}

static void add_rounds(struct book *book)
{
    for (size_t i = 0; i < book->policy->round_count; i++) {
        const struct policy_round *round = &book->policy->rounds[i];
        struct rule_item *item = add(book, round->duty.clause, own(book, &round->duty.title),
                                     &round->duty.asks);
        tell(item, MSG("rule.starts"), start_words(book, round));
        tell(item, MSG("rule.within"), period_words(book, round->duty.within));
        tell(item, MSG("rule.repeats"), span_words(book, round->repeats));
        tell_people(book, item, &round->duty);
        tell(item, MSG("rule.to"), post_list(book, &round->to));
        tell(item, MSG("rule.note"),
             words_join(book->visit, " · ", round->nil ? say(book, MSG("rule.nil")) : "",
                        round->school_time ? say(book, MSG("rule.school-time")) : ""));
        tell_chosen(book, item, round->duty.chosen_by_county);
    }
}

static void add_beat(struct book *book, const struct policy_plan *plan,
                     const struct policy_beat *beat)
{
    const char *every = beat->every.count > 0 ? period_words(book, beat->every)
                                              : say(book, MSG("rule.term"));
    struct rule_item *item = add(book, beat->duty.clause,
                                 words_join(book->visit, " · ", own(book, &plan->title),
                                            own(book, &beat->duty.title)),
                                 &beat->duty.asks);
    tell(item, MSG("rule.every"),
         visit_text(book->visit, MSG("rule.times"), every, visit_digits(book->visit, beat->times)));
    tell(item, MSG("rule.who"), words_of(book->visit, "role.", role_name(plan->post.role)));
    tell(item, MSG("rule.overdue"), post_list(book, &beat->duty.overdue_to));
    tell(item, MSG("rule.done-by"), event_list(book, &beat->duty.done_by));
    tell(item, MSG("rule.note"), beat->school_time ? say(book, MSG("rule.school-time")) : "");
    tell_chosen(book, item, beat->duty.chosen_by_county);
}

/* Roles that many hold, or that hold it elsewhere: whom people choose from. */
static const char *kept_by_words(const struct book *book, unsigned roles)
{
    const char *list = "";
    for (int role = 0; role < ROLE_COUNT; role++)
        if (roles & 1u << role)
            list = words_join(book->visit, " · ", list,
                              words_of(book->visit, "role.", role_name((enum role)role)));
    return list;
}

static void add_plans(struct book *book)
{
    for (size_t i = 0; i < book->policy->plan_count; i++) {
        const struct policy_plan *plan = &book->policy->plans[i];
        struct rule_item *item = add(book, plan->clause, own(book, &plan->title), &plan->asks);
        tell(item, MSG("rule.who"), words_of(book->visit, "role.", role_name(plan->post.role)));
        tell(item, MSG("rule.kept-by"), kept_by_words(book, plan->kept_by));
        tell(item, MSG("rule.needs"), word_list(book, "paper.", &plan->needs));
        tell(item, MSG("rule.confirms"), post_list(book, &plan->confirms));
        tell(item, MSG("rule.lasts"), span_words(book, plan->lasts));
        tell_chosen(book, item, plan->chosen_by_county);
        for (size_t k = 0; k < plan->beat_count; k++)
            add_beat(book, plan, &plan->beats[k]);
    }
}

/* --- What is no work -------------------------------------------------------------------------- */

/* "support plan · aid": what each child of a group should have. */
static const char *plan_list(const struct book *book, const struct policy_texts *plans)
{
    const char *list = "";
    for (size_t i = 0; i < plans->count; i++)
        list = words_join(book->visit, " · ", list,
                          own(book, &policy_plan(book->policy, plans->rows[i])->title));
    return list;
}

static void add_groups(struct book *book)
{
    for (size_t i = 0; i < book->policy->group_count; i++) {
        const struct policy_group *group = &book->policy->groups[i];
        const char *mark = group->confidential ? say(book, MSG("rule.confidential")) : "";
        struct rule_item *item = add(book, group->clause,
                                     words_join(book->visit, " · ", own(book, &group->title), mark),
                                     &group->asks);
        tell(item, MSG("rule.plans"), plan_list(book, &group->plans));
        tell(item, MSG("rule.note"),
             group->confidential ? say(book, MSG("rule.confidential-means")) : "");
        tell_chosen(book, item, group->chosen_by_county);
    }
}

/* All children, those of a stage, or a support group. */
static const char *of_words(const struct book *book, const char *of)
{
    for (size_t i = 0; i < book->policy->group_count; i++)
        if (strcmp(book->policy->groups[i].name, of) == 0)
            return own(book, &book->policy->groups[i].title);
    const char *key = arena_text(visit_arena(book->visit), "rule.of.%s", of);
    return message_exists(key) ? say(book, key) : of;
}

static void add_targets(struct book *book)
{
    for (size_t i = 0; i < book->policy->target_count; i++) {
        const struct policy_target *target = &book->policy->targets[i];
        bool least = target->at_least >= 0;
        const char *title = visit_text(book->visit,
                                       least ? MSG("rule.at-least") : MSG("rule.at-most"),
                                       words_of(book->visit, "rule.indicator.", target->indicator),
                                       of_words(book, target->of),
                                       visit_digits(book->visit,
                                                    least ? target->at_least : target->at_most));
        tell_chosen(book, add(book, target->clause, title, &target->asks),
                    target->chosen_by_county);
    }
}

static void add_answers(struct book *book)
{
    for (size_t i = 0; i < book->policy->answer_count; i++) {
        const struct policy_answer *row = &book->policy->answers[i];
        tell_chosen(book,
                    add(book, row->clause, words_of(book->visit, "role.", role_name(row->role)),
                        &row->answers_for),
                    row->chosen_by_county);
    }
}

static void add_keeping(struct book *book)
{
    for (size_t i = 0; i < book->policy->keeping_count; i++) {
        const struct policy_keeping *row = &book->policy->keepings[i];
        struct rule_item *item = add(book, row->clause,
                                     words_of(book->visit, "rule.keep.",
                                              policy_kept_name(row->what)), &row->asks);
        tell(item, MSG("rule.kept"), span_words(book, row->keep));
        tell_chosen(book, item, row->chosen_by_county);
    }
}

static void add_notes(struct book *book)
{
    for (size_t i = 0; i < book->policy->note_count; i++)
        add(book, book->policy->notes[i].clause, own(book, &book->policy->notes[i].why),
            &book->policy->notes[i].why);
}

/* --- All of it -------------------------------------------------------------------------------- */

void rulebook_list(struct visit *visit, struct rule_item **items, size_t *count)
{
    static void (*const sections[SECTION_COUNT])(struct book * book) = {
        [SECTION_OPENINGS] = add_openings,
        [SECTION_STATUSES] = add_statuses,
        [SECTION_LADDER] = add_ladder,
        [SECTION_DUTIES] = add_duties,
        [SECTION_LEGAL] = add_legal,
        [SECTION_ROUNDS] = add_rounds,
        [SECTION_PLANS] = add_plans,
        [SECTION_GROUPS] = add_groups,
        [SECTION_TARGETS] = add_targets,
        [SECTION_ANSWERS] = add_answers,
        [SECTION_KEEPING] = add_keeping,
        [SECTION_NOTES] = add_notes,
    };
    struct book book = {.visit = visit, .policy = visit->policy};
    for (int i = 0; i < SECTION_COUNT; i++) {
        book.section = (enum rule_section)i;
        sections[i](&book);
    }
    *items = book.items;
    *count = book.count;
}
