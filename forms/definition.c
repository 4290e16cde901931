#include "forms/definition.h"

#include "forms/definition_reader.h"

#include <stdlib.h>
#include <string.h>

enum {
    COPIES_MOST = 10
};

/* The words a definition may use, by where they stand. */
static const char *const form_words[] = {"form", "version", "clause", "title", "purpose", "sentence",
                                         "action", "about", "places", "filled_by", "signed_by",
                                         "goes_to", "number", "serves", "copies", "events", "fields",
                                         "choices"};
static const char *const signer_words[] = {"name", "label"};
static const char *const event_words[] = {"plan", "when", "kind", "result", "day", "note",
                                          "until"};
bool reader_broken(struct reader *reader, const struct yaml_node *node, const char *key,
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

bool reader_only_words(struct reader *reader, const struct yaml_node *map,
                       const char *const words[], size_t count)
{
    if (map->kind != YAML_MAP)
        return reader_broken(reader, map, MSG("form.not-a-map"), "");
    for (const struct yaml_node *entry = map->first; entry; entry = entry->next)
        if (!is_word(words, count, entry->key))
            return reader_broken(reader, entry, MSG("form.word-unknown"), entry->key);
    return true;
}

const char *reader_text(const struct yaml_node *map, const char *key)
{
    const char *text = yaml_text(map, key);
    return text ? text : "";
}

bool reader_needed(struct reader *reader, const struct yaml_node *map, const char *key,
                   const char **text)
{
    *text = reader_text(map, key);
    return **text || reader_broken(reader, map, MSG("form.word-missing"), key);
}

bool reader_label(struct reader *reader, const struct yaml_node *map, const char *key,
                  bool needed, struct label *label)
{
    const struct yaml_node *node = yaml_find(map, key);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *text = yaml_text(node, language_code((enum language)i));
        if ((node || needed) && (!text || !*text))
            return reader_broken(reader, node ? node : map, MSG("form.language-missing"),
                                 arena_text(reader->arena, "%s %s", key, language_code((enum language)i)));
        label->text[i] = text ? text : "";
    }
    return true;
}

bool reader_number(struct reader *reader, const struct yaml_node *map, const char *key, int most,
                   int fallback, int *number)
{
    const char *text = yaml_text(map, key);
    char *end;
    *number = fallback;
    if (!text)
        return true;
    long read = strtol(text, &end, 10);
    *number = (int)read;
    return (*text && !*end && read >= 1 && read <= most)
        || reader_broken(reader, yaml_find(map, key), MSG("form.number-bad"), text);
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
        if (!reader_only_words(reader, item, event_words, COUNT(event_words))
            || !reader_needed(reader, item, "kind", &event->kind)
            || !reader_needed(reader, item, "day", &event->day))
            return false;
        event->when = reader_text(item, "when");
        event->result = reader_text(item, "result");
        event->note = reader_text(item, "note");
        event->plan = reader_text(item, "plan");
        event->until = reader_text(item, "until");
    }
    reader->form.events = rows;
    return true;
}

/* --- Who fills, signs and gets it ------------------------------------------------------------- */

static bool read_roles(struct reader *reader, const struct yaml_node *root, const char *key,
                       unsigned *roles)
{
    const struct yaml_node *list = yaml_find(root, key);
    for (const struct yaml_node *item = list ? list->first : NULL; item; item = item->next) {
        enum role role;
        if (!role_find(item->text, &role))
            return reader_broken(reader, item, MSG("form.role-unknown"), item->text);
        *roles |= 1u << role;
    }
    return !list || list->kind == YAML_LIST
        || reader_broken(reader, list, MSG("form.not-a-list"), key);
}

static bool read_signers(struct reader *reader, const struct yaml_node *root)
{
    const struct yaml_node *list = yaml_find(root, "signed_by");
    if (!list)
        return true;
    struct form_signer *signers = arena_array(reader->arena, struct form_signer, list->count);
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        struct form_signer *signer = &signers[reader->form.signer_count++];
        if (!reader_only_words(reader, item, signer_words, COUNT(signer_words))
            || !reader_needed(reader, item, "name", &signer->name)
            || !reader_label(reader, item, "label", true, &signer->label))
            return false;
    }
    reader->form.signers = signers;
    return true;
}

static bool read_about(struct reader *reader, const struct yaml_node *root)
{
    static const char *const abouts[] = {
        [ABOUT_A_CASE] = "case", [ABOUT_A_CHILD] = "child", [ABOUT_A_PLACE] = "place"};
    const char *about = yaml_text(root, "about");
    for (size_t i = 0; about && i < COUNT(abouts); i++)
        if (strcmp(abouts[i], about) == 0) {
            reader->form.about = (enum form_about)i;
            return true;
        }
    return !about || reader_broken(reader, yaml_find(root, "about"), MSG("form.word-unknown"), about);
}

