#include "forms/served/signing.h"

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/cases/handover.h"
#include "core/store/audit.h"
#include "forms/filling/fill.h"
#include "forms/filling/subject.h"
#include "forms/served/series.h"
#include "i18n/format.h"

#include <inttypes.h>
#include <string.h>

/* --- Reading ---------------------------------------------------------------------------------- */

/* What the paper has below a field: its label, or NULL for nothing. */
static const struct label *line_below(const struct form_field *field)
{
    if (*field->signature.text[LANGUAGE_ZH])
        return &field->signature;
    return strcmp(field->type->name, "signature") == 0 ? &field->label : NULL;
}

static void add_signer(struct signing_row *rows, size_t *count, const char *name,
                       const struct label *label)
{
    rows[(*count)++] = (struct signing_row){
        .signer = name,
        .label = *label,
        .signed_on = "",
        .signed_by = "",
        .kept_at = "",
        .person_zh = "",
        .person_ug = "",
        .list = "",
    };
}

static struct signing_row *list_signers(const struct form *form, struct arena *arena, size_t *count)
{
    struct signing_row *rows =
        arena_array(arena, struct signing_row, form->field_count + form->signer_count + 1);
    *count = 0;
    for (size_t i = 0; i < form->field_count; i++)
        if (line_below(&form->fields[i]))
            add_signer(rows, count, form->fields[i].name, line_below(&form->fields[i]));
    for (size_t i = 0; i < form->signer_count; i++)
        add_signer(rows, count, form->signers[i].name, &form->signers[i].label);
    return rows;
}

static struct signing_row *row_of(struct signing_row *rows, size_t count, const char *signer)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].signer, signer) == 0)
            return &rows[i];
    return NULL;
}

static bool read_written(struct store *store, const struct form_record *record,
                         struct arena *arena, struct signing_row *rows, size_t count,
                         struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT s.signer, s.signed_on, s.signed_by, s.kept_at, a.person_zh,"
                              " a.person_ug FROM form_signature s"
                              " JOIN account a ON a.id = s.account_id WHERE s.record_id = :record");
    bind_int(&query, ":record", record->id);
    while (query_next(&query)) {
        struct signing_row *row = row_of(rows, count, query_text(&query, 0, arena));
        if (!row)
            continue;
        row->signed_on = query_text(&query, 1, arena);
        row->signed_by = query_text(&query, 2, arena);
        row->kept_at = query_text(&query, 3, arena);
        row->person_zh = query_text(&query, 4, arena);
        row->person_ug = query_text(&query, 5, arena);
    }
    return query_ok(&query, err);
}

/* The list that a paper of a handover was filled from; 0 for other papers, and for one that the
   program has no list of. */
static bool find_list(struct store *store, const struct form_record *record, int64_t *list_id,
                      struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT h.id FROM handover h JOIN place j ON j.id = h.junior_id"
                              " WHERE h.primary_id = :place AND CAST(h.year AS TEXT) = :year"
                              " AND :junior IN (j.name_zh, j.name_ug,"
                              "  j.name_zh || char(9) || j.name_ug)");
    bind_int(&query, ":place", record->place_id);
    bind_text(&query, ":year", answers_filled(record, "handover.year"));
    bind_text(&query, ":junior", answers_filled(record, "handover.junior"));
    *list_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static void sign_in_list(struct signing_row *row, const char *list, const char *day,
                         const char *zh, const char *ug)
{
    if (!row)
        return;
    row->list = list;
    row->signed_on = day;
    row->signed_by = *zh ? zh : ug;
    row->person_zh = zh;
    row->person_ug = ug;
}

