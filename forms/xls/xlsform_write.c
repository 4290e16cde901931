#include "forms/xls/xlsform.h"

#include "core/exchange/xlsx.h"
#include "forms/xls/xlsexpression.h"
#include "forms/xls/xlskind.h"
#include "forms/xls/xlssheet.h"

#include <string.h>

/* A workbook while it is written: the cells of the next row of the newest sheet. */
struct writing {
    const struct form *form;
    struct arena *arena;
    struct error *err;
    struct xlsx *xlsx;
    const struct xls_sheet *sheet;
    const char **cells;
    size_t count;
    struct xls_name *names;
    size_t name_count;
    int groups; /* so far: theirs have names */
};

/* --- Sheets, rows, cells ---------------------------------------------------------------------- */

static int languages_of(const struct xls_word *word)
{
    return word->use == XLS_TRANSLATED ? LANGUAGE_COUNT : 1;
}

static bool is_written(const struct xls_word *word)
{
    return word->use == XLS_USED || word->use == XLS_TRANSLATED;
}

static void clear(struct writing *writing)
{
    for (size_t i = 0; i < writing->count; i++)
        writing->cells[i] = "";
}

static bool begin_sheet(struct writing *writing, const struct xls_sheet *sheet)
{
    size_t count = 0;
    writing->sheet = sheet;
    writing->cells = arena_array(writing->arena, const char *, sheet->count *LANGUAGE_COUNT);
    for (size_t i = 0; i < sheet->count; i++) {
        const struct xls_word *word = &sheet->words[i];
        for (int j = 0; is_written(word) && j < languages_of(word); j++)
            writing->cells[count++] = xls_heading(
                word->word, word->use == XLS_TRANSLATED ? j : XLS_NO_LANGUAGE, writing->arena);
    }
    writing->count = count;
    bool ok = xlsx_sheet(writing->xlsx, sheet->name, writing->cells, count, writing->err);
    clear(writing);
    return ok;
}

/* Where a word's cell is; of a translated one, its first. */
static const char **cell(struct writing *writing, const char *word)
{
    size_t at = 0;
    for (size_t i = 0; i < writing->sheet->count; i++) {
        const struct xls_word *row = &writing->sheet->words[i];
        if (strcmp(row->word, word) == 0)
            return &writing->cells[at];
        at += is_written(row) ? (size_t)languages_of(row) : 0;
    }
    return NULL;
}

static void put(struct writing *writing, const char *word, const char *text)
{
    *cell(writing, word) = text;
}

static void put_label(struct writing *writing, const char *word, const struct label *label)
{
    const char **cells = cell(writing, word);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        cells[i] = label->text[i];
}

static void put_flag(struct writing *writing, const char *word, bool is)
{
    put(writing, word, is ? "yes" : "");
}

static void put_number(struct writing *writing, const char *word, int number)
{
    put(writing, word, arena_text(writing->arena, "%d", number));
}

static bool end_row(struct writing *writing)
{
    bool ok = xlsx_row(writing->xlsx, writing->cells, writing->count, writing->err);
    clear(writing);
    return ok;
}

/* --- Questions -------------------------------------------------------------------------------- */

static void list_names(struct writing *writing)
{
    const struct form *form = writing->form;
    writing->names = arena_array(writing->arena, struct xls_name,
                                 form->field_count + form->repeat_count + 1);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct form_field *field = &form->fields[i];
        writing->names[writing->name_count++] =
            (struct xls_name){field->name, xls_kind_ours(field->type->name)->names};
    }
    for (size_t i = 0; i < form->repeat_count; i++)
        writing->names[writing->name_count++] =
            (struct xls_name){form->repeats[i]->repeat, XLS_REPEAT};
}

/* Ours stands beside it where the way back would make other words of it. */
static bool put_expression(struct writing *writing, const struct form_field *field,
                           const char *word, enum xls_use use, const char *ours)
{
    struct arena *arena = writing->arena;
    struct error unused = {0};
    const char *theirs, *again;
    const struct xls_asking asking = {
        arena_text(arena, "%s %s %s", writing->form->name, field->name, word), field->name, use,
        writing->names, writing->name_count};
    if (!*ours)
        return true;
    if (!xlsexpression_write(&asking, ours, arena, &theirs, writing->err))
        return false;
    put(writing, word, theirs);
    if (!xlsexpression_read(&asking, theirs, arena, &again, &unused) || strcmp(again, ours) != 0)
        put(writing, arena_text(arena, "baoxue::%s", word), ours);
    return true;
}

