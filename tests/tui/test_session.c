/* A session over a real link, in a process of its own; the test is the net at the other end. */
#include "tests/support/county.h"
#include "tui/navigator.h"
#include "tui/session.h"
#include "tui/ssh/message.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PATIENCE = 5000 /* milliseconds */
};

struct desk {
    char folder[32];
    int64_t account_id;
    int net, stop; /* our end of the link; a byte here is SIGTERM */
    pid_t session;
    struct arena seen;
    const char *screen; /* all bytes that came */
    unsigned frames;
    bool ended, acknowledge;
    const char *answers; /* of the terminal, to all that it is asked; NULL: an xterm */
};

#define WIDTHS "\033[1;2R\033[1;5R\033[1;3R\033[1;2R\033[1;3R\033[1;3R"
#define XTERM  WIDTHS "\033P>|XTerm(379)\033\\\033[>41;379;0c\033[?64;1c"
#define NOBODY WIDTHS "\033[?1;2c"
#define IN_GBK "\033[1;3R\033[1;7R\033[1;6R\033[1;3R\033[1;6R\033[1;6R\033[?6c"

static void make_county(struct fixture *f, struct desk *desk)
{
    strcpy(desk->folder, "/tmp/baoxue-XXXXXX");
    assert_non_null(mkdtemp(desk->folder));
    store_close(f->store);
    f->store = store_open(arena_text(&f->arena, "%s/county.db", desk->folder), &f->err);
    assert_non_null(f->store);
    county_make(f);
    desk->account_id = county_actor(f, ROLE_CLASS_TEACHER).account_id;
    QUERY(query) = query_open(f->store, "INSERT OR REPLACE INTO main.credential"
                                        " VALUES (:account, '*', 0, 0)");
    bind_int(&query, ":account", desk->account_id);
    assert_true(query_run(&query, &f->err));
}

static void forget_language(struct fixture *f, const struct desk *desk)
{
    QUERY(query) = query_open(f->store, "UPDATE main.account SET language = ''"
                                        " WHERE id = :account");
    bind_int(&query, ":account", desk->account_id);
    assert_true(query_run(&query, &f->err));
}

static void sign_in(struct desk *desk)
{
    int sockets[2], stops[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, sockets), 0);
    assert_int_equal(pipe(stops), 0);
    desk->session = fork();
    if (desk->session == 0) {
        struct session_link link = {
            .start = {.account_id = desk->account_id,
                      .term = "xterm",
                      .columns = 80,
                      .rows = 24,
                      .terminal = true},
            .socket = sockets[1],
            .signals = stops[0]
        };
        struct session_setting setting = {.folder = desk->folder, .today = COUNTY_TODAY};
        close(sockets[0]);
        close(stops[1]);
        _exit(session_run(&link, &setting));
    }
    close(sockets[1]);
    close(stops[0]);
    desk->net = sockets[0];
    desk->stop = stops[1];
    desk->screen = "";
    desk->frames = 0;
    desk->ended = false;
    desk->acknowledge = true;
}

static void send_bytes(const struct desk *desk, const char *bytes)
{
    struct message_head head = {.kind = MESSAGE_DATA};
    assert_true(message_send(desk->net, &head, bytes, strlen(bytes)));
}

static void take_message(struct desk *desk, const struct message *message)
{
    struct message_head taken = {.kind = MESSAGE_TAKEN, .count = 1};
    if (message->head.kind == MESSAGE_END)
        desk->ended = true;
    if (message->head.kind != MESSAGE_DATA)
        return;
    desk->frames++;
    desk->screen = arena_text(&desk->seen, "%s%.*s", desk->screen, (int)message->length,
                              message->bytes);
    if (strstr(message->bytes, "\033[c"))
        send_bytes(desk, desk->answers ? desk->answers : XTERM);
    if (desk->acknowledge)
        message_send(desk->net, &taken, NULL, 0);
}

