#include "core/cases/dispatch.h"

#include "core/cases/casefile.h"
#include "core/cases/casestep.h"
#include "core/posts/post.h"

#include <inttypes.h>

bool dispatch_recipient(struct store *store, int64_t case_id, const char *role, bool household_line,
                        int64_t *post_id, struct error *err)
{
    ARENA(arena);
    struct casefile c;
    enum role to;
    if (!role_find(role, &to))
        return error_set(err, ERROR_INVALID, MSG("dispatch.no-recipient"), "role %s", role);
    if (!casestep_read(store, case_id, &arena, &c, err))
        return false;

    int64_t school_line = c.class_id ? c.class_id : c.school_id;
    int64_t place = household_line || !school_line ? c.group_id : school_line;
    *post_id = 0;
    if (place && !post_for(store, to, place, post_id, err))
        return false;
    return *post_id != 0
        || error_set(err, ERROR_INVALID, MSG("dispatch.no-recipient"), "%s of case %" PRId64, role,
                     case_id);
}

/* --- Sending --------------------------------------------------------------------------------- */

/* A report is a record of this case, filled to its end, and sent once. */
static bool check_record(struct store *store, int64_t case_id, int64_t record_id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT completed_at IS NOT NULL,"
                              " EXISTS (SELECT 1 FROM main.report_copy WHERE record_id = :record)"
                              " FROM main.form_record WHERE id = :record AND case_id = :case");
    bind_int(&query, ":record", record_id);
    bind_int(&query, ":case", case_id);
    bool found = query_next(&query);
    bool complete = found && query_int(&query, 0);
    bool sent = found && query_int(&query, 1);
    if (!query_ok(&query, err))
        return false;
    if (!complete)
        return error_set(err, ERROR_INVALID, MSG("dispatch.unfinished"), "record %" PRId64,
                         record_id);
    return !sent
        || error_set(err, ERROR_CONFLICT, MSG("dispatch.sent-already"), "record %" PRId64,
                     record_id);
}

static bool insert_copy(struct store *store, int64_t record_id, int64_t post_id, const char *today,
                        struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO main.report_copy (record_id, post_id, sent_on)"
                                     " VALUES (:record, :post, :today)");
    bind_int(&query, ":record", record_id);
    bind_int(&query, ":post", post_id);
    bind_text(&query, ":today", today);
    return query_run(&query, err);
}

static bool may_send(struct store *store, const struct actor *actor, int64_t case_id,
                     struct error *err)
{
    ARENA(arena);
    struct casefile c;
    return casestep_read(store, case_id, &arena, &c, err)
        && casestep_permit(store, actor, MAY_SEND_REPORT, &c, NULL, err);
}

static bool send(struct store *store, const struct policy *policy, const struct actor *actor,
                 const char *today, int64_t case_id, int64_t record_id, const int64_t *posts,
                 size_t count, struct error *err)
{
    const struct case_event sent = {
        .case_id = case_id,
        .kind = "report.sent",
        .day = today,
        .record_id = record_id,
    };
    bool ok = may_send(store, actor, case_id, err)
        && check_record(store, case_id, record_id, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = insert_copy(store, record_id, posts[i], today, err);
    return ok && casefile_append(store, policy, actor, today, &sent, err);
}

bool dispatch_send(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t case_id, int64_t record_id, const int64_t *posts,
                   size_t count, struct error *err)
{
    if (count == 0)
        return error_set(err, ERROR_INVALID, MSG("dispatch.no-recipient"), "record %" PRId64,
                         record_id);
    return store_begin(store, err)
        && store_end(store,
                     send(store, policy, actor, today, case_id, record_id, posts, count, err), err);
}

/* --- Receiving ------------------------------------------------------------------------------- */

static bool read_copy(struct store *store, int64_t copy_id, struct arena *arena,
                      struct report_copy *copy, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT r.record_id, f.case_id, f.child_id, r.post_id, post.role,"
                              " r.received_on, r.contact"
                              " FROM main.report_copy r JOIN main.form_record f ON f.id ="
                              " r.record_id"
                              " JOIN main.post ON post.id = r.post_id WHERE r.id = :copy");
    bind_int(&query, ":copy", copy_id);
    bool found = query_next(&query);
    if (found)
        *copy = (struct report_copy){
            .id = copy_id,
            .record_id = query_int(&query, 0),
            .case_id = query_int(&query, 1),
            .child_id = query_int(&query, 2),
            .post_id = query_int(&query, 3),
            .role = query_text(&query, 4, arena),
            .received_on = query_text(&query, 5, arena),
            .contact = query_text(&query, 6, arena),
        };
    return query_ok(&query, err)
        && (found
            || error_set(err, ERROR_MISSING, MSG("dispatch.missing"), "copy %" PRId64, copy_id));
}

/* A copy is received where it was sent, not by whoever stands above. */
static bool check_holder(const struct actor *actor, const struct report_copy *copy,
                         struct error *err)
{
    for (size_t i = 0; i < actor->post_count; i++)
        if (actor->posts[i].id == copy->post_id)
            return true;
    return actor->console
        || error_set(err, ERROR_DENIED, MSG("denied"), "account %" PRId64 ", copy %" PRId64,
                     actor->account_id, copy->id);
}

