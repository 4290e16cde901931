#include "core/ladder.h"

#include "core/facts.h"

#include <string.h>

/* The play at one moment: the facts so far, and which conditions hold. */
struct play {
    const struct ladder *ladder;
    const struct history *history;
    const struct calendar *calendar;
    struct arena *arena;
    struct story *story;
    const char *day;
    struct moment moment;
    bool *holds; /* one a rung: its condition held when it was asked last */
    bool asked;  /* the facts have not changed since */
    bool begun;  /* rungs may fall due */
    bool closed;
    size_t next_day, next_event;
};

static bool compile(struct evaluator *evaluator, const char *text, struct expression **expression,
                    struct error *err)
{
    *expression = expression_compile(evaluator, text, fact_names, FACT_COUNT, err);
    return *expression != NULL;
}

bool ladder_prepare(struct ladder *ladder, const struct policy *policy, struct evaluator *evaluator,
                    struct arena *arena, struct error *err)
{
    bool ok = true;
    ladder->policy = policy;
    ladder->rungs = arena_array(arena, struct expression *, policy->rung_count);
    ladder->statuses = arena_array(arena, struct expression *, policy->status_count);
    ladder->openings = arena_array(arena, struct expression *, policy->opening_count);
    for (size_t i = 0; ok && i < policy->rung_count; i++)
        ok = compile(evaluator, policy->rungs[i].when, &ladder->rungs[i], err);
    for (size_t i = 0; ok && i < policy->status_count; i++)
        ok = compile(evaluator, policy->statuses[i].when, &ladder->statuses[i], err);
    for (size_t i = 0; ok && i < policy->opening_count; i++)
        if (policy->openings[i].when)
            ok = compile(evaluator, policy->openings[i].when, &ladder->openings[i], err);
    return ok;
}

/* --- Dues ------------------------------------------------------------------------------------- */

static struct due *add_due(struct play *play, const struct policy_rung *rung, const char *since)
{
    struct story *story = play->story;
    story->dues = arena_grow(play->arena, story->dues, story->due_count, sizeof *story->dues);
    struct due *due = &story->dues[story->due_count++];
    *due = (struct due){
        .rung = rung,
        .since = since,
        .last = calendar_add(play->calendar, since, rung->within, play->arena),
        .days = play->moment.unexcused_days,
        .ended_on = "",
    };
    return due;
}

static bool is_open(const struct play *play, const struct policy_rung *rung)
{
    for (size_t i = 0; i < play->story->due_count; i++)
        if (play->story->dues[i].rung == rung && play->story->dues[i].state == DUE_OPEN)
            return true;
    return false;
}

static bool is_rung(const struct play *play, const struct policy_rung *rung)
{
    const struct policy *policy = play->ladder->policy;
    return rung >= policy->rungs && rung < policy->rungs + policy->rung_count;
}

static void end_due(struct due *due, enum due_state state, const char *day, int64_t event_id)
{
    due->state = state;
    due->ended_on = day;
    due->event_id = event_id;
}

/* What has become pointless; duty is NULL for every rung, and the taking up of the case. */
static void void_dues(struct play *play, const struct policy_rung *duty)
{
    const struct policy_rung *assigned = &play->ladder->policy->duties[POLICY_ASSIGNED];
    for (size_t i = 0; i < play->story->due_count; i++) {
        struct due *due = &play->story->dues[i];
        bool meant = duty ? due->rung == duty : is_rung(play, due->rung) || due->rung == assigned;
        if (meant && due->state == DUE_OPEN)
            end_due(due, DUE_VOID, play->day, 0);
    }
}

static bool lists(const struct policy_texts *texts, const char *word)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->rows[i], word) == 0)
            return true;
    return false;
}

static void fulfil_dues(struct play *play, const struct history_event *event)
{
    for (size_t i = 0; i < play->story->due_count; i++) {
        struct due *due = &play->story->dues[i];
        if (due->state == DUE_OPEN && lists(&due->rung->done_by, event->kind))
            end_due(due, DUE_DONE, event->day, event->id);
    }
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
    return rung->kinds.count == 0 || lists(&rung->kinds, kind);
}

/* A rung falls due when its condition begins to hold. */
static bool ask_rungs(struct play *play, struct error *err)
{
    struct value values[FACT_COUNT];
    if (play->asked || !play->begun || play->closed)
        return true;
    facts_of(&play->moment, values);
    for (size_t i = 0; i < play->ladder->policy->rung_count; i++) {
        const struct policy_rung *rung = &play->ladder->policy->rungs[i];
        bool holds = false;
        if (is_for(rung, play->moment.kind) && !ask(play->ladder->rungs[i], values, &holds, err))
            return false;
        if (holds && !play->holds[i] && !is_open(play, rung))
            add_due(play, rung, play->day);
        play->holds[i] = holds;
    }
    play->asked = true;
    return true;
}

