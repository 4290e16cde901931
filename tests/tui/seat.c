#include "tests/tui/seat.h"

#include "core/rules/policy.h"
#include "core/scope/scope.h"
#include "core/store/draft.h"
#include "forms/form.h"

#include <string.h>

void seat_begin(struct seat *seat, const char *folder)
{
    void *state = NULL;
    fixture_open(&state);
    *seat = (struct seat){.f = state, .rows = 24, .columns = 80, .conversation.name = "script"};
    seat->county = county_make(seat->f);
    seat->policy = policy_open(NULL, "hutubi", &seat->f->err);
    seat->forms = forms_open(folder, &seat->f->err);
    if (!seat->policy || !seat->forms)
        fail_msg("%s %s %s", seat->f->err.key, seat->f->err.values[0], seat->f->err.values[1]);
    seat->navigator.shared = (struct visit){
        .store = seat->f->store,
        .today = COUNTY_TODAY,
        .hour = "09:00",
        .policy = seat->policy,
        .forms = seat->forms,
        .county = ".",
        .conversation = &seat->conversation,
    };
    seat_take(seat, ROLE_CLASS_TEACHER);
}

void seat_end(struct seat *seat)
{
    void *state = seat->f;
    navigator_end(&seat->navigator);
    arena_clear(&seat->drawn);
    forms_close(seat->forms);
    policy_close(seat->policy);
    fixture_close(&state);
}

void seat_take(struct seat *seat, enum role role)
{
    seat->actor = county_actor(seat->f, role);
    seat->navigator.shared.actor = &seat->actor;
}

bool seat_draw(struct seat *seat)
{
    bool rtl = visit_mirrored(&seat->navigator.shared);
    arena_clear(&seat->drawn);
    if (!navigator_visit(&seat->navigator))
        return error_set(&seat->f->err, ERROR_MISSING, MSG("denied"), "no screen is open");
    if (!navigator_keep(&seat->navigator, false, &seat->f->err))
        return false;
    seat->canvas = canvas_new(&seat->drawn, &seat->grid, seat->rows, seat->columns, rtl);
    seat->grid.manner = seat->navigator.shared.manner;
    navigator_draw(&seat->navigator, &seat->canvas);
    return true;
}

static const char *start(void *context, struct arena *arena)
{
    struct seat *seat = context;
    return arena_text(arena, "%s", seat->start);
}

/* The screens read what the actor may see, and no more. */
bool seat_open(struct seat *seat, const char *route)
{
    seat->start = route;
    seat->navigator.start = start;
    seat->navigator.context = seat;
    navigator_resize(&seat->navigator, seat->rows, seat->columns);
    return scope_enter(seat->f->store, &seat->actor, &seat->f->err)
        && navigator_begin(&seat->navigator, &seat->f->err)
        && seat_draw(seat);
}

bool seat_cut(struct seat *seat)
{
    struct resume_point point = {0};
    navigator_end(&seat->navigator);
    if (!resume_read(seat->f->store, &seat->actor, &seat->f->arena, &point, &seat->f->err))
        return false;
    if (!point.found)
        return error_set(&seat->f->err, ERROR_MISSING, MSG("denied"), "nothing to go on with");
    return navigator_resume(&seat->navigator, point.route, point.field, &seat->f->err)
        && seat_draw(seat);
}

void seat_press(struct seat *seat, struct key key)
{
    navigator_key(&seat->navigator, &key);
}

void seat_type(struct seat *seat, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        struct key key = {.press = PRESS_TEXT};
        size_t bytes = 1;
        while (i + bytes < length && ((unsigned char)text[i + bytes] & 0xc0) == 0x80)
            bytes++;
        memcpy(key.text, text + i, bytes);
        seat_press(seat, key);
        i += bytes;
    }
}

bool seat_sees(struct seat *seat, const char *text)
{
    for (int i = 0; i < seat->grid.rows; i++)
        if (strstr(canvas_row(&seat->canvas, i, &seat->drawn), text))
            return true;
    return false;
}
