#include "core/store/disk.h"

#include "core/base/arena.h"

#include <libgen.h>
#include <string.h>
#include <sys/vfs.h>

/* Magic numbers of file systems that live on another machine, as statfs(2) lists them. */
static const unsigned long remote[] = {
    0x6969,     /* NFS */
    0x517B,     /* SMB */
    0xFF534D42, /* CIFS */
    0xFE534D42, /* SMB 2 */
    0x5346414F, /* AFS */
    0x6B414653, /* AFS of the kernel */
    0x73757245, /* Coda */
    0x00C36400, /* Ceph */
    0x0BD00BD0, /* Lustre */
    0x47504653, /* GPFS */
    0x7461636F, /* OCFS2 */
    0x01161970, /* GFS2 */
};

/* The file may not be there yet: its folder answers for it. */
bool disk_is_local(const char *path)
{
    ARENA(arena);
    struct statfs where;
    if (statfs(dirname(arena_copy(&arena, path, strlen(path))), &where) != 0)
        return true;
    for (size_t i = 0; i < COUNT(remote); i++)
        if (((unsigned long)where.f_type & 0xFFFFFFFFUL) == remote[i])
            return false;
    return true;
}
