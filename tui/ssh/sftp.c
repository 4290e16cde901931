#include "tui/ssh/sftp.h"

#include "tui/ssh/handle.h"
#include "tui/ssh/packet.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
    VERSION = 3,
    NAMES_MOST = 32, /* of one packet of a listing */

    /* Which attributes follow. */
    HAS_SIZE = 1,
    HAS_MODE = 4,
    HAS_TIMES = 8,

    /* How a file is to be opened. */
    TO_READ = 1,
    TO_WRITE = 2,
    TO_APPEND = 4,
    TO_CREATE = 8,
    TO_BE_NEW = 32
};

struct sftp {
    const struct folder *folder;
    enum language language;
    sftp_send *send;
    void *to;
    bool greeted, gone;
    struct handles handles;
    struct reply reply;
    unsigned char came[PACKET_HEAD + PACKET_MOST]; /* a packet that is not whole yet */
    size_t length;
};

/* A request that is being answered. */
struct request {
    struct sftp *sftp;
    uint32_t id;
    struct packet packet;
    struct arena arena;
};

/* --- Answers -------------------------------------------------------------------------------- */

static void send_reply(struct sftp *sftp)
{
    reply_end(&sftp->reply);
    if (!sftp->send(sftp->to, (const char *)sftp->reply.bytes, sftp->reply.length))
        sftp->gone = true;
}

static void answer_status(struct request *request, enum packet_status status, const char *key)
{
    struct sftp *sftp = request->sftp;
    const char *text = key ? message(sftp->language, key) : "";
    const char *code = language_code(sftp->language);
    reply_begin(&sftp->reply, PACKET_STATUS, request->id);
    reply_number(&sftp->reply, status);
    reply_text(&sftp->reply, text, strlen(text));
    reply_text(&sftp->reply, code, strlen(code));
    send_reply(sftp);
}

static void answer_error(struct request *request, const struct error *err)
{
    enum packet_status status = err->kind == ERROR_MISSING ? STATUS_MISSING
        : err->kind == ERROR_DENIED                        ? STATUS_DENIED
                                                           : STATUS_FAILURE;
    answer_status(request, status, err->key);
}

static unsigned mode_of(const struct folder_entry *entry)
{
    unsigned own = entry->brought ? 0200u : 0;
    return own | (entry->folder ? S_IFDIR | 0500u : S_IFREG | 0400u);
}

static void add_attributes(struct reply *reply, const struct folder_entry *entry)
{
    reply_number(reply, HAS_SIZE | HAS_MODE | HAS_TIMES);
    reply_long(reply, (uint64_t)entry->size);
    reply_number(reply, mode_of(entry));
    reply_number(reply, (uint32_t)entry->changed_at);
    reply_number(reply, (uint32_t)entry->changed_at);
}

static void answer_attributes(struct request *request, const struct folder_entry *entry)
{
    reply_begin(&request->sftp->reply, PACKET_ATTRIBUTES, request->id);
    add_attributes(&request->sftp->reply, entry);
    send_reply(request->sftp);
}

/* As ls -l writes it: clients show the line as it is. */
static const char *long_name(struct request *request, const struct folder_entry *entry)
{
    char day[32] = "";
    time_t changed = entry->changed_at;
    struct tm local;
    if (localtime_r(&changed, &local))
        strftime(day, sizeof day, "%Y-%m-%d %H:%M", &local);
    return arena_text(&request->arena, "%cr%c%c------ 1 %s baoxue %10lld %s %s",
                      entry->folder ? 'd' : '-', entry->brought ? 'w' : '-',
                      entry->folder ? 'x' : '-', request->sftp->folder->actor->name,
                      (long long)entry->size, day, entry->name);
}

static void add_name(struct request *request, const char *name, const struct folder_entry *entry)
{
    const char *line = long_name(request, entry);
    reply_text(&request->sftp->reply, name, strlen(name));
    reply_text(&request->sftp->reply, line, strlen(line));
    add_attributes(&request->sftp->reply, entry);
}

/* --- Handles -------------------------------------------------------------------------------- */

/* What the request names by its number; NULL, and answered, when nothing of it is open. */
static struct handle *read_handle(struct request *request)
{
    size_t length;
    const char *text = packet_text(&request->packet, &length);
    struct packet number = {.at = (const unsigned char *)text, .left = length};
    struct handle *handle = handle_find(&request->sftp->handles, packet_number(&number));
    if (!handle)
        answer_status(request, STATUS_FAILURE, MSG("files.handle"));
    return handle;
}

static void answer_handle(struct request *request, const struct handle *handle)
{
    reply_begin(&request->sftp->reply, PACKET_HANDLE, request->id);
    reply_number(&request->sftp->reply, sizeof handle->number);
    reply_number(&request->sftp->reply, handle->number);
    send_reply(request->sftp);
}

