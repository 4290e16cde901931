#include "core/compare/kind.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

/* A list that is looked through for one child that it has twice. */
struct list {
    bool roll;
    const char *why; /* what finding.why calls the second row */
};

static const struct list of_register = {false, "line"};
static const struct list of_roll = {true, "entry"};

static bool add(struct comparison *comparison, const struct list *list,
                const struct compare_person *first, const struct compare_person *second,
                unsigned evidence, struct error *err)
{
    struct arena *arena = comparison->arena;
    int64_t school_id = list->roll ? first->place_id : 0;
    if (!list->roll
        && !comparison_school(comparison, first->place_id, first->born, &school_id, err))
        return false;
    comparison_add(
        comparison,
        &(struct compare_found){
            .kind = compare_twice.name,
            .subject = arena_text(arena, "%s:%" PRId64 "/%" PRId64, list->why, first->row_id,
                                  second->row_id),
            .child_id = first->child_id,
            .other_child_id = first->child_id != second->child_id ? second->child_id : 0,
            .register_row_id = list->roll ? 0 : first->row_id,
            .roll_entry_id = list->roll ? first->row_id : 0,
            .place_id = school_id,
            .why = audit_detail(arena, "matched", match_words(evidence, arena), list->why,
                                arena_text(arena, "%" PRId64, second->row_id), NULL),
        });
    return true;
}

/*
 * A name and a day of birth may be two children's, and numbers given out on one day
 * are near each other: of guardian, telephone and number two must speak for it.
 */
static bool alike(const struct compare_person *left, const struct compare_person *right,
                  unsigned *evidence)
{
    *evidence = match_evidence(left, right);
    int speak = !!(*evidence & SAME_GUARDIAN) + !!(*evidence & SAME_PHONE) + !!(*evidence & NEAR_ID);
    return left->child_id != right->child_id && (*evidence & SAME_NAME) && (*evidence & SAME_BORN)
        && speak >= 2;
}

enum {
    RUN_MOST = 32 /* people of one name and one day of birth who are compared with each other */
};

/* Rows that stand together in the order of the query: each is compared with those before it. */
static bool compare_run_of(struct comparison *comparison, const struct list *list,
                           const struct compare_person *run, size_t count, struct error *err)
{
    unsigned evidence;
    const struct compare_person *last = &run[count - 1];
    for (size_t i = 0; i + 1 < count; i++)
        if (alike(&run[i], last, &evidence)
            && !add(comparison, list, &run[i], last, evidence, err))
            return false;
    return true;
}

static bool stands_with(const struct compare_person *person, const struct compare_person *before)
{
    return strcmp(person->born, before->born) == 0
        && strcmp(person->name_zh, before->name_zh) == 0
        && strcmp(person->name_ug, before->name_ug) == 0;
}

/* Different children who are likely the same: the query is in the order of born and names. */
static bool look_alikes(struct comparison *comparison, const struct list *list,
                        struct query *query, struct error *err)
{
    ARENA(arena);
    struct compare_person run[RUN_MOST];
    size_t count = 0;
    while (query_next(query)) {
        struct compare_person person = comparison_person(query, 0, &arena);
        if (count > 0 && (count == RUN_MOST || !stands_with(&person, &run[0]))) {
            count = 0;
            arena_clear(&arena);
            person = comparison_person(query, 0, &arena);
        }
        run[count++] = person;
        if (!compare_run_of(comparison, list, run, count, err))
            return false;
    }
    return query_ok(query, err);
}

/* One child with two rows: the query gives both. */
static bool look_again(struct comparison *comparison, const struct list *list, struct query *query,
                       struct error *err)
{
    while (query_next(query)) {
        ARENA(arena);
        struct compare_person first = comparison_person(query, 0, &arena);
        struct compare_person second = first;
        second.row_id = query_int(query, PERSON_COLUMNS);
        if (!add(comparison, list, &first, &second, SAME_ID, err))
            return false;
    }
    return query_ok(query, err);
}

static bool find_in_register(struct comparison *comparison, struct error *err)
{
    QUERY(again) = query_open(
        comparison->store,
        "SELECT a.child_id, a.id, '', '', '', '', a.born, '', '', a.place_id, NULL, 0, b.id"
        " FROM main.register_now a"
        " JOIN main.register_now b ON b.child_id = a.child_id AND b.id > a.id"
        "                         AND b.school_year = a.school_year");
    QUERY(lines) = query_open(
        comparison->store,
        "SELECT r.child_id, r.id, r.id_number, r.name_zh, r.name_ug, r.sex, r.born,"
        "       coalesce((SELECT group_concat(g.name_zh || '/' || g.name_ug, '/')"
        "                 FROM main.guardian g WHERE g.child_id = r.child_id), ''),"
        "       r.phone, r.place_id, NULL, 0"
        " FROM main.register_now r ORDER BY r.born, r.name_zh, r.name_ug, r.id");
    return look_again(comparison, &of_register, &again, err)
        && look_alikes(comparison, &of_register, &lines, err);
}

static bool find_on_roll(struct comparison *comparison, struct error *err)
{
    QUERY(again) = query_open(
        comparison->store,
        "SELECT a.child_id, a.id, '', '', '', '', a.born, '', '', a.school_id, NULL, 0, b.id"
        " FROM main.roll_now a JOIN main.roll_now b ON b.child_id = a.child_id AND b.id > a.id");
    QUERY(entries) = query_open(
        comparison->store,
        "SELECT e.child_id, e.id, e.id_number, e.name_zh, e.name_ug, e.sex, e.born, e.guardian,"
        "       e.phone, e.school_id, e.class_id, e.grade"
        " FROM main.roll_now e ORDER BY e.born, e.name_zh, e.name_ug, e.id");
    return look_again(comparison, &of_roll, &again, err)
        && look_alikes(comparison, &of_roll, &entries, err);
}

static bool find(struct comparison *comparison, struct error *err)
{
    return find_in_register(comparison, err)
        && find_on_roll(comparison, err);
}

const struct compare_kind compare_twice = {
    .name = "twice",
    .find = find,
};
