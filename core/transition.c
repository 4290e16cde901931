#include "core/transition.h"

#include "core/arena.h"

#include <string.h>

static const struct {
    int state;
    const char *name;
} states[] = {
    {CASE_OPEN,     "open"    },
    {CASE_RETURNED, "returned"},
    {CASE_CLOSING,  "closing" },
    {CASE_CLOSED,   "closed"  },
};

enum {
    LIVE = CASE_OPEN | CASE_RETURNED | CASE_CLOSING,
    ANY = LIVE | CASE_CLOSED,
    SAME = CASE_SAME
};

/*
 * Which event may follow which state, what it leads to, and who may record it.
 * A visit may always be entered late: what happened, happened.
 */
static const struct transition transitions[] = {
    {"opened",            CASE_NEW,                  CASE_OPEN,     MAY_OPEN_CASE,       BY_VERB  },
    {"contact.phone",     LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"contact.visit",     LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"visit.joint",       LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"plan.made",         LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"village.told",      LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"visit.collective",  LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"visit.township",    LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"order.served",      LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"returned",          CASE_OPEN,                 CASE_RETURNED, MAY_RECORD_EVENT,    BY_HAND  },
    {"note",              ANY,                       SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"absence",           LIVE,                      CASE_OPEN,     MAY_RECORD_ABSENCE,  BY_MODULE},
    {"absence.withdrawn", LIVE,                      SAME,          MAY_RECORD_ABSENCE,  BY_MODULE},
    {"report.sent",       LIVE,                      SAME,          MAY_SEND_REPORT,     BY_MODULE},
    {"report.received",   ANY,                       SAME,          MAY_RECEIVE_REPORT,  BY_MODULE},
    {"report.result",     ANY,                       SAME,          MAY_RECEIVE_REPORT,  BY_MODULE},
    {"transfer.sent",     LIVE,                      SAME,          MAY_ASSIGN,          BY_MODULE},
    {"transfer.accepted", LIVE,                      SAME,          MAY_TAKE_OVER,       BY_MODULE},
    {"transfer.refused",  LIVE,                      SAME,          MAY_TAKE_OVER,       BY_MODULE},
    {"letter.sent",       LIVE,                      SAME,          MAY_KEEP_LETTERS,    BY_MODULE},
    {"letter.answered",   ANY,                       SAME,          MAY_KEEP_LETTERS,    BY_MODULE},
    {"handed_over",       LIVE,                      SAME,          MAY_ASSIGN,          BY_CLOCK },
    {"assigned",          LIVE,                      SAME,          MAY_ASSIGN,          BY_VERB  },
    {"closing.asked",     CASE_OPEN | CASE_RETURNED, CASE_CLOSING,  MAY_ASK_CLOSING,     BY_VERB  },
    {"closing.confirmed", CASE_CLOSING,              CASE_CLOSED,   MAY_CONFIRM_CLOSING, BY_VERB  },
    {"closing.refused",   CASE_CLOSING,              CASE_OPEN,     MAY_CONFIRM_CLOSING, BY_VERB  },
    {"reopened",          CASE_CLOSED,               CASE_OPEN,     MAY_REOPEN,          BY_VERB  },
};

/* What has a result to tell. */
static const char *const with_result[] = {
    "contact.phone",
    "contact.visit",
    "visit.joint",
    "visit.collective",
    "visit.township",
};

static const char *const results[] = {"returned", "agreed", "failed", "not_reached"};

static const char *const evidences[] = {
    "in_class",
    "enrolled_elsewhere",
    "document",
    "mistake",
    "other",
};

static bool among(const char *word, const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

const char *transition_state_at(size_t index)
{
    return index < COUNT(states) ? states[index].name : NULL;
}

const char *transition_recordable(size_t index)
{
    for (size_t i = 0; i < COUNT(transitions); i++)
        if (transitions[i].source == BY_HAND && index-- == 0)
            return transitions[i].event;
    return NULL;
}

const char *transition_result(size_t index)
{
    return index < COUNT(results) ? results[index] : NULL;
}

bool transition_has_result(const char *kind)
{
    return among(kind, with_result, COUNT(with_result));
}

bool transition_result_ok(const char *result)
{
    return among(result, results, COUNT(results));
}

const char *transition_evidence(size_t index)
{
    return index < COUNT(evidences) ? evidences[index] : NULL;
}

bool transition_evidence_ok(const char *evidence)
{
    return among(evidence, evidences, COUNT(evidences));
}

int transition_state(const char *name)
{
    for (size_t i = 0; i < COUNT(states); i++)
        if (strcmp(states[i].name, name) == 0)
            return states[i].state;
    return CASE_NEW;
}

const char *transition_state_name(int state)
{
    for (size_t i = 0; i < COUNT(states); i++)
        if (states[i].state == state)
            return states[i].name;
    return "";
}

const struct transition *transition_find(const char *event)
{
    for (size_t i = 0; i < COUNT(transitions); i++)
        if (strcmp(transitions[i].event, event) == 0)
            return &transitions[i];
    return NULL;
}
