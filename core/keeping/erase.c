#include "core/keeping/erase.h"

#include "core/lists/search.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

/* --- What goes together ----------------------------------------------------------------------- */

/* Each from what was gathered before it. Papers in the folders of people are copies: whoever needs
   one of the others in it makes it anew. */
static const char *const gathers[] = {
    ("INSERT OR IGNORE INTO main.erasing (subject, id) SELECT 'child', id FROM"
     " (WITH RECURSIVE gone(id) AS (SELECT id FROM main.erasing WHERE subject = 'child'"
     "  UNION SELECT c.id FROM gone JOIN main.child c ON c.merged_into = gone.id)"
     "  SELECT id FROM gone)"),
    ("INSERT OR IGNORE INTO main.erasing (subject, id) SELECT 'case', id FROM main.casefile"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"),
    ("INSERT OR IGNORE INTO main.erasing (subject, id) SELECT 'letter', id FROM main.letter"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"
     "    OR case_id IN (SELECT id FROM main.erasing WHERE subject = 'case')"),
    ("INSERT OR IGNORE INTO main.erasing (subject, id) SELECT 'plan', id FROM main.plan"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"),
    ("INSERT OR IGNORE INTO main.erasing (subject, id) SELECT 'record', id FROM main.form_record"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"
     "    OR case_id IN (SELECT id FROM main.erasing WHERE subject = 'case')"),
    ("INSERT OR IGNORE INTO main.erasing (subject, id) SELECT 'record', id FROM"
     " (WITH RECURSIVE gone(id) AS (SELECT id FROM main.erasing WHERE subject = 'record'"
     "  UNION SELECT r.corrects FROM gone JOIN main.form_record r ON r.id = gone.id"
     "   WHERE r.corrects IS NOT NULL"
     "  UNION SELECT r.id FROM gone JOIN main.form_record r ON r.corrects = gone.id)"
     "  SELECT id FROM gone)"),
    ("INSERT OR IGNORE INTO main.erasing (subject, id) SELECT 'finding', id FROM main.finding"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"
     "    OR other_child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"),
    ("INSERT OR IGNORE INTO main.erasing (subject, id) SELECT 'duty', id FROM main.duty"
     " WHERE case_id IN (SELECT id FROM main.erasing WHERE subject = 'case')"
     "    OR child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"
     "    OR record_id IN (SELECT id FROM main.erasing WHERE subject = 'record')"
     "    OR plan_id IN (SELECT id FROM main.erasing WHERE subject = 'plan')"),
};

static bool put(struct store *store, const char *subject, int64_t id, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT OR IGNORE INTO main.erasing (subject, id)"
                                     " VALUES (:subject, :id)");
    bind_text(&query, ":subject", subject);
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}

/* Of whatever of the child goes, as a printed copy may hold it. */
static bool gather_papers(struct store *store, int64_t child_id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT OR IGNORE INTO main.erasing (subject, id)"
                              " SELECT 'paper', paper_id FROM main.outbox_child"
                              " WHERE child_id = :child OR child_id IN"
                              "  (SELECT id FROM main.erasing WHERE subject = 'child')");
    bind_int(&query, ":child", child_id);
    return query_run(&query, err);
}

static bool gather(struct store *store, const struct keeping_item *item, struct error *err)
{
    bool ok = put(store, keeping_subject(item->what), item->id, err);
    for (size_t i = 0; ok && i < COUNT(gathers); i++)
        ok = store_execute(store, gathers[i], err);
    return ok && gather_papers(store, item->child_id, err);
}

/* --- What stays after all --------------------------------------------------------------------- */

/* A paper of a child that is worked with is one of the things they work with. */
static bool is_busy(struct store *store, const char *today, const struct keeping_item *item,
                    bool *busy, struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT EXISTS (SELECT 1 FROM main.casefile WHERE state <> 'closed'"
        "  AND (id IN (SELECT id FROM main.erasing WHERE subject = 'case')"
        "       OR :record AND child_id = :child))"
        " OR EXISTS (SELECT 1 FROM main.plan WHERE state IN ('asked', 'stands')"
        "  AND (id IN (SELECT id FROM main.erasing WHERE subject = 'plan')"
        "       OR :record AND child_id = :child))"
        " OR EXISTS (SELECT 1 FROM main.letter WHERE replied_on IS NULL"
        "  AND id IN (SELECT id FROM main.erasing WHERE subject = 'letter'))"
        " OR EXISTS (SELECT 1 FROM main.keeping_hold h WHERE h.lifted_at IS NULL"
        "  AND h.until >= :today AND (h.subject = 'child' AND h.subject_id = :child"
        "   OR EXISTS (SELECT 1 FROM main.erasing e WHERE e.subject = h.subject"
        "    AND e.id = h.subject_id)))");
    bind_int(&query, ":record", item->what == KEPT_RECORD);
    bind_int(&query, ":child", item->child_id);
    bind_text(&query, ":today", today);
    *busy = !query_next(&query) || query_int(&query, 0) != 0;
    return query_ok(&query, err);
}

/* --- The rows --------------------------------------------------------------------------------- */