static bool read_list(struct store *store, const struct form_record *record, struct arena *arena,
                      struct signing_row *rows, size_t count, struct error *err)
{
    struct handover list;
    int64_t id = 0;
    if (!find_list(store, record, &id, err))
        return false;
    if (id == 0)
        return true;
    if (!handover_read(store, id, arena, &list, err))
        return false;
    const char *route = arena_text(arena, "handover/%" PRId64, id);
    sign_in_list(row_of(rows, count, "primary"), route, list.handed_on, list.handed_zh,
                 list.handed_ug);
    sign_in_list(row_of(rows, count, "junior"), route, list.received_on, list.received_zh,
                 list.received_ug);
    return true;
}

bool signing_list(struct store *store, const struct form_record *record, struct arena *arena,
                  struct signing_row **rows, size_t *count, struct error *err)
{
    *rows = list_signers(record->form, arena, count);
    return read_written(store, record, arena, *rows, *count, err)
        && read_list(store, record, arena, *rows, *count, err);
}

size_t signing_done(const struct signing_row rows[], size_t count)
{
    size_t done = 0;
    for (size_t i = 0; i < count; i++)
        done += *rows[i].signed_on != '\0';
    return done;
}

/* --- What is known ---------------------------------------------------------------------------- */

/* Whom the names that forms use for signers mean; whose stamp it is, for an office. */
static const struct {
    const char *signer, *fill;
} meanings[] = {
    {"guardian",      "guardian.name"      },
    {"party",         "guardian.name"      },
    {"family_says",   "guardian.name"      },
    {"child",         "child.name"         },
    {"student",       "child.name"         },
    {"student_says",  "child.name"         },
    {"class_teacher", "child.class_teacher"},
    {"principal",     "school.principal"   },
    {"school_says",   "school.principal"   },
    {"visitor",       "me.name"            },
    {"school",        "me.place"           },
    {"unit",          "me.place"           },
    {"bureau",        "me.place"           },
    {"authority",     "me.place"           },
};

/* The first line of a name as forms keep it, in a language. */
static const char *one_name(const char *value, enum language language, struct arena *arena)
{
    size_t length = strcspn(value, "\n");
    const struct field_context context = {0};
    return field_show(field_type_find("person"), &context, language,
                      arena_copy(arena, value, length), arena);
}

static bool is_somebody(const struct form_field *field)
{
    static const char *const kinds[] = {"person", "child", "guardian"};
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(field->type->name, kinds[i]) == 0)
            return true;
    return false;
}

/* Who signs below a name is who is named there. */
static bool find_name(struct store *store, const struct fill_subject *subject,
                      const struct form_record *record, const char *signer, struct arena *arena,
                      const char **name, struct error *err)
{
    const struct form_field *field = form_field(record->form, signer);
    *name = "";
    if (field && is_somebody(field))
        *name = record->answers[form_index(record->form, field)].value;
    for (size_t i = 0; !**name && i < COUNT(meanings); i++)
        if (strcmp(meanings[i].signer, signer) == 0)
            return fill_value(store, subject, meanings[i].fill, arena, name, err);
    return true;
}

static bool find_office(struct store *store, const struct actor *actor, enum language language,
                        struct arena *arena, const char **name, struct error *err)
{
    struct series_office office;
    *name = "";
    if (actor->post_count == 0)
        return true;
    if (!series_office(store, actor->posts[0].place_id, arena, &office, err))
        return false;
    *name = format_name(language, office.name_zh, office.name_ug);
    return true;
}

bool signing_known(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, const struct form_record *record, const char *signer,
                   enum language language, struct arena *arena, struct signing_known *known,
                   struct error *err)
{
    const struct fill_subject subject = {
        .policy = policy,
        .actor = actor,
        .today = today,
        .child_id = record->child_id,
        .case_id = record->case_id,
        .place_id = record->place_id,
        .form = record->form->name,
    };
    const char *name = "";
    if (!store_begin_reading(store, err)
        || !store_end(store,
                      find_name(store, &subject, record, signer, arena, &name, err)
                          && find_office(store, actor, language, arena, &known->kept_at, err),
                      err))
        return false;
    known->name = *name ? one_name(name, language, arena) : "";
    return true;
}