/* Takes what comes within the time; false when nothing did. */
static bool receive(struct desk *desk, int milliseconds)
{
    struct message *message = arena_new(&desk->seen, struct message);
    struct pollfd wait = {.fd = desk->net, .events = POLLIN};
    if (poll(&wait, 1, milliseconds) != 1)
        return false;
    enum message_got got = message_receive(desk->net, message);
    desk->ended = desk->ended || got == MESSAGE_GONE;
    if (got == MESSAGE_CAME)
        take_message(desk, message);
    return got == MESSAGE_CAME;
}

static void expect(struct desk *desk, const char *text)
{
    while (!strstr(desk->screen, text))
        if (!receive(desk, PATIENCE))
            fail_msg("not shown: %s in %s", text, desk->screen);
    desk->screen = "";
}

/* The link is cut; the session notices and goes. */
static void cut(struct desk *desk)
{
    close(desk->net);
    close(desk->stop);
    waitpid(desk->session, NULL, 0);
    arena_clear(&desk->seen);
}

static void clean_up(struct fixture *f, struct desk *desk)
{
    const char *command = arena_text(&f->arena, "rm -r %s", desk->folder);
    assert_int_equal(system(command), 0);
}

static void the_first_sign_in_asks_for_the_language(void **state)
{
    struct fixture *f = *state;
    struct desk desk = {0};
    make_county(f, &desk);
    forget_language(f, &desk);

    sign_in(&desk);
    expect(&desk, "Use English");
    send_bytes(&desk, "3");

    expect(&desk, message(LANGUAGE_EN, navigator_find(HOME)->title));
    cut(&desk);
    clean_up(f, &desk);
}

static void a_cut_link_is_followed_by_an_offer_to_go_on(void **state)
{
    struct fixture *f = *state;
    struct desk desk = {0};
    make_county(f, &desk);
    const char *title = message(LANGUAGE_ZH, navigator_screen("password")->title);

    sign_in(&desk);
    expect(&desk, message(LANGUAGE_ZH, navigator_find(HOME)->title));
    send_bytes(&desk, "0\033[F\r\033[F\r");
    expect(&desk, title);
    cut(&desk);

    sign_in(&desk);
    expect(&desk, message(LANGUAGE_ZH, MSG("resume.title")));
    send_bytes(&desk, "\r");
    expect(&desk, message(LANGUAGE_ZH, MSG("password.new")));
    cut(&desk);
    clean_up(f, &desk);
}

static void a_keyboard_is_there_again_at_the_next_sign_in(void **state)
{
    struct fixture *f = *state;
    struct desk desk = {0};
    make_county(f, &desk);

    sign_in(&desk);
    expect(&desk, message(LANGUAGE_ZH, navigator_find(HOME)->title));
    send_bytes(&desk, "\025");
    expect(&desk, message(LANGUAGE_ZH, MSG("keyboard.uyghur")));
    cut(&desk);

    sign_in(&desk);
    expect(&desk, message(LANGUAGE_ZH, navigator_find(HOME)->title));
    send_bytes(&desk, "\033OR");
    expect(&desk, message(LANGUAGE_ZH, MSG("keyboard.latin")));
    cut(&desk);
    clean_up(f, &desk);
}

static void a_server_that_stops_says_so(void **state)
{
    struct fixture *f = *state;
    struct desk desk = {0};
    make_county(f, &desk);

    sign_in(&desk);
    expect(&desk, message(LANGUAGE_ZH, navigator_find(HOME)->title));
    assert_int_equal(write(desk.stop, "", 1), 1);

    expect(&desk, message(LANGUAGE_ZH, MSG("session.stopping")));
    while (!desk.ended)
        receive(&desk, PATIENCE);
    cut(&desk);
    clean_up(f, &desk);
}

static void no_frame_queues_behind_another(void **state)
{
    struct fixture *f = *state;
    struct desk desk = {0};
    make_county(f, &desk);

    sign_in(&desk);
    expect(&desk, message(LANGUAGE_ZH, navigator_find(HOME)->title));
    desk.acknowledge = false;
    unsigned before = desk.frames;
    for (int i = 0; i < 20; i++) {
        send_bytes(&desk, i % 2 == 0 ? "?" : "\033");
        receive(&desk, 40);
    }

    assert_int_equal(desk.frames - before, 1);
    cut(&desk);
    clean_up(f, &desk);
}

