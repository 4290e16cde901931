#include "core/days/absence.h"

#include "core/days/calendar.h"
#include "i18n/names/collate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    CLASS_MOST = 500 /* children in a class, and classes in a school: more than any has */
};

static const char *const kinds[] = {
    [ABSENCE_NONE] = "",
    [ABSENCE_UNEXCUSED] = "unexcused",
    [ABSENCE_LEAVE] = "leave",
    [ABSENCE_LATE] = "late",
};

const char *absence_name(enum absence_kind kind)
{
    return kinds[kind];
}

static enum absence_kind kind_of(const char *name)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i], name) == 0)
            return (enum absence_kind)i;
    return ABSENCE_NONE;
}

static const char *shown_name(const struct roster_row *row)
{
    return *row->name_zh ? row->name_zh : row->name_ug;
}

/* Numbers as they were given; who has none yet comes last, by name. */
static int by_number(const void *left, const void *right)
{
    const struct roster_row *a = left, *b = right;
    if (a->number != b->number)
        return a->number == 0 ? 1 : b->number == 0 ? -1
                                                   : a->number - b->number;
    int order = collate_compare(shown_name(a), shown_name(b));
    return order != 0 ? order : (a->child_id > b->child_id) - (a->child_id < b->child_id);
}

/* Who has no number gets the next one: the same one that reporting the day will write. */
static void number_rows(struct roster_row *rows, size_t count, int last)
{
    qsort(rows, count, sizeof *rows, by_number);
    for (size_t i = 0; i < count; i++)
        if (rows[i].number == 0)
            rows[i].number = ++last;
}

bool absence_roster(struct store *store, int64_t class_id, const char *day, struct arena *arena,
                    struct roster_row **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT child.id, roster.number, child.name_zh, child.name_ug,"
                              " coalesce(absence.kind, iif(lateness.day IS NULL, '', 'late')),"
                              " (SELECT count(*) FROM attendance a JOIN absence b ON b.child_id ="
                              " child.id"
                              "   AND b.day = a.day AND b.kind = 'unexcused'"
                              "  WHERE a.class_id = :class AND a.day < :day AND a.day >"
                              " coalesce((SELECT max(p.day)"
                              "   FROM attendance p WHERE p.class_id = :class AND p.day < :day"
                              " AND NOT EXISTS"
                              "    (SELECT 1 FROM absence q WHERE q.child_id = child.id AND q.day"
                              " = p.day"
                              "     AND q.kind = 'unexcused')), '')),"
                              " (SELECT max(number) FROM roster WHERE class_id = :class)"
                              " FROM child LEFT JOIN roster ON roster.class_id = :class AND"
                              " roster.child_id = child.id"
                              " LEFT JOIN absence ON absence.child_id = child.id AND absence.day"
                              " = :day"
                              " LEFT JOIN lateness ON lateness.child_id = child.id AND"
                              " lateness.day = :day"
                              " WHERE child.class_id = :class AND child.merged_into IS NULL"
                              " AND NOT EXISTS (SELECT 1 FROM roll_entry r WHERE r.child_id ="
                              " child.id"
                              "  AND r.class_id = :class AND r.removed_on IS NULL AND r.status IN"
                              " ('suspended',"
                              "  'transferred_out', 'graduated', 'promoted', 'delayed',"
                              " 'deceased'))"
                              " ORDER BY child.id LIMIT :most");
    bind_int(&query, ":class", class_id);
    bind_text(&query, ":day", day);
    bind_int(&query, ":most", CLASS_MOST);

    int last = 0; /* a number is not given again when a child has left */
    *rows = arena_array(arena, struct roster_row, CLASS_MOST);
    *count = 0;
    while (query_next(&query)) {
        last = (int)query_int(&query, 6);
        (*rows)[(*count)++] = (struct roster_row){
            .child_id = query_int(&query, 0),
            .number = (int)query_int(&query, 1),
            .name_zh = query_text(&query, 2, arena),
            .name_ug = query_text(&query, 3, arena),
            .kind = kind_of(query_text(&query, 4, arena)),
            .days_before = (int)query_int(&query, 5),
        };
    }
    number_rows(*rows, *count, last);
    return query_ok(&query, err);
}

