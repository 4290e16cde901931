#include "forms/definition.h"

#include "core/expression.h"
#include "core/yaml.h"
#include "forms/fill.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIELDS_MOST = EXPRESSION_FACTS - 1 /* one fact is today */
};

/* A definition while it is read. */
struct reader {
    const char *file;
    struct arena *arena;
    struct error *err;
    struct form form;
    struct form_field *fields;
    struct choice_list *lists;
    size_t list_count;
    const struct yaml_node *nodes[FIELDS_MOST]; /* of the fields */
};

/* The words a definition may use, by where they stand. */
static const char *const form_words[] = {"form", "version", "clause", "title", "sentence", "action",
                                         "events", "fields", "choices"};
static const char *const group_words[] = {"group", "clause", "fields"};
static const char *const field_words[] = {"name", "type", "label", "hint", "clause", "fill",
                                          "calculation", "relevant", "constraint",
                                          "constraint_message", "signature", "later", "choices",
                                          "required", "masked", "beside", "unprinted"};
static const char *const event_words[] = {"when", "kind", "result", "day", "note"};
static const char *const choice_words[] = {"name", "label"};

/* What a field may be filled with once the report is sent: what a recipient says on its copy. */
static const char *const later_words[] = {"copy.person", "copy.contact", "copy.result"};

static bool broken(struct reader *reader, const struct yaml_node *node, const char *key,
                   const char *what)
{
    return error_tell(reader->err, ERROR_INVALID, key,
                      arena_text(reader->arena, "%s:%d", reader->file, node->line), what);
}

static bool is_word(const char *const words[], size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* A mistyped word would be a rule that silently does not hold. */
static bool only_words(struct reader *reader, const struct yaml_node *map,
                       const char *const words[], size_t count)
{
    if (map->kind != YAML_MAP)
        return broken(reader, map, MSG("form.not-a-map"), "");
    for (const struct yaml_node *entry = map->first; entry; entry = entry->next)
        if (!is_word(words, count, entry->key))
            return broken(reader, entry, MSG("form.word-unknown"), entry->key);
    return true;
}

static const char *text_or_empty(const struct yaml_node *map, const char *key)
{
    const char *text = yaml_text(map, key);
    return text ? text : "";
}

static bool read_needed(struct reader *reader, const struct yaml_node *map, const char *key,
                        const char **text)
{
    *text = text_or_empty(map, key);
    return **text || broken(reader, map, MSG("form.word-missing"), key);
}

/* A label that is given is given in every language. */
static bool read_label(struct reader *reader, const struct yaml_node *map, const char *key,
                       bool needed, struct label *label)
{
    const struct yaml_node *node = yaml_find(map, key);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *text = yaml_text(node, language_code((enum language)i));
        if ((node || needed) && (!text || !*text))
            return broken(reader, node ? node : map, MSG("form.language-missing"),
                          arena_text(reader->arena, "%s %s", key, language_code((enum language)i)));
        label->text[i] = text ? text : "";
    }
    return true;
}

static bool read_flag(struct reader *reader, const struct yaml_node *map, const char *key,
                      bool *flag)
{
    const char *text = text_or_empty(map, key);
    *flag = strcmp(text, "true") == 0;
    return *flag || !*text || strcmp(text, "false") == 0
        || broken(reader, map, MSG("form.flag-bad"), key);
}

/* --- Choices ---------------------------------------------------------------------------------- */

static bool read_choice_list(struct reader *reader, const struct yaml_node *node)
{
    struct form_choice *choices = arena_array(reader->arena, struct form_choice, node->count);
    size_t count = 0;
    for (const struct yaml_node *item = node->first; item; item = item->next, count++)
        if (!only_words(reader, item, choice_words, COUNT(choice_words))
            || !read_needed(reader, item, "name", &choices[count].name)
            || !read_label(reader, item, "label", true, &choices[count].label))
            return false;
    reader->lists[reader->list_count++] = (struct choice_list){node->key, choices, count};
    return true;
}

static bool read_choice_lists(struct reader *reader, const struct yaml_node *root)
{
    const struct yaml_node *lists = yaml_find(root, "choices");
    if (!lists)
        return true;
    reader->lists = arena_array(reader->arena, struct choice_list, lists->count);
    for (const struct yaml_node *list = lists->first; list; list = list->next)
        if (!read_choice_list(reader, list))
            return false;
    return true;
}