/* Opens what the request names by its path. */
static void open_handle(struct request *request, const char *path, handle_open *open)
{
    struct error err = {0};
    const struct folder *folder = request->sftp->folder;
    struct handle *handle = handle_new(&request->sftp->handles);
    if (!handle)
        answer_status(request, STATUS_FAILURE, MSG("files.many"));
    else if (open(handle, folder, path, &err))
        answer_handle(request, handle);
    else {
        handle_give_up(handle, folder);
        answer_error(request, &err);
    }
}

/* --- Requests ------------------------------------------------------------------------------- */

/* The path that the request names next; NULL, and answered, when it can be none. */
static const char *read_path(struct request *request)
{
    size_t length;
    const char *text = packet_text(&request->packet, &length);
    const char *path = request->packet.bad ? NULL : folder_path(text, length, &request->arena);
    if (!path)
        answer_status(request, STATUS_MISSING, MSG("outbox.missing"));
    return path;
}

/* Done, or why not. */
static void answer_done(struct request *request, bool done, const struct error *err)
{
    if (done)
        answer_status(request, STATUS_OK, NULL);
    else
        answer_error(request, err);
}

static void serve_path(struct request *request)
{
    const struct folder_entry plain = {.name = "", .folder = true};
    const char *path = read_path(request);
    if (!path)
        return;
    reply_begin(&request->sftp->reply, PACKET_NAME, request->id);
    reply_number(&request->sftp->reply, 1);
    add_name(request, path, &plain);
    send_reply(request->sftp);
}

static void serve_attributes(struct request *request)
{
    struct error err = {0};
    struct folder_entry entry;
    const char *path = read_path(request);
    if (!path)
        return;
    if (folder_find(request->sftp->folder, path, &request->arena, &entry, &err))
        answer_attributes(request, &entry);
    else
        answer_error(request, &err);
}

static void serve_handle_attributes(struct request *request)
{
    const struct handle *handle = read_handle(request);
    if (handle)
        answer_attributes(request, &handle->self);
}

/* Whoever brought a file may set what we do not keep of it: clients give its time and mode. */
static void serve_set(struct request *request)
{
    struct error err = {0};
    struct folder_entry entry;
    const char *path = read_path(request);
    if (!path)
        return;
    bool found = folder_find(request->sftp->folder, path, &request->arena, &entry, &err);
    if (found && !entry.brought)
        found = error_set(&err, ERROR_DENIED, MSG("files.read-only"), "not in the folder for files");
    answer_done(request, found, &err);
}

static void serve_handle_set(struct request *request)
{
    const struct handle *handle = read_handle(request);
    if (handle && handle->self.brought)
        answer_status(request, STATUS_OK, NULL);
    else if (handle)
        answer_status(request, STATUS_DENIED, MSG("files.read-only"));
}

static void serve_open_folder(struct request *request)
{
    const char *path = read_path(request);
    if (path)
        open_handle(request, path, handle_open_folder);
}

/* A file that comes begins empty, whether or not the client says so; nothing is added to another. */
static void serve_open(struct request *request)
{
    const char *path = read_path(request);
    uint32_t how = packet_number(&request->packet);
    if (!path)
        return;
    bool writes = (how & (TO_READ | TO_WRITE | TO_APPEND | TO_CREATE)) == (TO_WRITE | TO_CREATE);
    if (how == TO_READ)
        open_handle(request, path, handle_open_file);
    else if (writes && (how & TO_BE_NEW))
        open_handle(request, path, handle_bring_new);
    else if (writes)
        open_handle(request, path, handle_bring);
    else
        answer_status(request, STATUS_DENIED, MSG("files.read-only"));
}

static void serve_list(struct request *request)
{
    struct reply *reply = &request->sftp->reply;
    struct handle *handle = read_handle(request);
    if (!handle)
        return;
    size_t left = handle->count - handle->told, part = left < NAMES_MOST ? left : NAMES_MOST;
    if (part == 0) {
        answer_status(request, STATUS_END, NULL);
        return;
    }
    reply_begin(reply, PACKET_NAME, request->id);
    reply_number(reply, (uint32_t)part);
    for (size_t i = 0; i < part; i++, handle->told++)
        add_name(request, handle->entries[handle->told].name, &handle->entries[handle->told]);
    send_reply(request->sftp);
}

static void serve_read(struct request *request)
{
    struct error err = {0};
    char bytes[PACKET_DATA_MOST];
    const struct handle *handle = read_handle(request);
    uint64_t from = packet_long(&request->packet);
    size_t wanted = packet_number(&request->packet), got = 0;
    if (!handle)
        return;
    if (!handle_reads(handle))
        answer_status(request, STATUS_FAILURE, MSG("files.handle"));
    else if (!handle_read(handle, from, bytes, wanted < sizeof bytes ? wanted : sizeof bytes, &got,
                          &err))
        answer_error(request, &err);
    else if (got == 0)
        answer_status(request, STATUS_END, NULL);
    else {
        reply_begin(&request->sftp->reply, PACKET_DATA, request->id);
        reply_text(&request->sftp->reply, bytes, got);
        send_reply(request->sftp);
    }
}

