#include "forms/batch.h"

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

bool batch_print(struct store *store, const struct actor *actor, const char *at,
                 enum language language, const int64_t records[], size_t count, struct error *err)
{
    const struct handout_maker maker = {
        .store = store,
        .actor = actor,
        .language = language,
        .when = at,
    };
    for (size_t i = 0; i < count; i += BATCH_FILE) {
        size_t left = count - i;
        if (!print_file(&maker, records + i, left < BATCH_FILE ? left : BATCH_FILE, err))
            return false;
    }
    return true;
}
