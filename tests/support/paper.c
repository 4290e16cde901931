#include "tests/support/paper.h"

#include "forms/filling/answers.h"
#include "tests/support/county.h"

bool paper_begin(struct fixture *f, const struct policy *policy, const struct actor *actor,
                 int64_t case_id, struct error *err)
{
    struct forms *forms = forms_open(NULL, &f->err);
    assert_non_null(forms);
    const struct record_start start = {.form = form_find(forms, "persuasion"), .case_id = case_id};
    int64_t id;
    bool begun = answers_begin(f->store, policy, actor, COUNTY_TODAY, &start, &id, err);
    forms_close(forms);
    return begun;
}
