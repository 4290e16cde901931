/* Loading a list from a file, or from what is sent by SSH: the same import as the screen's. */
#include "core/import/import.h"
#include "core/exchange/stream.h"
#include "core/import/bring.h"
#include "core/rules/policy.h"
#include "tui/command.h"

#include <inttypes.h>
#include <string.h>

enum {
    OPTION_CREATE,
    OPTION_DRY_RUN,
    OPTION_REJECTS
};

static const struct command_option options[] = {
    {"--create",       MSG("import.option-create") },
    {"--dry-run",      MSG("import.option-dry-run")},
    {"--rejects FILE", MSG("import.option-rejects")},
};

static const char *number(struct arena *arena, int64_t value)
{
    return arena_text(arena, "%" PRId64, value);
}

static void say_places(const struct command_call *call, const struct import_report *report,
                       struct arena *arena)
{
    const char *key = call->options[OPTION_DRY_RUN] ? MSG("import.to-make") : MSG("import.made");
    if (report->place_count == 0)
        return;
    command_say(call, call->err, call->options[OPTION_CREATE] ? key : MSG("import.lacking"),
                number(arena, report->place_count), NULL);
    for (int64_t i = 0; i < report->place_count && i < IMPORT_FIRST_PLACES; i++)
        fprintf(call->err, "  %s\n", report->places[i]);
}

static void say_report(const struct command_call *call, const struct import_report *report)
{
    ARENA(arena);
    bool rehearsed = call->options[OPTION_DRY_RUN] != NULL;
    if (*report->dropped)
        command_say(call, call->err, MSG("import.dropped"), report->dropped, NULL);
    say_places(call, report, &arena);
    command_say(call, call->err, rehearsed ? MSG("import.rehearsed") : MSG("import.loaded"),
                number(&arena, report->rows), number(&arena, report->added),
                number(&arena, report->changed), number(&arena, report->same),
                number(&arena, report->refused), NULL);
    for (size_t i = 0; i < report->fault_count; i++)
        command_say(call, call->err, MSG("import.fault"), number(&arena, report->faults[i].row),
                    report->faults[i].column, report->faults[i].reason, NULL);
}

/* The part of a path behind its last slash. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int load(const struct command_call *call, const struct policy *policy, FILE *in,
                FILE *rejects)
{
    ARENA(arena);
    struct error err = {0};
    struct import_report report;
    const struct import_request request = {
        .kind = call->words[0],
        .file = call->word_count > 1 ? base_name(call->words[1]) : "",
        .source = stream_source(in),
        .today = call->today,
        .policy = policy,
        .language = call->language,
        .create = call->options[OPTION_CREATE] != NULL,
        .rehearse = call->options[OPTION_DRY_RUN] != NULL,
        .rejects = stream_sink(rejects),
        .results = stream_sink(call->out),
    };
    if (!import_run(call->store, call->actor, &request, &arena, &report, &err)) {
        if (report.restricted)
            bring_withdraw(call->store, call->folder, call->actor, in, &err);
        return command_fail(call, &err);
    }
    say_report(call, &report);
    return report.refused == 0 ? COMMAND_DONE : COMMAND_FAILED;
}

/* Where refused rows go: the file that was named, or what the command gives out; the passwords
   of new accounts go there already. */
static FILE *open_rejects(const struct command_call *call)
{
    if (call->options[OPTION_REJECTS])
        return fopen(call->options[OPTION_REJECTS], "we");
    return strcmp(call->words[0], "accounts") == 0 ? call->err : call->out;
}

static int refuse_file(const struct command_call *call, const char *path)
{
    command_say(call, call->err, MSG("import.no-file"), path, NULL);
    return COMMAND_FAILED;
}

static int load_by_rules(const struct command_call *call, FILE *in, FILE *rejects)
{
    struct error err = {0};
    struct policy *policy = command_open_rules(call, &err);
    if (!policy)
        return command_fail(call, &err);
    int status = load(call, policy, in, rejects);
    policy_close(policy);
    return status;
}

static int load_and_close(const struct command_call *call, FILE *in)
{
    FILE *rejects = open_rejects(call);
    if (!rejects)
        return refuse_file(call, call->options[OPTION_REJECTS]);
    int status = load_by_rules(call, in, rejects);
    if (rejects != call->out && rejects != call->err && fclose(rejects) != 0)
        return refuse_file(call, call->options[OPTION_REJECTS]);
    return status;
}

static int run(const struct command_call *call)
{
    bool names_path = call->word_count > 1 || call->options[OPTION_REJECTS];
    if (call->remote && names_path) {
        command_say(call, call->err, MSG("import.only-sent"), NULL);
        return COMMAND_MISUSED;
    }
    if (call->word_count == 1)
        return load_and_close(call, call->in);

    FILE *in = fopen(call->words[1], "re");
    if (!in)
        return refuse_file(call, call->words[1]);
    int status = load_and_close(call, in);
    fclose(in);
    return status;
}

const struct command command_import = {
    .name = "import",
    .words = "places|schools|accounts|calendar|register|roll|groups [FILE]",
    .summary = MSG("import.summary"),
    .need = COMMAND_COUNTY,
    .remote = true,
    .words_least = 1,
    .words_most = 2,
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
