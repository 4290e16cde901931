#include "core/lists/profile.h"

#include "core/store/audit.h"

#include <inttypes.h>

enum {
    ROWS_MOST = 20 /* of one kind; nobody has so many */
};

static bool read_lines(struct store *store, int64_t child_id, struct arena *arena,
                       struct profile *profile, struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT r.id, v.id, h.id, h.page, v.school_year, village.name_zh || ' ' || p.name_zh,"
        "       village.name_ug || ' ' || p.name_ug, r.id_number, r.name_zh, r.name_ug, r.sex, r.born,"
        "       r.removed_on"
        " FROM register_row r JOIN household h ON h.id = r.household_id"
        " JOIN volume v ON v.id = h.volume_id JOIN place p ON p.id = v.place_id"
        " JOIN place village ON village.id = p.parent_id"
        " WHERE r.child_id = :child ORDER BY v.school_year DESC, r.id");
    profile->lines = arena_array(arena, struct profile_line, ROWS_MOST);
    bind_int(&query, ":child", child_id);
    while (profile->line_count < ROWS_MOST && query_next(&query))
        profile->lines[profile->line_count++] = (struct profile_line){
            .id = query_int(&query, 0),
            .volume_id = query_int(&query, 1),
            .household_id = query_int(&query, 2),
            .page = (int)query_int(&query, 3),
            .school_year = (int)query_int(&query, 4),
            .place_zh = query_text(&query, 5, arena),
            .place_ug = query_text(&query, 6, arena),
            .id_number = query_text(&query, 7, arena),
            .name_zh = query_text(&query, 8, arena),
            .name_ug = query_text(&query, 9, arena),
            .sex = query_text(&query, 10, arena),
            .born = query_text(&query, 11, arena),
            .removed_on = query_text(&query, 12, arena),
        };
    return query_ok(&query, err);
}

static bool read_entries(struct store *store, int64_t child_id, struct arena *arena,
                         struct profile *profile, struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT e.id, e.school_id, e.class_id, s.name_zh || coalesce(' ' || p.name_zh, ''),"
        "       s.name_ug || coalesce(' ' || p.name_ug, ''), e.id_number, e.name_zh, e.name_ug, e.sex,"
        "       e.born, e.status, e.student_number, e.removed_on"
        " FROM roll_entry e JOIN place s ON s.id = e.school_id LEFT JOIN place p ON p.id = e.class_id"
        " WHERE e.child_id = :child ORDER BY e.removed_on IS NOT NULL, e.id DESC");
    profile->entries = arena_array(arena, struct profile_entry, ROWS_MOST);
    bind_int(&query, ":child", child_id);
    while (profile->entry_count < ROWS_MOST && query_next(&query))
        profile->entries[profile->entry_count++] = (struct profile_entry){
            .id = query_int(&query, 0),
            .school_id = query_int(&query, 1),
            .class_id = query_int(&query, 2),
            .place_zh = query_text(&query, 3, arena),
            .place_ug = query_text(&query, 4, arena),
            .id_number = query_text(&query, 5, arena),
            .name_zh = query_text(&query, 6, arena),
            .name_ug = query_text(&query, 7, arena),
            .sex = query_text(&query, 8, arena),
            .born = query_text(&query, 9, arena),
            .status = query_text(&query, 10, arena),
            .student_number = query_text(&query, 11, arena),
            .removed_on = query_text(&query, 12, arena),
        };
    return query_ok(&query, err);
}

static bool read_cases(struct store *store, int64_t child_id, struct arena *arena,
                       struct profile *profile, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id, number, kind, state, opened_on FROM casefile"
                                     " WHERE child_id = :child ORDER BY id DESC");
    profile->cases = arena_array(arena, struct profile_case, ROWS_MOST);
    bind_int(&query, ":child", child_id);
    while (profile->case_count < ROWS_MOST && query_next(&query))
        profile->cases[profile->case_count++] = (struct profile_case){
            .id = query_int(&query, 0),
            .number = query_text(&query, 1, arena),
            .kind = query_text(&query, 2, arena),
            .state = query_text(&query, 3, arena),
            .opened_on = query_text(&query, 4, arena),
        };
    return query_ok(&query, err);
}

static bool read_absences(struct store *store, int64_t child_id, struct arena *arena,
                          struct profile *profile, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT day, kind FROM absence WHERE child_id = :child"
                                     " ORDER BY day DESC LIMIT :most");
    profile->absences = arena_array(arena, struct profile_absence, PROFILE_DAYS);
    bind_int(&query, ":child", child_id);
    bind_int(&query, ":most", PROFILE_DAYS);
    while (query_next(&query))
        profile->absences[profile->absence_count++] = (struct profile_absence){
            query_text(&query, 0, arena), query_text(&query, 1, arena)};
    return query_ok(&query, err);
}

static bool read_findings(struct store *store, int64_t child_id, struct arena *arena,
                          struct profile *profile, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id, kind FROM finding"
                                     " WHERE child_id = :child AND state = 'open' ORDER BY id");
    profile->findings = arena_array(arena, struct profile_finding, ROWS_MOST);
    bind_int(&query, ":child", child_id);
    while (profile->finding_count < ROWS_MOST && query_next(&query))
        profile->findings[profile->finding_count++] = (struct profile_finding){
            query_int(&query, 0), query_text(&query, 1, arena)};
    return query_ok(&query, err);
}

bool profile_read(struct store *store, int64_t child_id, struct arena *arena, struct profile *profile,
                  struct error *err)
{
    *profile = (struct profile){0};
    return child_read(store, child_id, arena, &profile->child, err)
        && read_lines(store, child_id, arena, profile, err)
        && read_entries(store, child_id, arena, profile, err)
        && guardian_list(store, child_id, arena, &profile->guardians, &profile->guardian_count, err)
        && read_cases(store, child_id, arena, profile, err)
        && read_absences(store, child_id, arena, profile, err)
        && read_findings(store, child_id, arena, profile, err);
}

bool profile_reveal(struct store *store, const struct actor *actor, int64_t child_id,
                    const char *reason, struct error *err)
{
    ARENA(arena);
    struct child child;
    if (*reason == '\0')
        return error_set(err, ERROR_INVALID, MSG("child.no-reason"), "no reason");
    if (!child_read(store, child_id, &arena, &child, err))
        return false;
    struct audit_entry entry = {
        .action = "child.reveal",
        .subject = "child",
        .subject_id = child_id,
        .child_id = child_id,
        .reason = reason,
    };
    return store_begin(store, err)
        && store_end(store,
                     permit(actor, MAY_SEE_CHILDREN, err) && audit_write(store, actor, &entry, err),
                     err);
}
