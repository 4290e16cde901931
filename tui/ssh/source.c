#include "tui/ssh/source.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

enum {
    WHOLE = 1000 /* thousandths of a visit */
};

static void refill(struct source *source, int64_t now)
{
    int64_t tokens = source->tokens + (now - source->seen) * SOURCE_PER_SECOND;
    source->tokens = tokens < SOURCE_BURST * WHOLE ? tokens : SOURCE_BURST * WHOLE;
    source->seen = now;
}

/* A row that says no more than a new one would. */
static bool forgettable(struct source *source, int64_t now)
{
    if (source->address[0] != '\0')
        refill(source, now);
    return source->address[0] == '\0'
        || (source->waiting == 0 && source->tokens == SOURCE_BURST * WHOLE);
}

struct source *source_find(struct sources *sources, const char *address, int64_t now)
{
    struct source *last = &sources->rows[SOURCES_MOST - 1], *chosen = NULL;
    for (struct source *row = sources->rows; row < last; row++) {
        if (strcmp(row->address, address) == 0)
            return row;
        if (!chosen && forgettable(row, now))
            chosen = row;
    }
    if (!chosen && last->address[0] != '\0')
        return last;
    if (!chosen)
        chosen = last;
    *chosen = (struct source){.seen = now, .tokens = SOURCE_BURST * WHOLE};
    snprintf(chosen->address, sizeof chosen->address, "%s", chosen == last ? "others" : address);
    return chosen;
}

bool source_admit(struct source *source, int64_t now)
{
    refill(source, now);
    if (source->tokens < WHOLE)
        return false;
    source->tokens -= WHOLE;
    return true;
}

static void text_of_ipv6(struct in6_addr address, char text[static SOURCE_SIZE])
{
    if (IN6_IS_ADDR_V4MAPPED(&address)) {
        inet_ntop(AF_INET, &address.s6_addr[12], text, SOURCE_SIZE);
        return;
    }
    memset(&address.s6_addr[8], 0, 8);
    inet_ntop(AF_INET6, &address, text, SOURCE_SIZE);
}

void source_text(const struct sockaddr_storage *from, char text[static SOURCE_SIZE])
{
    text[0] = '\0';
    if (from->ss_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)from)->sin_addr, text, SOURCE_SIZE);
    else if (from->ss_family == AF_INET6)
        text_of_ipv6(((const struct sockaddr_in6 *)from)->sin6_addr, text);
}
