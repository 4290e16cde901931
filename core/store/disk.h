/* Where a file lies. SQLite's locks and shared memory hold on this machine's disks alone. */
#ifndef CORE_DISK_H
#define CORE_DISK_H

#include <stdbool.h>

/* False for a path on a disk of another machine (NFS, SMB and their like). */
bool disk_is_local(const char *path);

#endif
