#include "tui/conversation.h"

#include "core/posts/speech.h"
#include "tests/support/fixture.h"

#include <string.h>

#define IN_UTF8 "1;2R", "1;5R", "1;3R", "1;2R", "1;3R", "1;3R"
#define IN_GBK  "1;3R", "1;7R", "1;6R", "1;3R", "1;6R", "1;6R"

struct talk {
    struct fixture *f;
    struct actor person;
    struct identity identity;
    struct conversation conversation;
};

static void begin(struct talk *talk, struct fixture *f)
{
    *talk = (struct talk){
        .f = f, .person = {.account_id = 1, .name = "teacher"}
    };
    talk->conversation = (struct conversation){.client = "SSH-2.0-PuTTY_Release_0.78", .type = "xterm"};
    QUERY(query) = query_open(f->store, "INSERT OR IGNORE INTO account (id, name, created_at)"
                                        " VALUES (1, 'teacher', 0)");
    assert_true(query_run(&query, &f->err));
}

static void learn(struct talk *talk)
{
    assert_true(conversation_learn(&talk->conversation, talk->f->store, &talk->person,
                                   &talk->identity, &talk->f->err));
}

static void hear(struct talk *talk, const char *const *answers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        identity_answer(&talk->identity, answers[i], strlen(answers[i]));
    learn(talk);
}

#define HEAR(talk, ...) \
    hear((talk), (const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__})))

static void choose(struct talk *talk, enum profile_kind profile)
{
    assert_true(conversation_choose(&talk->conversation, talk->f->store, &talk->person, profile,
                                    &talk->f->err));
}

static void who_answers_clearly_is_not_asked(void **state)
{
    struct talk talk;
    begin(&talk, *state);

    HEAR(&talk, IN_UTF8, ">0;136;0c", "?6c");

    assert_false(conversation_ask(&talk.conversation));
    assert_int_equal(talk.conversation.speech.profile, PROFILE_IMPLICIT);
}

static void who_does_not_is_asked_once(void **state)
{
    struct talk talk;
    begin(&talk, *state);

    HEAR(&talk, IN_UTF8, "?6c");

    assert_true(conversation_ask(&talk.conversation));
    assert_false(conversation_ask(&talk.conversation));
}

static void a_choice_goes_before_what_is_found_and_is_there_the_next_time(void **state)
{
    struct talk talk;
    begin(&talk, *state);
    HEAR(&talk, IN_UTF8, ">0;136;0c", "?6c");

    choose(&talk, PROFILE_VISUAL);
    HEAR(&talk, "8;0$y");
    assert_int_equal(talk.conversation.speech.profile, PROFILE_VISUAL);

    begin(&talk, *state);
    HEAR(&talk, IN_UTF8, ">0;136;0c", "?6c");
    assert_int_equal(talk.conversation.speech.profile, PROFILE_VISUAL);
    assert_false(conversation_ask(&talk.conversation));
}

static void the_same_client_in_another_character_set_is_another(void **state)
{
    struct talk talk;
    begin(&talk, *state);
    HEAR(&talk, IN_UTF8, ">0;136;0c", "?6c");
    choose(&talk, PROFILE_VISUAL);

    begin(&talk, *state);
    HEAR(&talk, IN_GBK, ">0;136;0c", "?6c");

    assert_int_equal(talk.conversation.speech.profile, PROFILE_GBK);
    assert_false(talk.conversation.utf8);
}

static void an_answer_that_comes_late_finds_what_was_chosen_before(void **state)
{
    struct talk talk;
    begin(&talk, *state);
    HEAR(&talk, IN_UTF8, ">84;0;0c", "?6c");
    choose(&talk, PROFILE_LATIN);

    begin(&talk, *state);
    learn(&talk); /* nothing was answered in time */
    assert_false(talk.conversation.chosen);
    HEAR(&talk, IN_UTF8, ">84;0;0c", "?6c");

    assert_true(talk.conversation.chosen);
    assert_int_equal(talk.conversation.speech.profile, PROFILE_LATIN);
}

/* Plain lines say nothing of how Uyghur reads: who is cut off then is asked again. */
static void lines_are_remembered_with_the_profile_and_not_before(void **state)
{
    struct talk talk;
    begin(&talk, *state);
    HEAR(&talk, IN_UTF8, "?6c");
    assert_true(conversation_change_lines(&talk.conversation, talk.f->store, &talk.person,
                                          &talk.f->err));
    HEAR(&talk, ">84;0;0c");
    assert_true(talk.conversation.speech.plain);
    assert_true(conversation_ask(&talk.conversation));

    choose(&talk, PROFILE_VISUAL);

    begin(&talk, *state);
    HEAR(&talk, IN_UTF8, ">84;0;0c", "?6c");
    assert_true(talk.conversation.speech.plain);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(who_answers_clearly_is_not_asked),
        SPEC(who_does_not_is_asked_once),
        SPEC(a_choice_goes_before_what_is_found_and_is_there_the_next_time),
        SPEC(the_same_client_in_another_character_set_is_another),
        SPEC(an_answer_that_comes_late_finds_what_was_chosen_before),
        SPEC(lines_are_remembered_with_the_profile_and_not_before),
    };
    return cmocka_run_group_tests_name("conversation", specs, NULL, NULL);
}
