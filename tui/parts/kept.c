#include "tui/parts/kept.h"

#include "tui/parts/words.h"

#include <string.h>

bool kept_line(struct visit *visit, enum policy_kept what, int64_t id, const char **line,
               struct error *err)
{
    struct keeping_item item;
    bool found;
    if (!keeping_near(visit->store, visit->policy, visit->today, what, id, &visit->arena, &item,
                      &found, err))
        return false;
    *line = found ? visit_text(visit, MSG("keeping.near"), words_near(visit, item.goes_on),
                               words_clause(visit, item.rule->clause))
                  : "";
    return true;
}

const char *kept_name(struct visit *visit, const struct keeping_about *about)
{
    return words_name(visit, about->name_zh, about->name_ug);
}

bool kept_list(struct visit *visit, enum policy_kept what, const char *month,
               struct keeping_item **items, size_t *count, struct error *err)
{
    size_t all, kept = 0;
    if (!keeping_list(visit->store, visit->policy, visit->today,
                      keeping_horizon(visit->today, &visit->arena), &visit->arena, items, &all, err))
        return false;
    for (size_t i = 0; i < all; i++)
        if ((what == KEPT_COUNT || (*items)[i].what == what)
            && strncmp((*items)[i].due_on, month, strlen(month)) == 0)
            (*items)[kept++] = (*items)[i];
    *count = kept;
    return true;
}
