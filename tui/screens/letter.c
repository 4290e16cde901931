/* One letter: who asks what about whom, until when, and what was answered. */
#include "core/cases/letter.h"

#include "core/rules/policy.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

struct data {
    struct facts facts; /* first: facts_screen_draw() */
    struct letter letter;
};

static bool is_ours(const struct letter *letter)
{
    return strcmp(letter->direction, "out") == 0;
}

static const char *on(struct visit *visit, const char *day, const char *zh, const char *ug)
{
    return words_join(visit, " · ", words_near(visit, day), words_name(visit, zh, ug));
}

/* The child as it is known here, and the letter's own words. */
static const char *whom(struct visit *visit, const struct letter *l)
{
    return words_join(visit, " · ", words_name(visit, l->name_zh, l->name_ug), l->case_number,
                      l->about);
}

static void tell_answer(struct visit *visit, struct facts *facts, const struct letter *l)
{
    const char *label = is_ours(l) ? MSG("letter.got-answer") : MSG("letter.replied");
    if (!*l->replied_on) {
        facts_add(facts, label, message(visit->language, MSG("letter.none-yet")), STYLE_TODAY);
        return;
    }
    facts_add(facts, label, on(visit, l->replied_on, l->answered_zh, l->answered_ug), STYLE_PLAIN);
    facts_add(facts, MSG("letter.result"), words_of(visit, "letter.result.", l->result),
              STYLE_PLAIN);
    facts_add(facts, MSG("letter.answer"), l->answer, STYLE_PLAIN);
}

static void tell(struct visit *visit, struct facts *facts, const struct letter *l)
{
    bool ours = is_ours(l);
    bool late = !*l->replied_on && strcmp(l->reply_due, visit->today) < 0;
    facts_add(facts, ours ? MSG("letter.to") : MSG("letter.from"), l->office, STYLE_PLAIN);
    facts_add(facts, MSG("letter.way"), words_of(visit, "letter.way.", l->way), STYLE_PLAIN);
    facts_add(facts, MSG("letter.number"), l->number, STYLE_PLAIN);
    facts_add(facts, ours ? MSG("letter.sent") : MSG("letter.came"),
              on(visit, l->day, l->person_zh, l->person_ug), STYLE_PLAIN);
    facts_add(facts, MSG("letter.child"), whom(visit, l), STYLE_PLAIN);
    facts_add(facts, MSG("letter.asks"), l->asks, STYLE_PLAIN);
    facts_add(facts, MSG("letter.due"), words_near(visit, l->reply_due),
              late ? STYLE_OVERDUE : STYLE_PLAIN);
    tell_answer(visit, facts, l);
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = arena_new(&visit->arena, struct data);
    const struct letter *l = &data->letter;
    if (!letter_read(visit->store, visit_number(visit, "id"), &visit->arena, &data->letter, err)
        || !visit_look(visit, l->child_id, err))
        return false;
    tell(visit, &data->facts, l);
    visit->data = data;
    if (is_ours(l))
        visit->title = message(visit->language, MSG("letter.title-out"));
    visit->aside = l->number;
    return true;
}

/* --- Keys ------------------------------------------------------------------------------------ */

static bool answer(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "letter/%" PRId64 "/answer", visit_number(visit, "id"));
    return true;
}

static bool find_child(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "letter/%" PRId64 "/child", visit_number(visit, "id"));
    return true;
}

static bool open_case(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "case/%" PRId64, ((const struct data *)visit->data)->letter.case_id);
    return true;
}

static bool open_child(struct visit *visit, struct error *err)
{
    (void)err;
    visit_go(visit, "child/%" PRId64, ((const struct data *)visit->data)->letter.child_id);
    return true;
}

static bool may_answer(const struct visit *visit)
{
    const struct letter *letter = &((const struct data *)visit->data)->letter;
    return !*letter->replied_on && permit_offers(visit->actor, MAY_KEEP_LETTERS);
}

static bool may_find(const struct visit *visit)
{
    const struct letter *letter = &((const struct data *)visit->data)->letter;
    return !is_ours(letter) && permit_offers(visit->actor, MAY_KEEP_LETTERS);
}

static bool has_case(const struct visit *visit)
{
    return ((const struct data *)visit->data)->letter.case_id != 0;
}

static bool has_child(const struct visit *visit)
{
    return ((const struct data *)visit->data)->letter.child_id != 0;
}

static const char *explain(struct visit *visit)
{
    bool ours = is_ours(&((const struct data *)visit->data)->letter);
    const struct policy_rung *rung =
        &visit->policy->duties[ours ? POLICY_LETTER_SENT : POLICY_LETTER];
    return words_rule(visit, rung);
}

static const struct key_binding keys[] = {
    {'1',      MSG("letter.key-answer"), answer,     may_answer, NULL    },
    {'2',      MSG("letter.key-find"),   find_child, may_find,   NULL    },
    {'3',      MSG("transfer.case"),     open_case,  has_case,   NULL    },
    {'4',      MSG("case.child"),        open_child, has_child,  NULL    },
    {PRESS_UP, MSG("case.scroll"),       NULL,       NULL,       "↑↓"},
};

const struct screen screen_letter = {
    .name = "letter",
    .route = "letter/:id",
    .title = MSG("letter.title"),
    .help = MSG("letter.help"),
    .needs = NEEDS(MAY_KEEP_LETTERS) | NEEDS(MAY_ASSIGN),
    .state_size = sizeof(struct facts_place),
    .load = load,
    .draw = facts_screen_draw,
    .key = facts_screen_key,
    .explain = explain,
    .keys = keys,
    .key_count = COUNT(keys),
};
