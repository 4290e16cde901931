/* What the county will erase in the months ahead, and what went; and a person's word that the day is
   right, after the server was off for long. */
#include "core/keeping/keeper.h"
#include "core/rules/policy.h"
#include "tui/command.h"

#include <inttypes.h>
#include <string.h>

enum {
    RUNS_SHOWN = 20,
    MONTH = 7 /* characters of "2026-10" */
};

static const char *kind_name(const struct command_call *call, enum policy_kept what,
                             struct arena *arena)
{
    return message(call->language, arena_text(arena, "rule.keep.%s", policy_kept_name(what)));
}

static const char *number(int64_t value, struct arena *arena)
{
    return arena_text(arena, "%" PRId64, value);
}

/* The items of one kind that are due in the month of the item at which it begins. */
static void say_kind(const struct command_call *call, const struct keeping_item items[],
                     size_t count, enum policy_kept what, struct arena *arena)
{
    const struct keeping_item *first = NULL;
    int64_t found = 0, held = 0;
    for (size_t i = 0; i < count && strncmp(items[i].due_on, items->due_on, MONTH) == 0; i++) {
        if (items[i].what != what)
            continue;
        first = first ? first : &items[i];
        found++;
        held += *items[i].held_until != '\0';
    }
    if (first)
        command_say(call, call->out, MSG("keeping.line"), arena_copy(arena, first->due_on, MONTH),
                    kind_name(call, what, arena), number(found, arena), first->rule->clause,
                    number(held, arena), NULL);
}

static void say_months(const struct command_call *call, const struct keeping_item items[],
                       size_t count, struct arena *arena)
{
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strncmp(items[i].due_on, items[i - 1].due_on, MONTH) != 0)
            for (int what = 0; what < KEPT_COUNT; what++)
                say_kind(call, items + i, count - i, (enum policy_kept)what, arena);
    if (count == 0)
        command_say(call, call->out, MSG("keeping.empty"), NULL);
}

static void say_runs(const struct command_call *call, const struct keeper_run runs[], size_t count,
                     struct arena *arena)
{
    for (size_t i = 0; i < count; i++)
        command_say(call, call->out, MSG("keeping.run"), runs[i].day,
                    kind_name(call, runs[i].what, arena), number(runs[i].count, arena), NULL);
}

static bool tell(const struct command_call *call, const struct policy *policy, struct error *err)
{
    ARENA(arena);
    struct keeping_item *items;
    struct keeper_run *runs;
    struct keeper_state keeper;
    size_t count, run_count;
    if (!permit(call->actor, MAY_HOLD_BACK, err)
        || !keeper_read(call->store, call->today, &arena, &keeper, err)
        || !keeping_list(call->store, policy, call->today, keeping_horizon(call->today, &arena),
                         &arena, &items, &count, err)
        || !keeper_runs(call->store, (struct page){.size = RUNS_SHOWN}, &arena, &runs, &run_count,
                        err))
        return false;
    if (keeper.gap != 0)
        command_say(call, call->out, MSG("keeping.waits"), keeper.day, number(keeper.gap, &arena),
                    NULL);
    say_months(call, items, count, &arena);
    say_runs(call, runs, run_count, &arena);
    return true;
}

static int list(const struct command_call *call)
{
    struct error err = {0};
    struct policy *policy = command_open_rules(call, &err);
    bool told = policy && tell(call, policy, &err);
    policy_close(policy);
    return told ? COMMAND_DONE : command_fail(call, &err);
}

static int go_on(const struct command_call *call)
{
    struct error err = {0};
    if (!keeper_go_on(call->store, call->actor, call->today, &err))
        return command_fail(call, &err);
    command_say(call, call->out, MSG("keeping.goes-on"), NULL);
    return COMMAND_DONE;
}

static int run(const struct command_call *call)
{
    if (call->word_count == 0)
        return list(call);
    if (strcmp(call->words[0], "go-on") == 0)
        return go_on(call);
    command_say(call, call->err, MSG("command.unknown"), call->words[0], NULL);
    return COMMAND_MISUSED;
}

const struct command command_keeping = {
    .name = "keeping",
    .words = "[go-on]",
    .summary = MSG("keeping.summary"),
    .need = COMMAND_COUNTY,
    .remote = true,
    .words_most = 1,
    .run = run,
};
