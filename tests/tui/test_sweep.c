/*
 * Every screen, for everybody, in every language and size: it opens or says why
 * not, nothing is drawn over anything else, the last line says how to get out,
 * and no key brings it down.
 */
#include "core/rules/policy.h"
#include "core/scope/scope.h"
#include "forms/form.h"
#include "tests/tui/given.h"
#include "tui/conversation.h"
#include "tui/navigator.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    int columns, rows;
} sizes[] = {
    {20,  5 },
    {80,  6 },
    {40,  12},
    {80,  24},
    {132, 50}
};

enum {
    PAPER_FIELDS_MOST = 45,
    FIELDS_MOST = 20 /* of a form, and a few more */
};

#define SCREEN_ROW(name) &screen_##name,
static const struct screen *const screens[] = {SCREENS(SCREEN_ROW)};

struct sweep {
    struct fixture *f;
    struct actor actor;
    struct navigator navigator;
    const char *at; /* for messages */
};

static const char *at_menu(void *context, struct arena *arena)
{
    (void)context, (void)arena;
    return "menu";
}

/* What stands for the parts of a route; 1 for all that are numbers. */
static const struct {
    const char *part, *sample;
} samples[] = {
    {":form",   "persuasion_notice"},
    {":record", "persuasion"       },
    {":role",   "class_teacher"    },
    {":screen", "today"            },
};

static const char *sample_of(const char *part, size_t length)
{
    for (size_t i = 0; i < COUNT(samples); i++)
        if (strlen(samples[i].part) == length && strncmp(samples[i].part, part, length) == 0)
            return samples[i].sample;
    return "1";
}

static const char *sample_route(struct fixture *f, const char *pattern)
{
    const char *route = "";
    while (*pattern) {
        size_t length = *pattern == ':' ? strcspn(pattern, "/") : 1;
        route = *pattern == ':'
            ? arena_text(&f->arena, "%s%s", route, sample_of(pattern, length))
            : arena_text(&f->arena, "%s%c", route, *pattern);
        pattern += length;
    }
    return route;
}

static void check_frame(struct sweep *s, const struct canvas *canvas)
{
    const struct grid *grid = canvas->grid;
    const char *first = canvas_row(canvas, 0, &s->f->arena);
    const char *last = canvas_row(canvas, grid->rows - 1, &s->f->arena);
    if (first[0] == '\0')
        fail_msg("%s: %d rows, and no title", s->at, grid->rows);
    /* In less room than a telephone has, it is enough that nothing breaks. */
    if (grid->rows < 12)
        return;
    if (grid->overlaps > 0 || !strstr(last, "Esc")) {
        for (int row = 0; row < grid->rows; row++)
            print_message("|%s\n", canvas_row(canvas, row, &s->f->arena));
        fail_msg("%s: %d cells drawn over, or no way out", s->at, grid->overlaps);
    }
}

static void draw_for(struct sweep *s, int rows, int columns, unsigned manner)
{
    ARENA(frame);
    struct grid grid;
    s->navigator.shared.manner = manner;
    struct canvas canvas =
        canvas_new(&frame, &grid, rows, columns, visit_mirrored(&s->navigator.shared));
    grid.manner = manner;
    navigator_resize(&s->navigator, rows, columns);
    navigator_draw(&s->navigator, &canvas);
    check_frame(s, &canvas);
}

static void draw(struct sweep *s)
{
    static const unsigned manners[] = {LAYOUT_LATIN | LAYOUT_ASCII, LAYOUT_LATIN, LAYOUT_ASCII, 0};
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (size_t k = 0; k < COUNT(manners); k++)
            draw_for(s, sizes[i].rows, sizes[i].columns, manners[k]);
}

/* The keys that move; none of them changes anything that is stored. */
static void press_keys(struct sweep *s)
{
    static const int commands[] = {
        PRESS_DOWN,
        PRESS_DOWN,
        PRESS_PAGE_DOWN,
        PRESS_END,
        PRESS_LEFT,
        PRESS_RIGHT,
        PRESS_UP,
        PRESS_PAGE_UP,
        PRESS_HOME,
        PRESS_TAB,
        PRESS_BACKTAB,
        '?',
        PRESS_DOWN,
        PRESS_ESC,
        'x',
        PRESS_BACKSPACE,
        PRESS_DELETE,
        '/',
        PRESS_ESC,
    };
    for (size_t i = 0; i < COUNT(commands); i++) {
        struct key key = key_of(commands[i]);
        if (commands[i] == PRESS_ESC && s->navigator.depth == 1)
            continue; /* nobody leaves */
        navigator_key(&s->navigator, &key);
        if (!navigator_visit(&s->navigator))
            fail_msg("%s: no screen is left", s->at);
    }
    draw(s);
}

/* Each field of a form in turn has the caret: what is scrolled away leaves the rest alone. */
static void pass_fields(struct sweep *s)
{
    const struct key tab = key_of(PRESS_TAB);
    for (int i = 0; i < FIELDS_MOST; i++) {
        navigator_key(&s->navigator, &tab);
        draw(s);
    }
}

