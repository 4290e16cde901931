#include "core/rules/policy.h"
#include "core/rules/facts.h"
#include "tui/command.h"

#include <string.h>

static void say_error(const struct command_call *call, FILE *to, const struct error *err)
{
    command_say(call, to, err->key, err->values[0], err->values[1], err->values[2], NULL);
}

/* Every mistake with its line; whoever writes rules mends them all before the next try. */
static int check(const struct command_call *call, const char *path)
{
    ARENA(arena);
    struct error err = {0};
    const struct policy_mistake *mistakes;
    size_t count;
    if (!policy_check(path, &arena, &mistakes, &count, &err))
        return command_fail(call, &err);
    for (size_t i = 0; i < count; i++)
        say_error(call, call->out, &mistakes[i].reason);
    command_say(call, call->out, count > 0 ? MSG("policy.mistakes") : MSG("policy.no-mistake"),
                arena_text(&arena, "%zu", count), NULL);
    return count > 0 ? COMMAND_FAILED : COMMAND_DONE;
}

/* Rules to start from, under another name: they pass the check, and say what each line is for. */
static int begin(const struct command_call *call, const char *name)
{
    ARENA(arena);
    struct error err = {0};
    const char *text, *from = "policy: new\n";
    size_t length;
    if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != strlen(name) || !*name) {
        (void)error_tell(&err, ERROR_INVALID, MSG("policy.bad-name"), name);
        return command_fail(call, &err);
    }
    if (!policy_source(NULL, "new", &arena, &text, &length, &err))
        return command_fail(call, &err);
    const char *line = strstr(text, from);
    fprintf(call->out, "%.*spolicy: %s\n%s", (int)(line - text), text, name,
            line + strlen(from));
    return COMMAND_DONE;
}

static int facts(const struct command_call *call)
{
    for (size_t i = 0; i < FACT_COUNT; i++)
        fprintf(call->out, "%-16s %s\n", fact_names[i], message(call->language, fact_meaning(i)));
    return COMMAND_DONE;
}

static int run(const struct command_call *call)
{
    if (strcmp(call->words[0], "check") == 0 && call->word_count == 2)
        return check(call, call->words[1]);
    if (strcmp(call->words[0], "new") == 0 && call->word_count == 2)
        return begin(call, call->words[1]);
    if (strcmp(call->words[0], "facts") == 0 && call->word_count == 1)
        return facts(call);
    command_say(call, call->err, MSG("command.unknown"), call->words[0], NULL);
    return COMMAND_MISUSED;
}

const struct command command_policy = {
    .name = "policy",
    .words = "check FILE | new NAME | facts",
    .summary = MSG("policy.summary"),
    .need = COMMAND_NOTHING,
    .words_least = 1,
    .words_most = 2,
    .run = run,
};
