#include "tui/parts/afterwards.h"

#include "core/rules/policy.h"
#include "forms/filling/begins.h"
#include "forms/served/correct.h"
#include "tui/parts/about.h"
#include "tui/parts/words.h"

#include <inttypes.h>

static void add_line(struct afterwards *after, const char *line)
{
    if (*line && after->line_count < AFTERWARDS_MOST)
        after->lines[after->line_count++] = line;
}

static const char *service_line(struct visit *visit, const struct afterwards *after)
{
    if (!after->serves)
        return "";
    return *after->service.day
        ? visit_text(visit, MSG("form.served"), words_near(visit, after->service.day),
                     words_of(visit, "served.", after->service.how), after->service.receiver)
        : message(visit->language, MSG("form.not-served"));
}

static void tell(struct visit *visit, const struct form_record *record, struct afterwards *after)
{
    if (*record->number)
        add_line(after, visit_text(visit, MSG("form.number"), record->number));
    add_line(after, afterwards_signed(visit, after));
    if (*after->signed_in && after->signed_by < after->signers)
        add_line(after, message(visit->language, MSG("signing.in-list")));
    add_line(after, service_line(visit, after));
    if (after->older)
        add_line(after, visit_text(visit, MSG("form.corrects"), record->reason));
    if (after->newer)
        add_line(after, message(visit->language, MSG("form.corrected-by")));
}

static bool read_offer(struct visit *visit, const struct form_record *record,
                       struct afterwards *after, struct error *err)
{
    const struct record_start about = {
        .case_id = record->case_id,
        .child_id = record->case_id ? 0 : record->child_id,
        .place_id = record->place_id,
    };
    return !correct_offered(record)
        || about_offers(visit, &about, record->form, &after->may_correct, err);
}

bool afterwards_read(struct visit *visit, const struct form_record *record,
                     struct afterwards *after, struct error *err)
{
    struct signing_row *rows;
    *after = (struct afterwards){.signed_in = ""};
    if (!record->complete)
        return true;
    if (!signing_list(visit->store, record, &visit->arena, &rows, &after->signers, err)
        || !serving_read(visit->store, record->id, &visit->arena, &after->service, err)
        || !read_offer(visit, record, after, err))
        return false;
    after->signed_by = signing_done(rows, after->signers);
    for (size_t i = 0; i < after->signers; i++)
        if (*rows[i].list)
            after->signed_in = rows[i].list;
    after->serves = serving_asked(record->form);
    after->older = record->corrects;
    after->newer = record->corrected_by;
    tell(visit, record, after);
    return true;
}

const char *afterwards_signed(struct visit *visit, const struct afterwards *after)
{
    return after->signers == 0
        ? ""
        : visit_text(visit, MSG("form.signed"), visit_digits(visit, (int64_t)after->signed_by),
                     visit_digits(visit, (int64_t)after->signers));
}

void afterwards_draw(struct visit *visit, struct canvas *canvas, int row,
                     const struct afterwards *after)
{
    (void)visit;
    for (int i = 0; i < after->line_count; i++)
        canvas_text(canvas, row + i, 2, canvas->columns - 2, ALIGN_START, STYLE_PLAIN,
                    after->lines[i]);
}

/* The plan that the paper is without, and that the actor may begin; "" for none. */
static bool find_plan(struct visit *visit, const char **kind, struct error *err)
{
    return begins_plan(visit->store, visit->policy, visit->actor, visit->today,
                       visit_number(visit, "record"), &visit->arena, kind, err);
}

static bool begin_plan(struct visit *visit, const char *reason, struct error *err)
{
    struct form_record record;
    const char *kind;
    int64_t id = visit_number(visit, "record");
    (void)reason;
    if (!find_plan(visit, &kind, err)
        || !answers_read(visit->store, id, &visit->arena, &record, err))
        return false;
    visit_go(visit, "plan_new/%" PRId64 "?kind=%s&paper=%" PRId64, record.child_id, kind, id);
    return true;
}

bool afterwards_ask_plan(struct visit *visit, struct error *err)
{
    const char *kind;
    if (!find_plan(visit, &kind, err))
        return false;
    const struct policy_plan *rule = policy_plan(visit->policy, kind);
    if (rule)
        visit_ask(visit, NULL, begin_plan, MSG("form.begin-plan"), rule->title.in[visit->language]);
    return true;
}

static bool begin(struct visit *visit, const char *reason, struct error *err)
{
    struct form_record record;
    int64_t id;
    if (!correct_begin(visit->store, visit->forms, visit->policy, visit->actor, visit->today,
                       visit_number(visit, "record"), reason, &id, err)
        || !answers_read(visit->store, id, &visit->arena, &record, err))
        return false;
    visit_go(visit, "%s", record_route(&record, &visit->arena));
    return true;
}

void afterwards_correct(struct visit *visit)
{
    visit_ask(visit, MSG("form.correct-why"), begin, MSG("form.correct-ask"));
}
