#include "tui/ssh/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union descriptor_room {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof(int))];
};

bool wire_pair(int sockets[2])
{
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) == 0;
}

bool wire_send(int socket, const void *message, size_t size, int descriptor)
{
    struct iovec part = {.iov_base = (void *)message, .iov_len = size};
    union descriptor_room room = {0};
    struct msghdr head = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor >= 0) {
        head.msg_control = room.bytes;
        head.msg_controllen = sizeof room.bytes;
        struct cmsghdr *beside = CMSG_FIRSTHDR(&head);
        beside->cmsg_level = SOL_SOCKET;
        beside->cmsg_type = SCM_RIGHTS;
        beside->cmsg_len = CMSG_LEN(sizeof descriptor);
        memcpy(CMSG_DATA(beside), &descriptor, sizeof descriptor);
    }

    ssize_t sent;
    do
        sent = sendmsg(socket, &head, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)size;
}

/* The descriptor that came with a message; -1 when none did. */
static int take_descriptor(struct msghdr *head)
{
    int descriptor = -1;
    struct cmsghdr *beside = CMSG_FIRSTHDR(head);
    if (beside && beside->cmsg_level == SOL_SOCKET && beside->cmsg_type == SCM_RIGHTS)
        memcpy(&descriptor, CMSG_DATA(beside), sizeof descriptor);
    return descriptor;
}

enum wire_got wire_receive(int socket, void *message, size_t size, bool wait, int *descriptor)
{
    struct iovec part = {.iov_base = message, .iov_len = size};
    union descriptor_room room = {0};
    struct msghdr head = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
    ssize_t got;
    do
        got = recvmsg(socket, &head, (wait ? 0 : MSG_DONTWAIT) | MSG_CMSG_CLOEXEC);
    while (got < 0 && (errno == EINTR || errno == ECONNRESET)); /* the latter once; then the rest */
    if (got < 0)
        return errno == EAGAIN ? WIRE_NOTHING : WIRE_CLOSED;

    int came = take_descriptor(&head);
    bool whole = got == (ssize_t)size && !(head.msg_flags & MSG_TRUNC);
    if (descriptor && whole)
        *descriptor = came;
    else if (came >= 0)
        close(came);
    return whole ? WIRE_MESSAGE : WIRE_CLOSED;
}