static bool write_receipt(struct store *store, const struct actor *actor, int64_t copy_id,
                          const char *contact, const char *today, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.report_copy SET received_by = :account,"
                                     " received_on = :today, contact = :contact WHERE id = :copy");
    bind_id(&query, ":account", actor->account_id);
    bind_text(&query, ":today", today);
    bind_text(&query, ":contact", contact);
    bind_int(&query, ":copy", copy_id);
    return query_run(&query, err);
}

static bool write_result(struct store *store, int64_t copy_id, const char *result,
                         struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.report_copy SET result = :result WHERE id ="
                                     " :copy");
    bind_text(&query, ":result", result);
    bind_int(&query, ":copy", copy_id);
    return query_run(&query, err);
}

/* The school hears what became of its report through the post in charge. */
static bool record(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, const struct report_copy *copy, const char *kind,
                   const char *note, const char *line, struct error *err)
{
    ARENA(arena);
    struct casefile c;
    const struct case_event event = {
        .case_id = copy->case_id,
        .kind = kind,
        .day = today,
        .record_id = copy->record_id,
        .note = note,
        .data = arena_text(&arena, "{\"role\":\"%s\",\"copy\":%" PRId64 "}", copy->role, copy->id),
    };
    return casefile_append(store, policy, actor, today, &event, err)
        && casestep_read(store, copy->case_id, &arena, &c, err)
        && casestep_tell(store, actor, &c, c.charge_id, line, err);
}

static bool receive(struct store *store, const struct policy *policy, const struct actor *actor,
                    const char *today, int64_t copy_id, const char *contact, struct error *err)
{
    ARENA(arena);
    struct report_copy copy;
    if (!read_copy(store, copy_id, &arena, &copy, err)
        || !check_holder(actor, &copy, err))
        return false;
    if (*copy.received_on)
        return error_set(err, ERROR_CONFLICT, MSG("dispatch.received-already"), "copy %" PRId64,
                         copy_id);
    return write_receipt(store, actor, copy_id, contact, today, err)
        && record(store, policy, actor, today, &copy, "report.received", contact,
                  MSG("notice.report-received"), err);
}

bool dispatch_receive(struct store *store, const struct policy *policy, const struct actor *actor,
                      const char *today, int64_t copy_id, const char *contact, struct error *err)
{
    if (!contact || !*contact)
        return error_set(err, ERROR_INVALID, MSG("dispatch.no-contact"), "copy %" PRId64, copy_id);
    return store_begin(store, err)
        && store_end(store, receive(store, policy, actor, today, copy_id, contact, err), err);
}

static bool answer(struct store *store, const struct policy *policy, const struct actor *actor,
                   const char *today, int64_t copy_id, const char *result, struct error *err)
{
    ARENA(arena);
    struct report_copy copy;
    if (!read_copy(store, copy_id, &arena, &copy, err)
        || !check_holder(actor, &copy, err))
        return false;
    if (!*copy.received_on)
        return error_set(err, ERROR_CONFLICT, MSG("dispatch.not-received"), "copy %" PRId64,
                         copy_id);
    return write_result(store, copy_id, result, err)
        && record(store, policy, actor, today, &copy, "report.result", result,
                  MSG("notice.report-result"), err);
}

bool dispatch_answer(struct store *store, const struct policy *policy, const struct actor *actor,
                     const char *today, int64_t copy_id, const char *result, struct error *err)
{
    if (!result || !*result)
        return error_set(err, ERROR_INVALID, MSG("dispatch.no-result"), "copy %" PRId64, copy_id);
    return store_begin(store, err)
        && store_end(store, answer(store, policy, actor, today, copy_id, result, err), err);
}

/* --- Reading --------------------------------------------------------------------------------- */

bool dispatch_list(struct store *store, int64_t record_id, struct arena *arena,
                   struct report_copy **rows, size_t *count, struct error *err)
{
    const struct page most = {0, 20};
    QUERY(query) = query_open(store,
                              "SELECT r.id, f.case_id, f.child_id, r.post_id, post.role,"
                              " place.name_zh,"
                              " place.name_ug, r.sent_on, r.received_on, account.person_zh,"
                              " account.person_ug, r.contact, r.result"
                              " FROM report_copy r JOIN form_record f ON f.id = r.record_id"
                              " JOIN post ON post.id = r.post_id JOIN place ON place.id ="
                              " post.place_id"
                              " LEFT JOIN account ON account.id = r.received_by"
                              " WHERE r.record_id = :record ORDER BY r.id LIMIT :size OFFSET"
                              " :first");
    bind_int(&query, ":record", record_id);
    bind_page(&query, most);

    *rows = arena_array(arena, struct report_copy, most.size);
    *count = 0;
    while (query_next(&query))
        (*rows)[(*count)++] = (struct report_copy){
            .record_id = record_id,
            .id = query_int(&query, 0),
            .case_id = query_int(&query, 1),
            .child_id = query_int(&query, 2),
            .post_id = query_int(&query, 3),
            .role = query_text(&query, 4, arena),
            .place_zh = query_text(&query, 5, arena),
            .place_ug = query_text(&query, 6, arena),
            .sent_on = query_text(&query, 7, arena),
            .received_on = query_text(&query, 8, arena),
            .person_zh = query_text(&query, 9, arena),
            .person_ug = query_text(&query, 10, arena),
            .contact = query_text(&query, 11, arena),
            .result = query_text(&query, 12, arena),
        };
    return query_ok(&query, err);
}
