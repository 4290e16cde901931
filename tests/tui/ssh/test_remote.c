#include "tests/support/fixture.h"

#include "tui/ssh/remote.h"

#include <string.h>

static void a_line_is_cut_into_words_as_a_shell_does(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int count;
        const char *words[3];
    } cases[] = {
        {"import roll",               2, {"import", "roll"}         },
        {"  import\t roll  ",         2, {"import", "roll"}         },
        {"import 'a b' \"c \\\" d\"", 3, {"import", "a b", "c \" d"}},
        {"a\\ b c''d",                2, {"a b", "cd"}              },
        {"''",                        1, {""}                       },
        {"",                          0, {0}                        },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char line[100];
        const char *words[REMOTE_WORDS_MOST];
        strcpy(line, cases[i].line);

        assert_int_equal(remote_words(line, words), cases[i].count);

        for (int w = 0; w < cases[i].count; w++)
            assert_string_equal(words[w], cases[i].words[w]);
    }
}

static void an_open_quote_and_too_many_words_are_refused(void **state)
{
    (void)state;
    char open[] = "import 'roll", many[2 * REMOTE_WORDS_MOST + 3];
    const char *words[REMOTE_WORDS_MOST];
    for (size_t i = 0; i < sizeof many; i++)
        many[i] = i % 2 ? ' ' : 'w';
    many[sizeof many - 1] = '\0';

    assert_int_equal(remote_words(open, words), -1);
    assert_int_equal(remote_words(many, words), -1);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_line_is_cut_into_words_as_a_shell_does),
        SPEC(an_open_quote_and_too_many_words_are_refused),
    };
    return cmocka_run_group_tests_name("remote", specs, NULL, NULL);
}