static bool find_choices(struct reader *reader, const struct yaml_node *node,
                         struct form_field *field)
{
    const char *name = text_or_empty(node, "choices");
    for (size_t i = 0; i < reader->list_count; i++)
        if (strcmp(reader->lists[i].name, name) == 0)
            field->choices = &reader->lists[i];
    bool needed = strcmp(field->type->name, "choice") == 0;
    return needed == (field->choices != NULL)
        || broken(reader, node, MSG("form.choices-unknown"), name);
}

/* --- Fields ----------------------------------------------------------------------------------- */

static bool check_names(struct reader *reader, const struct yaml_node *node,
                        const struct form_field *field)
{
    for (size_t i = 0; i < reader->form.field_count; i++)
        if (strcmp(reader->fields[i].name, field->name) == 0)
            return broken(reader, node, MSG("form.name-twice"), field->name);
    if (*field->fill && !fill_exists(field->fill))
        return broken(reader, node, MSG("form.fill-unknown"), field->fill);
    return !*field->later || is_word(later_words, COUNT(later_words), field->later)
        || broken(reader, node, MSG("form.fill-unknown"), field->later);
}

static bool read_kind(struct reader *reader, const struct yaml_node *node, struct form_field *field)
{
    const char *type;
    if (!read_needed(reader, node, "type", &type))
        return false;
    field->type = field_type_find(type);
    return field->type ? find_choices(reader, node, field)
                       : broken(reader, node, MSG("form.type-unknown"), type);
}

static bool read_words(struct reader *reader, const struct yaml_node *node,
                       struct form_field *field)
{
    field->fill = text_or_empty(node, "fill");
    field->calculation = text_or_empty(node, "calculation");
    field->relevant = text_or_empty(node, "relevant");
    field->constraint = text_or_empty(node, "constraint");
    field->later = text_or_empty(node, "later");
    return read_label(reader, node, "label", true, &field->label)
        && read_label(reader, node, "hint", false, &field->hint)
        && read_label(reader, node, "signature", false, &field->signature)
        && read_label(reader, node, "constraint_message", *field->constraint,
                      &field->constraint_message)
        && read_flag(reader, node, "required", &field->required)
        && read_flag(reader, node, "masked", &field->masked)
        && read_flag(reader, node, "beside", &field->beside)
        && read_flag(reader, node, "unprinted", &field->unprinted);
}

/* A field says its clause, or its group does, or the form. */
static bool read_field(struct reader *reader, const struct yaml_node *node, const char *clause,
                       const struct form_group *group)
{
    struct form_field field = {.group = group};
    if (reader->form.field_count == FIELDS_MOST)
        return broken(reader, node, MSG("form.too-many-fields"), "");
    if (!only_words(reader, node, field_words, COUNT(field_words))
        || !read_needed(reader, node, "name", &field.name)
        || !read_kind(reader, node, &field)
        || !read_words(reader, node, &field)
        || !check_names(reader, node, &field))
        return false;
    field.clause = yaml_text(node, "clause") ? yaml_text(node, "clause") : clause;
    reader->nodes[reader->form.field_count] = node;
    reader->fields[reader->form.field_count++] = field;
    return true;
}

static bool read_group(struct reader *reader, const struct yaml_node *node)
{
    struct form_group *group = arena_new(reader->arena, struct form_group);
    const struct yaml_node *fields = yaml_find(node, "fields");
    const char *clause = yaml_text(node, "clause");
    if (!only_words(reader, node, group_words, COUNT(group_words))
        || !read_label(reader, node, "group", true, &group->label))
        return false;
    if (!fields)
        return broken(reader, node, MSG("form.word-missing"), "fields");
    for (const struct yaml_node *item = fields->first; item; item = item->next)
        if (!read_field(reader, item, clause ? clause : reader->form.clause, group))
            return false;
    return true;
}

static bool read_fields(struct reader *reader, const struct yaml_node *root)
{
    const struct yaml_node *fields = yaml_find(root, "fields");
    if (!fields || fields->count == 0)
        return broken(reader, root, MSG("form.word-missing"), "fields");
    reader->fields = arena_array(reader->arena, struct form_field, FIELDS_MOST);
    for (const struct yaml_node *item = fields->first; item; item = item->next) {
        bool is_group = yaml_find(item, "group") != NULL;
        if (is_group ? !read_group(reader, item)
                     : !read_field(reader, item, reader->form.clause, NULL))
            return false;
    }
    reader->form.fields = reader->fields;
    return true;
}

/* --- Events and the form itself --------------------------------------------------------------- */

