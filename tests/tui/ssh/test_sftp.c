/* What an SFTP client is answered: everybody's papers. */
#include "tests/support/talk.h"

#include "core/outbox/outbox.h"
#include "i18n/catalogue.h"
#include "tui/ssh/handle.h"

#include <string.h>

static void put(struct fixture *f, const struct actor *actor, const char *title, const char *bytes,
                size_t size)
{
    const struct outbox_paper paper = {.title = title, .bytes = bytes, .size = size};
    int64_t id;
    assert_true(outbox_put(f->store, actor, &paper, &id, &f->err));
}

/* A teacher with one paper, a colleague with another. */
static struct talk *begin(struct fixture *f)
{
    county_make(f);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    struct actor other = county_actor(f, ROLE_PRINCIPAL);
    put(f, &other, "theirs", "%PDF-theirs", 11);
    put(f, &teacher, "通知书", "%PDF-mine", 9);
    return talk_begin(f, ROLE_CLASS_TEACHER, "/nonexistent");
}

static void the_folder_lists_the_persons_own_papers_alone(void **state)
{
    struct talk *talk = begin(*state);
    size_t length;

    talk_ask(talk, PACKET_OPENDIR, 7, "/");
    uint32_t folder = talk_handle(talk, 7);
    talk_ask_handle(talk, PACKET_READDIR, 8, folder);
    assert_true(talk_say(talk));
    struct packet names = talk_answer(talk, PACKET_NAME, 8);
    talk_ask_handle(talk, PACKET_READDIR, 9, folder);
    assert_true(talk_say(talk));

    assert_int_equal(packet_number(&names), 1);
    const char *name = packet_text(&names, &length);
    assert_int_equal(length, strlen("通知书.pdf"));
    assert_memory_equal(name, "通知书.pdf", length);
    assert_int_equal(talk_status(talk, 9), STATUS_END);
    talk_end(talk);
}

static void a_paper_is_read_from_where_the_client_wants(void **state)
{
    struct talk *talk = begin(*state);
    size_t length;

    talk_open(talk, 1, "./通知书.pdf", 1);
    uint32_t file = talk_handle(talk, 1);
    talk_read(talk, 2, file, 1, 3);
    struct packet part = talk_answer(talk, PACKET_DATA, 2);
    talk_read(talk, 3, file, 5, UINT32_MAX);
    struct packet rest = talk_answer(talk, PACKET_DATA, 3);

    assert_memory_equal(packet_text(&part, &length), "PDF", 3);
    assert_int_equal(length, 3);
    assert_memory_equal(packet_text(&rest, &length), "mine", 4);
    assert_int_equal(length, 4);
    talk_read(talk, 4, file, 9, 1);
    assert_int_equal(talk_status(talk, 4), STATUS_END);
    talk_read(talk, 5, file, UINT64_MAX, UINT32_MAX);
    assert_int_equal(talk_status(talk, 5), STATUS_END);
    talk_end(talk);
}

static void a_large_paper_comes_in_packets_that_every_client_takes(void **state)
{
    struct fixture *f = *state;
    struct talk *talk = begin(f);
    size_t length;
    char *large = arena_alloc(&f->arena, 100000);
    put(f, &talk->actor, "large", large, 100000);

    talk_open(talk, 1, "/large.pdf", 1);
    uint32_t file = talk_handle(talk, 1);
    talk_read(talk, 2, file, 0, 100000);
    struct packet part = talk_answer(talk, PACKET_DATA, 2);

    packet_text(&part, &length);
    assert_int_equal(length, PACKET_DATA_MOST);
    talk_end(talk);
}

static void attributes_say_size_and_kind(void **state)
{
    struct talk *talk = begin(*state);
    static const struct {
        enum packet_type type;
        const char *path;
        uint64_t size;
        unsigned mode;
    } cases[] = {
        {PACKET_STAT,  "/",              0, 0040500},
        {PACKET_LSTAT, "/x/../..//.",    0, 0040500},
        {PACKET_STAT,  "/通知书.pdf", 9, 0100400},
        {PACKET_LSTAT, "通知书.pdf",  9, 0100400},
    };
    for (uint32_t i = 0; i < COUNT(cases); i++) {
        talk_ask(talk, cases[i].type, i, cases[i].path);
        struct packet packet = talk_answer(talk, PACKET_ATTRIBUTES, i);
        assert_int_equal(packet_number(&packet), 1 | 4 | 8);
        assert_int_equal(packet_long(&packet), cases[i].size);
        assert_int_equal(packet_number(&packet), cases[i].mode);
    }
    talk_end(talk);
}

