#include "core/lines.h"

#include "core/policy.h"

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
 * both lines say of them. The silent majority is never read.
 */
bool lines_list(struct store *store, const struct policy *policy, const char *today,
                const struct lines_filter *filter, struct page page, struct arena *arena,
                struct lines_row **rows, size_t *count, int64_t *total, struct error *err)
{
    QUERY(query) = query_open(
        store,
        "SELECT c.id, (SELECT id FROM casefile f WHERE f.child_id = c.id AND f.state <> 'closed'),"
        " c.name_zh, c.name_ug, iif(s.since <> '' AND h.since <> '', max(s.since, h.since), ''),"
        " count(*) OVER (),"
        " s.word, s.seen_on, s.note, sp.role, sa.person_zh, sa.person_ug,"
        " class.name_zh, class.name_ug, school.name_zh, school.name_ug,"
        " h.word, h.seen_on, h.note, hp.role, ha.person_zh, ha.person_ug,"
        " home.name_zh, home.name_ug, village.name_zh, village.name_ug"
        " FROM (SELECT child_id AS id FROM sighting WHERE word <> 'at_school'"
        "   UNION SELECT b.child_id FROM place p JOIN absence b ON b.class_id = p.id"
        "    AND b.day = (SELECT max(day) FROM attendance a WHERE a.class_id = p.id)"
        "    WHERE p.kind = 'class'"
        "   UNION SELECT r.child_id FROM roll_entry r"
        "    WHERE r.status IN ('suspended', 'transferred_out', 'delayed')"
        "   UNION SELECT id FROM child WHERE class_id IS NULL AND group_id IS NOT NULL"
        "    AND born BETWEEN :born_first AND :born_last"
        "   UNION SELECT id FROM child WHERE group_id IS NULL AND class_id IS NOT NULL) some"
        " CROSS JOIN child c ON c.id = some.id"
        " CROSS JOIN school_word s ON s.child_id = c.id"
        " CROSS JOIN household_word h ON h.child_id = c.id"
        " LEFT JOIN place class ON class.id = s.place_id"
        " LEFT JOIN place school ON school.kind = 'school' AND school.id IN"
        "  (SELECT ancestor_id FROM place_within WHERE place_id = s.place_id)"
        " LEFT JOIN place home ON home.id = h.place_id"
        " LEFT JOIN place village ON village.id = home.parent_id"
        " LEFT JOIN account sa ON sa.id = s.account_id LEFT JOIN post sp ON sp.id = s.post_id"
        " LEFT JOIN account ha ON ha.id = h.account_id LEFT JOIN post hp ON hp.id = h.post_id"
        " WHERE (:words ->> s.word) & (:words ->> h.word) = 0"
        "  AND (:school = 0 OR school.id = :school)"
        "  AND (:township = 0 OR EXISTS (SELECT 1 FROM place_within w"
        "       WHERE w.ancestor_id = :township AND w.place_id = h.place_id))"
        "  AND (:typed = '' OR instr(c.name_zh, :typed) = 1 OR instr(c.name_ug, :typed) = 1"
        "   OR instr(school.name_zh, :typed) = 1 OR instr(school.name_ug, :typed) = 1"
        "   OR EXISTS (SELECT 1 FROM place_within w JOIN place a ON a.id = w.ancestor_id"
        "       WHERE w.place_id = h.place_id AND a.kind IN ('township', 'village')"
        "       AND (instr(a.name_zh, :typed) = 1 OR instr(a.name_ug, :typed) = 1)))"
        " ORDER BY iif(s.since <> '' AND h.since <> '', max(s.since, h.since), '9999'), c.id"
        " LIMIT :size OFFSET :first");
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

const char *lines_case_kind(const struct policy *policy, const struct lines_row *row)
{
    bool enrolled = strcmp(row->school.word, "no_class") != 0;
    if (strcmp(row->household.word, "no_home") == 0)
        return NULL;
    const struct policy_opening *opening =
        policy_opening_for(policy, enrolled ? "never_present" : "not_enrolled");
    return opening ? opening->kind : NULL;
}
