#include "tests/support/fixture.h"

#include "tui/ssh/link.h"
#include "tui/ssh/message.h"
#include "tui/ssh/wire.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct pair {
    struct session_link link;
    int net;
};

static int open_pair(void **state)
{
    int sockets[2];
    struct pair *pair = calloc(1, sizeof *pair);
    if (!pair || !wire_pair(sockets))
        return -1;
    pair->link.socket = sockets[0];
    pair->link.signals = -1;
    pair->net = sockets[1];
    *state = pair;
    return 0;
}

static int close_pair(void **state)
{
    struct pair *pair = *state;
    close(pair->link.socket);
    if (pair->net >= 0)
        close(pair->net);
    free(pair);
    return 0;
}

static void tell(const struct pair *pair, struct message_head head, const char *bytes)
{
    assert_true(message_send(pair->net, &head, bytes, bytes ? strlen(bytes) : 0));
}

static enum link_event wait_for(struct pair *pair, char *bytes, size_t *length)
{
    return link_wait(&pair->link, 0, bytes, length);
}

static void what_is_typed_comes_in_its_order(void **state)
{
    struct pair *pair = *state;
    char bytes[LINK_BYTES_MOST];
    size_t length;
    tell(pair, (struct message_head){.kind = MESSAGE_DATA}, "one");
    tell(pair, (struct message_head){.kind = MESSAGE_DATA}, "two");

    assert_int_equal(wait_for(pair, bytes, &length), LINK_TYPED);
    assert_memory_equal(bytes, "one", length);
    assert_int_equal(wait_for(pair, bytes, &length), LINK_TYPED);
    assert_memory_equal(bytes, "two", length);
    assert_int_equal(wait_for(pair, bytes, &length), LINK_QUIET);
}

static void a_size_is_brought_within_bounds(void **state)
{
    struct pair *pair = *state;
    char bytes[LINK_BYTES_MOST];
    size_t length;
    tell(pair, (struct message_head){.kind = MESSAGE_SIZE, .columns = 65535, .rows = -1}, NULL);

    assert_int_equal(wait_for(pair, bytes, &length), LINK_RESIZED);

    assert_int_equal(pair->link.start.columns, LINK_COLUMNS_MOST);
    assert_int_equal(pair->link.start.rows, LINK_ROWS_LEAST);
}

static void the_next_frame_waits_until_every_part_of_the_last_has_arrived(void **state)
{
    struct pair *pair = *state;
    static char frame[LINK_BYTES_MOST + 1];
    char bytes[LINK_BYTES_MOST];
    size_t length;
    assert_true(link_ready(&pair->link));
    assert_true(link_send(&pair->link, frame, sizeof frame));

    assert_false(link_ready(&pair->link));
    tell(pair, (struct message_head){.kind = MESSAGE_TAKEN, .count = 1}, NULL);
    assert_int_equal(wait_for(pair, bytes, &length), LINK_QUIET);
    assert_false(link_ready(&pair->link));
    tell(pair, (struct message_head){.kind = MESSAGE_TAKEN, .count = 1}, NULL);
    assert_int_equal(wait_for(pair, bytes, &length), LINK_TAKEN);
    assert_true(link_ready(&pair->link));
}

static void what_was_typed_before_the_client_went_is_still_read(void **state)
{
    struct pair *pair = *state;
    char bytes[LINK_BYTES_MOST];
    size_t length;
    assert_true(link_send(&pair->link, "unread", 6));
    tell(pair, (struct message_head){.kind = MESSAGE_DATA}, "last");
    close(pair->net);
    pair->net = -1;

    assert_int_equal(wait_for(pair, bytes, &length), LINK_TYPED);
    assert_int_equal(wait_for(pair, bytes, &length), LINK_GONE);
    assert_false(link_send(&pair->link, "x", 1));
}

static void the_end_comes_after_all_that_was_shown(void **state)
{
    struct pair *pair = *state;
    struct message message;
    assert_true(link_send(&pair->link, "goodbye", 7));

    link_end(&pair->link, 3);

    assert_int_equal(message_receive(pair->net, &message), MESSAGE_CAME);
    assert_memory_equal(message.bytes, "goodbye", message.length);
    assert_int_equal(message_receive(pair->net, &message), MESSAGE_CAME);
    assert_int_equal(message.head.kind, MESSAGE_END);
    assert_int_equal(message.head.status, 3);
}

#define LINK_SPEC(name) cmocka_unit_test_setup_teardown(name, open_pair, close_pair)

int main(void)
{
    const struct CMUnitTest specs[] = {
        LINK_SPEC(what_is_typed_comes_in_its_order),
        LINK_SPEC(a_size_is_brought_within_bounds),
        LINK_SPEC(the_next_frame_waits_until_every_part_of_the_last_has_arrived),
        LINK_SPEC(what_was_typed_before_the_client_went_is_still_read),
        LINK_SPEC(the_end_comes_after_all_that_was_shown),
    };
    return cmocka_run_group_tests_name("link", specs, NULL, NULL);
}
