#include "forms/definition_reader.h"

#include "forms/filling/fill.h"

#include <string.h>

enum {
    ROWS_USUAL = 10, /* of a repeat that does not say how many it may have */
    ROWS_MOST = 40
};

static const char *const group_words[] = {"group", "repeat", "least", "most", "clause",
                                          "fields"};
static const char *const field_words[] = {"name", "type", "label", "hint", "clause", "fill",
                                          "calculation", "relevant", "constraint",
                                          "constraint_message", "signature", "later", "choices",
                                          "required", "masked", "beside", "unprinted", "keep"};
static const char *const choice_words[] = {"name", "label"};

/* What a field may be filled with once the report is sent: what a recipient says on its copy. */
static const char *const later_words[] = {"copy.person", "copy.contact", "copy.result"};

static bool is_word(const char *const words[], size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

bool reader_flag(struct reader *reader, const struct yaml_node *map, const char *key, bool *flag)
{
    const char *text = reader_text(map, key);
    *flag = strcmp(text, "true") == 0;
    return *flag || !*text || strcmp(text, "false") == 0
        || reader_broken(reader, map, MSG("form.flag-bad"), key);
}

/* --- Choices ---------------------------------------------------------------------------------- */

static bool read_choice_list(struct reader *reader, const struct yaml_node *node)
{
    struct form_choice *choices = arena_array(reader->arena, struct form_choice, node->count);
    size_t count = 0;
    bool ok = true;
    for (const struct yaml_node *item = node->first; item; item = item->next, count++) {
        ok = reader_only_words(reader, item, choice_words, COUNT(choice_words)) && ok;
        ok = reader_needed(reader, item, "name", &choices[count].name) && ok;
        ok = reader_label(reader, item, "label", true, &choices[count].label) && ok;
    }
    reader->lists[reader->list_count++] = (struct choice_list){node->key, choices, count};
    return ok;
}

static bool read_choice_lists(struct reader *reader, const struct yaml_node *root)
{
    const struct yaml_node *lists = yaml_find(root, "choices");
    bool ok = true;
    if (!lists)
        return true;
    reader->lists = arena_array(reader->arena, struct choice_list, lists->count);
    for (const struct yaml_node *list = lists->first; list; list = list->next)
        ok = read_choice_list(reader, list) && ok;
    return ok;
}

static bool find_choices(struct reader *reader, const struct yaml_node *node,
                         struct form_field *field)
{
    const char *name = reader_text(node, "choices");
    for (size_t i = 0; i < reader->list_count; i++)
        if (strcmp(reader->lists[i].name, name) == 0)
            field->choices = &reader->lists[i];
    bool needed = strcmp(field->type->name, "choice") == 0 || field->type->several;
    return needed == (field->choices != NULL)
        || reader_broken(reader, node, MSG("form.choices-unknown"), name);
}

/* --- Fields ----------------------------------------------------------------------------------- */

/* A name stands in expressions, and '#' behind it for the rows of a repeat. */
static bool check_name(struct reader *reader, const struct yaml_node *node, const char *name)
{
    bool plain = *name >= 'a' && *name <= 'z' && strcmp(name, "today") != 0
        && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);
    return plain || reader_broken(reader, node, MSG("form.name-bad"), name);
}

static bool check_names(struct reader *reader, const struct yaml_node *node,
                        const struct form_field *field)
{
    if (!check_name(reader, node, field->name))
        return false;
    for (size_t i = 0; i < reader->form.field_count; i++)
        if (strcmp(reader->fields[i].name, field->name) == 0)
            return reader_broken(reader, node, MSG("form.name-twice"), field->name);
    if (*field->fill && !fill_exists(field->fill))
        return reader_broken(reader, node, MSG("form.fill-unknown"), field->fill);
    return !*field->later || is_word(later_words, COUNT(later_words), field->later)
        || reader_broken(reader, node, MSG("form.fill-unknown"), field->later);
}

/* A kind that is not known is a text while the rest is looked at. */
static bool read_kind(struct reader *reader, const struct yaml_node *node, struct form_field *field)
{
    const char *type;
    field->type = field_type_find("text");
    if (!reader_needed(reader, node, "type", &type))
        return false;
    if (!field_type_find(type))
        return reader_broken(reader, node, MSG("form.type-unknown"), type);
    field->type = field_type_find(type);
    return find_choices(reader, node, field);
}

