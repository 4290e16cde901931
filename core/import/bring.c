#include "core/import/bring.h"

#include "core/store/audit.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool note(struct store *store, const struct actor *actor, const char *action,
                 const char *name, struct error *err)
{
    ARENA(arena);
    const struct audit_entry entry = {
        .action = action,
        .subject = "import",
        .detail = audit_detail(&arena, "file", name, NULL),
    };
    return store_begin(store, err)
        && store_end(store, audit_write(store, actor, &entry, err), err);
}

static bool check_room(const char *county, struct error *err)
{
    ARENA(arena);
    struct drop_file *files;
    size_t count;
    int64_t all = 0;
    if (!drop_files(county, &arena, &files, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        all += files[i].size;
    return (count < DROP_FILES_MOST && all < BRING_ALL_MOST)
        || error_set(err, ERROR_CONFLICT, MSG("bring.full"), "%zu files", count);
}

/* Two who bring the same file do not write into one; nor does somebody who brings it twice. */
static const char *part_of(const char *name, struct arena *arena)
{
    static unsigned begun;
    return arena_text(arena, "%s.%ld-%u.part", name, (long)getpid(), ++begun);
}

bool bring_begin(const char *county, const struct actor *actor, const char *name,
                 struct arena *arena, struct bring *bring, struct error *err)
{
    const char *part = part_of(name, arena);
    if (!permit(actor, MAY_IMPORT, err) || !check_room(county, err))
        return false;
    if (strlen(name) > BRING_NAME_MOST)
        return error_tell(err, ERROR_INVALID, MSG("drop.name"), name);
    FILE *file = drop_create(county, part, err);
    if (!file)
        return false;
    *bring = (struct bring){
        .file = file,
        .name = arena_copy(arena, name, strlen(name)),
        .part = part,
    };
    return true;
}

bool bring_write(struct bring *bring, uint64_t from, const char *bytes, size_t length,
                 struct error *err)
{
    if (length > BRING_BYTES_MOST || from > BRING_BYTES_MOST - length)
        return error_set(err, ERROR_INVALID, MSG("bring.too-large"), "beyond the most");
    if (from > bring->size)
        return error_set(err, ERROR_INVALID, MSG("bring.gap"), "a gap");
    if (ftello(bring->file) != (off_t)from && fseeko(bring->file, (off_t)from, SEEK_SET) != 0)
        return error_set(err, ERROR_SYSTEM, MSG("bring.disk"), "seeking: %s", strerror(errno));
    if (fwrite(bytes, 1, length, bring->file) != length)
        return error_set(err, ERROR_SYSTEM, MSG("bring.disk"), "writing: %s", strerror(errno));
    bring->size = from + length > bring->size ? from + length : bring->size;
    return true;
}

/* What was put into the folder is noted first: nothing lies there that nobody brought. */
bool bring_end(struct store *store, const char *county, const struct actor *actor,
               struct bring *bring, struct error *err)
{
    const struct bring came = *bring;
    bool whole = fflush(came.file) == 0 && fsync(fileno(came.file)) == 0;
    *bring = (struct bring){0};
    fclose(came.file);
    if (!whole)
        (void)error_set(err, ERROR_SYSTEM, MSG("bring.disk"), "closing: %s", strerror(errno));
    bool ended = whole
        && permit(actor, MAY_IMPORT, err)
        && note(store, actor, "drop.bring", came.name, err)
        && drop_rename(county, came.part, came.name, err);
    struct error ignored = {0};
    if (!ended)
        drop_remove(county, came.part, &ignored);
    return ended;
}

void bring_give_up(const char *county, struct bring *bring)
{
    struct error ignored = {0};
    if (!bring->file)
        return;
    fclose(bring->file);
    drop_remove(county, bring->part, &ignored);
    *bring = (struct bring){0};
}

bool bring_list(const char *county, const struct actor *actor, struct arena *arena,
                struct drop_file **files, size_t *count, struct error *err)
{
    return permit(actor, MAY_IMPORT, err)
        && drop_files(county, arena, files, count, err);
}

FILE *bring_open(struct store *store, const char *county, const struct actor *actor,
                 const char *name, struct error *err)
{
    FILE *file = permit(actor, MAY_IMPORT, err) ? drop_open(county, name, err) : NULL;
    if (!file || note(store, actor, "drop.take", name, err))
        return file;
    fclose(file);
    return NULL;
}

bool bring_remove(struct store *store, const char *county, const struct actor *actor,
                  const char *name, struct error *err)
{
    return permit(actor, MAY_IMPORT, err)
        && note(store, actor, "drop.remove", name, err)
        && drop_remove(county, name, err);
}

bool bring_rename(struct store *store, const char *county, const struct actor *actor,
                  const char *from, const char *to, struct error *err)
{
    if (!permit(actor, MAY_IMPORT, err))
        return false;
    if (strlen(to) > BRING_NAME_MOST)
        return error_tell(err, ERROR_INVALID, MSG("drop.name"), to);
    return note(store, actor, "drop.bring", to, err)
        && drop_rename(county, from, to, err);
}

static bool same_file(FILE *left, FILE *right)
{
    struct stat one, other;
    return fstat(fileno(left), &one) == 0
        && fstat(fileno(right), &other) == 0
        && one.st_dev == other.st_dev
        && one.st_ino == other.st_ino;
}

/* The name that an open file has in the folder; NULL when it lies elsewhere. */
static const char *name_within(const char *county, FILE *file, struct arena *arena)
{
    struct drop_file *files;
    size_t count;
    struct error ignored = {0};
    if (!drop_files(county, arena, &files, &count, &ignored))
        return NULL;
    for (size_t i = 0; i < count; i++) {
        FILE *laid = drop_open(county, files[i].name, &ignored);
        bool same = laid && same_file(laid, file);
        if (laid)
            fclose(laid);
        if (same)
            return files[i].name;
    }
    return NULL;
}

void bring_withdraw(struct store *store, const char *county, const struct actor *actor, FILE *read,
                    struct error *refusal)
{
    ARENA(arena);
    struct error failure = {0};
    const char *name = name_within(county, read, &arena);
    const char *group = arena_text(&arena, "%s", refusal->values[0]);
    if (!name)
        return;
    bool gone = bring_remove(store, county, actor, name, &failure)
        && drop_remove(county, drop_rejects_name(name, &arena), &failure);
    *refusal = failure;
    if (gone)
        error_record_values(refusal, ERROR_INVALID, MSG("import.group-restricted-gone"),
                            (const char *const[]){group, NULL});
}
