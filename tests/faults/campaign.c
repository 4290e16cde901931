#include "tests/faults/campaign.h"

#include "core/audit.h"
#include "core/clock.h"
#include "core/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int campaign_seconds = 2;

void campaign_length(int argc, char *const argv[])
{
    if (argc > 1)
        campaign_seconds = atoi(argv[1]);
}

int64_t campaign_clock(void)
{
    return clock_steady();
}

static struct store *open_or_fail(struct campaign *c, const char *path)
{
    struct store *store = store_open(path, &c->f.err);
    if (!store)
        fail_msg("%s: %s", c->f.err.key, c->f.err.detail);
    return store;
}

struct store *campaign_open(struct campaign *c)
{
    return open_or_fail(c, c->path);
}

struct store *campaign_found(struct campaign *c, const char *path)
{
    const struct place county = {.kind = "county", .name_zh = "示例县"};
    struct store *store = open_or_fail(c, path);
    assert_true(place_add(store, &c->f.console, &county, &c->county, &c->f.err));
    return store;
}

int campaign_begin(void **state)
{
    struct campaign *c = calloc(1, sizeof *c);
    assert_non_null(c);
    snprintf(c->folder, sizeof c->folder, "/tmp/baoxue-faults-XXXXXX");
    assert_non_null(mkdtemp(c->folder));
    snprintf(c->path, sizeof c->path, "%s/county.db", c->folder);
    c->f.console = (struct actor){.name = "console", .console = true};
    store_close(campaign_found(c, c->path));
    *state = c;
    return 0;
}

void campaign_remove(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-queue"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        char file[128];
        snprintf(file, sizeof file, "%s%s", path, ends[i]);
        unlink(file);
    }
}

int campaign_end(void **state)
{
    struct campaign *c = *state;
    campaign_remove(c->path);
    rmdir(c->folder);
    arena_clear(&c->f.arena);
    free(c);
    return 0;
}

bool campaign_write(struct campaign *c, struct store *store, int number, struct error *err)
{
    char code[16];
    const struct place township = {.parent_id = c->county, .kind = "township", .code = code, .name_zh = "示例镇"};
    int64_t id;
    snprintf(code, sizeof code, "T%d", number);
    return place_add(store, &c->f.console, &township, &id, err);
}

static int64_t number_of(struct store *store, const char *sql)
{
    QUERY(query) = query_open(store, sql);
    return query_next(&query) ? query_int(&query, 0) : -1;
}

static bool says_ok(struct store *store, struct arena *arena)
{
    QUERY(query) = query_open(store, "PRAGMA integrity_check");
    return query_next(&query) && strcmp(query_text(&query, 0, arena), "ok") == 0;
}

int64_t campaign_whole(struct campaign *c, struct store *store)
{
    struct audit_verdict verdict = {0};
    struct error err = {0};
    int64_t places = number_of(store, "SELECT count(*) FROM place");
    bool whole = says_ok(store, &c->f.arena)
        && number_of(store, "SELECT count(*) FROM pragma_foreign_key_check") == 0
        && number_of(store, "SELECT count(*) FROM place_within") == 2 * places - 1
        && audit_verify(store, &c->f.console, NULL, &verdict, &err)
        && verdict.broken == 0 && verdict.rows == places;
    return whole ? places - 1 : -1;
}
