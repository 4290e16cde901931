/*
 * Plays every tests/core/timelines/CLAUSE-name.txt: a clause gets a test by getting a timeline.
 * The clause's letter says whose rules are played; what must come of it stands below "---".
 */
#include "tests/support/fixture.h"

#include "core/rehearse/rehearse.h"
#include "core/rules/policy.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    char letter;
    const char *policy;
} counties[] = {
    {'A', "anze"    },
    {'D', "district"},
    {'H', "hutubi"  },
    {'N', "nanan"   },
    {'X', NULL      }, /* tests/support/example.yaml */
    {'Y', "yixian"  },
};

struct lines {
    struct arena arena;
    const char *text; /* one a line, each ended by '\n' */
};

static void take_line(void *to, const char *line)
{
    struct lines *lines = to;
    lines->text = arena_text(&lines->arena, "%s%s\n", lines->text, line);
}

static struct policy *rules_of(const char *name, struct error *err)
{
    ARENA(arena);
    for (size_t i = 0; i < COUNT(counties); i++)
        if (counties[i].letter == *name)
            return counties[i].policy
                ? policy_open(NULL, counties[i].policy, err)
                : policy_open_file(arena_text(&arena, "%s/tests/support/example.yaml",
                                              getenv("SOURCES")),
                                   err);
    fail_msg("%s begins with no county's letter", name);
    return NULL;
}

static const char *read_whole(struct arena *arena, const char *path)
{
    enum {
        LARGEST = 1 << 20
    };
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *text = arena_alloc(arena, LARGEST);
    assert_true(fread(text, 1, LARGEST - 1, file) < LARGEST - 1);
    fclose(file);
    return text;
}

/* The line in which two texts differ first, as either has it. */
static void differ(const char *want, const char *have)
{
    int line = 1;
    const char *want_line = want, *have_line = have;
    while (*want && *want == *have) {
        if (*want == '\n') {
            line++;
            want_line = want + 1;
            have_line = have + 1;
        }
        want++;
        have++;
    }
    fail_msg("line %d of what came\n  want %.*s\n  have %.*s", line,
             (int)strcspn(want_line, "\n"), want_line, (int)strcspn(have_line, "\n"), have_line);
}

static void it_goes_as_the_clause_says(void **state)
{
    const char *path = *state, *name = strrchr(path, '/') + 1;
    struct error err = {0};
    struct lines said = {.text = ""};
    struct policy *policy = rules_of(name, &err);
    if (!policy)
        fail_msg("%s %s", err.key, err.values[0]);
    const char *text = read_whole(&said.arena, path);
    const char *expected = strstr(text, "\n---\n");
    if (!expected)
        fail_msg("%s expects nothing below ---", name);

    bool played = rehearse_play(policy, name, text, strlen(text), take_line, &said, &err);

    if (!played)
        fail_msg("%s %s %s %s", err.key, err.values[0], err.values[1], err.detail);
    if (strcmp(expected + strlen("\n---\n"), said.text) != 0)
        differ(expected + strlen("\n---\n"), said.text);
    policy_close(policy);
    arena_clear(&said.arena);
}

int main(void)
{
    ARENA(arena);
    glob_t found;
    const char *sources = getenv("SOURCES");
    const char *timelines = arena_text(&arena, "%s/tests/core/timelines/*.txt",
                                       sources ? sources : ".");
    if (!catalogue_open() || glob(timelines, 0, NULL, &found) != 0)
        return EXIT_FAILURE;
    struct CMUnitTest *specs = arena_array(&arena, struct CMUnitTest, found.gl_pathc);
    for (size_t i = 0; i < found.gl_pathc; i++)
        specs[i] = (struct CMUnitTest){
            .name = found.gl_pathv[i] + strlen(timelines) - strlen("*.txt"),
            .test_func = it_goes_as_the_clause_says,
            .initial_state = found.gl_pathv[i],
        };
    int failed = _cmocka_run_group_tests("timelines", specs, found.gl_pathc, NULL, NULL);
    globfree(&found);
    return failed;
}
