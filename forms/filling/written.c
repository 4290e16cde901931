#include "forms/filling/written.h"

#include "core/base/date.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"

enum {
    RUNS_MOST = 3,   /* runs of digits in a day: year, month, day */
    DAYS_MOST = 999, /* from today, with a sign */
    NUMBER_MOST = 9, /* digits and sign */
    PHONE_LEAST = 5, /* digits */
    PHONE_MOST = 15,
    MOBILE_DIGITS = 11,
    DECIMAL_MOST = 15, /* digits: what a double keeps */
    STUDENT_NUMBER = 19
};

const char *written_plain(const char *typed, struct arena *arena)
{
    char *text = arena_copy(arena, typed, strlen(typed)), *to = text;
    const unsigned char *from = (const unsigned char *)typed;
    while (*from) {
        bool wide = from[0] == 0xEF
            && ((from[1] == 0xBC && from[2] > 0x80)
                || (from[1] == 0xBD && from[2] && from[2] < 0x9F));
        *to++ = wide ? (char)(((from[1] & 0x03) << 6 | (from[2] & 0x3F)) + 0x20) : (char)*from;
        from += wide ? 3 : 1;
    }
    *to = '\0';
    return text;
}

struct runs {
    int count;
    int value[RUNS_MOST], digits[RUNS_MOST];
};

/* The numbers in a text, whatever stands between them: days are written in many ways. */
static bool read_runs(const char *text, struct runs *runs)
{
    *runs = (struct runs){0};
    while (*(text += strcspn(text, DIGITS))) {
        int digits = (int)strspn(text, DIGITS);
        if (runs->count == RUNS_MOST || digits > 8)
            return false;
        runs->digits[runs->count] = digits;
        runs->value[runs->count++] = atoi(text);
        text += digits;
    }
    return true;
}

static bool existing_day(int year, int month, int day, struct arena *arena, const char **text)
{
    int number;
    const char *made = arena_text(arena, "%04d-%02d-%02d", year, month, day);
    if (!date_number(made, &number))
        return false;
    *text = made;
    return true;
}

/* Also the letter that the same key gives on a Uyghur keyboard. */
static bool is_today(const char *text)
{
    return strcmp(text, "t") == 0 || strcmp(text, "T") == 0 || strcmp(text, "\u062A") == 0;
}

static bool counted_day(const char *text, const char *today, struct arena *arena, const char **day)
{
    char *end;
    long days = strtol(text, &end, 10);
    if ((*text != '-' && *text != '+') || end == text || *end || days > DAYS_MOST
        || days < -DAYS_MOST)
        return false;
    *day = date_add(today, (int)days, arena);
    return true;
}

/* A year needs its four digits: 26-9-17 could be read two ways. */
static bool calendar_day(const char *text, const char *today, struct arena *arena, const char **day)
{
    char iso[DATE_SIZE];
    struct runs runs;
    if (date_read(text, iso)) {
        *day = arena_text(arena, "%s", iso);
        return true;
    }
    if (!read_runs(text, &runs))
        return false;
    if (runs.count == 3 && runs.digits[0] == 4)
        return existing_day(runs.value[0], runs.value[1], runs.value[2], arena, day);
    return runs.count == 2 && runs.digits[0] <= 2
        && existing_day(atoi(today), runs.value[0], runs.value[1], arena, day);
}

bool written_day(const char *text, const char *today, struct arena *arena, const char **day)
{
    if (!is_today(text))
        return counted_day(text, today, arena, day) || calendar_day(text, today, arena, day);
    *day = arena_text(arena, "%s", today);
    return true;
}

bool written_month(const char *text, const char *today, struct arena *arena, const char **month)
{
    const char *day = NULL;
    struct runs runs;
    if (!calendar_day(text, today, arena, &day) && read_runs(text, &runs)) {
        if (runs.count == 2 && runs.digits[0] == 4)
            existing_day(runs.value[0], runs.value[1], 1, arena, &day);
        else if (runs.count == 1 && runs.digits[0] == 6)
            existing_day(runs.value[0] / 100, runs.value[0] % 100, 1, arena, &day);
    }
    if (!day)
        return false;
    *month = arena_copy(arena, day, strlen("2013-05"));
    return true;
}

