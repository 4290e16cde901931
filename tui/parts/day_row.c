#include "tui/parts/day_row.h"

#include "tui/parts/words.h"

#include <string.h>

static const struct {
    const char *sign; /* catalogue key */
    enum style style;
} looks[] = {
    [PATTERN_PRESENT] = {MSG("pattern.sign.present"),    STYLE_DIM    },
    [PATTERN_ABSENT] = {MSG("pattern.sign.absent"),     STYLE_OVERDUE},
    [PATTERN_LEAVE] = {MSG("pattern.sign.leave"),      STYLE_TODAY  },
    [PATTERN_LATE] = {MSG("pattern.sign.late"),       STYLE_TODAY  },
    [PATTERN_UNREPORTED] = {MSG("pattern.sign.unreported"), STYLE_DIM    },
};

static const char *words_of_pattern(struct visit *visit, const struct pattern *pattern)
{
    const char *words = "";
    for (int weekday = 1; weekday <= 7; weekday++)
        if (pattern->weeks[weekday] > 0)
            words = words_join(visit, " · ", words,
                               visit_text(visit, MSG("pattern.weekday"),
                                          words_of(visit, "weekday.",
                                                   visit_digits(visit, weekday)),
                                          visit_digits(visit, pattern->weeks[weekday])));
    if (!pattern->rising)
        return words;
    return words_join(visit, " · ", words,
                      visit_text(visit, MSG("pattern.rising"),
                                 visit_digits(visit, pattern->recent),
                                 visit_digits(visit, pattern->before)));
}

bool day_row_load(struct visit *visit, int64_t child_id, struct day_row *row, struct error *err)
{
    struct pattern_day *days;
    size_t count;
    if (!pattern_days(visit->store, visit->policy, child_id, visit->today, &visit->arena, &days,
                      &count, err))
        return false;
    const struct pattern pattern = pattern_find(days, count);
    *row = (struct day_row){.count = count < PATTERN_SHOWN ? count : PATTERN_SHOWN,
                            .words = words_of_pattern(visit, &pattern)};
    row->signs = arena_array(&visit->arena, struct day_sign, row->count + 1);
    for (size_t i = 0; i < row->count; i++) {
        const struct pattern_day *day = &days[count - row->count + i];
        row->signs[i] = (struct day_sign){
            .day = day->day,
            .sign = message(visit->language, looks[day->sign].sign),
            .style = looks[day->sign].style,
        };
    }
    return true;
}

void day_row_draw(struct visit *visit, struct canvas *canvas, int row, const struct day_row *days)
{
    bool shows = *days->words != '\0';
    days_draw(visit, canvas, row, 1, days->signs, days->count);
    canvas_paragraph(canvas, row + DAYS_ROWS, 1, canvas->columns - 2, DAY_ROW_ROWS - DAYS_ROWS,
                     shows ? STYLE_PLAIN : STYLE_DIM,
                     shows ? days->words : message(visit->language, MSG("pattern.legend")));
}
