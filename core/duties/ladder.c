#include "core/duties/ladder.h"

#include "core/duties/play.h"

#include <string.h>

/* Whether it asks a fact that changes from one day to the next though nothing happens: age, stage,
   out_days, term_days, plans. */
static bool asks_time(const char *text)
{
    static const char *const words[] = {"age", "out_days", "term_days", "plans"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

static bool compile(struct ladder *ladder, struct evaluator *evaluator, const char *text,
                    struct expression **expression, struct error *err)
{
    *expression = expression_compile(evaluator, text, fact_names, FACT_COUNT, err);
    ladder->timed = ladder->timed || asks_time(text);
    return *expression != NULL;
}

bool ladder_prepare(struct ladder *ladder, const struct policy *policy, struct evaluator *evaluator,
                    struct arena *arena, struct error *err)
{
    bool ok = true;
    ladder->policy = policy;
    ladder->rungs = arena_array(arena, struct expression *, policy->rung_count);
    ladder->untils = arena_array(arena, struct expression *, policy->rung_count);
    ladder->statuses = arena_array(arena, struct expression *, policy->status_count);
    ladder->openings = arena_array(arena, struct expression *, policy->opening_count);
    for (size_t i = 0; ok && i < policy->rung_count; i++)
        ok = compile(ladder, evaluator, policy->rungs[i].when, &ladder->rungs[i], err)
            && (!policy->rungs[i].until
                || compile(ladder, evaluator, policy->rungs[i].until, &ladder->untils[i], err));
    for (size_t i = 0; ok && i < policy->status_count; i++)
        ok = compile(ladder, evaluator, policy->statuses[i].when, &ladder->statuses[i], err);
    for (size_t i = 0; ok && i < policy->opening_count; i++)
        if (policy->openings[i].when)
            ok = compile(ladder, evaluator, policy->openings[i].when, &ladder->openings[i], err);
    return ok;
}

/* --- Conditions ------------------------------------------------------------------------------- */

static bool ask(struct expression *expression, const struct value values[], bool *holds,
                struct error *err)
{
    enum truth truth;
    if (!expression_truth(expression, values, &truth, err))
        return false;
    *holds = truth == TRUTH_TRUE;
    return true;
}

static bool is_for(const struct policy_rung *rung, const char *kind)
{
    return rung->kinds.count == 0 || policy_lists(&rung->kinds, kind);
}

/* Whether a rung that repeats was done, and its time has come again. */
static bool comes_again(const struct play *play, const struct policy_rung *rung)
{
    const struct due *last = NULL;
    for (size_t i = 0; i < play->story->due_count; i++)
        if (play->story->dues[i].rung == rung)
            last = &play->story->dues[i];
    return last && rung->repeats.count > 0 && last->state == DUE_DONE
        && strcmp(calendar_add(play->calendar, last->since, rung->repeats, play->arena),
                  play->day)
        <= 0;
}

/* A rung falls due when its condition has held long enough. */
static void let_rungs_fall(struct play *play)
{
    for (size_t i = 0; i < play->ladder->policy->rung_count; i++) {
        const struct policy_rung *rung = &play->ladder->policy->rungs[i];
        struct condition *condition = &play->rungs[i];
        bool again = condition->met && comes_again(play, rung);
        if (!condition_ripe(condition, play->day) || (condition->met && !again))
            continue;
        if (!play_is_open(play, rung))
            play_add_due(play, rung, again ? play->day : condition->since, play->day);
        condition->met = true;
    }
}

/* What is open and has become pointless, as the rung itself says. */
static bool end_rungs(struct play *play, const struct value values[], struct error *err)
{
    for (size_t i = 0; i < play->ladder->policy->rung_count; i++) {
        const struct policy_rung *rung = &play->ladder->policy->rungs[i];
        bool ends;
        if (!play->ladder->untils[i] || !play_is_open(play, rung))
            continue;
        if (!ask(play->ladder->untils[i], values, &ends, err))
            return false;
        if (ends)
            play_void_dues(play, rung);
    }
    return true;
}

static bool ask_rungs(struct play *play, struct error *err)
{
    struct value values[FACT_COUNT];
    if (!play->begun || play->closed)
        return true;
    facts_of(&play->moment, values);
    for (size_t i = 0; !play->asked && i < play->ladder->policy->rung_count; i++) {
        const struct policy_rung *rung = &play->ladder->policy->rungs[i];
        bool holds = false;
        if (is_for(rung, play->moment.kind) && !ask(play->ladder->rungs[i], values, &holds, err))
            return false;
        condition_take(&play->rungs[i], holds, play->day, rung->after, play->calendar,
                       play->arena);
    }
    bool ended = play->asked || end_rungs(play, values, err);
    play->asked = true;
    let_rungs_fall(play);
    return ended;
}

/* The last status counts whose condition has held long enough. */
static void take_status(struct play *play)
{
    struct story *story = play->story;
    const char *before = story->status;
    story->status = "";
    story->reason = NULL;
    for (size_t i = 0; !play->closed && i < play->ladder->policy->status_count; i++)
        if (condition_ripe(&play->statuses[i], play->day)) {
            story->reason = &play->ladder->policy->statuses[i];
            story->status = story->reason->status;
        }
    play->moment.status = story->status;
    if (strcmp(before, story->status) != 0)
        play->asked = play->statuses_asked = false;
}

static bool ask_statuses(struct play *play, struct error *err)
{
    struct value values[FACT_COUNT];
    facts_of(&play->moment, values);
    for (size_t i = 0; !play->statuses_asked && i < play->ladder->policy->status_count; i++) {
        bool holds;
        if (!ask(play->ladder->statuses[i], values, &holds, err))
            return false;
        condition_take(&play->statuses[i], holds, play->day,
                       play->ladder->policy->statuses[i].after, play->calendar, play->arena);
    }
    play->statuses_asked = true;
    take_status(play);
    return true;
}

/* --- Day by day ------------------------------------------------------------------------------- */

/* Each kind once: rules ask whether something was done, not how often. */
static void note_step(struct play *play, const char *kind)
{
    const char *steps = *play->moment.steps ? play->moment.steps : ",";
    ARENA(scratch);
    if (!strstr(steps, arena_text(&scratch, ",%s,", kind)))
        play->moment.steps = arena_text(play->arena, "%s%s,", steps, kind);
}

static bool take_event(struct play *play, const struct history_event *event, struct error *err)
{
    play_fulfil_dues(play, event);
    note_step(play, event->kind);
    play_happen(play, event);
    play_turn(play);
    return ask_rungs(play, err);
}

static void take_day(struct play *play, const struct history_day *day)
{
    if (strcmp(day->report, "unexcused") == 0) {
        play->moment.unexcused_days++;
        play->moment.returned = false;
        play_turn(play);
    } else if (strcmp(day->report, "present") == 0 && play->moment.unexcused_days > 0) {
        play_come_back(play);
    }
}

static void note_day(struct play *play, const struct history_day *reported)
{
    struct story *story = play->story;
    const char *reason = calendar_reason(play->calendar, PERIOD_SCHOOL_DAYS, play->day);
    bool absent = reported && strcmp(reported->report, "unexcused") == 0;
    if (reported)
        reason = absent ? "absent" : reported->report;
    else if (calendar_school_day(play->calendar, play->day))
        reason = "not_reported";
    story->days = arena_grow(play->arena, story->days, story->day_count, sizeof *story->days);
    story->days[story->day_count++] = (struct ladder_day){
        .day = play->day,
        .reason = reason,
        .counted = absent ? play->moment.unexcused_days : 0,
    };
}

static int64_t term_days(struct play *play)
{
    struct calendar_term *terms;
    ARENA(scratch);
    size_t count = calendar_terms(play->calendar, play->day, play->day, &scratch, &terms);
    return count > 0 ? date_days(terms[count - 1].first_day, play->day) : -1;
}

/* The plans that stand on the day. */
static const char *plans_of(const struct play *play)
{
    const char *list = "";
    for (size_t i = 0; i < play->history->plan_count; i++) {
        const struct history_plan *plan = &play->history->plans[i];
        if (strcmp(plan->first, play->day) <= 0
            && (!*plan->ended || strcmp(play->day, plan->ended) < 0))
            list = arena_text(play->arena, "%s%s,", *list ? list : ",", plan->kind);
    }
    return list;
}

/* What changes by itself from one day to the next. */
static void let_time_pass(struct play *play)
{
    const struct history *history = play->history;
    int out = date_days(history->from, play->day);
    if (!play->moment.returned)
        play->moment.out_days = out > 0 ? out : 0;
    if (!play->ladder->timed)
        return;
    play->moment.age = date_age(history->born, play->day);
    play->moment.stage = policy_stage(play->ladder->policy, history->born, play->day);
    play->moment.term_days = term_days(play);
    play->moment.plans = plans_of(play);
    play_turn(play);
}

/* The report of the day first, then its events in the order they were typed. */
static bool play_day(struct play *play, struct error *err)
{
    const struct history *history = play->history;
    const struct history_day *reported = NULL;
    if (play->next_day < history->day_count
        && strcmp(history->days[play->next_day].day, play->day) == 0)
        reported = &history->days[play->next_day++];
    if (reported && !calendar_school_day(play->calendar, play->day))
        reported = NULL; /* a day off since it was reported: nobody missed anything */
    play->begun = play->begun || strcmp(play->day, history->from) >= 0;
    let_time_pass(play);
    if (reported)
        take_day(play, reported);
    note_day(play, reported);
    bool ok = ask_rungs(play, err);
    while (ok && play->next_event < history->event_count
           && strcmp(history->events[play->next_event].day, play->day) <= 0)
        ok = take_event(play, &history->events[play->next_event++], err);
    return ok && (!play->begun || ask_statuses(play, err));
}

static const char *earlier(const char *left, const char *right)
{
    return strcmp(left, right) < 0 ? left : right;
}

/* The first day that matters: a report or an event may be older than the case. */
static const char *first_day(const struct history *history)
{
    const char *first = earlier(history->from, history->opened_on);
    if (history->day_count > 0)
        first = earlier(first, history->days[0].day);
    if (history->event_count > 0)
        first = earlier(first, history->events[0].day);
    return first;
}

static struct play begin(const struct ladder *ladder, const struct history *history,
                         const struct calendar *calendar, struct arena *arena, struct story *story)
{
    *story = (struct story){.status = ""};
    return (struct play){
        .ladder = ladder,
        .history = history,
        .calendar = calendar,
        .arena = arena,
        .story = story,
        .rungs = arena_array(arena, struct condition, ladder->policy->rung_count),
        .statuses = arena_array(arena, struct condition, ladder->policy->status_count),
        .moment = {
                   .kind = history->kind ? history->kind : "",
                   .enrolled = history->class_id != 0,
                   .stage = "",
                   .status = "",
                   .marked = "",
                   .placed = "",
                   .last_visit = "",
                   .last_result = "",
                   .received_by = "",
                   .steps = "",
                   .plans = "",
                   .whereabouts = "",
                   .roll_found = "",
                   },
    };
}

static bool play_days(struct play *play, const char *today, struct error *err)
{
    char text[DATE_SIZE];
    int number = 0, last = 0;
    bool ok = true;
    date_number(first_day(play->history), &number);
    date_number(today, &last);
    for (; ok && number <= last; number++) {
        play->day = arena_copy(play->arena, date_text(number, text), DATE_SIZE - 1);
        ok = play_day(play, err);
    }
    play->story->unexcused_days = play->moment.unexcused_days;
    return ok;
}

/* Each recipient of a report owes a word that it has come. */
static void add_copies(struct play *play)
{
    const struct policy_rung *receive = &play->ladder->policy->duties[POLICY_RECEIVE_REPORT];
    for (size_t i = 0; i < play->history->copy_count; i++) {
        const struct history_copy *copy = &play->history->copies[i];
        struct due *due = play_add_due(play, receive, copy->sent_on, copy->sent_on);
        due->post_id = copy->post_id;
        due->record_id = copy->record_id;
        due->cause = copy->id;
        if (*copy->received_on)
            play_end_due(due, DUE_DONE, copy->received_on, 0);
        else if (play->closed)
            play_end_due(due, DUE_VOID, play->day, 0);
    }
}

bool ladder_play(const struct ladder *ladder, const struct history *history,
                 const struct calendar *calendar, const char *today, struct arena *arena,
                 struct story *story, struct error *err)
{
    struct play play = begin(ladder, history, calendar, arena, story);
    if (!play_days(&play, today, err))
        return false;
    add_copies(&play);
    return true;
}

bool ladder_opens(const struct ladder *ladder, const struct history *history,
                  const struct calendar *calendar, const char *today, struct arena *arena,
                  const char **kind, struct error *err)
{
    struct story story;
    struct value values[FACT_COUNT];
    struct play play = begin(ladder, history, calendar, arena, &story);
    play.closed = true; /* without a case no rung falls due */
    *kind = NULL;
    if (!play_days(&play, today, err))
        return false;
    facts_of(&play.moment, values);
    for (size_t i = 0; i < ladder->policy->opening_count && !*kind; i++) {
        bool holds = false;
        if (ladder->openings[i] && !ask(ladder->openings[i], values, &holds, err))
            return false;
        if (holds)
            *kind = ladder->policy->openings[i].kind;
    }
    return true;
}
