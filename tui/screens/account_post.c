/* Giving a post, last step: from when to when, as the holder or standing in. */
#include "core/base/date.h"
#include "core/posts/place.h"
#include "core/posts/post.h"
#include "i18n/format.h"
#include "tui/widget.h"

enum {
    QUESTION_FROM,
    QUESTION_TO,
    QUESTION_AS,
    QUESTION_COUNT
};

enum {
    AS_HOLDER,
    AS_STAND_IN
};

static const char *const ways[] = {MSG("account_post.hold"), MSG("account_post.stand-in")};

struct state {
    struct sheet sheet;
};

struct data {
    enum role role;
    struct place place;
};

static const struct sheet_question *questions(struct visit *visit)
{
    struct sheet_question *asked =
        arena_array(&visit->arena, struct sheet_question, QUESTION_COUNT);
    asked[QUESTION_FROM] = (struct sheet_question){
        .name = "from", .label = MSG("account.from"), .value = visit->today, .latin = true};
    asked[QUESTION_TO] =
        (struct sheet_question){.name = "to", .label = MSG("account.to"), .latin = true};
    asked[QUESTION_AS] = (struct sheet_question){.name = "as",
                                                 .label = MSG("account_post.as"),
                                                 .choices = ways,
                                                 .choice_count = COUNT(ways)};
    return asked;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    if (!role_find(visit_value(visit, "role"), &data->role))
        return error_set(err, ERROR_MISSING, MSG("post.missing"), "no such role");
    visit->data = data;
    return place_read(visit->store, visit_number(visit, "place"), &visit->arena, &data->place, err)
        && sheet_fill(visit, &state->sheet, questions(visit), QUESTION_COUNT, err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *role = arena_text(&visit->frame, "role.%s", role_name(data->role));
    const char *place = format_name(visit->language, data->place.name_zh, data->place.name_ug);
    canvas_text(canvas, 0, 0, canvas->columns, ALIGN_START, STYLE_TITLE,
                arena_text(&visit->frame, "%s  %s", message(visit->language, role), place));
    int row = 2
        + canvas_paragraph(canvas, 2, 0, canvas->columns, 4, STYLE_DIM,
                           message(visit->language, MSG("account_post.rules")));
    row += canvas_narrow(canvas) ? 0 : 1;
    sheet_draw(visit, canvas, row, canvas->rows - row, &state->sheet);
}

/* A day as people write it; what is none stays as it was typed, and is refused by the verb. */
static const char *read_day(struct visit *visit, size_t question)
{
    struct state *state = visit->state;
    const char *typed = sheet_text(&state->sheet, question, &visit->arena);
    char day[DATE_SIZE];
    return date_read(typed, day) ? arena_copy(&visit->arena, day, DATE_SIZE - 1) : typed;
}

static bool give(struct visit *visit, struct error *err)
{
    const struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *to = read_day(visit, QUESTION_TO);
    bool stand_in = sheet_chosen(&state->sheet, QUESTION_AS) == AS_STAND_IN;
    int64_t post, holding;
    return post_ensure(visit->store, data->role, data->place.id, &post, err)
        && post_give(visit->store, visit->actor, post, visit_number(visit, "id"),
                     read_day(visit, QUESTION_FROM), to[0] ? to : NULL, stand_in, &holding, err)
        && visit_saved(visit, MSG("account_post.done"), err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("account.give"), give},
};

const struct screen screen_account_post = {
    .name = "account_post",
    .route = "account/:id/post/:role/at/:place",
    .title = MSG("account_post.title"),
    .help = MSG("account_post.help"),
    .needs = NEEDS(MAY_MANAGE_ACCOUNTS),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = entry_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
