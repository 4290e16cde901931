#include "tui/ssh/net.h"

#include "i18n/catalogue.h"
#include "tui/ssh/box.h"
#include "tui/ssh/connection.h"
#include "tui/ssh/process.h"
#include "tui/ssh/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/*
 * What clients may choose from. nistp256 and dh14 are for Java and older clients,
 * ctr with plain sha2 for PuTTY and dropbear; chacha20 stays off, so that no
 * client, patched or not, can make a channel open to the Terrapin attack.
 */
static const struct {
    enum ssh_bind_options_e option;
    const char *names;
} algorithms[] = {
    {SSH_BIND_OPTIONS_KEY_EXCHANGE,
     "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,"
     "diffie-hellman-group16-sha512,diffie-hellman-group14-sha256"                                                               },
    {SSH_BIND_OPTIONS_HOSTKEY_ALGORITHMS,        "ssh-ed25519"                                                                   },
    {SSH_BIND_OPTIONS_CIPHERS_C_S,               "aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr"},
    {SSH_BIND_OPTIONS_CIPHERS_S_C,               "aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr"},
    {SSH_BIND_OPTIONS_HMAC_C_S,
     "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512"                                   },
    {SSH_BIND_OPTIONS_HMAC_S_C,
     "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512"                                   },
    {SSH_BIND_OPTIONS_PUBKEY_ACCEPTED_KEY_TYPES,
     "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,"
     "rsa-sha2-512,rsa-sha2-256"                                                                                                 },
    {SSH_BIND_OPTIONS_BANNER,                    "baoxue"                                                                        },
};

static bool set_options(ssh_bind bind, ssh_key key)
{
    const bool no_files = false;
    if (ssh_bind_options_set(bind, SSH_BIND_OPTIONS_PROCESS_CONFIG, &no_files) != SSH_OK
        || ssh_bind_options_set(bind, SSH_BIND_OPTIONS_IMPORT_KEY, key) != SSH_OK)
        return false;
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        if (ssh_bind_options_set(bind, algorithms[i].option, algorithms[i].names) != SSH_OK)
            return false;
    return true;
}

/* The client of the rehearsal; a child that ends with it. */
static _Noreturn void rehearse_client(int socket)
{
    const bool no_files = false;
    const long seconds = 5;
    ssh_session client = ssh_new();
    ssh_options_set(client, SSH_OPTIONS_PROCESS_CONFIG, &no_files);
    ssh_options_set(client, SSH_OPTIONS_HOST, "localhost");
    ssh_options_set(client, SSH_OPTIONS_USER, "rehearsal");
    ssh_options_set(client, SSH_OPTIONS_FD, &socket);
    ssh_options_set(client, SSH_OPTIONS_TIMEOUT, &seconds);
    ssh_connect(client);
    _exit(0);
}

/*
 * One handshake with a child of ours: libssh and libcrypto build their tables
 * once, here, and not again in each net (a third of its memory).
 */
static void rehearse(ssh_bind bind)
{
    int pair[2];
    const long seconds = 5;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return;
    pid_t client = process_fork(PROCESS_NET, &pair[1], 1);
    if (client == 0)
        rehearse_client(pair[1]);
    close(pair[1]);
    ssh_session server = ssh_new();
    if (client > 0 && ssh_bind_accept_fd(bind, server, pair[0]) == SSH_OK) {
        ssh_options_set(server, SSH_OPTIONS_TIMEOUT, &seconds);
        ssh_handle_key_exchange(server);
    } else
        close(pair[0]);
    ssh_free(server);
}

struct ssh_bind_struct *net_prepare(struct ssh_key_struct *key, struct error *err)
{
    ssh_init();
    ssh_bind bind = ssh_bind_new();
    if (!bind || !set_options(bind, key)) {
        (void)error_set(err, ERROR_SYSTEM, MSG("serve.ssh"), "libssh: %s",
                        bind ? ssh_get_error(bind) : "no memory");
        return NULL;
    }
    rehearse(bind);
    /* libssh names what went wrong with a socket, and the C library reads the words for that from
       files once: here, and not in the box, where a client that hangs up would end as an alarm. */
    strerror(ECONNRESET);
    return bind;
}

void net_forget(struct ssh_bind_struct *bind)
{
    ssh_bind_free(bind);
}

void connection_sentence(const char *key, char *text, size_t size)
{
    snprintf(text, size, "%s\n%s\n%s\n", message(LANGUAGE_ZH, key), message(LANGUAGE_UG, key),
             message(LANGUAGE_EN, key));
}

