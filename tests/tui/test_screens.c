/* Plays every tests/tui/scripts/NAME.screen: a screen gets a test by getting a script. */
#include "tests/tui/player.h"

#include "i18n/catalogue.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

static void the_script_is_so(void **state)
{
    player_run(*state);
}

int main(void)
{
    ARENA(arena);
    glob_t found;
    const char *sources = getenv("SOURCES");
    const char *scripts = arena_text(&arena, "%s/tests/tui/scripts/*.screen",
                                     sources ? sources : ".");

    if (!catalogue_open() || glob(scripts, 0, NULL, &found) != 0)
        return EXIT_FAILURE;
    struct CMUnitTest *specs = arena_array(&arena, struct CMUnitTest, found.gl_pathc);
    for (size_t i = 0; i < found.gl_pathc; i++)
        specs[i] = (struct CMUnitTest){
            .name = found.gl_pathv[i] + strlen(scripts) - strlen("*.screen"),
            .test_func = the_script_is_so,
            .initial_state = found.gl_pathv[i],
        };
    int failed = _cmocka_run_group_tests("screens", specs, found.gl_pathc, NULL, NULL);
    globfree(&found);
    return failed;
}
