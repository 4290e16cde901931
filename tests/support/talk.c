#include "tests/support/talk.h"

#include "core/scope/scope.h"

#include <string.h>

static bool hear(void *to, const char *bytes, size_t length)
{
    struct talk *talk = to;
    assert_true(length <= sizeof talk->heard - talk->length);
    memcpy(talk->heard + talk->length, bytes, length);
    talk->length += length;
    return true;
}

bool talk_say(struct talk *talk)
{
    reply_end(&talk->said);
    return sftp_take(talk->sftp, (const char *)talk->said.bytes, talk->said.length);
}

/* The next answer, behind its length. */
struct packet talk_answer(struct talk *talk, enum packet_type type, uint32_t id)
{
    struct packet head = {.at = talk->heard + talk->read, .left = talk->length - talk->read};
    uint32_t length = packet_number(&head);
    struct packet packet = {.at = head.at, .left = length};
    assert_false(head.bad);
    assert_true(length <= head.left);
    talk->read += PACKET_HEAD + length;
    assert_int_equal(packet_byte(&packet), type);
    assert_int_equal(packet_number(&packet), id);
    return packet;
}

uint32_t talk_status(struct talk *talk, uint32_t id)
{
    struct packet packet = talk_answer(talk, PACKET_STATUS, id);
    return packet_number(&packet);
}

void talk_add(struct talk *talk, const char *text)
{
    reply_text(&talk->said, text, strlen(text));
}

void talk_ask(struct talk *talk, enum packet_type type, uint32_t id, const char *path)
{
    reply_begin(&talk->said, type, id);
    talk_add(talk, path);
    assert_true(talk_say(talk));
}

void talk_ask_handle(struct talk *talk, enum packet_type type, uint32_t id, uint32_t handle)
{
    reply_begin(&talk->said, type, id);
    reply_number(&talk->said, 4);
    reply_number(&talk->said, handle);
}

uint32_t talk_handle(struct talk *talk, uint32_t id)
{
    struct packet packet = talk_answer(talk, PACKET_HANDLE, id);
    assert_int_equal(packet_number(&packet), 4);
    return packet_number(&packet);
}

void talk_open(struct talk *talk, uint32_t id, const char *path, uint32_t flags)
{
    reply_begin(&talk->said, PACKET_OPEN, id);
    talk_add(talk, path);
    reply_number(&talk->said, flags);
    reply_number(&talk->said, 0);
    assert_true(talk_say(talk));
}

void talk_read(struct talk *talk, uint32_t id, uint32_t file, uint64_t from, uint32_t wanted)
{
    talk_ask_handle(talk, PACKET_READ, id, file);
    reply_long(&talk->said, from);
    reply_number(&talk->said, wanted);
    assert_true(talk_say(talk));
}

struct talk *talk_begin(struct fixture *f, enum role role, const char *county)
{
    static const char hello[] = {0, 0, 0, 5, PACKET_INIT, 0, 0, 0, 3};
    struct talk *talk = arena_new(&f->arena, struct talk);
    talk->f = f;
    talk->actor = county_actor(f, role);
    assert_true(scope_enter(f->store, &talk->actor, &f->err));
    talk->folder =
        (struct folder){.store = f->store, .actor = &talk->actor, .county = county};
    talk->sftp = sftp_begin(&talk->folder, LANGUAGE_EN, hear, talk);
    assert_true(sftp_take(talk->sftp, hello, sizeof hello));
    talk_answer(talk, PACKET_VERSION, 3);
    return talk;
}

struct sftp *talk_other(struct talk *talk)
{
    return sftp_begin(&talk->folder, LANGUAGE_EN, hear, talk);
}

void talk_end(struct talk *talk)
{
    assert_int_equal(talk->read, talk->length);
    sftp_end(talk->sftp);
}
