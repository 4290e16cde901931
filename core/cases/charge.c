#include "core/cases/charge.h"

#include "core/cases/casefile.h"
#include "core/posts/post.h"

#include <string.h>

/* Who takes charge, the nearest first. The county's education section is everybody's last. */
static const struct {
    enum role role;
    bool household_line;
} chain[] = {
    {ROLE_CLASS_TEACHER,    false},
    {ROLE_ACADEMIC_OFFICE,  false},
    {ROLE_PRINCIPAL,        false},
    {ROLE_VILLAGE_WORKER,   true },
    {ROLE_TOWNSHIP,         true },
    {ROLE_BUREAU_EDUCATION, false},
    {ROLE_BUREAU_EDUCATION, true },
};

static int64_t school_line(const struct casefile *casefile)
{
    return casefile->class_id ? casefile->class_id : casefile->school_id;
}

bool charge_choose(struct store *store, const char *today, const struct casefile *casefile,
                   int64_t *post_id, struct error *err)
{
    int64_t first = 0;
    for (size_t i = 0; i < COUNT(chain); i++) {
        int64_t place = chain[i].household_line ? casefile->group_id : school_line(casefile);
        int64_t post = 0;
        bool held = false;
        if (!place)
            continue;
        if (!post_for(store, chain[i].role, place, &post, err)
            || (post && !post_held(store, post, today, &held, err)))
            return false;
        if (held) {
            *post_id = post;
            return true;
        }
        if (!first)
            first = post;
    }
    *post_id = first;
    return true;
}

static bool works_on_cases(const char *name)
{
    enum role role;
    return role_find(name, &role) && role_may(role, MAY_RECORD_EVENT) && !role_by_plan(role);
}

bool charge_admits(struct store *store, int64_t post_id, const struct casefile *casefile,
                   struct arena *arena, const char **role, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT role FROM main.post WHERE id = :post AND EXISTS"
                              " (SELECT 1 FROM main.place_within WHERE ancestor_id = post.place_id"
                              "  AND place_id IN (:class, :school, :group))");
    bind_int(&query, ":post", post_id);
    bind_id(&query, ":class", casefile->class_id);
    bind_id(&query, ":school", casefile->school_id);
    bind_id(&query, ":group", casefile->group_id);
    *role = query_next(&query) ? query_text(&query, 0, arena) : NULL;
    if (*role && !works_on_cases(*role))
        *role = NULL;
    return query_ok(&query, err);
}

/* Held posts at or above the places of a case: those with more places above them are nearer. */
static bool list_posts(struct store *store, const char *today, int64_t case_id, struct page page,
                       struct arena *arena, struct charge_post *rows, size_t *count,
                       struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT post.id, post.role, place.name_zh, place.name_ug,"
                              " account.person_zh, account.person_ug, min(holding.stand_in)"
                              " FROM casefile c JOIN place_within w"
                              "  ON w.place_id IN (c.class_id, c.school_id, c.group_id)"
                              " JOIN post ON post.place_id = w.ancestor_id"
                              " JOIN place ON place.id = post.place_id"
                              " JOIN holding ON holding.post_id = post.id"
                              "  AND holding.first_day <= :today"
                              "  AND (holding.last_day IS NULL OR holding.last_day >= :today)"
                              " JOIN account ON account.id = holding.account_id"
                              " WHERE c.id = :case GROUP BY post.id"
                              " ORDER BY (SELECT count(*) FROM place_within a"
                              "  WHERE a.place_id = post.place_id) DESC, post.id"
                              " LIMIT :size OFFSET :first");
    bind_text(&query, ":today", today);
    bind_int(&query, ":case", case_id);
    bind_page(&query, page);
    *count = 0;
    while (query_next(&query)) {
        struct charge_post *row = &rows[*count];
        *row = (struct charge_post){
            .id = query_int(&query, 0),
            .role = query_text(&query, 1, arena),
            .place_zh = query_text(&query, 2, arena),
            .place_ug = query_text(&query, 3, arena),
            .person_zh = query_text(&query, 4, arena),
            .person_ug = query_text(&query, 5, arena),
        };
        *count += works_on_cases(row->role);
    }
    return query_ok(&query, err);
}

/* Keeps of the rows those that are among others. */
static size_t keep_common(struct charge_post *rows, size_t count, const struct charge_post *others,
                          size_t other_count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < other_count; j++)
            if (rows[i].id == others[j].id) {
                rows[kept++] = rows[i];
                break;
            }
    return kept;
}

bool charge_posts(struct store *store, const char *today, const int64_t *case_ids, size_t count,
                  struct arena *arena, struct charge_post **rows, size_t *row_count,
                  struct error *err)
{
    const struct page page = {0, 100};
    struct charge_post *others = arena_array(arena, struct charge_post, page.size);
    *rows = arena_array(arena, struct charge_post, page.size);
    *row_count = 0;
    for (size_t i = 0; i < count; i++) {
        size_t other_count;
        struct charge_post *into = i == 0 ? *rows : others;
        if (!list_posts(store, today, case_ids[i], page, arena, into, &other_count, err))
            return false;
        *row_count = i == 0 ? other_count : keep_common(*rows, *row_count, others, other_count);
    }
    return true;
}