static bool read_events(struct reader *reader, const struct yaml_node *root)
{
    const struct yaml_node *events = yaml_find(root, "events");
    if (!events)
        return true;
    struct form_event *rows = arena_array(reader->arena, struct form_event, events->count);
    for (const struct yaml_node *item = events->first; item; item = item->next) {
        struct form_event *event = &rows[reader->form.event_count++];
        if (!only_words(reader, item, event_words, COUNT(event_words))
            || !read_needed(reader, item, "kind", &event->kind)
            || !read_needed(reader, item, "day", &event->day))
            return false;
        event->when = text_or_empty(item, "when");
        event->result = text_or_empty(item, "result");
        event->note = text_or_empty(item, "note");
    }
    reader->form.events = rows;
    return true;
}

static bool read_action(struct reader *reader, const struct yaml_node *root)
{
    const char *action = text_or_empty(root, "action");
    bool sends = strcmp(action, "send") == 0;
    reader->form.action = sends ? MAY_SEND_REPORT : MAY_FILL_FORM;
    return sends || !*action || strcmp(action, "fill") == 0
        || broken(reader, root, MSG("form.word-unknown"), action);
}

static bool read_head(struct reader *reader, const struct yaml_node *root)
{
    const char *version;
    if (!only_words(reader, root, form_words, COUNT(form_words))
        || !read_needed(reader, root, "form", &reader->form.name)
        || !read_needed(reader, root, "clause", &reader->form.clause)
        || !read_needed(reader, root, "version", &version)
        || !read_label(reader, root, "title", true, &reader->form.title)
        || !read_label(reader, root, "sentence", false, &reader->form.sentence)
        || !read_action(reader, root))
        return false;
    char *end;
    reader->form.version = (int)strtol(version, &end, 10);
    return (reader->form.version > 0 && *end == '\0')
        || broken(reader, yaml_find(root, "version"), MSG("form.version-bad"), version);
}

/* --- Expressions ------------------------------------------------------------------------------ */

static void list_facts(struct reader *reader)
{
    size_t count = reader->form.field_count;
    const char **facts = arena_array(reader->arena, const char *, count + 1);
    facts[0] = "today";
    for (size_t i = 0; i < count; i++)
        facts[i + 1] = reader->fields[i].name;
    reader->form.facts = facts;
    reader->form.fact_count = count + 1;
}

static bool check_expression(struct reader *reader, struct evaluator *evaluator,
                             const struct yaml_node *node, const char *text)
{
    struct error reason = {0};
    if (!*text
        || expression_compile(evaluator, text, reader->form.facts, reader->form.fact_count,
                              &reason))
        return true;
    return error_tell(reader->err, ERROR_INVALID, MSG("form.expression-bad"),
                      arena_text(reader->arena, "%s:%d", reader->file, node->line), text,
                      reason.detail);
}

static bool check_expressions(struct reader *reader, const struct yaml_node *root)
{
    EVALUATOR(evaluator) = evaluator_open(reader->err);
    bool ok = evaluator != NULL;
    for (size_t i = 0; ok && i < reader->form.field_count; i++) {
        const struct form_field *field = &reader->fields[i];
        ok = check_expression(reader, evaluator, reader->nodes[i], field->calculation)
            && check_expression(reader, evaluator, reader->nodes[i], field->relevant)
            && check_expression(reader, evaluator, reader->nodes[i], field->constraint);
    }
    const struct yaml_node *events = yaml_find(root, "events");
    const struct yaml_node *node = events ? events->first : NULL;
    for (size_t i = 0; ok && i < reader->form.event_count; i++, node = node->next) {
        const struct form_event *event = &reader->form.events[i];
        ok = check_expression(reader, evaluator, node, event->when)
            && check_expression(reader, evaluator, node, event->kind)
            && check_expression(reader, evaluator, node, event->result)
            && check_expression(reader, evaluator, node, event->day)
            && check_expression(reader, evaluator, node, event->note);
    }
    return ok;
}

bool definition_read(const char *file, const char *source, struct arena *arena,
                     const struct form **form, struct error *err)
{
    const struct yaml_node *root;
    struct reader reader = {.file = file, .arena = arena, .err = err};
    if (!yaml_parse(file, source, strlen(source), arena, &root, err)
        || !read_head(&reader, root)
        || !read_choice_lists(&reader, root)
        || !read_fields(&reader, root)
        || !read_events(&reader, root))
        return false;

    list_facts(&reader);
    if (!check_expressions(&reader, root))
        return false;
    reader.form.file = arena_copy(arena, file, strlen(file));
    reader.form.source = arena_copy(arena, source, strlen(source));

    struct form *made = arena_new(arena, struct form);
    *made = reader.form;
    *form = made;
    return true;
}
