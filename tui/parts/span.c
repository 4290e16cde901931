#include "tui/parts/span.h"

#include "core/base/date.h"
#include "forms/field.h"
#include "forms/filling/written.h"

#include <stdlib.h>
#include <string.h>

enum {
    DIGITS_MOST = 3 /* of a number of days; a day written in digits alone has eight */
};

bool span_day(struct visit *visit, const char *typed, const char *usual, const char **day,
              struct error *err)
{
    const struct field_context context = {.today = visit->today};
    *day = usual;
    return !*typed
        || field_read(field_type_find("date"), &context, typed, &visit->arena, day, err);
}

/* 0 when it is no number of days. */
static int day_count(struct visit *visit, const char *typed)
{
    const char *plain = written_plain(typed, &visit->arena);
    size_t digits = strspn(plain, "0123456789");
    bool counts = digits > 0 && digits <= DIGITS_MOST && plain[digits] == '\0';
    return counts ? atoi(plain) : 0;
}

bool span_end(struct visit *visit, const char *typed, const char *first, const char **last,
              struct error *err)
{
    int days = day_count(visit, typed), number;
    if (days == 0 || !date_number(first, &number))
        return span_day(visit, typed, "", last, err);
    *last = date_add(first, days - 1, &visit->arena);
    return true;
}
