#include "core/posts/account.h"
#include "core/store/draft.h"
#include "tests/support/county.h"
#include "tui/navigator.h"

#include <stdlib.h>
#include <string.h>

/* One person at a navigator. */
struct seat {
    struct actor actor;
    struct navigator navigator;
    struct text note;
};

static const char *at_menu(void *context, struct arena *arena)
{
    (void)context, (void)arena;
    return "menu";
}

static struct seat *sit_down(struct fixture *f)
{
    struct seat *seat = arena_new(&f->arena, struct seat);
    seat->actor = county_actor(f, ROLE_CLASS_TEACHER);
    seat->navigator.shared =
        (struct visit){.store = f->store, .actor = &seat->actor, .today = COUNTY_TODAY, .hour = "09:00"};
    seat->navigator.start = at_menu;
    navigator_resize(&seat->navigator, 24, 80);
    assert_true(navigator_begin(&seat->navigator, &f->err));
    return seat;
}

static void press(struct seat *seat, int command)
{
    struct key key = key_of(command);
    navigator_key(&seat->navigator, &key);
}

static const char *where(const struct seat *seat)
{
    return navigator_visit(&seat->navigator)->route;
}

static void focus_note(struct fixture *f, struct seat *seat)
{
    struct visit *visit = navigator_visit(&seat->navigator);
    seat->note = (struct text){0};
    text_begin(&seat->note, &visit->kept, "", 0);
    assert_true(visit_focus(visit, &seat->note, "note", &f->err));
}

static void esc_comes_back_to_where_one_was(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);

    assert_true(navigator_open(&seat->navigator, "language", &f->err));
    press(seat, '?');
    assert_string_equal(where(seat), "help/language?about=");
    press(seat, PRESS_ESC);
    assert_string_equal(where(seat), "language");
    press(seat, PRESS_ESC);

    assert_string_equal(where(seat), "menu");
    navigator_end(&seat->navigator);
}

static void the_first_screen_is_left_only_after_a_yes(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);

    press(seat, PRESS_ESC);
    press(seat, '2');
    assert_false(seat->navigator.leaving);
    press(seat, PRESS_ESC);
    press(seat, '1');

    assert_true(seat->navigator.leaving);
    navigator_end(&seat->navigator);
}

static void a_route_to_nowhere_is_said_and_nothing_changes(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);

    assert_false(navigator_open(&seat->navigator, "nowhere/1", &f->err));

    assert_int_equal(f->err.kind, ERROR_MISSING);
    assert_string_equal(where(seat), "menu");
    navigator_end(&seat->navigator);
}

static void many_screens_deep_the_first_one_is_still_there(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);

    for (int i = 0; i < 3 * NAVIGATOR_DEEP; i++)
        assert_true(navigator_open(&seat->navigator, "language", &f->err));
    for (int i = 0; i < NAVIGATOR_DEEP; i++)
        press(seat, PRESS_ESC);

    assert_string_equal(where(seat), "menu");
    navigator_end(&seat->navigator);
}

static void what_was_half_typed_is_there_again_after_a_cut(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *before = sit_down(f);
    assert_true(navigator_open(&before->navigator, "language", &f->err));
    focus_note(f, before);
    press(before, 'a');
    press(before, 'b');
    press(before, PRESS_LEFT);
    press(before, 'c');
    assert_true(navigator_keep(&before->navigator, false, &f->err));
    navigator_end(&before->navigator); /* the link is cut */

    struct seat *after = sit_down(f);
    struct resume_point point = {0};
    assert_true(resume_read(f->store, &after->actor, &f->arena, &point, &f->err));
    assert_true(navigator_resume(&after->navigator, point.route, point.field, &f->err));
    focus_note(f, after);

    assert_string_equal(where(after), "language");
    assert_string_equal(navigator_visit(&after->navigator)->field, "note");
    assert_string_equal(after->note.bytes, "acb");
    assert_int_equal(after->note.caret, 2);
    navigator_end(&after->navigator);
}

static void leaving_a_field_in_the_same_packet_keeps_what_was_typed(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);
    struct draft draft = {0};
    assert_true(navigator_open(&seat->navigator, "language", &f->err));
    focus_note(f, seat);

    press(seat, 'x');
    press(seat, PRESS_ESC);

    assert_true(draft_read(f->store, &seat->actor, "language", "note", &f->arena, &draft, &f->err));
    assert_string_equal(draft.text, "x");
    navigator_end(&seat->navigator);
}

static void who_left_by_esc_is_not_asked_to_go_on(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);
    struct resume_point point = {0};

    assert_true(navigator_open(&seat->navigator, "language", &f->err));
    assert_true(navigator_keep(&seat->navigator, true, &f->err));

    assert_true(resume_read(f->store, &seat->actor, &f->arena, &point, &f->err));
    assert_true(point.clean);
    navigator_end(&seat->navigator);
}

static void who_is_cut_off_in_the_menu_goes_on_before_it(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);
    struct resume_point point = {0};
    assert_true(navigator_open(&seat->navigator, "language", &f->err));
    assert_true(navigator_keep(&seat->navigator, false, &f->err));

    assert_true(navigator_open(&seat->navigator, "menu", &f->err));
    assert_true(navigator_keep(&seat->navigator, false, &f->err));

    assert_true(resume_read(f->store, &seat->actor, &f->arena, &point, &f->err));
    assert_string_equal(point.route, "language");
    navigator_end(&seat->navigator);
}

