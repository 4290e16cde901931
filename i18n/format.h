/* Dates and numbers as each language writes them (Uyghur: 2026-يىل 9-ئاينىڭ 17-كۈنى). */
#ifndef I18N_FORMAT_H
#define I18N_FORMAT_H

#include "i18n/catalogue.h"

enum {
    FORMAT_SIZE = 96 /* bytes that any of these take at most */
};

/* "2026-09-17 星期四"; day is ISO 8601. A text that is no day is copied as it is. */
const char *format_day(enum language language, const char *day, char buffer[static FORMAT_SIZE]);

/* The long form of documents: 2026年9月17日, 2026-يىل 9-ئاينىڭ 17-كۈنى, 17 September 2026. */
const char *format_day_long(enum language language, const char *day, char buffer[static FORMAT_SIZE]);

/* As short as it may be beside today: 今天, 昨天, 明天, 9-30, or 2025-09-30 in another year. */
const char *format_day_near(enum language language, const char *day, const char *today,
                            char buffer[static FORMAT_SIZE]);

/* The weekday alone: 周四 / پەيشەنبە / Thu. weekday is 1 Monday to 7 Sunday. */
const char *format_weekday(enum language language, int weekday, char buffer[static FORMAT_SIZE]);

/* Of the two names of a person or place the one for the language, the other when it is empty. */
const char *format_name(enum language language, const char *zh, const char *ug);

/*
 * Hides the middle of an ID number or telephone number: 659900********0011,
 * 139****0011. Shorter texts than eight characters become all '*'.
 */
const char *format_masked(const char *number, char buffer[static FORMAT_SIZE]);

#endif
