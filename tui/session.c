#include "tui/session.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/posts/account.h"
#include "core/posts/signin.h"
#include "core/rules/rules.h"
#include "core/store/county.h"
#include "core/store/draft.h"
#include "tui/ahead.h"
#include "tui/conversation.h"
#include "tui/farewell.h"
#include "tui/navigator.h"
#include "tui/person.h"
#include "tui/ssh/link.h"
#include "tui/ssh/process.h"
#include "tui/term/decoder.h"
#include "tui/term/terminal.h"
#include "tui/today.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    ANSWER_MILLISECONDS = 1000,
    LOOK_MILLISECONDS = 5000, /* how soon a colleague's change is seen */
    AWAY_SECONDS = 60,        /* without a key; then changes may wait */
    AWAY_LOOK_SECONDS = 30,
    LOCK_SECONDS = 10 * 60,
    LEAVE_SECONDS = 30 * 60,
    TOUCH_SECONDS = 60
};

/* What a client claims is brought within what rows and screens have room for. */
_Static_assert((int)LINK_COLUMNS_MOST <= (int)PROFILE_COLUMNS_MOST, "a row is too wide");

struct session {
    struct session_link *link;
    const struct session_setting *setting;
    struct store *store;
    struct person person;
    char today[DATE_SIZE];
    char hour[HOUR_SIZE];
    struct navigator navigator;
    struct terminal *terminal;
    struct decoder decoder;
    struct conversation conversation;
    struct ahead ahead; /* typed while the terminal was asked what it is */
    bool meeting;
    int64_t signin;  /* own row */
    int64_t version; /* of the store, as it was shown */
    uint64_t shown;  /* what the last frame said, as a number */
    time_t key_at, touched_at, refreshed_at;
    struct policy *rules; /* of the county, once it has changed them; NULL: the server's */
    bool locked, dirty, over, resume_asked;
    const char *goodbye; /* catalogue key */
};

static time_t seconds(void)
{
    return (time_t)(process_clock() / 1000);
}

static void end_with(struct session *s, const char *key)
{
    s->over = true;
    s->goodbye = key;
}

/* The account, the day and the posts as they are now. */
static bool know_person(struct session *s, struct error *err)
{
    today_text(s->setting->today, s->today);
    today_hour(s->hour);
    return person_know(&s->person, s->store, s->link->start.account_id, s->today, err);
}

/* --- Where signing in leads --- */

static bool resumable(struct session *s)
{
    ARENA(arena);
    struct error err = {0};
    struct resume_point point = {0};
    return !s->resume_asked
        && resume_read(s->store, &s->person.actor, &arena, &point, &err)
        && point.found && !point.clean && strcmp(point.route, HOME) != 0;
}

/* Language, new password, the terminal, going on, home: the first that is still to be done. */
static const char *where_to_start(void *context, struct arena *arena)
{
    struct session *s = context;
    struct error err = {0};
    struct account account = s->person.account;
    account_read(s->store, s->person.account.id, arena, &account, &err);
    if (account.language[0] == '\0')
        return "language?first=1";
    if (account.must_change)
        return "password?first=1";
    if (conversation_ask(&s->conversation))
        return "terminal?first=1";
    if (!resumable(s))
        return HOME;
    s->resume_asked = true;
    return "resume?first=1";
}

/* A client whose characters are GBK's begins in Chinese rather than in Latin Uyghur; F2 goes on. */
static void choose_language(struct session *s)
{
    enum language language = LANGUAGE_ZH;
    language_find(s->person.account.language, &language);
    if (language == LANGUAGE_UG && s->conversation.speech.profile == PROFILE_GBK)
        language = LANGUAGE_ZH;
    s->navigator.shared.language = language;
    navigator_take_up(&s->navigator, &s->person.account);
}

/* --- Drawing --- */

