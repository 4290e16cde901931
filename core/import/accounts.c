/*
 * People who sign in, one a row, each with a role at a place; who has two posts
 * has two rows. The one-time passwords go into the file of results and nowhere else.
 */
#include "core/import/load.h"
#include "core/posts/account.h"
#include "core/posts/post.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Which columns name the place of a role's kind, from above to below. */
static const struct path {
    const char *kind;
    struct step {
        const char *kind;
        int column;
    } steps[2];
} paths[] = {
    {"township", {{"township", ACCOUNT_TOWNSHIP}}                              },
    {"village",  {{"township", ACCOUNT_TOWNSHIP}, {"village", ACCOUNT_VILLAGE}}},
    {"school",   {{"school", ACCOUNT_SCHOOL}}                                  },
    {"grade",    {{"school", ACCOUNT_SCHOOL}}                                  },
    {"class",    {{"school", ACCOUNT_SCHOOL}}                                  },
};

/* Goes down the columns that are filled; *id is where they lead. */
static bool walk(struct load *load, const struct path *path, const char *const *values, int64_t *id,
                 struct error *err)
{
    *id = 0;
    for (size_t i = 0; i < COUNT(path->steps) && path->steps[i].kind; i++) {
        const struct step *step = &path->steps[i];
        const char *name = values[step->column];
        if (*name == '\0')
            continue;
        if (!load_place(load, step->kind, name, *id, id, err))
            return false;
        if (*id == 0)
            return load_refuse(load, step->column, err, MSG("import.unknown-place"), name);
    }
    return true;
}

static bool find_in_school(struct load *load, const char *kind, const char *const *values, int64_t *id,
                           struct error *err)
{
    int64_t school_id = *id;
    int grade = atoi(values[ACCOUNT_GRADE]);
    const char *name = values[ACCOUNT_CLASS];
    const char *number = strchr(name, '-') ? strchr(name, '-') + 1 : name;
    if (grade == 0 && strchr(name, '-'))
        grade = atoi(name);
    if (strcmp(kind, "class") == 0)
        return place_find_class(load->store, school_id, grade, atoi(number), id, err);
    return place_find(load->store, kind, message(LANGUAGE_ZH, arena_text(&load->row, "grade.%d", grade)),
                      school_id, id, err);
}

static bool find_place(struct load *load, const char *kind, const char *const *values, int64_t *id,
                       struct error *err)
{
    *id = 0;
    if (strcmp(kind, "county") == 0)
        return load_county(load, id, err);
    if (*values[ACCOUNT_PLACE])
        return load_place(load, kind, values[ACCOUNT_PLACE], 0, id, err);
    for (size_t i = 0; i < COUNT(paths); i++) {
        if (strcmp(paths[i].kind, kind) != 0)
            continue;
        bool in_school = strcmp(kind, "grade") == 0 || strcmp(kind, "class") == 0;
        return walk(load, &paths[i], values, id, err)
            && (*id == 0 || !in_school || find_in_school(load, kind, values, id, err));
    }
    return true;
}

/* The account, made with a one-time password when there is none. */
static bool ensure_account(struct load *load, const char *const *values, int64_t *id, bool *added,
                           char password[static ACCOUNT_PASSWORD_SIZE], struct error *err)
{
    const struct account account = {
        .name = values[ACCOUNT_NAME],
        .person_zh = values[ACCOUNT_PERSON],
        .person_ug = values[ACCOUNT_PERSON_UG],
        .phone = values[ACCOUNT_PHONE],
        .language = "",
    };
    if (!account_find(load->store, account.name, id, err))
        return false;
    *added = *id == 0;
    /* Hashing takes long on purpose: a rehearsal goes without. */
    return !*added || load->request->rehearse
        || account_create(load->store, load->actor, &account, id, password, err);
}

static bool holds(struct load *load, int64_t account_id, int64_t post_id, bool *holding,
                  struct error *err)
{
    struct holding *rows;
    size_t count;
    *holding = false;
    if (!post_holdings_of_account(load->store, account_id, &load->row, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        *holding |= rows[i].post_id == post_id
            && (*rows[i].last_day == '\0' || strcmp(rows[i].last_day, load->request->today) >= 0);
    return true;
}

static bool give_post(struct load *load, const char *const *values, int64_t account_id, enum role role,
                      int64_t place_id, enum outcome *outcome, struct error *err)
{
    int64_t post_id, holding_id;
    bool holding;
    const char *first = *values[ACCOUNT_FIRST_DAY] ? values[ACCOUNT_FIRST_DAY] : load->request->today;
    const char *last = *values[ACCOUNT_LAST_DAY] ? values[ACCOUNT_LAST_DAY] : NULL;
    const char *seat = post_seat_name(role, values[ACCOUNT_SEAT], values[ACCOUNT_NAME]);
    if (!post_seat(load->store, role, place_id, seat, &post_id, err)
        || !holds(load, account_id, post_id, &holding, err))
        return false;
    if (holding)
        return load_once(load, arena_text(&load->row, "post%" PRId64 ".", post_id), account_id, -1, err);
    if (*outcome == OUTCOME_SAME)
        *outcome = OUTCOME_CHANGED;
    return load_once(load, arena_text(&load->row, "post%" PRId64 ".", post_id), account_id, -1, err)
        && post_give(load->store, load->actor, post_id, account_id, first, last, false, &holding_id, err);
}

static bool tell_password(struct load *load, const char *const *values, const char *password,
                          struct error *err)
{
    const char *const fields[] = {
        values[ACCOUNT_NAME],
        *values[ACCOUNT_PERSON] ? values[ACCOUNT_PERSON] : values[ACCOUNT_PERSON_UG],
        message(load->request->language, arena_text(&load->row, "role.%s", values[ACCOUNT_ROLE])),
        password,
    };
    if (!load->request->results.write || load->request->rehearse)
        return true;
    return csv_write(load->request->results, fields, COUNT(fields), err);
}

static bool take(struct load *load, const char *const *values, enum outcome *outcome, struct error *err)
{
    enum role role;
    int64_t place_id, account_id;
    bool added;
    char password[ACCOUNT_PASSWORD_SIZE] = "";
    if (!role_find(values[ACCOUNT_ROLE], &role))
        return load_refuse(load, ACCOUNT_ROLE, err, MSG("value.role"), values[ACCOUNT_ROLE]);
    if (!find_place(load, role_place_kind(role), values, &place_id, err))
        return false;
    if (place_id == 0)
        return load_refuse(load, ACCOUNT_PLACE, err, MSG("import.place-of-role"),
                           values[ACCOUNT_PLACE]);

    load->column = ACCOUNT_NAME;
    if (!ensure_account(load, values, &account_id, &added, password, err))
        return false;
    load->column = ACCOUNT_ROLE;
    *outcome = added ? OUTCOME_ADDED : OUTCOME_SAME;
    if (added && load->request->rehearse)
        return true;
    return give_post(load, values, account_id, role, place_id, outcome, err)
        && (!added || tell_password(load, values, password, err));
}

const struct import_kind import_accounts = {
    .name = "accounts",
    .record = &record_accounts,
    .action = MAY_MANAGE_ACCOUNTS,
    .take = take,
};
