#include "tests/support/answered.h"

#include "forms/definition.h"
#include "forms/expand.h"

struct form_record answered(struct fixture *f, const struct form *form,
                            const char *const answers[][2], size_t count)
{
    struct form_record record = {
        .id = 1,
        .form = form,
        .name_zh = "",
        .name_ug = "",
        .case_number = "",
        .number = "",
        .reason = "",
        .served_on = "",
        .served_how = "",
        .served_to = "",
        .answers = arena_array(&f->arena, struct answer, form->field_count),
    };
    for (size_t i = 0; i < form->field_count; i++)
        record.answers[i].value = "";
    for (size_t i = 0; i < count; i++) {
        const struct form_field *field = form_field(form, answers[i][0]);
        assert_non_null(field);
        record.answers[form_index(form, field)].value = answers[i][1];
    }
    return record;
}

struct form_record answered_source(struct fixture *f, const char *source, int rows,
                                   const char *const answers[][2], size_t count)
{
    const struct form *form;
    assert_true(definition_read("x.yaml", source, &f->arena, &form, &f->err));
    return answered(f, form_expand(form, &rows, &f->arena), answers, count);
}
