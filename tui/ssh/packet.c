#include "tui/ssh/packet.h"

#include <string.h>

/* The next bytes, from the highest on. */
static uint64_t read_bytes(struct packet *packet, size_t count)
{
    uint64_t number = 0;
    if (packet->left < count)
        packet->bad = true;
    if (packet->bad)
        return 0;
    for (size_t i = 0; i < count; i++)
        number = number << 8 | packet->at[i];
    packet->at += count;
    packet->left -= count;
    return number;
}

uint8_t packet_byte(struct packet *packet)
{
    return (uint8_t)read_bytes(packet, 1);
}

uint32_t packet_number(struct packet *packet)
{
    return (uint32_t)read_bytes(packet, 4);
}

uint64_t packet_long(struct packet *packet)
{
    return read_bytes(packet, 8);
}

const char *packet_text(struct packet *packet, size_t *length)
{
    *length = packet_number(packet);
    if (*length > packet->left)
        packet->bad = true;
    if (packet->bad) {
        *length = 0;
        return "";
    }
    const char *text = (const char *)packet->at;
    packet->at += *length;
    packet->left -= *length;
    return text;
}

static void write_bytes(unsigned char *to, uint64_t number, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = (unsigned char)(number >> 8 * (count - 1 - i));
}

static void add_bytes(struct reply *reply, uint64_t number, size_t count)
{
    if (sizeof reply->bytes - reply->length < count)
        reply->full = true;
    if (reply->full)
        return;
    write_bytes(reply->bytes + reply->length, number, count);
    reply->length += count;
}

void reply_begin(struct reply *reply, enum packet_type type, uint32_t id)
{
    reply->length = PACKET_HEAD;
    reply->full = false;
    add_bytes(reply, type, 1);
    add_bytes(reply, id, 4);
}

void reply_number(struct reply *reply, uint32_t number)
{
    add_bytes(reply, number, 4);
}

void reply_long(struct reply *reply, uint64_t number)
{
    add_bytes(reply, number, 8);
}

void reply_text(struct reply *reply, const char *text, size_t length)
{
    if (sizeof reply->bytes - reply->length < 4 + length)
        reply->full = true;
    if (reply->full)
        return;
    add_bytes(reply, length, 4);
    memcpy(reply->bytes + reply->length, text, length);
    reply->length += length;
}

void reply_end(struct reply *reply)
{
    write_bytes(reply->bytes, reply->length - PACKET_HEAD, PACKET_HEAD);
}