static struct class_day take_day(const struct query *query, struct arena *arena)
{
    return (struct class_day){
        .class_id = query_int(query, 0),
        .name_zh = query_text(query, 1, arena),
        .name_ug = query_text(query, 2, arena),
        .grade = (int)query_int(query, 3),
        .number = (int)query_int(query, 4),
        .reported = !query_null(query, 5),
        .enrolled = (int)query_int(query, query_null(query, 5) ? 6 : 5),
        .unexcused = (int)query_int(query, 7),
        .leave = (int)query_int(query, 8),
        .late = (int)query_int(query, 9),
        .school_zh = query_text(query, 10, arena),
        .school_ug = query_text(query, 11, arena),
        .school_id = query_int(query, 12),
        .reported_at = query_int(query, 13),
    };
}

bool absence_day(struct store *store, int64_t class_id, const char *day, struct arena *arena,
                 struct class_day *class_day, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT p.id, p.name_zh, p.name_ug, p.grade, p.number, a.enrolled,"
                              " (SELECT count(*) FROM child WHERE class_id = p.id),"
                              " (SELECT count(*) FROM absence b WHERE b.class_id = p.id"
                              "   AND b.day = :day AND b.kind = 'unexcused'),"
                              " (SELECT count(*) FROM absence b WHERE b.class_id = p.id"
                              "   AND b.day = :day AND b.kind = 'leave'),"
                              " (SELECT count(*) FROM lateness b WHERE b.class_id = p.id"
                              "   AND b.day = :day),"
                              " school.name_zh, school.name_ug, school.id, a.reported_at"
                              " FROM place p LEFT JOIN attendance a"
                              "  ON a.class_id = p.id AND a.day = :day"
                              " LEFT JOIN place school ON school.kind = 'school' AND school.id IN"
                              "  (SELECT ancestor_id FROM place_within WHERE place_id = p.id)"
                              " WHERE p.id = :class AND p.kind = 'class'");
    bind_int(&query, ":class", class_id);
    bind_text(&query, ":day", day);
    bool found = query_next(&query);
    if (found)
        *class_day = take_day(&query, arena);
    return query_ok(&query, err)
        && (found
            || error_set(err, ERROR_MISSING, MSG("place.missing"), "class %" PRId64, class_id));
}

bool absence_school(struct store *store, int64_t school_id, const char *day, struct page page,
                    struct arena *arena, struct class_day **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT p.id, p.name_zh, p.name_ug, p.grade, p.number, a.enrolled,"
                              " (SELECT count(*) FROM child WHERE class_id = p.id),"
                              " (SELECT count(*) FROM absence b WHERE b.class_id = p.id"
                              "   AND b.day = :day AND b.kind = 'unexcused'),"
                              " (SELECT count(*) FROM absence b WHERE b.class_id = p.id"
                              "   AND b.day = :day AND b.kind = 'leave'),"
                              " (SELECT count(*) FROM lateness b WHERE b.class_id = p.id"
                              "   AND b.day = :day),"
                              " school.name_zh, school.name_ug, school.id, a.reported_at"
                              " FROM place_within w JOIN place p ON p.id = w.place_id"
                              " LEFT JOIN attendance a ON a.class_id = p.id AND a.day = :day"
                              " LEFT JOIN place school ON school.kind = 'school' AND school.id IN"
                              "  (SELECT ancestor_id FROM place_within WHERE place_id = p.id)"
                              " WHERE w.ancestor_id = :school AND p.kind = 'class'"
                              " AND (p.closed_on IS NULL OR p.closed_on > :day)"
                              " ORDER BY school.id, p.grade, p.number, p.id"
                              " LIMIT :size OFFSET :first");
    bind_int(&query, ":school", school_id);
    bind_text(&query, ":day", day);
    bind_page(&query, page);

    *rows = arena_array(arena, struct class_day, page.size);
    *count = 0;
    while (query_next(&query))
        (*rows)[(*count)++] = take_day(&query, arena);
    return query_ok(&query, err);
}

static struct school_day take_school(const struct query *query, struct arena *arena)
{
    return (struct school_day){
        .school_id = query_int(query, 0),
        .name_zh = query_text(query, 1, arena),
        .name_ug = query_text(query, 2, arena),
        .own_calendar = query_int(query, 3) != 0,
        .classes = (int)query_int(query, 4),
        .reported = (int)query_int(query, 5),
        .unexcused = (int)query_int(query, 6),
        .leave = (int)query_int(query, 7),
        .late = (int)query_int(query, 8),
    };
}

