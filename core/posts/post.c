#include "core/posts/post.h"

#include "core/base/date.h"
#include "core/posts/place.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

/* What may never meet in one account: three kinds of trust, three kinds of people. */
enum trust {
    TRUST_CHILDREN,
    TRUST_ACCOUNTS,
    TRUST_TRAIL,
};

static enum trust trust_of(enum role role)
{
    if (role_may(role, MAY_MANAGE_ACCOUNTS))
        return TRUST_ACCOUNTS;
    if (role_may(role, MAY_READ_TRAIL))
        return TRUST_TRAIL;
    return TRUST_CHILDREN;
}

static bool find_post(struct store *store, enum role role, int64_t place_id, const char *seat,
                      int64_t *post_id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id FROM post WHERE role = :role AND place_id = :place"
                                     " AND seat = :seat");
    bind_text(&query, ":role", role_name(role));
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":seat", seat);
    *post_id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

/* A role is held at one kind of place. */
static bool fits(struct store *store, enum role role, int64_t place_id, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT kind = :kind FROM place WHERE id = :place");
    bind_text(&query, ":kind", role_place_kind(role));
    bind_int(&query, ":place", place_id);
    bool right = query_next(&query) && query_int(&query, 0) == 1;
    if (!query_ok(&query, err))
        return false;
    return right
        || error_set(err, ERROR_INVALID, MSG("post.wrong-place"), "%s at place %" PRId64,
                     role_name(role), place_id);
}

/* Who is one of many has a name for the seat; who is alone needs none. */
static bool check_seat(enum role role, const char *seat, struct error *err)
{
    if (role_seated(role) && !*seat)
        return error_set(err, ERROR_INVALID, MSG("post.no-seat"), "%s", role_name(role));
    if (!role_seated(role) && *seat)
        return error_set(err, ERROR_INVALID, MSG("post.one-seat"), "%s", role_name(role));
    return strlen(seat) <= SEAT_MOST
        || error_set(err, ERROR_INVALID, MSG("post.long-seat"), "%zu bytes", strlen(seat));
}

static bool insert_post(struct store *store, enum role role, int64_t place_id, const char *seat,
                        int64_t *post_id, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO main.post (role, place_id, seat) VALUES (:role,"
                                     " :place, :seat)");
    bind_text(&query, ":role", role_name(role));
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":seat", seat);
    if (!query_run(&query, err))
        return false;
    *post_id = store_inserted(store);
    return true;
}

static bool make_post(struct store *store, enum role role, int64_t place_id, const char *seat,
                      int64_t *post_id, struct error *err)
{
    if (!find_post(store, role, place_id, seat, post_id, err))
        return false;
    return *post_id != 0
        || (fits(store, role, place_id, err)
            && check_seat(role, seat, err)
            && insert_post(store, role, place_id, seat, post_id, err));
}

bool post_seat(struct store *store, enum role role, int64_t place_id, const char *seat,
               int64_t *post_id, struct error *err)
{
    if (!find_post(store, role, place_id, seat, post_id, err))
        return false;
    if (*post_id != 0)
        return true;
    return store_begin(store, err)
        && store_end(store, make_post(store, role, place_id, seat, post_id, err), err);
}

bool post_ensure(struct store *store, enum role role, int64_t place_id, int64_t *post_id,
                 struct error *err)
{
    return post_seat(store, role, place_id, "", post_id, err);
}

const char *post_seat_name(enum role role, const char *typed, const char *account)
{
    return typed && *typed ? typed : role_seated(role) ? account
                                                       : "";
}

bool post_for(struct store *store, enum role role, int64_t place_id, int64_t *post_id,
              struct error *err)
{
    int64_t holder;
    if (!place_above(store, place_id, role_place_kind(role), &holder, err))
        return false;
    *post_id = 0;
    return holder == 0 || post_ensure(store, role, holder, post_id, err);
}

bool post_held(struct store *store, int64_t post_id, const char *day, bool *held, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT 1 FROM holding JOIN account ON account.id = account_id"
                              " WHERE post_id = :post AND disabled_at IS NULL"
                              " AND first_day <= :day AND coalesce(last_day, '9999') >= :day"
                              " LIMIT 1");
    bind_int(&query, ":post", post_id);
    bind_text(&query, ":day", day);
    *held = query_next(&query);
    return query_ok(&query, err);
}

