#include "tui/ssh/monitor.h"

#include "core/base/log.h"
#include "forms/paper/pdf.h"
#include "tui/ssh/callers.h"
#include "tui/ssh/entry.h"
#include "tui/ssh/gate.h"
#include "tui/ssh/listener.h"
#include "tui/ssh/net.h"
#include "tui/ssh/process.h"
#include "tui/ssh/timekeeper.h"
#include "tui/ssh/wire.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SESSIONS_MOST = 600,
    SIGN_IN_MOST = (NET_SIGN_IN_SECONDS + 5) * 1000, /* for a net that does not end by itself */
    REST = 1000,                                     /* before a helper that ended is started again, or accept() retried */
    STOPPING_MOST = 4000,                            /* for sessions to say goodbye */
};

/* A child that is always there. */
struct helper {
    const char *name;
    pid_t process; /* 0: not running */
    int64_t rest_until;
};

struct monitor {
    const struct server *server;
    int signals;
    struct listener listener;
    int64_t listen_after; /* when accept() may be tried again */
    struct helper gate, clerk;
    int gate_socket; /* -1 while there is no gate */
    struct sources sources;
    struct callers callers;
    uint64_t last_id;
    int64_t stopping_at; /* 0: not stopping */
};

/* --- Nets ------------------------------------------------------------------------------------------ */

/* Tells the gate of the visitor and forks their net. What fails is closed, and logged once. */
static bool start_net(struct monitor *monitor, struct caller *caller, int client)
{
    int to_gate[2], to_net[2];
    struct wire_visitor visitor = {.connection = caller->id};
    if (!wire_pair(to_gate))
        return false;
    if (!wire_pair(to_net)) {
        close(to_gate[0]);
        close(to_gate[1]);
        return false;
    }
    snprintf(visitor.source, sizeof visitor.source, "%s", caller->address);
    bool told = wire_send(monitor->gate_socket, &visitor, sizeof visitor, to_gate[1]);
    const struct net_ends ends = {.client = client, .gate = to_gate[0], .monitor = to_net[1]};
    const int keep[] = {client, to_gate[0], to_net[1]};
    caller->net = told ? process_fork(PROCESS_NET, keep, 3) : -1;
    if (caller->net == 0)
        net_run(monitor->server->bind, &ends);
    close(to_gate[0]);
    close(to_gate[1]);
    close(to_net[1]);
    caller->socket = to_net[0];
    if (caller->net > 0)
        return true;
    close(to_net[0]);
    return false;
}

static void welcome(struct monitor *monitor, int client, const char *address)
{
    struct source *source = source_find(&monitor->sources, address, process_clock());
    struct caller *caller = callers_free_row(&monitor->callers);
    if (!caller || monitor->gate_socket < 0 || !callers_admit(&monitor->callers, source))
        return;

    *caller = (struct caller){.id = ++monitor->last_id, .came_at = process_clock(), .socket = -1};
    snprintf(caller->address, sizeof caller->address, "%s", address);
    if (!start_net(monitor, caller, client)) {
        log_line("no process for a connection: %s", strerror(errno));
        *caller = (struct caller){.socket = -1};
        return;
    }
    caller->source = source;
    source->waiting++;
}

static void accept_one(struct monitor *monitor, int socket)
{
    char address[SOURCE_SIZE];
    int client = listener_accept(socket, address);
    if (client < 0) {
        monitor->listen_after = listener_exhausted() ? process_clock() + REST : 0;
        return;
    }
    welcome(monitor, client, address);
    close(client);
}

/* --- Sessions --------------------------------------------------------------------------------------- */

/* Takes every word that the gate has said so far. */
static void hear_gate(struct monitor *monitor)
{
    struct wire_word word;
    enum wire_got got = WIRE_MESSAGE;
    while (monitor->gate_socket >= 0 && got == WIRE_MESSAGE) {
        got = wire_receive(monitor->gate_socket, &word, sizeof word, false, NULL);
        struct caller *caller =
            got == WIRE_MESSAGE ? callers_find(&monitor->callers, word.connection) : NULL;
        if (caller && caller->account == 0)
            caller->account = word.account_id;
    }
    if (got == WIRE_CLOSED) {
        close(monitor->gate_socket);
        monitor->gate_socket = -1;
    }
}

static int clamp(int value, int least, int most)
{
    return value < least ? least : value > most ? most
                                                : value;
}

/* A net may say anything: every text gets its end and every number its bounds. */
static void make_sound(struct link_start *start, const struct caller *caller)
{
    start->account_id = caller->account;
    start->term[sizeof start->term - 1] = '\0';
    start->command[sizeof start->command - 1] = '\0';
    start->client[sizeof start->client - 1] = '\0';
    if (strchr(start->term, '/') || start->term[0] == '.')
        strcpy(start->term, "vt100");
    start->columns = clamp(start->columns, LINK_COLUMNS_LEAST, LINK_COLUMNS_MOST);
    start->rows = clamp(start->rows, LINK_ROWS_LEAST, LINK_ROWS_MOST);
    snprintf(start->source, sizeof start->source, "%s", caller->address);
}

