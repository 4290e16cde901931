#include "core/demo/demo.h"

#include "core/cases/plan.h"
#include "core/days/absence.h"
#include "core/days/calendar.h"
#include "core/demo/words.h"
#include "core/import/import.h"
#include "core/lists/mark.h"
#include "core/posts/account.h"
#include "core/posts/place.h"
#include "core/posts/post.h"
#include "core/rules/policy.h"

#include <stdio.h>
#include <string.h>

/* One account for each kind of post around one class, and two helpers, each with a child that the
   other does not see. Places are looked for by their code, seats are called by a key of names.txt. */
static const struct {
    const char *name;
    enum role role;
    const char *kind, *code, *seat;
} cast[] = {
    {"teacher",     ROLE_CLASS_TEACHER,    "class",    NULL,     ""             },
    {"subject",     ROLE_SUBJECT_TEACHER,  "class",    NULL,     "seat-subject" },
    {"office",      ROLE_ACADEMIC_OFFICE,  "school",   "S01J01", ""             },
    {"principal",   ROLE_PRINCIPAL,        "school",   "S01J01", ""             },
    {"hometeacher", ROLE_HOME_TEACHER,     "school",   "S01J01", "seat-home"    },
    {"village",     ROLE_VILLAGE_WORKER,   "village",  "V01001", ""             },
    {"township",    ROLE_TOWNSHIP,         "township", "T01",    ""             },
    {"bureau",      ROLE_BUREAU_EDUCATION, "county",   NULL,     ""             },
    {"supervision", ROLE_SUPERVISION,      "county",   NULL,     ""             },
    {"helper1",     ROLE_PAIRED_CADRE,     "county",   NULL,     "seat-helper-1"},
    {"helper2",     ROLE_PAIRED_CADRE,     "county",   NULL,     "seat-helper-2"},
    {"admin",       ROLE_ACCOUNT_ADMIN,    "county",   NULL,     ""             },
    {"auditor",     ROLE_AUDITOR,          "county",   NULL,     ""             },
};

enum {
    TEACHERS_GRADE = 7,
    TEACHERS_CLASS = 1,
    EMPTY_SEAT_CLASS = 2,
    EMPTY_SEAT_DAYS = 6, /* more than the comparison asks for */
};

static const char teachers_school[] = "S01J01";

struct fill {
    struct store *store;
    const struct policy *policy;
    const struct actor *actor;
    const struct demo *demo;
    struct arena *arena;
    const struct words *words;
};

static bool read_file(void *context, char *buffer, size_t *size, struct error *err)
{
    FILE *file = context;
    *size = fread(buffer, 1, *size, file);
    return !ferror(file) || error_set(err, ERROR_SYSTEM, MSG("demo.read"), "read error");
}

/* A list of ours has no row that the import refuses. */
static bool load(const struct fill *fill, const char *kind, const char *folder, const char *name,
                 struct error *err)
{
    ARENA(arena);
    FILE *file = fopen(arena_text(&arena, "%s/%s", folder, name), "re");
    if (!file)
        return error_tell(err, ERROR_SYSTEM, MSG("demo.read"), name);
    struct import_request request = {
        .kind = kind,
        .file = name,
        .source = {read_file, file},
        .today = fill->demo->today,
        .policy = fill->policy,
        .create = true,
    };
    struct import_report report;
    bool loaded = import_run(fill->store, fill->actor, &request, &arena, &report, err);
    fclose(file);
    return loaded
        && (report.refused == 0 || error_tell(err, ERROR_INVALID, MSG("demo.read"), name));
}

static bool load_lists(const struct fill *fill, const struct demo_summary *summary, struct error *err)
{
    bool ok = load(fill, "schools", fill->demo->folder, "schools.csv", err)
        && load(fill, "places", fill->demo->folder, "places.csv", err)
        && load(fill, "register", fill->demo->folder, "register.csv", err);
    for (int township = 1; ok && township < summary->townships; township++)
        ok = load(fill, "roll", fill->demo->rolls,
                  arena_text(fill->arena, "roll-%02d.csv", township), err);
    return ok && load(fill, "groups", fill->demo->folder, "groups.csv", err);
}

static bool find_county(const struct fill *fill, int64_t *id, struct error *err)
{
    struct place *counties;
    size_t count;
    if (!place_list(fill->store, 0, "county", (struct page){0, 1}, fill->arena, &counties, &count, err))
        return false;
    *id = count == 1 ? counties[0].id : 0;
    return true;
}

static bool find_class(const struct fill *fill, int number, int64_t *id, struct error *err)
{
    int64_t school;
    return place_find(fill->store, "school", teachers_school, 0, &school, err)
        && place_find_class(fill->store, school, TEACHERS_GRADE, number, id, err);
}

