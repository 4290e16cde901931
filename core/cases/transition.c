#include "core/cases/transition.h"

#include "core/base/arena.h"

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
    {"parents.at_school", LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"registered",        LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"team.formed",       LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"whereabouts.found", LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"roll.queried",      LIVE,                      SAME,          MAY_MARK_ROLL,       BY_HAND  },
    {"roll.marked",       ANY,                       SAME,          MAY_MARK_ROLL,       BY_HAND  },
    {"roll.told",         LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"government.told",   LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"authority.asked",   LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"placement.made",    LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"education.given",   LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_LAW   },
    {"notice.served",     LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_LAW   },
    {"order.served",      LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_LAW   },
    {"penalty.decided",   LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_LAW   },
    {"judicial.served",   LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_LAW   },
    {"court.filed",       LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_LAW   },
    {"reply.noted",       LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_VERB  },
    {"skip.asked",        LIVE,                      SAME,          MAY_RECORD_EVENT,    BY_VERB  },
    {"step.skipped",      LIVE,                      SAME,          MAY_SKIP_STEP,       BY_VERB  },
    {"paused",            LIVE,                      SAME,          MAY_PAUSE,           BY_VERB  },
    {"resumed",           LIVE,                      SAME,          MAY_PAUSE,           BY_VERB  },
    {"returned",          CASE_OPEN,                 CASE_RETURNED, MAY_RECORD_EVENT,    BY_HAND  },
    {"note",              ANY,                       SAME,          MAY_RECORD_EVENT,    BY_HAND  },
    {"absence",           LIVE,                      CASE_OPEN,     MAY_RECORD_ABSENCE,  BY_MODULE},
    {"absence.withdrawn", LIVE,                      SAME,          MAY_RECORD_ABSENCE,  BY_MODULE},
    {"report.sent",       LIVE,                      SAME,          MAY_SEND_REPORT,     BY_MODULE},
    {"report.received",   ANY,                       SAME,          MAY_RECEIVE_REPORT,  BY_MODULE},
    {"report.result",     ANY,                       SAME,          MAY_RECEIVE_REPORT,  BY_MODULE},
    {"form.corrected",    ANY,                       SAME,          MAY_FILL_FORM,       BY_MODULE},
    {"transfer.sent",     LIVE,                      SAME,          MAY_ASSIGN,          BY_MODULE},
    {"transfer.accepted", LIVE,                      SAME,          MAY_TAKE_OVER,       BY_MODULE},
    {"transfer.refused",  LIVE,                      SAME,          MAY_TAKE_OVER,       BY_MODULE},
    {"offer.withdrawn",   LIVE,                      SAME,          MAY_ASSIGN,          BY_MODULE},
    {"letter.sent",       LIVE,                      SAME,          MAY_KEEP_LETTERS,    BY_MODULE},
    {"letter.answered",   ANY,                       SAME,          MAY_KEEP_LETTERS,    BY_MODULE},
    {"handed_over",       LIVE,                      SAME,          MAY_ASSIGN,          BY_CLOCK },
    {"assigned",          LIVE,                      SAME,          MAY_ASSIGN,          BY_VERB  },
    {"closing.asked",     CASE_OPEN | CASE_RETURNED, CASE_CLOSING,  MAY_ASK_CLOSING,     BY_VERB  },
    {"closing.confirmed", CASE_CLOSING,              CASE_CLOSED,   MAY_CONFIRM_CLOSING, BY_VERB  },
    {"closing.refused",   CASE_CLOSING,              CASE_OPEN,     MAY_CONFIRM_CLOSING, BY_VERB  },
    {"reopened",          CASE_CLOSED,               CASE_OPEN,     MAY_REOPEN,          BY_VERB  },
};

static const char *const of_visits[] = {"returned", "agreed", "failed", "not_reached"};
static const char *const of_whereabouts[] = {"in_county", "in_city", "in_province",
                                             "out_of_province", "abroad", "unknown"};
static const char *const of_queries[] = {"own_province", "other_province", "none"};
static const char *const of_marks[] = {"at_school", "suspected", "dropped_out"};
static const char *const of_placements[] = {"own_class", "tutoring", "vocational", "home_teaching",
                                            "remote"};

#define AMONG(results) (results), COUNT(results)

/* What events can come to. */
static const struct {
    const char *kind;
    const char *const *results;
    size_t count;
    bool visit;
} with_result[] = {
    {"contact.phone",     AMONG(of_visits),      true },
    {"contact.visit",     AMONG(of_visits),      true },
    {"visit.joint",       AMONG(of_visits),      true },
    {"visit.collective",  AMONG(of_visits),      true },
    {"visit.township",    AMONG(of_visits),      true },
    {"parents.at_school", AMONG(of_visits),      true },
    {"whereabouts.found", AMONG(of_whereabouts), false},
    {"roll.queried",      AMONG(of_queries),     false},
    {"roll.marked",       AMONG(of_marks),       false},
    {"placement.made",    AMONG(of_placements),  false},
};

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

/* The row of a kind in with_result; COUNT(with_result) when it has no result. */
static size_t row_of(const char *kind)
{
    size_t row = 0;
    while (row < COUNT(with_result) && strcmp(with_result[row].kind, kind) != 0)
        row++;
    return row;
}

const char *transition_result(const char *kind, size_t index)
{
    size_t row = row_of(kind);
    return row < COUNT(with_result) && index < with_result[row].count
        ? with_result[row].results[index]
        : NULL;
}

bool transition_has_result(const char *kind)
{
    return row_of(kind) < COUNT(with_result);
}

bool transition_is_visit(const char *kind)
{
    size_t row = row_of(kind);
    return row < COUNT(with_result) && with_result[row].visit;
}

bool transition_result_ok(const char *kind, const char *result)
{
    size_t row = row_of(kind);
    return row < COUNT(with_result)
        && among(result, with_result[row].results, with_result[row].count);
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
