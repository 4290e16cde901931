#include "core/exchange/package.h"

#include "core/base/arena.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

enum {
    END_SIZE = 22,    /* of the record at the end of a zip file, without its comment */
    END_64_SIZE = 20, /* of what stands before it in one beyond 4 GB */
    TAIL_MOST = 0xFFFF + END_SIZE + END_64_SIZE,
    DIRECTORY_MOST = 1 << 20, /* bytes of the list of parts */
};

struct package {
    zip_t *zip;
    uint64_t size, unpacked;
    struct arena arena;
};

struct package_part {
    struct package *package;
    zip_file_t *file;
    const char *name;
};

static uint32_t number_at(const unsigned char *bytes, int size)
{
    uint32_t number = 0;
    for (int i = size - 1; i >= 0; i--)
        number = number << 8 | bytes[i];
    return number;
}

static const char *mega(struct arena *arena, uint64_t bytes)
{
    return arena_text(arena, "%llu", (unsigned long long)(bytes >> 20));
}

/* Before libzip lists the parts in memory: whichever end record it may take, the list is short. */
static bool check_end(const unsigned char *tail, size_t at, struct error *err)
{
    ARENA(scratch);
    const unsigned char *end = tail + at;
    bool beyond = at >= END_64_SIZE && memcmp(end - END_64_SIZE, "PK\6\7", 4) == 0;
    if (!beyond && number_at(end + 10, 2) <= PACKAGE_PARTS_MOST
        && number_at(end + 8, 2) <= PACKAGE_PARTS_MOST && number_at(end + 12, 4) <= DIRECTORY_MOST)
        return true;
    return error_tell(err, ERROR_INVALID, MSG("package.too-many-parts"),
                      arena_text(&scratch, "%d", PACKAGE_PARTS_MOST));
}

static bool check_tail(FILE *file, uint64_t size, struct error *err)
{
    ARENA(scratch);
    size_t wanted = size < TAIL_MOST ? (size_t)size : TAIL_MOST;
    unsigned char *tail = arena_alloc(&scratch, TAIL_MOST);
    if (fseeko(file, (off_t)(size - wanted), SEEK_SET) != 0
        || fread(tail, 1, wanted, file) != wanted)
        return error_set(err, ERROR_SYSTEM, MSG("stream.read"), "reading: %m");
    bool found = false;
    for (size_t at = 0; at + END_SIZE <= wanted; at++) {
        if (memcmp(tail + at, "PK\5\6", 4) != 0)
            continue;
        found = true;
        if (!check_end(tail, at, err))
            return false;
    }
    return found || error_set(err, ERROR_INVALID, MSG("package.cut-short"), "no end record");
}

/* The first bytes tell what somebody took for a workbook. */
static bool check_head(FILE *file, struct error *err)
{
    char head[8];
    rewind(file);
    size_t size = fread(head, 1, sizeof head, file);
    if (size == 0)
        return error_set(err, ERROR_INVALID, MSG("package.empty"), "no bytes");
    if (size >= 4 && memcmp(head, "\xD0\xCF\x11\xE0", 4) == 0)
        return error_set(err, ERROR_INVALID, MSG("package.old"), "OLE: old, or with a password");
    return (size >= 4 && memcmp(head, "PK\3\4", 4) == 0)
        || error_set(err, ERROR_INVALID, MSG("package.not-zip"), "no zip file");
}

static bool check_size(FILE *file, uint64_t *size, struct error *err)
{
    ARENA(scratch);
    if (fseeko(file, 0, SEEK_END) != 0)
        return error_set(err, ERROR_SYSTEM, MSG("stream.read"), "reading: %m");
    *size = (uint64_t)ftello(file);
    return *size <= PACKAGE_FILE_MOST
        || error_tell(err, ERROR_INVALID, MSG("package.file-too-large"),
                      mega(&scratch, PACKAGE_FILE_MOST));
}

