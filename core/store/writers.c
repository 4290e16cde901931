#include "core/store/writers.h"

#include "core/base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

int writers_open(const char *path)
{
    ARENA(arena);
    return open(arena_text(&arena, "%s-queue", path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

void writers_close(int queue)
{
    if (queue >= 0)
        close(queue);
}

void writers_enter(int queue)
{
    while (queue >= 0 && flock(queue, LOCK_EX) != 0 && errno == EINTR) {
    }
}

void writers_leave(int queue)
{
    if (queue >= 0)
        flock(queue, LOCK_UN);
}
