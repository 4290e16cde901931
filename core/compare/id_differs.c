#include "core/compare/kind.h"

#include <string.h>

/* One child under two ID numbers, or with a number on one list only. */
static bool pair(struct comparison *comparison, const struct compare_pair *pair, struct error *err)
{
    (void)err;
    bool same = strcmp(pair->line.id_number, pair->entry.id_number) == 0;
    if (!same || pair->line.child_id != pair->entry.child_id)
        comparison_add_pair(comparison, &compare_id_differs, pair, "id_number", pair->line.id_number,
                            pair->entry.id_number);
    return true;
}

const struct compare_kind compare_id_differs = {
    .name = "id_differs",
    .pair = pair,
};
