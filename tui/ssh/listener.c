#define _GNU_SOURCE 1 /* accept4() */
#include "tui/ssh/listener.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BACKLOG = 128
};

static int open_socket(const struct addrinfo *where)
{
    const int on = 1;
    int opened = socket(where->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (opened < 0)
        return -1;
    setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (where->ai_family == AF_INET6)
        setsockopt(opened, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(opened, where->ai_addr, where->ai_addrlen) == 0 && listen(opened, BACKLOG) == 0)
        return opened;
    int reason = errno;
    close(opened);
    errno = reason;
    return -1;
}

/* A machine without IPv6 listens on what it has; a port in use is never passed over. */
static bool open_all(struct listener *listener, const struct addrinfo *where, int *reason)
{
    size_t count = 0;
    for (; where && count < LISTENER_SOCKETS; where = where->ai_next) {
        int opened = open_socket(where);
        if (opened >= 0)
            listener->sockets[count++] = opened;
        else
            *reason = errno;
        if (opened < 0 && errno == EADDRINUSE)
            return false;
    }
    return count > 0;
}

bool listener_open(struct listener *listener, const char *address, const char *port,
                   struct error *err)
{
    const struct addrinfo wanted = {
        .ai_flags = AI_PASSIVE | AI_NUMERICSERV | AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    int reason = 0;
    for (int i = 0; i < LISTENER_SOCKETS; i++)
        listener->sockets[i] = -1;
    if (getaddrinfo(address, port, &wanted, &found) != 0)
        return error_tell(err, ERROR_INVALID, MSG("serve.bad-address"), address ? address : port);

    bool ok = open_all(listener, found, &reason);
    freeaddrinfo(found);
    if (ok)
        return true;
    listener_close(listener);
    if (reason == EADDRINUSE)
        return error_tell(err, ERROR_CONFLICT, MSG("serve.port-in-use"), port);
    return error_tell(err, ERROR_SYSTEM, MSG("serve.no-port"), port, strerror(reason));
}

void listener_close(struct listener *listener)
{
    for (int i = 0; i < LISTENER_SOCKETS; i++) {
        if (listener->sockets[i] >= 0)
            close(listener->sockets[i]);
        listener->sockets[i] = -1;
    }
}

int listener_accept(int socket, char address[static SOURCE_SIZE])
{
    struct sockaddr_storage from = {0};
    socklen_t size = sizeof from;
    int client = accept4(socket, (struct sockaddr *)&from, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client >= 0)
        source_text(&from, address);
    return client;
}

bool listener_exhausted(void)
{
    return errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS;
}