static bool find_place(const struct fill *fill, const char *kind, const char *code, int64_t *id,
                       struct error *err)
{
    if (code)
        return place_find(fill->store, kind, code, 0, id, err);
    if (strcmp(kind, "county") == 0)
        return find_county(fill, id, err);
    return find_class(fill, TEACHERS_CLASS, id, err);
}

/* A word that everybody shares is no one-time password: it stays. */
static bool share_password(const struct fill *fill, int64_t account_id, const char *name, const char *password,
                           struct error *err)
{
    const struct actor self = {.account_id = account_id, .name = name};
    return account_change_password(fill->store, &self, password, err);
}

static void name_person(const struct words *words, struct account *account)
{
    for (size_t i = 0; i < words->count[WORD_ACCOUNT]; i++) {
        const struct word *word = &words->of[WORD_ACCOUNT][i];
        if (strcmp(word->text[0], account->name) != 0)
            continue;
        account->person_zh = word->text[1];
        account->person_ug = word->text[2];
    }
}

/* What the seat is called; "" for a post that everybody knows. */
static const char *seat_of(const struct fill *fill, size_t index)
{
    return words_text(fill->words, cast[index].seat, 0);
}

static bool add_account(const struct fill *fill, size_t index,
                        const char *shared, struct demo_account *made, struct error *err)
{
    struct account account = {.name = cast[index].name};
    char *password = arena_alloc(fill->arena, ACCOUNT_PASSWORD_SIZE);
    struct place place;
    int64_t place_id, account_id, post_id, holding_id;
    name_person(fill->words, &account);
    if (!find_place(fill, cast[index].kind, cast[index].code, &place_id, err)
        || !place_read(fill->store, place_id, fill->arena, &place, err)
        || !account_create(fill->store, fill->actor, &account, &account_id, password, err)
        || !post_seat(fill->store, cast[index].role, place_id, seat_of(fill, index), &post_id,
                      err)
        || !post_give(fill->store, fill->actor, post_id, account_id, fill->demo->today, NULL, false,
                      &holding_id, err))
        return false;
    *made = (struct demo_account){account.name, shared ? shared : password, cast[index].role,
                                  place.name_zh, place.name_ug};
    return !shared || share_password(fill, account_id, account.name, shared, err);
}

/* --- Plans that are kept --- */

/* The first of the county's that such a post may keep; NULL where the rules have none. */
static const struct policy_plan *plan_for(const struct fill *fill, enum role role)
{
    for (size_t i = 0; i < fill->policy->plan_count; i++)
        if (fill->policy->plans[i].kept_by & 1u << role)
            return &fill->policy->plans[i];
    return NULL;
}

static bool begin_plan(const struct fill *fill, size_t index, int64_t place_id, int64_t child_id,
                       struct error *err)
{
    const struct policy_plan *plan = plan_for(fill, cast[index].role);
    struct plan_start start = {.child_id = child_id};
    int64_t id;
    if (!plan)
        return true;
    start.kind = plan->name;
    start.reason = plan->title.in[LANGUAGE_ZH];
    for (size_t i = 0; i < plan->needs.count; i++)
        start.papers[i] = plan->title.in[LANGUAGE_ZH];
    return post_seat(fill->store, cast[index].role, place_id, seat_of(fill, index),
                     &start.post_id, err)
        && plan_begin(fill->store, fill->policy, fill->actor, fill->demo->today, &start, &id, err);
}

/* Whoever sits on a seat keeps a plan for a child of the teacher's class, each for another. */
static bool begin_plans(const struct fill *fill, struct error *err)
{
    int64_t class_id, place_id;
    struct roster_row *rows;
    size_t count, next = 0;
    if (!find_class(fill, TEACHERS_CLASS, &class_id, err)
        || !absence_roster(fill->store, class_id, fill->demo->today, fill->arena, &rows, &count,
                           err))
        return false;
    for (size_t i = 0; i < COUNT(cast); i++)
        if (role_seated(cast[i].role) && next < count
            && (!find_place(fill, cast[i].kind, cast[i].code, &place_id, err)
                || !begin_plan(fill, i, place_id, rows[next++].child_id, err)))
            return false;
    return true;
}

/* --- A seat that stays empty --- */

static bool read_id_number(const struct fill *fill, int64_t child_id, const char **number,
                           struct error *err)
{
    QUERY(query) = query_open(fill->store, "SELECT id_number FROM main.child WHERE id = :child");
    bind_int(&query, ":child", child_id);
    *number = query_next(&query) ? query_text(&query, 0, fill->arena) : "";
    return query_ok(&query, err);
}

