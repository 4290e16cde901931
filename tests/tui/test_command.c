#include "tests/support/fixture.h"

#include "tui/command.h"

#include <stdlib.h>
#include <string.h>

static const struct command_option options[] = {
    {"--port N", MSG("help.summary")},
    {"--quick",  MSG("help.summary")},
};

static const struct command sample = {
    .name = "sample",
    .words = "KIND [FILE]",
    .summary = MSG("help.summary"),
    .words_least = 1,
    .words_most = 2,
    .options = options,
    .option_count = COUNT(options),
};

/* What was said on standard error while the words were parsed. */
static bool parse(struct command_call *call, int argc, const char *argv[], char *said, size_t size)
{
    FILE *err = fmemopen(said, size, "w");
    call->err = err;
    call->language = LANGUAGE_EN;
    bool ok = command_parse(&sample, call, argc, argv);
    fclose(err);
    return ok;
}

static int open_catalogue(void **state)
{
    (void)state;
    return catalogue_open() ? 0 : -1;
}

static void options_may_stand_anywhere_and_take_their_value_either_way(void **state)
{
    (void)state;
    char said[200] = "";
    const char *words[] = {"roll", "--port=7", "--quick", "file.csv"};
    struct command_call call = {0};

    assert_true(parse(&call, 4, words, said, sizeof said));

    assert_int_equal(call.word_count, 2);
    assert_string_equal(call.words[1], "file.csv");
    assert_string_equal(call.options[0], "7");
    assert_string_equal(call.options[1], "");
}

static void after_two_dashes_everything_is_a_word(void **state)
{
    (void)state;
    char said[200] = "";
    const char *words[] = {"--", "--quick"};
    struct command_call call = {0};

    assert_true(parse(&call, 2, words, said, sizeof said));

    assert_string_equal(call.words[0], "--quick");
    assert_null(call.options[1]);
}

static void what_does_not_fit_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *words[4];
        int count;
        const char *named;
    } cases[] = {
        {{"roll", "--slow"},    2, "--slow"  },
        {{"roll", "--quick=1"}, 2, "--quick" },
        {{"roll", "--port"},    2, "--port N"},
        {{"a", "b", "c"},       3, "c"       },
        {{"--quick"},           1, "KIND"    },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char said[200] = "";
        const char *words[4];
        struct command_call call = {0};
        memcpy(words, cases[i].words, sizeof words);

        assert_false(parse(&call, cases[i].count, words, said, sizeof said));

        assert_non_null(strstr(said, cases[i].named));
    }
}

static void every_command_is_found_by_its_name_and_says_what_it_is_for(void **state)
{
    (void)state;
    size_t count;
    const struct command *const *all = command_all(&count);

    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(command_find(all[i]->name), all[i]);
        assert_true(message_exists(all[i]->summary));
        assert_true(all[i]->words_least <= all[i]->words_most);
        for (size_t o = 0; o < all[i]->option_count; o++)
            assert_true(message_exists(all[i]->options[o].summary));
    }
    assert_null(command_find("no-such-command"));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(options_may_stand_anywhere_and_take_their_value_either_way),
        SPEC(after_two_dashes_everything_is_a_word),
        SPEC(what_does_not_fit_is_named),
        SPEC(every_command_is_found_by_its_name_and_says_what_it_is_for),
    };
    return cmocka_run_group_tests_name("command", specs, open_catalogue, NULL);
}
