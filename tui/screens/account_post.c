/* Giving a post, last step: on which seat, from when to when, as the holder or standing in. */
#include "core/base/date.h"
#include "core/posts/account.h"
#include "core/posts/place.h"
#include "core/posts/post.h"
#include "i18n/format.h"
#include "tui/parts/words.h"
#include "tui/widget.h"

enum {
    QUESTION_SEAT, /* where many hold the role */
    QUESTION_FROM,
    QUESTION_TO,
    QUESTION_AS,
    QUESTION_COUNT
};

enum {
    SEATS_SHOWN = 20
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
    struct account account;
    const char *seats; /* there already, each with its holder; "" for none */
};

static const struct sheet_question *questions(struct visit *visit)
{
    struct sheet_question *asked =
        arena_array(&visit->arena, struct sheet_question, QUESTION_COUNT);
    const struct data *data = visit->data;
    asked[QUESTION_SEAT] = (struct sheet_question){
        .name = "seat",
        .label = MSG("account_post.seat"),
        .value = role_seated(data->role) ? data->account.name : "",
        .skipped = !role_seated(data->role),
    };
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

/* "works 1 (He Shili), works 2 (nobody)": who takes over from somebody takes that seat. */
static bool list_seats(struct visit *visit, struct data *data, struct error *err)
{
    struct seat *rows;
    size_t count;
    data->seats = "";
    if (!post_seats(visit->store, data->role, data->place.id, visit->today,
                    (struct page){0, SEATS_SHOWN}, &visit->arena, &rows, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *person = words_name(visit, rows[i].person_zh, rows[i].person_ug);
        const char *seat =
            visit_text(visit, MSG("account_post.seat-of"), rows[i].name,
                       *person ? person : message(visit->language, MSG("account_post.nobody")));
        data->seats = words_join(visit, " · ", data->seats, seat);
    }
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct data *data = arena_new(&visit->arena, struct data);
    if (!role_find(visit_value(visit, "role"), &data->role))
        return error_set(err, ERROR_MISSING, MSG("post.missing"), "no such role");
    visit->data = data;
    return place_read(visit->store, visit_number(visit, "place"), &visit->arena, &data->place, err)
        && account_read(visit->store, visit_number(visit, "id"), &visit->arena, &data->account, err)
        && list_seats(visit, data, err)
        && sheet_fill(visit, &state->sheet, questions(visit), QUESTION_COUNT, err);
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct data *data = visit->data;
    const char *role = arena_text(&visit->frame, "role.%s", role_name(data->role));
    const char *place = format_name(visit->language, data->place.name_zh, data->place.name_ug);
    const char *rules = role_seated(data->role) ? MSG("account_post.seat-rules")
                                                : MSG("account_post.rules");
    canvas_text(canvas, 0, 0, canvas->columns, ALIGN_START, STYLE_TITLE,
                arena_text(&visit->frame, "%s  %s", message(visit->language, role), place));
    int row = 2
        + canvas_paragraph(canvas, 2, 0, canvas->columns, 4, STYLE_DIM,
                           message(visit->language, rules));
    if (*data->seats)
        row += canvas_paragraph(canvas, row, 0, canvas->columns, 3, STYLE_PLAIN,
                                visit_text(visit, MSG("account_post.seats"), data->seats));
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
    const char *typed = sheet_text(&state->sheet, QUESTION_SEAT, &visit->arena);
    const char *seat = post_seat_name(data->role, typed, data->account.name);
    int64_t post, holding;
    return post_seat(visit->store, data->role, data->place.id, seat, &post, err)
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
