#include "tui/ssh/gate.h"

#include "core/base/log.h"
#include "tui/ssh/hand.h"
#include "tui/ssh/process.h"
#include "tui/ssh/tries.h"
#include "tui/ssh/wire.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    HANDS = 2,
    VISITORS_MOST = 700,
    OFFERS_MOST = 20,    /* of keys: an agent may hold many */
    REFUSAL_AFTER = 500, /* milliseconds: a refusal takes as long whatever it was for */
    HAND_REST = 1000,    /* before a hand that died is started anew */
};

/* Somebody at the door: the net's end of a socket, and what it asked. */
struct visitor {
    uint64_t connection;
    int socket; /* -1: this row is free */
    char source[WIRE_SOURCE_SIZE];
    int tries, offers;
    enum {
        VISITOR_IDLE,
        VISITOR_QUEUED,
        VISITOR_CHECKED,
        VISITOR_REFUSED
    } state;
    int64_t asked_at; /* of the question that is being dealt with */
    enum wire_answer refusal;
    struct wire_question question;
};

struct gate {
    int monitor;
    const char *folder;
    struct hand hands[HANDS];
    bool busy[HANDS];              /* the hand has a question */
    struct visitor *served[HANDS]; /* whose; NULL when they have left meanwhile */
    int64_t rest_until[HANDS];
    struct visitor visitors[VISITORS_MOST];
    struct tries tries;
};

static void leave(struct gate *gate, struct visitor *visitor)
{
    for (int i = 0; i < HANDS; i++)
        if (gate->served[i] == visitor)
            gate->served[i] = NULL;
    explicit_bzero(&visitor->question, sizeof visitor->question);
    close(visitor->socket);
    visitor->socket = -1;
}

/* The monitor says that somebody has come. False when the monitor is gone. */
static bool admit(struct gate *gate)
{
    struct wire_visitor came;
    int socket = -1;
    enum wire_got got = wire_receive(gate->monitor, &came, sizeof came, false, &socket);
    if (got != WIRE_MESSAGE || socket < 0)
        return got != WIRE_CLOSED;

    for (struct visitor *row = gate->visitors; row < gate->visitors + VISITORS_MOST; row++)
        if (row->socket < 0) {
            *row = (struct visitor){.connection = came.connection, .socket = socket};
            came.source[sizeof came.source - 1] = '\0';
            snprintf(row->source, sizeof row->source, "%s", came.source);
            return true;
        }
    close(socket);
    return true;
}

static void answer(struct gate *gate, struct visitor *visitor, enum wire_answer said)
{
    explicit_bzero(&visitor->question, sizeof visitor->question);
    visitor->state = VISITOR_IDLE;
    if (!wire_send(visitor->socket, &said, sizeof said, -1))
        leave(gate, visitor);
}

/* A refusal is given later, when all refusals are. */
static void refuse(struct visitor *visitor, enum wire_answer said)
{
    visitor->state = VISITOR_REFUSED;
    visitor->refusal = said;
}

static void refuse_password(struct gate *gate, struct visitor *visitor)
{
    tries_failed(&gate->tries, visitor->question.name, visitor->source, process_clock());
    visitor->tries++;
    log_line("connection %lu: password refused, try %d", (unsigned long)visitor->connection,
             visitor->tries);
    refuse(visitor, visitor->tries >= TRIES_MOST ? WIRE_SPENT : WIRE_NO);
}

/* The one thing that lets anybody in: the word goes to the monitor before the net hears of it. */
static void let_in(struct gate *gate, struct visitor *visitor, int64_t account)
{
    const struct wire_word word = {visitor->connection, account};
    const enum wire_answer yes = WIRE_YES;
    tries_forget(&gate->tries, visitor->question.name, visitor->source);
    if (wire_send(gate->monitor, &word, sizeof word, -1))
        wire_send(visitor->socket, &yes, sizeof yes, -1);
    leave(gate, visitor);
}

static void end_question(struct wire_question *question)
{
    question->name[sizeof question->name - 1] = '\0';
    question->key_type[sizeof question->key_type - 1] = '\0';
    question->proof[sizeof question->proof - 1] = '\0';
}

/* Takes a question, and answers at once what needs no look at the store. */
static void hear(struct gate *gate, struct visitor *visitor)
{
    struct wire_question *question = &visitor->question;
    if (visitor->state != VISITOR_IDLE
        || wire_receive(visitor->socket, question, sizeof *question, false, NULL) != WIRE_MESSAGE) {
        leave(gate, visitor);
        return;
    }
    end_question(question);
    visitor->asked_at = process_clock();
    visitor->state = VISITOR_QUEUED;

    if (question->kind != WIRE_PASSWORD && ++visitor->offers > OFFERS_MOST)
        refuse(visitor, WIRE_SPENT);
    else if (question->kind == WIRE_PASSWORD && visitor->tries >= TRIES_MOST)
        refuse(visitor, WIRE_SPENT);
    else if (question->kind == WIRE_PASSWORD
             && tries_locked(&gate->tries, question->name, visitor->source, visitor->asked_at))
        refuse(visitor, WIRE_LOCKED);
    else if (strlen(question->proof) > ACCOUNT_PASSWORD_MOST && question->kind == WIRE_PASSWORD)
        refuse_password(gate, visitor);
}

static bool served_now(const struct gate *gate, const char *source)
{
    for (int i = 0; i < HANDS; i++)
        if (gate->served[i] && strcmp(gate->served[i]->source, source) == 0)
            return true;
    return false;
}

