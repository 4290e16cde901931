#include "tui/ssh/connection.h"

#include "core/base/arena.h"
#include "tui/ssh/process.h"
#include "tui/term/modes.h"

#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    TYPED_MOST = 64 * 1024,    /* then libssh keeps the rest, and the client's window closes */
    OVERRUN = 4 * 1024 * 1024, /* a client that goes on past its window */
    SHOWN_MOST = 1024 * 1024,  /* then the session waits */
    BUDGET_LEAST = 600,        /* un-acknowledged bytes: about one frame on a slow line */
    BUDGET_MOST = 64 * 1024,
    BUDGET_STEP = 512,
    BUDGET_COMMAND = 256 * 1024, /* a command's output is wanted whole, not fresh */
    SOON = 20,                   /* milliseconds until a full line is looked at again */
    GOODBYE = 2000,              /* milliseconds for the client to close its side */
};

static void append(struct bytes *bytes, const char *data, size_t length)
{
    if (bytes->length + length > bytes->room) {
        bytes->room = (bytes->length + length) * 2;
        bytes->data = realloc(bytes->data, bytes->room);
        if (!bytes->data)
            _exit(1);
    }
    memcpy(bytes->data + bytes->length, data, length);
    bytes->length += length;
}

/* What a large frame or an import took is given back when it has gone. */
static void take_front(struct bytes *bytes, size_t length)
{
    bytes->length -= length;
    memmove(bytes->data, bytes->data + length, bytes->length);
    if (bytes->length == 0 && bytes->room > (size_t)4 * LINK_BYTES_MOST) {
        free(bytes->data);
        *bytes = (struct bytes){0};
    }
}

static int between(int value, int least, int most)
{
    return value < least ? least : value > most ? most
                                                : value;
}

/* A client that names no size (0 x 0) has the size that programs were written for. */
static void set_size(struct connection *connection, int columns, int rows)
{
    connection->start.columns = columns == 0 ? 80 : between(columns, LINK_COLUMNS_LEAST, LINK_COLUMNS_MOST);
    connection->start.rows = rows == 0 ? 24 : between(rows, LINK_ROWS_LEAST, LINK_ROWS_MOST);
    connection->resized = true;
}

