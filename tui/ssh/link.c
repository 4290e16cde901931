#include "tui/ssh/link.h"

#include "tui/ssh/message.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>

static int64_t milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int between(int value, int least, int most)
{
    return value < least ? least : value > most ? most
                                                : value;
}

/* What a message means for the session; LINK_QUIET when there is nothing to tell it. */
static enum link_event understand(struct session_link *link, const struct message *message,
                                  char *buffer, size_t *length)
{
    switch (message->head.kind) {
    case MESSAGE_DATA:
        memcpy(buffer, message->bytes, message->length);
        *length = message->length;
        return LINK_TYPED;
    case MESSAGE_SIZE:
        link->start.columns = between(message->head.columns, LINK_COLUMNS_LEAST, LINK_COLUMNS_MOST);
        link->start.rows = between(message->head.rows, LINK_ROWS_LEAST, LINK_ROWS_MOST);
        return LINK_RESIZED;
    case MESSAGE_TAKEN:
        link->waiting -= message->head.count < link->waiting ? message->head.count : link->waiting;
        return link->waiting == 0 ? LINK_TAKEN : LINK_QUIET;
    case MESSAGE_EOF:
        link->ended_input = true;
        return LINK_EOF;
    default:
        return LINK_QUIET;
    }
}

/* The next event that has arrived already. */
static enum link_event take(struct session_link *link, char *buffer, size_t *length)
{
    struct message message;
    while (!link->gone)
        switch (message_receive(link->socket, &message)) {
        case MESSAGE_NONE:
            return LINK_QUIET;
        case MESSAGE_GONE:
            link->gone = true;
            break;
        case MESSAGE_CAME: {
            enum link_event event = understand(link, &message, buffer, length);
            if (event != LINK_QUIET)
                return event;
        }
        }
    return LINK_GONE;
}

enum link_event link_wait(struct session_link *link, int milliseconds, char *buffer,
                          size_t *length)
{
    int64_t end = milliseconds_now() + milliseconds;
    for (;;) {
        enum link_event event = link->stopping ? LINK_STOP : take(link, buffer, length);
        int left = milliseconds < 0 ? -1 : (int)(end - milliseconds_now());
        if (event != LINK_QUIET || (milliseconds >= 0 && left < 0))
            return event;

        /* The signal stays in its descriptor: whoever waits next is told as well. */
        struct pollfd waits[] = {
            {.fd = link->socket,  .events = POLLIN},
            {.fd = link->signals, .events = POLLIN},
        };
        int ready = poll(waits, 2, left);
        if (ready == 0 || (ready < 0 && errno != EINTR))
            return LINK_QUIET;
        if (waits[1].revents)
            link->stopping = true;
    }
}

bool link_ready(const struct session_link *link)
{
    return link->waiting == 0;
}

/* Waits until the net takes messages again; it always does, unless it is gone. */
static bool wait_for_room(struct session_link *link)
{
    struct pollfd wait = {.fd = link->socket, .events = POLLOUT};
    if (errno != EAGAIN && errno != EINTR)
        return false;
    return poll(&wait, 1, -1) >= 0 ? !(wait.revents & (POLLHUP | POLLERR)) : errno == EINTR;
}

static bool send_all(struct session_link *link, enum message_kind kind, const char *bytes,
                     size_t length)
{
    const struct message_head head = {.kind = kind};
    while (length > 0 && !link->gone) {
        size_t part = length < LINK_BYTES_MOST ? length : LINK_BYTES_MOST;
        if (message_send(link->socket, &head, bytes, part)) {
            link->waiting++;
            bytes += part;
            length -= part;
        } else if (!wait_for_room(link))
            link->gone = true;
    }
    return !link->gone;
}

bool link_send(struct session_link *link, const char *bytes, size_t length)
{
    return send_all(link, MESSAGE_DATA, bytes, length);
}

bool link_send_error(struct session_link *link, const char *bytes, size_t length)
{
    return send_all(link, MESSAGE_ERROR, bytes, length);
}

void link_end(struct session_link *link, int status)
{
    const struct message_head head = {.kind = MESSAGE_END, .status = status};
    while (!link->gone && !message_send(link->socket, &head, NULL, 0))
        if (!wait_for_room(link))
            link->gone = true;
}