/* The longest waiting of those from whose address nobody is being served; else the longest waiting. */
static struct visitor *next_in_line(struct gate *gate)
{
    struct visitor *first = NULL, *fair = NULL;
    for (struct visitor *row = gate->visitors; row < gate->visitors + VISITORS_MOST; row++) {
        if (row->socket < 0 || row->state != VISITOR_QUEUED)
            continue;
        if (!first || row->asked_at < first->asked_at)
            first = row;
        if ((!fair || row->asked_at < fair->asked_at) && !served_now(gate, row->source))
            fair = row;
    }
    return fair ? fair : first;
}

/* A hand that died takes its question with it; a new one comes after a rest. */
static void lose_hand(struct gate *gate, int i)
{
    log_line("gate: a hand has ended; another follows");
    close(gate->hands[i].socket);
    waitpid(gate->hands[i].process, NULL, 0);
    gate->hands[i].socket = -1;
    gate->rest_until[i] = process_clock() + HAND_REST;
    if (gate->served[i])
        refuse(gate->served[i], WIRE_NO);
    gate->busy[i] = false;
    gate->served[i] = NULL;
}

static void hand_out(struct gate *gate)
{
    for (int i = 0; i < HANDS; i++) {
        if (gate->hands[i].socket < 0 && process_clock() >= gate->rest_until[i])
            hand_start(&gate->hands[i], gate->folder);
        struct visitor *next = next_in_line(gate);
        if (gate->hands[i].socket < 0 || gate->busy[i] || !next)
            continue;
        next->state = VISITOR_CHECKED;
        gate->busy[i] = true;
        gate->served[i] = next;
        if (!wire_send(gate->hands[i].socket, &next->question, sizeof next->question, -1))
            lose_hand(gate, i);
    }
}

static void hear_hand(struct gate *gate, int i)
{
    struct hand_answer said;
    struct visitor *visitor = gate->served[i];
    if (wire_receive(gate->hands[i].socket, &said, sizeof said, false, NULL) != WIRE_MESSAGE) {
        lose_hand(gate, i);
        return;
    }
    gate->busy[i] = false;
    gate->served[i] = NULL;
    if (!visitor)
        return;
    if (visitor->question.kind == WIRE_KEY_KNOWN)
        answer(gate, visitor, said.account_id ? WIRE_YES : WIRE_NO);
    else if (said.account_id)
        let_in(gate, visitor, said.account_id);
    else if (visitor->question.kind == WIRE_PASSWORD)
        refuse_password(gate, visitor);
    else
        refuse(visitor, WIRE_NO);
}

/* Gives the refusals whose time has come; returns milliseconds to the next, -1 when there is none. */
static int give_refusals(struct gate *gate)
{
    int64_t now = process_clock(), wait = -1;
    for (struct visitor *row = gate->visitors; row < gate->visitors + VISITORS_MOST; row++) {
        if (row->socket < 0 || row->state != VISITOR_REFUSED)
            continue;
        int64_t left = row->asked_at + REFUSAL_AFTER - now;
        if (left <= 0)
            answer(gate, row, row->refusal);
        else if (wait < 0 || left < wait)
            wait = left;
    }
    return (int)wait;
}

static int rest(const struct gate *gate, int wait)
{
    for (int i = 0; i < HANDS; i++)
        if (gate->hands[i].socket < 0)
            return wait < 0 || wait > HAND_REST ? HAND_REST : wait;
    return wait;
}

/* Descriptors in the order in which hear_all() reads them back. */
static nfds_t watch(const struct gate *gate, struct pollfd polls[])
{
    nfds_t count = 0;
    polls[count++] = (struct pollfd){.fd = gate->monitor, .events = POLLIN};
    for (int i = 0; i < HANDS; i++)
        polls[count++] = (struct pollfd){.fd = gate->hands[i].socket, .events = POLLIN};
    for (int i = 0; i < VISITORS_MOST; i++)
        polls[count++] = (struct pollfd){.fd = gate->visitors[i].socket, .events = POLLIN};
    return count;
}

static bool hear_all(struct gate *gate, const struct pollfd polls[])
{
    for (int i = 0; i < HANDS; i++)
        if (polls[1 + i].revents && gate->hands[i].socket >= 0)
            hear_hand(gate, i);
    for (int i = 0; i < VISITORS_MOST; i++)
        if (polls[1 + HANDS + i].revents && gate->visitors[i].socket == polls[1 + HANDS + i].fd)
            hear(gate, &gate->visitors[i]);
    return !polls[0].revents || admit(gate);
}

_Noreturn void gate_run(int socket, const char *folder)
{
    static struct pollfd polls[1 + HANDS + VISITORS_MOST];
    struct gate *gate = calloc(1, sizeof *gate);
    if (!gate)
        abort();
    gate->monitor = socket;
    gate->folder = folder;
    for (int i = 0; i < HANDS; i++)
        gate->hands[i].socket = -1;
    for (int i = 0; i < VISITORS_MOST; i++)
        gate->visitors[i].socket = -1;

    do {
        hand_out(gate);
        int wait = rest(gate, give_refusals(gate));
        nfds_t count = watch(gate, polls);
        if (poll(polls, count, wait) <= 0)
            for (nfds_t i = 0; i < count; i++)
                polls[i].revents = 0;
    } while (hear_all(gate, polls));
    _exit(0);
}
