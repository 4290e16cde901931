#include "tui/command.h"

#include <string.h>

/* One line a command; by SSH only those that can be asked for there. */
static void list_commands(const struct command_call *call)
{
    size_t count;
    const struct command *const *all = command_all(&count);
    command_say(call, call->out, MSG("help.program"), NULL);
    fputc('\n', call->out);
    for (size_t i = 0; i < count; i++)
        if (all[i]->remote || !call->remote)
            fprintf(call->out, "  %-10s  %s\n", all[i]->name,
                    message(call->language, all[i]->summary));
    fputc('\n', call->out);
    command_say(call, call->out, MSG("help.command"), NULL);
    if (!call->remote)
        command_say(call, call->out, MSG("help.today"), NULL);
}

static int run(const struct command_call *call)
{
    if (call->word_count == 0) {
        list_commands(call);
        return COMMAND_DONE;
    }

    const struct command *command = command_find(call->words[0]);
    if (!command) {
        command_say(call, call->err, MSG("command.unknown"), call->words[0], NULL);
        return COMMAND_MISUSED;
    }
    command_explain(command, call->language, call->out);
    return COMMAND_DONE;
}

const struct command command_help = {
    .name = "help",
    .words = "[COMMAND]",
    .summary = MSG("help.summary"),
    .remote = true,
    .words_most = 1,
    .run = run,
};
