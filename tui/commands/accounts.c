/* Accounts without screens: how a new county gets its first administrator. */
#include "core/posts/account.h"
#include "core/posts/place.h"
#include "core/posts/post.h"
#include "i18n/format.h"
#include "tui/command.h"

#include <inttypes.h>
#include <string.h>

enum {
    OPTION_ROLE,
    OPTION_PLACE,
    OPTION_SEAT,
    OPTION_FROM,
    OPTION_TO,
    OPTION_ZH,
    OPTION_UG,
    OPTION_PHONE
};

static const struct command_option options[] = {
    {"--role ROLE",    MSG("accounts.option-role") },
    {"--place PLACE",  MSG("accounts.option-place")},
    {"--seat NAME",    MSG("accounts.option-seat") },
    {"--from DAY",     MSG("accounts.option-from") },
    {"--to DAY",       MSG("accounts.option-to")   },
    {"--name-zh NAME", MSG("accounts.option-zh")   },
    {"--name-ug NAME", MSG("accounts.option-ug")   },
    {"--phone NUMBER", MSG("accounts.option-phone")},
};

/* The place of a role: by code or name, or the county where the role is the county's. */
static bool find_place(const struct command_call *call, enum role role, int64_t *id,
                       struct error *err)
{
    ARENA(arena);
    const char *kind = role_place_kind(role), *place = call->options[OPTION_PLACE];
    struct place *counties;
    size_t count;
    if (place)
        return place_find(call->store, kind, place, 0, id, err)
            && (*id != 0 || error_tell(err, ERROR_MISSING, MSG("accounts.no-such-place"), place));
    if (strcmp(kind, "county") != 0)
        return error_set(err, ERROR_INVALID, MSG("accounts.place-missing"), "%s", kind);
    if (!place_list(call->store, 0, kind, (struct page){0, 1}, &arena, &counties, &count, err))
        return false;
    *id = count == 1 ? counties[0].id : 0;
    return *id != 0 || error_set(err, ERROR_MISSING, MSG("place.missing"), "no county");
}

static bool give_post(const struct command_call *call, const char *account, int64_t account_id,
                      struct error *err)
{
    const char *name = call->options[OPTION_ROLE];
    const char *from = call->options[OPTION_FROM] ? call->options[OPTION_FROM] : call->today;
    enum role role;
    int64_t place, post, holding;
    if (!name)
        return true;
    if (!role_find(name, &role))
        return error_tell(err, ERROR_INVALID, MSG("accounts.no-such-role"), name);
    const char *seat = post_seat_name(role, call->options[OPTION_SEAT], account);
    return find_place(call, role, &place, err)
        && post_seat(call->store, role, place, seat, &post, err)
        && post_give(call->store, call->actor, post, account_id, from, call->options[OPTION_TO],
                     false, &holding, err);
}

static bool create(const struct command_call *call, const char *name,
                   char password[static ACCOUNT_PASSWORD_SIZE], struct error *err)
{
    const struct account account = {
        .name = name,
        .person_zh = call->options[OPTION_ZH],
        .person_ug = call->options[OPTION_UG],
        .phone = call->options[OPTION_PHONE],
    };
    int64_t id;
    return account_create(call->store, call->actor, &account, &id, password, err)
        && give_post(call, name, id, err);
}

/* The account and its first post, both or neither. */
static bool run_create(const struct command_call *call, const char *name, struct error *err)
{
    char password[ACCOUNT_PASSWORD_SIZE];
    if (!store_begin(call->store, err)
        || !store_end(call->store, create(call, name, password, err), err))
        return false;
    command_say(call, call->out, MSG("accounts.created"), name, password, NULL);
    return true;
}

static bool find(const struct command_call *call, const char *name, int64_t *id, struct error *err)
{
    return account_find(call->store, name, id, err)
        && (*id != 0 || error_set(err, ERROR_MISSING, MSG("account.missing"), "%s", name));
}

static bool run_give(const struct command_call *call, const char *name, struct error *err)
{
    int64_t id;
    if (!call->options[OPTION_ROLE])
        return error_set(err, ERROR_INVALID, MSG("accounts.role-missing"), "give");
    if (!find(call, name, &id, err) || !give_post(call, name, id, err))
        return false;
    command_say(call, call->out, MSG("accounts.given"), name, NULL);
    return true;
}

static bool run_reset(const struct command_call *call, const char *name, struct error *err)
{
    int64_t id;
    char password[ACCOUNT_PASSWORD_SIZE];
    if (!find(call, name, &id, err) || !account_reset(call->store, call->actor, id, password, err))
        return false;
    command_say(call, call->out, MSG("accounts.created"), name, password, NULL);
    return true;
}

static bool run_disable(const struct command_call *call, const char *name, struct error *err)
{
    int64_t id;
    if (!find(call, name, &id, err) || !account_disable(call->store, call->actor, id, true, err))
        return false;
    command_say(call, call->out, MSG("accounts.disabled"), name, NULL);
    return true;
}

static bool run_enable(const struct command_call *call, const char *name, struct error *err)
{
    int64_t id;
    if (!find(call, name, &id, err) || !account_disable(call->store, call->actor, id, false, err))
        return false;
    command_say(call, call->out, MSG("accounts.enabled"), name, NULL);
    return true;
}

enum {
    LIST_PAGE = 200
};

/* Name, person, and "-" for an account that is disabled: one a line. */
static bool run_list(const struct command_call *call, const char *typed, struct error *err)
{
    struct page page = {0, LIST_PAGE};
    size_t count = LIST_PAGE;
    for (; count == LIST_PAGE; page.first += LIST_PAGE) {
        ARENA(arena);
        struct account *rows;
        int64_t total;
        if (!account_list(call->store, call->actor, typed, page, &arena, &rows, &count, &total,
                          err))
            return false;
        for (size_t i = 0; i < count; i++)
            fprintf(call->out, "%s\t%s\t%s\n", rows[i].name,
                    format_name(call->language, rows[i].person_zh, rows[i].person_ug),
                    rows[i].disabled ? "-" : "+");
    }
    return true;
}

/* What can be asked; the list takes no name. */
static const struct {
    const char *word;
    bool named;
    bool (*run)(const struct command_call *call, const char *name, struct error *err);
} errands[] = {
    {"create",  true,  run_create },
    {"give",    true,  run_give   },
    {"reset",   true,  run_reset  },
    {"disable", true,  run_disable},
    {"enable",  true,  run_enable },
    {"list",    false, run_list   },
};

static int run(const struct command_call *call)
{
    struct error err = {0};
    for (size_t i = 0; i < COUNT(errands); i++) {
        if (strcmp(errands[i].word, call->words[0]) != 0)
            continue;
        if (errands[i].named && call->word_count < 2)
            break;
        const char *name = call->word_count < 2 ? "" : call->words[1];
        return errands[i].run(call, name, &err) ? COMMAND_DONE : command_fail(call, &err);
    }
    command_say(call, call->err, MSG("command.word-missing"),
                "create|give|reset|disable|enable NAME, list", NULL);
    return COMMAND_MISUSED;
}

const struct command command_accounts = {
    .name = "accounts",
    .words = "create|give|reset|disable|enable|list [NAME]",
    .summary = MSG("accounts.summary"),
    .need = COMMAND_COUNTY,
    .remote = true,
    .words_least = 1,
    .words_most = 2,
    .options = options,
    .option_count = COUNT(options),
    .run = run,
};
