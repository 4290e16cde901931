#define _GNU_SOURCE 1 /* clone(), process_vm_readv() */
#include "tests/support/fixture.h"

#include "forms/paper/pdf.h"
#include "tui/ssh/box.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

/* What opening a file ends with: the reports of the sanitizers need to. */
#if defined(__SANITIZE_ADDRESS__)
enum {
    OPENING = 0
};
#else
enum {
    OPENING = SIGSYS
};
#endif

typedef bool enter_box(struct error *err);

/* How a child ended that did one thing in a box: the signal, or 0 when it lived on. */
static int fate(enter_box *enter, void (*deed)(void))
{
    int status;
    struct error err = {0};
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (!enter(&err))
            _exit(9);
        deed();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void open_a_file(void)
{
    syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
}

static void open_a_socket(void)
{
    syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static void connect_out(void)
{
    syscall(SYS_connect, 0, NULL, 0);
}

static void listen_for_clients(void)
{
    syscall(SYS_listen, 0, 1);
}

static void run_a_program(void)
{
    const char *const words[] = {"sh", NULL};
    syscall(SYS_execve, "/bin/sh", words, NULL);
}

static void make_a_process(void)
{
    syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, 0);
}

static void look_into_another(void)
{
    syscall(SYS_ptrace, PTRACE_ATTACH, 1, NULL, NULL);
}

static void read_anothers_memory(void)
{
    syscall(SYS_process_vm_readv, 1, NULL, 0, NULL, 0, 0);
}

static void make_memory_that_runs(void)
{
    syscall(SYS_mmap, NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void type_for_another(void)
{
    syscall(SYS_ioctl, 0, TIOCSTI, "x");
}

static void end_another(void)
{
    syscall(SYS_kill, 1, 0);
}

/* What a net and a session live on; both must survive it. */
static void live(void)
{
    char *memory = malloc(4 << 20);
    memset(memory, 1, 4 << 20);
    free(memory);
    usleep(1);
    if (write(STDERR_FILENO, "", 0) != 0)
        abort();
}

static void write_a_file(void)
{
    FILE *file = tmpfile();
    if (!file || fputs("x", file) < 0 || fclose(file) != 0)
        abort();
}

static const struct {
    const char *name;
    void (*deed)(void);
} deeds[] = {
    {"open_a_socket",         open_a_socket        },
    {"connect_out",           connect_out          },
    {"listen_for_clients",    listen_for_clients   },
    {"run_a_program",         run_a_program        },
    {"make_a_process",        make_a_process       },
    {"look_into_another",     look_into_another    },
    {"read_anothers_memory",  read_anothers_memory },
    {"make_memory_that_runs", make_memory_that_runs},
    {"type_for_another",      type_for_another     },
    {"end_another",           end_another          },
};

static void each_deed_ends(enter_box *enter)
{
    for (size_t i = 0; i < COUNT(deeds); i++) {
        int signal = fate(enter, deeds[i].deed);
        if (signal != SIGSYS)
            fail_msg("%s ended with signal %d", deeds[i].name, signal);
    }
}

static void a_net_that_reaches_out_is_ended_by_the_kernel(void **state)
{
    (void)state;

    each_deed_ends(box_net);
}

static void a_net_can_open_no_file(void **state)
{
    (void)state;

    assert_int_equal(fate(box_net, open_a_file), OPENING);
}

static void a_session_that_reaches_out_is_ended_by_the_kernel(void **state)
{
    (void)state;

    each_deed_ends(box_session);
}

static void what_they_live_on_is_allowed(void **state)
{
    (void)state;

    assert_int_equal(fate(box_net, live), 0);
    assert_int_equal(fate(box_session, live), 0);
    assert_int_equal(fate(box_session, write_a_file), 0);
}

/* Letters of every kind, and bytes that are none: no family has them, and Pango has a word to say. */
static void make_a_paper(void)
{
    struct error err = {0};
    char *bytes;
    size_t size;
    FILE *out = open_memstream(&bytes, &size);
    const struct pdf_about about = {.title = "", .author = "", .at = "2026-09-17 14:03"};
    struct pdf *pdf = pdf_open(out, &about, &err);
    struct pdf_text text = {.width = 400, .style = PDF_TITLE, .count = 1};
    static const char *const texts[] = {"表 ئا A", "ཀ ᠮ ก ꆈ 🧒 𠀀", "\xff\xc3("};
    if (!pdf)
        abort();
    pdf_page(pdf);
    for (size_t i = 0; i < COUNT(texts); i++) {
        text.text = texts[i];
        pdf_write(pdf, &text);
    }
    if (!pdf_close(pdf, &err) || fclose(out) != 0 || size == 0)
        abort();
    free(bytes);
}

static void a_session_makes_papers_of_fonts_that_were_read_before(void **state)
{
    struct fixture *f = *state;

    assert_true(pdf_prepare(&f->err));

    assert_int_equal(fate(box_session, make_a_paper), 0);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_net_that_reaches_out_is_ended_by_the_kernel),
        SPEC(a_net_can_open_no_file),
        SPEC(a_session_that_reaches_out_is_ended_by_the_kernel),
        SPEC(what_they_live_on_is_allowed),
        SPEC(a_session_makes_papers_of_fonts_that_were_read_before),
    };
    return cmocka_run_group_tests_name("box", specs, NULL, NULL);
}