static bool read_role(struct store *store, int64_t post_id, enum role *role, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store, "SELECT role FROM post WHERE id = :post");
    bind_int(&query, ":post", post_id);
    if (query_next(&query) && role_find(query_text(&query, 0, &arena), role))
        return true;
    return query_ok(&query, err)
        && error_set(err, ERROR_MISSING, MSG("post.missing"), "post %" PRId64, post_id);
}

static bool check_days(const char *first_day, const char *last_day, struct error *err)
{
    int first, last;
    if (!date_number(first_day, &first) || (last_day && !date_number(last_day, &last)))
        return error_set(err, ERROR_INVALID, MSG("post.no-such-day"), "%s to %s", first_day,
                         last_day ? last_day : "-");
    return !last_day || last >= first
        || error_set(err, ERROR_INVALID, MSG("post.ends-before"), "%s to %s", first_day, last_day);
}

/* No day may come on which the account holds two kinds of trust. */
static bool check_apart(struct store *store, enum role role, int64_t account_id,
                        const char *first_day, const char *last_day, struct error *err)
{
    ARENA(arena);
    QUERY(query) = query_open(store,
                              "SELECT DISTINCT role FROM holding JOIN post ON post.id = post_id"
                              " WHERE account_id = :account AND coalesce(last_day, '9999') >="
                              " :first_day"
                              " AND first_day <= coalesce(:last_day, '9999')");
    bind_int(&query, ":account", account_id);
    bind_text(&query, ":first_day", first_day);
    bind_text(&query, ":last_day", last_day);
    enum role held;
    bool apart = true;
    while (query_next(&query))
        if (role_find(query_text(&query, 0, &arena), &held) && trust_of(held) != trust_of(role))
            apart = false;
    if (!query_ok(&query, err))
        return false;
    return apart
        || error_set(err, ERROR_CONFLICT, MSG("post.kept-apart"), "%s for account %" PRId64,
                     role_name(role), account_id);
}

/* A seat has one holder at a time: whoever sits on it sees its children. */
static bool check_free(struct store *store, const struct holding *holding, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT 1 FROM holding JOIN post ON post.id = post_id"
                              " WHERE post_id = :post AND seat <> '' AND account_id <> :account"
                              " AND stand_in = 0 AND coalesce(last_day, '9999') >= :first_day"
                              " AND first_day <= coalesce(:last_day, '9999')");
    bind_int(&query, ":post", holding->post_id);
    bind_int(&query, ":account", holding->account_id);
    bind_text(&query, ":first_day", holding->first_day);
    bind_text(&query, ":last_day", holding->last_day);
    bool taken = !holding->stand_in && query_next(&query);
    return query_ok(&query, err)
        && (!taken
            || error_set(err, ERROR_CONFLICT, MSG("post.seat-taken"), "post %" PRId64,
                         holding->post_id));
}

static bool check_other(const struct actor *actor, int64_t account_id, struct error *err)
{
    return actor->account_id != account_id
        || error_set(err, ERROR_DENIED, MSG("account.not-yourself"), "account %" PRId64,
                     account_id);
}

