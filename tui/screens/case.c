/* One case: who it is about, what is to be done now, and all that happened. */
#include "core/base/date.h"
#include "core/cases/casefile.h"
#include "core/cases/transfer.h"
#include "core/duties/agenda.h"
#include "core/rules/policy.h"
#include "tui/parts/kept.h"
#include "tui/parts/story.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    DUTIES_SHOWN = 3
};

struct state {
    int above; /* lines of the story between its end and what is drawn last */
};

struct data {
    struct casefile c;
    struct case_about about;
    struct duty *duties;
    size_t duty_count;
    struct story story;
    const char *kept;    /* when it will be erased, soon; else "" */
    int64_t report_id;   /* the written report that was sent last; 0 for none */
    int64_t transfer_id; /* an offer of the case that waits; 0 for none */
    bool may_record, may_assign, may_ask, may_confirm, may_reopen;
};

static int64_t last_report(const struct data *data)
{
    const struct story *story = &data->story;
    for (size_t i = story->event_count; i > 0; i--)
        if (strcmp(story->events[i - 1].kind, "report.sent") == 0)
            return story->events[i - 1].record_id;
    return 0;
}

static bool load_offers(struct visit *visit, struct data *data, struct error *err)
{
    return casefile_offers(visit->store, visit->actor, &data->c, MAY_RECORD_EVENT,
                           &data->may_record, err)
        && casefile_offers(visit->store, visit->actor, &data->c, MAY_ASSIGN, &data->may_assign, err)
        && casefile_offers(visit->store, visit->actor, &data->c, MAY_ASK_CLOSING, &data->may_ask,
                           err)
        && casefile_offers(visit->store, visit->actor, &data->c, MAY_CONFIRM_CLOSING,
                           &data->may_confirm, err)
        && casefile_offers(visit->store, visit->actor, &data->c, MAY_REOPEN, &data->may_reopen,
                           err);
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = arena_new(&visit->arena, struct data);
    struct arena *arena = &visit->arena;
    int64_t id = visit_number(visit, "id");
    if (!casefile_read(visit->store, id, arena, &data->c, err)
        || !visit_look(visit, data->c.child_id, err)
        || !casefile_about(visit->store, id, visit->today, arena, &data->about, err)
        || !agenda_of_case(visit->store, id, arena, &data->duties, &data->duty_count, err)
        || !story_load(visit, id, &data->story, err)
        || !transfer_waiting(visit->store, id, &data->transfer_id, err)
        || !kept_line(visit, KEPT_CLOSED_CASE, id, &data->kept, err)
        || !load_offers(visit, data, err))
        return false;
    data->report_id = last_report(data);
    visit->data = data;
    visit->title = visit_text(visit, MSG("case.heading"), data->c.number,
                              words_name(visit, data->about.name_zh, data->about.name_ug));
    visit->aside = words_join(visit, " · ", words_of(visit, "case.status.", data->c.status),
                              words_of(visit, "case.state.", data->c.state));
    return true;
}

/* --- Drawing --------------------------------------------------------------------------------- */

static const char *age_of(struct visit *visit, const char *born)
{
    int age = date_age(born, visit->today);
    return age < 0 ? "" : visit_text(visit, MSG("child.age"), visit_digits(visit, age));
}

static const char *guardian_of(struct visit *visit, const struct case_about *about)
{
    const char *name = words_name(visit, about->guardian_zh, about->guardian_ug);
    const char *phone = words_masked(visit, about->phone);
    if (!*name && !*phone)
        return "";
    return visit_text(visit, MSG("case.guardian"), words_join(visit, " ", name, phone));
}

static const char *who(struct visit *visit, const struct case_about *about)
{
    const char *home = words_join(visit, " ",
                                  words_name(visit, about->village_zh, about->village_ug),
                                  words_name(visit, about->group_zh, about->group_ug));
    const char *class = words_name(visit, about->class_zh, about->class_ug);
    const char *school = words_name(visit, about->school_zh, about->school_ug);
    const char *person = words_join(visit, " ", words_of(visit, "child.sex.", about->sex),
                                    age_of(visit, about->born));
    return words_join(visit, " · ", person, words_join(visit, " ", school, class), home,
                      guardian_of(visit, about));
}