static void draw_lock(struct session *s, struct canvas *canvas)
{
    enum language language = s->navigator.shared.language;
    canvas_text(canvas, canvas->rows / 2 - 1, 1, canvas->columns - 2, ALIGN_CENTRE, STYLE_TITLE,
                message(language, MSG("session.locked")));
    canvas_paragraph(canvas, canvas->rows / 2 + 1, 1, canvas->columns - 2, 2, STYLE_PLAIN,
                     message(language, MSG("session.unlock")));
}

static void draw(struct session *s, struct arena *frame, struct grid *grid)
{
    struct canvas canvas = canvas_new(frame, grid, s->link->start.rows, s->link->start.columns,
                                      visit_mirrored(&s->navigator.shared));
    grid->manner = s->navigator.shared.manner;
    if (s->locked)
        draw_lock(s, &canvas);
    else
        navigator_draw(&s->navigator, &canvas);
}

static void flush(struct session *s)
{
    ARENA(frame);
    size_t length;
    const char *bytes = terminal_take(s->terminal, &frame, &length);
    if (length > 0 && !link_send(s->link, bytes, length))
        s->over = true;
}

/* Speaks to the terminal as is now known or chosen. */
static void speak(struct session *s)
{
    unsigned manner = s->navigator.shared.manner;
    terminal_speak(s->terminal, s->conversation.speech);
    s->navigator.shared.manner = terminal_manner(s->terminal);
    if (manner != s->navigator.shared.manner)
        navigator_refresh(&s->navigator);
}

static void show(struct session *s)
{
    ARENA(frame);
    struct grid grid;
    speak(s);
    draw(s, &frame, &grid);
    s->shown = grid_number(&grid);
    terminal_draw(s->terminal, &grid);
    flush(s);
    s->dirty = false;
}

/* --- What comes in --- */

/* One that comes late changes what is drawn from now on; it is never taken for a key. */
static void take_answer(struct session *s, const struct key *key)
{
    struct error err = {0};
    if (!terminal_answer(s->terminal, key) || s->meeting)
        return;
    if (!conversation_learn(&s->conversation, s->store, &s->person.actor,
                            terminal_identity(s->terminal), &err))
        navigator_fail(&s->navigator, &err);
    s->dirty = true;
}

static void take_key(struct session *s, const struct key *key)
{
    if (key->press == PRESS_ANSWER) {
        take_answer(s, key);
        return;
    }
    if (s->meeting) {
        ahead_keep(&s->ahead, key);
        return;
    }
    s->key_at = seconds();
    s->dirty = true;
    today_hour(s->hour);
    if (s->locked)
        s->locked = false;
    else if (key_command(key) == CONTROL('l'))
        terminal_redraw(s->terminal);
    else
        navigator_key(&s->navigator, key);
    s->over = s->over || s->navigator.leaving;
}

static void take_keys(struct session *s, bool idle)
{
    struct key key;
    while (!s->over && decoder_next(&s->decoder, idle, &key))
        take_key(s, &key);
}

static void resize(struct session *s)
{
    terminal_resize(s->terminal, s->link->start.rows, s->link->start.columns);
    navigator_resize(&s->navigator, s->link->start.rows, s->link->start.columns);
    s->dirty = true;
}

/* In pieces: what a client typed in its own characters may be longer in ours. */
static void take_typed(struct session *s, const char *bytes, size_t length)
{
    ARENA(arena);
    const char *text = terminal_read(s->terminal, bytes, &length, &arena);
    while (length > 0) {
        size_t piece = length < DECODER_PIECE ? length : DECODER_PIECE;
        decoder_feed(&s->decoder, text, piece);
        take_keys(s, false);
        text += piece;
        length -= piece;
    }
}

static void take_event(struct session *s, enum link_event event, const char *bytes, size_t length)
{
    switch (event) {
    case LINK_TYPED:
        take_typed(s, bytes, length);
        break;
    case LINK_RESIZED:
        resize(s);
        break;
    case LINK_STOP:
        end_with(s, MSG("session.stopping"));
        break;
    case LINK_EOF:
    case LINK_GONE:
        s->over = true;
        break;
    case LINK_QUIET:
    case LINK_TAKEN:
        break;
    }
}