static void no_path_leads_out_of_the_folder_or_to_a_colleagues_paper(void **state)
{
    struct talk *talk = begin(*state);
    static const char *const paths[] = {
        "/theirs.pdf", "/etc/passwd", "../../etc/passwd", "/../etc", "/通知书.pdf/x", "通知书.PDF",
        "\xff", "/%2e%2e/etc"};
    for (uint32_t i = 0; i < COUNT(paths); i++) {
        talk_ask(talk, PACKET_STAT, i, paths[i]);
        assert_int_equal(talk_status(talk, i), STATUS_MISSING);
        talk_ask(talk, PACKET_OPENDIR, i, paths[i]);
        assert_int_equal(talk_status(talk, i), STATUS_MISSING);
        talk_open(talk, i, paths[i], 1);
        assert_int_equal(talk_status(talk, i), STATUS_MISSING);
        talk_ask(talk, PACKET_REMOVE, i, paths[i]);
        assert_int_equal(talk_status(talk, i), STATUS_MISSING);
    }
    talk_end(talk);
}

static void paths_are_told_without_dots_and_never_above_the_folder(void **state)
{
    struct talk *talk = begin(*state);
    static const char *const cases[][2] = {
        {".",           "/"   },
        {"",            "/"   },
        {"..",          "/"   },
        {"/a/./b/../c", "/a/c"},
        {"a//b/",       "/a/b"},
        {"/../../x",    "/x"  },
    };
    for (uint32_t i = 0; i < COUNT(cases); i++) {
        size_t length;
        talk_ask(talk, PACKET_REALPATH, i, cases[i][0]);
        struct packet packet = talk_answer(talk, PACKET_NAME, i);
        assert_int_equal(packet_number(&packet), 1);
        const char *path = packet_text(&packet, &length);
        assert_int_equal(length, strlen(cases[i][1]));
        assert_memory_equal(path, cases[i][1], length);
    }
    talk_end(talk);
}

static void a_paper_that_is_removed_is_gone(void **state)
{
    struct talk *talk = begin(*state);

    talk_ask(talk, PACKET_REMOVE, 1, "/通知书.pdf");
    assert_int_equal(talk_status(talk, 1), STATUS_OK);

    talk_ask(talk, PACKET_STAT, 2, "/通知书.pdf");
    assert_int_equal(talk_status(talk, 2), STATUS_MISSING);
    talk_ask(talk, PACKET_REMOVE, 3, "/");
    assert_int_equal(talk_status(talk, 3), STATUS_DENIED);
    talk_end(talk);
}

static void nothing_is_written(void **state)
{
    struct talk *talk = begin(*state);
    static const enum packet_type types[] = {PACKET_SETSTAT, PACKET_MKDIR, PACKET_RMDIR,
                                             PACKET_RENAME, PACKET_SYMLINK};
    for (uint32_t i = 0; i < COUNT(types); i++) {
        reply_begin(&talk->said, types[i], i);
        talk_add(talk, "/通知书.pdf");
        talk_add(talk, "/x");
        assert_true(talk_say(talk));
        assert_int_equal(talk_status(talk, i), STATUS_DENIED);
    }
    talk_open(talk, 10, "/new.pdf", 2 | 8 | 16);
    assert_int_equal(talk_status(talk, 10), STATUS_DENIED);
    talk_open(talk, 11, "/通知书.pdf", 3);
    assert_int_equal(talk_status(talk, 11), STATUS_DENIED);
    talk_open(talk, 12, "/in/roll.csv", 2 | 8 | 16);
    assert_int_equal(talk_status(talk, 12), STATUS_DENIED);
    talk_ask(talk, PACKET_OPENDIR, 13, "/in");
    assert_int_equal(talk_status(talk, 13), STATUS_MISSING);
    talk_ask(talk, PACKET_EXTENDED, 12, "posix-rename@openssh.com");
    assert_int_equal(talk_status(talk, 12), STATUS_UNSUPPORTED);
    talk_end(talk);
}

static void only_so_many_files_are_open_at_once(void **state)
{
    struct talk *talk = begin(*state);
    uint32_t last = 0;
    for (uint32_t i = 0; i < HANDLES_MOST; i++) {
        talk_open(talk, i, "/通知书.pdf", 1);
        last = talk_handle(talk, i);
    }

    talk_open(talk, 100, "/通知书.pdf", 1);
    assert_int_equal(talk_status(talk, 100), STATUS_FAILURE);
    talk_ask_handle(talk, PACKET_CLOSE, 101, last);
    assert_true(talk_say(talk));
    assert_int_equal(talk_status(talk, 101), STATUS_OK);
    talk_open(talk, 102, "/通知书.pdf", 1);
    assert_int_not_equal(talk_handle(talk, 102), last);
    talk_read(talk, 103, last, 0, 1);
    assert_int_equal(talk_status(talk, 103), STATUS_FAILURE);
    talk_end(talk);
}