static void put_type(struct writing *writing, const struct form_field *field)
{
    const struct xls_kind *kind = xls_kind_ours(field->type->name);
    const char *list = field->choices ? field->choices->name
        : field->type->option         ? arena_text(writing->arena, XLS_OWN_LISTS "%s", kind->ours)
                                      : NULL;
    put(writing, "type",
        list ? arena_text(writing->arena, "%s %s", kind->theirs, list) : kind->theirs);
    put(writing, "appearance", kind->appearance);
    if (!kind->usual)
        put(writing, "baoxue::type", kind->ours);
}

static bool write_field(struct writing *writing, const struct form_field *field,
                        const char *group_clause)
{
    bool today = strcmp(field->fill, "today") == 0;
    put_type(writing, field);
    put(writing, "name", field->name);
    put_label(writing, "label", &field->label);
    put_label(writing, "hint", &field->hint);
    put_label(writing, "constraint_message", &field->constraint_message);
    put_label(writing, "baoxue::signature", &field->signature);
    put(writing, "default", today ? "today()" : "");
    put(writing, "baoxue::fill", today ? "" : field->fill);
    put(writing, "baoxue::later", field->later);
    put(writing, "baoxue::clause", strcmp(field->clause, group_clause) == 0 ? "" : field->clause);
    put_flag(writing, "required", field->required);
    put_flag(writing, "baoxue::masked", field->masked);
    put_flag(writing, "baoxue::beside", field->beside);
    put_flag(writing, "baoxue::unprinted", field->unprinted);
    put_flag(writing, "baoxue::keep", field->keep);
    return put_expression(writing, field, "relevant", XLS_CONDITION, field->relevant)
        && put_expression(writing, field, "constraint", XLS_CONSTRAINT, field->constraint)
        && put_expression(writing, field, "calculation", XLS_VALUE, field->calculation)
        && end_row(writing);
}

static bool begin_group(struct writing *writing, const struct form_group *group)
{
    bool repeats = *group->repeat != '\0';
    writing->groups++;
    put(writing, "type", repeats ? "begin_repeat" : "begin_group");
    put(writing, "name",
        repeats ? group->repeat : arena_text(writing->arena, "group_%d", writing->groups));
    put_label(writing, "label", &group->label);
    if (repeats) {
        put_number(writing, "baoxue::most", group->most);
        if (group->least > 0)
            put_number(writing, "baoxue::least", group->least);
    }
    return end_row(writing);
}

static bool end_group(struct writing *writing, const struct form_group *group)
{
    put(writing, "type", *group->repeat ? "end_repeat" : "end_group");
    return end_row(writing);
}

static bool write_survey(struct writing *writing)
{
    const struct form *form = writing->form;
    const struct form_group *open = NULL;
    list_names(writing);
    bool ok = begin_sheet(writing, &xls_survey);
    for (size_t i = 0; ok && i < form->field_count; i++) {
        const struct form_field *field = &form->fields[i];
        if (open && field->group != open)
            ok = end_group(writing, open);
        if (ok && field->group && field->group != open)
            ok = begin_group(writing, field->group);
        open = field->group;
        ok = ok && write_field(writing, field, form->clause);
    }
    return ok && (!open || end_group(writing, open));
}

/* --- Choices ---------------------------------------------------------------------------------- */

static bool write_choice(struct writing *writing, const char *list, const char *name,
                         const struct label *label)
{
    put(writing, "list_name", list);
    put(writing, "name", name);
    put_label(writing, "label", label);
    return end_row(writing);
}

static bool write_list(struct writing *writing, const struct choice_list *list)
{
    bool ok = true;
    for (size_t i = 0; ok && i < list->count; i++)
        ok = write_choice(writing, list->name, list->choices[i].name, &list->choices[i].label);
    return ok;
}

/* The choices of a kind that has its own, in the words of the program. */
static bool write_own_list(struct writing *writing, const struct field_type *type)
{
    const struct field_context context = {.today = ""};
    const char *name, *list = arena_text(writing->arena, XLS_OWN_LISTS "%s", type->name);
    bool ok = true;
    for (size_t i = 0; ok && type->option(&context, LANGUAGE_ZH, i, &name); i++) {
        struct label label;
        for (int j = 0; j < LANGUAGE_COUNT; j++)
            label.text[j] = type->option(&context, (enum language)j, i, &name);
        ok = write_choice(writing, list, name, &label);
    }
    return ok;
}

