#include "tui/ssh/message.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>

bool message_send(int socket, const struct message_head *head, const char *bytes, size_t length)
{
    struct iovec parts[] = {
        {.iov_base = (void *)head,  .iov_len = sizeof *head},
        {.iov_base = (void *)bytes, .iov_len = length      },
    };
    struct msghdr whole = {.msg_iov = parts, .msg_iovlen = length > 0 ? 2 : 1};
    return sendmsg(socket, &whole, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
}

enum message_got message_receive(int socket, struct message *message)
{
    struct iovec parts[] = {
        {.iov_base = &message->head, .iov_len = sizeof message->head },
        {.iov_base = message->bytes, .iov_len = sizeof message->bytes},
    };
    struct msghdr whole = {.msg_iov = parts, .msg_iovlen = 2};
    ssize_t got;
    do /* An end that closes with messages unread is reported first, once, before what it sent. */
        got = recvmsg(socket, &whole, MSG_DONTWAIT);
    while (got < 0 && errno == ECONNRESET);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return MESSAGE_NONE;
    if (got < (ssize_t)sizeof message->head)
        return MESSAGE_GONE;
    message->length = (size_t)got - sizeof message->head;
    return MESSAGE_CAME;
}
