#include "core/outbox/printing.h"

#include "core/base/clock.h"
#include "core/posts/notice.h"
#include "core/posts/post.h"
#include "core/store/audit.h"
#include "core/store/setting.h"
#include "i18n/text.h"

#include <inttypes.h>
#include <string.h>

#define PRINTER "printer"

/* Seconds until the next try, after each that failed: a printer that is switched on comes first. */
static const int64_t rests[PRINTING_TRIES] = {60, 5 * 60, 30 * 60};

/* --- The printer ------------------------------------------------------------------------------ */

bool printing_printer(struct store *store, struct arena *arena, const char **name,
                      struct error *err)
{
    return setting_read(store, PRINTER, arena, name, err);
}

/* As CUPS has it; and none that a program would take for an option. */
static bool is_name(const char *name)
{
    size_t length = strlen(name);
    if (length > PRINTING_NAME_MOST || !text_valid(name, length) || name[0] == '-')
        return false;
    for (const char *at = name; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7F || strchr("/#\\?'\"", *at))
            return false;
    return true;
}

static bool give_up(struct store *store, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.outbox_paper SET print = 'failed', reason = :reason,"
                                     " print_at = :now WHERE print = 'waiting'");
    bind_text(&query, ":reason", MSG("printing.no-printer"));
    bind_int(&query, ":now", clock_now());
    return query_run(&query, err);
}

static bool set(struct store *store, const struct actor *actor, const char *name, struct error *err)
{
    ARENA(arena);
    const struct audit_entry entry = {
        .action = "printing.set",
        .subject = "printer",
        .detail = audit_detail(&arena, "name", name, NULL),
    };
    return setting_keep(store, PRINTER, name, err)
        && (*name || give_up(store, err))
        && audit_write(store, actor, &entry, err);
}

bool printing_set(struct store *store, const struct actor *actor, const char *name,
                  struct error *err)
{
    if (!actor->console)
        return error_set(err, ERROR_DENIED, MSG("denied"), "not at the console");
    if (!is_name(name))
        return error_tell(err, ERROR_INVALID, MSG("printing.name"), name);
    return store_begin(store, err)
        && store_end(store, set(store, actor, name, err), err);
}

/* --- Asking ----------------------------------------------------------------------------------- */

bool printing_takes(enum outbox_kind kind)
{
    return kind == OUTBOX_PDF || kind == OUTBOX_TXT;
}

static bool check(struct store *store, const struct outbox_file *file, struct error *err)
{
    ARENA(arena);
    const char *printer;
    if (!printing_printer(store, &arena, &printer, err))
        return false;
    if (!*printer)
        return error_set(err, ERROR_CONFLICT, MSG("printing.no-printer"), "no printer");
    if (!printing_takes(file->kind))
        return error_set(err, ERROR_INVALID, MSG("printing.kind"), "kind %d", (int)file->kind);
    return strcmp(file->print, "waiting") != 0
        || error_set(err, ERROR_CONFLICT, MSG("printing.waits"), "waits already");
}

static bool mark_waiting(struct store *store, int64_t id, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.outbox_paper SET print = 'waiting',"
                                     " print_at = :now, again_at = 0, tries = 0, reason = ''"
                                     " WHERE id = :id");
    bind_int(&query, ":id", id);
    bind_int(&query, ":now", clock_now());
    return query_run(&query, err);
}

static bool ask(struct store *store, const struct actor *actor, int64_t id, struct error *err)
{
    ARENA(arena);
    struct outbox_file file;
    return outbox_file(store, actor, id, &arena, &file, err)
        && check(store, &file, err)
        && outbox_look(store, actor, id, "outbox.print", err)
        && mark_waiting(store, id, err);
}

bool printing_ask(struct store *store, const struct actor *actor, int64_t id, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, ask(store, actor, id, err), err);
}

/* --- The clerk -------------------------------------------------------------------------------- */