bool absence_schools(struct store *store, int64_t place_id, const char *day, struct page page,
                     struct arena *arena, struct school_day **rows, size_t *count,
                     struct error *err)
{
    QUERY(query) = query_open(store,
                              "WITH tree AS (SELECT place_id AS id FROM place_within"
                              "   WHERE ancestor_id = :place),"
                              " chosen AS (SELECT id FROM tree UNION SELECT school_id"
                              "   FROM service_area WHERE place_id IN (SELECT id FROM tree"
                              "    UNION SELECT ancestor_id FROM place_within"
                              "    WHERE place_id = :place)),"
                              " class AS (SELECT s.id AS school_id,"
                              "   EXISTS (SELECT 1 FROM attendance a WHERE a.class_id = p.id"
                              "    AND a.day = :day) AS reported,"
                              "   (SELECT count(*) FROM absence b WHERE b.class_id = p.id"
                              "    AND b.day = :day AND b.kind = 'unexcused') AS unexcused,"
                              "   (SELECT count(*) FROM absence b WHERE b.class_id = p.id"
                              "    AND b.day = :day AND b.kind = 'leave') AS leave,"
                              "   (SELECT count(*) FROM lateness b WHERE b.class_id = p.id"
                              "    AND b.day = :day) AS late"
                              "  FROM chosen JOIN place s ON s.id = chosen.id AND s.kind = 'school'"
                              "  JOIN place_within w ON w.ancestor_id = s.id"
                              "  JOIN place p ON p.id = w.place_id AND p.kind = 'class'"
                              "  WHERE (p.closed_on IS NULL OR p.closed_on > :day)"
                              "   AND EXISTS (SELECT 1 FROM child WHERE child.class_id = p.id))"
                              " SELECT s.id, s.name_zh, s.name_ug,"
                              "  EXISTS (SELECT 1 FROM term WHERE place_id = s.id)"
                              "   OR EXISTS (SELECT 1 FROM calendar_day WHERE place_id = s.id),"
                              "  count(*), sum(reported), sum(unexcused), sum(leave), sum(late)"
                              " FROM class JOIN place s ON s.id = class.school_id"
                              " GROUP BY s.id ORDER BY s.id LIMIT :size OFFSET :first");
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":day", day);
    bind_page(&query, page);

    *rows = arena_array(arena, struct school_day, page.size);
    *count = 0;
    while (query_next(&query))
        (*rows)[(*count)++] = take_school(&query, arena);
    return query_ok(&query, err);
}

/* The first day on which the class has reported, or was asked to; a day to come when neither. */
static bool first_day(struct store *store, int64_t class_id, struct arena *arena, const char **day,
                      struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT coalesce(min(day), '9999-12-31') FROM"
                              " (SELECT min(day) AS day FROM attendance WHERE class_id = :class"
                              "  UNION SELECT min(since) FROM duty WHERE place_id = :class"
                              "  AND kind = 'attendance')");
    bind_int(&query, ":class", class_id);
    *day = query_next(&query) ? query_text(&query, 0, arena) : "";
    return query_ok(&query, err);
}

static bool mark_reported(struct store *store, int64_t class_id, struct arena *arena,
                          struct reported_day *rows, size_t count, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT day FROM attendance WHERE class_id = :class"
                                     " AND day >= :first");
    bind_int(&query, ":class", class_id);
    bind_text(&query, ":first", count > 0 ? rows[0].day : "9999-12-31");
    while (query_next(&query)) {
        const char *day = query_text(&query, 0, arena);
        for (size_t i = 0; i < count; i++)
            rows[i].reported |= strcmp(rows[i].day, day) == 0;
    }
    return query_ok(&query, err);
}

bool absence_days(struct store *store, const struct calendar *calendar, int64_t class_id,
                  const char *today, struct arena *arena, struct reported_day **rows, size_t *count,
                  struct error *err)
{
    const char *first;
    if (!first_day(store, class_id, arena, &first, err))
        return false;
    *rows = arena_array(arena, struct reported_day, ABSENCE_DAYS_BACK + 1);
    *count = 0;
    for (int back = ABSENCE_DAYS_BACK; back >= 0; back--) {
        const char *day = date_add(today, -back, arena);
        if (calendar_school_day(calendar, day) && (back == 0 || strcmp(day, first) >= 0))
            (*rows)[(*count)++] = (struct reported_day){.day = day};
    }
    return mark_reported(store, class_id, arena, *rows, *count, err);
}
