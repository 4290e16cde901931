#include "core/outbox/outbox.h"

#include "core/base/clock.h"
#include "core/base/filename.h"
#include "core/store/audit.h"

#include <inttypes.h>
#include <string.h>

enum {
    PIECE = 256 * 1024,
    DAY = 24 * 60 * 60,
    NONE = 0,  /* no number of a paper */
    NEVER = -1 /* no paper was made before it */
};

/* The words of outbox_paper.kind, and what stands behind the dot. */
static const char *const kinds[OUTBOX_KIND_COUNT] = {
    [OUTBOX_PDF] = "pdf",
    [OUTBOX_TXT] = "txt",
    [OUTBOX_XLSX] = "xlsx",
    [OUTBOX_CSV] = "csv",
};

static enum outbox_kind kind_of(const char *word)
{
    int kind = 0;
    while (kind < OUTBOX_KIND_COUNT - 1 && strcmp(kinds[kind], word) != 0)
        kind++;
    return (enum outbox_kind)kind;
}

/* --- Putting ---------------------------------------------------------------------------------- */

static bool check_paper(const struct actor *actor, const struct outbox_paper *paper,
                        struct error *err)
{
    if (!actor_has_account(actor))
        return error_set(err, ERROR_DENIED, MSG("outbox.console"), "the console has no folder");
    return (paper->size > 0 && paper->size <= OUTBOX_BYTES_MOST)
        || error_set(err, ERROR_INVALID, MSG("outbox.too-large"), "%zu bytes", paper->size);
}

static bool check_room(struct store *store, const struct actor *actor, size_t size,
                       struct error *err)
{
    QUERY(query) = query_open(store, "SELECT count(*), sum(size) FROM main.outbox_paper"
                                     " WHERE account_id = :account");
    bind_int(&query, ":account", actor->account_id);
    bool full = query_next(&query)
        && (query_int(&query, 0) >= OUTBOX_FILES_MOST
            || query_int(&query, 1) + (int64_t)size > OUTBOX_ALL_MOST);
    return query_ok(&query, err)
        && (!full || error_set(err, ERROR_CONFLICT, MSG("outbox.full"), "the folder is full"));
}

static bool is_taken(struct store *store, const struct actor *actor, const char *name, bool *taken,
                     struct error *err)
{
    QUERY(query) = query_open(store, "SELECT 1 FROM main.outbox_paper"
                                     " WHERE account_id = :account AND name = :name");
    bind_int(&query, ":account", actor->account_id);
    bind_text(&query, ":name", name);
    *taken = query_next(&query);
    return query_ok(&query, err);
}

/* The name of its title; with the first number that is free when there is one of that name. */
static bool find_name(struct store *store, const struct actor *actor,
                      const struct outbox_paper *paper, struct arena *arena, const char **name,
                      struct error *err)
{
    const char *stem = filename_make(paper->title, arena);
    bool taken;
    *name = arena_text(arena, "%s.%s", stem, kinds[paper->kind]);
    for (int number = 2; is_taken(store, actor, *name, &taken, err); number++) {
        if (!taken)
            return true;
        *name = arena_text(arena, "%s-%d.%s", stem, number, kinds[paper->kind]);
    }
    return false;
}

static bool insert_paper(struct store *store, const struct actor *actor,
                         const struct outbox_paper *paper, const char *name, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.outbox_paper (account_id, name, kind, size, made_at)"
                              " VALUES (:account, :name, :kind, :size, :now)");
    bind_int(&query, ":account", actor->account_id);
    bind_text(&query, ":name", name);
    bind_text(&query, ":kind", kinds[paper->kind]);
    bind_int(&query, ":size", (int64_t)paper->size);
    bind_int(&query, ":now", clock_now());
    return query_run(&query, err);
}

/* Bare, child is what the actor sees: nobody keeps a paper on a child they may not look at. */
static bool insert_child(struct store *store, int64_t id, int64_t child_id, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO main.outbox_child (paper_id, child_id)"
                                     " SELECT :id, id FROM child WHERE id = :child");
    bind_int(&query, ":id", id);
    bind_int(&query, ":child", child_id);
    return query_run(&query, err)
        && (store_changed(store) == 1
            || error_set(err, ERROR_MISSING, MSG("child.missing"), "child %" PRId64, child_id));
}

