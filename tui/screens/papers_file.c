/* One finished paper: how it is fetched, and sending it to the county's printer. */
#include "core/outbox/outbox.h"
#include "core/outbox/printing.h"
#include "tui/parts/when.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <string.h>

struct data {
    struct facts facts; /* first: facts_screen_draw() */
    struct outbox_file file;
    const char *printer; /* "" while the county has none */
};

/* What to type on one's own computer, and then, when it asks. */
static const char *sign_in(struct visit *visit)
{
    return words_file(visit, arena_text(&visit->arena, "sftp -P %s %s@county", visit->port ? visit->port : "PORT", visit->actor->name));
}

static const char *get(struct visit *visit, const struct outbox_file *file)
{
    return words_file(visit, arena_text(&visit->arena, "get %s", file->name));
}

static const char *state_of(struct visit *visit, const struct outbox_file *file)
{
    const char *said = words_of(visit, "papers.print.", file->print);
    const char *at = *said ? when_near(file->print_at, visit->today, &visit->arena) : "";
    const char *reason = *file->reason ? message(visit->language, file->reason) : "";
    return words_join(visit, " · ", said, at, reason);
}

static void tell(struct visit *visit, struct data *data)
{
    const struct outbox_file *file = &data->file;
    struct facts *facts = &data->facts;
    bool failed = strcmp(file->print, "failed") == 0;
    facts_add(facts, MSG("papers.name"), words_file(visit, file->name), STYLE_PLAIN);
    facts_add(facts, MSG("papers.fetch"), sign_in(visit), STYLE_PLAIN);
    facts_add(facts, MSG("papers.then"), get(visit, file), STYLE_PLAIN);
    facts_add(facts, MSG("papers.state"), state_of(visit, file),
              failed ? STYLE_OVERDUE : STYLE_PLAIN);
    facts_add(facts, MSG("papers.made"), when_text(file->made_at, &visit->arena), STYLE_PLAIN);
    facts_add(facts, MSG("papers.until"), when_text(outbox_until(file), &visit->arena),
              STYLE_PLAIN);
    facts_add(facts, MSG("papers.size"), words_size(visit, file->size), STYLE_PLAIN);
    facts_add(facts, MSG("papers.printer"), data->printer, STYLE_PLAIN);
}

static bool load(struct visit *visit, struct error *err)
{
    struct data *data = arena_new(&visit->arena, struct data);
    if (!outbox_file(visit->store, visit->actor, visit_number(visit, "id"), &visit->arena,
                     &data->file, err)
        || !printing_printer(visit->store, &visit->arena, &data->printer, err))
        return false;
    tell(visit, data);
    visit->data = data;
    return true;
}

static bool may_print(const struct visit *visit)
{
    const struct data *data = visit->data;
    return *data->printer && printing_takes(data->file.kind)
        && strcmp(data->file.print, "waiting") != 0;
}

static bool print(struct visit *visit, struct error *err)
{
    if (!printing_ask(visit->store, visit->actor, visit_number(visit, "id"), err))
        return false;
    visit_say(visit, MSG("papers.sent"));
    return true;
}

static bool remove_paper(struct visit *visit, const char *reason, struct error *err)
{
    (void)reason;
    if (!outbox_remove(visit->store, visit->actor, visit_number(visit, "id"), err))
        return false;
    visit_say(visit, MSG("papers.removed"));
    visit_back(visit);
    return true;
}

static bool ask_remove(struct visit *visit, struct error *err)
{
    (void)err;
    visit_ask(visit, NULL, remove_paper, MSG("papers.remove-really"),
              words_file(visit, ((const struct data *)visit->data)->file.name));
    return true;
}

static const struct key_binding keys[] = {
    {'4',      MSG("papers.key-print"),  print,      may_print, NULL    },
    {'5',      MSG("papers.key-remove"), ask_remove, NULL,      NULL    },
    {PRESS_UP, MSG("case.scroll"),       NULL,       NULL,      "↑↓"},
};

const struct screen screen_papers_file = {
    .name = "papers_file",
    .route = "papers/:id",
    .title = MSG("papers_file.title"),
    .help = MSG("papers_file.help"),
    .state_size = sizeof(struct facts_place),
    .load = load,
    .draw = facts_screen_draw,
    .key = facts_screen_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
