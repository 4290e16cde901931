/* What each kind of event changes in a play. */
#include "core/duties/play.h"

#include <string.h>

static void on_visit(struct play *play, const struct history_event *event)
{
    play->moment.persuasions++;
    play->moment.last_visit = event->kind;
    play->moment.last_result = event->result;
}

static void on_received(struct play *play, const struct history_event *event)
{
    const char *before = *play->moment.received_by ? play->moment.received_by : ",";
    play->moment.received_by = arena_text(play->arena, "%s%s,", before, event->role);
}

static void on_found(struct play *play, const struct history_event *event)
{
    play->moment.whereabouts = event->result;
}

static void on_queried(struct play *play, const struct history_event *event)
{
    play->moment.roll_found = event->result;
}

static void on_marked(struct play *play, const struct history_event *event)
{
    play->moment.marked = event->result;
}

static void on_placed(struct play *play, const struct history_event *event)
{
    play->moment.placed = event->result;
}

static void on_returned(struct play *play, const struct history_event *event)
{
    (void)event;
    if (!play->moment.returned) /* the day's report may have said so already */
        play_come_back(play);
}

static void on_assigned(struct play *play, const struct history_event *event)
{
    const struct policy_rung *assigned = &play->ladder->policy->duties[POLICY_ASSIGNED];
    play_void_dues(play, assigned);
    struct due *due = play_add_due(play, assigned, event->day, event->day);
    due->post_id = play->history->charge_id;
    due->cause = event->id;
}

static void on_closing_asked(struct play *play, const struct history_event *event)
{
    struct due *due = play_add_due(play, &play->ladder->policy->duties[POLICY_CONFIRM_CLOSING],
                                   event->day, event->day);
    due->cause = event->id;
}

static void on_closed(struct play *play, const struct history_event *event)
{
    (void)event;
    play->closed = true;
    play_void_dues(play, NULL);
}

/* Refused or reopened: the child counts as out of school until something says otherwise. */
static void on_open_again(struct play *play, const struct history_event *event)
{
    (void)event;
    play->closed = play->moment.returned = false;
    for (size_t i = 0; i < play->ladder->policy->rung_count; i++)
        play->rungs[i] = (struct condition){.since = "", .ripe = ""};
    play_turn(play);
}

static const struct {
    const char *kind;
    void (*happens)(struct play *play, const struct history_event *event);
} happenings[] = {
    {"contact.phone",     on_visit        },
    {"contact.visit",     on_visit        },
    {"visit.joint",       on_visit        },
    {"visit.collective",  on_visit        },
    {"visit.township",    on_visit        },
    {"parents.at_school", on_visit        },
    {"whereabouts.found", on_found        },
    {"roll.queried",      on_queried      },
    {"roll.marked",       on_marked       },
    {"placement.made",    on_placed       },
    {"report.received",   on_received     },
    {"returned",          on_returned     },
    {"assigned",          on_assigned     },
    {"closing.asked",     on_closing_asked},
    {"closing.confirmed", on_closed       },
    {"closing.refused",   on_open_again   },
    {"reopened",          on_open_again   },
};

void play_happen(struct play *play, const struct history_event *event)
{
    for (size_t i = 0; i < COUNT(happenings); i++)
        if (strcmp(happenings[i].kind, event->kind) == 0)
            happenings[i].happens(play, event);
}
