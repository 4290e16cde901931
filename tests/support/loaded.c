#include "tests/support/loaded.h"

#include <stdio.h>
#include <string.h>

struct loaded *loaded_as(struct work *work, const struct actor *actor, const char *kind,
                         const char *text)
{
    struct fixture *f = work->f;
    struct loaded *loaded = arena_new(&f->arena, struct loaded);
    loaded->in = (struct listfile){.bytes = text, .size = strlen(text)};
    const struct import_request request = {
        .kind = kind,
        .file = "list.csv",
        .source = listfile_source(&loaded->in),
        .today = COUNTY_TODAY,
        .policy = work->policy,
        .language = LANGUAGE_ZH,
        .rejects = listfile_sink(&loaded->rejects),
    };
    f->err = (struct error){0};
    loaded->ok = import_run(f->store, actor, &request, &f->arena, &loaded->report, &f->err);
    if (!loaded->ok)
        print_message("%s: %s\n", f->err.key, f->err.detail);
    return loaded;
}

const char *loaded_fault(const struct loaded *loaded, size_t i)
{
    const struct import_fault *one = &loaded->report.faults[i];
    static char text[600];
    snprintf(text, sizeof text, "%d %s: %s", (int)one->row, one->column, one->reason);
    return text;
}
