#include "core/lists/register.h"

#include "core/lists/guardian.h"

#include <inttypes.h>
#include <string.h>

static void read_volume(const struct query *query, struct arena *arena, struct register_volume *volume)
{
    *volume = (struct register_volume){
        .id = query_int(query, 0),
        .place_id = query_int(query, 1),
        .school_year = (int)query_int(query, 2),
        .place_zh = query_text(query, 3, arena),
        .place_ug = query_text(query, 4, arena),
        .village_zh = query_text(query, 5, arena),
        .village_ug = query_text(query, 6, arena),
        .pages = query_int(query, 7),
        .people = query_int(query, 8),
    };
}

static bool count_volumes(struct store *store, const char *typed, int64_t *total, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT count(volume.id) FROM volume JOIN place ON place.id = place_id"
                              " LEFT JOIN place AS village ON village.id = place.parent_id"
                              " WHERE volume.id IN (SELECT volume_id FROM household)"
                              " AND (:typed = '' OR instr(place.name_zh || ' ' || place.name_ug || ' ' ||"
                              " village.name_zh || ' ' || village.name_ug, :typed) > 0)");
    bind_text(&query, ":typed", typed);
    *total = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool register_volumes(struct store *store, const char *typed, struct page page, struct arena *arena,
                      struct register_volume **rows, size_t *count, int64_t *total, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT volume.id, place_id, school_year, place.name_zh, place.name_ug, village.name_zh,"
                              " village.name_ug, (SELECT count(household.id) FROM household WHERE volume_id = volume.id),"
                              " (SELECT count(register_row.id) FROM household"
                              " JOIN register_row ON household_id = household.id AND removed_on IS NULL"
                              " WHERE volume_id = volume.id)"
                              " FROM volume JOIN place ON place.id = place_id"
                              " LEFT JOIN place AS village ON village.id = place.parent_id"
                              " WHERE volume.id IN (SELECT volume_id FROM household)"
                              " AND (:typed = '' OR instr(place.name_zh || ' ' || place.name_ug || ' ' ||"
                              " village.name_zh || ' ' || village.name_ug, :typed) > 0)"
                              " ORDER BY school_year DESC, place.parent_id, place_id LIMIT :size OFFSET :first");
    bind_text(&query, ":typed", typed);
    bind_page(&query, page);
    *rows = arena_array(arena, struct register_volume, page.size + 1);
    *count = 0;
    while (*count < page.size && query_next(&query))
        read_volume(&query, arena, &(*rows)[(*count)++]);
    return query_ok(&query, err)
        && count_volumes(store, typed, total, err);
}

bool register_volume_read(struct store *store, int64_t id, struct arena *arena,
                          struct register_volume *volume, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT volume.id, place_id, school_year, place.name_zh, place.name_ug, village.name_zh,"
                              " village.name_ug, 0, 0 FROM volume JOIN place ON place.id = place_id"
                              " LEFT JOIN place AS village ON village.id = place.parent_id WHERE volume.id = :id");
    bind_int(&query, ":id", id);
    if (!query_next(&query))
        return query_ok(&query, err)
            && error_set(err, ERROR_MISSING, MSG("register.missing"), "volume %" PRId64, id);
    read_volume(&query, arena, volume);
    return query_ok(&query, err);
}

static void read_page(const struct query *query, struct arena *arena, struct register_page *page)
{
    *page = (struct register_page){
        .id = query_int(query, 0),
        .volume_id = query_int(query, 1),
        .page = (int)query_int(query, 2),
        .head = query_text(query, 3, arena),
        .phone = query_text(query, 4, arena),
        .registered = query_text(query, 5, arena),
        .address = query_text(query, 6, arena),
        .people = query_int(query, 7),
    };
}

static bool count_pages(struct store *store, int64_t volume_id, const char *typed, int64_t *total,
                        struct error *err)
{
    QUERY(query) = query_open(store, "SELECT count(id) FROM household WHERE volume_id = :volume"
                                     " AND (:typed = '' OR instr(head || ' ' || address, :typed) > 0)");
    bind_int(&query, ":volume", volume_id);
    bind_text(&query, ":typed", typed);
    *total = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool register_pages(struct store *store, int64_t volume_id, const char *typed, struct page page,
                    struct arena *arena, struct register_page **rows, size_t *count, int64_t *total,
                    struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, volume_id, page, head, phone, registered, address,"
                              " (SELECT count(id) FROM register_row WHERE household_id = household.id"
                              " AND removed_on IS NULL) FROM household WHERE volume_id = :volume"
                              " AND (:typed = '' OR instr(head || ' ' || address, :typed) > 0)"
                              " ORDER BY page LIMIT :size OFFSET :first");
    bind_int(&query, ":volume", volume_id);
    bind_text(&query, ":typed", typed);
    bind_page(&query, page);
    *rows = arena_array(arena, struct register_page, page.size + 1);
    *count = 0;
    while (*count < page.size && query_next(&query))
        read_page(&query, arena, &(*rows)[(*count)++]);
    return query_ok(&query, err)
        && count_pages(store, volume_id, typed, total, err);
}

bool register_page_read(struct store *store, int64_t id, struct arena *arena,
                        struct register_page *page, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, volume_id, page, head, phone, registered, address, 0 FROM household"
                              " WHERE id = :id");
    bind_int(&query, ":id", id);
    if (!query_next(&query))
        return query_ok(&query, err)
            && error_set(err, ERROR_MISSING, MSG("register.missing"), "page %" PRId64, id);
    read_page(&query, arena, page);
    return query_ok(&query, err);
}

enum {
    PEOPLE_MOST = 60 /* of one page that are listed */
};