static void another_language_loses_nothing_that_is_being_typed(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);
    focus_note(f, seat);
    press(seat, 'a');

    press(seat, PRESS_LANGUAGE);
    press(seat, 'b');

    assert_int_equal(navigator_visit(&seat->navigator)->language, LANGUAGE_UG);
    assert_string_equal(seat->note.bytes, "ab");
    navigator_end(&seat->navigator);
}

static void signs_in_a_field_are_text_and_no_commands(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);
    focus_note(f, seat);

    press(seat, '0');
    press(seat, '/');
    press(seat, '?');
    assert_string_equal(seat->note.bytes, "0/?");
    press(seat, PRESS_HELP);

    assert_string_equal(where(seat), "help/menu?about=");
    navigator_end(&seat->navigator);
}

static void a_keyboard_is_there_at_once_everywhere_and_after_signing_in_again(void **state)
{
    struct fixture *f = *state;
    struct account account;
    county_make(f);
    struct seat *seat = sit_down(f);
    assert_true(navigator_open(&seat->navigator, "language", &f->err));

    press(seat, CONTROL('u'));
    assert_int_equal(navigator_visit(&seat->navigator)->keyboard, KEYBOARD_UYGHUR);
    press(seat, PRESS_ESC);
    assert_int_equal(navigator_visit(&seat->navigator)->keyboard, KEYBOARD_UYGHUR);
    press(seat, PRESS_KEYBOARD);
    assert_true(account_read(f->store, seat->actor.account_id, &f->arena, &account, &f->err));
    assert_string_equal(account.keyboard, "latin");
    navigator_end(&seat->navigator);

    struct seat *again = sit_down(f);
    navigator_take_up(&again->navigator, &account);
    assert_int_equal(navigator_visit(&again->navigator)->keyboard, KEYBOARD_LATIN);
    press(again, CONTROL('u'));
    assert_int_equal(navigator_visit(&again->navigator)->keyboard, KEYBOARD_PLAIN);
    navigator_end(&again->navigator);
}

static void commands_stay_commands_with_every_keyboard(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);

    press(seat, CONTROL('u'));
    press(seat, '?');

    assert_string_equal(where(seat), "help/menu?about=");
    navigator_end(&seat->navigator);
}

static void while_signing_in_no_key_leads_around_the_question(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);

    assert_true(navigator_open(&seat->navigator, "language?first=1", &f->err));
    press(seat, '0');
    press(seat, '/');
    press(seat, '=');

    assert_string_equal(where(seat), "language?first=1");
    navigator_end(&seat->navigator);
}

static void help_asked_for_while_signing_in_leads_back_alone(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct seat *seat = sit_down(f);

    assert_true(navigator_open(&seat->navigator, "password?first=1", &f->err));
    press(seat, PRESS_HELP);
    press(seat, '0');
    press(seat, '/');
    assert_string_equal(where(seat), "help/password?about=");
    press(seat, PRESS_ESC);

    assert_string_equal(where(seat), "password?first=1");
    navigator_end(&seat->navigator);
}

static int64_t looks(struct fixture *f)
{
    QUERY(query) = query_open(f->store, "SELECT count(*) FROM main.audit WHERE action = 'look'");
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

static void a_page_of_two_children_is_on_record_once_a_stay(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct seat *seat = sit_down(f);
    struct visit *visit = navigator_visit(&seat->navigator);
    int64_t before = looks(f);

    for (int load = 0; load < 3; load++) {
        assert_true(visit_look(visit, c.child[CHILD_LI], &f->err));
        assert_true(visit_look(visit, c.child[CHILD_AYGUL], &f->err));
    }

    assert_int_equal(looks(f) - before, 2);
    navigator_end(&seat->navigator);
}

int main(void)
{
    if (!catalogue_open())
        return EXIT_FAILURE;
    const struct CMUnitTest specs[] = {
        SPEC(esc_comes_back_to_where_one_was),
        SPEC(the_first_screen_is_left_only_after_a_yes),
        SPEC(a_route_to_nowhere_is_said_and_nothing_changes),
        SPEC(many_screens_deep_the_first_one_is_still_there),
        SPEC(what_was_half_typed_is_there_again_after_a_cut),
        SPEC(leaving_a_field_in_the_same_packet_keeps_what_was_typed),
        SPEC(who_left_by_esc_is_not_asked_to_go_on),
        SPEC(who_is_cut_off_in_the_menu_goes_on_before_it),
        SPEC(another_language_loses_nothing_that_is_being_typed),
        SPEC(signs_in_a_field_are_text_and_no_commands),
        SPEC(a_keyboard_is_there_at_once_everywhere_and_after_signing_in_again),
        SPEC(commands_stay_commands_with_every_keyboard),
        SPEC(while_signing_in_no_key_leads_around_the_question),
        SPEC(help_asked_for_while_signing_in_leads_back_alone),
        SPEC(a_page_of_two_children_is_on_record_once_a_stay),
    };
    return cmocka_run_group_tests_name("navigator", specs, NULL, NULL);
}
