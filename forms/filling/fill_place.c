#include "forms/filling/fill_place.h"

#include "forms/field.h"

#include <string.h>

enum list {
    LEADER,   /* who answers for it */
    GRADES,   /* of a school, with how many are on its roll */
    HANDOVER, /* who goes from a primary to a junior school, as far as no paper has them yet */
    PROBLEMS  /* of a place that nobody has mended yet */
};

static const char leader[] =
    "SELECT a.person_zh, a.person_ug FROM main.post p JOIN main.holding h ON h.post_id = p.id"
    " JOIN main.account a ON a.id = h.account_id WHERE p.place_id = :id"
    " AND p.role IN ('principal', 'central_school', 'village_worker', 'township')"
    " AND h.first_day <= :today AND (h.last_day IS NULL OR h.last_day >= :today)"
    " ORDER BY h.stand_in, h.id LIMIT 1";

static const char grades[] =
    "SELECT grade, count(*) FROM main.roll_now WHERE school_id = :id"
    " AND grade BETWEEN 1 AND 12 GROUP BY grade ORDER BY grade";

/* Of this year's lists the first that is not written out; a paper may have no room for all. */
static const char handover[] =
    "WITH part AS (SELECT h.*, j.name_zh, j.name_ug,"
    "  (SELECT count(*) FROM main.handover_child WHERE handover_id = h.id) AS children,"
    "  (SELECT count(*) FROM main.form_record r"
    "   JOIN main.answer y ON y.record_id = r.id AND y.field = 'year'"
    "    AND y.value = CAST(h.year AS TEXT)"
    "   JOIN main.answer n ON n.record_id = r.id AND n.field = 'junior'"
    "    AND n.value IN (j.name_zh, j.name_ug, j.name_zh || char(9) || j.name_ug)"
    "   JOIN main.answer c ON c.record_id = r.id AND c.field GLOB 'child#*' AND c.value <> ''"
    "   WHERE r.place_id = h.primary_id AND r.form = :form AND r.completed_at IS NOT NULL"
    "    AND NOT EXISTS (SELECT 1 FROM main.form_record k"
    "     WHERE k.corrects = r.id AND k.completed_at IS NOT NULL)) AS written"
    "  FROM main.handover h JOIN main.place j ON j.id = h.junior_id WHERE h.primary_id = :id"
    "   AND h.year = (SELECT max(year) FROM main.handover WHERE primary_id = :id)),"
    " next AS (SELECT * FROM part WHERE written < children ORDER BY id LIMIT 1),"
    " head AS (SELECT a.person_zh, a.person_ug, 0 AS rank, 0 AS id FROM next"
    "   JOIN main.account a ON a.id = next.received_by"
    "  UNION ALL SELECT a.person_zh, a.person_ug, 1 + h.stand_in, h.id FROM next"
    "   JOIN main.post p ON p.place_id = next.junior_id AND p.role = 'principal'"
    "   JOIN main.holding h ON h.post_id = p.id JOIN main.account a ON a.id = h.account_id"
    "   WHERE h.first_day <= :today AND (h.last_day IS NULL OR h.last_day >= :today)"
    "  ORDER BY rank, id LIMIT 1),"
    " line AS (SELECT next.*, c.id AS child_id, c.name_zh AS zh, c.name_ug AS ug, c.sex,"
    "  v.name_zh AS home_zh, v.name_ug AS home_ug, row_number() OVER (ORDER BY"
    "   coalesce(nullif(c.name_zh, ''), c.name_ug) COLLATE people, c.id) AS nth"
    "  FROM next JOIN main.handover_child h ON h.handover_id = next.id"
    "  JOIN main.child c ON c.id = h.child_id LEFT JOIN main.place g ON g.id = c.group_id"
    "  LEFT JOIN main.place v ON v.id = g.parent_id)"
    " SELECT year, name_zh, name_ug, person_zh, person_ug, zh, ug, sex, home_zh, home_ug,"
    "  coalesce((SELECT phone FROM main.guardian WHERE child_id = line.child_id AND phone <> ''"
    "   ORDER BY id LIMIT 1), (SELECT phone FROM main.roll_entry WHERE child_id = line.child_id"
    "   AND phone <> '' AND removed_on IS NULL ORDER BY id DESC LIMIT 1)),"
    "  coalesce(handed_on, :today)"
    " FROM line LEFT JOIN head WHERE nth > written ORDER BY nth";

