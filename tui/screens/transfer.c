/* One offer of a case: from where to where and why; its answer, or that it is taken back. */
#include "core/cases/transfer.h"
#include "core/cases/casefile.h"
#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

struct data {
    struct facts facts; /* first: facts_screen_draw() */
    struct transfer transfer;
    bool answering;   /* it waits for this person */
    bool withdrawing; /* it waits, and this person could have offered it */
};

/* "黄示例 9-17" */
static const char *by_whom(struct visit *visit, const char *zh, const char *ug, const char *day)
{
    return words_join(visit, " · ", words_near(visit, day), words_name(visit, zh, ug));
}

static void tell(struct visit *visit, struct data *data)
{
    struct facts *facts = &data->facts;
    const struct transfer *t = &data->transfer;
    bool offered = strcmp(t->state, "offered") == 0;
    bool withdrawn = strcmp(t->state, "withdrawn") == 0;
    bool late = offered && *t->reply_due && strcmp(t->reply_due, visit->today) < 0;
    facts_add(facts, MSG("transfer.from"), words_name(visit, t->from_zh, t->from_ug), STYLE_PLAIN);
    facts_add(facts, MSG("transfer.to"), words_name(visit, t->to_zh, t->to_ug), STYLE_PLAIN);
    facts_add(facts, MSG("transfer.sent"), by_whom(visit, t->person_zh, t->person_ug, t->sent_on),
              STYLE_PLAIN);
    facts_add(facts, MSG("transfer.note"), t->note, STYLE_PLAIN);
    facts_add(facts, MSG("transfer.due"), words_near(visit, t->reply_due),
              late ? STYLE_OVERDUE : STYLE_PLAIN);
    facts_add(facts, MSG("transfer.state"), words_of(visit, "transfer.state.", t->state),
              offered ? STYLE_TODAY : STYLE_PLAIN);
    facts_add(facts, withdrawn ? MSG("transfer.withdrawn-by") : MSG("transfer.answer"),
              by_whom(visit, t->answered_zh, t->answered_ug, t->replied_on), STYLE_PLAIN);
    facts_add(facts, withdrawn ? MSG("transfer.withdrawn-why") : MSG("transfer.reason"), t->reason,
              STYLE_PLAIN);
}

static bool may_answer(struct visit *visit, const struct transfer *t, bool *may, struct error *err)
{
    struct error refusal = {0};
    *may = permit_at(visit->store, visit->actor, MAY_TAKE_OVER, t->to_place, NULL, &refusal);
    if (*may || refusal.kind == ERROR_DENIED)
        return true;
    *err = refusal;
    return false;
}

static bool load_offer(struct visit *visit, struct data *data, struct error *err)
{
    struct casefile c;
    return strcmp(data->transfer.state, "offered") != 0
        || (casefile_read(visit->store, data->transfer.case_id, &visit->arena, &c, err)
            && casefile_offers(visit->store, visit->actor, &c, MAY_ASSIGN, &data->withdrawing, err)
            && may_answer(visit, &data->transfer, &data->answering, err));
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = arena_new(&visit->arena, struct data);
    const struct transfer *t = &data->transfer;
    if (!transfer_read(visit->store, visit_number(visit, "id"), &visit->arena, &data->transfer, err)
        || !visit_look(visit, t->child_id, err)
        || !load_offer(visit, data, err))
        return false;
    tell(visit, data);
    visit->data = data;
    visit->title = visit_text(visit, MSG("transfer.heading"), t->number,
                              words_name(visit, t->name_zh, t->name_ug));
    return true;
}

/* --- Keys ------------------------------------------------------------------------------------ */

static bool accepted(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason;
    if (!transfer_accept(visit->store, visit->policy, visit->actor, visit->today,
                         visit_number(visit, "id"), err))
        return false;
    visit_say(visit, MSG("transfer.accepted"));
    return true;
}

static bool refused(struct visit *visit, const char *reason, struct error *err)
{
    if (!transfer_refuse(visit->store, visit->policy, visit->actor, visit->today,
                         visit_number(visit, "id"), reason, err))
        return false;
    visit_say(visit, MSG("transfer.refused"));
    visit_back(visit); /* the case is out of sight again */
    return true;
}

static bool accept(struct visit *visit, struct error *err)
{
    const struct transfer *t = &((const struct data *)visit->data)->transfer;
    (void)err;
    visit_ask(visit, NULL, accepted, MSG("transfer.really-accept"), t->number,
              words_name(visit, t->to_zh, t->to_ug));
    return true;
}

static bool refuse(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("transfer.why"), refused, MSG("transfer.really-refuse"));
    return true;
}

static bool withdrawn(struct visit *visit, const char *reason, struct error *err)
{
    if (!transfer_withdraw(visit->store, visit->policy, visit->actor, visit->today,
                           visit_number(visit, "id"), reason, err))
        return false;
    visit_say(visit, MSG("transfer.withdrawn"));
    return true;
}

static bool withdraw(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, MSG("transfer.withdrawn-why"), withdrawn, MSG("transfer.really-withdraw"));
    return true;
}

static bool open_case(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "case/%" PRId64, ((const struct data *)visit->data)->transfer.case_id);
    return true;
}

static bool is_answering(const struct visit *visit)
{
    return ((const struct data *)visit->data)->answering;
}

static bool is_withdrawing(const struct visit *visit)
{
    return ((const struct data *)visit->data)->withdrawing;
}

static const char *explain(struct visit *visit)
{
    const struct policy_rung *rung = &visit->policy->duties[POLICY_TRANSFER];
    return words_rule(visit, rung);
}

static const struct key_binding keys[] = {
    {'1',         MSG("transfer.accept"),   accept,    is_answering,   NULL    },
    {'2',         MSG("transfer.refuse"),   refuse,    is_answering,   NULL    },
    {'3',         MSG("transfer.withdraw"), withdraw,  is_withdrawing, NULL    },
    {PRESS_ENTER, MSG("transfer.case"),     open_case, NULL,           NULL    },
    {PRESS_UP,    MSG("case.scroll"),       NULL,      NULL,           "↑↓"},
};

const struct screen screen_transfer = {
    .name = "transfer",
    .route = "transfer/:id",
    .title = MSG("transfer.title"),
    .help = MSG("transfer.help"),
    .needs = NEEDS(MAY_ASSIGN) | NEEDS(MAY_TAKE_OVER),
    .state_size = sizeof(struct facts_place),
    .load = load,
    .draw = facts_screen_draw,
    .key = facts_screen_key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
