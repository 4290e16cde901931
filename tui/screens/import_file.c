/*
 * One file to be loaded: which list it is, then a rehearsal with its counts and
 * first faults, then Enter. Nothing is kept before Enter.
 */
#include "core/exchange/stream.h"
#include "core/import/bring.h"
#include "core/import/import.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

/* Each by its number. Accounts are loaded where their passwords can be handed out: by command. */
static const char *const kinds[] = {"places", "schools", "register", "roll", "calendar", "groups"};

enum stage {
    STAGE_CHOOSING, /* which list it is */
    STAGE_REHEARSED,
    STAGE_LOADED
};

struct state {
    enum stage stage;
    size_t kind;
    bool create;
    struct import_report report; /* texts in visit->kept */
    const char *rejects;         /* name of the file that came back; NULL: none */
    bool withdrawn;              /* the file may not lie there, and is gone */
};

static const char *file_name(struct visit *visit)
{
    return visit_value(visit, "file");
}

static bool load(struct visit *visit, struct error *err)
{
    const struct state *state = visit->state;
    FILE *file = state->withdrawn ? NULL : drop_open(visit->county, file_name(visit), err);
    if (file)
        fclose(file);
    else if (!state->withdrawn)
        return false;
    visit->title = file_name(visit);
    if (state->stage != STAGE_CHOOSING)
        visit->aside = words_of(visit, "import.kind-", kinds[state->kind]);
    return true;
}

static const char *count_line(struct visit *visit, const struct state *state)
{
    const struct import_report *report = &state->report;
    return visit_text(visit, state->stage == STAGE_LOADED ? MSG("import.loaded") : MSG("import.rehearsed"),
                      visit_digits(visit, report->rows), visit_digits(visit, report->added),
                      visit_digits(visit, report->changed), visit_digits(visit, report->same),
                      visit_digits(visit, report->refused));
}

static void draw_choices(struct visit *visit, struct canvas *canvas, int row)
{
    row += canvas_paragraph(canvas, row, 2, canvas->columns - 4, 2, STYLE_PLAIN,
                            message(visit->language, MSG("import.which")));
    for (size_t i = 0; i < COUNT(kinds); i++)
        canvas_text(canvas, ++row, 4, canvas->columns - 6, ALIGN_START, STYLE_OPENABLE,
                    arena_text(&visit->frame, "%zu  %s", i + 1, words_of(visit, "import.kind-", kinds[i])));
}

static const char *places_key(const struct state *state)
{
    if (!state->create)
        return MSG("import.lacking");
    return state->stage == STAGE_LOADED ? MSG("import.made") : MSG("import.to-make");
}

static int draw_places(struct visit *visit, struct canvas *canvas, int row, int rows)
{
    const struct state *state = visit->state;
    const struct import_report *report = &state->report;
    int width = canvas->columns - 4;
    if (report->place_count == 0)
        return row;
    row += canvas_paragraph(canvas, row, 2, width, 2, STYLE_PLAIN,
                            visit_text(visit, places_key(state),
                                       visit_digits(visit, report->place_count)));
    for (int64_t i = 0; i < report->place_count && i < IMPORT_FIRST_PLACES && i < rows; i++)
        canvas_text(canvas, row++, 4, width - 2, ALIGN_START, STYLE_DIM, report->places[i]);
    return row + 1;
}

static void draw_faults(struct visit *visit, struct canvas *canvas, int row)
{
    const struct state *state = visit->state;
    const struct import_report *report = &state->report;
    for (size_t i = 0; i < report->fault_count && row < canvas->rows; i++)
        row += canvas_paragraph(canvas, row, 2, canvas->columns - 4, 3, STYLE_PLAIN,
                                visit_text(visit, MSG("import.fault"), visit_digits(visit, report->faults[i].row),
                                           report->faults[i].column, report->faults[i].reason));
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    const struct state *state = visit->state;
    int row = canvas_narrow(canvas) ? 0 : 1, width = canvas->columns - 4;
    if (state->stage == STAGE_CHOOSING) {
        draw_choices(visit, canvas, row);
        return;
    }
    row += canvas_paragraph(canvas, row, 2, width, 3, STYLE_TITLE, count_line(visit, state)) + 1;
    if (state->stage == STAGE_LOADED && state->report.refused > 0)
        row += canvas_paragraph(canvas, row, 2, width, 2, STYLE_PLAIN,
                                visit_text(visit, MSG("import.rejects-lie"), state->rejects));
    if (*state->report.dropped)
        row += canvas_paragraph(canvas, row, 2, width, 2, STYLE_DIM,
                                visit_text(visit, MSG("import.dropped"), state->report.dropped));
    row = draw_places(visit, canvas, row, (canvas->rows - row) / 3);
    draw_faults(visit, canvas, row);
}

