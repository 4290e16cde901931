#include "core/demo/demo.h"
#include "core/rules/policy.h"
#include "core/store/county.h"
#include "i18n/format.h"
#include "tui/command.h"
#include "tui/ssh/hostkey.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    OPTION_POLICY,
    OPTION_DEMO,
    OPTION_CHILDREN,
    OPTION_SEED,
    OPTION_PASSWORD
};

static const struct command_option options[] = {
    [OPTION_POLICY] = {"--policy NAME",        MSG("init.policy")         },
    [OPTION_DEMO] = {"--demo",               MSG("init.option-demo")    },
    [OPTION_CHILDREN] = {"--children N",         MSG("init.option-children")},
    [OPTION_SEED] = {"--seed S",             MSG("init.option-seed")    },
    [OPTION_PASSWORD] = {"--demo-password WORD", MSG("init.option-password")},
};

static const char usual_policy[] = "hutubi";

enum {
    USUAL_CHILDREN = 35000, /* a county of the size that the documents speak of */
    USUAL_SEED = 1,
};

static bool read_number(const char *option, int64_t usual, int64_t *number, struct error *err)
{
    char *end;
    errno = 0;
    *number = option ? strtoll(option, &end, 10) : usual;
    return !option || (*option != '\0' && *end == '\0' && errno == 0 && *number >= 0)
        || error_tell(err, ERROR_INVALID, MSG("init.bad-number"), option);
}

static bool make_county(const struct command_call *call, const struct policy *policy,
                        struct error *err)
{
    return county_create(call->folder, policy, err) && hostkey_make(call->folder, err);
}

/* The lists lie in a folder of their own; the rolls where the import screen finds them. */
static bool make_folder(const char *path, struct error *err)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST
        || error_tell(err, ERROR_SYSTEM, MSG("demo.write"), path);
}

static void print_account(const struct command_call *call, const struct demo_account *account,
                          struct arena *arena)
{
    const char *role = message(call->language, arena_text(arena, "role.%s", role_name(account->role)));
    fprintf(call->out, "%s\t%s\t%s\t%s\n", account->name, role,
            format_name(call->language, account->place_zh, account->place_ug), account->password);
}

static bool fill(const struct command_call *call, const struct policy *policy,
                 const struct demo *demo, struct arena *arena, struct error *err)
{
    const struct demo_account *accounts;
    struct demo_summary summary;
    size_t count;
    struct store *store = county_open(call->folder, err);
    bool ok = store
        && demo_write(demo, &summary, err)
        && demo_fill(store, policy, call->actor, demo, &summary, call->options[OPTION_PASSWORD], arena,
                     &accounts, &count, err)
        && store_checkpoint(store, err); /* no server runs here yet whose clerk would do it */
    store_close(store);
    for (size_t i = 0; ok && i < count; i++)
        print_account(call, &accounts[i], arena);
    return ok;
}

static bool demonstrate(const struct command_call *call, const struct policy *policy,
                        struct arena *arena, struct error *err)
{
    int64_t seed;
    struct demo demo = {
        .folder = county_path(call->folder, "demo", arena),
        .rolls = county_path(call->folder, "drop", arena),
        .today = call->today,
        .policy = policy,
    };
    if (!read_number(call->options[OPTION_CHILDREN], USUAL_CHILDREN, &demo.children, err)
        || !read_number(call->options[OPTION_SEED], USUAL_SEED, &seed, err))
        return false;
    demo.seed = (uint64_t)seed;
    return make_folder(demo.folder, err) && fill(call, policy, &demo, arena, err);
}

static int run(const struct command_call *call)
{
    ARENA(arena);
    struct error err = {0};
    const char *name = call->options[OPTION_POLICY] ? call->options[OPTION_POLICY] : usual_policy;
    struct policy *policy = policy_open(call->folder, name, &err);
    bool ok = policy && make_county(call, policy, &err)
        && (!call->options[OPTION_DEMO] || demonstrate(call, policy, &arena, &err));
    policy_close(policy);
    if (!ok)
        return command_fail(call, &err);
    if (!call->options[OPTION_DEMO])
        command_say(call, call->out, MSG("init.done"), call->folder, call->folder, NULL);
    return COMMAND_DONE;
}

const struct command command_init = {
    .name = "init",
    .words = "",
    .summary = MSG("init.summary"),
    .need = COMMAND_FOLDER,
    .options = options,
    .option_count = COUNT(options),
    .run = run,
};