/* Waits for the first thing that comes, then takes in all that has arrived with it. */
static bool take_all(struct session *s, int milliseconds)
{
    char bytes[LINK_BYTES_MOST];
    size_t length = 0;
    enum link_event event = link_wait(s->link, milliseconds, bytes, &length);
    bool quiet = event == LINK_QUIET;
    while (event != LINK_QUIET && !s->over) {
        take_event(s, event, bytes, length);
        event = s->over ? LINK_QUIET : link_wait(s->link, 0, bytes, &length);
    }
    return quiet;
}

/* What was typed is stored before anything shows that it was. */
static void keep(struct session *s, bool clean)
{
    struct error err = {0};
    if (!navigator_keep(&s->navigator, clean, &err)) {
        log_line("draft not kept: %s", err.detail);
        navigator_fail(&s->navigator, &err);
        s->dirty = true;
    }
}

/* --- What time and others do --- */

static bool looks_different(struct session *s)
{
    ARENA(frame);
    struct grid grid;
    draw(s, &frame, &grid);
    return grid_number(&grid) != s->shown;
}

/* Once the county has changed its rules this session goes by the new ones. */
static void follow_rules(struct session *s)
{
    struct error err = {0};
    if (!rules_follow(s->store, s->setting->folder, &s->navigator.shared.policy, &s->rules, &err))
        log_line("session: %s", err.detail);
}

/* A colleague's change is one line; when it changes nothing on this screen, none. */
static void see_changes(struct session *s)
{
    struct error err = {0};
    int64_t version = store_version(s->store);
    char day[DATE_SIZE];
    bool same_day = strcmp(today_text(s->setting->today, day), s->today) == 0;
    bool away = seconds() - s->key_at >= AWAY_SECONDS;
    if ((version == s->version && same_day)
        || (away && seconds() - s->refreshed_at < AWAY_LOOK_SECONDS))
        return;
    s->version = version;
    s->refreshed_at = seconds();
    if (!know_person(s, &err)) {
        end_with(s, err.key);
        return;
    }
    follow_rules(s);
    navigator_refresh(&s->navigator);
    if (s->dirty || s->locked || !looks_different(s))
        return;
    navigator_say(&s->navigator, STYLE_TODAY,
                  message(s->navigator.shared.language, MSG("session.colleague")));
    s->dirty = true;
}

static void look_around(struct session *s)
{
    struct error err = {0};
    bool ending = false;
    time_t idle = seconds() - s->key_at;

    if (signin_ending(s->store, s->signin, &ending, &err) && ending)
        end_with(s, MSG("session.sent-away"));
    else if (idle >= LEAVE_SECONDS)
        end_with(s, MSG("session.idle"));
    else if (idle >= LOCK_SECONDS && !s->locked)
        s->locked = s->dirty = true;
    if (!s->over)
        see_changes(s);
    if (s->key_at > s->touched_at && seconds() - s->touched_at >= TOUCH_SECONDS) {
        s->touched_at = seconds();
        signin_touch(s->store, s->signin, &err);
    }
}

static void work(struct session *s)
{
    time_t looked_at = seconds();
    while (!s->over) {
        if (s->dirty && link_ready(s->link))
            show(s);
        int waits = decoder_waits(&s->decoder);
        bool quiet = take_all(s, waits > 0 ? waits : LOOK_MILLISECONDS);
        if (quiet && waits > 0)
            take_keys(s, true);
        if (s->over)
            break;
        keep(s, false);
        if ((quiet && waits == 0) || seconds() - looked_at >= LOOK_MILLISECONDS / 1000) {
            looked_at = seconds();
            look_around(s);
        }
    }
}

/* --- Beginning and ending --- */

