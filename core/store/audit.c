#include "core/store/audit.h"

#include "core/base/clock.h"
#include "core/posts/account.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A row as it is hashed. The first row follows on a hash of zeros. */
struct link {
    unsigned char before[DIGEST_SIZE];
    int64_t id, at, account_id;
    const char *action, *subject;
    int64_t subject_id, child_id;
    const char *detail;
};

static void add_number(struct digest *digest, int64_t number)
{
    char text[24];
    int length = snprintf(text, sizeof text, "%" PRId64 ";", number);
    digest_add(digest, text, (size_t)length);
}

/* With its length, so that no two rows give the same bytes. */
static void add_text(struct digest *digest, const char *text)
{
    add_number(digest, (int64_t)strlen(text));
    digest_add(digest, text, strlen(text));
}

static void hash_link(const struct link *link, unsigned char hash[static DIGEST_SIZE])
{
    DIGEST(digest);
    digest_add(&digest, link->before, sizeof link->before);
    add_number(&digest, link->id);
    add_number(&digest, link->at);
    add_number(&digest, link->account_id);
    add_text(&digest, link->action);
    add_text(&digest, link->subject);
    add_number(&digest, link->subject_id);
    add_number(&digest, link->child_id);
    add_text(&digest, link->detail);
    digest_end(&digest, hash);
}

static void copy_hash(const struct query *query, int column, unsigned char hash[static DIGEST_SIZE],
                      struct arena *arena)
{
    size_t size;
    const void *bytes = query_blob(query, column, &size, arena);
    memset(hash, 0, DIGEST_SIZE);
    if (bytes && size == DIGEST_SIZE)
        memcpy(hash, bytes, DIGEST_SIZE);
}

/* Where the chain ends: the id and the hash that the next row follows on. */
static bool read_head(struct store *store, struct link *link, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store, "SELECT id, hash FROM main.audit ORDER BY id DESC LIMIT 1");
    if (query_next(&query)) {
        link->id = query_int(&query, 0);
        copy_hash(&query, 1, link->before, &arena);
    }
    return query_ok(&query, err);
}

static bool insert_link(struct store *store, const struct link *link, struct error *err)
{
    unsigned char hash[DIGEST_SIZE];
    hash_link(link, hash);
    QUERY(query) = query_open(store,
                              "INSERT INTO main.audit (id, at, account_id, action, subject,"
                              " subject_id, child_id, detail, hash)"
                              " VALUES (:id, :at, :account, :action, :subject, :subject_id,"
                              " :child, :detail, :hash)");
    bind_int(&query, ":id", link->id);
    bind_int(&query, ":at", link->at);
    bind_id(&query, ":account", link->account_id);
    bind_text(&query, ":action", link->action);
    bind_text(&query, ":subject", link->subject);
    bind_int(&query, ":subject_id", link->subject_id);
    bind_id(&query, ":child", link->child_id);
    bind_text(&query, ":detail", link->detail);
    bind_blob(&query, ":hash", hash, sizeof hash);
    return query_run(&query, err);
}

/* What people write may name somebody, and the trail is for ever. */
static bool insert_reason(struct store *store, const struct link *link, const char *reason,
                          struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO main.trail_reason (audit_id, child_id, reason)"
                                     " VALUES (:audit, :child, :reason)");
    bind_int(&query, ":audit", link->id);
    bind_int(&query, ":child", link->child_id);
    bind_text(&query, ":reason", reason);
    return query_run(&query, err);
}

bool audit_write(struct store *store, const struct actor *actor, const struct audit_entry *entry,
                 struct error *err)
{
    struct link link = {0};
    if (!read_head(store, &link, err))
        return false;
    link.id++;
    link.at = clock_now();
    link.account_id = actor->account_id;
    link.action = entry->action;
    link.subject = entry->subject;
    link.subject_id = entry->subject_id;
    link.child_id = entry->child_id;
    link.detail = entry->detail ? entry->detail : "{}";
    return insert_link(store, &link, err)
        && (!entry->reason || insert_reason(store, &link, entry->reason, err));
}

bool audit_look(struct store *store, const struct actor *actor, int64_t child_id,
                const char *route, struct error *err)
{
    ARENA(arena);
    const struct audit_entry entry = {
        .action = "look",
        .subject = "child",
        .subject_id = child_id,
        .child_id = child_id,
        .detail = audit_detail(&arena, "route", route, NULL),
    };
    return store_begin(store, err)
        && store_end(store, audit_write(store, actor, &entry, err), err);
}

