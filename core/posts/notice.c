#include "core/posts/notice.h"

#include "core/base/clock.h"

#include <inttypes.h>

bool notice_add(struct store *store, const struct notice *notice, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO main.notice (post_id, key, case_id, child_id,"
                                     " route, at)"
                                     " SELECT :post, :key, :case, :child, coalesce(:route, ''), :now"
                                     " WHERE NOT EXISTS (SELECT 1 FROM main.notice"
                                     "  WHERE post_id = :post AND key = :key AND seen_at IS NULL"
                                     "  AND case_id IS :case AND child_id IS :child"
                                     "  AND route = coalesce(:route, ''))");
    bind_int(&query, ":post", notice->post_id);
    bind_text(&query, ":key", notice->key);
    bind_id(&query, ":case", notice->case_id);
    bind_id(&query, ":child", notice->child_id);
    bind_text(&query, ":route", notice->route);
    bind_int(&query, ":now", clock_now());
    return query_run(&query, err);
}

bool notice_list(struct store *store, const struct actor *actor, struct page page,
                 struct arena *arena, struct notice **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT n.id, n.post_id, n.case_id, n.child_id, n.at, n.key, n.route,"
                              " child.name_zh, child.name_ug, c.number"
                              " FROM notice n LEFT JOIN child ON child.id = n.child_id"
                              " LEFT JOIN casefile c ON c.id = n.case_id"
                              " WHERE n.post_id IN (SELECT value FROM json_each(:posts))"
                              " AND n.seen_at IS NULL"
                              " ORDER BY n.id DESC LIMIT :size OFFSET :first");
    bind_text(&query, ":posts", permit_posts(actor, arena));
    bind_page(&query, page);

    *rows = arena_array(arena, struct notice, page.size);
    *count = 0;
    while (query_next(&query))
        (*rows)[(*count)++] = (struct notice){
            .id = query_int(&query, 0),
            .post_id = query_int(&query, 1),
            .case_id = query_int(&query, 2),
            .child_id = query_int(&query, 3),
            .at = query_int(&query, 4),
            .key = query_text(&query, 5, arena),
            .route = query_text(&query, 6, arena),
            .name_zh = query_text(&query, 7, arena),
            .name_ug = query_text(&query, 8, arena),
            .number = query_text(&query, 9, arena),
        };
    return query_ok(&query, err);
}

static bool mark_seen(struct store *store, const struct actor *actor, int64_t notice_id,
                      struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store,
                              "UPDATE main.notice SET seen_at = :now WHERE id = :notice"
                              " AND seen_at IS NULL"
                              " AND post_id IN (SELECT value FROM json_each(:posts))");
    bind_int(&query, ":now", clock_now());
    bind_int(&query, ":notice", notice_id);
    bind_text(&query, ":posts", permit_posts(actor, &arena));
    if (!query_run(&query, err))
        return false;
    return store_changed(store) == 1
        || error_set(err, ERROR_MISSING, MSG("notice.missing"), "notice %" PRId64, notice_id);
}

bool notice_seen(struct store *store, const struct actor *actor, int64_t notice_id,
                 struct error *err)
{
    return store_begin(store, err)
        && store_end(store, mark_seen(store, actor, notice_id, err), err);
}