static bool find_job(struct store *store, int64_t now, struct printing_job *job, bool *found,
                     struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id, size FROM main.outbox_paper WHERE print = 'waiting'"
                                     " AND again_at <= :now ORDER BY print_at, id LIMIT 1");
    bind_int(&query, ":now", now);
    *found = query_next(&query);
    if (*found) {
        job->id = query_int(&query, 0);
        job->size = (size_t)query_int(&query, 1);
    }
    return query_ok(&query, err);
}

static bool read_job(struct store *store, int64_t now, struct arena *arena,
                     struct printing_job *job, bool *found, struct error *err)
{
    if (!printing_printer(store, arena, &job->printer, err)
        || !find_job(store, now, job, found, err))
        return false;
    *found = *found && *job->printer;
    return !*found || outbox_bytes(store, job->id, (int64_t)job->size, arena, &job->bytes, err);
}

/* One moment of the folder: it may be emptied by its owner at any time. */
bool printing_next(struct store *store, int64_t now, struct arena *arena, struct printing_job *job,
                   bool *found, struct error *err)
{
    return store_begin_reading(store, err)
        && store_end(store, read_job(store, now, arena, job, found, err), err);
}

static bool mark_done(struct store *store, int64_t id, int64_t now, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.outbox_paper SET print = 'printed', reason = '',"
                                     " print_at = :now WHERE id = :id");
    bind_int(&query, ":id", id);
    bind_int(&query, ":now", now);
    return query_run(&query, err);
}

bool printing_done(struct store *store, int64_t id, int64_t now, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, mark_done(store, id, now, err), err);
}

/* Whose it is and how often it was tried; *account is 0 when it is not there any more. */
static bool read_try(struct store *store, int64_t id, int64_t *account, int64_t *tries,
                     struct error *err)
{
    QUERY(query) = query_open(store, "SELECT account_id, tries FROM main.outbox_paper"
                                     " WHERE id = :id");
    bind_int(&query, ":id", id);
    *account = query_next(&query) ? query_int(&query, 0) : 0;
    *tries = query_int(&query, 1);
    return query_ok(&query, err);
}

static bool mark_failed(struct store *store, int64_t id, const char *reason, int64_t tries,
                        int64_t now, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.outbox_paper SET print = :print, reason = :reason,"
                                     " tries = :tries, again_at = :again,"
                                     " print_at = iif(:print = 'failed', :now, print_at)"
                                     " WHERE id = :id");
    bind_int(&query, ":id", id);
    bind_text(&query, ":print", tries < PRINTING_TRIES ? "waiting" : "failed");
    bind_text(&query, ":reason", reason);
    bind_int(&query, ":tries", tries);
    bind_int(&query, ":again", now + rests[tries - 1]);
    bind_int(&query, ":now", now);
    return query_run(&query, err);
}

static bool tell(struct store *store, int64_t account, const char *today, struct error *err)
{
    ARENA(arena);
    struct actor owner = {0};
    if (!post_actor(store, account, today, &arena, &owner, err))
        return false;
    for (size_t i = 0; i < owner.post_count; i++) {
        const struct notice line = {
            .post_id = owner.posts[i].id,
            .key = MSG("notice.not-printed"),
            .route = "papers",
        };
        if (!notice_add(store, &line, err))
            return false;
    }
    return true;
}

static bool fail_try(struct store *store, int64_t id, const char *reason, int64_t now,
                     const char *today, struct error *err)
{
    int64_t account, tries;
    if (!read_try(store, id, &account, &tries, err))
        return false;
    if (account == 0)
        return true;
    tries++;
    return mark_failed(store, id, reason, tries, now, err)
        && (tries < PRINTING_TRIES || tell(store, account, today, err));
}

bool printing_failed(struct store *store, int64_t id, const char *reason, int64_t now,
                     const char *today, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, fail_try(store, id, reason, now, today, err), err);
}
