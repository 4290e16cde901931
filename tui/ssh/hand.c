#include "tui/ssh/hand.h"

#include "core/base/log.h"
#include "core/posts/secret.h"
#include "core/store/county.h"
#include "tui/ssh/process.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int64_t answer(struct store *store, const struct wire_question *question)
{
    struct error err = {0};
    int64_t account = 0;
    bool asked = question->kind == WIRE_PASSWORD
        ? account_check_password(store, question->name, question->proof, &account, &err)
        : account_check_key(store, question->name, question->key_type, question->proof, &account,
                            &err);
    if (asked)
        return account;
    log_line("gate: cannot check: %s", err.detail);
    return 0;
}

static _Noreturn void run(int socket, const char *folder)
{
    struct error err = {0};
    struct wire_question question;
    secret_queue(folder);
    struct store *store = county_open(folder, &err);
    if (!store) {
        log_line("gate: %s", err.detail);
        _exit(1);
    }
    /* The first hash measures this machine: do it now, so that nobody's answer takes longer. */
    secret_pretend("");

    while (wire_receive(socket, &question, sizeof question, true, NULL) == WIRE_MESSAGE) {
        const struct hand_answer said = {answer(store, &question)};
        explicit_bzero(&question, sizeof question);
        if (!wire_send(socket, &said, sizeof said, -1))
            break;
    }
    store_close(store);
    _exit(0);
}

void hand_start(struct hand *hand, const char *folder)
{
    int pair[2];
    hand->socket = -1;
    if (!wire_pair(pair))
        return;
    hand->process = process_fork(PROCESS_HAND, &pair[1], 1);
    if (hand->process == 0)
        run(pair[1], folder);
    close(pair[1]);
    if (hand->process > 0)
        hand->socket = pair[0];
    else
        close(pair[0]);
}
