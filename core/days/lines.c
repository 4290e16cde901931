#include "core/days/lines.h"

#include "core/cases/casefile.h"
#include "core/duties/standing_lines.h"
#include "core/rules/policy.h"

#include <inttypes.h>
#include <string.h>

/* Where a child may be, for all that a word says. */
enum {
    HERE = 1,      /* at a school of this county */
    OUT = 2,       /* at none */
    EXCUSED = 4,   /* not there, and the school knows */
    ABROAD = 8,    /* at a school elsewhere */
    NOT_OURS = 16, /* no school here has to have it */
    ANYWHERE = HERE | OUT | EXCUSED | ABROAD
};

/* Two words agree when the child can be in one place that both allow. */
static const struct {
    const char *word;
    int places;
} words[] = {
    {"at_school",       HERE             },
    {"at_home",         OUT | EXCUSED    },
    {"away",            OUT              },
    {"elsewhere",       ABROAD | NOT_OURS},
    {"treatment",       OUT | EXCUSED    },
    {"not_found",       OUT              },
    {"absent",          OUT              },
    {"leave",           HERE | EXCUSED   },
    {"suspended",       EXCUSED          },
    {"delayed",         EXCUSED          },
    {"transferred_out", ABROAD           },
    {"silent",          ANYWHERE         },
    {"no_class",        NOT_OURS         },
    {"no_home",         0                },
};

/* {"at_school":1,"away":2}: the table above, for the queries below. */
static const char *as_json(struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < COUNT(words); i++)
        list = arena_text(arena, "%s%s\"%s\":%d", list, i ? "," : "", words[i].word,
                          words[i].places);
    return arena_text(arena, "{%s}", list);
}

static void bind_filter(struct query *query, const struct policy *policy, const char *today,
                        const struct lines_filter *filter, struct arena *arena)
{
    const char *first, *last;
    policy_school_births(policy, today, arena, &first, &last);
    bind_text(query, ":born_first", first);
    bind_text(query, ":born_last", last);
    bind_text(query, ":words", as_json(arena));
    bind_int(query, ":school", filter->school_id);
    bind_int(query, ":township", filter->township_id);
    bind_text(query, ":kind", filter->kind);
    bind_text(query, ":typed", filter->typed);
}

static struct line_word take_word(const struct query *query, int first, struct arena *arena)
{
    return (struct line_word){
        .word = query_text(query, first, arena),
        .seen_on = query_text(query, first + 1, arena),
        .note = query_text(query, first + 2, arena),
        .role = query_text(query, first + 3, arena),
        .person_zh = query_text(query, first + 4, arena),
        .person_ug = query_text(query, first + 5, arena),
        .place_zh = query_text(query, first + 6, arena),
        .place_ug = query_text(query, first + 7, arena),
        .above_zh = query_text(query, first + 8, arena),
        .above_ug = query_text(query, first + 9, arena),
    };
}

static struct lines_row take_row(const struct query *query, struct arena *arena)
{
    return (struct lines_row){
        .child_id = query_int(query, 0),
        .case_id = query_int(query, 1),
        .name_zh = query_text(query, 2, arena),
        .name_ug = query_text(query, 3, arena),
        .since = query_text(query, 4, arena),
        .school = take_word(query, 6, arena),
        .household = take_word(query, 16, arena),
    };
}

/*
 * First those of whom one line has said something out of the common (few, by index), then what
 * both lines say of them: the silent majority is never read. Names are looked up for the page.
 */
