#include "forms/expand.h"

#include <stdlib.h>
#include <string.h>

static size_t count_expanded(const struct form *definition, const int rows[])
{
    size_t count = 0;
    for (size_t i = 0; i < definition->field_count; i++) {
        const struct form_group *group = definition->fields[i].group;
        count += group && *group->repeat ? (size_t)rows[group->index] : 1;
    }
    return count;
}

/* The first field behind those of a group. */
static size_t group_end(const struct form *definition, size_t first)
{
    size_t end = first;
    while (end < definition->field_count
           && definition->fields[end].group == definition->fields[first].group)
        end++;
    return end;
}

static struct form_field in_row(const struct form_field *field, int row, struct arena *arena)
{
    struct form_field made = *field;
    made.instance = row;
    made.name = arena_text(arena, "%s#%d", field->name, row);
    return made;
}

const struct form *form_expand(const struct form *definition, const int rows[],
                               struct arena *arena)
{
    if (definition->repeat_count == 0)
        return definition;
    struct form_field *fields =
        arena_array(arena, struct form_field, count_expanded(definition, rows) + 1);
    struct form *made = arena_new(arena, struct form);
    *made = *definition;
    made->field_count = 0;
    for (size_t i = 0; i < definition->field_count;) {
        const struct form_group *group = definition->fields[i].group;
        if (!group || !*group->repeat) {
            fields[made->field_count++] = definition->fields[i++];
            continue;
        }
        size_t end = group_end(definition, i);
        for (int row = 1; row <= rows[group->index]; row++)
            for (size_t j = i; j < end; j++)
                fields[made->field_count++] = in_row(&definition->fields[j], row, arena);
        i = end;
    }
    made->fields = fields;
    return made;
}

int form_row(const char *name)
{
    const char *mark = strchr(name, '#');
    return mark ? atoi(mark + 1) : 0;
}

bool form_row_stands(const struct form *form, const struct form_field *field,
                     const char *const values[])
{
    for (size_t i = 0; i < form->field_count; i++) {
        const struct form_field *other = &form->fields[i];
        if (other->group == field->group && other->instance == field->instance
            && !*other->calculation && *values[i])
            return true;
    }
    return false;
}
