/*
 * How long the clerk takes for a day while a county lives through a school year, what memory it
 * takes, and how the file grows. Nothing is asserted.
 *
 *     year DIR FROM [DAYS]
 *
 * DIR is a county with its register and roll in (init --demo), FROM the day on which it begins.
 * Everybody's post is held; every school day all classes report, those who stay away are called
 * and visited, most come back and their cases are closed; plans are kept and rounds reported, most
 * of them in time. The same DIR and FROM play the same days.
 */
#include "core/base/date.h"
#include "core/cases/casefile.h"
#include "core/cases/closing.h"
#include "core/cases/plan.h"
#include "core/days/absence.h"
#include "core/days/calendar.h"
#include "core/duties/clerk.h"
#include "core/duties/round.h"
#include "core/posts/account.h"
#include "core/posts/post.h"
#include "core/rules/policy.h"
#include "core/store/county.h"
#include "core/store/setting.h"
#include "i18n/catalogue.h"

#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
    USUAL_DAYS = 30,
    CLASS_MOST = 200, /* children who are marked on a day */
    PLAN_EVERY = 100, /* one child in so many has a plan */
    UNEXCUSED = 15,   /* of 10,000 who begin to stay away on a day: two days each, 0.3 % a day */
    LEAVE = 50,       /* of 10,000 who begin a leave: two days each, 1 % a day */
    FOR_LONG = 100,   /* of 10,000 who stay away: do not come back by themselves */
    SOME_TIME = 600,  /* of 10,000 who stay away: so many school days more */
    LONG_VISIT = 20,  /* school days between two visits to those who stay away */
    NEVER = 1 << 20,
};

struct pupil {
    int64_t id, class_id;
    int left;  /* school days to stay away, today among them */
    int spent; /* school days away before today */
    enum absence_kind kind;
};

struct measures {
    struct measure {
        double took; /* milliseconds */
        const char *day;
    } * rows;
    size_t count;
};

struct year {
    struct store *store;
    struct policy *policy;
    struct arena arena; /* as long as the year */
    struct error err;
    struct actor teacher, principal; /* two persons; permitted everything */
    struct calendar calendar;
    const char *folder, *today;
    struct pupil *pupils;
    size_t pupil_count;
    uint64_t chance;
    struct measures nights, wakes;
    double fed; /* milliseconds of everything but the clerk */
    int school_days;
};

static const char words[] = "示例";

/* --- Small things ----------------------------------------------------------------------------- */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void must(struct year *year, bool done)
{
    if (done)
        return;
    fprintf(stderr, "year: %s: %s: %s\n", year->today, year->err.key, year->err.detail);
    exit(EXIT_FAILURE);
}

static bool happens(struct year *year, unsigned of_10000)
{
    year->chance ^= year->chance << 13;
    year->chance ^= year->chance >> 7;
    year->chance ^= year->chance << 17;
    return year->chance % 10000 < of_10000;
}

static int64_t count_of(struct year *year, const char *sql)
{
    QUERY(query) = query_open(year->store, sql);
    int64_t count = query_next(&query) ? query_int(&query, 0) : 0;
    must(year, query_ok(&query, &year->err));
    return count;
}

static int by_size(const void *left, const void *right)
{
    const struct measure *a = left, *b = right;
    return (a->took > b->took) - (a->took < b->took);
}

static void print_measures(const char *what, struct measures *measures)
{
    size_t count = measures->count;
    double total = 0;
    if (count == 0)
        return;
    qsort(measures->rows, count, sizeof *measures->rows, by_size);
    for (size_t i = 0; i < count; i++)
        total += measures->rows[i].took;
    printf("  %-22s median %9.1f ms   95 %% %9.1f ms   most %9.1f ms (%s)   all %8.1f s\n", what,
           measures->rows[count / 2].took, measures->rows[count * 95 / 100].took,
           measures->rows[count - 1].took, measures->rows[count - 1].day, total / 1e3);
}

static double megabytes(const struct year *year)
{
    ARENA(arena);
    struct stat file = {0};
    stat(county_path(year->folder, "county.db", &arena), &file);
    return (double)file.st_size / 1e6;
}

static long peak_kilobytes(void)
{
    char line[128];
    long peak = 0;
    FILE *status = fopen("/proc/self/status", "re");
    while (status && fgets(line, sizeof line, status) && sscanf(line, "VmHWM: %ld", &peak) != 1)
        continue;
    return status && fclose(status) == 0 ? peak : 0;
}

/* --- Before the first day --------------------------------------------------------------------- */

