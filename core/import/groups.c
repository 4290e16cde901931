/*
 * A department's list of children in support groups (H4, Y2): it marks nobody by itself. One that
 * names a restricted group is refused as a whole.
 */
#include "core/compare/match.h"
#include "core/import/person.h"
#include "core/lists/mark.h"
#include "core/rules/policy.h"

#include <string.h>

/* A group is called by its name in the rules and by its title in every language. */
static void add_words(struct load *load)
{
    const struct policy *policy = load->request->policy;
    for (size_t i = 0; policy && i < policy->group_count; i++) {
        const struct policy_group *group = &policy->groups[i];
        vocabulary_add_spelling(&load->words, "support_group", group->name, group->name);
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            vocabulary_add_spelling(&load->words, "support_group", group->name,
                                    group->title.in[language]);
    }
}

static bool read_group(struct load *load, const char *written, const char **kind, struct error *err)
{
    *kind = vocabulary_find(&load->words, "support_group", written);
    return *kind
        || load_refuse(load, GROUPS_GROUP, err, MSG("import.unknown-support-group"), written);
}

/* Who is in a restricted group is for those in charge of the child alone, not for who brings lists. */
static bool guard(struct load *load, const char *cell, struct error *err)
{
    const char *written;
    struct error ignored = {0};
    const char *kind = value_clean(&load->words, cell, &load->row, &written, &ignored)
        ? vocabulary_find(&load->words, "support_group", written)
        : NULL;
    load->report->restricted = kind && policy_group(load->request->policy, kind)->confidential;
    return !load->report->restricted
        || error_tell(err, ERROR_INVALID, MSG("import.group-restricted"), written);
}

/* --- Who it is -------------------------------------------------------------------------------- */

static bool read_child(struct load *load, int64_t id, struct child *child, struct error *err)
{
    QUERY(query) = query_open(load->store, "SELECT id_number, name_zh, name_ug, born"
                                           " FROM main.child WHERE id = :child");
    bind_int(&query, ":child", id);
    bool found = query_next(&query);
    *child = (struct child){
        .id = id,
        .id_number = found ? query_text(&query, 0, &load->row) : "",
        .name_zh = found ? query_text(&query, 1, &load->row) : "",
        .name_ug = found ? query_text(&query, 2, &load->row) : "",
        .born = found ? query_text(&query, 3, &load->row) : "",
    };
    return query_ok(&query, err);
}

static struct compare_person as_person(const struct child *child)
{
    return (struct compare_person){
        .id_number = child->id_number,
        .name_zh = child->name_zh,
        .name_ug = child->name_ug,
        .born = child->born,
        .sex = "",
        .guardians = "",
        .phones = "",
    };
}

/* A number of one child with the name of another is one of the two mistyped. */
static bool has_the_name(struct load *load, const struct child *person, struct error *err)
{
    struct child known;
    if (!read_child(load, person->id, &known, err))
        return false;
    const struct compare_person left = as_person(person), right = as_person(&known);
    return (match_evidence(&left, &right) & (SAME_NAME | LIKE_NAME))
        || load_refuse(load, GROUPS_NAME, err, MSG("import.other-name"), person->id_number);
}

static bool find_by_number(struct load *load, struct child *person, struct error *err)
{
    if (!child_find(load->store, person->id_number, &person->id, err))
        return false;
    if (person->id == 0)
        return load_refuse(load, GROUPS_ID_NUMBER, err, MSG("import.nobody"), person->id_number);
    return has_the_name(load, person, err);
}

/* Without a number the name and the whole day of birth must be those of one child alone. */
static bool find_by_name(struct load *load, struct child *person, struct error *err)
{
    QUERY(query) = query_open(load->store,
                              "SELECT min(id), count(*) FROM main.child WHERE born = :born"
                              " AND merged_into IS NULL AND (name_zh <> '' AND name_zh = :zh"
                              "  OR name_ug <> '' AND name_ug = :ug)");
    bind_text(&query, ":born", person->born);
    bind_text(&query, ":zh", person->name_zh);
    bind_text(&query, ":ug", person->name_ug);
    int64_t count = query_next(&query) ? query_int(&query, 1) : 0;
    person->id = count == 1 ? query_int(&query, 0) : 0;
    if (!query_ok(&query, err))
        return false;
    if (count > 1)
        return load_refuse(load, GROUPS_NAME, err, MSG("import.several-fit"), person->born);
    return count == 1 || load_refuse(load, GROUPS_NAME, err, MSG("import.nobody"), person->born);
}

static bool find_child(struct load *load, const char *const *values, int64_t *child_id,
                       struct error *err)
{
    static const struct person_columns columns = {GROUPS_NAME, GROUPS_NAME_UG, GROUPS_ID_NUMBER, -1,
                                                  GROUPS_BORN};
    struct child person;
    if (!person_read(load, &columns, values, &person, err))
        return false;
    bool found = *person.id_number ? find_by_number(load, &person, err)
                                   : find_by_name(load, &person, err);
    *child_id = person.id;
    return found;
}

/* --- The row ---------------------------------------------------------------------------------- */

static bool take(struct load *load, const char *const *values, enum outcome *outcome,
                 struct error *err)
{
    static const enum outcome outcomes[] = {
        [LISTED_NEWLY] = OUTCOME_ADDED,
        [LISTED_LATER] = OUTCOME_CHANGED,
        [LISTED_BEFORE] = OUTCOME_SAME,
    };
    struct mark_listed listed = {.source = values[GROUPS_SOURCE], .day = values[GROUPS_DAY]};
    enum mark_listing listing;
    if (strcmp(listed.day, load->request->today) > 0)
        return load_refuse(load, GROUPS_DAY, err, MSG("case.day-to-come"), listed.day);
    if (!read_group(load, values[GROUPS_GROUP], &listed.kind, err)
        || !find_child(load, values, &listed.child_id, err)
        || !load_once(load, arena_text(&load->row, "%s|%s|", listed.kind, listed.source),
                      listed.child_id, -1, err)
        || !mark_note_listed(load->store, &listed, load->id, &listing, err))
        return false;
    *outcome = outcomes[listing];
    return true;
}

const struct import_kind import_groups = {
    .name = "groups",
    .record = &record_groups,
    .action = MAY_IMPORT,
    .add_words = add_words,
    .take = take,
    .guard = guard,
    .guarded = GROUPS_GROUP,
};
