/* A county's own forms: checked, taken from a workbook and written as one, listed. */
#include "core/exchange/stream.h"
#include "forms/definition.h"
#include "forms/xls/xlsform.h"
#include "tui/command.h"

#include <string.h>

enum {
    SOURCE_MOST = 256 * 1024 /* bytes of a definition, as when it is opened with its county */
};

/* A definition in a file, whichever way it is written down. */
struct source {
    const char *yaml; /* of a workbook, what it was made to; NULL when there is none */
    const struct form *form;
    const struct definition_mistake *mistakes;
    size_t count;
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* One of the files of spreadsheet programs; with an old one it is told what to do. */
static bool is_workbook(FILE *file)
{
    char head[4] = "";
    size_t size = fread(head, 1, sizeof head, file);
    rewind(file);
    return size == sizeof head
        && (memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "\xD0\xCF\x11\xE0", 4) == 0);
}

static bool read_text(FILE *file, const char *path, struct arena *arena, const char **text,
                      struct error *err)
{
    char *buffer = arena_alloc(arena, SOURCE_MOST + 1);
    size_t length = fread(buffer, 1, SOURCE_MOST, file);
    *text = buffer;
    return (!ferror(file) && feof(file) && strlen(buffer) == length)
        || error_tell(err, ERROR_SYSTEM, MSG("form.unreadable"), path);
}

static bool read_stream(FILE *file, const char *path, struct arena *arena, struct source *source,
                        struct error *err)
{
    const char *name = base_name(path);
    if (is_workbook(file)) {
        source->form = xlsform_read(file, name, arena, &source->yaml, &source->mistakes,
                                    &source->count);
        return true;
    }
    if (!read_text(file, path, arena, &source->yaml, err))
        return false;
    source->form = definition_check(name, source->yaml, arena, &source->mistakes, &source->count);
    return true;
}

static bool read_file(const char *path, struct arena *arena, struct source *source,
                      struct error *err)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return error_tell(err, ERROR_SYSTEM, MSG("form.unreadable"), path);
    bool ok = read_stream(file, path, arena, source, err);
    fclose(file);
    return ok;
}

static void say_mistakes(const struct command_call *call, FILE *to, const struct source *source,
                         struct arena *arena)
{
    for (size_t i = 0; i < source->count; i++) {
        const struct error *reason = &source->mistakes[i].reason;
        command_say(call, to, reason->key, reason->values[0], reason->values[1],
                    reason->values[2], NULL);
    }
    command_say(call, to, source->count > 0 ? MSG("policy.mistakes") : MSG("policy.no-mistake"),
                arena_text(arena, "%zu", source->count), NULL);
}

/* Every mistake with its line or row; whoever writes a form mends them all before the next try. */
static int check(const struct command_call *call, const char *path)
{
    ARENA(arena);
    struct error err = {0};
    struct source source = {.yaml = NULL};
    if (!read_file(path, &arena, &source, &err))
        return command_fail(call, &err);
    say_mistakes(call, call->out, &source, &arena);
    return source.count > 0 ? COMMAND_FAILED : COMMAND_DONE;
}

/* The workbook as a definition; nothing when there is a mistake in it. */
static int import(const struct command_call *call, const char *path)
{
    ARENA(arena);
    struct error err = {0};
    struct source source = {.yaml = NULL};
    if (!read_file(path, &arena, &source, &err))
        return command_fail(call, &err);
    if (source.form) {
        fputs(source.yaml, call->out);
        return COMMAND_DONE;
    }
    say_mistakes(call, call->err, &source, &arena);
    return COMMAND_FAILED;
}

static int write_out(const struct command_call *call, const struct form *form)
{
    struct error err = {0};
    return xlsform_write(form, stream_sink(call->out), &err) ? COMMAND_DONE
                                                             : command_fail(call, &err);
}

static int export_file(const struct command_call *call, const char *path)
{
    ARENA(arena);
    struct error err = {0};
    struct source source = {.yaml = NULL};
    if (!read_file(path, &arena, &source, &err))
        return command_fail(call, &err);
    if (source.form)
        return write_out(call, source.form);
    say_mistakes(call, call->err, &source, &arena);
    return COMMAND_FAILED;
}

/* A form of the program by its name, or one in a file. */
static int export(const struct command_call *call, const char *name)
{
    struct error err = {0};
    struct forms *forms = forms_open(NULL, &err);
    if (!forms)
        return command_fail(call, &err);
    const struct form *form = form_find(forms, name);
    int status = form ? write_out(call, form) : export_file(call, name);
    forms_close(forms);
    return status;
}

/* The forms of the program, or of a county: those of its own win. */
static int list(const struct command_call *call, const char *folder)
{
    struct error err = {0};
    struct forms *forms = forms_open(folder, &err);
    const struct form *form;
    if (!forms)
        return command_fail(call, &err);
    for (size_t i = 0; (form = form_at(forms, i)); i++)
        fprintf(call->out, "%-24s %3d  %s\n", form->name, form->version,
                form->title.text[call->language]);
    forms_close(forms);
    return COMMAND_DONE;
}

static int run(const struct command_call *call)
{
    const char *word = call->words[0], *what = call->word_count > 1 ? call->words[1] : NULL;
    if (strcmp(word, "check") == 0 && what)
        return check(call, what);
    if (strcmp(word, "import") == 0 && what)
        return import(call, what);
    if (strcmp(word, "export") == 0 && what)
        return export(call, what);
    if (strcmp(word, "list") == 0)
        return list(call, what);
    command_say(call, call->err, MSG("command.unknown"), word, NULL);
    return COMMAND_MISUSED;
}

const struct command command_form = {
    .name = "form",
    .words = "check FILE | import FILE | export NAME|FILE | list [DIR]",
    .summary = MSG("form.summary"),
    .need = COMMAND_NOTHING,
    .words_least = 1,
    .words_most = 2,
    .run = run,
};
