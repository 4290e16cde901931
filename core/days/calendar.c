#include "core/days/calendar.h"

#include "core/rules/policy.h"
#include "i18n/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FARTHEST = 2 * 366 /* days that a period may reach ahead */
};

const char *day_kind_name(enum day_kind kind)
{
    static const char *const names[] = {
        [DAY_SCHOOL] = "school",
        [DAY_MAKE_UP] = "make_up",
        [DAY_WEEKEND] = "weekend",
        [DAY_HOLIDAY] = "holiday",
        [DAY_VACATION] = "vacation",
    };
    return names[kind];
}

/* The terms of the place and of those above it, but for those a nearer place has its own for. */
static bool read_terms(struct store *store, int64_t place_id, struct arena *arena,
                       struct calendar *calendar, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT term.id, term.place_id, first_day, last_day,"
                              " assumed FROM term"
                              " JOIN place_within ON ancestor_id = term.place_id"
                              " WHERE place_within.place_id = :place AND NOT EXISTS (SELECT 1"
                              "   FROM place_within AS below"
                              "   JOIN place_within AS above ON above.ancestor_id = below.place_id"
                              "   JOIN term AS nearer ON nearer.place_id = below.place_id"
                              "   WHERE below.ancestor_id = term.place_id"
                              "   AND below.place_id <> term.place_id AND above.place_id = :place"
                              "   AND nearer.first_day <= term.last_day"
                              "   AND nearer.last_day >= term.first_day)"
                              " ORDER BY first_day");
    bind_int(&query, ":place", place_id);
    while (query_next(&query)) {
        calendar->terms = arena_grow(arena, calendar->terms, calendar->term_count,
                                     sizeof *calendar->terms);
        calendar->terms[calendar->term_count++] = (struct calendar_term){
            .id = query_int(&query, 0),
            .place_id = query_int(&query, 1),
            .first_day = query_text(&query, 2, arena),
            .last_day = query_text(&query, 3, arena),
            .assumed = query_int(&query, 4) != 0,
        };
    }
    return query_ok(&query, err);
}

/* Holidays and make-up days by day; of two places that name one, the nearer wins. */
static bool read_days(struct store *store, int64_t place_id, struct arena *arena,
                      struct calendar *calendar, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT day, kind, name_zh, name_ug, calendar_day.place_id"
                              " FROM calendar_day"
                              " JOIN place_within ON ancestor_id = calendar_day.place_id"
                              " WHERE place_within.place_id = :place"
                              " ORDER BY day, (SELECT count(*) FROM place_within AS up"
                              "   WHERE up.place_id = calendar_day.place_id) DESC");
    bind_int(&query, ":place", place_id);
    while (query_next(&query)) {
        const char *day = query_text(&query, 0, arena);
        size_t count = calendar->day_count;
        if (count > 0 && strcmp(calendar->days[count - 1].day, day) == 0)
            continue;
        calendar->days = arena_grow(arena, calendar->days, count, sizeof *calendar->days);
        calendar->days[calendar->day_count++] = (struct calendar_day){
            .day = day,
            .kind = strcmp(query_text(&query, 1, arena), "make_up") == 0 ? DAY_MAKE_UP : DAY_HOLIDAY,
            .name_zh = query_text(&query, 2, arena),
            .name_ug = query_text(&query, 3, arena),
            .place_id = query_int(&query, 4),
        };
    }
    return query_ok(&query, err);
}

bool calendar_read(struct store *store, const struct policy *policy, int64_t place_id,
                   struct arena *arena, struct calendar *calendar, struct error *err)
{
    *calendar = (struct calendar){.policy = policy};
    return read_terms(store, place_id, arena, calendar, err)
        && read_days(store, place_id, arena, calendar, err);
}

static int by_day(const void *key, const void *row)
{
    return strcmp(key, ((const struct calendar_day *)row)->day);
}

static const struct calendar_day *entered_day(const struct calendar *calendar, const char *day)
{
    if (calendar->day_count == 0)
        return NULL;
    return bsearch(day, calendar->days, calendar->day_count, sizeof *calendar->days, by_day);
}

