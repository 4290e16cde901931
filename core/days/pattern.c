#include "core/days/pattern.h"

#include "core/days/calendar.h"

#include <stdlib.h>
#include <string.h>

enum {
    HALF = 10,           /* school days that are compared with those before */
    RISING_LEAST = 3,    /* days without leave */
    REPORTED_LEAST = 5,  /* of the days before: fewer are nothing to compare with */
    LOOKED_BACK = 7 * 26 /* days at most: over a vacation */
};

/* --- What shows ------------------------------------------------------------------------------ */

/* In how many weeks each weekday was missed or begun late. */
static void count_weeks(const struct pattern_day *days, size_t count, int weeks[static 8])
{
    bool seen[8][PATTERN_WEEKS] = {{false}};
    for (size_t i = 0; i < count; i++) {
        int weekday = date_weekday(days[i].day);
        int week = date_days(days[i].day, days[count - 1].day) / 7;
        bool missed = days[i].sign == PATTERN_ABSENT || days[i].sign == PATTERN_LATE;
        if (!missed || week >= PATTERN_WEEKS || seen[weekday][week])
            continue;
        seen[weekday][week] = true;
        weeks[weekday]++;
    }
}

static void find_weekdays(struct pattern *pattern, const struct pattern_day *days, size_t count)
{
    int weeks[8] = {0}, shown = 0;
    count_weeks(days, count, weeks);
    for (int weekday = 1; weekday <= 7; weekday++)
        shown += weeks[weekday] >= PATTERN_WEEKS_LEAST;
    for (int weekday = 1; weekday <= 7 && shown <= PATTERN_WEEKDAYS_MOST; weekday++)
        if (weeks[weekday] >= PATTERN_WEEKS_LEAST)
            pattern->weeks[weekday] = weeks[weekday];
}

static int count_sign(const struct pattern_day *days, size_t count, enum pattern_sign sign)
{
    int found = 0;
    for (size_t i = 0; i < count; i++)
        found += days[i].sign == sign;
    return found;
}

static void find_rise(struct pattern *pattern, const struct pattern_day *days, size_t count)
{
    if (count < (size_t)2 * HALF)
        return;
    const struct pattern_day *recent = days + count - HALF, *before = recent - HALF;
    int reported = HALF - count_sign(before, HALF, PATTERN_UNREPORTED);
    pattern->recent = count_sign(recent, HALF, PATTERN_ABSENT);
    pattern->before = count_sign(before, HALF, PATTERN_ABSENT);
    pattern->rising = reported >= REPORTED_LEAST && pattern->recent >= RISING_LEAST
        && pattern->recent > 2 * pattern->before;
}

struct pattern pattern_find(const struct pattern_day *days, size_t count)
{
    struct pattern pattern = {0};
    find_weekdays(&pattern, days, count);
    find_rise(&pattern, days, count);
    return pattern;
}

/* --- Reading --------------------------------------------------------------------------------- */

static bool find_class(struct store *store, int64_t child_id, int64_t *class_id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT class_id FROM child WHERE id = :child");
    bind_int(&query, ":child", child_id);
    *class_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

/* As many as are shown, and all of the weeks that are looked at. */
static size_t list_days(const struct calendar *calendar, const char *today, struct arena *arena,
                        struct pattern_day **days)
{
    struct pattern_day *rows = NULL;
    size_t count = 0;
    for (int back = 0; back < LOOKED_BACK; back++) {
        const char *day = date_add(today, -back, arena);
        if (count >= PATTERN_SHOWN && back >= 7 * PATTERN_WEEKS)
            break;
        if (!calendar_school_day(calendar, day))
            continue;
        rows = arena_grow(arena, rows, count, sizeof *rows);
        rows[count++] = (struct pattern_day){day, PATTERN_UNREPORTED};
    }
    for (size_t i = 0; i < count / 2; i++) {
        struct pattern_day row = rows[i];
        rows[i] = rows[count - 1 - i];
        rows[count - 1 - i] = row;
    }
    *days = rows;
    return count;
}

static int by_day(const void *left, const void *right)
{
    const struct pattern_day *a = left, *b = right;
    return strcmp(a->day, b->day);
}

static enum pattern_sign sign_of(const char *kind)
{
    static const struct {
        const char *kind;
        enum pattern_sign sign;
    } signs[] = {
        {"unexcused", PATTERN_ABSENT},
        {"leave",     PATTERN_LEAVE },
        {"late",      PATTERN_LATE  },
    };
    for (size_t i = 0; i < COUNT(signs); i++)
        if (strcmp(signs[i].kind, kind) == 0)
            return signs[i].sign;
    return PATTERN_PRESENT;
}

/* A day that another class reported the child absent on counts too: children change classes. */
static bool read_signs(struct store *store, int64_t child_id, int64_t class_id,
                       struct arena *arena, struct pattern_day *days, size_t count, bool *reported,
                       struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT day, 'present', 1 AS said FROM attendance"
                              " WHERE class_id = :class AND day >= :first"
                              " UNION ALL SELECT day, 'late', 2 FROM lateness"
                              " WHERE child_id = :child AND day >= :first"
                              " UNION ALL SELECT day, kind, 3 FROM absence"
                              " WHERE child_id = :child AND day >= :first ORDER BY said");
    bind_int(&query, ":class", class_id);
    bind_int(&query, ":child", child_id);
    bind_text(&query, ":first", days[0].day);
    *reported = false;
    while (query_next(&query)) {
        const struct pattern_day key = {query_text(&query, 0, arena), PATTERN_PRESENT};
        enum pattern_sign sign = sign_of(query_text(&query, 1, arena));
        struct pattern_day *day = bsearch(&key, days, count, sizeof *days, by_day);
        *reported = true;
        if (day)
            day->sign = sign;
    }
    return query_ok(&query, err);
}

bool pattern_days(struct store *store, const struct policy *policy, int64_t child_id,
                  const char *today, struct arena *arena, struct pattern_day **days, size_t *count,
                  struct error *err)
{
    struct calendar calendar;
    int64_t class_id;
    bool reported = false;
    *count = 0;
    if (!find_class(store, child_id, &class_id, err))
        return false;
    if (class_id == 0)
        return true;
    if (!calendar_read(store, policy, class_id, arena, &calendar, err))
        return false;
    size_t listed = list_days(&calendar, today, arena, days);
    if (listed > 0
        && !read_signs(store, child_id, class_id, arena, *days, listed, &reported, err))
        return false;
    *count = reported ? listed : 0;
    return true;
}
