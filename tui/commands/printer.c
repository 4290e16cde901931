/* The county's printer: shown, named, or taken away; what waits for it is the clerk's. */
#include "core/outbox/printing.h"
#include "tui/command.h"

#include <string.h>

static int show(const struct command_call *call)
{
    ARENA(arena);
    struct error err = {0};
    const char *name;
    if (!printing_printer(call->store, &arena, &name, &err))
        return command_fail(call, &err);
    command_say(call, call->out, *name ? MSG("printer.is") : MSG("printer.none"), name, NULL);
    return COMMAND_DONE;
}

static int run(const struct command_call *call)
{
    struct error err = {0};
    if (call->word_count == 0)
        return show(call);
    const char *name = strcmp(call->words[0], "none") == 0 ? "" : call->words[0];
    return printing_set(call->store, call->actor, name, &err) ? show(call)
                                                              : command_fail(call, &err);
}

const struct command command_printer = {
    .name = "printer",
    .words = "[NAME|none]",
    .summary = MSG("printer.summary"),
    .need = COMMAND_COUNTY,
    .words_most = 1,
    .run = run,
};
