/*
 * What a rehearsal says: each case, duty, move, status, plan and notice that came since it last
 * looked, one line each.
 */
#ifndef CORE_REHEARSE_TELL_H
#define CORE_REHEARSE_TELL_H

#include "core/rehearse/diligent.h"
#include "core/rehearse/rehearse.h"
#include "core/rehearse/stage.h"

struct teller {
    const struct stage *stage;
    struct diligent *diligent; /* hears all of it, shown or not */
    rehearse_say *say;
    void *to;
    struct told_case *cases;
    size_t case_count;
    struct told_duty *duties;
    size_t duty_count;
    struct told_plan *plans;
    size_t plan_count;
    int64_t last_notice;
    struct arena arena; /* as long as the play */
};

/* Says what is new, as of a day. */
bool tell_news(struct teller *teller, const char *day, struct error *err);

/* Says one line about a child or a round, unless the timeline shows others alone. */
void tell_line(struct teller *teller, const char *about, const char *line);

#endif
