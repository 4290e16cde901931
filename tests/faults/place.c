#include "tests/faults/place.h"

#include "core/store/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int place_open(void **state)
{
    struct place_of_test *place = calloc(1, sizeof *place);
    const char *disk = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    assert_non_null(place);
    snprintf(place->folder, sizeof place->folder, "%s/baoxue-faults-XXXXXX", disk);
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->path, sizeof place->path, "%s/county.db", place->folder);
    *state = place;
    return 0;
}

void place_remove(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal", "-queue"};
    char name[256];
    for (size_t i = 0; i < COUNT(ends); i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
}

int place_close(void **state)
{
    struct place_of_test *place = *state;
    place_remove(place->path);
    rmdir(place->folder);
    free(place);
    return 0;
}

int64_t place_milliseconds(void)
{
    const char *seconds = getenv("BAOXUE_FAULT_SECONDS");
    return seconds ? 1000 * strtoll(seconds, NULL, 10) : 1000;
}

static bool is_sound(struct store *store)
{
    ARENA(arena);
    QUERY(check) = query_open(store, "PRAGMA integrity_check");
    QUERY(keys) = query_open(store, "PRAGMA foreign_key_check");
    return query_next(&check) && strcmp(query_text(&check, 0, &arena), "ok") == 0
        && !query_next(&keys);
}

const char *place_inspect(struct store *store)
{
    const struct actor console = {.name = "console", .console = true};
    struct audit_verdict verdict;
    struct error err = {0};
    if (!is_sound(store))
        return "the database is damaged";
    if (!audit_verify(store, &console, NULL, &verdict, &err))
        return "the trail cannot be read";
    return verdict.broken == 0 ? "" : "the trail is broken";
}
