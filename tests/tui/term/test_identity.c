#include "tests/support/fixture.h"
#include "tui/term/identity.h"

#include <stdlib.h>
#include <string.h>

/* What a terminal answers to the questions, in their order; widths are those of the samples. */
struct terminal_answers {
    const char *widths; /* "1 4 2 1 2 2" */
    const char *answers[6];
};

#define WIDTHS_OF_MOST "1 4 2 1 2 2"

static bool say(struct identity *identity, const char *answer)
{
    return identity_answer(identity, answer, strlen(answer));
}

static struct identity meet(struct fixture *f, const struct terminal_answers *terminal)
{
    struct identity identity = {0};
    for (const char *width = terminal->widths; *width; width += strspn(width, " 0123456789") > 1 ? 2 : 1)
        say(&identity, arena_text(&f->arena, "1;%dR", atoi(width) + 1));
    for (size_t i = 0; i < COUNT(terminal->answers) && terminal->answers[i]; i++)
        say(&identity, terminal->answers[i]);
    return identity;
}

/* Measured on the terminals themselves (facts: text.md 1.4, 4). */
static void terminals_are_known_by_what_they_answer(void **state)
{
    static const struct {
        const char *name;
        struct terminal_answers says;
        enum profile_kind profile;
        bool plain, sure;
    } cases[] = {
        {"xterm",            {WIDTHS_OF_MOST, {"8;0$y", "11;rgb:0/0/0", ">|XTerm(379)", ">41;379;0c", "?64;1c"}}, PROFILE_VISUAL,   false, true },
        {"xterm, cjk wide",  {"2 4 4 2 4 2", {"8;0$y", ">|XTerm(379)", ">41;379;0c", "?64;1c"}},                  PROFILE_VISUAL,   true,  true },
        {"PuTTY",            {WIDTHS_OF_MOST, {">0;136;0c", "?6c"}},                                              PROFILE_IMPLICIT, false, true },
        {"mlterm",           {WIDTHS_OF_MOST, {"8;0$y", ">24;279;0c", "?63;1c"}},                                 PROFILE_VISUAL,   false, true },
        {"VTE",              {WIDTHS_OF_MOST, {"8;2$y", ">65;7006;1c", "?65;1;9c"}},                              PROFILE_VISUAL,   false, true },
        {"VTE that insists", {WIDTHS_OF_MOST, {"8;3$y", ">65;7006;1c", "?65;1;9c"}},                              PROFILE_LINE,     false, false},
        {"Konsole",          {WIDTHS_OF_MOST, {">|Konsole 22.12.3", ">1;115;0c", "?62;c"}},                       PROFILE_VISUAL,   false, false},
        {"kitty",            {WIDTHS_OF_MOST, {"8;0$y", ">|kitty(0.26.5)", ">1;4000;26c", "?62;c"}},              PROFILE_VISUAL,   false, false},
        {"xterm.js",         {WIDTHS_OF_MOST, {">0;276;0c", "?1;2c"}},                                            PROFILE_JITTER,   false, true },
        {"Windows Terminal", {WIDTHS_OF_MOST, {">0;10;1c", "?61;4;6c"}},                                          PROFILE_VISUAL,   false, true },
        {"a GBK client",     {"2 6 5 2 5 5", {">0;136;0c", "?6c"}},                                               PROFILE_GBK,      true,  true },
        {"in tmux",          {WIDTHS_OF_MOST, {">|tmux 3.3a", ">84;0;0c", "?1;2;4c"}},                            PROFILE_VISUAL,   false, false},
        {"one of 1985",      {"1 4 2 1 2 2", {"?1;2c"}},                                                          PROFILE_VISUAL,   false, false},
        {"a silent one",     {"", {NULL}},                                                                        PROFILE_VISUAL,   false, false},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct identity identity = meet(f, &cases[i].says);
        struct speech speech = identity_speech(&identity);
        if (speech.profile != cases[i].profile || speech.plain != cases[i].plain
            || speech.sure != cases[i].sure)
            fail_msg("%s: %s, plain %d, sure %d", cases[i].name, profiles[speech.profile].name,
                     speech.plain, speech.sure);
    }
}

