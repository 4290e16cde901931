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
                                         "goes_to", "number", "serves", "copies", "batch",
                                         "events", "fields", "choices"};
static const char *const signer_words[] = {"name", "label"};
static const char *const event_words[] = {"plan", "when", "kind", "result", "day", "note",
                                          "until"};

bool reader_because(struct reader *reader, const struct yaml_node *node, const char *key,
                    const char *what, const char *why)
{
    struct definition_mistake mistake = {.line = node->line};
    (void)error_tell(&mistake.reason, ERROR_INVALID, key,
                     arena_text(reader->arena, "%s:%d", reader->file, node->line), what, why);
    reader->mistakes = arena_grow(reader->arena, reader->mistakes, reader->mistake_count,
                                  sizeof *reader->mistakes);
    reader->mistakes[reader->mistake_count++] = mistake;
    return false;
}

bool reader_broken(struct reader *reader, const struct yaml_node *node, const char *key,
                   const char *what)
{
    return reader_because(reader, node, key, what, NULL);
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
    bool ok = true;
    if (map->kind != YAML_MAP)
        return reader_broken(reader, map, MSG("form.not-a-map"), "");
    for (const struct yaml_node *entry = map->first; entry; entry = entry->next)
        ok = (is_word(words, count, entry->key)
              || reader_broken(reader, entry, MSG("form.word-unknown"), entry->key))
            && ok;
    return ok;
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
    bool ok = true;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((enum language)i), *text = yaml_text(node, code);
        if ((node || needed) && (!text || !*text))
            ok = reader_broken(reader, node ? node : map, MSG("form.language-missing"),
                               arena_text(reader->arena, "%s %s", key, code));
        label->text[i] = text ? text : "";
    }
    return ok;
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

static bool read_event(struct reader *reader, const struct yaml_node *item,
                       struct form_event *event)
{
    bool ok = reader_only_words(reader, item, event_words, COUNT(event_words));
    ok = reader_needed(reader, item, "kind", &event->kind) && ok;
    ok = reader_needed(reader, item, "day", &event->day) && ok;
    event->when = reader_text(item, "when");
    event->result = reader_text(item, "result");
    event->note = reader_text(item, "note");
    event->plan = reader_text(item, "plan");
    event->until = reader_text(item, "until");
    return ok;
}

static bool read_events(struct reader *reader, const struct yaml_node *root)
{
    const struct yaml_node *events = yaml_find(root, "events");
    bool ok = true;
    if (!events)
        return true;
    struct form_event *rows = arena_array(reader->arena, struct form_event, events->count);
    for (const struct yaml_node *item = events->first; item; item = item->next)
        ok = read_event(reader, item, &rows[reader->form.event_count++]) && ok;
    reader->form.events = rows;
    return ok;
}

/* --- Who fills, signs and gets it ------------------------------------------------------------- */

static bool read_roles(struct reader *reader, const struct yaml_node *root, const char *key,
                       unsigned *roles)
{
    const struct yaml_node *list = yaml_find(root, key);
    bool ok = true;
    for (const struct yaml_node *item = list ? list->first : NULL; item; item = item->next) {
        enum role role = 0;
        if (role_find(item->text, &role))
            *roles |= 1u << role;
        else
            ok = reader_broken(reader, item, MSG("form.role-unknown"), item->text);
    }
    return (!list || list->kind == YAML_LIST
            || reader_broken(reader, list, MSG("form.not-a-list"), key))
        && ok;
}

static bool read_signers(struct reader *reader, const struct yaml_node *root)
{
    const struct yaml_node *list = yaml_find(root, "signed_by");
    bool ok = true;
    if (!list)
        return true;
    struct form_signer *signers = arena_array(reader->arena, struct form_signer, list->count);
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        struct form_signer *signer = &signers[reader->form.signer_count++];
        ok = reader_only_words(reader, item, signer_words, COUNT(signer_words)) && ok;
        ok = reader_needed(reader, item, "name", &signer->name) && ok;
        ok = reader_label(reader, item, "label", true, &signer->label) && ok;
    }
    reader->form.signers = signers;
    return ok;
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
    bool ok = true;
    if (!list)
        return true;
    if (list->kind != YAML_LIST)
        return reader_broken(reader, list, MSG("form.not-a-list"), "places");
    const char **places = arena_array(reader->arena, const char *, list->count + 1);
    for (const struct yaml_node *item = list->first; item; item = item->next) {
        places[reader->form.place_count++] = item->text;
        if (!is_word(kinds, COUNT(kinds), item->text))
            ok = reader_broken(reader, item, MSG("form.word-unknown"), item->text);
    }
    reader->form.places = places;
    return ok;
}

