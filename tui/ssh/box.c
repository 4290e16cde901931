#include "tui/ssh/box.h"

#include "core/base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum {
    MEGABYTE = 1 << 20,
    NET_MEMORY = 64, /* megabytes, beyond what the monitor had when it forked */
    SESSION_MEMORY = 1024,
    NET_FILES = 16,
    SESSION_FILES = 64,
};

/* Both: memory, time, chance, waiting, ending. */
static const char *const common_calls[] = {
    "brk",
    "clock_gettime",
    "clock_nanosleep",
    "close",
    "exit",
    "exit_group",
    "fstat",
    "futex",
    "getpid",
    "getppid",
    "getrandom",
    "gettid",
    "gettimeofday",
    "lseek",
    "madvise",
    "mremap",
    "munmap",
    "newfstatat",
    "poll",
    "ppoll",
    "read",
    "recvfrom",
    "recvmsg",
    "restart_syscall",
    "rseq",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sendmsg",
    "sendto",
    "shutdown",
    "time",
    "write",
    "writev",
};

static const char *const net_calls[] = {
    "getpeername",
    "getsockname",
    "getsockopt",
    "setsockopt",
};

/* What SQLite, ncurses and the commands do with files of the county's folder. */
static const char *const session_calls[] = {
    "access",
    "chmod",
    "dup",
    "dup2",
    "dup3",
    "faccessat",
    "faccessat2",
    "fadvise64",
    "fallocate",
    "fchmod",
    "fchown",
    "fcntl",
    "fdatasync",
    "flock",
    "fstatfs",
    "fsync",
    "ftruncate",
    "getcwd",
    "getdents64",
    "getegid",
    "geteuid",
    "getgid",
    "getrusage",
    "getuid",
    "link",
    "lstat",
    "memfd_create",
    "mkdir",
    "mkdirat",
    "open",
    "openat",
    "pipe",
    "pipe2",
    "pread64",
    "pwrite64",
    "readlink",
    "readlinkat",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "sched_getaffinity",
    "sched_yield",
    "signalfd4",
    "stat",
    "statfs",
    "statx",
    "sysinfo",
    "umask",
    "uname",
    "unlink",
    "unlinkat",
    "utimensat",
};

/* What the checkers of a build with --enable-sanitizers need to report and to end. */
static const char *const sanitizer_calls[] = {
    "getrlimit",
    "mprotect",
    "open",
    "openat",
    "prctl",
    "prlimit64",
    "readlink",
    "sched_yield",
    "sigaltstack",
    "stat",
    "tgkill",
};

static void allow(scmp_filter_ctx filter, const char *const names[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, seccomp_syscall_resolve_name(names[i]), 0);
}

/* Memory may be asked for, but never memory that can be run. */
static void allow_data_memory(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_code);
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code);
}

static void allow_ioctl(scmp_filter_ctx filter, const unsigned long requests[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
                         SCMP_A1(SCMP_CMP_EQ, requests[i]));
}

static void allow_net(scmp_filter_ctx filter)
{
    static const unsigned long requests[] = {FIONREAD, SIOCOUTQ};
    allow(filter, net_calls, COUNT(net_calls));
    allow_ioctl(filter, requests, COUNT(requests));
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, F_GETFL));
    seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, F_SETFL));
}

static void allow_session(scmp_filter_ctx filter)
{
    /* ncurses asks its memory file whether it is a terminal, in several ways. */
    static const unsigned long requests[] = {FIONREAD, TCGETS, TCSETS, TCSETSW,
                                             TCSETSF, TCFLSH, TIOCGWINSZ};
    allow(filter, session_calls, COUNT(session_calls));
    allow_ioctl(filter, requests, COUNT(requests));
}

static bool load(void (*allow_more)(scmp_filter_ctx), struct error *err)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return error_set(err, ERROR_SYSTEM, MSG("serve.box"), "seccomp_init");

    allow(filter, common_calls, COUNT(common_calls));
    allow_data_memory(filter);
    allow_more(filter);
    if (SANITIZED)
        allow(filter, sanitizer_calls, COUNT(sanitizer_calls));
    int failed = seccomp_load(filter);
    seccomp_release(filter);
    return failed == 0
        || error_set(err, ERROR_SYSTEM, MSG("serve.box"), "seccomp_load: %s", strerror(-failed));
}

/* Address space in use now, in bytes: what was mapped before the fork counts for the limit too. */
static rlim_t memory_now(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file)
        return RLIM_INFINITY;
    if (fscanf(file, "%lu", &pages) != 1)
        pages = 0;
    fclose(file);
    return pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static bool limit(__rlimit_resource_t resource, rlim_t most, struct error *err)
{
    const struct rlimit both = {most, most};
    return setrlimit(resource, &both) == 0
        || error_set(err, ERROR_SYSTEM, MSG("serve.box"), "setrlimit %d: %s", (int)resource,
                     strerror(errno));
}

/* The sanitizers map terabytes of shadow, and are not for use in a county. */
static bool limit_memory(rlim_t megabytes, struct error *err)
{
    return SANITIZED || limit(RLIMIT_AS, memory_now() + megabytes * MEGABYTE, err);
}

/* No core file: it would hold what people wrote, or the host key. */
static bool keep_to_itself(struct error *err)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return error_set(err, ERROR_SYSTEM, MSG("serve.box"), "prctl: %s", strerror(errno));
    return limit(RLIMIT_CORE, 0, err)
        && limit(RLIMIT_NPROC, 0, err);
}

bool box_net(struct error *err)
{
    return keep_to_itself(err)
        && limit_memory(NET_MEMORY, err)
        && limit(RLIMIT_NOFILE, NET_FILES, err)
        && (SANITIZED || limit(RLIMIT_FSIZE, 0, err))
        && load(allow_net, err);
}

bool box_session(struct error *err)
{
    return keep_to_itself(err)
        && limit_memory(SESSION_MEMORY, err)
        && limit(RLIMIT_NOFILE, SESSION_FILES, err)
        && load(allow_session, err);
}
