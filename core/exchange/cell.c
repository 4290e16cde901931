#include "core/exchange/cell.h"

#include "core/base/arena.h"
#include "core/base/date.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DAY_SECONDS = 24 * 60 * 60,
    LAST_DAY = 2958465, /* 9999-12-31 */
    FROM_1900 = -25569, /* 1899-12-30, from which days after February 1900 count */
    FROM_1904 = -24107,
    FALSE_LEAP_DAY = 60, /* spreadsheets have a 29th of February 1900 */
};

/* The formats that are built in, those of Chinese spreadsheets among them. */
static const struct {
    long from, to;
    enum cell_kind kind;
} built_in[] = {
    {14, 17, CELL_DAY     },
    {18, 21, CELL_TIME    },
    {22, 22, CELL_DAY_TIME},
    {27, 31, CELL_DAY     },
    {32, 35, CELL_TIME    },
    {36, 36, CELL_DAY     },
    {45, 47, CELL_TIME    },
    {50, 54, CELL_DAY     },
    {55, 56, CELL_TIME    },
    {57, 58, CELL_DAY     },
};

/* Behind a piece of a format that shows itself: "x", \x, _x, *x; or tells colour or locale: [x]. */
static const char *behind_literal(const char *code)
{
    const char *end = NULL;
    if (*code == '"')
        end = strchr(code + 1, '"');
    else if (*code == '[' && !strchr("hHmMsS", code[1]))
        end = strchr(code, ']');
    else if (strchr("\\_*", *code))
        end = code[1] ? code + 1 : NULL;
    else
        return code;
    return end ? end + 1 : code + strlen(code);
}

static enum cell_kind kind_of_code(const char *code)
{
    bool day = false, time = false, month = false;
    while (*code && *code != ';') {
        const char *behind = behind_literal(code);
        if (behind > code) {
            code = behind;
            continue;
        }
        day = day || strchr("yYdD", *code);
        time = time || strchr("hHsS", *code);
        month = month || strchr("mM", *code);
        code++;
    }
    day = day || (month && !time);
    if (day)
        return time ? CELL_DAY_TIME : CELL_DAY;
    return time ? CELL_TIME : CELL_NUMBER;
}

enum cell_kind cell_kind_of(long format, const char *code)
{
    if (code)
        return kind_of_code(code);
    for (size_t i = 0; i < COUNT(built_in); i++)
        if (format >= built_in[i].from && format <= built_in[i].to)
            return built_in[i].kind;
    return CELL_NUMBER;
}

static const char *plain_number(const char *number, double value,
                                char text[static CELL_NUMBER_SIZE])
{
    if (value >= 1e15 || value <= -1e15)
        snprintf(text, CELL_NUMBER_SIZE, "%s", number);
    else
        snprintf(text, CELL_NUMBER_SIZE, "%.15g", value == 0 ? 0 : value);
    return text;
}

static const char *moment(double value, enum cell_kind kind, bool from_1904,
                          char text[static CELL_NUMBER_SIZE])
{
    char day[DATE_SIZE];
    int64_t seconds = (int64_t)(value * DAY_SECONDS + 0.5);
    int days = (int)(seconds / DAY_SECONDS), minutes = (int)(seconds % DAY_SECONDS) / 60;
    bool early = !from_1904 && days < FALSE_LEAP_DAY;
    date_text(days + early + (from_1904 ? FROM_1904 : FROM_1900), day);
    if (kind == CELL_DAY || (kind == CELL_DAY_TIME && minutes == 0))
        snprintf(text, CELL_NUMBER_SIZE, "%s", day);
    else if (kind == CELL_TIME)
        snprintf(text, CELL_NUMBER_SIZE, "%02d:%02d", minutes / 60, minutes % 60);
    else
        snprintf(text, CELL_NUMBER_SIZE, "%s %02d:%02d", day, minutes / 60, minutes % 60);
    return text;
}

const char *cell_number_text(const char *number, enum cell_kind kind, bool from_1904,
                             char text[static CELL_NUMBER_SIZE])
{
    char *end = NULL;
    bool digits = *number && strspn(number, "0123456789+-.eE") == strlen(number);
    double value = digits ? strtod(number, &end) : 0;
    if (!digits || *end || !isfinite(value)) {
        snprintf(text, CELL_NUMBER_SIZE, "%s", number);
        return text;
    }
    if (kind == CELL_NUMBER || value < 0 || value > LAST_DAY)
        return plain_number(number, value, text);
    return moment(value, kind, from_1904, text);
}