static void hold_all(struct year *year, enum role role, int64_t account)
{
    const struct actor console = {.name = "", .console = true};
    int64_t *places = NULL, post, holding;
    size_t count = 0;
    QUERY(query) = query_open(year->store, "SELECT id FROM place WHERE kind = :kind");
    bind_text(&query, ":kind", role_place_kind(role));
    while (query_next(&query)) {
        places = arena_grow(&year->arena, places, count, sizeof *places);
        places[count++] = query_int(&query, 0);
    }
    must(year, query_ok(&query, &year->err));
    for (size_t i = 0; i < count; i++)
        must(year,
             post_ensure(year->store, role, places[i], &post, &year->err)
                 && post_give(year->store, &console, post, account, year->today, NULL, false,
                              &holding, &year->err));
}

/* One account a role holds it everywhere: who signs in is not what is measured. */
static void fill_posts(struct year *year)
{
    const struct actor console = {.name = "", .console = true};
    must(year, store_begin(year->store, &year->err));
    for (int role = 0; role < ROLE_COUNT; role++) {
        char password[ACCOUNT_PASSWORD_SIZE];
        const char *name = arena_text(&year->arena, "year.%s", role_name((enum role)role));
        const struct account account = {.name = name, .person_zh = words};
        int64_t id;
        if (!role_may((enum role)role, MAY_SEE_CHILDREN) || role_seated((enum role)role))
            continue;
        must(year, account_create(year->store, &console, &account, &id, password, &year->err));
        hold_all(year, (enum role)role, id);
        if (role == ROLE_CLASS_TEACHER)
            year->teacher = (struct actor){.account_id = id, .name = name, .console = true};
        if (role == ROLE_PRINCIPAL)
            year->principal = (struct actor){.account_id = id, .name = name, .console = true};
    }
    must(year, store_end(year->store, true, &year->err));
}

static void read_pupils(struct year *year)
{
    QUERY(query) = query_open(year->store, "SELECT child.id, class_id FROM child JOIN place"
                                           " ON place.id = class_id AND place.kind = 'class'"
                                           " WHERE merged_into IS NULL ORDER BY class_id, child.id");
    while (query_next(&query)) {
        year->pupils = arena_grow(&year->arena, year->pupils, year->pupil_count,
                                  sizeof *year->pupils);
        year->pupils[year->pupil_count++] =
            (struct pupil){.id = query_int(&query, 0), .class_id = query_int(&query, 1)};
    }
    must(year, query_ok(&query, &year->err) && year->pupil_count > 0);
    must(year, calendar_read(year->store, year->policy, year->pupils[0].class_id, &year->arena, &year->calendar, &year->err));
}

/* Plans of the kinds that need neither paper nor anybody's word. */
static void begin_plans(struct year *year)
{
    must(year, store_begin(year->store, &year->err));
    for (size_t i = 0; i < year->pupil_count; i += PLAN_EVERY) {
        const struct policy_plan *rule =
            &year->policy->plans[i / PLAN_EVERY % year->policy->plan_count];
        const struct plan_start start = {
            .child_id = year->pupils[i].id, .kind = rule->name, .reason = words};
        int64_t plan;
        if (rule->confirms.count == 0 && rule->needs.count == 0 && rule->beat_count > 0)
            must(year, plan_begin(year->store, year->policy, &year->teacher, year->today, &start, &plan, &year->err));
    }
    must(year, store_end(year->store, true, &year->err));
}

/* --- A school day ----------------------------------------------------------------------------- */

static void leave_or_come(struct year *year, struct pupil *pupil)
{
    if (pupil->left > 0) {
        pupil->left--;
        pupil->spent++;
    }
    if (pupil->left > 0)
        return;
    pupil->spent = 0;
    pupil->kind = happens(year, LEAVE) ? ABSENCE_LEAVE : ABSENCE_NONE;
    if (happens(year, UNEXCUSED))
        pupil->kind = ABSENCE_UNEXCUSED;
    if (pupil->kind == ABSENCE_NONE)
        return;
    pupil->left = 1 + (int)(year->chance / 10000 % 3);
    if (pupil->kind == ABSENCE_UNEXCUSED && happens(year, FOR_LONG))
        pupil->left = NEVER;
    else if (happens(year, SOME_TIME))
        pupil->left += 7;
}

static void note(struct year *year, int64_t case_id, const char *kind, const char *result)
{
    const struct case_event event = {
        .case_id = case_id, .kind = kind, .day = year->today, .result = result, .note = words};
    must(year, casefile_append(year->store, year->policy, &year->teacher, year->today, &event, &year->err));
}

