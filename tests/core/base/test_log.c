#include "tests/support/fixture.h"

#include "core/base/log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What log_line() writes for a text, without its line's beginning. */
static const char *logged(struct arena *arena, const char *text)
{
    char line[2048] = "";
    FILE *file = tmpfile();
    int kept = dup(STDERR_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    log_line("%s", text);
    dup2(kept, STDERR_FILENO);
    close(kept);

    rewind(file);
    size_t length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    const char *said = strstr(line, "] ");
    assert_non_null(said);
    return arena_copy(arena, said + 2, length - (size_t)(said + 2 - line));
}

static void a_line_is_the_text_and_a_line_end(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(logged(&f->arena, "listening on port 2222"), "listening on port 2222\n");
}

static void nothing_in_a_line_can_forge_another_or_drive_a_terminal(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(logged(&f->arena, "a\nb\x1b[2J\\\x7f\xc2\x9b"),
                        "a\\x0ab\\x1b[2J\\x5c\\x7f\\xc2\\x9b\n");
}

static void a_text_too_long_is_cut_and_the_line_still_ends(void **state)
{
    struct fixture *f = *state;
    char text[5000];
    memset(text, 1, sizeof text - 1);
    text[sizeof text - 1] = '\0';

    const char *line = logged(&f->arena, text);

    assert_true(strlen(line) < 1100);
    assert_int_equal(line[strlen(line) - 1], '\n');
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_line_is_the_text_and_a_line_end),
        SPEC(nothing_in_a_line_can_forge_another_or_drive_a_terminal),
        SPEC(a_text_too_long_is_cut_and_the_line_still_ends),
    };
    return cmocka_run_group_tests_name("log", specs, NULL, NULL);
}
