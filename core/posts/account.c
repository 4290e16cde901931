#include "core/posts/account.h"

#include "core/base/clock.h"
#include "core/posts/secret.h"
#include "core/store/audit.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

_Static_assert((int)ACCOUNT_PASSWORD_SIZE >= (int)SECRET_MADE_SIZE, "a made password fits");

static bool record(struct store *store, const struct actor *actor, const char *action, int64_t id,
                   const char *detail, struct error *err)
{
    const struct audit_entry entry = {
        .action = action, .subject = "account", .subject_id = id, .detail = detail};
    return audit_write(store, actor, &entry, err);
}

static bool check_name(const char *name, struct error *err)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    size_t length = strlen(name);
    return (length > 0 && length < ACCOUNT_NAME_SIZE && strspn(name, allowed) == length
            && isalnum((unsigned char)name[0]))
        || error_set(err, ERROR_INVALID, MSG("account.bad-name"), "%zu bytes", length);
}

static bool check_free(struct store *store, const char *name, struct error *err)
{
    int64_t taken;
    if (!account_find(store, name, &taken, err))
        return false;
    return taken == 0 || error_tell(err, ERROR_CONFLICT, MSG("account.name-taken"), name);
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static bool insert_account(struct store *store, const struct account *account, int64_t *id,
                           struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.account (name, person_zh, person_ug, phone,"
                              " language, created_at)"
                              " VALUES (:name, :zh, :ug, :phone, :language, :at)");
    bind_text(&query, ":name", account->name);
    bind_text(&query, ":zh", or_empty(account->person_zh));
    bind_text(&query, ":ug", or_empty(account->person_ug));
    bind_text(&query, ":phone", or_empty(account->phone));
    bind_text(&query, ":language", or_empty(account->language));
    bind_int(&query, ":at", clock_now());
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

static bool write_hash(struct store *store, int64_t id, const char *hash, bool must_change,
                       struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.credential (account_id, hash, must_change,"
                              " changed_at)"
                              " VALUES (:id, :hash, :must_change, :at) ON CONFLICT (account_id)"
                              " DO UPDATE"
                              " SET hash = excluded.hash, must_change = excluded.must_change,"
                              " changed_at = excluded.changed_at");
    bind_int(&query, ":id", id);
    bind_text(&query, ":hash", hash);
    bind_int(&query, ":must_change", must_change);
    bind_int(&query, ":at", clock_now());
    return query_run(&query, err);
}

static bool create(struct store *store, const struct actor *actor, const struct account *account,
                   const char *hash, int64_t *id, struct error *err)
{
    ARENA(arena);
    return permit(actor, MAY_MANAGE_ACCOUNTS, err)
        && check_name(account->name, err)
        && check_free(store, account->name, err)
        && insert_account(store, account, id, err)
        && write_hash(store, *id, hash, true, err)
        && record(store, actor, "account.create", *id,
                  audit_detail(&arena, "name", account->name, NULL), err);
}

/* Hashed before the transaction begins: nobody waits while it is made. */
static bool make_password(char password[static ACCOUNT_PASSWORD_SIZE],
                          char hash[static SECRET_HASH_SIZE], struct error *err)
{
    secret_make(password, ACCOUNT_PASSWORD_SIZE);
    return secret_hash_made(password, hash, SECRET_HASH_SIZE, err);
}

bool account_create(struct store *store, const struct actor *actor, const struct account *account,
                    int64_t *id, char password[static ACCOUNT_PASSWORD_SIZE], struct error *err)
{
    char hash[SECRET_HASH_SIZE];
    return make_password(password, hash, err)
        && store_begin(store, err)
        && store_end(store, create(store, actor, account, hash, id, err), err);
}

static bool check_exists(struct store *store, int64_t id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM account WHERE id = :id");
    bind_int(&query, ":id", id);
    if (query_next(&query))
        return true;
    return query_ok(&query, err)
        && error_set(err, ERROR_MISSING, MSG("account.missing"), "account %" PRId64, id);
}

static bool reset(struct store *store, const struct actor *actor, int64_t id, const char *hash,
                  struct error *err)
{
    return permit(actor, MAY_MANAGE_ACCOUNTS, err)
        && check_exists(store, id, err)
        && write_hash(store, id, hash, true, err)
        && record(store, actor, "account.reset", id, NULL, err);
}

bool account_reset(struct store *store, const struct actor *actor, int64_t id,
                   char password[static ACCOUNT_PASSWORD_SIZE], struct error *err)
{
    char hash[SECRET_HASH_SIZE];
    return make_password(password, hash, err)
        && store_begin(store, err)
        && store_end(store, reset(store, actor, id, hash, err), err);
}

static bool check_other(const struct actor *actor, int64_t id, struct error *err)
{
    return actor->account_id != id
        || error_set(err, ERROR_DENIED, MSG("account.not-yourself"), "account %" PRId64, id);
}

static bool write_disabled(struct store *store, int64_t id, bool disabled, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.account SET disabled_at = iif(:disabled, :at,"
                                     " NULL)"
                                     " WHERE id = :id");
    bind_int(&query, ":disabled", disabled);
    bind_int(&query, ":at", clock_now());
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}

/* Who is signed in is asked to go, at once. */
static bool end_sessions(struct store *store, int64_t id, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.session SET ending = 1 WHERE account_id = :id");
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}

static bool disable(struct store *store, const struct actor *actor, int64_t id, bool disabled,
                    struct error *err)
{
    return permit(actor, MAY_MANAGE_ACCOUNTS, err)
        && check_other(actor, id, err)
        && check_exists(store, id, err)
        && write_disabled(store, id, disabled, err)
        && (!disabled || end_sessions(store, id, err))
        && record(store, actor, disabled ? "account.disable" : "account.enable", id, NULL, err);
}

bool account_disable(struct store *store, const struct actor *actor, int64_t id, bool disabled,
                     struct error *err)
{
    return store_begin(store, err)
        && store_end(store, disable(store, actor, id, disabled, err), err);
}

static bool is_base64(const char *text)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    size_t length = strlen(text);
    return length >= 16 && length % 4 == 0 && strspn(text, allowed) == length;
}

/* "TYPE BLOB COMMENT", as in authorized_keys; only types that the gate can check. */
static bool parse_key(const char *line, struct account_key *key, struct arena *arena,
                      struct error *err)
{
    static const char *const types[] = {"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
                                        "ecdsa-sha2-nistp521", "ssh-rsa"};
    char *rest = arena_copy(arena, line, strlen(line));
    const char *type = strtok_r(rest, " \t\r\n", &rest);
    const char *blob = strtok_r(rest, " \t\r\n", &rest);
    *key = (struct account_key){.type = or_empty(type), .blob = or_empty(blob)};
    key->comment = rest ? arena_copy(arena, rest, strcspn(rest, "\r\n")) : "";
    for (size_t i = 0; i < COUNT(types); i++)
        if (strcmp(key->type, types[i]) == 0 && is_base64(key->blob))
            return true;
    return error_set(err, ERROR_INVALID, MSG("account.bad-key"), "type %.40s", key->type);
}

static bool key_is_free(struct store *store, const char *blob, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM main.account_key WHERE blob = :blob");
    bind_text(&query, ":blob", blob);
    bool taken = query_next(&query);
    if (!query_ok(&query, err))
        return false;
    return !taken || error_set(err, ERROR_CONFLICT, MSG("account.key-taken"), "%.40s", blob);
}

static bool insert_key(struct store *store, int64_t id, const struct account_key *key,
                       struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.account_key (account_id, type, blob, comment,"
                              " added_at)"
                              " VALUES (:id, :type, :blob, :comment, :at)");
    bind_int(&query, ":id", id);
    bind_text(&query, ":type", key->type);
    bind_text(&query, ":blob", key->blob);
    bind_text(&query, ":comment", key->comment);
    bind_int(&query, ":at", clock_now());
    return query_run(&query, err);
}

static bool add_key(struct store *store, const struct actor *actor, int64_t id, const char *line,
                    struct error *err)
{
    ARENA(arena);
    struct account_key key;
    return permit(actor, MAY_MANAGE_ACCOUNTS, err)
        && check_exists(store, id, err)
        && parse_key(line, &key, &arena, err)
        && key_is_free(store, key.blob, err)
        && insert_key(store, id, &key, err)
        && record(store, actor, "account.add-key", id,
                  audit_detail(&arena, "type", key.type, "key", key.blob, NULL), err);
}

bool account_add_key(struct store *store, const struct actor *actor, int64_t id, const char *line,
                     struct error *err)
{
    return store_begin(store, err)
        && store_end(store, add_key(store, actor, id, line, err), err);
}

static bool delete_key(struct store *store, int64_t key_id, int64_t *account_id, const char **blob,
                       struct arena *arena, struct error *err)
{
    QUERY(query) = query_open(store, "DELETE FROM main.account_key WHERE id = :id"
                                     " RETURNING account_id, blob");
    bind_int(&query, ":id", key_id);
    if (query_next(&query)) {
        *account_id = query_int(&query, 0);
        *blob = query_text(&query, 1, arena);
        return query_run(&query, err);
    }
    return query_ok(&query, err)
        && error_set(err, ERROR_MISSING, MSG("account.key-missing"), "key %" PRId64, key_id);
}

static bool remove_key(struct store *store, const struct actor *actor, int64_t key_id,
                       struct error *err)
{
    ARENA(arena);
    int64_t id;
    const char *blob;
    return permit(actor, MAY_MANAGE_ACCOUNTS, err)
        && delete_key(store, key_id, &id, &blob, &arena, err)
        && record(store, actor, "account.remove-key", id, audit_detail(&arena, "key", blob, NULL),
                  err);
}

bool account_remove_key(struct store *store, const struct actor *actor, int64_t key_id,
                        struct error *err)
{
    return store_begin(store, err)
        && store_end(store, remove_key(store, actor, key_id, err), err);
}

enum {
    KEYS_MOST = 50 /* of one account */
};

bool account_keys(struct store *store, int64_t id, struct arena *arena, struct account_key **rows,
                  size_t *count, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id, added_at, type, blob, comment FROM account_key"
                                     " WHERE account_id = :id ORDER BY id");
    bind_int(&query, ":id", id);
    struct account_key *list = arena_array(arena, struct account_key, KEYS_MOST);
    size_t found = 0;
    while (found < KEYS_MOST && query_next(&query))
        list[found++] = (struct account_key){
            .id = query_int(&query, 0),
            .added_at = query_int(&query, 1),
            .type = query_text(&query, 2, arena),
            .blob = query_text(&query, 3, arena),
            .comment = query_text(&query, 4, arena),
        };
    *rows = list;
    *count = found;
    return query_ok(&query, err);
}

