#include "core/lists/amend.h"

#include "core/lists/child.h"

#include <string.h>

/* Every field that can be amended. A statement a field: column names cannot be bound. */
static const struct amendable {
    const char *subject, *field, *sql;
} amendables[] = {
    {"register_row", "id_number",      "UPDATE main.register_row SET id_number = :after WHERE id = :id"             },
    {"register_row", "name_zh",        "UPDATE main.register_row SET name_zh = :after WHERE id = :id"               },
    {"register_row", "name_ug",        "UPDATE main.register_row SET name_ug = :after WHERE id = :id"               },
    {"register_row", "sex",            "UPDATE main.register_row SET sex = :after WHERE id = :id"                   },
    {"register_row", "born",           "UPDATE main.register_row SET born = :after WHERE id = :id"                  },
    {"register_row", "resident",       "UPDATE main.register_row SET resident = :after WHERE id = :id"              },
    {"register_row", "removed_on",     "UPDATE main.register_row SET removed_on = nullif(:after, '') WHERE id = :id"},
    {"household",    "head",           "UPDATE main.household SET head = :after WHERE id = :id"                     },
    {"household",    "phone",          "UPDATE main.household SET phone = :after WHERE id = :id"                    },
    {"household",    "registered",     "UPDATE main.household SET registered = :after WHERE id = :id"               },
    {"household",    "address",        "UPDATE main.household SET address = :after WHERE id = :id"                  },
    {"guardian",     "name_zh",        "UPDATE main.guardian SET name_zh = :after WHERE id = :id"                   },
    {"guardian",     "name_ug",        "UPDATE main.guardian SET name_ug = :after WHERE id = :id"                   },
    {"guardian",     "phone",          "UPDATE main.guardian SET phone = :after WHERE id = :id"                     },
    {"guardian",     "occupation",     "UPDATE main.guardian SET occupation = :after WHERE id = :id"                },
    {"roll_entry",   "student_number", "UPDATE main.roll_entry SET student_number = :after WHERE id = :id"          },
    {"roll_entry",   "id_number",      "UPDATE main.roll_entry SET id_number = :after WHERE id = :id"               },
    {"roll_entry",   "name_zh",        "UPDATE main.roll_entry SET name_zh = :after WHERE id = :id"                 },
    {"roll_entry",   "name_ug",        "UPDATE main.roll_entry SET name_ug = :after WHERE id = :id"                 },
    {"roll_entry",   "sex",            "UPDATE main.roll_entry SET sex = :after WHERE id = :id"                     },
    {"roll_entry",   "born",           "UPDATE main.roll_entry SET born = :after WHERE id = :id"                    },
    {"roll_entry",   "school_id",      "UPDATE main.roll_entry SET school_id = :after WHERE id = :id"               },
    {"roll_entry",   "class_id",       "UPDATE main.roll_entry SET class_id = nullif(:after, '') WHERE id = :id"    },
    {"roll_entry",   "grade",          "UPDATE main.roll_entry SET grade = :after WHERE id = :id"                   },
    {"roll_entry",   "status",         "UPDATE main.roll_entry SET status = :after WHERE id = :id"                  },
    {"roll_entry",   "guardian",       "UPDATE main.roll_entry SET guardian = :after WHERE id = :id"                },
    {"roll_entry",   "phone",          "UPDATE main.roll_entry SET phone = :after WHERE id = :id"                   },
    {"roll_entry",   "removed_on",     "UPDATE main.roll_entry SET removed_on = nullif(:after, '') WHERE id = :id"  },
};

static const struct amendable *find(const char *subject, const char *field)
{
    for (size_t i = 0; i < COUNT(amendables); i++)
        if (strcmp(amendables[i].subject, subject) == 0 && strcmp(amendables[i].field, field) == 0)
            return &amendables[i];
    return NULL;
}

static bool write_field(struct store *store, const struct revision *revision, struct error *err)
{
    const struct amendable *amendable = find(revision->subject, revision->field);
    if (!amendable)
        return error_set(err, ERROR_INVALID, MSG("amend.fixed"), "%s.%s", revision->subject,
                         revision->field);
    QUERY(query) = query_open(store, amendable->sql);
    bind_text(&query, ":after", revision->after);
    bind_int(&query, ":id", revision->subject_id);
    return query_run(&query, err);
}

/* Only these two lists name the child itself. */
static bool follow(struct store *store, const struct revision *revision, struct error *err)
{
    bool names_child = strcmp(revision->subject, "register_row") == 0
        || strcmp(revision->subject, "roll_entry") == 0;
    return !names_child
        || child_follow(store, revision->child_id, revision->field, revision->before, revision->after, err);
}

bool amend(struct store *store, const struct actor *actor, const struct revision *revision,
           struct error *err)
{
    return write_field(store, revision, err)
        && revision_keep(store, actor, revision, err)
        && follow(store, revision, err);
}

bool amend_each(struct store *store, const struct actor *actor, const struct revision *revision,
                const struct amendment *fields, size_t count, bool *changed, struct error *err)
{
    struct revision one = *revision;
    for (size_t i = 0; i < count; i++) {
        if (fields[i].after[0] == '\0' || strcmp(fields[i].before, fields[i].after) == 0)
            continue;
        one.field = fields[i].field;
        one.before = fields[i].before;
        one.after = fields[i].after;
        if (!amend(store, actor, &one, err))
            return false;
        *changed = true;
    }
    return true;
}
