#include "tui/ssh/files.h"

#include "core/posts/signin.h"
#include "tui/ssh/errand.h"
#include "tui/ssh/process.h"
#include "tui/ssh/sftp.h"

#include <string.h>

enum {
    LOOK = 5000,            /* milliseconds between two looks whether the person may still be here */
    AWAY_MOST = 30 * 60000, /* milliseconds without a request */
    TOUCH = 60000
};

struct times {
    int64_t asked, looked, touched;
};

static bool send_bytes(void *to, const char *bytes, size_t length)
{
    return link_send(to, bytes, length);
}

static void say(struct session_link *link, enum language language, const char *key)
{
    const char *text = message(language, key);
    link_send_error(link, text, strlen(text));
    link_send_error(link, "\n", 1);
}

/* Every now and then: is the account still there, with which posts; has it been sent away. */
static bool look_around(struct errand *errand, struct times *times, struct error *err)
{
    int64_t now = process_clock();
    struct error ignored = {0};
    if (now - times->looked < LOOK)
        return true;
    times->looked = now;
    if (times->asked > times->touched && now - times->touched >= TOUCH) {
        times->touched = now;
        signin_touch(errand->store, errand->signin, &ignored);
    }
    if (now - times->asked >= AWAY_MOST)
        return error_set(err, ERROR_DENIED, MSG("files.ended"), "away");
    return errand_goes_on(errand, err);
}

/* Until the client has nothing more to ask; false when it is ended before, with err set unless what
   came was no SFTP. */
static bool serve(struct session_link *link, struct errand *errand, struct sftp *sftp,
                  struct error *err)
{
    char bytes[LINK_BYTES_MOST];
    struct times times = {.asked = process_clock()};
    for (;;) {
        size_t length = 0;
        enum link_event event = link_wait(link, LOOK, bytes, &length);
        if (event == LINK_EOF || event == LINK_GONE)
            return true;
        if (event == LINK_STOP)
            return error_set(err, ERROR_SYSTEM, MSG("files.ended"), "stopping");
        if (!look_around(errand, &times, err))
            return false;
        if (event != LINK_TYPED)
            continue;
        times.asked = process_clock();
        if (!sftp_take(sftp, bytes, length))
            return false;
    }
}

int files_run(struct session_link *link, const struct session_setting *setting)
{
    static struct errand errand;
    struct error err = {0};
    int status = 1;
    if (errand_begin(&errand, setting, &link->start, &err)) {
        const struct folder folder = {
            .store = errand.store,
            .actor = &errand.person.actor,
            .county = setting->folder,
        };
        struct sftp *sftp = sftp_begin(&folder, errand.language, send_bytes, link);
        status = serve(link, &errand, sftp, &err) ? 0 : 1;
        sftp_end(sftp);
    }
    if (err.kind != ERROR_NONE)
        say(link, errand.language, err.key);
    errand_end(&errand);
    return status;
}
