#include "tui/command.h"

#include "core/rules/rules.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

static const struct command *const commands[] = {
#define ROW(name) &command_##name,
    COMMANDS(ROW)
#undef ROW
};

const struct command *const *command_all(size_t *count)
{
    *count = COUNT(commands);
    return commands;
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < COUNT(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* Takes out the isolates that message_format() puts around values: a plain line needs them only
   where the sentence runs the other way. */
static void drop_isolates(char *text)
{
    static const char *const isolates[] = {"\u2068", "\u2069"};
    for (size_t i = 0; i < COUNT(isolates); i++)
        for (char *found; (found = strstr(text, isolates[i]));)
            memmove(found, found + 3, strlen(found + 3) + 1);
}

static void write_message(enum language language, FILE *to, const char *key,
                          const char *const values[], size_t count)
{
    char text[2048];
    message_format(language, key, values, count, text, sizeof text);
    if (!language_rtl(language))
        drop_isolates(text);
    fprintf(to, "%s\n", text);
}

void command_say(const struct command_call *call, FILE *to, const char *key, ...)
{
    const char *values[10];
    size_t count = 0;
    va_list args;
    va_start(args, key);
    for (const char *value; count < COUNT(values) && (value = va_arg(args, const char *));)
        values[count++] = value;
    va_end(args);
    write_message(call->language, to, key, values, count);
}

struct policy *command_open_rules(const struct command_call *call, struct error *err)
{
    return rules_open(call->store, call->folder, err);
}

int command_fail(const struct command_call *call, const struct error *err)
{
    const char *values[ERROR_VALUES];
    for (size_t i = 0; i < ERROR_VALUES; i++)
        values[i] = err->values[i];
    write_message(call->language, call->err, err->key, values, ERROR_VALUES);
    return COMMAND_FAILED;
}

/* "--port" of "--port N". */
static size_t option_length(const char *form)
{
    return strcspn(form, " ");
}

static bool takes_value(const char *form)
{
    return form[option_length(form)] != '\0';
}

/* The row of an option as it was typed, also as --port=N; -1 when the command has none such. */
static int find_option(const struct command *command, const char *typed)
{
    size_t length = strcspn(typed, "=");
    for (size_t i = 0; i < command->option_count; i++) {
        const char *form = command->options[i].form;
        if (option_length(form) == length && strncmp(form, typed, length) == 0)
            return (int)i;
    }
    return -1;
}

static bool misused(const struct command_call *call, const char *key, const char *word)
{
    command_say(call, call->err, key, word, NULL);
    return false;
}

/* Reads the option at argv[*i]; moves *i over a value of its own. */
static bool parse_option(const struct command *command, struct command_call *call, int argc,
                         const char *const argv[], int *i)
{
    const char *typed = argv[*i], *value = strchr(typed, '=');
    int row = find_option(command, typed);
    if (row < 0)
        return misused(call, MSG("command.no-such-option"), typed);

    if (!takes_value(command->options[row].form)) {
        call->options[row] = "";
        return !value || misused(call, MSG("command.no-such-option"), typed);
    }
    if (!value && *i + 1 == argc)
        return misused(call, MSG("command.value-missing"), command->options[row].form);
    call->options[row] = value ? value + 1 : argv[++*i];
    return true;
}

bool command_parse(const struct command *command, struct command_call *call, int argc,
                   const char *const argv[])
{
    bool words_only = false;
    assert(command->option_count <= COMMAND_OPTIONS_MOST);
    assert(command->words_most <= COMMAND_WORDS_MOST);

    for (int i = 0; i < argc; i++) {
        if (!words_only && strcmp(argv[i], "--") == 0)
            words_only = true;
        else if (!words_only && strncmp(argv[i], "--", 2) == 0) {
            if (!parse_option(command, call, argc, argv, &i))
                return false;
        } else if (call->word_count == command->words_most)
            return misused(call, MSG("command.word-too-many"), argv[i]);
        else
            call->words[call->word_count++] = argv[i];
    }
    return call->word_count >= command->words_least
        || misused(call, MSG("command.word-missing"), command->words);
}

void command_explain(const struct command *command, enum language language, FILE *out)
{
    const char *folder = command->need == COMMAND_NOTHING ? "" : " DIR";
    fprintf(out, "baoxue %s%s%s%s\n", command->name, folder, *command->words ? " " : "",
            command->words);
    if (command->remote)
        fprintf(out, "ssh HOST %s%s%s\n", command->name, *command->words ? " " : "", command->words);
    fprintf(out, "\n%s\n", message(language, command->summary));

    for (size_t i = 0; i < command->option_count; i++)
        fprintf(out, "%s  %-22s  %s\n", i == 0 ? "\n" : "", command->options[i].form,
                message(language, command->options[i].summary));
}