static bool insert_holding(struct store *store, const struct holding *holding, int64_t *id,
                           struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.holding (post_id, account_id, first_day,"
                              " last_day, stand_in)"
                              " VALUES (:post, :account, :first_day, :last_day, :stand_in)");
    bind_int(&query, ":post", holding->post_id);
    bind_int(&query, ":account", holding->account_id);
    bind_text(&query, ":first_day", holding->first_day);
    bind_text(&query, ":last_day", holding->last_day);
    bind_int(&query, ":stand_in", holding->stand_in);
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

static bool record_given(struct store *store, const struct actor *actor,
                         const struct holding *holding, struct error *err)
{
    ARENA(arena);
    const struct audit_entry entry = {
        .action = "post.give",
        .subject = "account",
        .subject_id = holding->account_id,
        .detail = audit_detail(&arena, "post", arena_text(&arena, "%" PRId64, holding->post_id),
                               "role", role_name(holding->role), "from", holding->first_day,
                               "to", holding->last_day ? holding->last_day : "",
                               "stand_in", holding->stand_in ? "1" : "", NULL),
    };
    return audit_write(store, actor, &entry, err);
}

static bool give(struct store *store, const struct actor *actor, struct holding *holding,
                 int64_t *id, struct error *err)
{
    return permit(actor, MAY_MANAGE_ACCOUNTS, err)
        && check_other(actor, holding->account_id, err)
        && check_days(holding->first_day, holding->last_day, err)
        && read_role(store, holding->post_id, &holding->role, err)
        && check_apart(store, holding->role, holding->account_id, holding->first_day,
                       holding->last_day, err)
        && check_free(store, holding, err)
        && insert_holding(store, holding, id, err)
        && record_given(store, actor, holding, err);
}

bool post_give(struct store *store, const struct actor *actor, int64_t post_id, int64_t account_id,
               const char *first_day, const char *last_day, bool stand_in, int64_t *holding_id,
               struct error *err)
{
    struct holding holding = {
        .post_id = post_id,
        .account_id = account_id,
        .first_day = first_day,
        .last_day = last_day,
        .stand_in = stand_in,
    };
    return store_begin(store, err)
        && store_end(store, give(store, actor, &holding, holding_id, err), err);
}

static bool read_holder(struct store *store, int64_t holding_id, struct holding *holding,
                        struct arena *arena, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT post_id, account_id, first_day FROM holding WHERE"
                                     " id = :id");
    bind_int(&query, ":id", holding_id);
    if (query_next(&query)) {
        holding->post_id = query_int(&query, 0);
        holding->account_id = query_int(&query, 1);
        holding->first_day = query_text(&query, 2, arena);
        return true;
    }
    return query_ok(&query, err)
        && error_set(err, ERROR_MISSING, MSG("post.missing"), "holding %" PRId64, holding_id);
}

static bool write_end(struct store *store, int64_t holding_id, const char *last_day,
                      struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.holding SET last_day = :last_day WHERE id = :id");
    bind_text(&query, ":last_day", last_day);
    bind_int(&query, ":id", holding_id);
    return query_run(&query, err);
}

static bool end(struct store *store, const struct actor *actor, int64_t holding_id,
                const char *last_day, struct error *err)
{
    ARENA(arena);
    struct holding holding = {0};
    if (!permit(actor, MAY_MANAGE_ACCOUNTS, err)
        || !read_holder(store, holding_id, &holding, &arena, err))
        return false;
    const struct audit_entry entry = {
        .action = "post.end",
        .subject = "account",
        .subject_id = holding.account_id,
        .detail = audit_detail(&arena, "post", arena_text(&arena, "%" PRId64, holding.post_id),
                               "to", last_day, NULL),
    };
    return check_other(actor, holding.account_id, err)
        && check_days(holding.first_day, last_day, err)
        && write_end(store, holding_id, last_day, err)
        && audit_write(store, actor, &entry, err);
}

bool post_end(struct store *store, const struct actor *actor, int64_t holding_id,
              const char *last_day, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, end(store, actor, holding_id, last_day, err), err);
}

enum {
    HOLDINGS_MOST = 200 /* of one account or post, over the years */
};

static bool list_holdings(struct query *query, struct arena *arena, struct holding **rows,
                          size_t *count, struct error *err)
{
    struct holding *list = arena_array(arena, struct holding, HOLDINGS_MOST);
    size_t found = 0;
    while (found < HOLDINGS_MOST && query_next(query)) {
        struct holding *row = &list[found];
        *row = (struct holding){
            .id = query_int(query, 0),
            .post_id = query_int(query, 1),
            .account_id = query_int(query, 2),
            .place_id = query_int(query, 3),
            .account = query_text(query, 5, arena),
            .person_zh = query_text(query, 6, arena),
            .person_ug = query_text(query, 7, arena),
            .place_zh = query_text(query, 8, arena),
            .place_ug = query_text(query, 9, arena),
            .first_day = query_text(query, 10, arena),
            .last_day = query_text(query, 11, arena),
            .stand_in = query_int(query, 12) != 0,
            .seat = query_text(query, 13, arena),
        };
        found += role_find(query_text(query, 4, arena), &row->role) ? 1 : 0;
    }
    *rows = list;
    *count = found;
    return query_ok(query, err);
}