const char *form_batch_name(enum form_batch batch)
{
    static const char *const names[] = {[BATCH_NOBODY] = "",
                                        [BATCH_STARTERS] = "starters",
                                        [BATCH_CASES] = "cases",
                                        [BATCH_CHILDREN] = "children"};
    return names[batch];
}

/* Cases are of papers about cases, children of those about children; what has no number is no notice. */
static bool read_batch(struct reader *reader, const struct yaml_node *root)
{
    struct form *form = &reader->form;
    const char *text = reader_text(root, "batch");
    while (form->batch <= BATCH_CHILDREN && strcmp(form_batch_name(form->batch), text) != 0)
        form->batch++;
    bool known = form->batch <= BATCH_CHILDREN;
    bool fits = known
        && (form->batch == BATCH_NOBODY
            || (*form->number
                && form->about == (form->batch == BATCH_CASES ? ABOUT_A_CASE : ABOUT_A_CHILD)));
    return fits || reader_broken(reader, yaml_find(root, "batch"), MSG("form.word-unknown"), text);
}

/* What it does with its number is of the paper; what its service is, of the law. */
static bool read_legal(struct reader *reader, const struct yaml_node *root)
{
    struct form *form = &reader->form;
    form->number = reader_text(root, "number");
    form->serves = reader_text(root, "serves");
    if (yaml_find(root, "number") && !strstr(form->number, "{number}"))
        return reader_broken(reader, yaml_find(root, "number"), MSG("form.word-missing"), "{number}");
    return read_batch(reader, root)
        && reader_number(reader, root, "copies", COPIES_MOST, 1, &form->copies);
}

static bool read_action(struct reader *reader, const struct yaml_node *root)
{
    const char *action = reader_text(root, "action");
    bool sends = strcmp(action, "send") == 0;
    reader->form.action = sends ? MAY_SEND_REPORT : MAY_FILL_FORM;
    return sends || !*action || strcmp(action, "fill") == 0
        || reader_broken(reader, root, MSG("form.word-unknown"), action);
}

static bool read_version(struct reader *reader, const struct yaml_node *root)
{
    const char *version;
    char *end;
    if (!reader_needed(reader, root, "version", &version))
        return false;
    reader->form.version = (int)strtol(version, &end, 10);
    return (reader->form.version > 0 && *end == '\0')
        || reader_broken(reader, yaml_find(root, "version"), MSG("form.version-bad"), version);
}

/* Whoever writes a definition mends every mistake before the next try: one does not hide the rest. */
static bool read_head(struct reader *reader, const struct yaml_node *root)
{
    struct form *form = &reader->form;
    bool ok = reader_only_words(reader, root, form_words, COUNT(form_words));
    ok = reader_needed(reader, root, "form", &form->name) && ok;
    ok = reader_needed(reader, root, "clause", &form->clause) && ok;
    ok = read_version(reader, root) && ok;
    ok = reader_label(reader, root, "title", true, &form->title) && ok;
    ok = reader_label(reader, root, "sentence", false, &form->sentence) && ok;
    ok = reader_label(reader, root, "purpose", false, &form->purpose) && ok;
    ok = read_action(reader, root) && ok;
    ok = read_about(reader, root) && ok;
    ok = read_places(reader, root) && ok;
    ok = read_roles(reader, root, "filled_by", &form->filled_by) && ok;
    ok = read_roles(reader, root, "goes_to", &form->goes_to) && ok;
    ok = read_signers(reader, root) && ok;
    return read_legal(reader, root) && ok;
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
    if (strcmp(reason.key, "expression.deep") == 0)
        return reader_because(reader, node, MSG("form.expression-deep"), text, "");
    return reader_because(reader, node, MSG("form.expression-bad"), text, reason.values[1]);
}