static bool insert_piece(struct store *store, int64_t id, size_t number, const char *bytes,
                         size_t size, struct error *err)
{
    QUERY(query) = query_open(store, "INSERT INTO main.outbox_piece (paper_id, number, bytes)"
                                     " VALUES (:id, :number, :bytes)");
    bind_int(&query, ":id", id);
    bind_int(&query, ":number", (int64_t)number);
    bind_blob(&query, ":bytes", bytes, size);
    return query_run(&query, err);
}

static bool insert_rest(struct store *store, const struct outbox_paper *paper, int64_t id,
                        struct error *err)
{
    for (size_t i = 0; i < paper->child_count; i++)
        if (!insert_child(store, id, paper->children[i], err))
            return false;
    for (size_t at = 0; at < paper->size; at += PIECE) {
        size_t left = paper->size - at;
        if (!insert_piece(store, id, at / PIECE, (const char *)paper->bytes + at,
                          left < PIECE ? left : PIECE, err))
            return false;
    }
    return true;
}

/* What a paper is called may name a child: the trail knows it by number. */
static bool note(struct store *store, const struct actor *actor, const char *action, int64_t id,
                 const char *detail, struct error *err)
{
    const struct audit_entry entry = {
        .action = action,
        .subject = "paper",
        .subject_id = id,
        .detail = detail,
    };
    return audit_write(store, actor, &entry, err);
}

static bool put(struct store *store, const struct actor *actor, const struct outbox_paper *paper,
                int64_t *id, struct error *err)
{
    ARENA(arena);
    const char *name;
    if (!check_room(store, actor, paper->size, err)
        || !find_name(store, actor, paper, &arena, &name, err)
        || !insert_paper(store, actor, paper, name, err))
        return false;
    int64_t made = store_inserted(store);
    if (!insert_rest(store, paper, made, err)
        || !note(store, actor, "outbox.put", made,
                 audit_detail(&arena, "kind", kinds[paper->kind], NULL), err))
        return false;
    *id = made;
    return true;
}

