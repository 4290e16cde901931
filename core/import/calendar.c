/* The school calendar: a term, a holiday or a make-up day a row, of the county or of a school. */
#include "core/base/date.h"
#include "core/days/calendar_entry.h"
#include "core/days/special_day.h"
#include "core/days/term.h"
#include "core/import/load.h"

#include <inttypes.h>
#include <string.h>

static bool find_place(struct load *load, const char *const *values, int64_t *id, struct error *err)
{
    const char *school = values[CALENDAR_PLACE];
    if (*school == '\0')
        return load_county(load, id, err);
    if (!load_place(load, "school", school, 0, id, err))
        return false;
    return *id != 0 || load_refuse(load, CALENDAR_PLACE, err, MSG("import.unknown-school"), school);
}

/* Whoever enters for one school finds the other rows refused, not the file. */
static bool refused_at(struct load *load, struct error *err)
{
    bool denied = err->kind == ERROR_DENIED;
    load->column = denied ? CALENDAR_PLACE : calendar_entry_column(err);
    if (denied)
        *err = (struct error){0};
    return denied && error_set(err, ERROR_INVALID, MSG("calendar.not-yours"), "another's place");
}

/* --- Terms ------------------------------------------------------------------------------------ */

/* What a file may put right: what was assumed, and one end of a term. */
static bool is_the_same_term(const struct term *old, const struct term *term)
{
    return old->id != 0
        && (old->assumed || strcmp(old->first_day, term->first_day) == 0
            || strcmp(old->last_day, term->last_day) == 0);
}

static bool equal_terms(const struct term *old, const struct term *term)
{
    return strcmp(old->first_day, term->first_day) == 0
        && strcmp(old->last_day, term->last_day) == 0 && old->assumed == term->assumed;
}

static bool write_term(struct load *load, struct term *term, const struct term *old,
                       enum outcome *outcome, struct error *err)
{
    const char *today = load->request->today;
    *outcome = !is_the_same_term(old, term) ? OUTCOME_ADDED
        : equal_terms(old, term)            ? OUTCOME_SAME
                                            : OUTCOME_CHANGED;
    if (*outcome == OUTCOME_ADDED)
        return term_add(load->store, load->actor, today, term, &term->id, err);
    term->id = old->id;
    return *outcome == OUTCOME_SAME || term_change(load->store, load->actor, today, term, err);
}

static bool take_term(struct load *load, int64_t place_id, const char *const *values,
                      enum outcome *outcome, struct error *err)
{
    struct term old, term = {
                         .place_id = place_id,
                         .first_day = values[CALENDAR_FIRST],
                         .last_day = values[CALENDAR_LAST],
                         .assumed = strcmp(values[CALENDAR_ANNOUNCED], "no") == 0,
                     };
    if (*term.last_day == '\0')
        return load_refuse(load, CALENDAR_LAST, err, MSG("calendar.no-last-day"), term.first_day);
    return term_meeting(load->store, place_id, term.first_day, term.last_day, 0, &load->row, &old,
                        err)
        && (write_term(load, &term, &old, outcome, err) || refused_at(load, err))
        && load_once(load, "term", term.id, -1, err);
}

/* --- Holidays and make-up days ---------------------------------------------------------------- */

static bool take_days(struct load *load, int64_t place_id, const char *const *values,
                      enum outcome *outcome, struct error *err)
{
    const char *last = values[CALENDAR_LAST];
    const struct special_days days = {
        .place_id = place_id,
        .kind = strcmp(values[CALENDAR_KIND], "make_up") == 0 ? DAY_MAKE_UP : DAY_HOLIDAY,
        .first_day = values[CALENDAR_FIRST],
        .last_day = *last ? last : values[CALENDAR_FIRST],
        .name_zh = values[CALENDAR_NAME],
        .name_ug = values[CALENDAR_NAME_UG],
    };
    struct special_change change;
    int number = 0;
    if (!special_days_enter(load->store, load->request->policy, load->actor, load->request->today,
                            &days, &change, err))
        return refused_at(load, err);
    date_number(days.first_day, &number);
    *outcome = change.renamed > 0 ? OUTCOME_CHANGED
        : change.added > 0        ? OUTCOME_ADDED
                                  : OUTCOME_SAME;
    return load_once(load, arena_text(&load->row, "day/%" PRId64 "/", place_id), number, -1, err);
}

static bool take_at(struct load *load, int64_t place_id, const char *const *values,
                    enum outcome *outcome, struct error *err)
{
    return strcmp(values[CALENDAR_KIND], "term") == 0
        ? take_term(load, place_id, values, outcome, err)
        : take_days(load, place_id, values, outcome, err);
}

/* Whether a row stands here twice is known only once it is taken: then it is taken back. */
static bool take(struct load *load, const char *const *values, enum outcome *outcome,
                 struct error *err)
{
    int64_t place_id;
    return find_place(load, values, &place_id, err)
        && store_begin(load->store, err)
        && store_end(load->store, take_at(load, place_id, values, outcome, err), err);
}

const struct import_kind import_calendar = {
    .name = "calendar",
    .record = &record_calendar,
    .action = MAY_EDIT_CALENDAR,
    .take = take,
};
