#include "tests/tui/given.h"

#include "core/store/audit.h"

/* The class teacher has looked at two children. */
void given_look(struct fixture *f, const struct county *c)
{
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    assert_true(audit_look(f->store, &teacher, c->child[CHILD_LI], "child/1", &f->err));
    assert_true(audit_look(f->store, &teacher, c->child[CHILD_AYGUL], "child/2", &f->err));
}