static void serve_write(struct request *request)
{
    struct error err = {0};
    size_t length;
    struct handle *handle = read_handle(request);
    uint64_t from = packet_long(&request->packet);
    const char *bytes = packet_text(&request->packet, &length);
    if (!handle)
        return;
    if (!handle_writes(handle) || request->packet.bad)
        answer_status(request, STATUS_FAILURE, MSG("files.handle"));
    else
        answer_done(request, bring_write(&handle->bring, from, bytes, length, &err), &err);
}

static void serve_close(struct request *request)
{
    struct error err = {0};
    struct handle *handle = read_handle(request);
    if (handle)
        answer_done(request, handle_close(handle, request->sftp->folder, &err), &err);
}

static void serve_remove(struct request *request)
{
    struct error err = {0};
    const char *path = read_path(request);
    if (path)
        answer_done(request, folder_remove(request->sftp->folder, path, &err), &err);
}

static void serve_rename(struct request *request)
{
    struct error err = {0};
    const char *from = read_path(request), *to = from ? read_path(request) : NULL;
    if (to)
        answer_done(request, folder_rename(request->sftp->folder, from, to, &err), &err);
}

static void refuse(struct request *request)
{
    answer_status(request, STATUS_DENIED, MSG("files.read-only"));
}

static const struct {
    enum packet_type type;
    void (*serve)(struct request *request);
} services[] = {
    {PACKET_OPEN,     serve_open             },
    {PACKET_CLOSE,    serve_close            },
    {PACKET_READ,     serve_read             },
    {PACKET_WRITE,    serve_write            },
    {PACKET_LSTAT,    serve_attributes       },
    {PACKET_FSTAT,    serve_handle_attributes},
    {PACKET_SETSTAT,  serve_set              },
    {PACKET_FSETSTAT, serve_handle_set       },
    {PACKET_OPENDIR,  serve_open_folder      },
    {PACKET_READDIR,  serve_list             },
    {PACKET_REMOVE,   serve_remove           },
    {PACKET_MKDIR,    refuse                 },
    {PACKET_RMDIR,    refuse                 },
    {PACKET_REALPATH, serve_path             },
    {PACKET_STAT,     serve_attributes       },
    {PACKET_RENAME,   serve_rename           },
    {PACKET_SYMLINK,  refuse                 },
};

static void serve(struct request *request, enum packet_type type)
{
    for (size_t i = 0; i < COUNT(services); i++)
        if (services[i].type == type) {
            services[i].serve(request);
            return;
        }
    answer_status(request, STATUS_UNSUPPORTED, MSG("files.unsupported"));
}

/* --- Packets as they come -------------------------------------------------------------------- */

/* The first packet and no other says which version the client speaks. */
static bool greet(struct sftp *sftp, enum packet_type type)
{
    if (type != PACKET_INIT)
        return false;
    sftp->greeted = true;
    reply_begin(&sftp->reply, PACKET_VERSION, VERSION);
    send_reply(sftp);
    return true;
}

static bool take_packet(struct sftp *sftp, struct packet packet)
{
    struct request request = {.sftp = sftp, .packet = packet};
    enum packet_type type = packet_byte(&request.packet);
    if (!sftp->greeted)
        return greet(sftp, type);
    request.id = packet_number(&request.packet);
    if (request.packet.bad || type == PACKET_INIT)
        return false;
    serve(&request, type);
    arena_clear(&request.arena);
    return true;
}

/* How many bytes the packet that comes in has, as far as that is known. */
static size_t wanted(const struct sftp *sftp)
{
    struct packet head = {.at = sftp->came, .left = sftp->length};
    uint32_t length = packet_number(&head);
    return head.bad ? PACKET_HEAD : PACKET_HEAD + (size_t)length;
}

bool sftp_take(struct sftp *sftp, const char *bytes, size_t length)
{
    while (!sftp->gone) {
        size_t whole = wanted(sftp);
        if (whole > sizeof sftp->came)
            return false;
        if (sftp->length >= PACKET_HEAD && sftp->length == whole) {
            struct packet packet = {.at = sftp->came + PACKET_HEAD, .left = whole - PACKET_HEAD};
            sftp->length = 0;
            if (!take_packet(sftp, packet))
                return false;
            continue;
        }
        if (length == 0)
            return true;
        size_t part = whole - sftp->length < length ? whole - sftp->length : length;
        memcpy(sftp->came + sftp->length, bytes, part);
        sftp->length += part;
        bytes += part;
        length -= part;
    }
    return false;
}

struct sftp *sftp_begin(const struct folder *folder, enum language language, sftp_send *send,
                        void *to)
{
    struct sftp *sftp = calloc(1, sizeof *sftp);
    if (!sftp)
        abort();
    sftp->folder = folder;
    sftp->language = language;
    sftp->send = send;
    sftp->to = to;
    return sftp;
}

void sftp_end(struct sftp *sftp)
{
    for (size_t i = 0; i < HANDLES_MOST; i++)
        handle_give_up(&sftp->handles.rows[i], sftp->folder);
    free(sftp);
}
