#include "core/days/calendar_year.h"

#include "core/rules/policy.h"
#include "i18n/format.h"

#include <stdlib.h>
#include <string.h>

#define YEAR_BEGINS 8 /* its month */

/* The lines so far, and the days they must reach into. */
struct listing {
    const struct calendar *calendar;
    struct arena *arena;
    char first[DATE_SIZE], last[DATE_SIZE];
    int year;
    struct calendar_line *lines;
    size_t count;
};

static const char *const names[] = {
    [LINE_TERM] = "term",
    [LINE_HOLIDAY] = "holiday",
    [LINE_MAKE_UP] = "make_up",
};

const char *calendar_line_name(enum calendar_line_kind kind)
{
    return names[kind];
}

int calendar_year_of(const char *day)
{
    int year = (int)strtol(day, NULL, 10), month = (int)strtol(day + strlen("2026-"), NULL, 10);
    return month >= YEAR_BEGINS ? year : year - 1;
}

static bool reaches_in(const struct listing *listing, const char *first, const char *last)
{
    return strcmp(first, listing->last) <= 0 && strcmp(last, listing->first) >= 0;
}

static void add(struct listing *listing, const struct calendar_line *line)
{
    listing->lines = arena_grow(listing->arena, listing->lines, listing->count,
                                sizeof *listing->lines);
    listing->lines[listing->count++] = *line;
}

static const char *copy(struct listing *listing, const char *day)
{
    return arena_copy(listing->arena, day, DATE_SIZE - 1);
}

/* --- Terms ------------------------------------------------------------------------------------ */

static int count_school_days(const struct calendar *calendar, const char *first, const char *last)
{
    int number = 0, end = 0, count = 0;
    char day[DATE_SIZE];
    date_number(first, &number);
    date_number(last, &end);
    for (; number <= end; number++)
        count += calendar_school_day(calendar, date_text(number, day));
    return count;
}

/* A term that was entered is called as the convention of that time. */
static const struct policy_words *name_of(const struct listing *listing, const char *first,
                                          const char *last)
{
    const struct policy *policy = listing->calendar->policy;
    char from[DATE_SIZE], to[DATE_SIZE];
    for (size_t i = 0; i < policy->term_count; i++)
        for (int year = listing->year - 1; year <= listing->year + 1; year++) {
            calendar_span(&policy->terms[i], year, from, to);
            if (strcmp(from, last) <= 0 && strcmp(to, first) >= 0)
                return &policy->terms[i].name;
        }
    return NULL;
}

static void add_term(struct listing *listing, const struct calendar_term *term)
{
    const struct policy_words *name = name_of(listing, term->first_day, term->last_day);
    struct calendar_line line = {
        .kind = LINE_TERM,
        .place_id = term->place_id,
        .term_id = term->id,
        .first_day = term->first_day,
        .last_day = term->last_day,
        .name_zh = "",
        .name_ug = "",
        .assumed = term->assumed,
    };
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        line.name[i] = name ? name->in[i] : "";
    add(listing, &line);
}

static void add_terms(struct listing *listing)
{
    struct calendar_term *terms;
    size_t count = calendar_terms(listing->calendar, listing->first, listing->last, listing->arena,
                                  &terms);
    for (size_t i = 0; i < count; i++)
        add_term(listing, &terms[i]);
}

/* --- Days ------------------------------------------------------------------------------------- */

/* Days that follow each other, are of one place and are called the same are one line. */
static bool goes_on(const struct listing *listing, const struct calendar_line *day)
{
    if (listing->count == 0)
        return false;
    const struct calendar_line *line = &listing->lines[listing->count - 1];
    return line->kind == day->kind && line->place_id == day->place_id
        && date_days(line->last_day, day->first_day) == 1
        && strcmp(line->name[LANGUAGE_ZH], day->name[LANGUAGE_ZH]) == 0
        && strcmp(line->name[LANGUAGE_UG], day->name[LANGUAGE_UG]) == 0;
}

static void add_day(struct listing *listing, const struct calendar_line *day)
{
    if (goes_on(listing, day))
        listing->lines[listing->count - 1].last_day = day->first_day;
    else
        add(listing, day);
}

static void add_entered_day(struct listing *listing, const struct calendar_day *day)
{
    struct calendar_line line = {
        .kind = day->kind == DAY_MAKE_UP ? LINE_MAKE_UP : LINE_HOLIDAY,
        .place_id = day->place_id,
        .first_day = day->day,
        .last_day = day->day,
        .name_zh = day->name_zh,
        .name_ug = day->name_ug,
    };
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        line.name[i] = format_name((enum language)i, day->name_zh, day->name_ug);
    add_day(listing, &line);
}

/* What is the same every year, on the days for which nothing was entered. */
static void add_usual_days(struct listing *listing, const struct policy_span *span, int year)
{
    char first[DATE_SIZE], last[DATE_SIZE];
    calendar_span(span, year, first, last);
    struct calendar_line line = {.kind = LINE_HOLIDAY, .name_zh = "", .name_ug = ""};
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        line.name[i] = span->name.in[i];
    for (const char *day = copy(listing, first); strcmp(day, last) <= 0;
         day = date_add(day, 1, listing->arena))
        if (!calendar_day_entered(listing->calendar, day)) {
            line.first_day = line.last_day = day;
            add_day(listing, &line);
        }
}

static void add_days(struct listing *listing)
{
    const struct calendar *calendar = listing->calendar;
    for (size_t i = 0; i < calendar->day_count; i++)
        add_entered_day(listing, &calendar->days[i]);
    for (size_t i = 0; i < calendar->policy->holiday_count; i++)
        for (int year = listing->year - 1; year <= listing->year + 1; year++)
            add_usual_days(listing, &calendar->policy->holidays[i], year);
}

/* --- The year --------------------------------------------------------------------------------- */

static int by_first_day(const void *left, const void *right)
{
    const struct calendar_line *a = left, *b = right;
    int order = strcmp(a->first_day, b->first_day);
    return order ? order : (int)a->kind - (int)b->kind;
}

/* Spans are whole before those that lie beside the year are left out. */
static size_t keep_year(struct listing *listing)
{
    size_t kept = 0;
    for (size_t i = 0; i < listing->count; i++) {
        struct calendar_line *line = &listing->lines[i];
        if (!reaches_in(listing, line->first_day, line->last_day))
            continue;
        line->days = date_days(line->first_day, line->last_day) + 1;
        if (line->kind == LINE_TERM)
            line->school_days =
                count_school_days(listing->calendar, line->first_day, line->last_day);
        listing->lines[kept++] = *line;
    }
    return kept;
}

void calendar_year(const struct calendar *calendar, int year, struct arena *arena,
                   struct calendar_line **lines, size_t *count)
{
    static const struct policy_span whole = {.first = "08-01", .last = "07-31"};
    struct listing listing = {.calendar = calendar, .arena = arena, .year = year};
    calendar_span(&whole, year, listing.first, listing.last);
    add_terms(&listing);
    add_days(&listing);
    *count = keep_year(&listing);
    *lines = listing.lines;
    if (*count > 0)
        qsort(*lines, *count, sizeof **lines, by_first_day);
}

const struct calendar_line *calendar_line_find(const struct calendar *calendar,
                                               enum calendar_line_kind kind, const char *first_day,
                                               struct arena *arena)
{
    struct calendar_line *lines;
    size_t count;
    calendar_year(calendar, calendar_year_of(first_day), arena, &lines, &count);
    for (size_t i = 0; i < count; i++)
        if (lines[i].kind == kind && strcmp(lines[i].first_day, first_day) == 0)
            return &lines[i];
    return NULL;
}