/* The newest list, and what was found since somebody began it. */
static const char problems[] =
    "WITH stands AS (SELECT r.* FROM main.form_record r WHERE r.place_id = :id"
    "  AND r.completed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.form_record k"
    "   WHERE k.corrects = r.id AND k.completed_at IS NOT NULL)),"
    " newest AS (SELECT * FROM stands WHERE form = :form"
    "  ORDER BY completed_at DESC, id DESC LIMIT 1)"
    " SELECT p.value, c.value, m.value, i.value, u.value FROM stands r"
    " JOIN main.answer p ON p.record_id = r.id AND p.field GLOB 'problem#*'"
    " LEFT JOIN main.answer c ON c.record_id = r.id AND c.field = 'cause' || substr(p.field, 8)"
    " LEFT JOIN main.answer m ON m.record_id = r.id AND m.field = 'measure' || substr(p.field, 8)"
    " LEFT JOIN main.answer i ON i.record_id = r.id"
    "  AND i.field = 'in_charge' || substr(p.field, 8)"
    " LEFT JOIN main.answer u ON u.record_id = r.id AND u.field = 'until' || substr(p.field, 8)"
    " WHERE p.value <> '' AND (r.id = (SELECT id FROM newest) OR r.form <> :form"
    "   AND r.completed_at > coalesce((SELECT began_at FROM newest), 0))"
    "  AND NOT EXISTS (SELECT 1 FROM main.answer d WHERE d.record_id = r.id"
    "   AND d.field = 'mended_on' || substr(p.field, 8) AND d.value <> '')"
    " ORDER BY r.completed_at, r.id, CAST(substr(p.field, 9) AS INTEGER)";

static const struct {
    const char *sql; /* asks for :id */
    bool own;        /* and for the papers of the same :form */
    bool dated;      /* and for :today */
} lists[] = {
    [LEADER] = {leader,   false, true },
    [GRADES] = {grades,   false, false},
    [HANDOVER] = {handover, true,  true },
    [PROBLEMS] = {problems, true,  false},
};

enum shape {
    CELL, /* a column */
    NAME, /* two columns, zh and ug */
    ONCE, /* a column that says the same in every row */
    ONCE_NAME
};

static const struct cell {
    const char *path;
    enum list list;
    enum shape shape;
    int column;
} cells[] = {
    {"place.leader",      LEADER,   ONCE_NAME, 0 },
    {"place.grades",      GRADES,   CELL,      0 },
    {"place.enrolled",    GRADES,   CELL,      1 },
    {"handover.year",     HANDOVER, ONCE,      0 },
    {"handover.junior",   HANDOVER, ONCE_NAME, 1 },
    {"handover.receiver", HANDOVER, ONCE_NAME, 3 },
    {"handover.child",    HANDOVER, NAME,      5 },
    {"handover.sex",      HANDOVER, CELL,      7 },
    {"handover.village",  HANDOVER, NAME,      8 },
    {"handover.phone",    HANDOVER, CELL,      10},
    {"handover.day",      HANDOVER, ONCE,      11},
    {"open.problem",      PROBLEMS, CELL,      0 },
    {"open.cause",        PROBLEMS, CELL,      1 },
    {"open.measure",      PROBLEMS, CELL,      2 },
    {"open.in_charge",    PROBLEMS, CELL,      3 },
    {"open.until",        PROBLEMS, CELL,      4 },
};

static const struct cell *find_cell(const char *path)
{
    for (size_t i = 0; i < COUNT(cells); i++)
        if (strcmp(cells[i].path, path) == 0)
            return &cells[i];
    return NULL;
}

bool fill_place_knows(const char *path)
{
    return find_cell(path) != NULL;
}

static const char *read_cell(const struct query *query, const struct cell *cell,
                             struct arena *arena)
{
    const char *text = query_text(query, cell->column, arena);
    if (cell->shape == CELL || cell->shape == ONCE)
        return text;
    return field_name_value(text, query_text(query, cell->column + 1, arena), arena);
}

bool fill_place_value(struct store *store, const struct fill_subject *subject, const char *path,
                      struct arena *arena, const char **value, struct error *err)
{
    const struct cell *cell = find_cell(path);
    bool once = cell->shape == ONCE || cell->shape == ONCE_NAME;
    QUERY(query) = query_open(store, lists[cell->list].sql);
    bind_int(&query, ":id", subject->place_id);
    if (lists[cell->list].own)
        bind_text(&query, ":form", subject->form);
    if (lists[cell->list].dated)
        bind_text(&query, ":today", subject->today);
    const char *list = NULL;
    while ((!once || !list) && query_next(&query))
        list = arena_text(arena, "%s%s%s", list ? list : "", list ? "\n" : "",
                          read_cell(&query, cell, arena));
    *value = list ? list : "";
    return query_ok(&query, err);
}
