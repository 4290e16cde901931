#include "tests/support/fixture.h"

#include "tui/ssh/source.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static int open_sources(void **state)
{
    *state = calloc(1, sizeof(struct sources));
    return *state ? 0 : -1;
}

static int close_sources(void **state)
{
    free(*state);
    return 0;
}

static int admitted(struct source *source, int visits, int64_t now)
{
    int count = 0;
    for (int i = 0; i < visits; i++)
        count += source_admit(source, now);
    return count;
}

static void a_hundred_teachers_behind_one_address_come_in_within_ten_seconds(void **state)
{
    struct source *source = source_find(*state, "10.0.0.1", 0);
    int count = 0;

    for (int second = 0; second < 10; second++)
        count += admitted(source, 10, second * 1000);

    assert_int_equal(count, 100);
}

static void a_flood_gets_the_burst_and_then_the_rate(void **state)
{
    struct source *source = source_find(*state, "10.0.0.1", 0);

    assert_int_equal(admitted(source, 5000, 0), SOURCE_BURST);
    assert_int_equal(admitted(source, 5000, 1000), SOURCE_PER_SECOND);
}

static void one_address_does_not_use_up_anothers(void **state)
{
    admitted(source_find(*state, "10.0.0.1", 0), 5000, 0);

    assert_true(source_admit(source_find(*state, "10.0.0.2", 0), 0));
}

static void more_addresses_than_there_is_room_for_share_one_rate(void **state)
{
    struct sources *sources = *state;
    for (int i = 0; i < SOURCES_MOST - 1; i++) {
        char address[SOURCE_SIZE];
        snprintf(address, sizeof address, "10.0.%d.%d", i / 256, i % 256);
        source_find(sources, address, 0)->waiting++;
    }

    struct source *one = source_find(sources, "192.0.2.1", 0);
    struct source *other = source_find(sources, "192.0.2.2", 0);

    assert_ptr_equal(one, other);
}

static void an_address_that_has_left_makes_room(void **state)
{
    struct sources *sources = *state;
    struct source *first = source_find(sources, "10.0.0.1", 0);
    admitted(first, 10, 0);

    assert_ptr_not_equal(source_find(sources, "10.0.0.2", 1), first);
    assert_ptr_equal(source_find(sources, "10.0.0.3", 3600 * 1000), first);
}

static const char *text_of(struct arena *arena, const char *address)
{
    struct sockaddr_storage from = {.ss_family = AF_INET6};
    char text[SOURCE_SIZE];
    assert_int_equal(inet_pton(AF_INET6, address, &((struct sockaddr_in6 *)&from)->sin6_addr), 1);
    source_text(&from, text);
    return arena_text(arena, "%s", text);
}

static void an_ipv6_source_is_the_network_of_one_subscriber(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(text_of(&f->arena, "2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    assert_string_equal(text_of(&f->arena, "::ffff:192.0.2.7"), "192.0.2.7");
}

#define SOURCE_SPEC(name) cmocka_unit_test_setup_teardown(name, open_sources, close_sources)

int main(void)
{
    const struct CMUnitTest specs[] = {
        SOURCE_SPEC(a_hundred_teachers_behind_one_address_come_in_within_ten_seconds),
        SOURCE_SPEC(a_flood_gets_the_burst_and_then_the_rate),
        SOURCE_SPEC(one_address_does_not_use_up_anothers),
        SOURCE_SPEC(more_addresses_than_there_is_room_for_share_one_rate),
        SOURCE_SPEC(an_address_that_has_left_makes_room),
        SPEC(an_ipv6_source_is_the_network_of_one_subscriber),
    };
    return cmocka_run_group_tests_name("source", specs, NULL, NULL);
}