static const char *in_charge(struct visit *visit, const struct data *data)
{
    const char *person = words_name(visit, data->about.charge_zh, data->about.charge_ug);
    const char *post = words_join(visit, " ", words_of(visit, "role.", data->about.charge_role),
                                  person);
    return words_join(visit, " · ", words_of(visit, "case.kind.", data->c.kind),
                      visit_text(visit, MSG("case.since"), words_near(visit, data->c.opened_on)),
                      *post ? visit_text(visit, MSG("case.in-charge"), post) : "");
}

static void draw_duty(struct visit *visit, struct canvas *canvas, int row, const struct duty *duty)
{
    bool overdue = strcmp(duty->due, visit->today) < 0;
    bool today = strcmp(duty->due, visit->today) == 0;
    enum style style = overdue ? STYLE_OVERDUE : today ? STYLE_TODAY
                                                       : STYLE_PLAIN;
    const char *due = overdue
        ? visit_text(visit, MSG("case.was-due"), words_near(visit, duty->due))
        : visit_text(visit, MSG("case.due"), words_near(visit, duty->due));
    const char *text = words_join(visit, " · ", agenda_title(visit->policy, duty, visit->language),
                                  due, words_of(visit, "role.", duty->role),
                                  agenda_because(visit->policy, duty, visit->language,
                                                 visit_arena(visit)));
    canvas_text(canvas, row, 0, 2, ALIGN_START, style, overdue ? "!" : "");
    canvas_text(canvas, row, 2, canvas->columns - 2, ALIGN_START, style, text);
}

static int draw_now(struct visit *visit, struct canvas *canvas, int row)
{
    const struct data *data = visit->data;
    int first = row;
    bool back = transition_state(data->c.state) == CASE_RETURNED;
    if (data->duty_count == 0)
        return canvas_paragraph(canvas, row, 0, canvas->columns, 2, STYLE_DIM,
                                *data->kept ? data->kept
                                            : message(visit->language,
                                                      back ? MSG("case.back-so-close")
                                                           : MSG("case.nothing-due")));
    size_t shown = canvas_narrow(canvas) ? 1 : DUTIES_SHOWN;
    for (size_t i = 0; i < data->duty_count && i < shown; i++)
        draw_duty(visit, canvas, row++, &data->duties[i]);
    return row - first;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    const struct data *data = visit->data;
    struct state *state = visit->state;
    bool narrow = canvas_narrow(canvas);
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, narrow ? 1 : 2, STYLE_PLAIN,
                               who(visit, &data->about));
    if (!narrow)
        row += canvas_paragraph(canvas, row, 0, canvas->columns, 2, STYLE_DIM,
                                in_charge(visit, data))
            + 1;
    row += draw_now(visit, canvas, row) + !narrow;
    canvas_rule(canvas, row++, STYLE_RULE,
                narrow ? NULL : message(visit->language, MSG("case.story")));
    struct canvas rest = canvas_window(canvas, row, 0, canvas->rows - row, canvas->columns);
    story_draw(visit, &rest, &data->story, &state->above);
}

/* --- Keys ------------------------------------------------------------------------------------ */

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    int step = key_scroll(key, visit->rows / 2);
    (void)err;
    *used = step != 0;
    state->above = state->above < step ? 0 : state->above - step;
    return true;
}

static bool do_duty(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    const char *route = agenda_route(visit->policy, &data->duties[0], &visit->arena);
    (void)err;
    /* A duty without a form of its own is done by recording what happened. */
    if (strcmp(route, visit->route) == 0)
        visit_go(visit, "case/%" PRId64 "/record", data->c.id);
    else
        visit_go(visit, "%s", route);
    return true;
}

static bool record(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "case/%" PRId64 "/record", visit_number(visit, "id"));
    return true;
}

static bool forms(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "case/%" PRId64 "/forms", visit_number(visit, "id"));
    return true;
}

static bool assign(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "assign?cases=%" PRId64, visit_number(visit, "id"));
    return true;
}

static bool closing(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "case/%" PRId64 "/closing", visit_number(visit, "id"));
    return true;
}

static bool copies(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_go(visit, "report/%" PRId64, data->report_id);
    return true;
}

static bool child(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_go(visit, "child/%" PRId64, data->c.child_id);
    return true;
}

static bool transfer(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    if (data->transfer_id)
        visit_go(visit, "transfer/%" PRId64, data->transfer_id);
    else
        visit_go(visit, "case/%" PRId64 "/transfer", data->c.id);
    return true;
}