void calendar_span(const struct policy_span *span, int year, char first[static DATE_SIZE],
                   char last[static DATE_SIZE])
{
    bool over_new_year = strcmp(span->first, span->last) > 0;
    snprintf(first, DATE_SIZE, "%04u-%.5s", (unsigned)year % 10000u, span->first);
    snprintf(last, DATE_SIZE, "%04u-%.5s", (unsigned)(over_new_year ? year + 1 : year) % 10000u,
             span->last);
}

/* The days of a yearly span that a day lies in; false when it lies outside. */
static bool span_around(const struct policy_span *span, const char *day, char first[static DATE_SIZE],
                        char last[static DATE_SIZE])
{
    const char *month_day = day + strlen("2026-");
    bool over_new_year = strcmp(span->first, span->last) > 0;
    bool after_first = strcmp(month_day, span->first) >= 0;
    bool before_last = strcmp(month_day, span->last) <= 0;
    bool inside = over_new_year ? after_first || before_last : after_first && before_last;
    if (!inside)
        return false;
    int year = (int)strtol(day, NULL, 10);
    calendar_span(span, over_new_year && !after_first ? year - 1 : year, first, last);
    return true;
}

static const struct policy_span *usual_holiday(const struct calendar *calendar, const char *day)
{
    char first[DATE_SIZE], last[DATE_SIZE];
    for (size_t i = 0; i < calendar->policy->holiday_count; i++)
        if (span_around(&calendar->policy->holidays[i], day, first, last))
            return &calendar->policy->holidays[i];
    return NULL;
}

static const struct calendar_term *entered_term(const struct calendar *calendar, const char *first,
                                                const char *last)
{
    for (size_t i = 0; i < calendar->term_count; i++)
        if (strcmp(calendar->terms[i].first_day, last) <= 0
            && strcmp(calendar->terms[i].last_day, first) >= 0)
            return &calendar->terms[i];
    return NULL;
}

/* Whether the convention puts the day in a term of which nothing has been entered. */
static bool assumed_term(const struct calendar *calendar, const char *day)
{
    char first[DATE_SIZE], last[DATE_SIZE];
    for (size_t i = 0; i < calendar->policy->term_count; i++)
        if (span_around(&calendar->policy->terms[i], day, first, last))
            return !entered_term(calendar, first, last);
    return false;
}

bool calendar_day_entered(const struct calendar *calendar, const char *day)
{
    return entered_day(calendar, day) != NULL;
}

bool calendar_in_term(const struct calendar *calendar, const char *day)
{
    return entered_term(calendar, day, day) || assumed_term(calendar, day);
}

enum day_kind calendar_day_kind(const struct calendar *calendar, const char *day)
{
    const struct calendar_day *entered = entered_day(calendar, day);
    if (entered)
        return entered->kind;
    if (usual_holiday(calendar, day))
        return DAY_HOLIDAY;
    if (calendar->policy->weekend[date_weekday(day)])
        return DAY_WEEKEND;
    return calendar_in_term(calendar, day) ? DAY_SCHOOL : DAY_VACATION;
}

bool calendar_school_day(const struct calendar *calendar, const char *day)
{
    enum day_kind kind = calendar_day_kind(calendar, day);
    return kind == DAY_SCHOOL || (kind == DAY_MAKE_UP && calendar_in_term(calendar, day));
}

bool calendar_working_day(const struct calendar *calendar, const char *day)
{
    enum day_kind kind = calendar_day_kind(calendar, day);
    return kind == DAY_SCHOOL || kind == DAY_MAKE_UP || kind == DAY_VACATION;
}

const char *calendar_reason(const struct calendar *calendar, enum period_unit unit,
                            const char *day)
{
    enum day_kind kind = calendar_day_kind(calendar, day);
    bool no_school = unit == PERIOD_SCHOOL_DAYS && !calendar_in_term(calendar, day);
    return day_kind_name(kind == DAY_MAKE_UP && no_school ? DAY_VACATION : kind);
}

bool calendar_assumed(const struct calendar *calendar, const char *day)
{
    const struct calendar_term *term = entered_term(calendar, day, day);
    return term ? term->assumed : assumed_term(calendar, day);
}

const char *calendar_day_name(const struct calendar *calendar, const char *day,
                              enum language language)
{
    const struct calendar_day *entered = entered_day(calendar, day);
    if (entered)
        return format_name(language, entered->name_zh, entered->name_ug);
    const struct policy_span *usual = usual_holiday(calendar, day);
    return usual ? usual->name.in[language] : "";
}

