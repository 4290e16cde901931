/*
 * Commands: what baoxue does when it is not showing screens. The same leaf runs
 * at the console (baoxue COMMAND DIR ...) and by SSH (ssh host COMMAND ...).
 *
 * A command is a leaf in tui/commands/ and a row in COMMANDS. Its words and
 * options are parsed before it runs, from the tables it declares; --help and the
 * refusal of what is not in them come from the same tables.
 */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include "core/posts/permit.h"
#include "core/store/store.h"
#include "i18n/catalogue.h"

#include <stdio.h>

struct policy;

/* clang-format off */
#define COMMANDS(X) \
    X(accounts)       \
    X(audit)          \
    X(compare)        \
    X(form)           \
    X(help)           \
    X(import)         \
    X(init)           \
    X(keeping)        \
    X(ledger)         \
    X(policy)         \
    X(print)          \
    X(printer)        \
    X(rehearse)       \
    X(rules)          \
    X(serve)
/* clang-format on */

enum {
    COMMAND_OPTIONS_MOST = 12,
    COMMAND_WORDS_MOST = 32,
};

/* What a command is given to work with. */
struct command_call {
    const char *folder;        /* of the county; NULL when the command takes none */
    struct store *store;       /* open, and cut to the actor; NULL unless needs is COMMAND_COUNTY */
    const struct actor *actor; /* the console's, or the person who signed in */
    enum language language;
    const char *today;                     /* ISO 8601 */
    bool today_fixed;                      /* by --today: it stays that day */
    FILE *in, *out, *err;                  /* by SSH these are the client's */
    bool remote;                           /* by SSH: no path of this machine may be named */
    const char *words[COMMAND_WORDS_MOST]; /* after the folder, options taken out */
    size_t word_count;
    const char *options[COMMAND_OPTIONS_MOST]; /* by the leaf's table: its value, "" for a
                                                  flag that was given, NULL when it was not */
};

struct command_option {
    const char *form;    /* "--port N" takes a value, "--demo" takes none */
    const char *summary; /* catalogue key */
};

enum command_need {
    COMMAND_NOTHING, /* no folder: help */
    COMMAND_FOLDER,  /* a folder, which may not be a county yet: init, serve */
    COMMAND_COUNTY,  /* a county: its store is open when the command runs */
};

struct command {
    const char *name;
    const char *words;   /* as shown in --help after the folder: "KIND [FILE]"; "" for none */
    const char *summary; /* catalogue key */
    enum command_need need;
    bool remote; /* may be asked for by SSH */
    size_t words_least, words_most;
    const struct command_option *options;
    size_t option_count;
    int (*run)(const struct command_call *call); /* returns the exit status */
};

#define DECLARE_COMMAND(name) extern const struct command command_##name;
COMMANDS(DECLARE_COMMAND)
#undef DECLARE_COMMAND

enum {
    COMMAND_DONE = 0,
    COMMAND_FAILED = 1, /* it could not, and said why */
    COMMAND_MISUSED = 2 /* it was called in a way it does not know */
};

/* The command of that name; NULL when there is none. */
const struct command *command_find(const char *name);

/* Every command, in the order of COMMANDS. */
const struct command *const *command_all(size_t *count);

/*
 * Sorts the words and options of a call by the command's tables. Says what is
 * wrong on call->err and is false when they do not fit. argv starts after the name
 * (and after the folder, where one is taken).
 */
bool command_parse(const struct command *command, struct command_call *call, int argc,
                   const char *const argv[]);

/* Writes what a command is for, its words and its options. */
void command_explain(const struct command *command, enum language language, FILE *out);

/* Writes a message and a line end; the arguments end with NULL. */
void command_say(const struct command_call *call, FILE *to, const char *key, ...)
    __attribute__((sentinel));

/* The rules of the call's county, until policy_close(); NULL when they cannot be read. */
struct policy *command_open_rules(const struct command_call *call, struct error *err);

/* Says on call->err why it failed, in the person's language; returns COMMAND_FAILED. */
int command_fail(const struct command_call *call, const struct error *err);

#endif