static void packets_come_in_any_pieces(void **state)
{
    struct talk *talk = begin(*state);
    reply_begin(&talk->said, PACKET_STAT, 5);
    talk_add(talk, "/通知书.pdf");
    reply_end(&talk->said);

    for (size_t i = 0; i < talk->said.length; i++)
        assert_true(sftp_take(talk->sftp, (const char *)talk->said.bytes + i, 1));

    talk_answer(talk, PACKET_ATTRIBUTES, 5);
    talk_end(talk);
}

/* A text that says it is longer than its packet; the next packet is understood all the same. */
static void a_packet_that_is_too_short_is_answered_as_nothing(void **state)
{
    struct talk *talk = begin(*state);
    reply_begin(&talk->said, PACKET_STAT, 5);
    reply_number(&talk->said, UINT32_MAX);
    assert_true(talk_say(talk));
    assert_int_equal(talk_status(talk, 5), STATUS_MISSING);

    talk_ask(talk, PACKET_STAT, 6, "/");
    talk_answer(talk, PACKET_ATTRIBUTES, 6);
    talk_end(talk);
}

static void what_is_no_sftp_ends_the_conversation(void **state)
{
    struct fixture *f = *state;
    struct talk *talk = begin(f);
    static const struct {
        const char bytes[9];
        bool greeted;
    } cases[] = {
        {{0, 0, 0, 0, 0, 0, 0, 0, 0},                      true },
        {{0, 0, 0, 1, PACKET_STAT},                        true },
        {{0, 0, 0, 5, PACKET_INIT, 0, 0, 0, 3},            true },
        {{0, 1, 0, 1, PACKET_STAT, 0, 0, 0, 1},            true },
        {{(char)0xff, (char)0xff, (char)0xff, (char)0xff}, true },
        {"GET / HT",                                       false},
        {{0, 0, 0, 5, PACKET_STAT, 0, 0, 0, 1},            false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char hello[] = {0, 0, 0, 5, PACKET_INIT, 0, 0, 0, 3};
        struct sftp *sftp = talk_other(talk);
        if (cases[i].greeted)
            assert_true(sftp_take(sftp, hello, sizeof hello));
        assert_false(sftp_take(sftp, cases[i].bytes, sizeof cases[i].bytes));
        sftp_end(sftp);
        talk->read = talk->length;
    }
    talk_end(talk);
}

/* A helper's paper about the child whose plan is kept. */
static struct talk *begin_as_helper(struct fixture *f)
{
    const struct county county = county_make(f);
    struct actor helper = county_actor(f, ROLE_PAIRED_CADRE);
    const struct outbox_paper paper = {.title = "mine",
                                       .bytes = "%PDF-mine",
                                       .size = 9,
                                       .children = &county.child[CHILD_LI],
                                       .child_count = 1};
    int64_t id;
    assert_true(store_execute(f->store,
                              "INSERT INTO plan (child_id, kind, state, post_id, begins_on)"
                              " SELECT min(child.id), 'pairing', 'stands', (SELECT id FROM post"
                              " WHERE role = 'paired_cadre'), '2026-09-01' FROM child",
                              &f->err));
    assert_true(outbox_put(f->store, &helper, &paper, &id, &f->err));
    return talk_begin(f, ROLE_PAIRED_CADRE, "/nonexistent");
}

static void with_the_plan_its_papers_leave_the_keepers_folder(void **state)
{
    struct fixture *f = *state;
    struct talk *talk = begin_as_helper(f);
    talk_ask(talk, PACKET_STAT, 1, "mine.pdf");
    (void)talk_answer(talk, PACKET_ATTRIBUTES, 1);
    assert_true(store_begin(f->store, &f->err));
    bool ended = store_execute(f->store, "UPDATE main.plan SET state = 'ended'", &f->err);
    assert_true(store_end(f->store, ended, &f->err));

    talk_ask(talk, PACKET_STAT, 2, "mine.pdf");

    assert_int_equal(talk_status(talk, 2), STATUS_MISSING);
    talk_end(talk);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_folder_lists_the_persons_own_papers_alone),
        SPEC(a_paper_is_read_from_where_the_client_wants),
        SPEC(a_large_paper_comes_in_packets_that_every_client_takes),
        SPEC(attributes_say_size_and_kind),
        SPEC(no_path_leads_out_of_the_folder_or_to_a_colleagues_paper),
        SPEC(paths_are_told_without_dots_and_never_above_the_folder),
        SPEC(a_paper_that_is_removed_is_gone),
        SPEC(nothing_is_written),
        SPEC(only_so_many_files_are_open_at_once),
        SPEC(packets_come_in_any_pieces),
        SPEC(a_packet_that_is_too_short_is_answered_as_nothing),
        SPEC(what_is_no_sftp_ends_the_conversation),
        SPEC(with_the_plan_its_papers_leave_the_keepers_folder),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("sftp", specs, NULL, NULL) : 1;
}
