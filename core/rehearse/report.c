/* How a timeline has the classes report their days. */
#include "core/days/absence.h"
#include "core/days/calendar.h"
#include "core/rehearse/act.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *word;
    enum absence_kind kind;
} reports[] = {
    {"absent", ABSENCE_UNEXCUSED},
    {"leave",  ABSENCE_LEAVE    },
    {"late",   ABSENCE_LATE     },
    {"silent", ABSENCE_NONE     },
};

bool act_is_report(const struct statement *statement)
{
    for (size_t i = 0; i < COUNT(reports); i++)
        if (strcmp(reports[i].word, statement_word(statement, 0)) == 0)
            return true;
    return false;
}

static bool covers(const struct statement *statement, const char *day)
{
    return statement->day && strcmp(statement->day, day) <= 0 && strcmp(statement->last, day) >= 0;
}

static enum absence_kind kind_of(const struct statement *statement)
{
    for (size_t i = 0; i < COUNT(reports); i++)
        if (strcmp(reports[i].word, statement_word(statement, 0)) == 0)
            return reports[i].kind;
    return ABSENCE_NONE;
}

/* How a child is reported on a day: of several spans the shortest says it. */
static enum absence_kind kind_on(const struct stage *stage, const struct stage_child *child,
                                 const char *day)
{
    enum absence_kind kind = ABSENCE_NONE;
    int shortest = INT_MAX;
    for (size_t i = 0; i < stage->timeline->count; i++) {
        const struct statement *statement = &stage->timeline->statements[i];
        if (!covers(statement, day) || kind_of(statement) == ABSENCE_NONE
            || strcmp(statement_word(statement, 1), child->name) != 0)
            continue;
        int days = date_days(statement->day, statement->last);
        if (days >= shortest)
            continue;
        shortest = days;
        kind = kind_of(statement);
    }
    return kind;
}

/* "silent 7 1": the class does not report that day. */
static bool is_silent(const struct stage *stage, const struct stage_class *class, const char *day)
{
    for (size_t i = 0; i < stage->timeline->count; i++) {
        const struct statement *statement = &stage->timeline->statements[i];
        if (covers(statement, day) && strcmp(statement_word(statement, 0), "silent") == 0
            && atoi(statement_word(statement, 1)) == class->grade
            && atoi(statement_word(statement, 2)) == class->number)
            return true;
    }
    return false;
}

static bool report_class(struct stage *stage, const struct stage_class *class, const char *day,
                         struct error *err)
{
    ARENA(arena);
    struct calendar calendar;
    struct absence_mark *marks = arena_array(&arena, struct absence_mark, stage->child_count + 1);
    size_t count = 0;
    if (is_silent(stage, class, day))
        return true;
    if (!calendar_read(stage->store, stage->policy, class->id, &arena, &calendar, err))
        return false;
    for (size_t i = 0; i < stage->child_count; i++) {
        enum absence_kind kind = kind_on(stage, &stage->children[i], day);
        if (stage->children[i].class_id == class->id && kind != ABSENCE_NONE)
            marks[count++] = (struct absence_mark){stage->children[i].id, kind};
    }
    return !calendar_school_day(&calendar, day)
        || absence_report(stage->store, stage->policy, &stage->console, day, class->id, day, marks,
                          count, err);
}

bool act_reports(struct stage *stage, const char *day, struct error *err)
{
    for (size_t i = 0; i < stage->class_count; i++)
        if (!report_class(stage, &stage->classes[i], day, err))
            return false;
    return true;
}