static struct query open_board(struct store *store)
{
    return query_open(
        store,
        "SELECT c.id, (SELECT id FROM casefile f WHERE f.child_id = c.id AND f.state <> 'closed'),"
        " c.name_zh, c.name_ug, b.began, b.total,"
        " b.s_word, b.s_seen_on, b.s_note, sp.role, sa.person_zh, sa.person_ug,"
        " class.name_zh, class.name_ug, school.name_zh, school.name_ug,"
        " b.h_word, b.h_seen_on, b.h_note, hp.role, ha.person_zh, ha.person_ug,"
        " home.name_zh, home.name_ug, village.name_zh, village.name_ug"
        " FROM (SELECT s.child_id, count(*) OVER () AS total,"
        "   iif(s.since <> '' AND h.since <> '', max(s.since, h.since), '') AS began,"
        "   s.word AS s_word, s.seen_on AS s_seen_on, s.note AS s_note, s.account_id AS s_account,"
        "   s.post_id AS s_post, s.place_id AS s_place,"
        "   h.word AS h_word, h.seen_on AS h_seen_on, h.note AS h_note, h.account_id AS h_account,"
        "   h.post_id AS h_post, h.place_id AS h_place"
        "   FROM (SELECT child_id AS id FROM sighting WHERE word <> 'at_school'"
        "     UNION SELECT a.child_id FROM (SELECT DISTINCT class_id AS id FROM child) class"
        "      CROSS JOIN absence a ON a.class_id = class.id AND a.day ="
        "       (SELECT max(day) FROM attendance WHERE class_id = class.id)"
        "     UNION SELECT child_id FROM roll_entry"
        "      WHERE status IN ('suspended', 'transferred_out', 'delayed')"
        "     UNION SELECT id FROM child WHERE class_id IS NULL AND group_id IS NOT NULL"
        "      AND born BETWEEN :born_first AND :born_last"
        "     UNION SELECT id FROM child WHERE group_id IS NULL AND class_id IS NOT NULL) some"
        "   CROSS JOIN school_word s ON s.child_id = some.id"
        "   CROSS JOIN household_word h ON h.child_id = some.id"
        "   CROSS JOIN child c ON c.id = some.id"
        "   WHERE (:words ->> s.word) & (:words ->> h.word) = 0"
        "    AND (:school = 0 OR s.place_id IN"
        "      (SELECT place_id FROM place_within WHERE ancestor_id = :school))"
        "    AND (:township = 0 OR h.place_id IN"
        "      (SELECT place_id FROM place_within WHERE ancestor_id = :township))"
        "    AND (:kind = '' OR :kind = CASE WHEN s.word = 'no_class' THEN s.word"
        "      WHEN h.word = 'no_home' THEN h.word ELSE 'differ' END)"
        "    AND (:typed = '' OR instr(c.name_zh, :typed) = 1 OR instr(c.name_ug, :typed) = 1"
        "      OR EXISTS (SELECT 1 FROM place_within w JOIN place p ON p.id = w.ancestor_id"
        "        WHERE w.place_id IN (s.place_id, h.place_id)"
        "        AND p.kind IN ('township', 'village', 'school')"
        "        AND (instr(p.name_zh, :typed) = 1 OR instr(p.name_ug, :typed) = 1)))"
        "   ORDER BY began = '', began, s.child_id LIMIT :size OFFSET :first) b"
        " CROSS JOIN child c ON c.id = b.child_id"
        " LEFT JOIN place class ON class.id = b.s_place"
        " LEFT JOIN place school ON school.kind = 'school' AND school.id IN"
        "  (SELECT ancestor_id FROM place_within WHERE place_id = b.s_place)"
        " LEFT JOIN place home ON home.id = b.h_place"
        " LEFT JOIN place village ON village.id = home.parent_id"
        " LEFT JOIN account sa ON sa.id = b.s_account LEFT JOIN post sp ON sp.id = b.s_post"
        " LEFT JOIN account ha ON ha.id = b.h_account LEFT JOIN post hp ON hp.id = b.h_post"
        " ORDER BY b.began = '', b.began, c.id");
}

bool lines_list(struct store *store, const struct policy *policy, const char *today,
                const struct lines_filter *filter, struct page page, struct arena *arena,
                struct lines_row **rows, size_t *count, int64_t *total, struct error *err)
{
    QUERY(query) = open_board(store);
    bind_filter(&query, policy, today, filter, arena);
    bind_page(&query, page);

    *rows = arena_array(arena, struct lines_row, page.size);
    *count = 0;
    *total = 0;
    while (query_next(&query)) {
        (*rows)[(*count)++] = take_row(&query, arena);
        *total = query_int(&query, 5);
    }
    return query_ok(&query, err);
}

bool lines_of_school(struct store *store, int64_t school_id, struct arena *arena, int64_t *rows,
                     const char **since, struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT count(*), min(max(s.since, h.since)) FROM main.place_within w"
        " JOIN main.child c ON c.class_id = w.place_id"
        " CROSS JOIN main.school_word s ON s.child_id = c.id"
        " CROSS JOIN main.household_word h ON h.child_id = c.id"
        " WHERE w.ancestor_id = :school AND c.group_id IS NOT NULL"
        "  AND (EXISTS (SELECT 1 FROM main.sighting x WHERE x.child_id = c.id"
        "        AND x.word <> 'at_school')"
        "    OR EXISTS (SELECT 1 FROM main.roll_entry r WHERE r.child_id = c.id"
        "        AND r.status IN ('suspended', 'transferred_out', 'delayed'))"
        "    OR EXISTS (SELECT 1 FROM main.absence a WHERE a.child_id = c.id AND a.day ="
        "        (SELECT max(day) FROM main.attendance t WHERE t.class_id = c.class_id)))"
        "  AND (:words ->> s.word) & (:words ->> h.word) = 0"
        "  AND NOT EXISTS (SELECT 1 FROM main.casefile f WHERE f.child_id = c.id"
        "        AND f.state <> 'closed')");
    bind_int(&query, ":school", school_id);
    bind_text(&query, ":words", as_json(arena));
    *rows = 0;
    *since = "";
    if (query_next(&query)) {
        *rows = query_int(&query, 0);
        *since = query_text(&query, 1, arena);
    }
    return query_ok(&query, err);
}

const char *lines_case_kind(const struct policy *policy, const struct lines_row *row)
{
    bool enrolled = strcmp(row->school.word, "no_class") != 0;
    if (strcmp(row->household.word, "no_home") == 0)
        return NULL;
    const struct policy_opening *opening =
        policy_opening_for(policy, enrolled ? "never_present" : "not_enrolled");
    return opening ? opening->kind : NULL;
}

static bool open_case(struct store *store, const struct policy *policy, const struct actor *actor,
                      const char *today, const struct lines_row *row, const char *note,
                      int64_t *case_id, struct error *err)
{
    ARENA(arena);
    const char *kind = lines_case_kind(policy, row);
    if (!kind)
        return error_set(err, ERROR_CONFLICT, MSG("lines.no-case"), "child %" PRId64,
                         row->child_id);
    const char *children = arena_text(&arena, "[%" PRId64 "]", row->child_id);
    return casefile_open(store, policy, actor, today, row->child_id, kind, note, case_id, err)
        && standing_derive_lines_of(store, policy, today, children, err);
}

bool lines_open_case(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, const struct lines_row *row, const char *note,
                     int64_t *case_id, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, open_case(store, policy, actor, today, row, note, case_id, err), err);
}
