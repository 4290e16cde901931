#include "tui/ssh/entry.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/posts/secret.h"
#include "i18n/catalogue.h"
#include "tui/ssh/box.h"
#include "tui/ssh/files.h"
#include "tui/ssh/process.h"
#include "tui/ssh/remote.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Screens without a terminal: a robot, or ssh with its input from a file. */
static int refuse_screens(struct session_link *link)
{
    for (enum language language = LANGUAGE_ZH; language < LANGUAGE_COUNT; language++) {
        const char *text = message(language, MSG("door.no-terminal"));
        link_send_error(link, text, strlen(text));
        link_send_error(link, "\n", 1);
    }
    return 1;
}

_Noreturn void entry_run(const struct link_start *start, int socket,
                         const struct session_setting *setting)
{
    struct session_link link = {.start = *start, .socket = socket};
    struct error err = {0};
    link.signals = process_signals(SIGTERM, SIGHUP, SIGINT, 0);
    if (!box_session(&err)) {
        log_line("session: %s", err.detail);
        _exit(1);
    }
    secret_queue(setting->folder);

    if (start->files)
        link_end(&link, files_run(&link, setting));
    else if (start->command[0] != '\0')
        link_end(&link, remote_run(&link, setting));
    else if (start->terminal)
        session_run(&link, setting);
    else
        link_end(&link, refuse_screens(&link));
    _exit(0);
}
