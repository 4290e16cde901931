#include "forms/filling/fill_rows.h"

#include "core/base/arena.h"

#include <string.h>

static const struct fill_row rows[] = {
    {"me.name",                  FILL_ACCOUNT,    FILL_NAMES, false,
     "SELECT person_zh, person_ug FROM main.account WHERE id = :id"                       },
    {"me.phone",                 FILL_ACCOUNT,    FILL_TEXT,  false,
     "SELECT phone FROM main.account WHERE id = :id"                                      },
    {"me.place",                 FILL_POST_PLACE, FILL_NAMES, false,
     "SELECT name_zh, name_ug FROM main.place WHERE id = :id"                             },

 /* Whoever holds a post in a school is of that school. */
    {"me.unit",                  FILL_POST_PLACE, FILL_NAMES, false,
     "SELECT p.name_zh, p.name_ug FROM main.place_within w"
     " JOIN main.place p ON p.id = w.ancestor_id WHERE w.place_id = :id"
     " AND (p.kind = 'school' OR p.id = :id) ORDER BY p.kind = 'school' DESC LIMIT 1"     },

    {"place.name",               FILL_PLACE,      FILL_NAMES, false,
     "SELECT name_zh, name_ug FROM main.place WHERE id = :id"                             },

    {"child.name",               FILL_CHILD,      FILL_NAMES, false,
     "SELECT name_zh, name_ug FROM main.child WHERE id = :id"                             },
    {"child.sex",                FILL_CHILD,      FILL_TEXT,  false,
     "SELECT sex FROM main.child WHERE id = :id"                                          },
    {"child.born",               FILL_CHILD,      FILL_TEXT,  false,
     "SELECT substr(born, 1, 7) FROM main.child WHERE id = :id"                           },
    {"child.age",                FILL_CHILD,      FILL_TEXT,  true,
     "SELECT substr(:today, 1, 4) - substr(born, 1, 4) - (substr(:today, 6) < substr(born, 6))"
     " FROM main.child WHERE id = :id AND born <> ''"                                     },
    {"child.id_number",          FILL_CHILD,      FILL_TEXT,  false,
     "SELECT id_number FROM main.child WHERE id = :id"                                    },
    {"child.student_number",     FILL_CHILD,      FILL_TEXT,  false,
     "SELECT student_number FROM main.roll_entry WHERE child_id = :id AND removed_on IS NULL"
     " ORDER BY id DESC LIMIT 1"                                                          },

 /* The school of the roll, or else the one in charge of the child's case (H14). */
    {"child.school",             FILL_CHILD,      FILL_NAMES, false,
     "SELECT zh, ug FROM (SELECT 1 AS rank, p.name_zh AS zh, p.name_ug AS ug FROM main.child c"
     " JOIN main.place_within w ON w.place_id = c.class_id"
     " JOIN main.place p ON p.id = w.ancestor_id WHERE c.id = :id AND p.kind = 'school'"
     " UNION ALL SELECT 2, p.name_zh, p.name_ug FROM main.casefile f"
     " JOIN main.place p ON p.id = f.school_id WHERE f.child_id = :id)"
     " ORDER BY rank LIMIT 1"                                                             },
    {"child.class",              FILL_CHILD,      FILL_NAMES, false,
     "SELECT CASE WHEN p.name_zh = '' AND p.name_ug = '' THEN p.grade || '(' || p.number || ')'"
     " ELSE p.name_zh END, p.name_ug FROM main.child c JOIN main.place p ON p.id = c.class_id"
     " WHERE c.id = :id AND p.kind = 'class'"                                             },
    {"child.grade",              FILL_CHILD,      FILL_TEXT,  false,
     "SELECT nullif(p.grade, 0) FROM main.child c JOIN main.place p ON p.id = c.class_id"
     " WHERE c.id = :id"                                                                  },
    {"child.class_number",       FILL_CHILD,      FILL_TEXT,  false,
     "SELECT nullif(p.number, 0) FROM main.child c JOIN main.place p ON p.id = c.class_id"
     " WHERE c.id = :id AND p.kind = 'class'"                                             },
    {"child.class_teacher",      FILL_CHILD,      FILL_NAMES, true,
     "SELECT a.person_zh, a.person_ug FROM main.child c"
     " JOIN main.post p ON p.place_id = c.class_id AND p.role = 'class_teacher'"
     " JOIN main.holding h ON h.post_id = p.id JOIN main.account a ON a.id = h.account_id"
     " WHERE c.id = :id AND h.first_day <= :today"
     " AND (h.last_day IS NULL OR h.last_day >= :today) ORDER BY h.stand_in, h.id LIMIT 1"},

 /* The newest page of the register that the child stands on. */
    {"child.registered_address", FILL_CHILD,      FILL_TEXT,  false,
     "SELECT h.registered FROM main.register_row r JOIN main.household h ON h.id = r.household_id"
     " JOIN main.volume v ON v.id = h.volume_id WHERE r.child_id = :id AND r.removed_on IS NULL"
     " ORDER BY v.school_year DESC, r.id DESC LIMIT 1"                                    },
    {"child.address",            FILL_CHILD,      FILL_TEXT,  false,
     "SELECT h.address FROM main.register_row r JOIN main.household h ON h.id = r.household_id"
     " JOIN main.volume v ON v.id = h.volume_id WHERE r.child_id = :id AND r.removed_on IS NULL"
     " ORDER BY v.school_year DESC, r.id DESC LIMIT 1"                                    },
    {"child.village",            FILL_CHILD,      FILL_NAMES, false,
     "SELECT p.name_zh, p.name_ug FROM main.child c"
     " JOIN main.place_within w ON w.place_id = c.group_id"
     " JOIN main.place p ON p.id = w.ancestor_id WHERE c.id = :id AND p.kind = 'village'" },
    {"village.people",           FILL_CHILD,      FILL_NAMES, true,
     "SELECT a.person_zh, a.person_ug FROM main.child c"
     " JOIN main.place_within w ON w.place_id = c.group_id"
     " JOIN main.post p ON p.place_id = w.ancestor_id AND p.role = 'village_worker'"
     " JOIN main.holding h ON h.post_id = p.id JOIN main.account a ON a.id = h.account_id"
     " WHERE c.id = :id AND h.first_day <= :today"
     " AND (h.last_day IS NULL OR h.last_day >= :today) ORDER BY h.stand_in, h.id"        },

    {"father.name",              FILL_CHILD,      FILL_NAMES, false,
     "SELECT name_zh, name_ug FROM main.guardian WHERE child_id = :id AND relation = 'father'"
     " ORDER BY id LIMIT 1"                                                               },
    {"father.phone",             FILL_CHILD,      FILL_TEXT,  false,
     "SELECT phone FROM main.guardian WHERE child_id = :id AND relation = 'father'"
     " ORDER BY id LIMIT 1"                                                               },
    {"father.occupation",        FILL_CHILD,      FILL_TEXT,  false,
     "SELECT occupation FROM main.guardian WHERE child_id = :id AND relation = 'father'"
     " ORDER BY id LIMIT 1"                                                               },
    {"mother.name",              FILL_CHILD,      FILL_NAMES, false,
     "SELECT name_zh, name_ug FROM main.guardian WHERE child_id = :id AND relation = 'mother'"
     " ORDER BY id LIMIT 1"                                                               },
    {"mother.phone",             FILL_CHILD,      FILL_TEXT,  false,
     "SELECT phone FROM main.guardian WHERE child_id = :id AND relation = 'mother'"
     " ORDER BY id LIMIT 1"                                                               },
    {"mother.occupation",        FILL_CHILD,      FILL_TEXT,  false,
     "SELECT occupation FROM main.guardian WHERE child_id = :id AND relation = 'mother'"
     " ORDER BY id LIMIT 1"                                                               },

 /* Who answers for the child: the first that the register names, or else the roll does. */
    {"guardian.name",            FILL_CHILD,      FILL_NAMES, false,
     "SELECT name_zh, name_ug FROM (SELECT 1 AS rank, id, name_zh, name_ug FROM main.guardian"
     " WHERE child_id = :id UNION ALL SELECT 2, -id, guardian, '' FROM main.roll_entry"
     " WHERE child_id = :id AND removed_on IS NULL) ORDER BY rank, id LIMIT 1"            },
    {"guardian.phone",           FILL_CHILD,      FILL_TEXT,  false,
     "SELECT phone FROM (SELECT 1 AS rank, id, phone FROM main.guardian"
     " WHERE child_id = :id UNION ALL SELECT 2, -id, phone FROM main.roll_entry"
     " WHERE child_id = :id AND removed_on IS NULL) ORDER BY rank, id LIMIT 1"            },
    {"guardian.relation",        FILL_CHILD,      FILL_TEXT,  false,
     "SELECT relation FROM main.guardian WHERE child_id = :id ORDER BY id LIMIT 1"        },

    {"township.name",            FILL_CHILD,      FILL_NAMES, false,
     "SELECT p.name_zh, p.name_ug FROM main.child c"
     " JOIN main.place_within w ON w.place_id = c.group_id"
     " JOIN main.place p ON p.id = w.ancestor_id WHERE c.id = :id AND p.kind = 'township'"},
    {"school.principal",         FILL_CHILD,      FILL_NAMES, true,
     "SELECT a.person_zh, a.person_ug FROM main.child c"
     " JOIN main.place_within w ON w.place_id = c.class_id"
     " JOIN main.post p ON p.place_id = w.ancestor_id AND p.role = 'principal'"
     " JOIN main.holding h ON h.post_id = p.id JOIN main.account a ON a.id = h.account_id"
     " WHERE c.id = :id AND h.first_day <= :today"
     " AND (h.last_day IS NULL OR h.last_day >= :today) ORDER BY h.stand_in, h.id LIMIT 1"},

 /* From the first day that the case tells of: it may have been opened later. */
    {"case.absent_from",         FILL_CASE,       FILL_TEXT,  false,
     "SELECT min(a.day) FROM main.casefile f JOIN main.absence a ON a.child_id = f.child_id"
     " WHERE f.id = :id AND a.kind = 'unexcused'"
     " AND a.day >= (SELECT min(day) FROM main.case_event WHERE case_id = f.id)"          },
    {"case.absent_to",           FILL_CASE,       FILL_TEXT,  false,
     "SELECT max(a.day) FROM main.casefile f JOIN main.absence a ON a.child_id = f.child_id"
     " WHERE f.id = :id AND a.kind = 'unexcused'"
     " AND a.day >= (SELECT min(day) FROM main.case_event WHERE case_id = f.id)"          },
    {"case.persuasions",         FILL_CASE,       FILL_TEXT,  false,
     "SELECT count(*) FROM main.case_event WHERE case_id = :id"
     " AND (kind GLOB 'contact.*' OR kind GLOB 'visit.*' OR kind = 'parents.at_school')"  },
    {"case.number",              FILL_CASE,       FILL_TEXT,  false,
     "SELECT number FROM main.casefile WHERE id = :id"                                    },
    {"case.opened_on",           FILL_CASE,       FILL_TEXT,  false,
     "SELECT opened_on FROM main.casefile WHERE id = :id"                                 },
    {"case.last_visit_day",      FILL_CASE,       FILL_TEXT,  false,
     "SELECT max(day) FROM main.case_event WHERE case_id = :id AND (kind GLOB 'contact.*'"
     " OR kind GLOB 'visit.*' OR kind = 'parents.at_school')"                             },
    {"case.returned_on",         FILL_CASE,       FILL_TEXT,  false,
     "SELECT max(day) FROM main.case_event WHERE case_id = :id AND kind = 'returned'"     },
    {"case.order_served_on",     FILL_CASE,       FILL_TEXT,  false,
     "SELECT day FROM main.case_event WHERE case_id = :id AND kind = 'order.served'"
     " ORDER BY id DESC LIMIT 1"                                                          },
    {"case.order_number",        FILL_CASE,       FILL_TEXT,  false,
     "SELECT json_extract(data, '$.number') FROM main.case_event"
     " WHERE case_id = :id AND kind = 'order.served' ORDER BY id DESC LIMIT 1"            },

 /* The letter from another place about the child: one that waits for an answer, or the newest. */
    {"letter.office",            FILL_CHILD,      FILL_TEXT,  false,
     "SELECT office FROM main.letter WHERE child_id = :id AND direction = 'in'"
     " ORDER BY replied_on IS NOT NULL, day DESC, id DESC LIMIT 1"                        },
    {"letter.number",            FILL_CHILD,      FILL_TEXT,  false,
     "SELECT number FROM main.letter WHERE child_id = :id AND direction = 'in'"
     " ORDER BY replied_on IS NOT NULL, day DESC, id DESC LIMIT 1"                        },
    {"letter.day",               FILL_CHILD,      FILL_TEXT,  false,
     "SELECT day FROM main.letter WHERE child_id = :id AND direction = 'in'"
     " ORDER BY replied_on IS NOT NULL, day DESC, id DESC LIMIT 1"                        },
    {"letter.about",             FILL_CHILD,      FILL_TEXT,  false,
     "SELECT about FROM main.letter WHERE child_id = :id AND direction = 'in'"
     " ORDER BY replied_on IS NOT NULL, day DESC, id DESC LIMIT 1"                        },
    {"letter.asks",              FILL_CHILD,      FILL_TEXT,  false,
     "SELECT asks FROM main.letter WHERE child_id = :id AND direction = 'in'"
     " ORDER BY replied_on IS NOT NULL, day DESC, id DESC LIMIT 1"                        },
    {"letter.reply_due",         FILL_CHILD,      FILL_TEXT,  false,
     "SELECT reply_due FROM main.letter WHERE child_id = :id AND direction = 'in'"
     " ORDER BY replied_on IS NOT NULL, day DESC, id DESC LIMIT 1"                        },
    {"letter.replied_on",        FILL_CHILD,      FILL_TEXT,  false,
     "SELECT replied_on FROM main.letter WHERE child_id = :id AND direction = 'in'"
     " ORDER BY replied_on IS NOT NULL, day DESC, id DESC LIMIT 1"                        },
    {"letter.answer",            FILL_CHILD,      FILL_TEXT,  false,
     "SELECT answer FROM main.letter WHERE child_id = :id AND direction = 'in'"
     " ORDER BY replied_on IS NOT NULL, day DESC, id DESC LIMIT 1"                        },
};

const struct fill_row *fill_row_find(const char *path)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        if (strcmp(rows[i].path, path) == 0)
            return &rows[i];
    return NULL;
}