bool written_number(const char *text, struct arena *arena, const char **number)
{
    char *end;
    long read = strtol(text, &end, 10);
    if (end == text || *end || strlen(text) > NUMBER_MOST)
        return false;
    *number = arena_text(arena, "%ld", read);
    return true;
}

bool written_phone(const char *text, struct arena *arena, const char **phone)
{
    char *kept = arena_copy(arena, text, strlen(text)), *to = kept;
    size_t digits = 0;
    for (; *text; text++) {
        digits += *text >= '0' && *text <= '9';
        if (*text != ' ')
            *to++ = *text;
    }
    *to = '\0';
    *phone = kept;
    return strspn(kept, DIGITS "-+") == strlen(kept)
        && digits >= PHONE_LEAST && digits <= PHONE_MOST;
}

/* What stands around the digits of a sum of money. */
static bool is_padding(const char *text, size_t *bytes)
{
    static const char *const padding[] = {",", " ", "\u00A5", "\uFFE5", "\u5143"};
    for (size_t i = 0; i < COUNT(padding); i++) {
        *bytes = strlen(padding[i]);
        if (strncmp(text, padding[i], *bytes) == 0)
            return true;
    }
    return false;
}

bool written_decimal(const char *text, int places, struct arena *arena, const char **number)
{
    char *kept = arena_copy(arena, text, strlen(text)), *to = kept;
    for (size_t bytes; *text;) {
        if (is_padding(text, &bytes))
            text += bytes;
        else
            *to++ = *text++;
    }
    *to = '\0';
    size_t sign = *kept == '-', whole = strspn(kept + sign, DIGITS);
    const char *rest = kept + sign + whole;
    size_t behind = *rest == '.' ? strspn(rest + 1, DIGITS) : 0;
    *number = kept;
    return whole > 0 && whole + behind <= DECIMAL_MOST && (int)behind <= places
        && (*rest == '\0' || (behind > 0 && rest[1 + behind] == '\0'));
}

bool written_time(const char *text, struct arena *arena, const char **time)
{
    struct runs runs;
    if (!read_runs(text, &runs) || runs.count == 0 || runs.count > 2)
        return false;
    bool joined = runs.count == 1 && (runs.digits[0] == 3 || runs.digits[0] == 4);
    int hour = joined ? runs.value[0] / 100 : runs.value[0];
    int minute = joined ? runs.value[0] % 100 : runs.count == 2 ? runs.value[1]
                                                                : 0;
    *time = arena_text(arena, "%02d:%02d", hour, minute);
    return hour < 24 && minute < 60;
}

/* The digits alone; false when there is anything but digits, spaces and '-'. */
static bool digits_of(const char *text, struct arena *arena, const char **digits)
{
    char *kept = arena_copy(arena, text, strlen(text)), *to = kept;
    bool plain = true;
    for (; *text; text++) {
        if (strchr(DIGITS, *text))
            *to++ = *text;
        else
            plain = plain && strchr(" -", *text);
    }
    *to = '\0';
    *digits = kept;
    return plain;
}

bool written_mobile(const char *text, struct arena *arena, const char **phone)
{
    if (strncmp(text, "+86", 3) == 0)
        text += 3;
    return digits_of(text, arena, phone) && strlen(*phone) == MOBILE_DIGITS && **phone == '1';
}

bool written_landline(const char *text, struct arena *arena, const char **phone)
{
    const char *digits;
    if (!digits_of(text, arena, &digits))
        return false;
    size_t length = strlen(digits);
    /* Two digits make the area code of the largest cities, three that of all others. */
    size_t area = *digits != '0' ? 0 : digits[1] == '1' || digits[1] == '2' ? 3
                                                                            : 4;
    *phone = area > 0 && length > area
        ? arena_text(arena, "%.*s-%s", (int)area, digits, digits + area)
        : digits;
    return length == area + 7 || length == area + 8;
}

bool written_student_number(const char *text, struct arena *arena, const char **number)
{
    char *kept = arena_copy(arena, text, strlen(text)), *to = kept;
    for (; *text; text++)
        if (*text != ' ')
            *to++ = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
    *to = '\0';
    *number = kept;
    size_t digits = strspn(kept + 1, DIGITS);
    return strlen(kept) == STUDENT_NUMBER && strchr("GJL", *kept)
        && (digits == STUDENT_NUMBER - 1
            || (digits == STUDENT_NUMBER - 2 && kept[STUDENT_NUMBER - 1] == 'X'));
}
