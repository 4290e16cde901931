/* The rules of a county: which it goes by, since when, and changing them without a restart. */
#include "core/rules/rules.h"
#include "forms/form.h"
#include "i18n/format.h"
#include "tui/command.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum {
    LARGEST_RULES = 1 << 20,
    SHOWN = 50
};

static int list(const struct command_call *call)
{
    ARENA(arena);
    struct error err = {0};
    struct rules_version *rows;
    size_t count;
    struct policy *policy = rules_open(call->store, call->folder, &err);
    if (!policy
        || !rules_versions(call->store, (struct page){.size = SHOWN}, &arena, &rows, &count, &err)) {
        policy_close(policy);
        return command_fail(call, &err);
    }
    command_say(call, call->out, MSG("rules.goes-by"), policy->county.in[call->language],
                policy->document.in[call->language], NULL);
    for (size_t i = 0; i < count; i++)
        command_say(call, call->out,
                    *rows[i].first_day ? MSG("rules.version") : MSG("rules.first-version"),
                    arena_text(&arena, "%" PRId64, rows[i].id), rows[i].first_day,
                    arena_text(&arena, "%" PRId64, rows[i].open_cases), NULL);
    policy_close(policy);
    return COMMAND_DONE;
}

static bool read_stream(FILE *file, const char *name, struct arena *arena, const char **text,
                        size_t *length, struct error *err)
{
    char *buffer = arena_alloc(arena, LARGEST_RULES + 2);
    *length = fread(buffer, 1, LARGEST_RULES + 1, file);
    *text = buffer;
    return (!ferror(file) && *length <= LARGEST_RULES)
        || error_tell(err, ERROR_INVALID, MSG("policy.unreadable"), name);
}

/* "-" is what comes in; by SSH nothing else can be read. */
static bool read_text(const struct command_call *call, const char *name, struct arena *arena,
                      const char **text, size_t *length, struct error *err)
{
    if (strcmp(name, "-") == 0)
        return read_stream(call->in, name, arena, text, length, err);
    FILE *file = call->remote ? NULL : fopen(name, "re");
    if (!file)
        return error_tell(err, ERROR_SYSTEM, MSG("policy.unreadable"), name);
    bool ok = read_stream(file, name, arena, text, length, err);
    fclose(file);
    return ok;
}

/* Every form that a rung asks for must be there before the county goes by it. */
static bool has_forms(const struct command_call *call, const char *name, const char *text,
                      size_t length, struct error *err)
{
    struct policy *policy = policy_open_text(name, text, length, err);
    struct forms *forms = policy ? forms_open(call->folder, err) : NULL;
    bool ok = forms && forms_cover(forms, policy, err);
    forms_close(forms);
    policy_close(policy);
    return ok;
}

static int use(const struct command_call *call, const char *name)
{
    ARENA(arena);
    struct error err = {0};
    const char *text;
    size_t length;
    if (!read_text(call, name, &arena, &text, &length, &err)
        || !has_forms(call, name, text, length, &err)
        || !rules_change(call->store, call->actor, call->folder, call->today, name, text, length,
                         &err))
        return command_fail(call, &err);
    command_say(call, call->out, MSG("rules.changed"), call->today, NULL);
    return COMMAND_DONE;
}

static int run(const struct command_call *call)
{
    if (call->word_count == 0)
        return list(call);
    if (call->word_count == 2 && strcmp(call->words[0], "use") == 0)
        return use(call, call->words[1]);
    command_say(call, call->err, MSG("command.unknown"), call->words[0], NULL);
    return COMMAND_MISUSED;
}

const struct command command_rules = {
    .name = "rules",
    .words = "[use FILE]",
    .summary = MSG("rules.summary"),
    .need = COMMAND_COUNTY,
    .remote = true,
    .words_most = 2,
    .run = run,
};