bool calendar_paused(const struct calendar *calendar, const char *day)
{
    for (size_t i = 0; i < calendar->pause_count; i++)
        if (strcmp(calendar->pauses[i].first, day) <= 0
            && strcmp(calendar->pauses[i].last, day) >= 0)
            return true;
    return false;
}

bool calendar_counts(const struct calendar *calendar, enum period_unit unit, const char *day)
{
    if (calendar_paused(calendar, day))
        return false;
    switch (unit) {
    case PERIOD_SCHOOL_DAYS:
        return calendar_school_day(calendar, day);
    case PERIOD_WORKING_DAYS:
        return calendar_working_day(calendar, day);
    default:
        return true;
    }
}

/* Weeks and months are counted in calendar days, too: so many as they have from this day. */
static int length_of(struct period period, const char *day, struct arena *arena)
{
    switch (period.unit) {
    case PERIOD_WEEKS:
        return 7 * period.count;
    case PERIOD_MONTHS:
        return date_days(day, date_add_months(day, period.count, arena));
    default:
        return period.count;
    }
}

const char *calendar_add(const struct calendar *calendar, const char *day, struct period period,
                         struct arena *arena)
{
    char text[DATE_SIZE];
    int number = 0, left = length_of(period, day, arena);
    date_number(day, &number);
    int last = number + FARTHEST;
    if (left == 0)
        left = calendar_counts(calendar, period.unit, day) ? 0 : 1;
    while (left > 0 && number < last)
        left -= calendar_counts(calendar, period.unit, date_text(++number, text));
    return arena_copy(arena, date_text(number, text), DATE_SIZE - 1);
}

const char *calendar_back(const struct calendar *calendar, const char *day, struct period period,
                          struct arena *arena)
{
    char text[DATE_SIZE];
    int number = 0, left = period.count;
    date_number(day, &number);
    if (period.unit == PERIOD_MONTHS)
        return date_add_months(day, -period.count, arena);
    if (period.unit == PERIOD_WEEKS)
        return date_add(day, -7 * period.count, arena);
    for (int first = number - FARTHEST; left > 0 && number > first;)
        left -= calendar_counts(calendar, period.unit, date_text(--number, text));
    return arena_copy(arena, date_text(number, text), DATE_SIZE - 1);
}

/* --- Terms ------------------------------------------------------------------------------------ */

static bool touches(const char *first, const char *last, const struct calendar_term *term)
{
    return strcmp(term->first_day, last) <= 0 && strcmp(term->last_day, first) >= 0;
}

static int by_first_day(const void *left, const void *right)
{
    return strcmp(((const struct calendar_term *)left)->first_day,
                  ((const struct calendar_term *)right)->first_day);
}

/* The convention's terms that begin in a year, where nothing was entered for them. */
static size_t add_assumed(const struct calendar *calendar, int year, struct arena *arena,
                          struct calendar_term *terms, size_t count)
{
    for (size_t i = 0; i < calendar->policy->term_count; i++) {
        char first[DATE_SIZE], last[DATE_SIZE];
        calendar_span(&calendar->policy->terms[i], year, first, last);
        if (!entered_term(calendar, first, last))
            terms[count++] =
                (struct calendar_term){.first_day = arena_copy(arena, first, DATE_SIZE - 1),
                                       .last_day = arena_copy(arena, last, DATE_SIZE - 1),
                                       .assumed = true};
    }
    return count;
}

size_t calendar_terms(const struct calendar *calendar, const char *first, const char *last,
                      struct arena *arena, struct calendar_term **terms)
{
    int from = (int)strtol(first, NULL, 10) - 1, to = (int)strtol(last, NULL, 10);
    size_t room = calendar->term_count + calendar->policy->term_count * (size_t)(to - from + 1);
    struct calendar_term *all = arena_array(arena, struct calendar_term, room + 1);
    size_t count = calendar->term_count, kept = 0;
    for (size_t i = 0; i < count; i++)
        all[i] = calendar->terms[i];
    for (int year = from; year <= to; year++)
        count = add_assumed(calendar, year, arena, all, count);
    for (size_t i = 0; i < count; i++)
        if (touches(first, last, &all[i]))
            all[kept++] = all[i];
    qsort(all, kept, sizeof *all, by_first_day);
    *terms = all;
    return kept;
}
