#include "core/rehearse/what_if.h"

#include <string.h>

const char what_if_child[] = "li";

enum {
    PRIMARY_LAST = 6,
    SCHOOL_AGE = 5,  /* and the grade: the years since the child was born */
    AFTERWARDS = 30, /* calendar days that are played when the child is back */
    SEARCHED = 600,  /* calendar days in which the school days are looked for */
    AROUND = 200     /* calendar days before and after the play whose calendar counts */
};

/* A timeline that is being written. */
struct writing {
    const struct policy *policy;
    const struct calendar *calendar;
    const struct what_if *what_if;
    struct arena *arena;
    const char *last;  /* school day on which the child is away */
    const char *until; /* day of the play */
    const char *text;
};

static void add(struct writing *w, const char *line)
{
    w->text = arena_text(w->arena, "%s%s\n", w->text, line);
}

/* --- Bounds ----------------------------------------------------------------------------------- */

static const struct policy_opening *opening_of(const struct writing *w)
{
    for (size_t i = 0; i < w->policy->opening_count; i++)
        if (strcmp(w->policy->openings[i].kind, w->what_if->kind) == 0)
            return &w->policy->openings[i];
    return NULL;
}

static bool check(const struct writing *w, struct error *err)
{
    const struct what_if *what_if = w->what_if;
    int number;
    if (!opening_of(w))
        return error_set(err, ERROR_INVALID, MSG("case.kind-unknown"), "%s", what_if->kind);
    if (what_if->grade < 1 || what_if->grade > WHAT_IF_GRADE_MOST)
        return error_set(err, ERROR_INVALID, MSG("what-if.bad-grade"), "%d", what_if->grade);
    if (!date_number(what_if->first, &number))
        return error_tell(err, ERROR_INVALID, MSG("value.day"), what_if->first);
    return (what_if->days >= 1 && what_if->days <= WHAT_IF_DAYS_MOST)
        || error_tell(err, ERROR_INVALID, MSG("what-if.bad-days"),
                      arena_text(w->arena, "%d", WHAT_IF_DAYS_MOST));
}

/* The last of so many school days. */
static bool find_last(struct writing *w, struct error *err)
{
    const char *day = w->what_if->first;
    int left = w->what_if->days;
    for (int i = 0; i < SEARCHED; i++, day = date_add(day, 1, w->arena))
        if (calendar_school_day(w->calendar, day) && --left == 0) {
            w->last = day;
            return true;
        }
    return error_set(err, ERROR_INVALID, MSG("what-if.no-school"), "%d days left", left);
}

/* --- Lines ------------------------------------------------------------------------------------ */

static bool is_near(const struct writing *w, const char *first, const char *last)
{
    return strcmp(last, date_add(w->what_if->first, -AROUND, w->arena)) >= 0
        && strcmp(first, date_add(w->until, AROUND, w->arena)) <= 0;
}

/* What is only assumed the rules say themselves. */
static void add_calendar(struct writing *w)
{
    for (size_t i = 0; i < w->calendar->term_count; i++) {
        const struct calendar_term *term = &w->calendar->terms[i];
        if (is_near(w, term->first_day, term->last_day) && !term->assumed)
            add(w, arena_text(w->arena, "term %s %s", term->first_day, term->last_day));
    }
    for (size_t i = 0; i < w->calendar->day_count; i++) {
        const struct calendar_day *day = &w->calendar->days[i];
        const char *word = day->kind == DAY_MAKE_UP ? "make-up" : "holiday";
        if (is_near(w, day->day, day->day))
            add(w, arena_text(w->arena, "%s %s", word, day->day));
    }
}

/* In no class is who never enrolled, or did not come to grade 7. */
static bool is_enrolled(const struct writing *w)
{
    return strcmp(w->what_if->kind, "never_enrolled") != 0
        && strcmp(w->what_if->kind, "no_show_grade_7") != 0;
}

static void add_child(struct writing *w)
{
    int grade = w->what_if->grade, born = date_school_year(w->what_if->first) - SCHOOL_AGE - grade;
    const char *place = is_enrolled(w) ? arena_text(w->arena, "grade %d class 1", grade)
                                       : arena_text(w->arena, "born %04d-05-06", born);
    add(w, arena_text(w->arena, "child %s %s", what_if_child, place));
    add(w, arena_text(w->arena, "show %s", what_if_child));
    if (w->what_if->people != PEOPLE_IDLE)
        add(w, arena_text(w->arena, "diligent %s", what_if_child));
}

/* A child of a class is absent; for another the school opens the case by hand. */
static void add_absence(struct writing *w)
{
    const char *school = w->what_if->grade <= PRIMARY_LAST ? "primary" : "junior";
    const char *first = w->what_if->first;
    if (opening_of(w)->when) {
        add(w, arena_text(w->arena, "%s .. %s absent %s", first, w->last, what_if_child));
        return;
    }
    const char *at = is_enrolled(w) ? "" : arena_text(w->arena, " at %s", school);
    const char *kind = w->what_if->kind;
    add(w, arena_text(w->arena, "%s open %s %s by principal%s", first, what_if_child, kind, at));
    if (w->what_if->people == PEOPLE_SUCCEED)
        add(w, arena_text(w->arena, "%s event %s returned", w->last, what_if_child));
}

/* As far as "---", which would end the timeline. */
static void add_own(struct writing *w)
{
    const char *own = w->what_if->own;
    while (*own && strncmp(own, "---", 3) != 0) {
        size_t length = strcspn(own, "\n");
        add(w, arena_copy(w->arena, own, length));
        own += length + (own[length] == '\n');
    }
}

bool what_if_timeline(const struct policy *policy, const struct calendar *calendar,
                      const struct what_if *what_if, struct arena *arena, const char **text,
                      struct error *err)
{
    struct writing w = {
        .policy = policy,
        .calendar = calendar,
        .what_if = what_if,
        .arena = arena,
        .text = "",
    };
    if (!check(&w, err) || !find_last(&w, err))
        return false;
    w.until = what_if->people == PEOPLE_SUCCEED ? date_add(w.last, AFTERWARDS, arena) : w.last;
    add_own(&w);
    add(&w, arena_text(arena, "from %s", what_if->first));
    add(&w, arena_text(arena, "until %s", w.until));
    add_calendar(&w);
    add_child(&w);
    add_absence(&w);
    *text = w.text;
    return true;
}