/* A JSON string: quotes, backslashes and control characters escaped. */
static const char *quoted(const char *text, struct arena *arena)
{
    char *out = arena_alloc(arena, 6 * strlen(text) + 3);
    char *end = out;
    *end++ = '"';
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20)
            end += snprintf(end, 7, "\\u%04x", c);
        else if (c == '"' || c == '\\')
            end += snprintf(end, 3, "\\%c", c);
        else
            *end++ = (char)c;
    }
    *end = '"';
    return out;
}

const char *audit_detail(struct arena *arena, ...)
{
    va_list pairs;
    const char *detail = "{", *name;
    va_start(pairs, arena);
    while ((name = va_arg(pairs, const char *))) {
        const char *value = va_arg(pairs, const char *);
        detail = arena_text(arena, "%s%s%s:%s", detail, detail[1] ? "," : "", quoted(name, arena),
                            quoted(value, arena));
    }
    va_end(pairs);
    return arena_text(arena, "%s}", detail);
}

static bool follows(const struct query *query, struct link *link,
                    unsigned char hash[static DIGEST_SIZE], struct arena *arena)
{
    int64_t expected = link->id + 1;
    unsigned char written[DIGEST_SIZE];
    link->id = query_int(query, 0);
    link->at = query_int(query, 1);
    link->account_id = query_int(query, 2);
    link->action = query_text(query, 3, arena);
    link->subject = query_text(query, 4, arena);
    link->subject_id = query_int(query, 5);
    link->child_id = query_int(query, 6);
    link->detail = query_text(query, 7, arena);
    copy_hash(query, 8, written, arena);
    hash_link(link, hash);
    return link->id == expected && memcmp(hash, written, DIGEST_SIZE) == 0;
}

static bool walk(struct store *store, const char *noted, struct audit_verdict *verdict,
                 struct error *err)
{
    struct link link = {0};
    unsigned char hash[DIGEST_SIZE] = {0};
    int64_t expected = 1;
    QUERY(query) = query_open(store, "SELECT id, at, account_id, action, subject, subject_id,"
                                     " child_id,"
                                     " detail, hash FROM main.audit ORDER BY id");
    while (verdict->broken == 0 && query_next(&query)) {
        ARENA(arena);
        if (!follows(&query, &link, hash, &arena))
            verdict->broken = expected;
        memcpy(link.before, hash, DIGEST_SIZE);
        digest_text(hash, verdict->head);
        if (noted && strcmp(verdict->head, noted) == 0)
            verdict->witnessed = true;
        verdict->rows++;
        expected = link.id + 1;
    }
    return query_ok(&query, err);
}

/* The highest id ever given out is kept apart from the rows: a shorter chain was cut. */
static bool check_length(struct store *store, struct audit_verdict *verdict, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT seq FROM main.sqlite_sequence WHERE name = 'audit'");
    int64_t given = query_next(&query) ? query_int(&query, 0) : 0;
    if (verdict->broken == 0 && given != verdict->rows)
        verdict->broken = verdict->rows + 1;
    return query_ok(&query, err);
}

static bool verify(struct store *store, const struct actor *actor, const char *noted,
                   struct audit_verdict *verdict, struct error *err)
{
    *verdict = (struct audit_verdict){.witnessed = noted == NULL};
    return permit(actor, MAY_READ_TRAIL, err)
        && walk(store, noted, verdict, err)
        && check_length(store, verdict, err);
}

bool audit_verify(struct store *store, const struct actor *actor, const char *noted,
                  struct audit_verdict *verdict, struct error *err)
{
    return store_begin_reading(store, err)
        && store_end(store, verify(store, actor, noted, verdict, err), err);
}

static void read_row(const struct query *query, struct arena *arena, struct audit_row *row)
{
    *row = (struct audit_row){
        .id = query_int(query, 0),
        .at = query_int(query, 1),
        .account = query_text(query, 2, arena),
        .action = query_text(query, 3, arena),
        .subject = query_text(query, 4, arena),
        .subject_id = query_int(query, 5),
        .child_id = query_int(query, 6),
        .detail = query_text(query, 7, arena),
    };
}