bool post_holdings_of_account(struct store *store, int64_t account_id, struct arena *arena,
                              struct holding **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT holding.id, post_id, account_id, place_id, role,"
                              " account.name, person_zh, person_ug,"
                              " name_zh, name_ug, first_day, last_day, stand_in, seat"
                              " FROM holding JOIN post ON post.id = post_id JOIN place ON"
                              " place.id = place_id"
                              " JOIN account ON account.id = account_id"
                              " WHERE account_id = :account ORDER BY last_day IS NOT NULL,"
                              " first_day DESC, holding.id");
    bind_int(&query, ":account", account_id);
    return list_holdings(&query, arena, rows, count, err);
}

bool post_holdings_of_post(struct store *store, int64_t post_id, struct arena *arena,
                           struct holding **rows, size_t *count, struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT holding.id, post_id, account_id, place_id, role,"
                              " account.name, person_zh, person_ug,"
                              " name_zh, name_ug, first_day, last_day, stand_in, seat"
                              " FROM holding JOIN post ON post.id = post_id JOIN place ON"
                              " place.id = place_id"
                              " JOIN account ON account.id = account_id"
                              " WHERE post_id = :post ORDER BY last_day IS NOT NULL, stand_in,"
                              " first_day DESC, holding.id");
    bind_int(&query, ":post", post_id);
    return list_holdings(&query, arena, rows, count, err);
}

bool post_seats(struct store *store, enum role role, int64_t place_id, const char *day,
                struct page page, struct arena *arena, struct seat **rows, size_t *count,
                struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT seat, coalesce(a.person_zh, ''), coalesce(a.person_ug, '')"
                              " FROM post LEFT JOIN account a ON a.id ="
                              "  (SELECT account_id FROM holding WHERE post_id = post.id"
                              "    AND first_day <= :day AND coalesce(last_day, '9999') >= :day"
                              "   ORDER BY stand_in, id LIMIT 1)"
                              " WHERE role = :role AND place_id = :place AND seat <> ''"
                              " ORDER BY seat LIMIT :size OFFSET :first");
    bind_text(&query, ":role", role_name(role));
    bind_int(&query, ":place", place_id);
    bind_text(&query, ":day", day);
    bind_page(&query, page);
    *rows = arena_array(arena, struct seat, page.size);
    *count = 0;
    while (query_next(&query))
        (*rows)[(*count)++] = (struct seat){
            .name = query_text(&query, 0, arena),
            .person_zh = query_text(&query, 1, arena),
            .person_ug = query_text(&query, 2, arena),
        };
    return query_ok(&query, err);
}

static bool read_posts(struct store *store, int64_t account_id, const char *day,
                       struct arena *arena, struct actor *actor, struct error *err)
{
    struct held_post *posts = arena_array(arena, struct held_post, HOLDINGS_MOST);
    size_t found = 0;
    QUERY(query) = query_open(store,
                              "SELECT DISTINCT post.id, role, place_id, stand_in FROM holding"
                              " JOIN post ON post.id = post_id"
                              " WHERE account_id = :account AND first_day <= :day AND"
                              " coalesce(last_day, '9999') >= :day"
                              " ORDER BY stand_in, holding.id");
    bind_int(&query, ":account", account_id);
    bind_text(&query, ":day", day);
    while (found < HOLDINGS_MOST && query_next(&query)) {
        struct held_post *post = &posts[found];
        post->id = query_int(&query, 0);
        post->place_id = query_int(&query, 2);
        post->stand_in = query_int(&query, 3) != 0;
        found += role_find(query_text(&query, 1, arena), &post->role) ? 1 : 0;
    }
    actor->posts = posts;
    actor->post_count = found;
    return query_ok(&query, err);
}

bool post_actor(struct store *store, int64_t account_id, const char *day, struct arena *arena,
                struct actor *actor, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT name FROM account WHERE id = :id AND disabled_at IS"
                                     " NULL");
    bind_int(&query, ":id", account_id);
    if (!query_next(&query))
        return query_ok(&query, err)
            && error_set(err, ERROR_MISSING, MSG("account.missing"), "account %" PRId64,
                         account_id);
    *actor = (struct actor){.account_id = account_id, .name = query_text(&query, 0, arena)};
    return read_posts(store, account_id, day, arena, actor, err);
}