static bool ask_statuses(struct play *play, struct error *err)
{
    struct value values[FACT_COUNT];
    facts_of(&play->moment, values);
    play->story->status = "";
    for (size_t i = 0; !play->closed && i < play->ladder->policy->status_count; i++) {
        bool holds;
        if (!ask(play->ladder->statuses[i], values, &holds, err))
            return false;
        if (holds)
            play->story->status = play->ladder->policy->statuses[i].status;
    }
    return true;
}

/* --- What happens ----------------------------------------------------------------------------- */

/* The child is at school: the count begins anew, and so does what was tried. */
static void come_back(struct play *play)
{
    play->moment.unexcused_days = 0;
    play->moment.returned = true;
    play->moment.last_visit = play->moment.last_result = play->moment.received_by = "";
    play->asked = false;
    void_dues(play, NULL);
}

static void take_day(struct play *play, const struct history_day *day)
{
    if (strcmp(day->report, "unexcused") == 0) {
        play->moment.unexcused_days++;
        play->moment.returned = false;
        play->asked = false;
    } else if (strcmp(day->report, "present") == 0 && play->moment.unexcused_days > 0) {
        come_back(play);
    }
}

static void on_visit(struct play *play, const struct history_event *event)
{
    play->moment.last_visit = event->kind;
    play->moment.last_result = event->result;
}

static void on_received(struct play *play, const struct history_event *event)
{
    const char *before = *play->moment.received_by ? play->moment.received_by : ",";
    play->moment.received_by = arena_text(play->arena, "%s%s,", before, event->role);
}

static void on_returned(struct play *play, const struct history_event *event)
{
    (void)event;
    come_back(play);
}

static void on_assigned(struct play *play, const struct history_event *event)
{
    const struct policy_rung *assigned = &play->ladder->policy->duties[POLICY_ASSIGNED];
    void_dues(play, assigned);
    struct due *due = add_due(play, assigned, event->day);
    due->post_id = play->history->charge_id;
    due->cause = event->id;
}

static void on_closing_asked(struct play *play, const struct history_event *event)
{
    struct due *due = add_due(play, &play->ladder->policy->duties[POLICY_CONFIRM_CLOSING],
                              event->day);
    due->cause = event->id;
}

static void on_closed(struct play *play, const struct history_event *event)
{
    (void)event;
    play->closed = true;
    void_dues(play, NULL);
}

/* Refused or reopened: the child counts as out of school until something says otherwise. */
static void on_open_again(struct play *play, const struct history_event *event)
{
    (void)event;
    play->closed = play->moment.returned = play->asked = false;
    memset(play->holds, 0, play->ladder->policy->rung_count * sizeof *play->holds);
}

/* What an event changes in the play, beside the duties that it fulfils. */
static const struct {
    const char *kind;
    void (*happens)(struct play *play, const struct history_event *event);
} happenings[] = {
    {"contact.phone",     on_visit        },
    {"contact.visit",     on_visit        },
    {"visit.joint",       on_visit        },
    {"visit.collective",  on_visit        },
    {"visit.township",    on_visit        },
    {"report.received",   on_received     },
    {"returned",          on_returned     },
    {"assigned",          on_assigned     },
    {"closing.asked",     on_closing_asked},
    {"closing.confirmed", on_closed       },
    {"closing.refused",   on_open_again   },
    {"reopened",          on_open_again   },
};

static bool take_event(struct play *play, const struct history_event *event, struct error *err)
{
    fulfil_dues(play, event);
    for (size_t i = 0; i < COUNT(happenings); i++)
        if (strcmp(happenings[i].kind, event->kind) == 0) {
            happenings[i].happens(play, event);
            play->asked = false;
        }
    return ask_rungs(play, err);
}

/* --- Day by day ------------------------------------------------------------------------------- */

static void note_day(struct play *play, const struct history_day *reported)
{
    struct story *story = play->story;
    const char *reason = day_kind_name(calendar_day_kind(play->calendar, play->day));
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
    if (reported)
        take_day(play, reported);
    note_day(play, reported);
    bool ok = ask_rungs(play, err);
    while (ok && play->next_event < history->event_count
           && strcmp(history->events[play->next_event].day, play->day) <= 0)
        ok = take_event(play, &history->events[play->next_event++], err);
    return ok;
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
        .holds = arena_array(arena, bool, ladder->policy->rung_count),
        .moment = {
                   .kind = history->kind ? history->kind : "",
                   .last_visit = "",
                   .last_result = "",
                   .received_by = "",
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
        struct due *due = add_due(play, receive, copy->sent_on);
        due->post_id = copy->post_id;
        due->record_id = copy->record_id;
        due->cause = copy->id;
        if (*copy->received_on)
            end_due(due, DUE_DONE, copy->received_on, 0);
        else if (play->closed)
            end_due(due, DUE_VOID, play->day, 0);
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
    return ask_statuses(&play, err);
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