static bool add_answer(const struct fill *fill, const char *kind, int64_t child_id,
                       struct error *err)
{
    const char *number, *path = arena_text(fill->arena, "%s/answers.csv", fill->demo->folder);
    if (!read_id_number(fill, child_id, &number, err))
        return false;
    FILE *answers = fopen(path, "ae");
    bool written = answers && fprintf(answers, "%s,%s,%s,\n", kind, number, number) > 0;
    if (answers && fclose(answers) != 0)
        written = false;
    return written || error_tell(err, ERROR_SYSTEM, MSG("demo.write"), "answers.csv");
}

/* The days before today on which there was school; in a vacation there are none. */
static bool leave_seat_empty(const struct fill *fill, int64_t class_id, int64_t child_id, int *days,
                             struct error *err)
{
    const struct absence_mark mark = {child_id, ABSENCE_UNEXCUSED};
    struct calendar calendar;
    if (!calendar_read(fill->store, fill->policy, class_id, fill->arena, &calendar, err))
        return false;
    for (int back = ABSENCE_DAYS_BACK; back > 0; back--) {
        const char *day = date_add(fill->demo->today, -back, fill->arena);
        if (!calendar_school_day(&calendar, day))
            continue;
        if (!absence_report(fill->store, fill->policy, fill->actor, fill->demo->today, class_id,
                            day, &mark, 1, err))
            return false;
        (*days)++;
    }
    return true;
}

static bool make_empty_seat(const struct fill *fill, struct error *err)
{
    int64_t class_id;
    struct roster_row *rows;
    size_t count;
    int days = 0;
    if (!find_class(fill, EMPTY_SEAT_CLASS, &class_id, err)
        || !absence_roster(fill->store, class_id, fill->demo->today, fill->arena, &rows, &count, err))
        return false;
    if (count == 0)
        return true;
    return leave_seat_empty(fill, class_id, rows[0].child_id, &days, err)
        && (days < EMPTY_SEAT_DAYS || add_answer(fill, "never_present", rows[0].child_id, err));
}

/* --- Groups --- */

static bool mark(const struct fill *fill, const struct mark_new *mark, struct error *err)
{
    int64_t id;
    return mark_set(fill->store, fill->policy, fill->actor, fill->demo->today, mark, &id, err);
}

/* Two in three of those listed are marked as the list says; the third is found by comparing. */
static bool mark_listed(const struct fill *fill, struct error *err)
{
    QUERY(query) = query_open(fill->store, "SELECT id, child_id, kind, day, source FROM main.listed"
                                           " ORDER BY id");
    while (query_next(&query)) {
        const struct mark_new new = {
            .child_id = query_int(&query, 1),
            .kind = query_text(&query, 2, fill->arena),
            .begins_on = query_text(&query, 3, fill->arena),
            .source = query_text(&query, 4, fill->arena),
        };
        bool marked = query_int(&query, 0) % 3 != 0;
        if (!(marked ? mark(fill, &new, err) : add_answer(fill, "not_marked", new.child_id, err)))
            return false;
    }
    return query_ok(&query, err);
}

/* What no list says: the teacher has seen it at home. */
static bool mark_visited(const struct fill *fill, struct error *err)
{
    static const char *const groups[] = {"left_behind", "left_behind", "learning_difficulty"};
    struct roster_row *rows;
    size_t count;
    int64_t class_id;
    if (!find_class(fill, TEACHERS_CLASS, &class_id, err)
        || !absence_roster(fill->store, class_id, fill->demo->today, fill->arena, &rows, &count, err))
        return false;
    for (size_t i = 0; i < COUNT(groups) && i < count; i++) {
        const struct policy_group *group = policy_group(fill->policy, groups[i]);
        const struct mark_new new = {
            .child_id = rows[i].child_id, .kind = groups[i], .source = words_text(fill->words, "source-visit", 0)};
        if (group && !group->confidential && !mark(fill, &new, err))
            return false;
    }
    return true;
}

bool demo_fill(struct store *store, const struct policy *policy, const struct actor *actor,
               const struct demo *demo, const struct demo_summary *summary, const char *password,
               struct arena *arena, const struct demo_account **accounts, size_t *count,
               struct error *err)
{
    struct words words;
    struct fill fill = {store, policy, actor, demo, arena, &words};
    struct demo_account *made = arena_array(arena, struct demo_account, COUNT(cast));
    if (!load_lists(&fill, summary, err))
        return false;
    words_read(arena, &words);
    for (size_t i = 0; i < COUNT(cast); i++)
        if (!add_account(&fill, i, password, &made[i], err))
            return false;
    *accounts = made;
    *count = COUNT(cast);
    return begin_plans(&fill, err)
        && make_empty_seat(&fill, err)
        && mark_listed(&fill, err)
        && mark_visited(&fill, err);
}