static const char *paper_route(struct sweep *s, const struct county *county,
                               const struct form *form)
{
    bool village = s->actor.post_count > 0 && s->actor.posts[0].role == ROLE_VILLAGE_WORKER;
    int64_t place_id = village ? county->village[0] : county->junior;
    if (form->about == ABOUT_A_PLACE)
        return arena_text(&s->f->arena, "place/%d/form/%s", (int)place_id, form->name);
    return arena_text(&s->f->arena, "%s/1/form/%s",
                      form->about == ABOUT_A_CASE ? "case" : "child", form->name);
}

/* Each field in turn has the caret, in one of the two sizes that people have most. */
static void fill_paper(struct sweep *s)
{
    const struct key down = key_of(PRESS_DOWN);
    struct error err = {0};
    if (!navigator_open(&s->navigator, s->at, &err)) {
        if (err.kind == ERROR_STORE || !message_exists(err.key))
            fail_msg("%s: %s %s", s->at, err.key, err.detail);
        return;
    }
    for (int field = 0; field < PAPER_FIELDS_MOST; field++) {
        draw_for(s, field % 2 ? 24 : 12, field % 2 ? 80 : 40, 0);
        navigator_key(&s->navigator, &down);
    }
}

/* Every paper that the role may fill, from the right: what is narrow there is narrow everywhere. */
static void fill_papers(struct sweep *s, const struct forms *forms, const struct county *county)
{
    const struct form *form;
    s->navigator.shared.language = LANGUAGE_UG;
    for (size_t i = 0; (form = form_at(forms, i)); i++) {
        s->at = paper_route(s, county, form);
        fill_paper(s);
    }
}

static void visit_screen(struct sweep *s, const struct screen *screen, enum role role)
{
    struct error err = {0};
    const char *route = sample_route(s->f, screen->route);
    assert_true(navigator_begin(&s->navigator, &err));
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        s->at = arena_text(&s->f->arena, "%s, %s, %s", route, role_name(role),
                           language_code((enum language)language));
        s->navigator.shared.language = (enum language)language;
        err = (struct error){0};
        if (!navigator_open(&s->navigator, route, &err)) {
            if (err.kind == ERROR_STORE || !message_exists(err.key))
                fail_msg("%s: %s %s", s->at, err.key, err.detail);
            continue;
        }
        draw(s);
        if (screen == navigator_screen("form"))
            pass_fields(s);
        press_keys(s);
    }
}

static void sweep(struct fixture *f, enum role role)
{
    struct sweep *s = arena_new(&f->arena, struct sweep);
    struct county county = county_make(f);
    given_two_days(f, &county);
    given_leaves(f, &county);
    given_letters(f, &county);
    given_transfers(f, &county);
    given_handover(f, &county);
    given_helpers(f, &county);
    struct policy *policy = policy_open(NULL, "hutubi", &f->err);
    struct forms *forms = forms_open(NULL, &f->err);
    assert_true(policy && forms);
    s->f = f;
    s->actor = county_actor(f, role);
    assert_true(scope_enter(f->store, &s->actor, &f->err));
    struct conversation conversation = {.name = "sweep"};
    s->navigator.shared = (struct visit){
        .store = f->store,
        .actor = &s->actor,
        .today = COUNTY_TODAY,
        .hour = "10:30",
        .policy = policy,
        .forms = forms,
        .county = ".",
        .conversation = &conversation,
    };
    s->navigator.start = at_menu;
    navigator_resize(&s->navigator, 24, 80);
    for (size_t i = 0; i < COUNT(screens); i++)
        visit_screen(s, screens[i], role);
    if (role == ROLE_PRINCIPAL || role == ROLE_VILLAGE_WORKER)
        fill_papers(s, forms, &county);
    navigator_end(&s->navigator);
    forms_close(forms);
    policy_close(policy);
}

static void a_class_teacher_gets_along_everywhere(void **state)
{
    sweep(*state, ROLE_CLASS_TEACHER);
}

static void a_principal_gets_along_everywhere(void **state)
{
    sweep(*state, ROLE_PRINCIPAL);
}

static void a_village_worker_gets_along_everywhere(void **state)
{
    sweep(*state, ROLE_VILLAGE_WORKER);
}

static void the_bureau_gets_along_everywhere(void **state)
{
    sweep(*state, ROLE_BUREAU_EDUCATION);
}

static void a_paired_helper_gets_along_everywhere(void **state)
{
    sweep(*state, ROLE_PAIRED_CADRE);
}

static void an_administrator_gets_along_everywhere(void **state)
{
    sweep(*state, ROLE_ACCOUNT_ADMIN);
}

static void an_auditor_gets_along_everywhere(void **state)
{
    sweep(*state, ROLE_AUDITOR);
}

int main(void)
{
    if (!catalogue_open())
        return EXIT_FAILURE;
    const struct CMUnitTest specs[] = {
        SPEC(a_class_teacher_gets_along_everywhere),
        SPEC(a_principal_gets_along_everywhere),
        SPEC(a_village_worker_gets_along_everywhere),
        SPEC(the_bureau_gets_along_everywhere),
        SPEC(a_paired_helper_gets_along_everywhere),
        SPEC(an_administrator_gets_along_everywhere),
        SPEC(an_auditor_gets_along_everywhere),
    };
    return cmocka_run_group_tests_name("sweep", specs, NULL, NULL);
}
