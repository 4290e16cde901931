#include "forms/served/batch.h"

#include "forms/paper/handout.h"

static bool print_file(const struct handout_maker *maker, const int64_t records[], size_t count,
                       struct error *err)
{
    ARENA(arena);
    int64_t paper_id;
    struct form_record *read = arena_array(&arena, struct form_record, count);
    for (size_t i = 0; i < count; i++)
        if (!answers_read(maker->store, records[i], &arena, &read[i], err))
            return false;
    return handout_records(maker, read, count, &paper_id, err);
}

/* How many papers have room in a file with all their copies. */
static bool count_room(const struct handout_maker *maker, int64_t record_id, size_t *room,
                       struct error *err)
{
    ARENA(arena);
    struct form_record record;
    if (!answers_read(maker->store, record_id, &arena, &record, err))
        return false;
    *room = BATCH_COPIES / (size_t)record.form->copies;
    return true;
}

bool batch_print(struct store *store, const struct actor *actor, const char *at,
                 enum language language, const int64_t records[], size_t count, struct error *err)
{
    const struct handout_maker maker = {
        .store = store,
        .actor = actor,
        .language = language,
        .when = at,
    };
    for (size_t i = 0, room; i < count; i += room) {
        size_t left = count - i;
        if (!count_room(&maker, records[i], &room, err)
            || !print_file(&maker, records + i, left < room ? left : room, err))
            return false;
    }
    return true;
}