/* What is done on the first days, and then from time to time; not by everybody. */
static void look_after(struct year *year, const struct pupil *pupil)
{
    int64_t case_id;
    if (pupil->kind != ABSENCE_UNEXCUSED || !happens(year, 8500))
        return;
    must(year, casefile_of_child(year->store, pupil->id, &case_id, &year->err));
    if (!case_id)
        return;
    static const char *const steps[] = {"contact.phone", "visit.joint", "visit.collective"};
    if ((size_t)pupil->spent < COUNT(steps))
        note(year, case_id, steps[pupil->spent], "failed");
    else if (pupil->spent % LONG_VISIT == 0)
        note(year, case_id, "contact.visit", "failed");
}

static size_t class_end(const struct year *year, size_t first)
{
    size_t end = first;
    while (end < year->pupil_count && year->pupils[end].class_id == year->pupils[first].class_id)
        end++;
    return end;
}

static void report_class(struct year *year, size_t first, size_t end)
{
    struct absence_mark marks[CLASS_MOST];
    size_t count = 0;
    for (size_t i = first; i < end && count < CLASS_MOST; i++)
        if (year->pupils[i].left > 0)
            marks[count++] = (struct absence_mark){year->pupils[i].id, year->pupils[i].kind};
    must(year, absence_report(year->store, year->policy, &year->teacher, year->today, year->pupils[first].class_id, year->today, marks, count, &year->err));
}

/* One class in two hundred forgets it. */
static void report_classes(struct year *year)
{
    for (size_t first = 0, end; first < year->pupil_count; first = end) {
        end = class_end(year, first);
        for (size_t i = first; i < end; i++)
            leave_or_come(year, &year->pupils[i]);
        if (happens(year, 50))
            continue;
        report_class(year, first, end);
        for (size_t i = first; i < end; i++)
            if (year->pupils[i].left > 0)
                look_after(year, &year->pupils[i]);
    }
}

struct row {
    int64_t id;
    const char *word, *since;
};

/* The rows of a query that names a number and two texts. */
static struct row *read_rows(struct year *year, const char *sql, struct arena *arena, size_t *count)
{
    struct row *rows = NULL;
    *count = 0;
    QUERY(query) = query_open(year->store, sql);
    while (query_next(&query)) {
        rows = arena_grow(arena, rows, *count, sizeof *rows);
        rows[(*count)++] = (struct row){query_int(&query, 0), query_text(&query, 1, arena),
                                        query_text(&query, 2, arena)};
    }
    must(year, query_ok(&query, &year->err));
    return rows;
}

/* Whoever is back: half of them a day are asked for, and half of those confirmed. */
static void close_cases(struct year *year)
{
    ARENA(arena);
    size_t count;
    struct row *rows = read_rows(year, "SELECT id, state, '' FROM casefile"
                                       " WHERE state IN ('returned', 'closing') ORDER BY id",
                                 &arena, &count);
    for (size_t i = 0; i < count; i++) {
        if (!happens(year, 5000))
            continue;
        must(year, strcmp(rows[i].word, "closing") == 0 ? closing_confirm(year->store, year->policy, &year->principal, year->today, rows[i].id, words, &year->err) : closing_ask(year->store, year->policy, &year->teacher, year->today, rows[i].id, "in_class", words, &year->err));
    }
}

static void report_rounds(struct year *year)
{
    ARENA(arena);
    size_t count;
    struct row *rows = read_rows(year, "SELECT place_id, rung, since FROM duty"
                                       " WHERE state = 'open' AND kind = 'round' ORDER BY id",
                                 &arena, &count);
    for (size_t i = 0; i < count; i++) {
        const struct round_act act = {
            .round = rows[i].word, .place_id = rows[i].id, .begins_on = rows[i].since, .day = year->today, .note = words};
        if (happens(year, 2000))
            must(year, round_report(year->store, year->policy, &year->teacher, year->today, &act, &year->err));
    }
}

/* The event that gives a beat by hand, "proxy_parent/contact" in a duty; NULL when none does. */
static const char *event_of(const struct year *year, const char *name, struct arena *arena)
{
    for (size_t i = 0; i < year->policy->plan_count; i++)
        for (size_t k = 0; k < year->policy->plans[i].beat_count; k++) {
            const struct policy_rung *beat = &year->policy->plans[i].beats[k].duty;
            const char *plan = year->policy->plans[i].name;
            if (strcmp(arena_text(arena, "%s/%s", plan, beat->name), name) == 0)
                return plan_event_known(beat->done_by.rows[0]) ? beat->done_by.rows[0] : NULL;
        }
    return NULL;
}

