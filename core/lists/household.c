#include "core/lists/household.h"

static bool volume_find(struct store *store, int64_t place_id, int year, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id FROM main.volume WHERE place_id = :place AND school_year = :year");
    bind_int(&query, ":place", place_id);
    bind_int(&query, ":year", year);
    *id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static bool volume_add(struct store *store, int64_t place_id, int year, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.volume (place_id, school_year) VALUES (:place, :year)");
    bind_int(&query, ":place", place_id);
    bind_int(&query, ":year", year);
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

bool volume_ensure(struct store *store, int64_t place_id, int year, int64_t *id, struct error *err)
{
    return volume_find(store, place_id, year, id, err)
        && (*id != 0 || volume_add(store, place_id, year, id, err));
}

static bool read_household(struct query *query, struct arena *arena, struct household *household,
                           struct error *err)
{
    *household = (struct household){0};
    if (query_next(query))
        *household = (struct household){
            .id = query_int(query, 0),
            .volume_id = query_int(query, 1),
            .page = (int)query_int(query, 2),
            .head = query_text(query, 3, arena),
            .phone = query_text(query, 4, arena),
            .registered = query_text(query, 5, arena),
            .address = query_text(query, 6, arena),
        };
    return query_ok(query, err);
}

bool household_find(struct store *store, int64_t volume_id, int page, struct arena *arena,
                    struct household *household, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, volume_id, page, head, phone, registered, address FROM main.household"
                              " WHERE volume_id = :volume AND page = :page");
    bind_int(&query, ":volume", volume_id);
    bind_int(&query, ":page", page);
    return read_household(&query, arena, household, err);
}

bool household_find_head(struct store *store, const struct household *like, struct arena *arena,
                         struct household *household, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, volume_id, page, head, phone, registered, address FROM main.household"
                              " WHERE volume_id = :volume AND head = :head AND head <> ''"
                              " AND (:phone = '' OR phone IN ('', :phone))"
                              " AND (:address = '' OR address IN ('', :address)) ORDER BY page LIMIT 1");
    bind_int(&query, ":volume", like->volume_id);
    bind_text(&query, ":head", like->head);
    bind_text(&query, ":phone", like->phone);
    bind_text(&query, ":address", like->address);
    return read_household(&query, arena, household, err);
}

bool household_add(struct store *store, const struct household *household, int64_t *id,
                   struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.household (volume_id, page, head, phone, registered, address)"
                              " VALUES (:volume, iif(:page > 0, :page, (SELECT coalesce(max(page), 0) + 1 FROM main.household"
                              " WHERE volume_id = :volume)), :head, :phone, :registered, :address)");
    bind_int(&query, ":volume", household->volume_id);
    bind_int(&query, ":page", household->page);
    bind_text(&query, ":head", household->head);
    bind_text(&query, ":phone", household->phone);
    bind_text(&query, ":registered", household->registered);
    bind_text(&query, ":address", household->address);
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

static bool read_line(struct query *query, struct arena *arena, struct register_line *line,
                      struct error *err)
{
    *line = (struct register_line){0};
    if (query_next(query))
        *line = (struct register_line){
            .id = query_int(query, 0),
            .household_id = query_int(query, 1),
            .child_id = query_int(query, 2),
            .line = (int)query_int(query, 3),
            .id_number = query_text(query, 4, arena),
            .name_zh = query_text(query, 5, arena),
            .name_ug = query_text(query, 6, arena),
            .sex = query_text(query, 7, arena),
            .born = query_text(query, 8, arena),
            .resident = query_text(query, 9, arena),
            .place_id = query_int(query, 10),
            .page = (int)query_int(query, 11),
        };
    return query_ok(query, err);
}

bool register_line_find(struct store *store, const char *id_number, int year, struct arena *arena,
                        struct register_line *line, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT register_row.id, household_id, child_id, line, id_number, name_zh, name_ug, sex, born,"
                              " resident, place_id, page FROM main.register_row"
                              " JOIN main.household ON household.id = household_id JOIN main.volume ON volume.id = volume_id"
                              " WHERE id_number = :number AND id_number <> '' AND school_year = :year AND removed_on IS NULL"
                              " ORDER BY register_row.id LIMIT 1");
    bind_text(&query, ":number", id_number);
    bind_int(&query, ":year", year);
    return read_line(&query, arena, line, err);
}

bool register_line_find_name(struct store *store, const struct register_line *like, struct arena *arena,
                             struct register_line *line, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT register_row.id, household_id, child_id, line, id_number, name_zh, name_ug, sex, born,"
                              " resident, place_id, page FROM main.register_row"
                              " JOIN main.household ON household.id = household_id JOIN main.volume ON volume.id = volume_id"
                              " WHERE household_id = :household AND born = :born AND removed_on IS NULL"
                              " AND ((name_zh = :zh AND :zh <> '') OR (name_ug = :ug AND :ug <> '')) LIMIT 1");
    bind_int(&query, ":household", like->household_id);
    bind_text(&query, ":born", like->born);
    bind_text(&query, ":zh", like->name_zh);
    bind_text(&query, ":ug", like->name_ug);
    return read_line(&query, arena, line, err);
}

bool register_line_before(struct store *store, const struct register_line *like, int64_t place_id,
                          int64_t *child_id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT child_id FROM main.volume JOIN main.household ON volume_id = volume.id"
                              " JOIN main.register_row ON household_id = household.id"
                              " WHERE place_id = :place AND id_number = '' AND born = :born"
                              " AND ((name_zh = :zh AND :zh <> '') OR (name_ug = :ug AND :ug <> ''))"
                              " ORDER BY register_row.id DESC LIMIT 1");
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":born", like->born);
    bind_text(&query, ":zh", like->name_zh);
    bind_text(&query, ":ug", like->name_ug);
    *child_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool register_line_add(struct store *store, const struct register_line *line, int64_t *id,
                       struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.register_row (household_id, line, child_id, id_number, name_zh, name_ug, sex,"
                              " born, resident) VALUES (:household, iif(:line > 0 AND NOT EXISTS (SELECT 1 FROM main.register_row"
                              " WHERE household_id = :household AND line = :line), :line,"
                              " (SELECT coalesce(max(line), 0) + 1 FROM main.register_row WHERE household_id = :household)),"
                              " :child, :number, :zh, :ug, :sex, :born, :resident)");
    bind_int(&query, ":household", line->household_id);
    bind_int(&query, ":line", line->line);
    bind_int(&query, ":child", line->child_id);
    bind_text(&query, ":number", line->id_number);
    bind_text(&query, ":zh", line->name_zh);
    bind_text(&query, ":ug", line->name_ug);
    bind_text(&query, ":sex", line->sex);
    bind_text(&query, ":born", line->born);
    bind_text(&query, ":resident", line->resident);
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

bool register_line_move(struct store *store, int64_t id, int64_t household_id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "UPDATE main.register_row SET household_id = :household, line = (SELECT coalesce(max(line), 0) + 1"
                              " FROM main.register_row WHERE household_id = :household) WHERE id = :id");
    bind_int(&query, ":household", household_id);
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}
