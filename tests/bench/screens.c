/*
 * How long a screen takes inside the server: from its route to the cells that
 * ncurses would be given. Nothing is asserted.
 *
 *     screens DIR ACCOUNT TODAY ROUTE...
 *
 * Each route is opened in a navigator of its own, as the account sees the county.
 * The first time is shown apart: it pays for reading the disk.
 */
#include "core/posts/account.h"
#include "core/posts/post.h"
#include "core/rules/policy.h"
#include "core/scope/scope.h"
#include "core/store/county.h"
#include "core/store/setting.h"
#include "forms/form.h"
#include "tui/navigator.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    RUNS = 31,
    ROWS = 24,
    COLUMNS = 80,
};

struct bench {
    struct navigator navigator;
    struct grid grid;
    const char *route;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void stop(const struct error *err)
{
    fprintf(stderr, "screens: %s: %s\n", err->key, err->detail);
    exit(EXIT_FAILURE);
}

static const char *start(void *context, struct arena *arena)
{
    const struct bench *bench = context;
    return arena_text(arena, "%s", bench->route);
}

/* Opens, draws and leaves a screen; returns the milliseconds until it was drawn. */
static double visit_once(const struct visit *shared, const char *route)
{
    ARENA(drawn);
    struct error err = {0};
    struct bench bench = {.navigator.shared = *shared, .route = route};
    bench.navigator.start = start;
    bench.navigator.context = &bench;
    navigator_resize(&bench.navigator, ROWS, COLUMNS);

    double began = now();
    if (!navigator_begin(&bench.navigator, &err))
        stop(&err);
    struct canvas canvas = canvas_new(&drawn, &bench.grid, ROWS, COLUMNS,
                                      language_rtl(shared->language));
    navigator_draw(&bench.navigator, &canvas);
    double took = now() - began;
    navigator_end(&bench.navigator);
    return took;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void measure(const struct visit *shared, const char *route)
{
    double took[RUNS], first = visit_once(shared, route);
    for (int i = 0; i < RUNS; i++)
        took[i] = visit_once(shared, route);
    qsort(took, RUNS, sizeof *took, by_size);
    printf("  %-30s first %7.2f ms   median %7.2f ms   most %7.2f ms\n", route, first,
           took[RUNS / 2], took[RUNS - 1]);
}

static void sign_in(struct visit *shared, struct actor *actor, const char *name,
                    struct arena *arena, struct error *err)
{
    int64_t account = 0;
    if (!account_find(shared->store, name, &account, err)
        || !post_actor(shared->store, account, shared->today, arena, actor, err)
        || !scope_enter(shared->store, actor, err))
        stop(err);
    shared->actor = actor;
}

int main(int argc, char **argv)
{
    ARENA(arena);
    struct error err = {0};
    struct actor actor;
    const char *policy_name;
    if (argc < 5 || !setlocale(LC_ALL, "C.UTF-8") || !catalogue_open()) {
        fputs("usage: screens DIR ACCOUNT TODAY ROUTE...\n", stderr);
        return 2;
    }
    struct visit shared = {
        .county = argv[1],
        .today = argv[3],
        .hour = "10:00",
        .store = county_open(argv[1], &err),
    };
    if (!shared.store || !setting_read(shared.store, "policy", &arena, &policy_name, &err))
        stop(&err);
    struct policy *policy = policy_open(argv[1], policy_name, &err);
    struct forms *forms = policy ? forms_open(argv[1], &err) : NULL;
    if (!forms)
        stop(&err);
    shared.policy = policy;
    shared.forms = forms;
    sign_in(&shared, &actor, argv[2], &arena, &err);

    for (int i = 4; i < argc; i++)
        measure(&shared, argv[i]);
    forms_close(forms);
    policy_close(policy);
    store_close(shared.store);
    return EXIT_SUCCESS;
}