static void read_row(const struct query *query, struct arena *arena, struct account *account)
{
    *account = (struct account){
        .id = query_int(query, 0),
        .name = query_text(query, 1, arena),
        .person_zh = query_text(query, 2, arena),
        .person_ug = query_text(query, 3, arena),
        .phone = query_text(query, 4, arena),
        .language = query_text(query, 5, arena),
        .disabled = !query_null(query, 6),
        .created_at = query_int(query, 7),
        .must_change = query_int(query, 8) != 0,
        .keyboard = query_text(query, 9, arena),
        .auto_hamza = query_int(query, 10) != 0,
    };
}

bool account_read(struct store *store, int64_t id, struct arena *arena, struct account *account,
                  struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, name, person_zh, person_ug, phone, language,"
                              " disabled_at, created_at, must_change, keyboard, auto_hamza"
                              " FROM account LEFT JOIN credential ON account_id = id WHERE id ="
                              " :id");
    bind_int(&query, ":id", id);
    if (query_next(&query)) {
        read_row(&query, arena, account);
        return true;
    }
    return query_ok(&query, err)
        && error_set(err, ERROR_MISSING, MSG("account.missing"), "account %" PRId64, id);
}

bool account_find(struct store *store, const char *name, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM account WHERE name = :name");
    bind_text(&query, ":name", name);
    *id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

bool account_list(struct store *store, const struct actor *actor, const char *typed,
                  struct page page, struct arena *arena, struct account **rows, size_t *count,
                  int64_t *total, struct error *err)
{
    if (!permit(actor, MAY_MANAGE_ACCOUNTS, err))
        return false;
    QUERY(query) = query_open(store,
                              "SELECT id, name, person_zh, person_ug, phone, language,"
                              " disabled_at, created_at, must_change, keyboard, auto_hamza,"
                              " count(*) OVER ()"
                              " FROM account LEFT JOIN credential ON account_id = id"
                              " WHERE substr(name, 1, length(:typed)) = lower(:typed)"
                              " OR substr(person_zh, 1, length(:typed)) = :typed"
                              " OR substr(person_ug, 1, length(:typed)) = :typed"
                              " ORDER BY name LIMIT :size OFFSET :first");
    bind_text(&query, ":typed", typed);
    bind_page(&query, page);
    struct account *list = arena_array(arena, struct account, page.size);
    size_t found = 0;
    *total = 0;
    while (found < page.size && query_next(&query)) {
        read_row(&query, arena, &list[found++]);
        *total = query_int(&query, 11);
    }
    *rows = list;
    *count = found;
    return query_ok(&query, err);
}

static bool read_hash(struct store *store, int64_t id, struct arena *arena, const char **hash,
                      struct error *err)
{
    *hash = "";
    QUERY(query) = query_open(store, "SELECT hash FROM main.credential WHERE account_id = :id");
    bind_int(&query, ":id", id);
    if (query_next(&query))
        *hash = query_text(&query, 0, arena);
    return query_ok(&query, err);
}

/* Outside of a session's scope the hash shows only inside a transaction. */
static bool old_hash(struct store *store, int64_t id, struct arena *arena, const char **hash,
                     struct error *err)
{
    return store_begin_reading(store, err)
        && store_end(store, read_hash(store, id, arena, hash, err), err);
}

static bool has_name(const char *password, const char *name)
{
    for (; *password; password++)
        if (strncasecmp(password, name, strlen(name)) == 0)
            return true;
    return false;
}

static bool check_password(const struct actor *actor, const char *password, const char *old,
                           struct error *err)
{
    size_t length = strlen(password);
    if (length < ACCOUNT_PASSWORD_LEAST)
        return error_set(err, ERROR_INVALID, MSG("password.too-short"), "%zu bytes", length);
    if (length > ACCOUNT_PASSWORD_MOST)
        return error_set(err, ERROR_INVALID, MSG("password.too-long"), "%zu bytes", length);
    if (has_name(password, actor->name))
        return error_set(err, ERROR_INVALID, MSG("password.has-name"), "account %" PRId64,
                         actor->account_id);
    return !secret_matches(password, old)
        || error_set(err, ERROR_INVALID, MSG("password.old"), "account %" PRId64,
                     actor->account_id);
}

static bool write_password(struct store *store, const struct actor *actor, const char *hash,
                           struct error *err)
{
    return write_hash(store, actor->account_id, hash, false, err)
        && record(store, actor, "account.password", actor->account_id, NULL, err);
}

bool account_change_password(struct store *store, const struct actor *actor, const char *password,
                             struct error *err)
{
    ARENA(arena);
    const char *old;
    char hash[SECRET_HASH_SIZE];
    return old_hash(store, actor->account_id, &arena, &old, err)
        && check_password(actor, password, old, err)
        && secret_hash(password, hash, sizeof hash, err)
        && store_begin(store, err)
        && store_end(store, write_password(store, actor, hash, err), err);
}

bool account_check_password(struct store *store, const char *name, const char *password,
                            int64_t *id, struct error *err)
{
    ARENA(arena);
    int64_t known = 0;
    const char *hash = "";
    QUERY(query) = query_open(store,
                              "SELECT id, hash FROM main.account JOIN main.credential ON"
                              " account_id = id"
                              " WHERE name = :name AND disabled_at IS NULL");
    bind_text(&query, ":name", name);
    if (query_next(&query)) {
        known = query_int(&query, 0);
        hash = query_text(&query, 1, &arena);
    }
    if (!query_ok(&query, err))
        return false;
    query_reset(&query);
    *id = 0;
    if (known == 0)
        secret_pretend(password);
    else if (secret_matches(password, hash))
        *id = known;
    return true;
}

bool account_check_key(struct store *store, const char *name, const char *type, const char *blob,
                       int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT account.id FROM main.account JOIN main.account_key ON"
                              " account_id = account.id"
                              " WHERE name = :name AND disabled_at IS NULL AND type = :type AND"
                              " blob = :blob");
    bind_text(&query, ":name", name);
    bind_text(&query, ":type", type);
    bind_text(&query, ":blob", blob);
    *id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}
