#include "core/lists/mark.h"

#include "core/rules/policy.h"

#include <inttypes.h>

static struct mark take(const struct query *query, struct arena *arena)
{
    return (struct mark){
        .id = query_int(query, 0),
        .child_id = query_int(query, 1),
        .kind = query_text(query, 2, arena),
        .restricted = query_int(query, 3) != 0,
        .begins_on = query_text(query, 4, arena),
        .source = query_text(query, 5, arena),
        .ended_on = query_text(query, 6, arena),
        .reason = query_text(query, 7, arena),
        .person_zh = query_text(query, 8, arena),
        .person_ug = query_text(query, 9, arena),
        .role = query_text(query, 10, arena),
    };
}

bool mark_list(struct store *store, int64_t child_id, struct page page, struct arena *arena,
               struct mark **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT m.id, m.child_id, m.kind, m.restricted, m.begins_on,"
                              " m.source, m.ended_on, m.reason, a.person_zh, a.person_ug, post.role"
                              " FROM mark_shown m LEFT JOIN account a ON a.id = m.account_id"
                              " LEFT JOIN post ON post.id = m.post_id WHERE m.child_id = :child"
                              " ORDER BY m.ended_on IS NOT NULL, m.begins_on, m.id"
                              " LIMIT :size OFFSET :first");
    bind_int(&query, ":child", child_id);
    bind_page(&query, page);
    *rows = arena_array(arena, struct mark, page.size);
    *count = 0;
    while (*count < page.size && query_next(&query))
        (*rows)[(*count)++] = take(&query, arena);
    return query_ok(&query, err);
}

bool mark_read(struct store *store, int64_t mark_id, struct arena *arena, struct mark *mark,
               struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT m.id, m.child_id, m.kind, m.restricted, m.begins_on,"
                              " m.source, m.ended_on, m.reason, a.person_zh, a.person_ug, post.role"
                              " FROM mark_shown m LEFT JOIN account a ON a.id = m.account_id"
                              " LEFT JOIN post ON post.id = m.post_id WHERE m.id = :mark");
    bind_int(&query, ":mark", mark_id);
    bool found = query_next(&query);
    if (found)
        *mark = take(&query, arena);
    return query_ok(&query, err)
        && (found || error_set(err, ERROR_MISSING, MSG("mark.missing"), "mark %" PRId64, mark_id));
}

/* --- Groups ----------------------------------------------------------------------------------- */

/* The names of a group's plans, plain words as all names of a policy, as a JSON array. */
static const char *plans_of(const struct policy_group *group, struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < group->plans.count; i++)
        list = arena_text(arena, "%s%s\"%s\"", list, i ? "," : "", group->plans.rows[i]);
    return arena_text(arena, "[%s]", list);
}

static bool read_sum(struct store *store, struct mark_group *row, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT sum(children) FROM mark_sum WHERE kind = :kind");
    bind_text(&query, ":kind", row->rule->name);
    row->children = query_next(&query) ? query_int(&query, 0) : 0;
    row->few = row->rule->confidential && row->children < MARK_SUM_LEAST;
    if (row->few)
        row->children = 0;
    return query_ok(&query, err);
}

