#include "tests/support/paper.h"

#include "tests/support/county.h"

bool paper_begin(struct fixture *f, const struct policy *policy, const struct actor *actor,
                 const char *form, struct record_start start, struct error *err)
{
    struct forms *forms = forms_open(NULL, &f->err);
    assert_non_null(forms);
    int64_t id;
    start.form = form_find(forms, form);
    bool begun = answers_begin(f->store, policy, actor, COUNTY_TODAY, &start, &id, err);
    forms_close(forms);
    return begun;
}
