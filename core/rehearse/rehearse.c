#include "core/rehearse/rehearse.h"

#include "core/duties/clerk.h"
#include "core/rehearse/act.h"
#include "core/rehearse/diligent.h"
#include "core/rehearse/tell.h"

#include <string.h>

enum {
    DEEDS_MOST = 64 /* of the diligent in a day: each may bring another duty */
};

/* A play that goes on. */
struct play_on {
    struct stage stage;
    struct diligent diligent;
    struct teller teller;
    size_t next; /* statement */
};

/* What the rules refuse is part of the play. */
static bool say_refused(struct play_on *play, const struct statement *statement,
                        const struct error *why)
{
    const char *about = statement_word(statement, 1);
    const char *line = arena_text(&play->teller.arena, "%s refused %s %s %s", statement->day,
                                  statement_word(statement, 0), about, why->key);
    tell_line(&play->teller, about, line);
    return true;
}

static bool do_statement(struct play_on *play, const struct statement *statement,
                         struct error *err)
{
    struct error why = {0};
    bool refused;
    if (act_is_report(statement))
        return true;
    if (act(&play->stage, statement, &refused, &why))
        return tell_news(&play->teller, statement->day, err);
    if (refused)
        return say_refused(play, statement, &why);
    *err = why;
    return false;
}

static bool do_statements(struct play_on *play, const char *day, struct error *err)
{
    const struct timeline *timeline = play->stage.timeline;
    for (; play->next < timeline->count; play->next++) {
        const struct statement *statement = &timeline->statements[play->next];
        if (statement->day && strcmp(statement->day, day) > 0)
            return true;
        if (statement->day && strcmp(statement->day, day) == 0
            && !do_statement(play, statement, err))
            return false;
    }
    return true;
}

static bool do_what_is_due(struct play_on *play, const char *day, struct error *err)
{
    struct arena *arena = &play->diligent.arena;
    const char *text;
    for (int i = 0; i < DEEDS_MOST && (text = diligent_next(&play->diligent, day, arena)); i++) {
        struct statement statement;
        statement_read(text, strlen(text), arena, &statement);
        if (!do_statement(play, &statement, err))
            return false;
    }
    return true;
}

/* The clerk's night first, then the classes' reports, then what people do. */
static bool play_day(struct play_on *play, const char *day, struct error *err)
{
    return clerk_work(play->stage.store, play->stage.policy, day, err)
        && tell_news(&play->teller, day, err)
        && act_reports(&play->stage, day, err)
        && tell_news(&play->teller, day, err)
        && do_statements(play, day, err)
        && do_what_is_due(play, day, err);
}

static bool play_days(struct play_on *play, struct error *err)
{
    ARENA(arena);
    const struct timeline *timeline = play->stage.timeline;
    for (const char *day = timeline->from; strcmp(day, timeline->until) <= 0;
         day = date_add(day, 1, &arena))
        if (!play_day(play, day, err))
            return false;
    return true;
}

/* One transaction around all of them keeps their statements: preparing took a third of the time. */
static bool play_whole(struct play_on *play, struct error *err)
{
    struct store *store = play->stage.store;
    return store_begin(store, err) && store_end(store, play_days(play, err), err);
}

bool rehearse_play(const struct policy *policy, const char *name, const char *text, size_t length,
                   rehearse_say *say, void *to, struct error *err)
{
    ARENA(arena);
    struct timeline timeline;
    struct play_on play = {
        .teller = {.stage = &play.stage, .diligent = &play.diligent, .say = say, .to = to}
    };
    if (!timeline_read(name, text, length, &arena, &timeline, err))
        return false;
    diligent_begin(&play.diligent, policy, &timeline);
    bool ok = stage_build(&play.stage, policy, &timeline, err) && play_whole(&play, err);
    stage_end(&play.stage);
    diligent_end(&play.diligent);
    arena_clear(&play.teller.arena);
    return ok;
}
