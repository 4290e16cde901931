#include "core/posts/signin.h"
#include "core/rules/rules.h"
#include "core/store/county.h"
#include "forms/form.h"
#include "tui/command.h"
#include "tui/ssh/hostkey.h"
#include "tui/ssh/monitor.h"
#include "tui/ssh/net.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum {
    OPTION_LISTEN,
    OPTION_PORT
};

static const struct command_option options[] = {
    [OPTION_LISTEN] = {"--listen ADDR", MSG("serve.listen")},
    [OPTION_PORT] = {"--port N",      MSG("serve.port")  },
};

static bool check_port(const char *port, struct error *err)
{
    char *end;
    long number = strtol(port, &end, 10);
    return (*port != '\0' && *end == '\0' && number > 0 && number < 65536)
        || error_tell(err, ERROR_INVALID, MSG("serve.bad-port"), port);
}

/* One server a folder: two would tell two stories of who is signed in. Held until the end. */
static bool take_folder(const char *folder, struct error *err)
{
    ARENA(arena);
    int lock = open(county_path(folder, "serve.lock", &arena), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (lock < 0)
        return error_tell(err, ERROR_SYSTEM, MSG("serve.folder"), folder, strerror(errno));
    close(lock);
    return error_tell(err, ERROR_CONFLICT, MSG("serve.already"), folder);
}

/* All that needs the database before the processes begin; it is closed again, for they are forked. */
static bool read_county(const char *folder, struct policy **policy, struct error *err)
{
    struct store *store = county_open(folder, err);
    bool ok = store
        && take_folder(folder, err)
        && signin_clear(store, err)
        && (*policy = rules_open(store, folder, err));
    store_close(store);
    return ok;
}

static bool serve(const struct command_call *call, struct error *err)
{
    struct policy *policy = NULL;
    struct forms *forms = NULL;
    struct ssh_key_struct *key = NULL;
    struct server server = {
        .setting = {.folder = call->folder, .today = call->today_fixed ? call->today : NULL},
        .address = call->options[OPTION_LISTEN],
        .port = call->options[OPTION_PORT] ? call->options[OPTION_PORT] : "2222",
    };
    server.setting.port = server.port;
    if (!check_port(server.port, err)
        || !read_county(call->folder, &policy, err)
        || !(forms = forms_open(call->folder, err))
        || !forms_cover(forms, policy, err)
        || !hostkey_read(call->folder, &key, err))
        return false;

    char print[HOSTKEY_PRINT_SIZE];
    hostkey_print(key, print);
    server.host_key = print;
    server.setting.policy = policy;
    server.setting.forms = forms;
    server.bind = net_prepare(key, err);
    bool ok = server.bind && monitor_run(&server, err);
    if (server.bind)
        net_forget(server.bind);
    forms_close(forms);
    policy_close(policy);
    return ok;
}

static int run(const struct command_call *call)
{
    struct error err = {0};
    return serve(call, &err) ? COMMAND_DONE : command_fail(call, &err);
}

const struct command command_serve = {
    .name = "serve",
    .words = "",
    .summary = MSG("serve.summary"),
    .need = COMMAND_FOLDER,
    .options = options,
    .option_count = COUNT(options),
    .run = run,
};
