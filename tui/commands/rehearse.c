/* A county's rules played over a text timeline, with nothing written: at the console. */
#include "core/rehearse/rehearse.h"
#include "core/rules/policy.h"
#include "tui/command.h"

#include <errno.h>
#include <string.h>

enum {
    LARGEST_TIMELINE = 1 << 20
};

static void say(void *to, const char *line)
{
    fprintf(to, "%s\n", line);
}

/* A name is a policy of the program; a path, with a '/' or a '.', is a file. */
static struct policy *open_rules(const char *word, struct error *err)
{
    return strpbrk(word, "/.") ? policy_open_file(word, err) : policy_open(NULL, word, err);
}

static bool read_file(FILE *file, const char *path, struct arena *arena, const char **text,
                      size_t *length, struct error *err)
{
    char *buffer = arena_alloc(arena, LARGEST_TIMELINE + 1);
    *length = fread(buffer, 1, LARGEST_TIMELINE + 1, file);
    *text = buffer;
    return (!ferror(file) && *length <= LARGEST_TIMELINE)
        || error_tell(err, ERROR_INVALID, MSG("rehearse.unreadable"), path);
}

/* "-" is what comes in. */
static bool read_timeline(const struct command_call *call, const char *path, struct arena *arena,
                          const char **text, size_t *length, struct error *err)
{
    if (strcmp(path, "-") == 0)
        return read_file(call->in, path, arena, text, length, err);
    FILE *file = fopen(path, "re");
    if (!file)
        return error_tell(err, ERROR_SYSTEM, MSG("rehearse.unreadable"), path, strerror(errno));
    bool ok = read_file(file, path, arena, text, length, err);
    fclose(file);
    return ok;
}

static int run(const struct command_call *call)
{
    ARENA(arena);
    struct error err = {0};
    const char *text;
    size_t length;
    struct policy *policy = open_rules(call->words[0], &err);
    bool ok = policy && read_timeline(call, call->words[1], &arena, &text, &length, &err)
        && rehearse_play(policy, call->words[1], text, length, say, call->out, &err);
    policy_close(policy);
    return ok ? COMMAND_DONE : command_fail(call, &err);
}

const struct command command_rehearse = {
    .name = "rehearse",
    .words = "POLICY TIMELINE",
    .summary = MSG("rehearse.summary"),
    .need = COMMAND_NOTHING,
    .words_least = 2,
    .words_most = 2,
    .run = run,
};
