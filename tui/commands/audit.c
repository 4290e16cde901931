#include "core/store/audit.h"
#include "tui/command.h"

#include <inttypes.h>
#include <string.h>

enum {
    OPTION_HEAD
};

static const struct command_option options[] = {
    {"--head HASH", MSG("audit.option-head")},
};

static const char *number(int64_t value, struct arena *arena)
{
    return arena_text(arena, "%" PRId64, value);
}

/* The chain is sound when every row fits, and when it holds the head that was noted. */
static int report(const struct command_call *call, const struct audit_verdict *verdict)
{
    ARENA(arena);
    if (verdict->broken != 0) {
        command_say(call, call->out, MSG("audit.broken"), number(verdict->broken, &arena), NULL);
        return COMMAND_FAILED;
    }
    command_say(call, call->out, MSG("audit.whole"), number(verdict->rows, &arena), NULL);
    command_say(call, call->out, MSG("audit.head"), verdict->head, NULL);
    if (verdict->witnessed)
        return COMMAND_DONE;
    command_say(call, call->out, MSG("audit.not-witnessed"), NULL);
    return COMMAND_FAILED;
}

static int run(const struct command_call *call)
{
    struct audit_verdict verdict;
    struct error err = {0};
    if (strcmp(call->words[0], "verify") != 0) {
        command_say(call, call->err, MSG("command.unknown"), call->words[0], NULL);
        return COMMAND_MISUSED;
    }
    if (!audit_verify(call->store, call->actor, call->options[OPTION_HEAD], &verdict, &err))
        return command_fail(call, &err);
    return report(call, &verdict);
}

const struct command command_audit = {
    .name = "audit",
    .words = "verify",
    .summary = MSG("audit.summary"),
    .need = COMMAND_COUNTY,
    .remote = true,
    .words_least = 1,
    .words_most = 1,
    .options = options,
    .option_count = COUNT(options),
    .run = run,
};
