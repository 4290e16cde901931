#define _GNU_SOURCE 1 /* fopencookie() */
#include "tui/ssh/remote.h"

#include "tui/command.h"
#include "tui/session.h"
#include "tui/ssh/errand.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int remote_words(char *line, const char *words[static REMOTE_WORDS_MOST])
{
    int count = 0;
    bool within = false;
    char quote = '\0', *to = line;
    for (const char *from = line; *from; from++) {
        bool blank = !quote && (*from == ' ' || *from == '\t');
        if (blank) {
            *to++ = '\0';
            within = false;
            continue;
        }
        if (!within && count == REMOTE_WORDS_MOST)
            return -1;
        if (!within)
            words[count++] = to;
        within = true;
        if (quote ? *from == quote : *from == '\'' || *from == '"')
            quote = quote ? '\0' : *from;
        else if (*from == '\\' && quote != '\'' && from[1])
            *to++ = *++from;
        else
            *to++ = *from;
    }
    *to = '\0';
    return quote ? -1 : count;
}

/* --- The client's three streams as FILEs ------------------------------------------------------- */

struct stream {
    struct session_link *link;
    char bytes[LINK_BYTES_MOST]; /* typed, and not read yet */
    size_t length, read;
};

/* A link that broke is an error and not the end of the input: half a file is not a file. */
static ssize_t read_typed(void *cookie, char *buffer, size_t size)
{
    struct stream *stream = cookie;
    while (stream->read == stream->length) {
        if (stream->link->ended_input)
            return 0;
        switch (link_wait(stream->link, -1, stream->bytes, &stream->length)) {
        case LINK_TYPED:
            stream->read = 0;
            break;
        case LINK_GONE:
        case LINK_STOP:
            stream->length = stream->read = 0;
            errno = EPIPE;
            return -1;
        default:
            stream->length = stream->read = 0;
            break;
        }
    }
    size_t left = stream->length - stream->read, part = size < left ? size : left;
    memcpy(buffer, stream->bytes + stream->read, part);
    stream->read += part;
    return (ssize_t)part;
}

typedef bool send_bytes(struct session_link *link, const char *bytes, size_t length);

/* A client in a terminal of its own making expects the carriage to return at each line end. */
static ssize_t write_bytes(struct session_link *link, const char *bytes, size_t size,
                           send_bytes *send)
{
    bool sent = true;
    for (size_t start = 0; sent && start < size;) {
        const char *end = link->start.terminal ? memchr(bytes + start, '\n', size - start) : NULL;
        size_t part = end ? (size_t)(end - bytes) - start : size - start;
        sent = send(link, bytes + start, part) && (!end || send(link, "\r\n", 2));
        start += part + (end ? 1 : 0);
    }
    return sent ? (ssize_t)size : 0;
}

static ssize_t write_shown(void *cookie, const char *bytes, size_t size)
{
    return write_bytes(cookie, bytes, size, link_send);
}

static ssize_t write_errors(void *cookie, const char *bytes, size_t size)
{
    return write_bytes(cookie, bytes, size, link_send_error);
}

static bool open_streams(struct command_call *call, struct session_link *link,
                         struct stream *typed)
{
    typed->link = link;
    call->in = fopencookie(typed, "r", (cookie_io_functions_t){.read = read_typed});
    call->out = fopencookie(link, "w", (cookie_io_functions_t){.write = write_shown});
    call->err = fopencookie(link, "w", (cookie_io_functions_t){.write = write_errors});
    return call->in && call->out && call->err;
}

static void close_streams(struct command_call *call)
{
    FILE *const streams[] = {call->in, call->out, call->err};
    for (size_t i = 0; i < COUNT(streams); i++)
        if (streams[i])
            fclose(streams[i]);
}

/* --- The command ---------------------------------------------------------------------------------- */

static int run_words(struct command_call *call, int count, const char *words[])
{
    const struct command *command = count > 0 ? command_find(words[0]) : NULL;
    if (!command || !command->remote) {
        command_say(call, call->err, MSG("command.unknown"), count > 0 ? words[0] : "", NULL);
        return COMMAND_MISUSED;
    }
    for (int i = 1; i < count; i++)
        if (strcmp(words[i], "--help") == 0) {
            command_explain(command, call->language, call->out);
            return COMMAND_DONE;
        }
    if (!command_parse(command, call, count - 1, words + 1))
        return COMMAND_MISUSED;
    return command->run(call);
}

static int run_line(struct command_call *call, const char *text)
{
    ARENA(arena);
    const char *words[REMOTE_WORDS_MOST];
    char *line = arena_copy(&arena, text, strlen(text));
    int count = remote_words(line, words);
    if (count >= 0)
        return run_words(call, count, words);
    command_say(call, call->err, MSG("command.unknown"), text, NULL);
    return COMMAND_MISUSED;
}

int remote_run(struct session_link *link, const struct session_setting *setting)
{
    static struct stream typed;
    static struct errand errand;
    struct error err = {0};
    struct command_call call = {.folder = setting->folder, .remote = true};
    int status = COMMAND_FAILED;
    bool begun = errand_begin(&errand, setting, &link->start, &err);
    call.store = errand.store;
    call.actor = &errand.person.actor;
    call.language = errand.language;
    call.today = errand.today;
    call.today_fixed = setting->today != NULL;

    if (open_streams(&call, link, &typed))
        status = begun ? run_line(&call, link->start.command) : command_fail(&call, &err);
    close_streams(&call);
    errand_end(&errand);
    return status;
}