static void what_a_terminal_answers_late_is_typed_nowhere(void **state)
{
    struct fixture *f = *state;
    struct desk desk = {0};
    make_county(f, &desk);

    sign_in(&desk);
    expect(&desk, message(LANGUAGE_ZH, navigator_find(HOME)->title));
    unsigned before = desk.frames;
    send_bytes(&desk, "\033[?64;1;2c\033[12;3R\033P>|XTerm(379)\033\\");

    assert_false(receive(&desk, 300));
    assert_int_equal(desk.frames, before);
    cut(&desk);
    clean_up(f, &desk);
}

static void a_terminal_nobody_knows_is_asked_about_once(void **state)
{
    struct fixture *f = *state;
    struct desk desk = {.answers = NOBODY};
    make_county(f, &desk);

    sign_in(&desk);
    expect(&desk, message(LANGUAGE_ZH, MSG("terminal.question")));
    send_bytes(&desk, "1");
    expect(&desk, message(LANGUAGE_ZH, navigator_find(HOME)->title));
    cut(&desk);

    sign_in(&desk);
    expect(&desk, message(LANGUAGE_ZH, navigator_find(HOME)->title));
    cut(&desk);
    clean_up(f, &desk);
}

static void what_is_typed_before_the_first_screen_is_not_lost(void **state)
{
    struct fixture *f = *state;
    struct desk desk = {.answers = "0" XTERM};
    make_county(f, &desk);

    sign_in(&desk);

    expect(&desk, message(LANGUAGE_ZH, navigator_screen("menu")->title));
    cut(&desk);
    clean_up(f, &desk);
}

static void a_gbk_client_reads_and_types_its_own_characters(void **state)
{
    struct fixture *f = *state;
    struct desk desk = {.answers = IN_GBK};
    make_county(f, &desk);

    sign_in(&desk);
    expect(&desk, "\xbd\xf1\xc8\xd5"); /* 今日 */
    assert_null(strstr(desk.screen, "今"));
    send_bytes(&desk, "/\xc0\xee"); /* 李 */

    expect(&desk, "\xc0\xee");
    cut(&desk);
    clean_up(f, &desk);
}

static void an_answer_that_comes_late_is_taken_up(void **state)
{
    struct fixture *f = *state;
    struct desk desk = {.answers = NOBODY};
    make_county(f, &desk);

    sign_in(&desk);
    expect(&desk, message(LANGUAGE_ZH, MSG("terminal.question")));
    send_bytes(&desk, "\033[>0;136;0c\r");
    expect(&desk, message(LANGUAGE_ZH, navigator_find(HOME)->title));

    QUERY(query) = query_open(f->store, "SELECT profile FROM main.speech");
    assert_true(query_next(&query));
    assert_string_equal(query_text(&query, 0, &f->arena), "implicit");
    cut(&desk);
    clean_up(f, &desk);
}

int main(void)
{
    if (!catalogue_open())
        return EXIT_FAILURE;
    const struct CMUnitTest specs[] = {
        SPEC(the_first_sign_in_asks_for_the_language),
        SPEC(a_cut_link_is_followed_by_an_offer_to_go_on),
        SPEC(a_keyboard_is_there_again_at_the_next_sign_in),
        SPEC(a_server_that_stops_says_so),
        SPEC(no_frame_queues_behind_another),
        SPEC(what_a_terminal_answers_late_is_typed_nowhere),
        SPEC(a_terminal_nobody_knows_is_asked_about_once),
        SPEC(what_is_typed_before_the_first_screen_is_not_lost),
        SPEC(a_gbk_client_reads_and_types_its_own_characters),
        SPEC(an_answer_that_comes_late_is_taken_up),
    };
    return cmocka_run_group_tests_name("session", specs, NULL, NULL);
}