/* A peer that has vanished is noticed within a minute, whether or not anything is under way. */
static void set_socket(int socket)
{
    static const struct {
        int level, name, value;
    } options[] = {
        {IPPROTO_TCP, TCP_NODELAY,      1    },
        {SOL_SOCKET,  SO_KEEPALIVE,     1    },
        {IPPROTO_TCP, TCP_KEEPIDLE,     20   },
        {IPPROTO_TCP, TCP_KEEPINTVL,    5    },
        {IPPROTO_TCP, TCP_KEEPCNT,      6    },
        {IPPROTO_TCP, TCP_USER_TIMEOUT, 60000},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        setsockopt(socket, options[i].level, options[i].name, &options[i].value, sizeof(int));
    fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK);
}

/* What the client calls itself, as far as it is printable. */
static void note_client(struct connection *connection)
{
    const char *banner = ssh_get_clientbanner(connection->ssh);
    size_t length = 0;
    for (; banner && *banner && length + 1 < sizeof connection->start.client; banner++)
        if (*banner >= ' ' && *banner < 0x7F)
            connection->start.client[length++] = *banner;
}

/* The monitor starts the session when the gate has said who this is; its answer is awaited. */
static void begin_session(struct connection *connection)
{
    enum wire_begun begun;
    note_client(connection);
    if (!wire_send(connection->ends.monitor, &connection->start, sizeof connection->start, -1)
        || wire_receive(connection->ends.monitor, &begun, sizeof begun, true, &connection->session)
            != WIRE_MESSAGE)
        _exit(1);
    connection->resized = false;
    if (begun == WIRE_FULL || connection->session < 0)
        connection->farewell = MSG("door.full");
}

/* Ends with a sentence: what clients show of it is theirs to choose, so it is in English. */
static _Noreturn void disconnect(struct connection *connection)
{
    ssh_session_set_disconnect_message(connection->ssh,
                                       message(LANGUAGE_EN, connection->farewell));
    ssh_disconnect(connection->ssh);
    _exit(0);
}

static int wait_time(const struct connection *connection)
{
    if (connection->session >= 0)
        return channel_wait(connection);
    int64_t left = connection->deadline - process_clock();
    return left > 0 ? (int)left : 0;
}

static void wait_for_any(struct connection *connection)
{
    bool writing = (ssh_get_poll_flags(connection->ssh) & SSH_WRITE_PENDING) != 0;
    struct pollfd polls[] = {
        {.fd = connection->ends.client,                                 .events = (short)(writing ? POLLIN | POLLOUT : POLLIN)},
        {.fd = connection->session,                                     .events = channel_events(connection)                  },
        {.fd = connection->session < 0 ? connection->ends.monitor : -1, .events = POLLIN                                      },
    };
    if (connection->ending)
        polls[1].fd = -1;
    poll(polls, 3, wait_time(connection));
    if (polls[2].revents)
        _exit(0);
}

/* Nagle of the client against our delayed acknowledgement costs 40 ms a step of signing in. */
static void acknowledge_at_once(int socket)
{
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

/* After a goodbye the client hangs up: who hangs up on it first is called a broken connection. */
static bool over(const struct connection *connection)
{
    if (!ssh_is_connected(connection->ssh))
        return true;
    return connection->closed ? process_clock() >= connection->hang_up
                              : connection->channel && ssh_channel_is_closed(connection->channel);
}

static void serve(struct connection *connection, ssh_event event)
{
    while (!over(connection)) {
        if (connection->farewell)
            disconnect(connection);
        if (connection->asked && connection->session < 0)
            begin_session(connection);
        else if (connection->session < 0 && process_clock() >= connection->deadline)
            connection->farewell = MSG("door.too-slow");
        channel_move(connection);
        if (connection->farewell)
            continue;
        wait_for_any(connection);
        if (connection->session < 0)
            acknowledge_at_once(connection->ends.client);
        if (ssh_event_dopoll(event, 0) == SSH_ERROR)
            return;
    }
}

_Noreturn void net_run(struct ssh_bind_struct *bind, const struct net_ends *ends)
{
    static struct connection connection;
    struct error err = {0};
    connection.ends = *ends;
    connection.session = -1;
    connection.budget = 4096;
    connection.deadline = process_clock() + NET_SIGN_IN_SECONDS * 1000;
    connection.ssh = ssh_new();
    set_socket(ends->client);
    if (!connection.ssh || ssh_bind_accept_fd(bind, connection.ssh, ends->client) != SSH_OK
        || !box_net(&err))
        _exit(1);

    ssh_set_blocking(connection.ssh, 0);
    signin_listen(&connection);
    ssh_event event = ssh_event_new();
    if (ssh_handle_key_exchange(connection.ssh) != SSH_ERROR
        && ssh_event_add_session(event, connection.ssh) == SSH_OK)
        serve(&connection, event);
    _exit(0);
}