/*
 * In the order in which nothing that is left points at what has gone. A table that tells of a child
 * and is missing here keeps the child from going, and a test from passing.
 */
static const struct {
    const char *table, *sql;
} deletes[] = {
    {"outbox_piece",
     "DELETE FROM main.outbox_piece"
     " WHERE paper_id IN (SELECT id FROM main.erasing WHERE subject = 'paper')"      },
    {"outbox_child",
     "DELETE FROM main.outbox_child"
     " WHERE paper_id IN (SELECT id FROM main.erasing WHERE subject = 'paper')"      },
    {"outbox_paper",
     "DELETE FROM main.outbox_paper"
     " WHERE id IN (SELECT id FROM main.erasing WHERE subject = 'paper')"            },
    {"notice",
     "DELETE FROM main.notice"
     " WHERE case_id IN (SELECT id FROM main.erasing WHERE subject = 'case')"
     "    OR child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"duty_with",
     "DELETE FROM main.duty_with"
     " WHERE duty_id IN (SELECT id FROM main.erasing WHERE subject = 'duty')"        },
    {"duty",
     "UPDATE main.duty SET event_id = NULL, record_id = NULL"
     " WHERE id IN (SELECT id FROM main.erasing WHERE subject = 'duty')"             },
    {"case_event",
     "DELETE FROM main.case_event"
     " WHERE case_id IN (SELECT id FROM main.erasing WHERE subject = 'case')"        },
    {"report_copy",
     "DELETE FROM main.report_copy"
     " WHERE record_id IN (SELECT id FROM main.erasing WHERE subject = 'record')"    },
    {"form_signature",
     "DELETE FROM main.form_signature"
     " WHERE record_id IN (SELECT id FROM main.erasing WHERE subject = 'record')"    },
    {"form_service",
     "DELETE FROM main.form_service"
     " WHERE record_id IN (SELECT id FROM main.erasing WHERE subject = 'record')"    },
    {"answer",
     "DELETE FROM main.answer"
     " WHERE record_id IN (SELECT id FROM main.erasing WHERE subject = 'record')"    },
    {"form_record",
     "DELETE FROM main.form_record"
     " WHERE id IN (SELECT id FROM main.erasing WHERE subject = 'record')"           },
    {"duty",
     "DELETE FROM main.duty"
     " WHERE id IN (SELECT id FROM main.erasing WHERE subject = 'duty')"             },
    {"plan_event",
     "DELETE FROM main.plan_event"
     " WHERE plan_id IN (SELECT id FROM main.erasing WHERE subject = 'plan')"        },
    {"plan",
     "DELETE FROM main.plan"
     " WHERE id IN (SELECT id FROM main.erasing WHERE subject = 'plan')"             },
    {"transfer",
     "DELETE FROM main.transfer"
     " WHERE case_id IN (SELECT id FROM main.erasing WHERE subject = 'case')"        },
    {"letter",
     "DELETE FROM main.letter"
     " WHERE id IN (SELECT id FROM main.erasing WHERE subject = 'letter')"           },
    {"casefile",
     "DELETE FROM main.casefile"
     " WHERE id IN (SELECT id FROM main.erasing WHERE subject = 'case')"             },
    {"finding",
     "DELETE FROM main.finding"
     " WHERE id IN (SELECT id FROM main.erasing WHERE subject = 'finding')"          },
    {"household",
     "UPDATE main.household SET head = '', phone = '', registered = '', address = ''"
     " WHERE id IN (SELECT household_id FROM main.register_row"
     "  WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child'))"
     " AND NOT EXISTS (SELECT 1 FROM main.register_row r WHERE r.household_id = household.id"
     "  AND r.child_id NOT IN (SELECT id FROM main.erasing WHERE subject = 'child'))"},
    {"register_row",
     "DELETE FROM main.register_row"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"roll_entry",
     "DELETE FROM main.roll_entry"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"roster",
     "DELETE FROM main.roster"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"guardian",
     "DELETE FROM main.guardian"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"absence",
     "DELETE FROM main.absence"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"lateness",
     "DELETE FROM main.lateness"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"leave",
     "DELETE FROM main.leave"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"sighting",
     "DELETE FROM main.sighting"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"mark",
     "DELETE FROM main.mark"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"listed",
     "DELETE FROM main.listed"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"handover_child",
     "DELETE FROM main.handover_child"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"revision",
     "DELETE FROM main.revision"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"trail_reason",
     "DELETE FROM main.trail_reason"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"keeping_hold",
     "DELETE FROM main.keeping_hold"
     " WHERE (subject, subject_id) IN (SELECT subject, id FROM main.erasing)"
     "    OR child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"keeping_item",
     "DELETE FROM main.keeping_item"
     " WHERE (subject, id) IN (SELECT subject, id FROM main.erasing)"
     "    OR child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"search_waiting",
     "DELETE FROM main.search_waiting"
     " WHERE child_id IN (SELECT id FROM main.erasing WHERE subject = 'child')"      },
    {"child",
     "DELETE FROM main.child"
     " WHERE id IN (SELECT id FROM main.erasing WHERE subject = 'child')"            },
};

