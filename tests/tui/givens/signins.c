#include "tests/tui/given.h"

#include "core/posts/account.h"
#include "core/posts/signin.h"

static void sign_in(struct fixture *f, const char *name, const char *source, const char *client)
{
    struct signin signin = {.pid = 1, .source = source, .client = client};
    int64_t id;
    assert_true(account_find(f->store, name, &signin.account_id, &f->err));
    assert_true(signin_begin(f->store, &signin, &id, &f->err));
}

/* A teacher and a village worker are at work. */
void given_signins(struct fixture *f, const struct county *c)
{
    (void)c;
    sign_in(f, "class_teacher", "192.0.2.7", "OpenSSH_9.2p1");
    sign_in(f, "village_worker", "192.0.2.8", "PuTTY_Release_0.78");
}
