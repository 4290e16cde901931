#include "i18n/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    SECONDS_A_DAY = 86400
};

/* Reads an ISO 8601 day; the C library reckons its weekday and its number. */
static bool read_day(const char *day, struct tm *date, long *number)
{
    int year, month, of_month, end = 0;
    if (sscanf(day, "%4d-%2d-%2d%n", &year, &month, &of_month, &end) != 3 || day[end] != '\0')
        return false;
    *date = (struct tm){.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = of_month};
    *number = (long)(timegm(date) / SECONDS_A_DAY);
    return date->tm_mon == month - 1 && date->tm_mday == of_month;
}

static const char *copy(const char *text, char buffer[static FORMAT_SIZE])
{
    snprintf(buffer, FORMAT_SIZE, "%s", text);
    return buffer;
}

/* The text of a key that ends in a number: "weekday.4". */
static const char *numbered(enum language language, const char *prefix, int number)
{
    char key[32];
    snprintf(key, sizeof key, "%s.%d", prefix, number);
    return message(language, key);
}

static int weekday_of(const struct tm *date)
{
    return date->tm_wday == 0 ? 7 : date->tm_wday;
}

const char *format_day(enum language language, const char *day, char buffer[static FORMAT_SIZE])
{
    struct tm date;
    long number;
    if (!read_day(day, &date, &number))
        return copy(day, buffer);
    snprintf(buffer, FORMAT_SIZE, "%s %s", day, numbered(language, "weekday", weekday_of(&date)));
    return buffer;
}

const char *format_day_long(enum language language, const char *day, char buffer[static FORMAT_SIZE])
{
    struct tm date;
    long number;
    char year[16], of_month[16];
    if (!read_day(day, &date, &number))
        return copy(day, buffer);
    snprintf(year, sizeof year, "%d", date.tm_year + 1900);
    snprintf(of_month, sizeof of_month, "%d", date.tm_mday);
    const char *parts[] = {year, numbered(language, "month", date.tm_mon + 1), of_month};
    message_plain(language, "day.long", parts, 3, buffer, FORMAT_SIZE);
    return buffer;
}

const char *format_day_near(enum language language, const char *day, const char *today,
                            char buffer[static FORMAT_SIZE])
{
    struct tm date, now;
    long number, now_number;
    if (!read_day(day, &date, &number) || !read_day(today, &now, &now_number))
        return copy(day, buffer);
    if (number == now_number)
        return copy(message(language, "day.today"), buffer);
    if (number == now_number - 1)
        return copy(message(language, "day.yesterday"), buffer);
    if (number == now_number + 1)
        return copy(message(language, "day.tomorrow"), buffer);
    if (date.tm_year != now.tm_year)
        return copy(day, buffer);
    snprintf(buffer, FORMAT_SIZE, "%d-%d", date.tm_mon + 1, date.tm_mday);
    return buffer;
}

const char *format_weekday(enum language language, int weekday, char buffer[static FORMAT_SIZE])
{
    return copy(numbered(language, "weekday.short", weekday), buffer);
}

const char *format_name(enum language language, const char *zh, const char *ug)
{
    bool prefers_ug = language == LANGUAGE_UG;
    const char *first = prefers_ug ? ug : zh, *second = prefers_ug ? zh : ug;
    return *first ? first : second;
}

const char *format_masked(const char *number, char buffer[static FORMAT_SIZE])
{
    /* How much of a number of at least so many characters stays in sight. */
    static const struct {
        size_t length, head, tail;
    } sights[] = {
        {15, 6, 4},
        {11, 3, 4},
        {8,  2, 2},
        {0,  0, 0},
    };
    size_t length = strlen(number), i = 0;
    if (length >= FORMAT_SIZE)
        length = FORMAT_SIZE - 1;
    while (length < sights[i].length)
        i++;
    memset(buffer, '*', length);
    buffer[length] = '\0';
    if (number[strspn(number, "0123456789XxGg+- ")] != '\0')
        return buffer;
    memcpy(buffer, number, sights[i].head);
    memcpy(buffer + length - sights[i].tail, number + length - sights[i].tail, sights[i].tail);
    return buffer;
}
