/* Who has to sign a paper by hand: who has, and writing down one who has. */
#include "forms/served/signing.h"
#include "tui/parts/about.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

#include <inttypes.h>
#include <string.h>

enum {
    DAY,
    NAME,
    KEPT,
    QUESTION_COUNT
};

struct state {
    struct table table;
    struct sheet sheet;
};

/* A signature, or one that is missing. */
struct row {
    int64_t number;
    const struct signing_row *signing;
};

struct data {
    struct form_record record;
    const struct signing_row *signer; /* whose signature is being written down; NULL for none */
    struct signing_known known;
    struct sheet_question questions[QUESTION_COUNT];
};

static int64_t row_id(const void *row)
{
    return ((const struct row *)row)->number;
}

static const struct signing_row *signing_of(const void *row)
{
    return ((const struct row *)row)->signing;
}

static const char *text_label(struct visit *visit, const void *row)
{
    return signing_of(row)->label.text[visit->language];
}

static const char *text_day(struct visit *visit, const void *row)
{
    const struct signing_row *signing = signing_of(row);
    return *signing->signed_on ? words_near(visit, signing->signed_on)
                               : message(visit->language, MSG("signing.missing"));
}

static const char *text_name(struct visit *visit, const void *row)
{
    (void)visit;
    return signing_of(row)->signed_by;
}

static const char *text_kept(struct visit *visit, const void *row)
{
    (void)visit;
    return signing_of(row)->kept_at;
}

static enum row_mark mark(struct visit *visit, const void *row)
{
    (void)visit;
    return *signing_of(row)->signed_on ? ROW_PLAIN : ROW_TODAY;
}

static bool is_open(const struct data *data, const struct signing_row *signing)
{
    return data->record.complete && !*signing->signed_on && !*signing->list;
}

static bool open_row(struct visit *visit, const void *row, struct error *err)
{
    const struct data *data = visit->data;
    const struct signing_row *signing = signing_of(row);
    (void)err;
    if (*signing->list)
        visit_go(visit, "%s", signing->list);
    else if (is_open(data, signing))
        visit_go(visit, "%s/signatures?sign=%s", record_route(&data->record, &visit->arena),
                 visit_encode(&visit->arena, signing->signer));
    else
        visit_say(visit, *signing->signed_on ? MSG("signing.stays") : MSG("signing.not-complete"));
    return true;
}

static const struct table_column columns[] = {
    {MSG("signing.who"),  20, 1, true,  text_label},
    {MSG("signing.day"),  8,  1, false, text_day  },
    {MSG("signing.name"), 14, 2, false, text_name },
    {MSG("signing.kept"), 18, 3, true,  text_kept },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("signing.empty"),
    .row_size = sizeof(struct row),
    .plain = true,
    .id = row_id,
    .mark = mark,
    .open = open_row,
};

static void ask(struct visit *visit, struct data *data)
{
    data->questions[DAY] = (struct sheet_question){
        .name = "day",
        .label = MSG("signing.day"),
        .value = visit->today,
        .latin = true,
    };
    data->questions[NAME] = (struct sheet_question){
        .name = "name", .label = MSG("signing.name"), .value = data->known.name};
    data->questions[KEPT] = (struct sheet_question){
        .name = "kept", .label = MSG("signing.kept"), .value = data->known.kept_at};
}

static bool load_sheet(struct visit *visit, struct data *data, struct error *err)
{
    struct state *state = visit->state;
    if (!signing_known(visit->store, visit->policy, visit->actor, visit->today, &data->record,
                       data->signer->signer, visit->language, &visit->arena, &data->known, err))
        return false;
    ask(visit, data);
    return sheet_fill(visit, &state->sheet, data->questions, QUESTION_COUNT, err);
}

static void say_where(struct visit *visit, const struct data *data, const struct signing_row *rows,
                      size_t count)
{
    visit->title = words_join(visit, " · ", data->record.form->title.text[visit->language],
                              words_name(visit, data->record.name_zh, data->record.name_ug));
    if (count > 0)
        visit->aside = visit_text(visit, MSG("form.signed"),
                                  visit_digits(visit, (int64_t)signing_done(rows, count)),
                                  visit_digits(visit, (int64_t)count));
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = visit->data = arena_new(&visit->arena, struct data);
    struct signing_row *signings;
    size_t count;
    const char *signer = visit_value(visit, "sign");
    if (!answers_read(visit->store, visit_number(visit, "record"), &visit->arena, &data->record, err)
        || !about_look(visit, &data->record, err)
        || !signing_list(visit->store, &data->record, &visit->arena, &signings, &count, err))
        return false;
    struct row *rows = arena_array(&visit->arena, struct row, count + 1);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct row){(int64_t)i + 1, &signings[i]};
        if (strcmp(signings[i].signer, signer) == 0 && is_open(data, &signings[i]))
            data->signer = &signings[i];
    }
    table_fill(visit, &state->table, &kind, rows, count);
    say_where(visit, data, signings, count);
    return !data->signer || load_sheet(visit, data, err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    if (!data->signer) {
        table_draw(visit, canvas, &state->table, 0, canvas->rows);
        return;
    }
    canvas_text(canvas, 0, 0, canvas->columns, ALIGN_START, STYLE_TITLE,
                data->signer->label.text[visit->language]);
    int row = canvas_narrow(canvas) ? 1 : 2;
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    return data->signer ? sheet_key(visit, &state->sheet, key, used, err)
                        : table_key(visit, &state->table, key, used, err);
}

static bool is_listing(const struct visit *visit)
{
    return visit->data && !((const struct data *)visit->data)->signer;
}

static bool is_writing(const struct visit *visit)
{
    return !is_listing(visit);
}

static bool save(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    struct signature signature = {
        .signer = data->signer->signer,
        .signed_by = sheet_text(&state->sheet, NAME, &visit->arena),
        .kept_at = sheet_text(&state->sheet, KEPT, &visit->arena),
    };
    return sheet_day(visit, &state->sheet, DAY, visit->today, &signature.signed_on, err)
        && signing_add(visit->store, visit->actor, visit->today, data->record.id, &signature, err)
        && visit_saved(visit, MSG("record.saved"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("key.save"),     save, is_writing, NULL },
    {PRESS_ENTER, MSG("signing.sign"), NULL, is_listing, "1-9"},
};

const struct screen screen_signing = {
    .name = "signing",
    .route = "case|child|place/:id/form/:record/signatures",
    .title = MSG("signing.title"),
    .help = MSG("signing.help"),
    .needs = NEEDS(MAY_SEE_CHILDREN),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
