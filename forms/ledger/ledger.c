#include "forms/ledger/ledger.h"

#include "core/cases/casefile.h"
#include "core/store/audit.h"
#include "forms/ledger/ledger_read.h"
#include "i18n/format.h"

#include <inttypes.h>
#include <string.h>

/* --- Cells ------------------------------------------------------------------------------------ */

static const char *word(const struct ledger_case *c, const char *prefix, const char *name)
{
    return *name ? message(c->language, arena_text(c->arena, "%s%s", prefix, name)) : "";
}

static const char *joined(const struct ledger_case *c, const char *left, const char *right)
{
    return arena_text(c->arena, "%s%s%s", left, *left && *right ? " " : "", right);
}

static const char *named(const struct ledger_case *c, const char *zh, const char *ug)
{
    return format_name(c->language, zh, ug);
}

static const char *number(const struct ledger_case *c)
{
    return c->file.number;
}

static const char *name_zh(const struct ledger_case *c)
{
    return c->about.name_zh;
}

static const char *name_ug(const struct ledger_case *c)
{
    return c->about.name_ug;
}

static const char *sex(const struct ledger_case *c)
{
    return word(c, "sex.", c->about.sex);
}

static const char *born(const struct ledger_case *c)
{
    return c->about.born;
}

static const char *id_number(const struct ledger_case *c)
{
    char masked[FORMAT_SIZE];
    return *c->id_number ? arena_text(c->arena, "%s", format_masked(c->id_number, masked)) : "";
}

static const char *school(const struct ledger_case *c)
{
    return named(c, c->about.school_zh, c->about.school_ug);
}

static const char *class_of(const struct ledger_case *c)
{
    return named(c, c->about.class_zh, c->about.class_ug);
}

static const char *village(const struct ledger_case *c)
{
    return joined(c, named(c, c->about.village_zh, c->about.village_ug),
                  named(c, c->about.group_zh, c->about.group_ug));
}

static const char *guardian(const struct ledger_case *c)
{
    return named(c, c->about.guardian_zh, c->about.guardian_ug);
}

static const char *phone(const struct ledger_case *c)
{
    return c->about.phone;
}

static const char *address(const struct ledger_case *c)
{
    return c->address;
}

static const char *opened(const struct ledger_case *c)
{
    return c->file.opened_on;
}

static const char *state(const struct ledger_case *c)
{
    return joined(c, word(c, "case.state.", c->file.state), word(c, "case.status.", c->file.status));
}

static const char *kind(const struct ledger_case *c)
{
    return word(c, "case.kind.", c->file.kind);
}

static const char *absent(const struct ledger_case *c)
{
    return arena_text(c->arena, "%" PRId64, c->absent);
}

static const char *visited_on(const struct ledger_case *c)
{
    return c->visit.day;
}

static const char *visited_by(const struct ledger_case *c)
{
    return c->visit.people;
}

static const char *visited_how(const struct ledger_case *c)
{
    return joined(c, word(c, "event.", c->visit.kind), word(c, "result.", c->visit.result));
}

static const char *attitude(const struct ledger_case *c)
{
    return c->visit.attitude;
}

static const char *papers(const struct ledger_case *c)
{
    return c->papers;
}

static const char *placement(const struct ledger_case *c)
{
    return word(c, "result.", c->placement);
}

static const char *charge(const struct ledger_case *c)
{
    return joined(c, word(c, "role.", c->about.charge_role),
                  named(c, c->about.charge_zh, c->about.charge_ug));
}

static const char *closed_on(const struct ledger_case *c)
{
    return c->file.closed_on;
}

static const char *closed_how(const struct ledger_case *c)
{
    return *c->file.closed_on ? word(c, "evidence.", c->evidence) : "";
}

/* As counties' ledgers have them: who, where, what was done, how it ended. */
static const struct {
    const char *key;
    const char *(*cell)(const struct ledger_case *c);
} columns[] = {
    {MSG("ledger.number"),      number     },
    {MSG("ledger.name-zh"),     name_zh    },
    {MSG("ledger.name-ug"),     name_ug    },
    {MSG("ledger.sex"),         sex        },
    {MSG("ledger.born"),        born       },
    {MSG("ledger.id-number"),   id_number  },
    {MSG("ledger.school"),      school     },
    {MSG("ledger.class"),       class_of   },
    {MSG("ledger.village"),     village    },
    {MSG("ledger.guardian"),    guardian   },
    {MSG("ledger.phone"),       phone      },
    {MSG("ledger.address"),     address    },
    {MSG("ledger.opened"),      opened     },
    {MSG("ledger.state"),       state      },
    {MSG("ledger.kind"),        kind       },
    {MSG("ledger.absent"),      absent     },
    {MSG("ledger.visited-on"),  visited_on },
    {MSG("ledger.visited-by"),  visited_by },
    {MSG("ledger.visited-how"), visited_how},
    {MSG("ledger.attitude"),    attitude   },
    {MSG("ledger.papers"),      papers     },
    {MSG("ledger.placement"),   placement  },
    {MSG("ledger.charge"),      charge     },
    {MSG("ledger.closed-on"),   closed_on  },
    {MSG("ledger.closed-how"),  closed_how },
};

const char *ledger_column(size_t index)
{
    return index < COUNT(columns) ? columns[index].key : NULL;
}

size_t ledger_columns(void)
{
    return COUNT(columns);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static bool look(struct store *store, const struct actor *actor, struct error *err)
{
    const struct audit_entry entry = {.action = "ledger.look", .subject = "ledger"};
    return audit_write(store, actor, &entry, err);
}

bool ledger_look(struct store *store, const struct actor *actor, struct error *err)
{
    return permit(actor, MAY_SEE_CHILDREN, err)
        && store_begin(store, err)
        && store_end(store, look(store, actor, err), err);
}

static bool fill_row(struct ledger_case *c, struct ledger_row *row, struct error *err)
{
    if (!ledger_read(c, row->case_id, err))
        return false;
    const char **cells = arena_array(c->arena, const char *, COUNT(columns));
    for (size_t i = 0; i < COUNT(columns); i++)
        cells[i] = columns[i].cell(c);
    row->cells = cells;
    return true;
}

static bool fill_rows(struct ledger_case *c, int64_t after, size_t size, struct ledger_row *rows,
                      size_t *count, struct error *err)
{
    QUERY(query) = query_open(c->store, "SELECT id FROM casefile WHERE id > :after"
                                        " ORDER BY id LIMIT :size");
    bind_int(&query, ":after", after);
    bind_int(&query, ":size", (int64_t)size);
    *count = 0;
    while (query_next(&query))
        rows[(*count)++].case_id = query_int(&query, 0);
    if (!query_ok(&query, err))
        return false;
    for (size_t i = 0; i < *count; i++)
        if (!fill_row(c, &rows[i], err))
            return false;
    return true;
}

bool ledger_page(struct store *store, const struct forms *forms, enum language language,
                 const char *today, int64_t after, size_t size, struct arena *arena,
                 struct ledger_row **rows, size_t *count, struct error *err)
{
    struct ledger_case c = {
        .store = store,
        .forms = forms,
        .language = language,
        .today = today,
        .arena = arena,
    };
    *rows = arena_array(arena, struct ledger_row, size);
    return store_begin_reading(store, err)
        && store_end(store, fill_rows(&c, after, size, *rows, count, err), err);
}
