#include "core/audit.h"
#include "forms/page.h"
#include "tui/command.h"

#include <inttypes.h>
#include <stdlib.h>

/* A record as the county prints it; who reads it is on record, as on the screen. */
static bool print(const struct command_call *call, int64_t record_id, struct arena *arena,
                  struct error *err)
{
    struct form_record record;
    if (!answers_read(call->store, record_id, arena, &record, err)
        || !audit_look(call->store, call->actor, record.child_id,
                       arena_text(arena, "print/%" PRId64, record_id), err))
        return false;
    fputs(page_text(&record, call->language, arena), call->out);
    return true;
}

static int run(const struct command_call *call)
{
    ARENA(arena);
    struct error err = {0};
    return print(call, strtoll(call->words[0], NULL, 10), &arena, &err) ? COMMAND_DONE
                                                                        : command_fail(call, &err);
}

const struct command command_print = {
    .name = "print",
    .words = "RECORD",
    .summary = MSG("print.summary"),
    .need = COMMAND_COUNTY,
    .remote = true,
    .words_least = 1,
    .words_most = 1,
    .run = run,
};
