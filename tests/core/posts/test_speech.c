#include "core/posts/speech.h"

#include "core/scope/scope.h"
#include "tests/support/fixture.h"

#include <string.h>

#define CLIENT "OpenSSH|xterm-256color|>41;379;0"

static void keep(struct fixture *f, const struct actor *actor, const char *client,
                 const char *profile, bool plain)
{
    struct speech_choice choice = {.profile = profile, .plain = plain};
    assert_true(speech_keep(f->store, actor, client, &choice, &f->err));
}

static struct speech_choice read_choice(struct fixture *f, const struct actor *actor,
                                        const char *client)
{
    struct speech_choice choice;
    assert_true(speech_read(f->store, actor, client, &f->arena, &choice, &f->err));
    return choice;
}

static void a_client_nothing_was_chosen_for_has_no_choice(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");

    struct speech_choice choice = read_choice(f, &teacher, CLIENT);

    assert_false(choice.found);
    assert_string_equal(choice.profile, "");
}

static void the_last_choice_for_a_client_is_remembered(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");

    keep(f, &teacher, CLIENT, "visual", true);
    keep(f, &teacher, CLIENT, "implicit", false);
    keep(f, &teacher, "PuTTY|xterm", "latin", true);

    struct speech_choice choice = read_choice(f, &teacher, CLIENT);
    assert_true(choice.found);
    assert_string_equal(choice.profile, "implicit");
    assert_false(choice.plain);
    assert_true(read_choice(f, &teacher, "PuTTY|xterm").plain);
}

static void a_choice_is_seen_by_the_person_alone(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher"), other = fixture_account(f, 2, "other");
    keep(f, &teacher, CLIENT, "implicit", false);

    assert_true(scope_enter(f->store, &other, &f->err));

    assert_false(read_choice(f, &other, CLIENT).found);
    assert_false(read_choice(f, &teacher, CLIENT).found);
}

static void the_console_keeps_no_choice(void **state)
{
    struct fixture *f = *state;
    struct actor console = {.console = true};

    keep(f, &console, CLIENT, "implicit", false);

    assert_false(read_choice(f, &console, CLIENT).found);
}

static void a_person_has_only_so_many_clients(void **state)
{
    struct fixture *f = *state;
    struct actor teacher = fixture_account(f, 1, "teacher");

    for (int i = 2 * SPEECH_MOST; i > 0; i--)
        keep(f, &teacher, arena_text(&f->arena, "client %03d", i), "visual", false);
    keep(f, &teacher, "client 999", "latin", false);

    QUERY(query) = query_open(f->store, "SELECT count(*) FROM speech WHERE account_id = 1");
    assert_true(query_next(&query));
    assert_int_equal(query_int(&query, 0), SPEECH_MOST);
    assert_true(read_choice(f, &teacher, "client 999").found);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_client_nothing_was_chosen_for_has_no_choice),
        SPEC(the_last_choice_for_a_client_is_remembered),
        SPEC(a_choice_is_seen_by_the_person_alone),
        SPEC(the_console_keeps_no_choice),
        SPEC(a_person_has_only_so_many_clients),
    };
    return cmocka_run_group_tests_name("speech", specs, NULL, NULL);
}
