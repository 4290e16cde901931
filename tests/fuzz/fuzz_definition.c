/*
 * Definitions of forms, given any text: a form, or mistakes with their lines in order; and the
 * short way and the long one find the same.
 */
#include "forms/definition.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A beginning that the reader takes, so that the rest is read, too. */
static const char head[] = "form: x\nversion: 1\nclause: A1\ntitle: {zh: a, ug: a, en: a}\n";

static void check(const char *source)
{
    ARENA(arena);
    struct error err = {0};
    const struct definition_mistake *mistakes;
    const struct form *form, *again;
    size_t count;
    form = definition_check("x.yaml", source, &arena, &mistakes, &count);
    assert((form != NULL) == (count == 0));
    for (size_t i = 0; i < count; i++) {
        assert(mistakes[i].reason.key && mistakes[i].line >= 1);
        assert(i == 0 || mistakes[i].line >= mistakes[i - 1].line);
    }
    assert(definition_read("x.yaml", source, &arena, &again, &err) == (form != NULL));
    assert(form || err.key);
    assert(!form || (form->field_count > 0 && form->fact_count > form->field_count));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    size_t before = *data & 1 ? strlen(head) : 0;
    char *source = malloc(before + size);
    assert(source);
    memcpy(source, head, before);
    memcpy(source + before, data + 1, size - 1);
    source[before + size - 1] = '\0';
    check(source);
    free(source);
    return 0;
}
