/*
 * Those of a rehearsal who do what is due, without success: the children that "diligent NAME"
 * statements name, and what is done about each of their duties on the day on which it begins.
 *
 * They hear what is said and answer with statements; they touch nothing themselves. Nobody sends
 * a child back to school or closes a case in this way.
 */
#ifndef CORE_REHEARSE_DILIGENT_H
#define CORE_REHEARSE_DILIGENT_H

#include "core/rehearse/timeline.h"
#include "core/rules/policy.h"

struct diligent {
    const struct policy *policy;
    const struct timeline *timeline;
    struct diligent_duty *duties; /* that were heard of and not ended */
    size_t duty_count;
    struct diligent_child *children;
    size_t child_count;
    struct arena arena; /* as long as the play */
};

/* Reads who is meant; nothing is heard before. */
void diligent_begin(struct diligent *diligent, const struct policy *policy,
                    const struct timeline *timeline);
void diligent_end(struct diligent *diligent);

/* Hears a line of what is said. */
void diligent_hear(struct diligent *diligent, const char *line);

/*
 * A statement that does a duty which nobody has tried yet, with its day: "2026-09-15 event li
 * contact.phone failed by class_teacher". In the arena; NULL when there is none (any more). What
 * the rules refuse is not tried again.
 */
const char *diligent_next(struct diligent *diligent, const char *day, struct arena *arena);

#endif