/* --- Writing down ----------------------------------------------------------------------------- */

static bool check_day(struct store *store, int64_t record_id, const char *today, const char *day,
                      struct error *err)
{
    int number;
    bool before;
    if (!date_number(day, &number))
        return error_tell(err, ERROR_INVALID, MSG("case.bad-day"), day);
    if (strcmp(day, today) > 0)
        return error_tell(err, ERROR_INVALID, MSG("case.day-to-come"), day);
    return answers_incomplete_on(store, record_id, today, day, &before, err)
        && (!before || error_tell(err, ERROR_INVALID, MSG("signing.before-complete"), day));
}

static bool check(struct store *store, const char *today, const struct form_record *record,
                  const struct signature *signature, struct arena *arena, struct error *err)
{
    struct signing_row *rows, *row;
    size_t count;
    if (!record->complete)
        return error_set(err, ERROR_CONFLICT, MSG("signing.not-complete"), "record %" PRId64,
                         record->id);
    if (!signing_list(store, record, arena, &rows, &count, err))
        return false;
    row = row_of(rows, count, signature->signer);
    if (!row)
        return error_set(err, ERROR_INVALID, MSG("signing.unknown"), "%s", signature->signer);
    if (*row->list)
        return error_set(err, ERROR_CONFLICT, MSG("signing.in-list"), "record %" PRId64 ", %s",
                         record->id, signature->signer);
    if (*row->signed_on)
        return error_set(err, ERROR_CONFLICT, MSG("signing.signed"), "record %" PRId64 ", %s",
                         record->id, signature->signer);
    if (!*signature->signed_by)
        return error_set(err, ERROR_INVALID, MSG("signing.no-name"), "%s", signature->signer);
    if (!*signature->kept_at)
        return error_set(err, ERROR_INVALID, MSG("signing.no-place"), "%s", signature->signer);
    return check_day(store, record->id, today, signature->signed_on, err);
}

static bool insert(struct store *store, const struct actor *actor, int64_t record_id,
                   const struct signature *signature, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.form_signature (record_id, signer, signed_on,"
                              " signed_by, kept_at, account_id, at)"
                              " VALUES (:record, :signer, :on, :by, :kept, :account, :now)");
    bind_int(&query, ":record", record_id);
    bind_text(&query, ":signer", signature->signer);
    bind_text(&query, ":on", signature->signed_on);
    bind_text(&query, ":by", signature->signed_by);
    bind_text(&query, ":kept", signature->kept_at);
    bind_int(&query, ":account", actor->account_id);
    bind_int(&query, ":now", clock_now());
    return query_run(&query, err);
}

static bool write_trail(struct store *store, const struct actor *actor,
                        const struct form_record *record, const struct signature *signature,
                        struct arena *arena, struct error *err)
{
    const struct audit_entry entry = {
        .action = "form.sign",
        .subject = "form_record",
        .subject_id = record->id,
        .child_id = record->child_id,
        .detail = audit_detail(arena, "signer", signature->signer, "on", signature->signed_on,
                               NULL),
    };
    return audit_write(store, actor, &entry, err);
}

static bool add(struct store *store, const struct actor *actor, const char *today,
                int64_t record_id, const struct signature *signature, struct error *err)
{
    ARENA(arena);
    struct form_record record;
    if (!answers_read(store, record_id, &arena, &record, err))
        return false;
    struct subject subject = {
        .case_id = record.case_id, .child_id = record.child_id, .place_id = record.place_id};
    return subject_permit(store, actor, MAY_FILL_FORM, record.form, &subject, NULL, &arena, err)
        && check(store, today, &record, signature, &arena, err)
        && insert(store, actor, record_id, signature, err)
        && write_trail(store, actor, &record, signature, &arena, err);
}

bool signing_add(struct store *store, const struct actor *actor, const char *today,
                 int64_t record_id, const struct signature *signature, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, add(store, actor, today, record_id, signature, err), err);
}