static bool read_shown(struct store *store, struct mark_group *row, struct arena *arena,
                       struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT count(*), total(EXISTS (SELECT 1 FROM json_each(:plans) w WHERE NOT EXISTS"
        "  (SELECT 1 FROM plan p WHERE p.child_id = m.child_id AND p.kind = w.value"
        "    AND p.state IN ('asked', 'stands'))))"
        " FROM mark_shown m JOIN child c ON c.id = m.child_id AND c.merged_into IS NULL"
        " WHERE m.kind = :kind AND m.ended_on IS NULL");
    bind_text(&query, ":kind", row->rule->name);
    bind_text(&query, ":plans", plans_of(row->rule, arena));
    if (query_next(&query)) {
        row->shown = query_int(&query, 0);
        row->without = query_int(&query, 1);
    }
    return query_ok(&query, err);
}

bool mark_groups(struct store *store, const struct policy *policy, struct arena *arena,
                 struct mark_group **rows, size_t *count, struct error *err)
{
    *rows = arena_array(arena, struct mark_group, policy->group_count + 1);
    *count = policy->group_count;
    for (size_t i = 0; i < policy->group_count; i++) {
        (*rows)[i].rule = &policy->groups[i];
        if (!read_sum(store, &(*rows)[i], err) || !read_shown(store, &(*rows)[i], arena, err))
            return false;
    }
    return true;
}

/* --- The children of one ---------------------------------------------------------------------- */

static void bind_filter(struct query *query, const struct mark_filter *filter, struct arena *arena)
{
    bind_text(query, ":kind", filter->group->name);
    bind_text(query, ":plans", plans_of(filter->group, arena));
    bind_int(query, ":without", filter->without);
    bind_text(query, ":typed", filter->typed);
}

static bool count_children(struct store *store, const struct mark_filter *filter,
                           struct arena *arena, int64_t *total, struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT count(*)"
        " FROM mark_shown m JOIN child c ON c.id = m.child_id AND c.merged_into IS NULL"
        " WHERE m.kind = :kind AND m.ended_on IS NULL"
        "   AND (NOT :without OR EXISTS (SELECT 1 FROM json_each(:plans) w WHERE NOT EXISTS"
        "        (SELECT 1 FROM plan p WHERE p.child_id = m.child_id AND p.kind = w.value"
        "          AND p.state IN ('asked', 'stands'))))"
        "   AND (:typed = '' OR instr(c.name_zh, :typed) = 1 OR instr(c.name_ug, :typed) = 1)");
    bind_filter(&query, filter, arena);
    *total = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static struct mark_child take_child(const struct query *query, struct arena *arena)
{
    return (struct mark_child){
        .mark_id = query_int(query, 0),
        .child_id = query_int(query, 1),
        .name_zh = query_text(query, 2, arena),
        .name_ug = query_text(query, 3, arena),
        .place_zh = query_text(query, 4, arena),
        .place_ug = query_text(query, 5, arena),
        .begins_on = query_text(query, 6, arena),
        .source = query_text(query, 7, arena),
        .lacks = query_text(query, 8, arena),
    };
}

bool mark_children(struct store *store, const struct mark_filter *filter, struct page page,
                   struct arena *arena, struct mark_child **rows, size_t *count, int64_t *total,
                   struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT m.id, c.id, c.name_zh, c.name_ug,"
        " trim(coalesce(iif(k.id = s.id, '', k.name_zh || ' ') || s.name_zh,"
        "               g.name_zh || ' ' || v.name_zh, '')),"
        " trim(coalesce(iif(k.id = s.id, '', k.name_ug || ' ') || s.name_ug,"
        "               g.name_ug || ' ' || v.name_ug, '')),"
        " m.begins_on, m.source,"
        " (SELECT group_concat(w.value, ',') FROM json_each(:plans) w WHERE NOT EXISTS"
        "   (SELECT 1 FROM plan p WHERE p.child_id = m.child_id AND p.kind = w.value"
        "     AND p.state IN ('asked', 'stands'))) AS lacks"
        " FROM mark_shown m JOIN child c ON c.id = m.child_id AND c.merged_into IS NULL"
        " LEFT JOIN place k ON k.id = c.class_id"
        " LEFT JOIN place s ON s.kind = 'school'"
        "       AND s.id IN (SELECT ancestor_id FROM place_within WHERE place_id = c.class_id)"
        " LEFT JOIN place g ON g.id = c.group_id LEFT JOIN place v ON v.id = g.parent_id"
        " WHERE m.kind = :kind AND m.ended_on IS NULL AND (NOT :without OR lacks IS NOT NULL)"
        "   AND (:typed = '' OR instr(c.name_zh, :typed) = 1 OR instr(c.name_ug, :typed) = 1)"
        " ORDER BY s.id, k.id, g.id, c.name_zh COLLATE people, c.id LIMIT :size OFFSET :first");
    *rows = arena_array(arena, struct mark_child, page.size);
    *count = 0;
    bind_filter(&query, filter, arena);
    bind_page(&query, page);
    while (*count < page.size && query_next(&query))
        (*rows)[(*count)++] = take_child(&query, arena);
    return query_ok(&query, err) && count_children(store, filter, arena, total, err);
}