static bool check_parts(struct package *package, struct error *err)
{
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t stat;
        if (zip_stat_index(package->zip, (zip_uint64_t)i, 0, &stat) != 0)
            return error_set(err, ERROR_INVALID, MSG("package.cut-short"), "part %d", (int)i);
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
            return error_tell(err, ERROR_INVALID, MSG("package.locked"), stat.name);
        if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
            return error_tell(err, ERROR_INVALID, MSG("package.packed"), stat.name);
    }
    return true;
}

/* libzip closes the stream that it is given. */
static bool open_zip(struct package *package, FILE *file, struct error *err)
{
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_filep_create(file, 0, 0, &why);
    if (!source)
        fclose(file);
    else if (!(package->zip = zip_open_from_source(source, ZIP_RDONLY, &why)))
        zip_source_free(source);
    if (!package->zip)
        error_record(err, ERROR_INVALID, MSG("package.cut-short"), "%s", zip_error_strerror(&why));
    zip_error_fini(&why);
    return package->zip != NULL;
}

static bool open_file(struct package *package, FILE *file, struct error *err)
{
    int fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
    FILE *own = fd < 0 ? NULL : fdopen(fd, "rb");
    if (!own)
        return error_set(err, ERROR_SYSTEM, MSG("stream.read"), "opening again: %m");
    if (!check_size(own, &package->size, err)
        || !check_head(own, err)
        || !check_tail(own, package->size, err)) {
        fclose(own);
        return false;
    }
    return open_zip(package, own, err) && check_parts(package, err);
}

struct package *package_open(FILE *file, struct error *err)
{
    struct package *package = calloc(1, sizeof *package);
    if (!package)
        abort();
    if (open_file(package, file, err))
        return package;
    package_close(package);
    return NULL;
}

void package_close(struct package *package)
{
    if (!package)
        return;
    if (package->zip)
        zip_discard(package->zip);
    arena_clear(&package->arena);
    free(package);
}

const char *package_part_name(const struct package *package, size_t index)
{
    return zip_get_name(package->zip, index, 0);
}

struct package_part *package_part_open(struct package *package, const char *name,
                                       struct error *err)
{
    zip_int64_t index = zip_name_locate(package->zip, name, ZIP_FL_NOCASE);
    if (index < 0) {
        (void)error_tell(err, ERROR_MISSING, MSG("package.part-missing"), name);
        return NULL;
    }
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!file) {
        (void)error_tell(err, ERROR_INVALID, MSG("package.broken"), name);
        return NULL;
    }
    struct package_part *part = calloc(1, sizeof *part);
    if (!part)
        abort();
    *part = (struct package_part){package, file, arena_text(&package->arena, "%s", name)};
    return part;
}

void package_part_close(struct package_part *part)
{
    if (!part)
        return;
    zip_fclose(part->file);
    free(part);
}

const char *package_part_called(const struct package_part *part)
{
    return part->name;
}

/* A small file that unpacks without end was made to fill the machine. */
static bool count_unpacked(const struct package_part *part, size_t size, struct error *err)
{
    ARENA(scratch);
    struct package *package = part->package;
    package->unpacked += size;
    if (package->unpacked > PACKAGE_RATIO_FROM
        && package->unpacked / PACKAGE_RATIO_MOST > package->size)
        return error_tell(err, ERROR_INVALID, MSG("package.bomb"), part->name,
                          arena_text(&scratch, "%d", PACKAGE_RATIO_MOST));
    return package->unpacked <= PACKAGE_UNPACKED_MOST
        || error_tell(err, ERROR_INVALID, MSG("package.too-large"), part->name,
                      mega(&scratch, PACKAGE_UNPACKED_MOST));
}

bool package_part_read(struct package_part *part, char *buffer, size_t *size, struct error *err)
{
    zip_int64_t got = zip_fread(part->file, buffer, *size);
    if (got < 0)
        return error_tell(err, ERROR_INVALID, MSG("package.broken"), part->name);
    *size = (size_t)got;
    return count_unpacked(part, *size, err);
}
