#include "forms/ledger/ledger_read.h"

#include "i18n/format.h"

#include <string.h>

static bool read_facts(struct ledger_case *c, struct error *err)
{
    QUERY(query) = query_open(
        c->store, "SELECT child.id_number, (SELECT h.address FROM register_row r"
                  "  JOIN household h ON h.id = r.household_id JOIN volume v ON v.id = h.volume_id"
                  "  WHERE r.child_id = child.id AND r.removed_on IS NULL"
                  "  ORDER BY v.school_year DESC, r.id DESC LIMIT 1),"
                  " (SELECT count(*) FROM absence a WHERE a.child_id = child.id"
                  "  AND a.kind = 'unexcused' AND a.day <= coalesce(f.closed_on, a.day)"
                  "  AND a.day >= (SELECT min(day) FROM case_event e WHERE e.case_id = f.id)),"
                  " (SELECT result FROM case_event e WHERE e.case_id = f.id"
                  "  AND e.kind = 'placement.made' ORDER BY e.id DESC LIMIT 1),"
                  " (SELECT result FROM case_event e WHERE e.case_id = f.id"
                  "  AND e.kind = 'closing.asked' ORDER BY e.id DESC LIMIT 1)"
                  " FROM casefile f JOIN child ON child.id = f.child_id WHERE f.id = :case");
    bind_int(&query, ":case", c->file.id);
    if (query_next(&query)) {
        c->id_number = query_text(&query, 0, c->arena);
        c->address = query_text(&query, 1, c->arena);
        c->absent = query_int(&query, 2);
        c->placement = query_text(&query, 3, c->arena);
        c->evidence = query_text(&query, 4, c->arena);
    }
    return query_ok(&query, err);
}

/* --- The last visit --------------------------------------------------------------------------- */

/* What a field of today's form calls an answer; the answer itself where it has no such field. */
static const char *shown(const struct ledger_case *c, const char *form_name, const char *name,
                         const char *value)
{
    const struct form *form = form_find(c->forms, form_name);
    const struct form_field *field = form ? form_field(form, name) : NULL;
    if (!field)
        return value;
    const struct field_context context = {.choices = field->choices, .today = c->today};
    return field_show(field->type, &context, c->language, value, c->arena);
}

/* The answers of the newest complete correction of a record. */
static bool read_paper(struct ledger_case *c, int64_t record_id, struct error *err)
{
    QUERY(query) = query_open(c->store,
                              "WITH RECURSIVE chain(id, step) AS (SELECT :record, 0 UNION ALL"
                              "  SELECT r.id, step + 1 FROM form_record r"
                              "  JOIN chain ON r.corrects = chain.id"
                              "  WHERE r.completed_at IS NOT NULL)"
                              " SELECT r.form, a.field, a.value FROM answer a"
                              " JOIN form_record r ON r.id = a.record_id"
                              " WHERE r.id = (SELECT id FROM chain ORDER BY step DESC LIMIT 1)"
                              " AND a.field IN ('visited_on', 'persuaders', 'family_says')"
                              " AND a.value <> ''");
    bind_int(&query, ":record", record_id);
    while (query_next(&query)) {
        const char *field = query_text(&query, 1, c->arena);
        const char *value = shown(c, query_text(&query, 0, c->arena), field,
                                  query_text(&query, 2, c->arena));
        if (strcmp(field, "visited_on") == 0)
            c->visit.day = query_text(&query, 2, c->arena);
        else if (strcmp(field, "persuaders") == 0)
            c->visit.people = value;
        else
            c->visit.attitude = value;
    }
    return query_ok(&query, err);
}

static bool read_visit(struct ledger_case *c, struct error *err)
{
    QUERY(query) = query_open(c->store,
                              "SELECT e.kind, e.day, e.result, a.person_zh, a.person_ug, e.record_id"
                              " FROM case_event e LEFT JOIN account a ON a.id = e.account_id"
                              " WHERE e.case_id = :case ORDER BY e.day DESC, e.id DESC");
    bind_int(&query, ":case", c->file.id);
    c->visit = (struct ledger_visit){"", "", "", "", ""};
    while (query_next(&query)) {
        const char *kind = query_text(&query, 0, c->arena);
        if (!transition_is_visit(kind))
            continue;
        c->visit.kind = kind;
        c->visit.day = query_text(&query, 1, c->arena);
        c->visit.result = query_text(&query, 2, c->arena);
        c->visit.people = format_name(c->language, query_text(&query, 3, c->arena),
                                      query_text(&query, 4, c->arena));
        int64_t record_id = query_int(&query, 5);
        return record_id == 0 || read_paper(c, record_id, err);
    }
    return query_ok(&query, err);
}

/* --- Papers with legal effect ----------------------------------------------------------------- */

static void add_paper(struct ledger_case *c, const char *name, const char *number, const char *day)
{
    c->papers = arena_text(c->arena, "%s%s%s%s%s%s%s", c->papers, *c->papers ? "; " : "", name,
                           *number ? " " : "", number, *day ? " " : "", day);
}

/* Numbered papers, and steps that were taken without one of the program's forms. */
static bool read_papers(struct ledger_case *c, struct error *err)
{
    QUERY(query) = query_open(
        c->store, "SELECT form, '' AS event, number, coalesce(s.day, '') AS day, r.id AS place"
                  " FROM form_record r LEFT JOIN form_service s ON s.record_id = r.id"
                  " WHERE r.case_id = :case AND r.completed_at IS NOT NULL AND r.number <> ''"
                  " AND NOT EXISTS (SELECT 1 FROM form_record n WHERE n.corrects = r.id"
                  "  AND n.completed_at IS NOT NULL)"
                  " UNION ALL SELECT '', e.kind, json_extract(e.data, '$.number'), e.day, e.id"
                  " FROM case_event e WHERE e.case_id = :case AND e.record_id IS NULL"
                  " AND json_extract(e.data, '$.how') IS NOT NULL ORDER BY day, place");
    bind_int(&query, ":case", c->file.id);
    c->papers = "";
    while (query_next(&query)) {
        const char *name = query_text(&query, 0, c->arena);
        const struct form *form = form_find(c->forms, name);
        if (!*name)
            name = message(c->language, arena_text(c->arena, "event.%s", query_text(&query, 1, c->arena)));
        else if (form)
            name = form->title.text[c->language];
        add_paper(c, name, query_text(&query, 2, c->arena), query_text(&query, 3, c->arena));
    }
    return query_ok(&query, err);
}

bool ledger_read(struct ledger_case *c, int64_t case_id, struct error *err)
{
    return casefile_read(c->store, case_id, c->arena, &c->file, err)
        && casefile_about(c->store, case_id, c->today, c->arena, &c->about, err)
        && read_facts(c, err)
        && read_visit(c, err)
        && read_papers(c, err);
}