bool outbox_put(struct store *store, const struct actor *actor, const struct outbox_paper *paper,
                int64_t *id, struct error *err)
{
    return check_paper(actor, paper, err)
        && store_begin(store, err)
        && store_end(store, put(store, actor, paper, id, err), err);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static struct outbox_file read_file(struct query *query, struct arena *arena)
{
    return (struct outbox_file){
        .id = query_int(query, 0),
        .name = query_text(query, 1, arena),
        .kind = kind_of(query_text(query, 2, arena)),
        .size = query_int(query, 3),
        .made_at = query_int(query, 4),
        .print = query_text(query, 5, arena),
        .print_at = query_int(query, 6),
        .reason = query_text(query, 7, arena),
    };
}

/* The actor's papers; one of them by id or name unless these are 0 and NULL. A store that is not
   cut shows everybody's, hence the account. */
static bool read_files(struct store *store, const struct actor *actor, int64_t id, const char *name,
                       struct arena *arena, struct outbox_file **files, size_t *count,
                       struct error *err)
{
    QUERY(query) = query_open(store,
                              "SELECT id, name, kind, size, made_at, print, print_at, reason"
                              " FROM outbox_paper WHERE account_id = :account"
                              " AND (:id IS NULL OR id = :id)"
                              " AND (:name IS NULL OR name = :name COLLATE BINARY)"
                              " ORDER BY id DESC LIMIT :most");
    bind_int(&query, ":account", actor->account_id);
    bind_id(&query, ":id", id);
    bind_text(&query, ":name", name);
    bind_int(&query, ":most", OUTBOX_FILES_MOST);
    *files = arena_array(arena, struct outbox_file, OUTBOX_FILES_MOST);
    *count = 0;
    while (query_next(&query))
        (*files)[(*count)++] = read_file(&query, arena);
    return query_ok(&query, err);
}

bool outbox_list(struct store *store, const struct actor *actor, struct arena *arena,
                 struct outbox_file **files, size_t *count, struct error *err)
{
    return read_files(store, actor, 0, NULL, arena, files, count, err);
}

static bool read_one(struct store *store, const struct actor *actor, int64_t id, const char *name,
                     struct arena *arena, struct outbox_file *file, struct error *err)
{
    struct outbox_file *files;
    size_t count;
    if (!read_files(store, actor, id, name, arena, &files, &count, err))
        return false;
    if (count == 0)
        return error_set(err, ERROR_MISSING, MSG("outbox.missing"), "no such paper");
    *file = files[0];
    return true;
}

bool outbox_file(struct store *store, const struct actor *actor, int64_t id, struct arena *arena,
                 struct outbox_file *file, struct error *err)
{
    return read_one(store, actor, id, NULL, arena, file, err);
}

bool outbox_find(struct store *store, const struct actor *actor, const char *name,
                 struct arena *arena, struct outbox_file *file, struct error *err)
{
    return read_one(store, actor, 0, name, arena, file, err);
}

bool outbox_bytes(struct store *store, int64_t id, int64_t size, struct arena *arena,
                  const char **bytes, struct error *err)
{
    char *all = arena_alloc(arena, (size_t)size + 1);
    size_t length = 0;
    QUERY(query) = query_open(store, "SELECT bytes FROM outbox_piece WHERE paper_id = :id"
                                     " ORDER BY number");
    bind_int(&query, ":id", id);
    while (query_next(&query)) {
        ARENA(row);
        size_t part;
        const void *piece = query_blob(&query, 0, &part, &row);
        if (part > (size_t)size - length)
            break;
        memcpy(all + length, piece, part);
        length += part;
    }
    *bytes = all;
    return query_ok(&query, err)
        && (length == (size_t)size
            || error_set(err, ERROR_MISSING, MSG("outbox.missing"), "paper %" PRId64 " has %zu"
                                                                    " bytes",
                         id, length));
}

bool outbox_look(struct store *store, const struct actor *actor, int64_t id, const char *action,
                 struct error *err)
{
    ARENA(arena);
    const char *route = arena_text(&arena, "papers/%" PRId64, id);
    QUERY(query) = query_open(store, "SELECT child_id FROM main.outbox_child WHERE paper_id = :id"
                                     " ORDER BY child_id");
    bind_int(&query, ":id", id);
    while (query_next(&query))
        if (!audit_look(store, actor, query_int(&query, 0), route, err))
            return false;
    return query_ok(&query, err) && note(store, actor, action, id, NULL, err);
}

static bool read_paper(struct store *store, const struct actor *actor,
                       const struct outbox_file *file, struct arena *arena, const char **bytes,
                       struct error *err)
{
    struct outbox_file now;
    return outbox_file(store, actor, file->id, arena, &now, err)
        && outbox_look(store, actor, now.id, "outbox.read", err)
        && outbox_bytes(store, now.id, now.size, arena, bytes, err);
}

bool outbox_read(struct store *store, const struct actor *actor, const struct outbox_file *file,
                 struct arena *arena, const char **bytes, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, read_paper(store, actor, file, arena, bytes, err), err);
}

/* --- Taking out --------------------------------------------------------------------------------- */

/* The paper of that number, and whatever was made up to a moment. */
static bool delete_papers(struct store *store, int64_t id, int64_t before, struct error *err)
{
    static const char *const statements[] = {
        "DELETE FROM main.outbox_piece WHERE paper_id IN"
        " (SELECT id FROM main.outbox_paper WHERE id = :id OR made_at <= :before)",
        "DELETE FROM main.outbox_child WHERE paper_id IN"
        " (SELECT id FROM main.outbox_paper WHERE id = :id OR made_at <= :before)",
        "DELETE FROM main.outbox_paper WHERE id = :id OR made_at <= :before",
    };
    for (size_t i = 0; i < COUNT(statements); i++) {
        QUERY(query) = query_open(store, statements[i]);
        bind_int(&query, ":id", id);
        bind_int(&query, ":before", before);
        if (!query_run(&query, err))
            return false;
    }
    return true;
}

static bool take_out(struct store *store, const struct actor *actor, int64_t id, struct error *err)
{
    ARENA(arena);
    struct outbox_file file;
    return outbox_file(store, actor, id, &arena, &file, err)
        && delete_papers(store, file.id, NEVER, err)
        && note(store, actor, "outbox.remove", id, NULL, err);
}

bool outbox_remove(struct store *store, const struct actor *actor, int64_t id, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, take_out(store, actor, id, err), err);
}

bool outbox_clear(struct store *store, int64_t now, struct error *err)
{
    return delete_papers(store, NONE, now - OUTBOX_DAYS * DAY, err);
}

int64_t outbox_until(const struct outbox_file *file)
{
    return file->made_at + OUTBOX_DAYS * DAY;
}
