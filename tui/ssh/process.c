#define _GNU_SOURCE 1 /* close_range() */
#include "tui/ssh/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

/* By enum process_kind. Of the weights -1000 is ended never, 1000 first. */
static const struct {
    const char *name, *weight;
} kinds[] = {
    [PROCESS_MONITOR] = {"baoxue-monitor", "-500"},
    [PROCESS_GATE] = {"baoxue-gate",    "-100"},
    [PROCESS_HAND] = {"baoxue-hand",    "-100"},
    [PROCESS_CLERK] = {"baoxue-clerk",   "-100"},
    [PROCESS_NET] = {"baoxue-net",     "300" },
    [PROCESS_SESSION] = {"baoxue-session", "300" },
};

void process_become(enum process_kind kind)
{
    prctl(PR_SET_NAME, kinds[kind].name);
    FILE *file = fopen("/proc/self/oom_score_adj", "we");
    if (!file)
        return;
    fputs(kinds[kind].weight, file);
    fclose(file);
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void close_all_but(const int keep[], size_t count)
{
    int sorted[8];
    unsigned next = STDERR_FILENO + 1;
    for (size_t i = 0; i < count; i++)
        sorted[i] = keep[i];
    qsort(sorted, count, sizeof *sorted, by_number);

    for (size_t i = 0; i < count; i++) {
        if ((unsigned)sorted[i] > next)
            close_range(next, (unsigned)sorted[i] - 1, 0);
        next = (unsigned)sorted[i] + 1;
    }
    close_range(next, ~0u, 0);
}

/* The monitor has blocked signals and handles none; a closed socket is told by the write itself. */
static void default_signals(void)
{
    sigset_t none;
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

pid_t process_fork(enum process_kind kind, const int keep[], size_t count)
{
    pid_t parent = getpid();
    pid_t child = fork();
    if (child != 0)
        return child;

    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(1);
    default_signals();
    int null = open("/dev/null", O_RDWR);
    if (null >= 0) {
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
    }
    close_all_but(keep, count);
    process_become(kind);
    return 0;
}

int process_signals(int signal, ...)
{
    sigset_t set;
    va_list more;
    sigemptyset(&set);
    va_start(more, signal);
    for (; signal != 0; signal = va_arg(more, int))
        sigaddset(&set, signal);
    va_end(more);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int process_signal(int signals)
{
    struct signalfd_siginfo info;
    return read(signals, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

int64_t process_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