/* Refused rows come back as a file; a rehearsal writes nothing, and no rows make no file. */
static bool close_rejects(struct visit *visit, FILE *rejects, const struct import_report *report,
                          struct error *err)
{
    struct state *state = visit->state;
    if (!rejects)
        return true;
    if (fclose(rejects) != 0)
        return error_set(err, ERROR_SYSTEM, MSG("stream.write"), "closing: %m");
    if (report->refused == 0 || report->restricted)
        return drop_remove(visit->county, state->rejects, err);
    return true;
}

static bool import_stream(struct visit *visit, FILE *in, FILE *rejects, struct error *err)
{
    struct state *state = visit->state;
    struct import_report report = {0};
    struct import_request request = {
        .kind = kinds[state->kind],
        .file = file_name(visit),
        .source = stream_source(in),
        .today = visit->today,
        .policy = visit->policy,
        .language = visit->language,
        .create = state->create,
        .rehearse = rejects == NULL,
    };
    if (rejects)
        request.rejects = stream_sink(rejects);
    bool ok = import_run(visit->store, visit->actor, &request, &visit->kept, &report, err);
    bool closed = close_rejects(visit, rejects, &report, err);
    state->withdrawn = report.restricted;
    if (report.restricted)
        bring_withdraw(visit->store, visit->county, visit->actor, in, err);
    if (!closed || !ok)
        return false;
    state->report = report;
    state->stage = rejects ? STAGE_LOADED : STAGE_REHEARSED;
    return true;
}

static bool run_import(struct visit *visit, bool rehearse, struct error *err)
{
    struct state *state = visit->state;
    FILE *rejects = NULL;
    FILE *in = drop_open(visit->county, file_name(visit), err);
    if (!in)
        return false;
    state->rejects = drop_rejects_name(file_name(visit), &visit->kept);
    if (!rehearse)
        rejects = drop_create(visit->county, state->rejects, err);
    bool ok = (rehearse || rejects) && import_stream(visit, in, rejects, err);
    fclose(in);
    return ok;
}

static bool choose(struct visit *visit, size_t kind, struct error *err)
{
    struct state *state = visit->state;
    state->kind = kind;
    return run_import(visit, true, err);
}

static bool is_choosing(const struct visit *visit)
{
    return ((const struct state *)visit->state)->stage == STAGE_CHOOSING;
}

static bool is_rehearsed(const struct visit *visit)
{
    return ((const struct state *)visit->state)->stage == STAGE_REHEARSED;
}

/* Without create rows are refused for it; with create it was shown what would be made. */
static bool may_create(const struct visit *visit)
{
    const struct state *state = visit->state;
    return state->stage == STAGE_REHEARSED && (state->create || state->report.place_count > 0);
}

static bool choose_places(struct visit *visit, struct error *err)
{
    return choose(visit, 0, err);
}

static bool choose_schools(struct visit *visit, struct error *err)
{
    return choose(visit, 1, err);
}

static bool choose_register(struct visit *visit, struct error *err)
{
    return choose(visit, 2, err);
}

static bool choose_roll(struct visit *visit, struct error *err)
{
    return choose(visit, 3, err);
}

static bool choose_calendar(struct visit *visit, struct error *err)
{
    return choose(visit, 4, err);
}

static bool choose_groups(struct visit *visit, struct error *err)
{
    return choose(visit, 5, err);
}

static bool toggle_create(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    state->create = !state->create;
    return run_import(visit, true, err);
}

static bool load_file(struct visit *visit, struct error *err)
{
    return run_import(visit, false, err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("import.load"),          load_file,       is_rehearsed, NULL },
    {'6',         MSG("import.toggle-create"), toggle_create,   may_create,   NULL },
    {'1',         MSG("import.choose"),        choose_places,   is_choosing,  "1-6"},
    {'2',         NULL,                        choose_schools,  is_choosing,  NULL },
    {'3',         NULL,                        choose_register, is_choosing,  NULL },
    {'4',         NULL,                        choose_roll,     is_choosing,  NULL },
    {'5',         NULL,                        choose_calendar, is_choosing,  NULL },
    {'6',         NULL,                        choose_groups,   is_choosing,  NULL },
};

const struct screen screen_import_file = {
    .name = "import_file",
    .route = "import/:file",
    .title = MSG("import.title"),
    .help = MSG("import_file.help"),
    .needs = NEEDS(MAY_IMPORT),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .keys = keys,
    .key_count = COUNT(keys),
};