static void start_session(struct monitor *monitor, struct caller *caller,
                          const struct link_start *start)
{
    int pair[2] = {-1, -1};
    enum wire_begun begun = WIRE_FULL;
    if (callers_sessions(&monitor->callers) < SESSIONS_MOST && wire_pair(pair)) {
        caller->session = process_fork(PROCESS_SESSION, &pair[1], 1);
        if (caller->session == 0) {
            net_forget(monitor->server->bind);
            entry_run(start, pair[1], &monitor->server->setting);
        }
        begun = caller->session > 0 ? WIRE_BEGUN : WIRE_FULL;
        close(pair[1]);
    }
    if (begun == WIRE_BEGUN)
        log_line("connection %lu from %s: account %ld, session %d, %s",
                 (unsigned long)caller->id, caller->address, (long)caller->account,
                 (int)caller->session, start->client);
    wire_send(caller->socket, &begun, sizeof begun, begun == WIRE_BEGUN ? pair[0] : -1);
    if (pair[0] >= 0)
        close(pair[0]);
}

/* The net asks for its session. Nobody gets one but by the gate's word, and nobody two. */
static void hear_net(struct monitor *monitor, struct caller *caller)
{
    struct link_start start;
    enum wire_got got = wire_receive(caller->socket, &start, sizeof start, false, NULL);
    if (got == WIRE_NOTHING)
        return;
    if (got == WIRE_CLOSED) {
        close(caller->socket);
        caller->socket = -1;
        return;
    }
    hear_gate(monitor);
    if (caller->account == 0 || caller->session != 0) {
        log_line("connection %lu: its net asked for a session out of turn; ended",
                 (unsigned long)caller->id);
        kill(caller->net, SIGKILL);
        return;
    }
    caller_stop_waiting(caller);
    make_sound(&start, caller);
    start_session(monitor, caller, &start);
}

/* --- Helpers ------------------------------------------------------------------------------------------ */

static void start_gate(struct monitor *monitor)
{
    int pair[2];
    if (!wire_pair(pair))
        return;
    monitor->gate.process = process_fork(PROCESS_GATE, &pair[1], 1);
    if (monitor->gate.process == 0) {
        net_forget(monitor->server->bind);
        gate_run(pair[1], monitor->server->setting.folder);
    }
    close(pair[1]);
    if (monitor->gate_socket >= 0)
        close(monitor->gate_socket);
    monitor->gate_socket = pair[0];
}

static void start_clerk(struct monitor *monitor)
{
    monitor->clerk.process = process_fork(PROCESS_CLERK, NULL, 0);
    if (monitor->clerk.process == 0) {
        net_forget(monitor->server->bind);
        timekeeper_run(&monitor->server->setting);
    }
}

static void start_helpers(struct monitor *monitor)
{
    int64_t now = process_clock();
    if (monitor->gate.process <= 0 && now >= monitor->gate.rest_until)
        start_gate(monitor);
    if (monitor->clerk.process <= 0 && now >= monitor->clerk.rest_until)
        start_clerk(monitor);
}

/* --- Endings ------------------------------------------------------------------------------------------ */

static void note_end(const char *what, uint64_t id, int status)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
        log_line("ALARM: %s of connection %lu asked for what it may not, and was ended", what,
                 (unsigned long)id);
    else if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL && WTERMSIG(status) != SIGTERM)
        log_line("%s of connection %lu was ended by signal %d", what, (unsigned long)id,
                 WTERMSIG(status));
}

static bool helper_ended(struct monitor *monitor, struct helper *helper, pid_t child)
{
    if (helper->process != child)
        return false;
    helper->process = 0;
    helper->rest_until = process_clock() + REST;
    if (monitor->stopping_at == 0)
        log_line("the %s has ended; another follows", helper->name);
    return true;
}

static void caller_ended(struct monitor *monitor, pid_t child, int status)
{
    for (EACH_CALLER(&monitor->callers, caller)) {
        if (caller->id == 0 || (caller->net != child && caller->session != child))
            continue;
        bool net = caller->net == child;
        note_end(net ? "the net" : "the session", caller->id, status);
        *(net ? &caller->net : &caller->session) = -1;
        if (net) {
            caller_stop_waiting(caller);
            if (caller->socket >= 0)
                close(caller->socket);
            caller->socket = -1;
        }
        if (caller->net <= 0 && caller->session <= 0) {
            if (caller->session < 0)
                log_line("connection %lu: ended", (unsigned long)caller->id);
            *caller = (struct caller){.socket = -1};
        }
        return;
    }
}

static void reap(struct monitor *monitor)
{
    int status;
    for (pid_t child; (child = waitpid(-1, &status, WNOHANG)) > 0;)
        if (!helper_ended(monitor, &monitor->gate, child)
            && !helper_ended(monitor, &monitor->clerk, child))
            caller_ended(monitor, child, status);
}

