/* The command line: baoxue COMMAND DIR ..., for whoever sits at the machine. */
#include "core/base/log.h"
#include "core/posts/secret.h"
#include "core/store/county.h"
#include "tui/command.h"
#include "tui/today.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* The console speaks the language of the machine; where that is none of ours, English. */
static enum language console_language(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    enum language language = LANGUAGE_EN;
    for (size_t i = 0; i < COUNT(variables); i++) {
        const char *value = getenv(variables[i]);
        char code[3] = "";
        if (!value || !*value)
            continue;
        strncpy(code, value, 2);
        language_find(code, &language);
        break;
    }
    return language;
}

/* Takes an argument out of argv; the rest moves up. */
static void drop(int *argc, char *argv[], int i)
{
    (*argc)--;
    memmove(&argv[i], &argv[i + 1], (size_t)(*argc - i) * sizeof *argv);
}

/* Every command of the console knows --help and --today DATE. */
static bool take_common_options(struct command_call *call, int *argc, char *argv[], bool *help)
{
    int number;
    for (int i = 0; i < *argc;) {
        bool today = strcmp(argv[i], "--today") == 0;
        if (today && (i + 1 == *argc || !date_number(argv[i + 1], &number))) {
            command_say(call, call->err, MSG("command.bad-day"), NULL);
            return false;
        }
        if (today) {
            call->today = argv[i + 1];
            call->today_fixed = true;
            drop(argc, argv, i);
            drop(argc, argv, i);
        } else if (strcmp(argv[i], "--help") == 0) {
            *help = true;
            drop(argc, argv, i);
        } else
            i++;
    }
    return true;
}

static int run_in_county(const struct command *command, struct command_call *call)
{
    struct error err = {0};
    call->store = county_open(call->folder, &err);
    if (!call->store)
        return command_fail(call, &err);
    int status = command->run(call);
    store_close(call->store);
    return status;
}

static int run_command(const struct command *command, struct command_call *call, int argc,
                       char *argv[])
{
    bool help = false;
    if (!take_common_options(call, &argc, argv, &help))
        return COMMAND_MISUSED;
    if (help) {
        command_explain(command, call->language, call->out);
        return COMMAND_DONE;
    }
    if (command->need != COMMAND_NOTHING) {
        if (argc == 0) {
            command_say(call, call->err, MSG("command.folder-missing"), command->name, NULL);
            return COMMAND_MISUSED;
        }
        call->folder = argv[0];
        drop(&argc, argv, 0);
    }
    if (!command_parse(command, call, argc, (const char *const *)argv))
        return COMMAND_MISUSED;
    secret_queue(call->folder);
    return command->need == COMMAND_COUNTY ? run_in_county(command, call) : command->run(call);
}

/* Chinese and Uyghur cannot be shown, measured or read without a UTF-8 locale. */
static bool ready(void)
{
    if (!setlocale(LC_ALL, "C.UTF-8")) {
        log_line("this machine lacks the locale C.UTF-8");
        return false;
    }
    if (!catalogue_open()) {
        log_line("the messages in this program cannot be read");
        return false;
    }
    return true;
}

int main(int argc, char *argv[])
{
    const struct actor console = {.name = "console", .console = true};
    char day[DATE_SIZE];
    struct command_call call = {.actor = &console, .in = stdin, .out = stdout, .err = stderr};
    if (!ready())
        return COMMAND_FAILED;
    call.language = console_language();
    call.today = today_text(NULL, day);

    const char *name = argc < 2 || strcmp(argv[1], "--help") == 0 ? "help" : argv[1];
    const struct command *command = command_find(name);
    if (!command) {
        command_say(&call, stderr, MSG("command.unknown"), name, NULL);
        return COMMAND_MISUSED;
    }
    int skip = argc < 2 ? 1 : 2;
    return run_command(command, &call, argc - skip, argv + skip);
}