/* Asks the terminal what it is, once; keys that were typed ahead stay in line. */
static bool meet_terminal(struct session *s, struct error *err)
{
    const struct link_start *start = &s->link->start;
    int64_t end = process_clock() + ANSWER_MILLISECONDS, left;
    terminal_enter(s->terminal);
    flush(s);
    s->meeting = true;
    while (!s->over && !terminal_identity(s->terminal)->complete
           && (left = end - process_clock()) > 0)
        take_all(s, (int)left);
    s->meeting = false;
    s->conversation.client = start->client;
    s->conversation.type = start->term;
    return conversation_learn(&s->conversation, s->store, &s->person.actor,
                              terminal_identity(s->terminal), err);
}

/* What was typed before there was a screen to type it on. It answers no question nobody saw. */
static void take_ahead(struct session *s)
{
    bool asked = navigator_visit(&s->navigator)->screen == navigator_screen("terminal");
    for (size_t i = 0; i < s->ahead.count && !s->over && !asked; i++)
        take_key(s, &s->ahead.keys[i]);
    ahead_clear(&s->ahead);
}

static bool open_person(struct session *s, struct error *err)
{
    struct signin signin = {.account_id = s->link->start.account_id,
                            .source = s->link->start.source,
                            .client = s->link->start.client,
                            .pid = getpid()};
    s->store = county_open(s->setting->folder, err);
    if (!s->store || !know_person(s, err) || !signin_begin(s->store, &signin, &s->signin, err))
        return false;
    s->version = store_version(s->store);
    s->key_at = s->touched_at = seconds();
    return true;
}

static bool open_screens(struct session *s, struct error *err)
{
    struct navigator *navigator = &s->navigator;
    navigator->shared.store = s->store;
    navigator->shared.actor = &s->person.actor;
    navigator->shared.today = s->today;
    navigator->shared.hour = s->hour;
    navigator->shared.policy = s->setting->policy;
    follow_rules(s);
    navigator->shared.forms = s->setting->forms;
    navigator->shared.county = s->setting->folder;
    navigator->shared.port = s->setting->port;
    navigator->shared.conversation = &s->conversation;
    navigator->start = where_to_start;
    navigator->context = s;
    navigator_resize(navigator, s->link->start.rows, s->link->start.columns);
    s->terminal =
        terminal_open(s->link->start.term, s->link->start.rows, s->link->start.columns, err);
    if (!s->terminal || !meet_terminal(s, err))
        return false;
    choose_language(s);
    speak(s);
    if (!navigator_begin(navigator, err))
        return false;
    take_ahead(s);
    s->dirty = true;
    return true;
}

static void say_goodbye(struct session *s)
{
    ARENA(arena);
    const struct visit *shared = &s->navigator.shared;
    const char *sentence = s->goodbye ? message(shared->language, s->goodbye) : "";
    if (s->terminal) {
        terminal_leave(s->terminal, farewell_lines(s->terminal, shared, s->link->start.columns, sentence, &arena));
        flush(s);
    } else if (s->goodbye) {
        const char *line = arena_text(&arena, "%s\r\n", sentence);
        link_send(s->link, line, strlen(line));
    }
}

static void close_session(struct session *s)
{
    struct error err = {0};
    if (s->signin)
        signin_end(s->store, s->signin, &err);
    navigator_end(&s->navigator);
    if (s->terminal)
        terminal_close(s->terminal);
    if (s->store)
        store_close(s->store);
    person_clear(&s->person);
    ahead_clear(&s->ahead);
    policy_close(s->rules);
}

int session_run(struct session_link *link, const struct session_setting *setting)
{
    struct error err = {0};
    struct session *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->link = link;
    s->setting = setting;
    bool opened = open_person(s, &err) && open_screens(s, &err);
    if (opened) {
        work(s);
        keep(s, s->navigator.leaving);
    } else {
        log_line("session not opened: %s", err.detail);
        s->goodbye = err.key;
    }
    say_goodbye(s);
    close_session(s);
    free(s);
    link_end(link, opened ? EXIT_SUCCESS : EXIT_FAILURE);
    return opened ? EXIT_SUCCESS : EXIT_FAILURE;
}