/* The narrowest index that the filter allows drives each arm; only one arm has rows. */
static bool list(struct store *store, const struct audit_filter *filter, int64_t account_id,
                 struct page page, struct arena *arena, struct audit_row *rows, size_t *count,
                 struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, at, coalesce((SELECT name FROM account WHERE"
                              " account.id = account_id), ''),"
                              " action, subject, subject_id, child_id, iif(child_id IS NULL,"
                              " detail, '') FROM ("
                              " SELECT * FROM audit WHERE :child <> 0 AND child_id = :child"
                              " UNION ALL SELECT * FROM audit WHERE :child = 0 AND :account <> 0"
                              " AND account_id = :account"
                              " UNION ALL SELECT * FROM audit"
                              "  WHERE :child = 0 AND :account = 0 AND :action <> '' AND action"
                              " = :action"
                              " UNION ALL SELECT * FROM audit WHERE :child = 0 AND :account = 0"
                              " AND :action = '')"
                              " WHERE (:account = 0 OR account_id = :account) AND (:action = ''"
                              " OR action = :action)"
                              " ORDER BY id DESC LIMIT :size OFFSET :first");
    bind_int(&query, ":account", account_id);
    bind_text(&query, ":action", filter->action ? filter->action : "");
    bind_int(&query, ":child", filter->child_id);
    bind_page(&query, page);
    for (*count = 0; *count < page.size && query_next(&query); (*count)++)
        read_row(&query, arena, &rows[*count]);
    return query_ok(&query, err);
}

/* Of a long trail not more than AUDIT_LISTED rows are counted: nobody pages further. */
static bool count_rows(struct store *store, const struct audit_filter *filter, int64_t account_id,
                       int64_t *total, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT count(*) FROM (SELECT id FROM ("
                              " SELECT * FROM audit WHERE :child <> 0 AND child_id = :child"
                              " UNION ALL SELECT * FROM audit WHERE :child = 0 AND :account <> 0"
                              " AND account_id = :account"
                              " UNION ALL SELECT * FROM audit"
                              "  WHERE :child = 0 AND :account = 0 AND :action <> '' AND action"
                              " = :action"
                              " UNION ALL SELECT * FROM audit WHERE :child = 0 AND :account = 0"
                              " AND :action = '')"
                              " WHERE (:account = 0 OR account_id = :account) AND (:action = ''"
                              " OR action = :action)"
                              " LIMIT :most)");
    bind_int(&query, ":account", account_id);
    bind_text(&query, ":action", filter->action ? filter->action : "");
    bind_int(&query, ":child", filter->child_id);
    bind_int(&query, ":most", AUDIT_LISTED);
    *total = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool audit_list(struct store *store, const struct actor *actor, const struct audit_filter *filter,
                struct page page, struct arena *arena, struct audit_row **rows, size_t *count,
                int64_t *total, struct error *err)
{
    int64_t account_id = 0;
    *rows = arena_array(arena, struct audit_row, page.size);
    *count = 0;
    *total = 0;
    if (!permit(actor, MAY_READ_TRAIL, err)
        || (filter->account && !account_find(store, filter->account, &account_id, err)))
        return false;
    if (filter->account && account_id == 0)
        return true;
    return list(store, filter, account_id, page, arena, *rows, count, err)
        && count_rows(store, filter, account_id, total, err);
}

/* One look at the index for each action: the trail may have millions of rows. */
bool audit_actions(struct store *store, struct arena *arena, const char ***actions, size_t *count,
                   struct error *err)
{
    QUERY(query) = query_open(store,
                              "WITH RECURSIVE known(action) AS (SELECT min(action) FROM audit"
                              " UNION ALL SELECT (SELECT min(action) FROM audit WHERE action >"
                              " known.action) FROM known"
                              " WHERE known.action IS NOT NULL)"
                              " SELECT action FROM known WHERE action IS NOT NULL LIMIT :most");
    bind_int(&query, ":most", AUDIT_ACTIONS_MOST);
    *actions = arena_array(arena, const char *, AUDIT_ACTIONS_MOST);
    for (*count = 0; *count < AUDIT_ACTIONS_MOST && query_next(&query); (*count)++)
        (*actions)[*count] = query_text(&query, 0, arena);
    return query_ok(&query, err);
}

bool audit_fields(struct store *store, const char *detail, struct arena *arena,
                  struct audit_field **fields, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT key, value FROM json_each(iif(json_valid(:detail),"
                                     " :detail, '{}'))");
    bind_text(&query, ":detail", detail);
    *fields = arena_array(arena, struct audit_field, AUDIT_FIELDS_MOST);
    for (*count = 0; *count < AUDIT_FIELDS_MOST && query_next(&query); (*count)++)
        (*fields)[*count] =
            (struct audit_field){query_text(&query, 0, arena), query_text(&query, 1, arena)};
    return query_ok(&query, err);
}
