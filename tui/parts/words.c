#include "tui/parts/words.h"

#include "core/base/date.h"
#include "core/rules/policy.h"
#include "i18n/format.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    KILO = 1024
};

/* Around a text that may run either way, so that its neighbours do not change its order. */
#define FSI "\xe2\x81\xa8"
#define LRI "\xe2\x81\xa6"
#define RLI "\xe2\x81\xa7"
#define PDI "\xe2\x81\xa9"

const char *words_name(struct visit *visit, const char *zh, const char *ug)
{
    return format_name(visit->language, zh, ug);
}

const char *words_near(struct visit *visit, const char *day)
{
    char buffer[FORMAT_SIZE];
    if (!*day)
        return "";
    return arena_text(visit_arena(visit), "%s",
                      format_day_near(visit->language, day, visit->today, buffer));
}

static const char *month_day(struct visit *visit, const char *day)
{
    int month = atoi(day + strlen("2026-")), of_month = atoi(day + strlen("2026-09-"));
    return arena_text(visit_arena(visit), "%d-%d", month, of_month);
}

const char *words_span(struct visit *visit, const char *first, const char *last)
{
    if (strcmp(first, last) == 0)
        return month_day(visit, first);
    return visit_text(visit, MSG("calendar.range"), month_day(visit, first),
                      month_day(visit, last));
}

const char *words_moment(struct visit *visit, int64_t at)
{
    char day[DATE_SIZE];
    struct tm local;
    time_t moment = (time_t)at;
    if (!localtime_r(&moment, &local) || strftime(day, sizeof day, "%Y-%m-%d", &local) == 0)
        return "";
    return words_near(visit, day);
}

const char *words_day(struct visit *visit, const char *day)
{
    char buffer[FORMAT_SIZE];
    return arena_text(visit_arena(visit), "%s", format_day(visit->language, day, buffer));
}

const char *words_of(struct visit *visit, const char *prefix, const char *name)
{
    if (!*name)
        return "";
    return message(visit->language, arena_text(visit_arena(visit), "%s%s", prefix, name));
}

const char *words_file(struct visit *visit, const char *name)
{
    return arena_text(visit_arena(visit), LRI "%s" PDI, name);
}

const char *words_size(struct visit *visit, int64_t bytes)
{
    return visit_text(visit, MSG("words.size"), visit_digits(visit, (bytes + KILO - 1) / KILO));
}

const char *words_masked(struct visit *visit, const char *number)
{
    char buffer[FORMAT_SIZE];
    if (!*number)
        return "";
    return arena_text(visit_arena(visit), "%s", format_masked(number, buffer));
}

/* What was joined before goes the way of the language, as in a message's values. */
static const char *opening(const struct visit *visit, const char *text)
{
    return visit_mirrored(visit) && strstr(text, FSI) ? RLI : FSI;
}

const char *words_join_list(struct visit *visit, const char *separator, const char *const texts[])
{
    const char *joined = "";
    for (size_t i = 0; texts[i]; i++)
        if (*texts[i])
            joined = arena_text(visit_arena(visit), "%s%s%s%s" PDI, joined,
                                *joined ? separator : "", opening(visit, texts[i]), texts[i]);
    return joined;
}

const char *words_clause(struct visit *visit, const char *clause)
{
    static const char word[] = "annex ";
    const char *at = strstr(clause, word);
    if (!at)
        return clause;
    const char *number = at + strlen(word);
    size_t digits = strspn(number, "0123456789");
    return arena_text(visit_arena(visit), "%.*s%s%s", (int)(at - clause), clause,
                      visit_text(visit, MSG("clause.annex"),
                                 arena_copy(visit_arena(visit), number, digits)),
                      number + digits);
}

const char *words_rule(struct visit *visit, const struct policy_rung *rung)
{
    if (!rung || !rung->name)
        return NULL;
    return words_join(visit, " · ", rung->asks.in[visit->language],
                      words_clause(visit, rung->clause));
}

void words_title(struct visit *visit, const char *title, const char *brief, const char *part)
{
    bool fits = visit_columns(visit, title) + visit_columns(visit, part) < visit->columns;
    visit->title = fits ? title : part;
    visit->aside = fits ? part : brief;
}
