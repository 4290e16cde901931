#include "core/duties/play.h"

#include <string.h>

void play_turn(struct play *play)
{
    play->asked = play->statuses_asked = false;
}

struct due *play_add_due(struct play *play, const struct policy_rung *rung, const char *held,
                         const char *since)
{
    struct story *story = play->story;
    story->dues = arena_grow(play->arena, story->dues, story->due_count, sizeof *story->dues);
    struct due *due = &story->dues[story->due_count++];
    *due = (struct due){
        .rung = rung,
        .held = held,
        .since = since,
        .last = calendar_add(play->calendar, since, rung->within, play->arena),
        .days = play->moment.unexcused_days,
        .ended_on = "",
    };
    return due;
}

bool play_is_open(const struct play *play, const struct policy_rung *rung)
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

void play_end_due(struct due *due, enum due_state state, const char *day, int64_t event_id)
{
    due->state = state;
    due->ended_on = day;
    due->event_id = event_id;
}

void play_void_dues(struct play *play, const struct policy_rung *duty)
{
    const struct policy_rung *assigned = &play->ladder->policy->duties[POLICY_ASSIGNED];
    for (size_t i = 0; i < play->story->due_count; i++) {
        struct due *due = &play->story->dues[i];
        bool meant = duty ? due->rung == duty : is_rung(play, due->rung) || due->rung == assigned;
        if (meant && due->state == DUE_OPEN)
            play_end_due(due, DUE_VOID, play->day, 0);
    }
}

void play_fulfil_dues(struct play *play, const struct history_event *event)
{
    for (size_t i = 0; i < play->story->due_count; i++) {
        struct due *due = &play->story->dues[i];
        if (due->state == DUE_OPEN && policy_lists(&due->rung->done_by, event->kind))
            play_end_due(due, DUE_DONE, event->day, event->id);
    }
}

void play_come_back(struct play *play)
{
    play->moment.unexcused_days = 0;
    play->moment.returned = true;
    play->moment.last_visit = play->moment.last_result = play->moment.received_by = "";
    play->moment.persuasions = 0;
    play->moment.steps = play->moment.whereabouts = play->moment.roll_found = "";
    play_turn(play);
    play_void_dues(play, NULL);
}