/* Tells every session; nets follow their sessions. */
static void begin_stopping(struct monitor *monitor)
{
    log_line("stopping");
    monitor->stopping_at = process_clock();
    listener_close(&monitor->listener);
    for (EACH_CALLER(&monitor->callers, caller)) {
        if (caller->session > 0)
            kill(caller->session, SIGTERM);
        else if (caller->net > 0)
            kill(caller->net, SIGKILL);
    }
    if (monitor->gate_socket >= 0)
        close(monitor->gate_socket);
    monitor->gate_socket = -1;
    if (monitor->clerk.process > 0)
        kill(monitor->clerk.process, SIGTERM);
}

static void handle_signals(struct monitor *monitor)
{
    for (int signal; (signal = process_signal(monitor->signals)) != 0;)
        if (signal != SIGCHLD && monitor->stopping_at == 0)
            begin_stopping(monitor);
    reap(monitor);
}

static void kill_the_slow(struct monitor *monitor)
{
    int64_t now = process_clock();
    for (EACH_CALLER(&monitor->callers, caller))
        if (caller->id != 0 && caller->net > 0 && caller->session == 0
            && now - caller->came_at >= SIGN_IN_MOST)
            kill(caller->net, SIGKILL);
}

static bool all_gone(struct monitor *monitor)
{
    bool gone = monitor->gate.process <= 0 && monitor->clerk.process <= 0;
    for (EACH_CALLER(&monitor->callers, caller))
        gone = gone && caller->id == 0;
    return gone;
}

/* The last word to whoever is still there after their time. */
static void end_all(struct monitor *monitor)
{
    for (EACH_CALLER(&monitor->callers, caller)) {
        if (caller->net > 0)
            kill(caller->net, SIGKILL);
        if (caller->session > 0)
            kill(caller->session, SIGKILL);
    }
    if (monitor->gate.process > 0)
        kill(monitor->gate.process, SIGKILL);
    if (monitor->clerk.process > 0)
        kill(monitor->clerk.process, SIGKILL);
    while (wait(NULL) > 0) {
    }
}

/* --- The loop ------------------------------------------------------------------------------------------ */

static nfds_t watch(const struct monitor *monitor, struct pollfd polls[])
{
    nfds_t count = 0;
    bool listening = process_clock() >= monitor->listen_after;
    polls[count++] = (struct pollfd){.fd = monitor->signals, .events = POLLIN};
    polls[count++] = (struct pollfd){.fd = monitor->gate_socket, .events = POLLIN};
    for (int i = 0; i < LISTENER_SOCKETS; i++)
        polls[count++] = (struct pollfd){
            .fd = listening ? monitor->listener.sockets[i] : -1, .events = POLLIN};
    for (int i = 0; i < CALLERS_MOST; i++) {
        const struct caller *caller = &monitor->callers.rows[i];
        polls[count++] = (struct pollfd){
            .fd = caller->id != 0 ? caller->socket : -1, .events = POLLIN};
    }
    return count;
}

static void handle(struct monitor *monitor, const struct pollfd polls[])
{
    const struct pollfd *callers = polls + 2 + LISTENER_SOCKETS;
    if (polls[1].revents)
        hear_gate(monitor);
    for (int i = 0; i < CALLERS_MOST; i++)
        if (callers[i].revents && monitor->callers.rows[i].socket == callers[i].fd)
            hear_net(monitor, &monitor->callers.rows[i]);
    for (int i = 0; i < LISTENER_SOCKETS; i++)
        if (polls[2 + i].revents)
            accept_one(monitor, monitor->listener.sockets[i]);
    if (polls[0].revents)
        handle_signals(monitor);
}

static bool turn(struct monitor *monitor)
{
    static struct pollfd polls[2 + LISTENER_SOCKETS + CALLERS_MOST];
    if (monitor->stopping_at == 0)
        start_helpers(monitor);
    nfds_t count = watch(monitor, polls);
    if (poll(polls, count, monitor->stopping_at ? 100 : REST) > 0)
        handle(monitor, polls);
    kill_the_slow(monitor);
    return monitor->stopping_at == 0
        || (!all_gone(monitor) && process_clock() - monitor->stopping_at < STOPPING_MOST);
}

/* Once for all sessions: in its box none could look for them. Without them all but printing works. */
static void read_fonts(void)
{
    struct error err = {0};
    if (!pdf_prepare(&err))
        log_line("no PDF can be made: %s %s", err.detail, err.values[0]);
}

bool monitor_run(const struct server *server, struct error *err)
{
    struct monitor *monitor = calloc(1, sizeof *monitor);
    if (!monitor)
        abort();
    *monitor = (struct monitor){
        .server = server, .gate_socket = -1, .gate.name = "gate", .clerk.name = "clerk"};
    for (EACH_CALLER(&monitor->callers, caller))
        caller->socket = -1;
    monitor->signals = process_signals(SIGCHLD, SIGTERM, SIGINT, SIGHUP, 0);
    bool ok = listener_open(&monitor->listener, server->address, server->port, err);
    if (ok) {
        process_become(PROCESS_MONITOR);
        read_fonts();
        log_line("listening on port %s, host key %s", server->port, server->host_key);
        while (turn(monitor)) {
        }
        end_all(monitor);
        log_line("stopped");
    }
    close(monitor->signals);
    free(monitor);
    return ok;
}