static bool read_words(struct reader *reader, const struct yaml_node *node,
                       struct form_field *field)
{
    field->fill = reader_text(node, "fill");
    field->calculation = reader_text(node, "calculation");
    field->relevant = reader_text(node, "relevant");
    field->constraint = reader_text(node, "constraint");
    field->later = reader_text(node, "later");
    bool ok = reader_label(reader, node, "label", true, &field->label);
    ok = reader_label(reader, node, "hint", false, &field->hint) && ok;
    ok = reader_label(reader, node, "signature", false, &field->signature) && ok;
    ok = reader_label(reader, node, "constraint_message", *field->constraint,
                      &field->constraint_message)
        && ok;
    ok = reader_flag(reader, node, "required", &field->required) && ok;
    ok = reader_flag(reader, node, "masked", &field->masked) && ok;
    ok = reader_flag(reader, node, "beside", &field->beside) && ok;
    ok = reader_flag(reader, node, "unprinted", &field->unprinted) && ok;
    return reader_flag(reader, node, "keep", &field->keep) && ok;
}

/* One that has a name is there for the expressions of others, whatever else is wrong with it. */
static bool read_field(struct reader *reader, const struct yaml_node *node, const char *clause,
                       const struct form_group *group)
{
    struct form_field field = {.group = group, .place = reader->form.field_count};
    if (reader->form.field_count == FIELDS_MOST)
        return reader_broken(reader, node, MSG("form.too-many-fields"), "");
    bool ok = reader_only_words(reader, node, field_words, COUNT(field_words));
    ok = reader_needed(reader, node, "name", &field.name) && ok;
    ok = read_kind(reader, node, &field) && ok;
    ok = read_words(reader, node, &field) && ok;
    if (strcmp(field.type->name, "calculated") == 0 && !*field.calculation)
        ok = reader_broken(reader, node, MSG("form.word-missing"), "calculation");
    if (!*field.name || !check_names(reader, node, &field))
        return false;
    field.base = field.name;
    field.clause = yaml_text(node, "clause") ? yaml_text(node, "clause") : clause;
    reader->nodes[reader->form.field_count] = node;
    reader->fields[reader->form.field_count++] = field;
    return ok;
}

/* A group that repeats is a table with a row an instance. */
static bool read_repeat(struct reader *reader, const struct yaml_node *node,
                        struct form_group *group)
{
    group->repeat = reader_text(node, "repeat");
    if (!*group->repeat)
        return true;
    if (reader->form.repeat_count == REPEATS_MOST)
        return reader_broken(reader, node, MSG("form.too-many-fields"), group->repeat);
    for (size_t i = 0; i < reader->form.repeat_count; i++)
        if (strcmp(reader->repeats[i]->repeat, group->repeat) == 0)
            return reader_broken(reader, node, MSG("form.name-twice"), group->repeat);
    group->index = reader->form.repeat_count;
    reader->repeats[reader->form.repeat_count++] = group;
    return check_name(reader, node, group->repeat)
        && reader_number(reader, node, "most", ROWS_MOST, ROWS_USUAL, &group->most)
        && reader_number(reader, node, "least", group->most, 0, &group->least);
}

static bool read_group(struct reader *reader, const struct yaml_node *node)
{
    struct form_group *group = arena_new(reader->arena, struct form_group);
    const struct yaml_node *fields = yaml_find(node, "fields");
    const char *clause = yaml_text(node, "clause");
    bool ok = reader_only_words(reader, node, group_words, COUNT(group_words));
    ok = reader_label(reader, node, "group", true, &group->label) && ok;
    ok = read_repeat(reader, node, group) && ok;
    if (!fields)
        return reader_broken(reader, node, MSG("form.word-missing"), "fields");
    for (const struct yaml_node *item = fields->first; item; item = item->next)
        ok = read_field(reader, item, clause ? clause : reader->form.clause, group) && ok;
    return ok;
}

static bool read_rows(struct reader *reader, const struct yaml_node *root)
{
    const struct yaml_node *fields = yaml_find(root, "fields");
    bool ok = true;
    reader->fields = arena_array(reader->arena, struct form_field, FIELDS_MOST);
    reader->form.fields = reader->fields;
    if (!fields || fields->count == 0)
        return reader_broken(reader, root, MSG("form.word-missing"), "fields");
    for (const struct yaml_node *item = fields->first; item; item = item->next) {
        bool is_group = yaml_find(item, "group") != NULL;
        ok = (is_group ? read_group(reader, item)
                       : read_field(reader, item, reader->form.clause, NULL))
            && ok;
    }
    return ok;
}

bool reader_fields(struct reader *reader, const struct yaml_node *root)
{
    bool ok = read_choice_lists(reader, root);
    ok = read_rows(reader, root) && ok;
    const struct form_group **repeats =
        arena_array(reader->arena, const struct form_group *, reader->form.repeat_count + 1);
    for (size_t i = 0; i < reader->form.repeat_count; i++)
        repeats[i] = reader->repeats[i];
    reader->form.repeats = repeats;
    return ok;
}
