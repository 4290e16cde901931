#include "core/store/revision.h"

#include "core/base/clock.h"

bool revision_keep(struct store *store, const struct actor *actor, const struct revision *revision,
                   struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.revision (audit_id, child_id, subject, subject_id, field, before, after,"
                              " reason, at, account_id, import_id)"
                              " VALUES (0, :child, :subject, :id, :field, :before, :after, :reason, :at, :account, :import)");
    bind_int(&query, ":child", revision->child_id);
    bind_text(&query, ":subject", revision->subject);
    bind_int(&query, ":id", revision->subject_id);
    bind_text(&query, ":field", revision->field);
    bind_text(&query, ":before", revision->before);
    bind_text(&query, ":after", revision->after);
    bind_text(&query, ":reason", revision->reason ? revision->reason : "");
    bind_int(&query, ":at", clock_now());
    bind_id(&query, ":account", actor->account_id);
    bind_id(&query, ":import", revision->import_id);
    return query_run(&query, err);
}

bool revision_sign(struct store *store, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.revision SET audit_id = (SELECT max(id) FROM main.audit)"
                                     " WHERE audit_id = 0");
    return query_run(&query, err);
}

static void read_row(const struct query *query, struct arena *arena, struct revision_row *row)
{
    *row = (struct revision_row){
        .revision = {
                     .child_id = query_int(query, 0),
                     .subject = query_text(query, 1, arena),
                     .subject_id = query_int(query, 2),
                     .field = query_text(query, 3, arena),
                     .before = query_text(query, 4, arena),
                     .after = query_text(query, 5, arena),
                     .reason = query_text(query, 6, arena),
                     .import_id = query_int(query, 7),
                     },
        .at = query_int(query, 8),
        .account = query_text(query, 9, arena),
        .person_zh = query_text(query, 10, arena),
        .person_ug = query_text(query, 11, arena),
    };
}

bool revision_list(struct store *store, int64_t child_id, struct page page, struct arena *arena,
                   struct revision_row **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT child_id, subject, subject_id, field, before, after, reason, coalesce(import_id, 0),"
                              " at, coalesce(name, ''), coalesce(person_zh, ''), coalesce(person_ug, '')"
                              " FROM revision LEFT JOIN account ON account.id = account_id"
                              " WHERE child_id = :child ORDER BY revision.id DESC LIMIT :size OFFSET :first");
    bind_int(&query, ":child", child_id);
    bind_page(&query, page);
    *rows = arena_array(arena, struct revision_row, page.size);
    *count = 0;
    while (*count < page.size && query_next(&query))
        read_row(&query, arena, &(*rows)[(*count)++]);
    return query_ok(&query, err);
}