bool register_people(struct store *store, int64_t household_id, struct arena *arena,
                     struct register_person **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, child_id, line, id_number, name_zh, name_ug, sex, born, resident, removed_on"
                              " FROM register_row WHERE household_id = :household"
                              " ORDER BY removed_on IS NOT NULL, line LIMIT :most");
    bind_int(&query, ":household", household_id);
    bind_int(&query, ":most", PEOPLE_MOST);
    *rows = arena_array(arena, struct register_person, PEOPLE_MOST);
    for (*count = 0; *count < PEOPLE_MOST && query_next(&query); (*count)++)
        (*rows)[*count] = (struct register_person){
            .id = query_int(&query, 0),
            .child_id = query_int(&query, 1),
            .line = (int)query_int(&query, 2),
            .id_number = query_text(&query, 3, arena),
            .name_zh = query_text(&query, 4, arena),
            .name_ug = query_text(&query, 5, arena),
            .sex = query_text(&query, 6, arena),
            .born = query_text(&query, 7, arena),
            .resident = query_text(&query, 8, arena),
            .removed_on = query_text(&query, 9, arena),
        };
    return query_ok(&query, err);
}

/* In the order in which register_read() selects them, after the ids. */
static const int selected[] = {
    REGISTER_YEAR,
    REGISTER_PAGE,
    REGISTER_LINE,
    REGISTER_HEAD,
    REGISTER_HEAD_PHONE,
    REGISTER_REGISTERED,
    REGISTER_ADDRESS,
    REGISTER_NAME,
    REGISTER_NAME_UG,
    REGISTER_ID_NUMBER,
    REGISTER_SEX,
    REGISTER_BORN,
    REGISTER_RESIDENT,
    REGISTER_GROUP,
    REGISTER_VILLAGE,
    REGISTER_TOWNSHIP,
};

/* The columns of the guardian of a relation. */
static const struct guardian_columns {
    const char *relation;
    int name, name_ug, phone, work;
} guardian_columns[] = {
    {"father",      REGISTER_FATHER,   REGISTER_FATHER_UG,   REGISTER_FATHER_PHONE,   REGISTER_FATHER_WORK  },
    {"mother",      REGISTER_MOTHER,   REGISTER_MOTHER_UG,   REGISTER_MOTHER_PHONE,   REGISTER_MOTHER_WORK  },
    {"grandparent", REGISTER_GUARDIAN, REGISTER_GUARDIAN_UG, REGISTER_GUARDIAN_PHONE, REGISTER_GUARDIAN_WORK},
    {"other",       REGISTER_GUARDIAN, REGISTER_GUARDIAN_UG, REGISTER_GUARDIAN_PHONE, REGISTER_GUARDIAN_WORK},
};

static void put_guardian(struct register_entry *entry, const struct guardian *guardian)
{
    for (size_t i = 0; i < COUNT(guardian_columns); i++) {
        const struct guardian_columns *to = &guardian_columns[i];
        if (strcmp(to->relation, guardian->relation) != 0)
            continue;
        entry->values[to->name] = guardian->name_zh;
        entry->values[to->name_ug] = guardian->name_ug;
        entry->values[to->phone] = guardian->phone;
        entry->values[to->work] = guardian->occupation;
        if (to->name == REGISTER_GUARDIAN)
            entry->values[REGISTER_GUARDIAN_RELATION] = guardian->relation;
    }
}

static bool read_guardians(struct store *store, struct arena *arena, struct register_entry *entry,
                           struct error *err)
{
    struct guardian *guardians;
    size_t count;
    if (!guardian_list(store, entry->child_id, arena, &guardians, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        put_guardian(entry, &guardians[i]);
    return true;
}

bool register_read(struct store *store, int64_t id, struct arena *arena, struct register_entry *entry,
                   struct error *err)
{
    enum {
        IDS = 9
    };
    QUERY(query) = query_open(store,
                              "SELECT r.id, child_id, household_id, volume_id, place_id, removed_on,"
                              " home.name_ug, village.name_ug, township.name_ug,"
                              " school_year, page, line, head, phone, registered, address, r.name_zh, r.name_ug,"
                              " id_number, sex, born, resident, coalesce(nullif(home.name_zh, ''), home.name_ug),"
                              " coalesce(nullif(village.name_zh, ''), village.name_ug),"
                              " coalesce(nullif(township.name_zh, ''), township.name_ug)"
                              " FROM register_row AS r JOIN household ON household.id = household_id"
                              " JOIN volume ON volume.id = volume_id JOIN place AS home ON home.id = place_id"
                              " LEFT JOIN place AS village ON village.id = home.parent_id"
                              " LEFT JOIN place AS township ON township.id = village.parent_id WHERE r.id = :id");
    bind_int(&query, ":id", id);
    if (!query_next(&query))
        return query_ok(&query, err)
            && error_set(err, ERROR_MISSING, MSG("register.missing"), "row %" PRId64, id);
    *entry = (struct register_entry){
        .id = query_int(&query, 0),
        .child_id = query_int(&query, 1),
        .household_id = query_int(&query, 2),
        .volume_id = query_int(&query, 3),
        .place_id = query_int(&query, 4),
        .removed_on = query_text(&query, 5, arena),
        .group_ug = query_text(&query, 6, arena),
        .village_ug = query_text(&query, 7, arena),
        .township_ug = query_text(&query, 8, arena),
    };
    for (size_t i = 0; i < COUNT(entry->values); i++)
        entry->values[i] = "";
    for (size_t i = 0; i < COUNT(selected); i++)
        entry->values[selected[i]] = query_text(&query, IDS + (int)i, arena);
    return query_ok(&query, err)
        && read_guardians(store, arena, entry, err);
}
