#include "core/compare/kind.h"

#include <string.h>

/* Both lists know the day of birth, and not alike. */
static bool pair(struct comparison *comparison, const struct compare_pair *pair, struct error *err)
{
    const char *line = pair->line.born, *entry = pair->entry.born;
    (void)err;
    if (*line && *entry && strcmp(line, entry) != 0)
        comparison_add_pair(comparison, &compare_birth_differs, pair, "born", line, entry);
    return true;
}

const struct compare_kind compare_birth_differs = {
    .name = "birth_differs",
    .pair = pair,
};
