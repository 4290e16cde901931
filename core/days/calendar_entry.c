#include "core/days/calendar_entry.h"

#include "core/base/date.h"
#include "core/store/audit.h"
#include "core/store/record.h"
#include "core/store/setting.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define CHANGES "calendar.changes"

static bool has_calendar(struct store *store, int64_t place_id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT kind IN ('county', 'school') FROM main.place"
                                     " WHERE id = :place AND closed_on IS NULL");
    bind_int(&query, ":place", place_id);
    bool found = query_next(&query), fits = found && query_int(&query, 0) != 0;
    if (!query_ok(&query, err))
        return false;
    if (!found)
        return error_set(err, ERROR_MISSING, MSG("place.missing"), "place %" PRId64, place_id);
    return fits || error_set(err, ERROR_INVALID, MSG("calendar.place"), "place %" PRId64, place_id);
}

bool calendar_entry_permit(struct store *store, const struct actor *actor, int64_t place_id,
                           struct error *err)
{
    return permit_at(store, actor, MAY_EDIT_CALENDAR, place_id, NULL, err)
        && has_calendar(store, place_id, err);
}

static bool is_day(const char *day, struct error *err)
{
    int number;
    return date_number(day, &number) || error_tell(err, ERROR_INVALID, MSG("value.day"), day);
}

bool calendar_entry_span(const char *today, const char *first, const char *last, int most,
                         struct error *err)
{
    ARENA(arena);
    if (!is_day(first, err) || !is_day(last, err))
        return false;
    int days = date_days(first, last) + 1;
    if (days < 1)
        return error_tell(err, ERROR_INVALID, MSG("calendar.last-before-first"), first, last);
    if (date_days(today, last) > CALENDAR_REACH)
        return error_tell(err, ERROR_INVALID, MSG("calendar.too-far"), last);
    if (date_days(first, today) > CALENDAR_REACH)
        return error_tell(err, ERROR_INVALID, MSG("calendar.too-old"), first);
    return days <= most
        || error_tell(err, ERROR_INVALID, MSG("calendar.too-long"), arena_text(&arena, "%d", days),
                      arena_text(&arena, "%d", most));
}

bool calendar_entry_changes(struct store *store, struct arena *arena, const char **changes,
                            struct error *err)
{
    return setting_read(store, CHANGES, arena, changes, err);
}

static bool count_change(struct store *store, struct error *err)
{
    ARENA(arena);
    const char *changes;
    return calendar_entry_changes(store, &arena, &changes, err)
        && setting_keep(store, CHANGES,
                        arena_text(&arena, "%lld", strtoll(changes, NULL, 10) + 1), err);
}

bool calendar_entry_sign(struct store *store, const struct actor *actor, const char *action,
                         int64_t place_id, const char *detail, struct error *err)
{
    const struct audit_entry entry = {
        .action = action, .subject = "place", .subject_id = place_id, .detail = detail};
    return audit_write(store, actor, &entry, err)
        && count_change(store, err);
}

static const struct {
    const char *key;
    int column;
} faults[] = {
    {MSG("place.missing"),              CALENDAR_PLACE},
    {MSG("calendar.place"),             CALENDAR_PLACE},
    {MSG("calendar.too-far"),           CALENDAR_LAST },
    {MSG("calendar.last-before-first"), CALENDAR_LAST },
    {MSG("calendar.too-long"),          CALENDAR_LAST },
    {MSG("calendar.no-last-day"),       CALENDAR_LAST },
    {MSG("calendar.no-name"),           CALENDAR_NAME },
};

int calendar_entry_column(const struct error *err)
{
    for (size_t i = 0; i < COUNT(faults); i++)
        if (strcmp(faults[i].key, err->key) == 0)
            return faults[i].column;
    return CALENDAR_FIRST;
}
