#include "core/compare/kind.h"

#include <string.h>

/* Both lists know the sex, and not alike. */
static bool pair(struct comparison *comparison, const struct compare_pair *pair, struct error *err)
{
    const char *line = pair->line.sex, *entry = pair->entry.sex;
    (void)err;
    if (*line && *entry && strcmp(line, entry) != 0)
        comparison_add_pair(comparison, &compare_sex_differs, pair, "sex", line, entry);
    return true;
}

const struct compare_kind compare_sex_differs = {
    .name = "sex_differs",
    .pair = pair,
};