/* Emptied by functions of their own. */
static const char *const elsewhere[] = {"search_entry", "search_key", "draft"};

bool erase_covers(const char *table)
{
    for (size_t i = 0; i < COUNT(deletes); i++)
        if (strcmp(deletes[i].table, table) == 0)
            return true;
    for (size_t i = 0; i < COUNT(elsewhere); i++)
        if (strcmp(elsewhere[i], table) == 0)
            return true;
    return false;
}

/* What was half typed about them: on their own routes, and wherever one of their names or their ID
   number stands in it; but for what is typed about another child, whose namesake they may be. */
static const char *const drafts[] = {
    ("DELETE FROM main.draft WHERE EXISTS (SELECT 1 FROM main.erasing e"
     " WHERE replace(draft.route, '?', '/') || '/' GLOB CASE e.subject"
     "  WHEN 'record' THEN '*/form' ELSE e.subject END || '/' || e.id || '/*'"
     " OR e.subject = 'child' AND draft.route || '/' GLOB '*_new/' || e.id || '/*')"),
    ("DELETE FROM main.draft WHERE EXISTS (SELECT 1 FROM main.erasing e"
     " JOIN main.child c ON c.id = e.id WHERE e.subject = 'child'"
     " AND NOT (draft.route GLOB 'child/*' OR draft.route GLOB 'case/*' OR draft.route GLOB 'plan/*'"
     "  OR draft.route GLOB 'mark/*' OR draft.route GLOB 'leave/*' OR draft.route GLOB '*_new/*')"
     " AND (c.name_zh <> '' AND instr(draft.text, c.name_zh)"
     "  OR c.name_ug <> '' AND instr(draft.text, c.name_ug)"
     "  OR c.id_number <> '' AND instr(draft.text, c.id_number)))"),
    ("DELETE FROM main.draft WHERE EXISTS (SELECT 1 FROM main.erasing e"
     " JOIN main.leave l ON l.child_id = e.id WHERE e.subject = 'child'"
     " AND draft.route || '/' GLOB 'leave/' || l.id || '/*')"
     " OR EXISTS (SELECT 1 FROM main.erasing e JOIN main.register_row r ON r.child_id = e.id"
     "  WHERE e.subject = 'child' AND draft.route GLOB 'correct/register/' || r.id || '/*')"
     " OR EXISTS (SELECT 1 FROM main.erasing e JOIN main.roll_entry r ON r.child_id = e.id"
     "  WHERE e.subject = 'child' AND draft.route GLOB 'correct/roll/' || r.id || '/*')"
     " OR EXISTS (SELECT 1 FROM main.erasing e JOIN main.mark m ON m.child_id = e.id"
     "  WHERE e.subject = 'child' AND draft.route GLOB 'mark/' || m.id || '/*')"),
};

static bool forget_drafts(struct store *store, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < COUNT(drafts); i++)
        ok = store_execute(store, drafts[i], err);
    return ok;
}

static bool forget_keys(struct store *store, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM main.erasing WHERE subject = 'child'");
    while (query_next(&query))
        if (!search_forget(store, query_int(&query, 0), err))
            return false;
    return query_ok(&query, err);
}

static bool delete_rows(struct store *store, int64_t *rows, struct error *err)
{
    for (size_t i = 0; i < COUNT(deletes); i++) {
        QUERY(query) = query_open(store, deletes[i].sql);
        if (!query_run(&query, err))
            return false;
        if (strncmp(deletes[i].sql, "DELETE", 6) == 0)
            *rows += store_changed(store);
    }
    return true;
}

/* --- All of it -------------------------------------------------------------------------------- */

static bool record(struct store *store, const struct actor *actor, const struct keeping_item *item,
                   int64_t rows, struct error *err)
{
    ARENA(arena);
    const struct audit_entry entry = {
        .action = "keeping.erase",
        .subject = keeping_subject(item->what),
        .subject_id = item->id,
        .child_id = item->child_id,
        .detail = audit_detail(&arena, "what", policy_kept_name(item->what), "clause",
                               item->rule->clause, "told", item->told_on, "rows",
                               arena_text(&arena, "%" PRId64, rows), NULL),
    };
    return audit_write(store, actor, &entry, err);
}

static bool delete_all(struct store *store, const struct actor *actor,
                       const struct keeping_item *item, struct error *err)
{
    int64_t rows = 0;
    return forget_drafts(store, err)
        && forget_keys(store, err)
        && delete_rows(store, &rows, err)
        && record(store, actor, item, rows, err);
}

/* The table is empty again before anything else can look at it. */
bool erase(struct store *store, const struct actor *actor, const char *today,
           const struct keeping_item *item, bool *erased, struct error *err)
{
    bool busy;
    *erased = false;
    if (strcmp(item->goes_on, today) > 0 || *item->told_on == '\0')
        return true;
    if (!gather(store, item, err)
        || !is_busy(store, today, item, &busy, err)
        || (!busy && !delete_all(store, actor, item, err))
        || !store_execute(store, "DELETE FROM main.erasing", err))
        return false;
    *erased = !busy;
    return true;
}