static void nothing_more_comes_after_the_answer_to_the_last_question(void **state)
{
    struct identity identity = {0};
    (void)state;

    assert_true(say(&identity, ">41;379;0c"));
    assert_false(identity.complete);
    assert_true(say(&identity, "?62c"));
    assert_true(identity.complete);
    assert_false(say(&identity, "?62c"));
}

static void answers_to_other_questions_and_nonsense_change_nothing(void **state)
{
    static const char *const answers[] = {"", "R", "n", "12n", "?2501;2$y", "11;rgb:", "11;rgb:zz/z", "9;2$y", ";R", "8;$y",
                                          "1;-2147483648R", "1;99999999999999999999R", "1;0R"};
    struct identity identity = {0};
    (void)state;

    for (size_t i = 0; i < COUNT(answers); i++)
        assert_false(say(&identity, answers[i]));
    for (int i = 0; i < IDENTITY_SAMPLES; i++)
        assert_true(say(&identity, "1;2R"));

    assert_false(say(&identity, "1;9R"));
    assert_int_equal(identity.bidi, 0);
    assert_int_equal(identity.light, 0);
}

static void the_background_is_light_or_dark(void **state)
{
    static const struct {
        const char *answer;
        int light;
    } cases[] = {
        {"11;rgb:0000/0000/0000", 1  },
        {"11;rgb:ffff/ffff/ffff", 100},
        {"11;rgb:ff/ff/ff",       100},
        {"11;rgb:1e/1e/1e",       12 },
        {"11;rgb:f/8/f",          53 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct identity identity = {0};
        say(&identity, cases[i].answer);
        assert_int_equal(identity.light, cases[i].light);
    }
}

static void a_client_keeps_its_name_when_it_is_updated(void **state)
{
    struct fixture *f = *state;
    struct terminal_answers xterm = {WIDTHS_OF_MOST, {">41;379;0c"}};
    struct identity identity = meet(f, &xterm);
    char name[IDENTITY_NAME_SIZE], newer[IDENTITY_NAME_SIZE];

    identity_name(&identity, "SSH-2.0-OpenSSH_9.2p1 Debian-2", "xterm", name);
    identity_name(&identity, "SSH-2.0-OpenSSH_10.0", "xterm", newer);

    assert_string_equal(name, newer);
    assert_string_equal(name, "SSH-2.0-OpenSSH_|xterm|>41;379;0c||");
    identity_name(&identity, "SSH-2.0-PuTTY_Release_0.78", "xterm", newer);
    assert_string_not_equal(name, newer);
}

/* A client that pairs bytes must not take in the question that follows a sample. */
static void every_sample_has_an_even_number_of_bytes(void **state)
{
    size_t samples = 0;
    (void)state;
    for (const char *at = identity_questions(); (at = strchr(at, '\r')); samples++) {
        size_t length = strcspn(++at, "\033");
        assert_int_equal(length % 2, 0);
        assert_int_equal(strncmp(at + length, "\033[6n", 4), 0);
    }
    assert_int_equal(samples, IDENTITY_SAMPLES);
}

static void mlterm_is_told_to_leave_text_alone_and_put_back(void **state)
{
    struct identity mlterm = {0}, xterm = {0};
    (void)state;

    say(&mlterm, ">24;279;0c");
    say(&xterm, ">41;379;0c");

    assert_string_equal(identity_greeting(&mlterm), "\033]5379;use_ctl=false\a");
    assert_string_equal(identity_farewell(&mlterm), "\033]5379;use_ctl=true\a");
    assert_string_equal(identity_greeting(&xterm), "");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(terminals_are_known_by_what_they_answer),
        SPEC(nothing_more_comes_after_the_answer_to_the_last_question),
        SPEC(answers_to_other_questions_and_nonsense_change_nothing),
        SPEC(the_background_is_light_or_dark),
        SPEC(a_client_keeps_its_name_when_it_is_updated),
        SPEC(every_sample_has_an_even_number_of_bytes),
        SPEC(mlterm_is_told_to_leave_text_alone_and_put_back),
    };
    return cmocka_run_group_tests_name("identity", specs, NULL, NULL);
}
