#include "forms/form.h"

#include "core/rules/policy.h"
#include "forms/definition.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SOURCE_MOST = 256 * 1024 /* bytes of a definition; ours have a few thousand */
};

/* The definitions in the program (Makefile.am). */
static const struct {
    const char *file, *source;
} shipped[] = {
#include "forms/definitions.inc"
};

struct forms {
    struct arena arena;
    const struct form **rows; /* by name */
    size_t count, room;
};

/* A form read later wins over one of the same name. */
static void keep_form(struct forms *forms, const struct form *form)
{
    size_t at = 0;
    while (at < forms->count && strcmp(forms->rows[at]->name, form->name) < 0)
        at++;
    if (at < forms->count && strcmp(forms->rows[at]->name, form->name) == 0) {
        forms->rows[at] = form;
        return;
    }
    if (forms->count == forms->room) {
        const struct form **rows =
            arena_array(&forms->arena, const struct form *, forms->room * 2 + 8);
        for (size_t i = 0; i < forms->count; i++)
            rows[i] = forms->rows[i];
        forms->rows = rows;
        forms->room = forms->room * 2 + 8;
    }
    for (size_t i = forms->count++; i > at; i--)
        forms->rows[i] = forms->rows[i - 1];
    forms->rows[at] = form;
}

static bool read_form(struct forms *forms, const char *file, const char *source, struct error *err)
{
    const struct form *form;
    if (!definition_read(file, source, &forms->arena, &form, err))
        return false;
    keep_form(forms, form);
    return true;
}

static bool read_shipped(struct forms *forms, struct error *err)
{
    for (size_t i = 0; i < COUNT(shipped); i++)
        if (!read_form(forms, shipped[i].file, shipped[i].source, err))
            return false;
    return true;
}

static bool read_file(struct forms *forms, const char *path, const char *name, struct error *err)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return error_tell(err, ERROR_SYSTEM, MSG("form.unreadable"), name);
    char *source = arena_alloc(&forms->arena, SOURCE_MOST + 1);
    size_t length = fread(source, 1, SOURCE_MOST, file);
    bool whole = !ferror(file) && feof(file);
    fclose(file);
    if (!whole || strlen(source) != length)
        return error_tell(err, ERROR_SYSTEM, MSG("form.unreadable"), name);
    return read_form(forms, name, source, err);
}

static bool is_definition(const char *name)
{
    size_t length = strlen(name);
    return *name != '.' && length > strlen(".yaml")
        && strcmp(name + length - strlen(".yaml"), ".yaml") == 0;
}

/* A county without forms of its own has no such folder. */
static bool read_folder(struct forms *forms, const char *folder, struct error *err)
{
    const char *path = arena_text(&forms->arena, "%s/forms", folder);
    DIR *dir = opendir(path);
    if (!dir)
        return errno == ENOENT || error_tell(err, ERROR_SYSTEM, MSG("form.unreadable"), path);

    bool ok = true;
    for (struct dirent *entry; ok && (entry = readdir(dir));)
        if (is_definition(entry->d_name))
            ok = read_file(forms, arena_text(&forms->arena, "%s/%s", path, entry->d_name),
                           entry->d_name, err);
    closedir(dir);
    return ok;
}

struct forms *forms_open(const char *folder, struct error *err)
{
    struct forms *forms = calloc(1, sizeof *forms);
    if (!forms)
        abort();
    if (read_shipped(forms, err) && (!folder || read_folder(forms, folder, err)))
        return forms;
    forms_close(forms);
    return NULL;
}

void forms_close(struct forms *forms)
{
    if (!forms)
        return;
    arena_clear(&forms->arena);
    free(forms);
}

static bool covers(const struct forms *forms, const struct policy_rung *rung, struct error *err)
{
    return !rung->form || form_find(forms, rung->form)
        || error_tell(err, ERROR_MISSING, MSG("form.unknown"), rung->form);
}

bool forms_cover(const struct forms *forms, const struct policy *policy, struct error *err)
{
    for (size_t i = 0; i < policy->rung_count; i++)
        if (!covers(forms, &policy->rungs[i], err))
            return false;
    for (size_t i = 0; i < policy->round_count; i++)
        if (!covers(forms, &policy->rounds[i].duty, err))
            return false;
    for (size_t i = 0; i < policy->plan_count; i++)
        for (size_t k = 0; k < policy->plans[i].beat_count; k++)
            if (!covers(forms, &policy->plans[i].beats[k].duty, err))
                return false;
    return true;
}

const struct form *form_at(const struct forms *forms, size_t index)
{
    return index < forms->count ? forms->rows[index] : NULL;
}

const struct form *form_find(const struct forms *forms, const char *name)
{
    for (size_t i = 0; i < forms->count; i++)
        if (strcmp(forms->rows[i]->name, name) == 0)
            return forms->rows[i];
    return NULL;
}

const struct form_field *form_field(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->field_count; i++)
        if (strcmp(form->fields[i].name, name) == 0)
            return &form->fields[i];
    return NULL;
}

size_t form_index(const struct form *form, const struct form_field *field)
{
    return (size_t)(field - form->fields);
}
