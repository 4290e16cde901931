/*
 * Any bytes from an SFTP client: every answer is one whole packet of a kind that
 * clients know, and no more of them come than were asked for.
 */
#include "core/import/drop.h"
#include "core/outbox/outbox.h"
#include "i18n/catalogue.h"
#include "tui/ssh/packet.h"
#include "tui/ssh/sftp.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Somebody who imports: nothing is refused to them before it is looked at. */
static const struct held_post post = {.id = 1, .role = ROLE_BUREAU_EDUCATION, .place_id = 1};
static const struct actor bureau = {.account_id = 1, .name = "bureau", .posts = &post, .post_count = 1};

/* A folder with a paper of some bytes and one of several packets. */
static struct store *open_folder(void)
{
    struct error err = {0};
    int64_t id;
    struct store *store = catalogue_open() ? store_open(":memory:", &err) : NULL;
    static const char large[100000];
    const struct outbox_paper papers[] = {
        {.title = "a", .bytes = "%PDF-", .size = 5           },
        {.title = "b", .bytes = large,   .size = sizeof large},
    };
    if (!store || !store_execute(store, "INSERT INTO account (id, name, created_at) VALUES (1, 'bureau', 0)", &err))
        abort();
    for (size_t i = 0; i < COUNT(papers); i++)
        if (!outbox_put(store, &bureau, &papers[i], &id, &err))
            abort();
    return store;
}

/* A county's folder of its own, with a drop folder in it. */
static const char *make_county(void)
{
    static char county[] = "/tmp/fuzz-sftp-XXXXXX";
    char drop[sizeof county + 5];
    if (!mkdtemp(county))
        abort();
    snprintf(drop, sizeof drop, "%s/drop", county);
    if (mkdir(drop, 0700) != 0)
        abort();
    return county;
}

static void empty_drop(const char *county)
{
    ARENA(arena);
    struct error err = {0};
    struct drop_file *files;
    size_t count;
    assert(drop_files(county, &arena, &files, &count, &err));
    for (size_t i = 0; i < count; i++)
        assert(drop_remove(county, files[i].name, &err));
}

static bool check_answer(void *to, const char *bytes, size_t length)
{
    size_t *answers = to;
    struct packet packet = {.at = (const unsigned char *)bytes, .left = length};
    uint32_t said = packet_number(&packet);
    uint8_t type = packet_byte(&packet);
    assert(!packet.bad && said == length - PACKET_HEAD && length <= PACKET_REPLY_MOST);
    assert(type == PACKET_VERSION || (type >= PACKET_STATUS && type <= PACKET_ATTRIBUTES));
    ++*answers;
    return true;
}

/* Half of the inputs need not find the greeting by themselves. */
static void talk(struct sftp *sftp, const uint8_t *data, size_t size)
{
    static const char hello[] = {0, 0, 0, 5, PACKET_INIT, 0, 0, 0, 3};
    bool on = data[0] % 2 == 0 || sftp_take(sftp, hello, sizeof hello);
    for (size_t at = 1; on && at < size;) {
        size_t piece = data[at] % 64 + 1u; /* packets end anywhere */
        piece = piece < size - at ? piece : size - at;
        on = sftp_take(sftp, (const char *)data + at, piece);
        at += piece;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct store *store;
    static const char *county;
    struct error err = {0};
    size_t answers = 0;
    if (!store) {
        store = open_folder();
        county = make_county();
    }
    if (size == 0)
        return 0;

    const struct folder folder = {.store = store, .actor = &bureau, .county = county};
    struct sftp *sftp = sftp_begin(&folder, LANGUAGE_EN, check_answer, &answers);
    assert(store_begin(store, &err));
    talk(sftp, data, size);
    store_end(store, false, &err); /* the next input finds the same papers */
    sftp_end(sftp);
    empty_drop(county);
    assert(answers <= 1 + size / (PACKET_HEAD + 1));
    return 0;
}
