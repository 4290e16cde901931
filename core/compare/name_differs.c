#include "core/compare/kind.h"

#include "i18n/names/searchkey.h"

#include <string.h>

/* Both lists name the child in this language, and not alike. */
static bool differs(const char *line, const char *entry, struct arena *arena)
{
    size_t size = 4 * (strlen(line) + strlen(entry)) + 1;
    char *left = arena_alloc(arena, size), *right = arena_alloc(arena, size);
    if (!*line || !*entry || strcmp(line, entry) == 0)
        return false;
    searchkey_fold(line, left, size);
    searchkey_fold(entry, right, size);
    return strcmp(left, right) != 0;
}

static bool pair(struct comparison *comparison, const struct compare_pair *pair, struct error *err)
{
    ARENA(arena);
    (void)err;
    if (differs(pair->line.name_zh, pair->entry.name_zh, &arena))
        comparison_add_pair(comparison, &compare_name_differs, pair, "name_zh", pair->line.name_zh,
                            pair->entry.name_zh);
    else if (differs(pair->line.name_ug, pair->entry.name_ug, &arena))
        comparison_add_pair(comparison, &compare_name_differs, pair, "name_ug", pair->line.name_ug,
                            pair->entry.name_ug);
    return true;
}

const struct compare_kind compare_name_differs = {
    .name = "name_differs",
    .pair = pair,
};