static int ask_terminal(ssh_session ssh, ssh_channel channel, const char *term, int columns,
                        int rows, int width, int height, void *data)
{
    (void)ssh, (void)channel, (void)width, (void)height;
    static const char known[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+._-";
    struct connection *connection = data;
    if (connection->start.terminal || connection->asked)
        return 1;

    struct link_start *start = &connection->start;
    size_t length = strlen(term);
    bool fine = length > 0 && length < sizeof start->term && strspn(term, known) == length
        && term[0] != '.';
    strcpy(start->term, fine ? term : "vt100");
    start->terminal = true;
    set_size(connection, columns, rows);
    return 0;
}

static int change_size(ssh_session ssh, ssh_channel channel, int columns, int rows, int width,
                       int height, void *data)
{
    (void)ssh, (void)channel, (void)width, (void)height;
    set_size(data, columns, rows);
    return 0;
}

static int ask_screens(ssh_session ssh, ssh_channel channel, void *data)
{
    (void)ssh, (void)channel;
    struct connection *connection = data;
    if (connection->asked)
        return 1;
    connection->asked = true;
    return 0;
}

static int ask_command(ssh_session ssh, ssh_channel channel, const char *command, void *data)
{
    (void)ssh, (void)channel;
    struct connection *connection = data;
    if (connection->asked || strlen(command) >= sizeof connection->start.command)
        return 1;
    strcpy(connection->start.command, command);
    connection->asked = true;
    return 0;
}

static int refuse_environment(ssh_session ssh, ssh_channel channel, const char *name,
                              const char *value, void *data)
{
    (void)ssh, (void)channel, (void)name, (void)value, (void)data;
    return 1;
}

static int ask_files(ssh_session ssh, ssh_channel channel, const char *name, void *data)
{
    (void)ssh, (void)channel;
    struct connection *connection = data;
    if (connection->asked || strcmp(name, "sftp") != 0)
        return 1;
    connection->start.files = true;
    connection->asked = true;
    return 0;
}

/* Runs inside libssh, also while it writes: it may only put aside what came. */
static int take_typed(ssh_session ssh, ssh_channel channel, void *bytes, uint32_t length,
                      int is_error, void *data)
{
    (void)ssh, (void)channel;
    struct connection *connection = data;
    if (length > OVERRUN)
        _exit(1);
    if (is_error)
        return (int)length;
    size_t room = connection->typed.length < TYPED_MOST ? TYPED_MOST - connection->typed.length : 0;
    size_t taken = length < room ? length : room;
    append(&connection->typed, bytes, taken);
    return (int)taken;
}

static void end_typed(ssh_session ssh, ssh_channel channel, void *data)
{
    (void)ssh, (void)channel;
    ((struct connection *)data)->typed_all = true;
}

void channel_listen(struct connection *connection)
{
    static struct ssh_channel_callbacks_struct callbacks;
    callbacks = (struct ssh_channel_callbacks_struct){
        .userdata = connection,
        .channel_pty_request_function = ask_terminal,
        .channel_pty_window_change_function = change_size,
        .channel_shell_request_function = ask_screens,
        .channel_exec_request_function = ask_command,
        .channel_env_request_function = refuse_environment,
        .channel_subsystem_request_function = ask_files,
        .channel_data_function = take_typed,
        .channel_eof_function = end_typed,
    };
    ssh_callbacks_init(&callbacks);
    ssh_set_channel_callbacks(connection->channel, &callbacks);
}

/* Takes what libssh kept back while there was no room; that opens the client's window again. */
static void take_kept(struct connection *connection)
{
    char bytes[LINK_BYTES_MOST];
    while (connection->typed.length < TYPED_MOST) {
        int got = ssh_channel_read_nonblocking(connection->channel, bytes, sizeof bytes, 0);
        if (got <= 0)
            return;
        append(&connection->typed, bytes, (size_t)got);
    }
}

static bool tell(struct connection *connection, enum message_kind kind)
{
    const struct message_head head = {
        .kind = kind,
        .columns = connection->start.columns,
        .rows = connection->start.rows,
        .count = connection->carried,
    };
    return message_send(connection->session, &head, NULL, 0);
}

static void move_typed(struct connection *connection)
{
    const struct message_head head = {.kind = MESSAGE_DATA};
    struct bytes *typed = &connection->typed;
    if (connection->resized && tell(connection, MESSAGE_SIZE))
        connection->resized = false;
    while (typed->length > 0) {
        size_t part = typed->length < LINK_BYTES_MOST ? typed->length : LINK_BYTES_MOST;
        if (!message_send(connection->session, &head, typed->data, part))
            return;
        take_front(typed, part);
        if (typed->length == 0)
            take_kept(connection);
    }
    if (connection->typed_all && !connection->told_all)
        connection->told_all = tell(connection, MESSAGE_EOF);
}

/* The session has died: its person is told what became of their work, on a screen put right. */
static void end_unasked(struct connection *connection)
{
    static const char put_right[] = "\033[0m" MODES_LEAVE_SCREEN MODES_LEAVE "\r\n";
    char text[600], *line = text;
    connection_sentence(MSG("door.session-lost"), text, sizeof text);
    if (connection->start.terminal)
        append(&connection->shown, put_right, sizeof put_right - 1);
    for (char *end; (end = strchr(line, '\n')); line = end + 1) {
        append(&connection->shown, line, (size_t)(end - line));
        append(&connection->shown, "\r\n", 2);
    }
    connection->ending = true;
    connection->status = 255;
}

static void understand(struct connection *connection, const struct message *message)
{
    switch (message->head.kind) {
    case MESSAGE_DATA:
        append(&connection->shown, message->bytes, message->length);
        connection->carried++;
        break;
    case MESSAGE_ERROR:
        append(&connection->errors, message->bytes, message->length);
        connection->carried++;
        break;
    case MESSAGE_END:
        connection->ending = true;
        connection->status = message->head.status;
        break;
    default:
        break;
    }
}

static void read_session(struct connection *connection)
{
    struct message message;
    while (!connection->ending && connection->shown.length < SHOWN_MOST)
        switch (message_receive(connection->session, &message)) {
        case MESSAGE_CAME:
            understand(connection, &message);
            break;
        case MESSAGE_GONE:
            end_unasked(connection);
            break;
        case MESSAGE_NONE:
            return;
        }
}

typedef int write_to_channel(ssh_channel channel, const void *data, uint32_t length);

static void move_shown(struct connection *connection, struct bytes *bytes, write_to_channel *write)
{
    while (bytes->length > 0) {
        int written = write(connection->channel, bytes->data, (uint32_t)bytes->length);
        if (written <= 0)
            return;
        take_front(bytes, (size_t)written);
    }
}

/*
 * Sets what may be under way when the next frame is drawn: when packets take
 * clearly longer than the line's best, something queues, and less is sent.
 */
static void set_budget(struct connection *connection)
{
    struct tcp_info info = {0};
    socklen_t size = sizeof info;
    if (getsockopt(connection->ends.client, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return;
    bool queueing = info.tcpi_rtt > info.tcpi_min_rtt + info.tcpi_min_rtt / 4 + 50000;
    int budget = queueing ? connection->budget * 3 / 4 : connection->budget + BUDGET_STEP;
    connection->budget = between(budget, BUDGET_LEAST, BUDGET_MOST);
}

/* Whether what was sent has reached the client, or near enough for the next to be fresh. */
static bool arrived(const struct connection *connection)
{
    int under_way = 0;
    if (connection->shown.length > 0 || connection->errors.length > 0
        || (ssh_get_poll_flags(connection->ssh) & SSH_WRITE_PENDING))
        return false;
    ioctl(connection->ends.client, SIOCOUTQ, &under_way);
    return under_way <= (connection->start.terminal ? connection->budget : BUDGET_COMMAND);
}

static void acknowledge(struct connection *connection)
{
    if (connection->carried == 0 || !arrived(connection))
        return;
    set_budget(connection);
    if (tell(connection, MESSAGE_TAKEN))
        connection->carried = 0;
}

/* A good ending: status, end of data, close; then the client closes too. */
static void say_goodbye(struct connection *connection)
{
    ssh_channel_request_send_exit_status(connection->channel, connection->status);
    ssh_channel_send_eof(connection->channel);
    ssh_channel_close(connection->channel);
    connection->closed = true;
    connection->hang_up = process_clock() + GOODBYE;
}

void channel_move(struct connection *connection)
{
    if (connection->session < 0 || connection->closed)
        return;
    read_session(connection);
    move_shown(connection, &connection->shown, ssh_channel_write);
    move_shown(connection, &connection->errors, ssh_channel_write_stderr);
    if (!connection->ending) {
        acknowledge(connection);
        move_typed(connection);
    } else if (connection->shown.length == 0 && connection->errors.length == 0)
        say_goodbye(connection);
}

int channel_wait(const struct connection *connection)
{
    if (connection->closed) {
        int64_t left = connection->hang_up - process_clock();
        return left > 0 ? (int)left : 0;
    }
    return connection->session >= 0 && connection->carried > 0 ? SOON : -1;
}

short channel_events(const struct connection *connection)
{
    if (connection->ending || connection->session < 0)
        return 0;
    short wants = connection->shown.length < SHOWN_MOST ? POLLIN : 0;
    bool to_tell = connection->typed.length > 0 || connection->resized
        || (connection->typed_all && !connection->told_all);
    return (short)(to_tell ? wants | POLLOUT : wants);
}
