/*
 * What people type into forms, any bytes: each kind takes it or says why not. What it takes is a
 * value that the kind takes again as it is, that is shown in every language, and that the rules of
 * a form can be asked about.
 */
#include "forms/definition.h"
#include "forms/expand.h"
#include "forms/filling/check.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char source[] =
    "form: any\nversion: 1\nclause: H18\nabout: child\n"
    "title: {zh: 表, ug: جەدۋەل, en: Form}\n"
    "fields:\n"
    "  - {name: day, type: date, label: {zh: 日, ug: كۈن, en: Day}, required: true,"
    " constraint: day <= today, constraint_message: {zh: 晚, ug: كېيىن, en: late}}\n"
    "  - {name: means, type: choices, choices: means, label: {zh: 式, ug: شەكىل, en: Means}}\n"
    "  - {name: words, type: paragraph, relevant: \"selected(means, 'visit')\","
    " label: {zh: 话, ug: سۆز, en: Words}}\n"
    "  - group: {zh: 表, ug: جەدۋەل, en: Table}\n"
    "    repeat: rows\n"
    "    fields:\n"
    "      - {name: hours, type: decimal, label: {zh: 时, ug: سائەت, en: Hours}}\n"
    "      - {name: why, type: text, relevant: hours > 2, label: {zh: 因, ug: سەۋەب, en: Why}}\n"
    "  - {name: total, type: calculated, calculation: hours_sum + rows_count,"
    " label: {zh: 共, ug: جەمئىي, en: Total}}\n"
    "choices:\n"
    "  means:\n"
    "    - {name: call, label: {zh: 电话, ug: تېلېفون, en: Call}}\n"
    "    - {name: visit, label: {zh: 上门, ug: ئۆيىگە بېرىش, en: Visit}}\n";

enum {
    ROWS = 2
};

/* Read once: only what is typed changes. */
static const struct form *form_of(struct arena *arena)
{
    struct error err = {0};
    const struct form *definition;
    int rows[] = {ROWS};
    if (!catalogue_open() || !definition_read("any", source, arena, &definition, &err))
        abort();
    return form_expand(definition, rows, arena);
}

static void check_kind(const struct form *form, const struct field_type *type, const char *typed,
                       struct arena *arena)
{
    struct field_context context = {.choices = form_field(form, "means")->choices,
                                    .today = "2026-09-17",
                                    .was = ""};
    const char *value, *again;
    struct error err = {0};
    if (!field_read(type, &context, typed, arena, &value, &err)) {
        assert(err.key && err.kind == ERROR_INVALID);
        return;
    }
    context.was = value;
    assert(!*value
           || (type->read(&context, value, arena, &again, &err) && strcmp(value, again) == 0));
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        assert(field_show(type, &context, (enum language)language, value, arena));
}

/* Answers of the form, a line each; what is no answer to a field is left out. */
static void check_rules(const struct form *form, char *lines, struct arena *arena)
{
    const char **values = arena_array(arena, const char *, form->field_count);
    const bool *typed = arena_array(arena, bool, form->field_count);
    struct check_summary summary;
    struct error err = {0};
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field_context context = {.choices = form->fields[i].choices,
                                              .today = "2026-09-17",
                                              .was = ""};
        size_t length = strcspn(lines, "\n");
        char *next = lines + length + (lines[length] == '\n');
        struct error no_answer = {0};
        lines[length] = '\0';
        if (!field_read(form->fields[i].type, &context, lines, arena, &values[i], &no_answer))
            values[i] = "";
        lines = next;
    }
    assert(check_calculate(form, values, typed, "2026-09-17", arena, &err));
    assert(check_form(form, values, "2026-09-17", arena, &summary, &err));
    assert(summary.answered <= summary.asked);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena kept;
    static const struct form *form;
    if (!form)
        form = form_of(&kept);
    ARENA(arena);
    const struct field_type *type;
    char *typed = arena_copy(&arena, (const char *)data, size);
    for (size_t i = 0; (type = field_type_at(i)); i++)
        check_kind(form, type, typed, &arena);
    check_rules(form, typed, &arena);
    return 0;
}
