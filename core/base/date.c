#include "core/base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct civil {
    int year, month, day;
};

/* Days from civil, after the Gregorian rules; valid for every year the program meets. */
static int number_of(struct civil date)
{
    int year = date.month <= 2 ? date.year - 1 : date.year;
    int era = (year >= 0 ? year : year - 399) / 400;
    int of_era = year - era * 400;
    int of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static struct civil civil_of(int number)
{
    number += 719468;
    int era = (number >= 0 ? number : number - 146096) / 146097;
    int of_era = number - era * 146097;
    int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (5 * of_year + 2) / 153;
    return (struct civil){
        .year = year + era * 400 + (month >= 10 ? 1 : 0),
        .month = month < 10 ? month + 3 : month - 9,
        .day = of_year - (153 * month + 2) / 5 + 1,
    };
}

static bool exists(struct civil date)
{
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    struct civil back = civil_of(number_of(date));
    return back.year == date.year && back.month == date.month && back.day == date.day;
}

/* Reads exactly count digits. */
static bool digits(const char **text, int count, int *value)
{
    *value = 0;
    for (; count > 0; count--, (*text)++) {
        if (**text < '0' || **text > '9')
            return false;
        *value = *value * 10 + (**text - '0');
    }
    return true;
}

static bool accept(const char **text, char want)
{
    if (**text != want)
        return false;
    (*text)++;
    return true;
}

static bool civil_iso(const char *text, struct civil *date)
{
    return digits(&text, 4, &date->year) && accept(&text, '-')
        && digits(&text, 2, &date->month) && accept(&text, '-')
        && digits(&text, 2, &date->day) && *text == '\0'
        && exists(*date);
}

/* The last count digits of a number. */
static void write_digits(char *to, size_t count, unsigned number)
{
    for (; count > 0; number /= 10)
        to[--count] = (char)('0' + number % 10);
}

/* Without snprintf: a case that is played over a year writes some 100,000 days. */
static void write_civil(struct civil date, char text[static DATE_SIZE])
{
    memcpy(text, "0000-00-00", DATE_SIZE);
    write_digits(text, 4, (unsigned)date.year);
    write_digits(text + 5, 2, (unsigned)date.month);
    write_digits(text + 8, 2, (unsigned)date.day);
}

bool date_number(const char *day, int *number)
{
    struct civil date;
    if (!civil_iso(day, &date))
        return false;
    *number = number_of(date);
    return true;
}

const char *date_text(int number, char text[static DATE_SIZE])
{
    write_civil(civil_of(number), text);
    return text;
}

/* Turns what separates the parts of a written day into '-', and wide digits into narrow ones. */
static bool plain_day(const char *text, char *plain, size_t size)
{
    static const struct {
        const char *written, *meant;
    } signs[] = {
        {"年", "-"},
        {"月", "-"},
        {"日", "" },
        {"号", "" },
        {"/",   "-"},
        {".",   "-"},
        {"．", "-"},
        {"－", "-"},
        {"／", "-"},
        {" ",   "" },
        {"　", "" },
    };
    size_t used = 0;
    while (*text) {
        size_t taken = 1;
        char one[2] = {*text, '\0'};
        const char *meant = one;
        for (size_t i = 0; i < COUNT(signs); i++)
            if (strncmp(text, signs[i].written, strlen(signs[i].written)) == 0) {
                taken = strlen(signs[i].written);
                meant = signs[i].meant;
            }
        if (strncmp(text, "\xEF\xBC", 2) == 0 && (unsigned char)text[2] >= 0x90 && (unsigned char)text[2] <= 0x99) {
            one[0] = (char)('0' + ((unsigned char)text[2] - 0x90));
            taken = 3;
        }
        if (used + strlen(meant) + 1 > size)
            return false;
        memcpy(plain + used, meant, strlen(meant) + 1);
        used += strlen(meant);
        text += taken;
    }
    plain[used] = '\0';
    return true;
}

bool date_read(const char *text, char day[static DATE_SIZE])
{
    char plain[24] = "";
    if (!plain_day(text, plain, sizeof plain))
        return false;

    struct civil date = {0};
    const char *compact = plain;
    if (strlen(plain) == 8 && digits(&compact, 4, &date.year) && digits(&compact, 2, &date.month)
        && digits(&compact, 2, &date.day) && exists(date)) {
        write_civil(date, day);
        return true;
    }

    char *rest;
    if (strspn(plain, "0123456789") != 4)
        return false;
    date.year = (int)strtol(plain, &rest, 10);
    if (*rest++ != '-' || strspn(rest, "0123456789") < 1 || strspn(rest, "0123456789") > 2)
        return false;
    date.month = (int)strtol(rest, &rest, 10);
    if (*rest++ != '-' || strspn(rest, "0123456789") < 1 || strspn(rest, "0123456789") > 2)
        return false;
    date.day = (int)strtol(rest, &rest, 10);
    if (*rest != '\0' || !exists(date))
        return false;
    write_civil(date, day);
    return true;
}

/* The number of a day that is known to be one. */
static int must(const char *day)
{
    int number;
    if (!date_number(day, &number))
        abort();
    return number;
}

const char *date_add(const char *day, int days, struct arena *arena)
{
    char text[DATE_SIZE];
    return arena_copy(arena, date_text(must(day) + days, text), DATE_SIZE - 1);
}

const char *date_add_months(const char *day, int months, struct arena *arena)
{
    struct civil date = civil_of(must(day));
    char text[DATE_SIZE];
    int month = date.year * 12 + date.month - 1 + months;
    date.year = month / 12;
    date.month = month % 12 + 1;
    while (!exists(date))
        date.day--;
    write_civil(date, text);
    return arena_copy(arena, text, DATE_SIZE - 1);
}

int date_days(const char *from, const char *to)
{
    return must(to) - must(from);
}

int date_weekday(const char *day)
{
    int since_monday = (must(day) + 3) % 7; /* 1970-01-01 was a Thursday */
    return (since_monday + 7) % 7 + 1;
}

int date_age(const char *born, const char *day)
{
    struct civil from, to;
    if (!civil_iso(born, &from) || !civil_iso(day, &to) || strcmp(born, day) > 0)
        return -1;
    bool passed = to.month > from.month || (to.month == from.month && to.day >= from.day);
    return to.year - from.year - (passed ? 0 : 1);
}

int date_school_year(const char *day)
{
    struct civil date = civil_of(must(day));
    return date.month >= 9 ? date.year : date.year - 1;
}