/* Whether an earlier field has the same list. */
static bool was_written(const struct form *form, size_t index)
{
    const struct form_field *field = &form->fields[index];
    for (size_t i = 0; i < index; i++)
        if (form->fields[i].choices == field->choices
            && (field->choices || form->fields[i].type == field->type))
            return true;
    return false;
}

static bool write_choices(struct writing *writing)
{
    const struct form *form = writing->form;
    bool ok = begin_sheet(writing, &xls_choices);
    for (size_t i = 0; ok && i < form->field_count; i++) {
        const struct form_field *field = &form->fields[i];
        if (was_written(form, i))
            continue;
        if (field->choices)
            ok = write_list(writing, field->choices);
        else if (field->type->option)
            ok = write_own_list(writing, field->type);
    }
    return ok;
}

/* --- Settings, signers, events ---------------------------------------------------------------- */

static const char *roles(struct writing *writing, unsigned bits)
{
    const char *text = "";
    for (int role = 0; role < ROLE_COUNT; role++)
        if (bits & 1u << role)
            text = arena_text(writing->arena, "%s%s%s", text, *text ? ", " : "",
                              role_name((enum role)role));
    return text;
}

static const char *places(struct writing *writing)
{
    const char *text = "";
    for (size_t i = 0; i < writing->form->place_count; i++)
        text = arena_text(writing->arena, "%s%s%s", text, i ? ", " : "", writing->form->places[i]);
    return text;
}

static bool write_settings(struct writing *writing)
{
    static const char *const abouts[] = {
        [ABOUT_A_CASE] = "", [ABOUT_A_CHILD] = "child", [ABOUT_A_PLACE] = "place"};
    const struct form *form = writing->form;
    if (!begin_sheet(writing, &xls_settings))
        return false;
    put(writing, "form_title", form->title.text[LANGUAGE_ZH]);
    put(writing, "form_id", form->name);
    put_number(writing, "version", form->version);
    put(writing, "default_language", xls_heading("", LANGUAGE_ZH, writing->arena) + strlen("::"));
    put(writing, "baoxue::clause", form->clause);
    put_label(writing, "baoxue::title", &form->title);
    put_label(writing, "baoxue::purpose", &form->purpose);
    put_label(writing, "baoxue::sentence", &form->sentence);
    put(writing, "baoxue::action", form->action == MAY_SEND_REPORT ? "send" : "");
    put(writing, "baoxue::about", abouts[form->about]);
    put(writing, "baoxue::places", places(writing));
    put(writing, "baoxue::filled_by", roles(writing, form->filled_by));
    put(writing, "baoxue::goes_to", roles(writing, form->goes_to));
    put(writing, "baoxue::number", form->number);
    put(writing, "baoxue::serves", form->serves);
    if (form->copies > 1)
        put_number(writing, "baoxue::copies", form->copies);
    put(writing, "baoxue::batch", form_batch_name(form->batch));
    return end_row(writing);
}

static bool write_signers(struct writing *writing)
{
    const struct form *form = writing->form;
    if (form->signer_count == 0)
        return true;
    bool ok = begin_sheet(writing, &xls_signers);
    for (size_t i = 0; ok && i < form->signer_count; i++) {
        put(writing, "name", form->signers[i].name);
        put_label(writing, "label", &form->signers[i].label);
        ok = end_row(writing);
    }
    return ok;
}

static bool write_events(struct writing *writing)
{
    const struct form *form = writing->form;
    if (form->event_count == 0)
        return true;
    bool ok = begin_sheet(writing, &xls_events);
    for (size_t i = 0; ok && i < form->event_count; i++) {
        const struct form_event *event = &form->events[i];
        put(writing, "when", event->when);
        put(writing, "plan", event->plan);
        put(writing, "kind", event->kind);
        put(writing, "result", event->result);
        put(writing, "day", event->day);
        put(writing, "note", event->note);
        put(writing, "until", event->until);
        ok = end_row(writing);
    }
    return ok;
}

bool xlsform_write(const struct form *form, struct csv_sink sink, struct error *err)
{
    ARENA(arena);
    XLSX(xlsx) = xlsx_open(err);
    struct writing writing = {.form = form, .arena = &arena, .err = err, .xlsx = xlsx};
    return xlsx
        && write_survey(&writing)
        && write_choices(&writing)
        && write_settings(&writing)
        && write_signers(&writing)
        && write_events(&writing)
        && xlsx_save(xlsx, sink, err);
}
