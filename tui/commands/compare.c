/* Comparing the register with the roll: at the console, or by SSH for the bureau. */
#include "core/compare/compare.h"
#include "core/rules/policy.h"
#include "tui/command.h"

#include <inttypes.h>

static void say_summary(const struct command_call *call, const struct compare_summary *summary)
{
    ARENA(arena);
    command_say(call, call->out, MSG("compare.lists"),
                arena_text(&arena, "%" PRId64, summary->on_register),
                arena_text(&arena, "%" PRId64, summary->on_roll), NULL);
    for (size_t i = 0; i < summary->kind_count; i++)
        fprintf(call->out, "%8" PRId64 "  %s\n", summary->kinds[i].open,
                message(call->language, arena_text(&arena, "finding.%s", summary->kinds[i].kind)));
    command_say(call, call->out, MSG("compare.changes"),
                arena_text(&arena, "%" PRId64, summary->added),
                arena_text(&arena, "%" PRId64, summary->gone), NULL);
}

static int compare(const struct command_call *call, const struct policy *policy, struct error *err)
{
    ARENA(arena);
    struct compare_summary summary;
    if (!compare_run(call->store, policy, call->actor, call->today, &arena, &summary, err))
        return command_fail(call, err);
    say_summary(call, &summary);
    return COMMAND_DONE;
}

static int run(const struct command_call *call)
{
    struct error err = {0};
    struct policy *policy = command_open_rules(call, &err);
    if (!policy)
        return command_fail(call, &err);
    int status = compare(call, policy, &err);
    policy_close(policy);
    return status;
}

const struct command command_compare = {
    .name = "compare",
    .words = "",
    .summary = MSG("compare.summary"),
    .need = COMMAND_COUNTY,
    .remote = true,
    .run = run,
};
