#include "core/lists/correction.h"

#include "core/lists/search.h"
#include "core/store/audit.h"

bool correction_read(const struct record *record, int column, const char *typed, struct arena *arena,
                     const char **value, struct error *err)
{
    struct vocabulary words = {.arena = arena};
    value_words(&words);
    return record_read(record, &words, column, typed, arena, value, err);
}

bool correction_reason(const char *reason, struct error *err)
{
    return *reason != '\0'
        || error_set(err, ERROR_INVALID, MSG("correction.no-reason"), "no reason");
}

static bool read_places(struct store *store, int64_t child_id, int64_t *home, int64_t *class_id,
                        struct error *err)
{
    QUERY(query) = query_open(store, "SELECT group_id, class_id FROM main.child WHERE id = :id");
    bind_int(&query, ":id", child_id);
    bool found = query_next(&query);
    *home = found ? query_int(&query, 0) : 0;
    *class_id = found ? query_int(&query, 1) : 0;
    return query_ok(&query, err);
}

bool correction_permit(struct store *store, const struct actor *actor, enum action action,
                       int64_t child_id, struct error *err)
{
    int64_t home, class_id;
    struct error denied = {0};
    return read_places(store, child_id, &home, &class_id, err)
        && (permit_at(store, actor, action, home, NULL, &denied)
            || permit_at(store, actor, action, class_id, NULL, err));
}

bool correction_sign(struct store *store, const struct actor *actor, const char *action,
                     const struct revision *revision, struct error *err)
{
    ARENA(arena);
    const struct audit_entry entry = {
        .action = action,
        .subject = revision->subject,
        .subject_id = revision->subject_id,
        .child_id = revision->child_id,
        .detail = audit_detail(&arena, "field", revision->field, NULL),
    };
    return audit_write(store, actor, &entry, err)
        && revision_sign(store, err)
        && search_index(store, revision->child_id, err);
}