static bool letters(struct visit *visit, struct error *err)
{
    const struct data *data = visit->data;
    (void)err;
    visit_go(visit, "letters?child=%" PRId64, data->c.child_id);
    return true;
}

static bool write_letter(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "letters/new?case=%" PRId64, visit_number(visit, "id"));
    return true;
}

static bool more(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "case/%" PRId64 "/more", visit_number(visit, "id"));
    return true;
}

static bool in_state(const struct visit *visit, int states)
{
    const struct data *data = visit->data;
    return (transition_state(data->c.state) & states) != 0;
}

static bool has_duty(const struct visit *visit)
{
    return ((const struct data *)visit->data)->duty_count > 0;
}

static bool may_record(const struct visit *visit)
{
    return ((const struct data *)visit->data)->may_record;
}

static bool may_assign(const struct visit *visit)
{
    return ((const struct data *)visit->data)->may_assign && !in_state(visit, CASE_CLOSED);
}

/* Whoever is asked to take it over sees the same offer. */
static bool may_transfer(const struct visit *visit)
{
    return may_assign(visit)
        || (((const struct data *)visit->data)->transfer_id
            && permit_offers(visit->actor, MAY_TAKE_OVER));
}

static bool may_see_letters(const struct visit *visit)
{
    return permit_offers(visit->actor, MAY_ASSIGN);
}

static bool may_write_letter(const struct visit *visit)
{
    return permit_offers(visit->actor, MAY_KEEP_LETTERS) && !in_state(visit, CASE_CLOSED);
}

static bool may_ask(const struct visit *visit)
{
    return ((const struct data *)visit->data)->may_ask
        && in_state(visit, CASE_OPEN | CASE_RETURNED);
}

static bool may_confirm(const struct visit *visit)
{
    return ((const struct data *)visit->data)->may_confirm && in_state(visit, CASE_CLOSING);
}

static bool may_reopen(const struct visit *visit)
{
    return ((const struct data *)visit->data)->may_reopen && in_state(visit, CASE_CLOSED);
}

static bool has_report(const struct visit *visit)
{
    return ((const struct data *)visit->data)->report_id != 0;
}

static const char *why(struct visit *visit)
{
    const struct data *data = visit->data;
    if (data->duty_count == 0)
        return NULL;
    return arena_text(visit_arena(visit), "why/%" PRId64, data->duties[0].id);
}

/* What the clause asks for, of the first thing that is due. */
static const char *explain(struct visit *visit)
{
    const struct data *data = visit->data;
    const struct duty *first = data->duty_count > 0 ? &data->duties[0] : NULL;
    const struct policy_rung *rung =
        first ? policy_duty(visit->policy, first->kind, first->rung) : NULL;
    return words_rule(visit, rung);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("case.do"),              do_duty,      has_duty,         NULL    },
    {'1',         MSG("case.record"),          record,       may_record,       NULL    },
    {'2',         MSG("case.forms"),           forms,        may_record,       NULL    },
    {'3',         MSG("case.assign"),          assign,       may_assign,       NULL    },
    {'4',         MSG("case.ask-closing"),     closing,      may_ask,          NULL    },
    {'4',         MSG("case.confirm-closing"), closing,      may_confirm,      NULL    },
    {'4',         MSG("case.reopen"),          closing,      may_reopen,       NULL    },
    {'5',         MSG("case.copies"),          copies,       has_report,       NULL    },
    {'6',         MSG("case.child"),           child,        NULL,             NULL    },
    {'7',         MSG("case.transfer"),        transfer,     may_transfer,     NULL    },
    {'8',         MSG("case.letters"),         letters,      may_see_letters,  NULL    },
    {'9',         MSG("case.letter-new"),      write_letter, may_write_letter, NULL    },
    {PRESS_TAB,   MSG("case.more"),            more,         may_record,       NULL    },
    {PRESS_UP,    MSG("case.scroll"),          NULL,         NULL,             "↑↓"},
};

const struct screen screen_case = {
    .name = "case",
    .route = "case/:id",
    .title = MSG("case.title"),
    .help = MSG("case.help"),
    .needs = NEEDS(MAY_RECORD_EVENT),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .explain = explain,
    .why = why,
    .keys = keys,
    .key_count = COUNT(keys),
};