static bool check_field(struct reader *reader, struct evaluator *evaluator, size_t index)
{
    const struct form_field *field = &reader->fields[index];
    const struct yaml_node *node = reader->nodes[index];
    bool ok = check_expression(reader, evaluator, node, field->calculation);
    ok = check_expression(reader, evaluator, node, field->relevant) && ok;
    return check_expression(reader, evaluator, node, field->constraint) && ok;
}

static bool check_event(struct reader *reader, struct evaluator *evaluator,
                        const struct yaml_node *node, const struct form_event *event)
{
    const char *const texts[] = {event->when, event->kind, event->result, event->day,
                                 event->note, event->plan, event->until};
    bool ok = true;
    for (size_t i = 0; i < COUNT(texts); i++)
        ok = check_expression(reader, evaluator, node, texts[i]) && ok;
    return ok;
}

static bool check_expressions(struct reader *reader, const struct yaml_node *root)
{
    struct error err = {0};
    EVALUATOR(evaluator) = evaluator_open(&err);
    bool ok = evaluator || reader_broken(reader, root, err.key, err.values[0]);
    for (size_t i = 0; evaluator && i < reader->form.field_count; i++)
        ok = check_field(reader, evaluator, i) && ok;
    const struct yaml_node *events = yaml_find(root, "events");
    const struct yaml_node *node = events ? events->first : NULL;
    for (size_t i = 0; evaluator && i < reader->form.event_count; i++, node = node->next)
        ok = check_event(reader, evaluator, node, &reader->form.events[i]) && ok;
    return ok;
}

static bool read_root(struct reader *reader, const struct yaml_node *root)
{
    if (root->kind != YAML_MAP)
        return reader_broken(reader, root, MSG("form.not-a-map"), "");
    bool ok = read_head(reader, root);
    ok = reader_fields(reader, root) && ok;
    ok = read_events(reader, root) && ok;
    return list_facts(reader) && check_expressions(reader, root) && ok;
}

/* By line; those of one line stay as they were found. */
static void sort_mistakes(struct definition_mistake *rows, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && rows[j].line < rows[j - 1].line; j--) {
            struct definition_mistake later = rows[j - 1];
            rows[j - 1] = rows[j];
            rows[j] = later;
        }
}

static const struct form *finish(struct reader *reader, const char *file, const char *source)
{
    struct form *made = arena_new(reader->arena, struct form);
    *made = reader->form;
    made->file = arena_copy(reader->arena, file, strlen(file));
    made->source = arena_copy(reader->arena, source, strlen(source));
    made->definition = made;
    return made;
}

/* The form, or NULL and the mistakes in the order in which they were found. */
static const struct form *read_source(struct reader *reader, const char *source)
{
    const struct yaml_node *root;
    struct definition_mistake broken = {.line = 1};
    if (yaml_parse(reader->file, source, strlen(source), reader->arena, &root, &broken.reason))
        return read_root(reader, root) ? finish(reader, reader->file, source) : NULL;
    reader->mistakes = arena_new(reader->arena, struct definition_mistake);
    reader->mistakes[reader->mistake_count++] = broken;
    return NULL;
}

const struct form *definition_check(const char *file, const char *source, struct arena *arena,
                                    const struct definition_mistake **mistakes, size_t *count)
{
    struct reader reader = {.file = file, .arena = arena};
    const struct form *form = read_source(&reader, source);
    sort_mistakes(reader.mistakes, reader.mistake_count);
    *mistakes = reader.mistakes;
    *count = reader.mistake_count;
    return form;
}

bool definition_read(const char *file, const char *source, struct arena *arena,
                     const struct form **form, struct error *err)
{
    struct reader reader = {.file = file, .arena = arena};
    const struct form *made = read_source(&reader, source);
    if (made)
        *form = made;
    else
        *err = reader.mistakes[0].reason;
    return made != NULL;
}
