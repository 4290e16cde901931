#define _GNU_SOURCE 1 /* memfd_create(), posix_spawn_file_actions_addclosefrom_np() */
#include "tui/ssh/printer.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/outbox/printing.h"
#include "tui/ssh/process.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SAID_MOST = 300 /* bytes of what lp says that go into the log */
};

/* A file in memory with the paper, at its beginning; -1 when the system has no memory. */
static int paper_file(const struct printing_job *job)
{
    int file = memfd_create("paper", MFD_CLOEXEC);
    for (size_t at = 0; file >= 0 && at < job->size;) {
        ssize_t written = write(file, job->bytes + at, job->size - at);
        if (written <= 0) {
            close(file);
            return -1;
        }
        at += (size_t)written;
    }
    if (file >= 0)
        lseek(file, 0, SEEK_SET);
    return file;
}

/* A process group of its own, so that all of it can be ended; signals as a program expects them. */
static void set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(attributes);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
}

/* Its input is the paper; nothing else that the clerk has open reaches it. */
static void set_files(posix_spawn_file_actions_t *files, int paper, int said)
{
    posix_spawn_file_actions_init(files);
    posix_spawn_file_actions_adddup2(files, paper, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(files, said, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(files, said, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
    posix_spawn_file_actions_addchdir_np(files, "/");
}

/*
 * What the printer's queue shows, and CUPS writes into its logs, is the paper's
 * number: a name of a paper may be that of a child.
 */
static int start_lp(pid_t *process, const struct printing_job *job, int paper, int said)
{
    ARENA(arena);
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t files;
    const char *path = getenv("PATH");
    const char *const words[] = {
        "lp", "-d", job->printer, "-t", arena_text(&arena, "baoxue %" PRId64, job->id), "--", NULL};
    const char *const environment[] = {
        arena_text(&arena, "PATH=%s", path ? path : "/usr/bin:/bin"), "LC_ALL=C.UTF-8", NULL};
    set_attributes(&attributes);
    set_files(&files, paper, said);
    int failed = posix_spawnp(process, "lp", &files, &attributes, (char *const *)words,
                              (char *const *)environment);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

static void note_failure(struct store *store, int64_t paper, const char *reason, const char *today)
{
    struct error err = {0};
    if (!printing_failed(store, paper, reason, clock_now(), today, &err))
        log_line("printer: %s", err.detail);
}

static void start(struct printer *printer, struct store *store, const struct printing_job *job,
                  const char *today)
{
    pid_t process = 0;
    int paper = paper_file(job), said = memfd_create("said", MFD_CLOEXEC);
    int failed = paper >= 0 && said >= 0 ? start_lp(&process, job, paper, said) : ENOMEM;
    if (paper >= 0)
        close(paper);
    if (failed == 0) {
        printer->process = process;
        printer->paper = job->id;
        printer->end = process_clock() + printer->seconds * 1000;
        printer->said = said;
        return;
    }
    if (said >= 0)
        close(said);
    log_line("printer: lp cannot be started: %s", strerror(failed));
    note_failure(store, job->id,
                 failed == ENOENT ? MSG("printing.no-program") : MSG("printing.refused"), today);
}

/* The first of what lp said, for the log. */
static void log_said(const struct printer *printer)
{
    char text[SAID_MOST + 1] = "";
    ssize_t length = pread(printer->said, text, SAID_MOST, 0);
    text[length > 0 ? length : 0] = '\0';
    text[strcspn(text, "\n")] = '\0';
    log_line("printer: paper %" PRId64 ": lp says: %s", printer->paper, text);
}

static void finish(struct printer *printer, struct store *store, const char *reason,
                   const char *today)
{
    struct error err = {0};
    int64_t paper = printer->paper;
    if (reason)
        log_said(printer);
    close(printer->said);
    *printer = (struct printer){.seconds = printer->seconds};
    if (reason)
        note_failure(store, paper, reason, today);
    else if (!printing_done(store, paper, clock_now(), &err))
        log_line("printer: %s", err.detail);
}

static void look(struct printer *printer, struct store *store, const char *today)
{
    int status = 0;
    pid_t ended = waitpid(printer->process, &status, WNOHANG);
    if (ended == 0 && process_clock() >= printer->end) {
        kill(-printer->process, SIGKILL);
        waitpid(printer->process, &status, 0);
        finish(printer, store, MSG("printing.slow"), today);
    } else if (ended != 0) {
        bool taken = ended == printer->process && WIFEXITED(status) && WEXITSTATUS(status) == 0;
        finish(printer, store, taken ? NULL : MSG("printing.refused"), today);
    }
}

void printer_turn(struct printer *printer, struct store *store, const char *today)
{
    ARENA(arena);
    struct error err = {0};
    struct printing_job job = {0};
    bool found = false;
    if (printer->process != 0)
        look(printer, store, today);
    else if (!printing_next(store, clock_now(), &arena, &job, &found, &err))
        log_line("printer: %s", err.detail);
    else if (found)
        start(printer, store, &job, today);
}