static void keep_plans(struct year *year)
{
    ARENA(arena);
    size_t count;
    struct row *rows = read_rows(year, "SELECT plan_id, rung, since FROM duty"
                                       " WHERE state = 'open' AND kind = 'beat' ORDER BY id",
                                 &arena, &count);
    for (size_t i = 0; i < count; i++) {
        const char *event = event_of(year, rows[i].word, &arena);
        if (event && happens(year, 2500))
            must(year, plan_done(year->store, year->policy, &year->teacher, year->today, rows[i].id, event, year->today, words, &year->err));
    }
}

/* All that people do on a day: together one transaction, or the disk would be measured. */
static void live(struct year *year)
{
    double began = now();
    bool school = calendar_school_day(&year->calendar, year->today);
    must(year, store_begin(year->store, &year->err));
    if (school)
        report_classes(year);
    close_cases(year);
    report_rounds(year);
    keep_plans(year);
    must(year, store_end(year->store, true, &year->err));
    year->school_days += school;
    year->fed += now() - began;
}

/* --- The clerk -------------------------------------------------------------------------------- */

static void add_measure(struct year *year, struct measures *measures, double took)
{
    measures->rows = arena_grow(&year->arena, measures->rows, measures->count,
                                sizeof *measures->rows);
    measures->rows[measures->count++] = (struct measure){took, year->today};
}

static double work(struct year *year)
{
    double began = now();
    must(year, clerk_work(year->store, year->policy, year->today, &year->err));
    double took = now() - began;
    must(year, store_checkpoint(year->store, &year->err));
    return took;
}

/* One class reports its day once more, and the clerk wakes. */
static void wake(struct year *year)
{
    if (!calendar_school_day(&year->calendar, year->today))
        return;
    size_t end = class_end(year, 0);
    work(year);
    report_class(year, 0, end);
    add_measure(year, &year->wakes, work(year));
}

static void print_month(struct year *year, struct measures *month)
{
    char what[32];
    snprintf(what, sizeof what, "nights to %s", year->today);
    print_measures(what, month);
    printf("    open cases %" PRId64 ", cases %" PRId64 ", open duties %" PRId64 ", duties %" PRId64
           ", %.1f MB\n",
           count_of(year, "SELECT count(*) FROM casefile WHERE state <> 'closed'"),
           count_of(year, "SELECT count(*) FROM casefile"),
           count_of(year, "SELECT count(*) FROM duty WHERE state = 'open'"),
           count_of(year, "SELECT count(*) FROM duty"), megabytes(year));
    fflush(stdout);
    *month = (struct measures){0};
}

/* Each night closes the day before it. */
static void play(struct year *year, int days)
{
    struct measures month = {0};
    work(year);
    for (int day = 0; day < days; day++) {
        const char *next = date_add(year->today, 1, &year->arena);
        live(year);
        wake(year);
        bool ends = day + 1 == days || strncmp(next, year->today, strlen("2026-09")) != 0;
        year->today = next;
        double took = work(year);
        add_measure(year, &year->nights, took);
        add_measure(year, &month, took);
        if (ends)
            print_month(year, &month);
    }
}

static void begin(struct year *year)
{
    const char *name;
    year->store = county_open(year->folder, &year->err);
    must(year, year->store && setting_read(year->store, "policy", &year->arena, &name, &year->err));
    year->policy = policy_open(year->folder, name, &year->err);
    must(year, year->policy != NULL);
    fill_posts(year);
    read_pupils(year);
    begin_plans(year);
    must(year, store_checkpoint(year->store, &year->err));
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4 || !setlocale(LC_ALL, "C.UTF-8") || !catalogue_open()) {
        fputs("usage: year DIR FROM [DAYS]\n", stderr);
        return 2;
    }
    int days = argc > 3 ? (int)strtol(argv[3], NULL, 10) : USUAL_DAYS;
    struct year year = {.folder = argv[1], .today = argv[2], .chance = 88172645463325252u};
    begin(&year);
    double size = megabytes(&year);
    printf("  %zu children in classes, %" PRId64 " classes, %" PRId64 " plans, %.1f MB\n",
           year.pupil_count, count_of(&year, "SELECT count(*) FROM place WHERE kind = 'class'"),
           count_of(&year, "SELECT count(*) FROM plan"), size);
    play(&year, days);
    printf("  %d days, %d of them with school\n", days, year.school_days);
    print_measures("closing a day", &year.nights);
    print_measures("woken by one change", &year.wakes);
    printf("  people's work %.1f s; peak memory %ld kB; file %.1f MB before, %.1f MB after:"
           " %.0f bytes a child\n",
           year.fed / 1e3, peak_kilobytes(), size, megabytes(&year),
           (megabytes(&year) - size) * 1e6 / (double)year.pupil_count);
    policy_close(year.policy);
    store_close(year.store);
    arena_clear(&year.arena);
    return EXIT_SUCCESS;
}
