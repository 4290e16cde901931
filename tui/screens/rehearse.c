/* "What would fire if ...": a few answers, of which a rehearsal is made. Nothing is written. */
#include "core/days/calendar.h"
#include "core/rehearse/what_if.h"
#include "tui/parts/span.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <stdlib.h>
#include <string.h>

enum {
    KIND,
    GRADE,
    FIRST,
    DAYS,
    PEOPLE,
    OWN,
    QUESTION_COUNT,
    KINDS_MOST = 9
};

struct state {
    struct sheet sheet;
};

struct data {
    const char *kind_labels[KINDS_MOST];
    size_t kind_count;
    struct sheet_question questions[QUESTION_COUNT];
};

/* In the order of enum what_if_people. */
static const char *const people_labels[PEOPLE_COUNT] = {
    MSG("what-if.idle"), MSG("what-if.in-vain"), MSG("what-if.succeed")};

static void list_kinds(struct visit *visit, struct data *data)
{
    for (size_t i = 0; i < visit->policy->opening_count && i < KINDS_MOST; i++)
        data->kind_labels[data->kind_count++] =
            words_of(visit, "case.kind.", visit->policy->openings[i].kind);
}

static void ask(struct visit *visit, struct data *data)
{
    data->questions[KIND] = (struct sheet_question){
        .name = "kind",
        .label = MSG("what-if.kind"),
        .choices = data->kind_labels,
        .choice_count = data->kind_count,
    };
    data->questions[GRADE] = (struct sheet_question){
        .name = "grade", .label = MSG("what-if.grade"), .value = "7", .latin = true};
    data->questions[FIRST] = (struct sheet_question){
        .name = "first", .label = MSG("what-if.first"), .value = visit->today, .latin = true};
    data->questions[DAYS] = (struct sheet_question){
        .name = "days", .label = MSG("what-if.days"), .value = "10", .latin = true};
    data->questions[PEOPLE] = (struct sheet_question){
        .name = "people",
        .label = MSG("what-if.people"),
        .choices = people_labels,
        .choice_count = PEOPLE_COUNT,
    };
    data->questions[OWN] = (struct sheet_question){
        .name = "own", .label = MSG("what-if.own"), .lines = true};
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    list_kinds(visit, data);
    ask(visit, data);
    visit->aside = visit->policy->county.in[visit->language];
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err);
}

/* --- Playing ---------------------------------------------------------------------------------- */

static const char *answer(struct visit *visit, size_t question)
{
    const struct state *state = visit->state;
    return sheet_text(&state->sheet, question, &visit->arena);
}

/* A whole number of people's own digits; 0 for what is none. */
static int number_of(struct visit *visit, size_t question)
{
    const char *typed = answer(visit, question);
    bool digits = *typed && strspn(typed, "0123456789") == strlen(typed) && strlen(typed) < 5;
    return digits ? atoi(typed) : 0;
}

/* What cannot be is said, and the caret goes where it is mended. */
static bool refuse(struct visit *visit, size_t question, const char *key, const char *value,
                   struct error *err)
{
    struct state *state = visit->state;
    struct error unheard = {0};
    sheet_enter(visit, &state->sheet, question, &unheard);
    return value ? error_tell(err, ERROR_INVALID, key, value)
                 : error_set(err, ERROR_INVALID, key, "question %zu", question);
}

static bool read_first(struct visit *visit, const char **first, struct error *err)
{
    struct state *state = visit->state;
    struct error unheard = {0};
    if (span_day(visit, answer(visit, FIRST), visit->today, first, err))
        return true;
    sheet_enter(visit, &state->sheet, FIRST, &unheard);
    return false;
}

static bool check(struct visit *visit, struct error *err)
{
    const struct state *state = visit->state;
    int grade = number_of(visit, GRADE), days = number_of(visit, DAYS);
    if (sheet_chosen(&state->sheet, KIND) < 0)
        return refuse(visit, KIND, MSG("what-if.no-kind"), NULL, err);
    if (grade < 1 || grade > WHAT_IF_GRADE_MOST)
        return refuse(visit, GRADE, MSG("what-if.bad-grade"), NULL, err);
    if (days < 1 || days > WHAT_IF_DAYS_MOST)
        return refuse(visit, DAYS, MSG("what-if.bad-days"),
                      visit_digits(visit, WHAT_IF_DAYS_MOST), err);
    return sheet_chosen(&state->sheet, PEOPLE) >= 0
        || refuse(visit, PEOPLE, MSG("what-if.no-people"), NULL, err);
}

static bool play(struct visit *visit, struct error *err)
{
    const struct state *state = visit->state;
    const char *first;
    if (!check(visit, err) || !read_first(visit, &first, err))
        return false;
    visit_go(visit, "rehearse/result?kind=%s&grade=%d&first=%s&days=%d&people=%d&own=%s",
             visit->policy->openings[sheet_chosen(&state->sheet, KIND)].kind,
             number_of(visit, GRADE), first, number_of(visit, DAYS),
             sheet_chosen(&state->sheet, PEOPLE), visit_encode(&visit->arena, answer(visit, OWN)));
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("what-if.play"), play, NULL, NULL},
    {PRESS_TAB,   MSG("key.next"),     NULL, NULL, NULL},
};

const struct screen screen_rehearse = {
    .name = "rehearse",
    .route = "rehearse",
    .title = MSG("rehearse.title"),
    .help = MSG("rehearse.help"),
    .needs = NEEDS(MAY_REOPEN), /* who answers for how cases go on */
    .state_size = sizeof(struct state),
    .load = load,
    .draw = entry_draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