static bool read_places(struct reader *reader, const struct yaml_node *root)
{
    static const char *const kinds[] = {"county", "township", "village", "group",
                                        "central_school", "school", "grade", "class"};
    const struct yaml_node *list = yaml_find(root, "places");
    if (!list)
        return true;
    if (list->kind != YAML_LIST)
        return reader_broken(reader, list, MSG("form.not-a-list"), "places");
    const char **places = arena_array(reader->arena, const char *, list->count + 1);
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        if (!is_word(kinds, COUNT(kinds), item->text))
            return reader_broken(reader, item, MSG("form.word-unknown"), item->text);
        places[reader->form.place_count++] = item->text;
    }
    reader->form.places = places;
    return true;
}

/* What it does with its number is of the paper; what its service is, of the law. */
static bool read_legal(struct reader *reader, const struct yaml_node *root)
{
    struct form *form = &reader->form;
    form->number = reader_text(root, "number");
    form->serves = reader_text(root, "serves");
    if (yaml_find(root, "number") && !strstr(form->number, "{number}"))
        return reader_broken(reader, yaml_find(root, "number"), MSG("form.word-missing"), "{number}");
    return reader_number(reader, root, "copies", COPIES_MOST, 1, &form->copies);
}

static bool read_action(struct reader *reader, const struct yaml_node *root)
{
    const char *action = reader_text(root, "action");
    bool sends = strcmp(action, "send") == 0;
    reader->form.action = sends ? MAY_SEND_REPORT : MAY_FILL_FORM;
    return sends || !*action || strcmp(action, "fill") == 0
        || reader_broken(reader, root, MSG("form.word-unknown"), action);
}

static bool read_head(struct reader *reader, const struct yaml_node *root)
{
    const char *version;
    if (!reader_only_words(reader, root, form_words, COUNT(form_words))
        || !reader_needed(reader, root, "form", &reader->form.name)
        || !reader_needed(reader, root, "clause", &reader->form.clause)
        || !reader_needed(reader, root, "version", &version)
        || !reader_label(reader, root, "title", true, &reader->form.title)
        || !reader_label(reader, root, "sentence", false, &reader->form.sentence)
        || !reader_label(reader, root, "purpose", false, &reader->form.purpose)
        || !read_action(reader, root)
        || !read_about(reader, root)
        || !read_places(reader, root)
        || !read_roles(reader, root, "filled_by", &reader->form.filled_by)
        || !read_roles(reader, root, "goes_to", &reader->form.goes_to)
        || !read_signers(reader, root)
        || !read_legal(reader, root))
        return false;
    char *end;
    reader->form.version = (int)strtol(version, &end, 10);
    return (reader->form.version > 0 && *end == '\0')
        || reader_broken(reader, yaml_find(root, "version"), MSG("form.version-bad"), version);
}

/* --- Expressions ------------------------------------------------------------------------------ */

/* A repeat tells how many rows it has, and what each number in them adds up to. */
static void list_aggregates(struct reader *reader)
{
    struct form *form = &reader->form;
    struct form_aggregate *rows =
        arena_array(reader->arena, struct form_aggregate, form->repeat_count + form->field_count);
    for (size_t i = 0; i < form->repeat_count; i++)
        rows[form->aggregate_count++] = (struct form_aggregate){.group = form->repeats[i]};
    for (size_t i = 0; i < form->field_count; i++) {
        const struct form_field *field = &reader->fields[i];
        if (field->group && *field->group->repeat && field->type->numeric)
            rows[form->aggregate_count++] =
                (struct form_aggregate){.group = field->group, .sums = true, .place = i};
    }
    form->aggregates = rows;
}

static const char *aggregate_name(struct reader *reader, const struct form_aggregate *aggregate)
{
    return aggregate->sums
        ? arena_text(reader->arena, "%s_sum", reader->fields[aggregate->place].name)
        : arena_text(reader->arena, "%s_count", aggregate->group->repeat);
}

static bool list_facts(struct reader *reader)
{
    struct form *form = &reader->form;
    size_t fields = form->field_count;
    list_aggregates(reader);
    const char **facts =
        arena_array(reader->arena, const char *, fields + form->aggregate_count + 1);
    facts[0] = "today";
    for (size_t i = 0; i < fields; i++)
        facts[i + 1] = reader->fields[i].name;
    form->fact_count = fields + 1;
    for (size_t i = 0; i < form->aggregate_count; i++) {
        const char *name = aggregate_name(reader, &form->aggregates[i]);
        for (size_t j = 0; j < fields; j++)
            if (strcmp(name, facts[j + 1]) == 0)
                return reader_broken(reader, reader->nodes[j], MSG("form.name-twice"), name);
        facts[form->fact_count++] = name;
    }
    form->facts = facts;
    return form->fact_count <= EXPRESSION_FACTS
        || reader_broken(reader, reader->nodes[0], MSG("form.too-many-fields"), "");
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
            && check_expression(reader, evaluator, node, event->note)
            && check_expression(reader, evaluator, node, event->plan)
            && check_expression(reader, evaluator, node, event->until);
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
        || !reader_fields(&reader, root)
        || !read_events(&reader, root)
        || !list_facts(&reader)
        || !check_expressions(&reader, root))
        return false;

    reader.form.file = arena_copy(arena, file, strlen(file));
    reader.form.source = arena_copy(arena, source, strlen(source));

    struct form *made = arena_new(arena, struct form);
    *made = reader.form;
    made->definition = made;
    *form = made;
    return true;
}
