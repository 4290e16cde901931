#include "tui/ssh/connection.h"

#include "tui/ssh/process.h"
#include "tui/ssh/wire.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

static bool fits(const char *text, size_t size)
{
    return strlen(text) < size;
}

/* Waits for the gate's answer as long as there is time to sign in. Nothing else can happen here. */
static enum wire_answer wait_for_answer(const struct connection *connection)
{
    enum wire_answer answer;
    struct pollfd wait = {.fd = connection->ends.gate, .events = POLLIN};
    int64_t left = connection->deadline - process_clock();
    if (left <= 0 || poll(&wait, 1, (int)left) != 1)
        return WIRE_NO;
    if (wire_receive(connection->ends.gate, &answer, sizeof answer, true, NULL) != WIRE_MESSAGE)
        return WIRE_SPENT;
    return answer;
}

/* The sentence comes before the refusal: after it, clients ask for the password again first. */
static void say_farewell(struct connection *connection, const char *key)
{
    char text[600];
    connection->farewell = key;
    connection_sentence(key, text, sizeof text);
    ssh_string banner = ssh_string_from_char(text);
    if (banner)
        ssh_send_issue_banner(connection->ssh, banner);
    ssh_string_free(banner);
}

static int ask(struct connection *connection, enum wire_question_kind kind, const char *name,
               const char *key_type, const char *proof)
{
    struct wire_question question = {.kind = kind};
    if (connection->farewell || connection->signed_in || !fits(name, sizeof question.name)
        || !fits(key_type, sizeof question.key_type) || !fits(proof, sizeof question.proof))
        return SSH_AUTH_DENIED;

    strcpy(question.name, name);
    strcpy(question.key_type, key_type);
    strcpy(question.proof, proof);
    wire_send(connection->ends.gate, &question, sizeof question, -1);
    explicit_bzero(&question, sizeof question);

    switch (wait_for_answer(connection)) {
    case WIRE_YES:
        connection->signed_in = kind != WIRE_KEY_KNOWN;
        return SSH_AUTH_SUCCESS;
    case WIRE_SPENT:
        say_farewell(connection, MSG("door.spent"));
        return SSH_AUTH_DENIED;
    case WIRE_LOCKED:
        say_farewell(connection, MSG("door.locked"));
        return SSH_AUTH_DENIED;
    default:
        return SSH_AUTH_DENIED;
    }
}

static int offer_nothing(ssh_session ssh, const char *name, void *data)
{
    (void)ssh, (void)name, (void)data;
    return SSH_AUTH_DENIED;
}

static int offer_password(ssh_session ssh, const char *name, const char *password, void *data)
{
    (void)ssh;
    return ask(data, WIRE_PASSWORD, name, "", password);
}

static int offer_key(ssh_session ssh, const char *name, struct ssh_key_struct *key, char state,
                     void *data)
{
    (void)ssh;
    char *proof = NULL;
    if ((state != SSH_PUBLICKEY_STATE_NONE && state != SSH_PUBLICKEY_STATE_VALID)
        || ssh_pki_export_pubkey_base64(key, &proof) != SSH_OK)
        return SSH_AUTH_DENIED;
    int said = ask(data, state == SSH_PUBLICKEY_STATE_VALID ? WIRE_KEY_USED : WIRE_KEY_KNOWN, name,
                   ssh_key_type_to_char(ssh_key_type(key)), proof);
    ssh_string_free_char(proof);
    return said;
}

static ssh_channel open_channel(ssh_session ssh, void *data)
{
    struct connection *connection = data;
    if (!connection->signed_in || connection->channel)
        return NULL;
    connection->channel = ssh_channel_new(ssh);
    if (connection->channel)
        channel_listen(connection);
    return connection->channel;
}

/* Everything that has no callback (forwarding, keyboard-interactive) gets libssh's refusal. */
static int refuse_message(ssh_session ssh, ssh_message message, void *data)
{
    (void)ssh, (void)message, (void)data;
    return 1;
}

void signin_listen(struct connection *connection)
{
    static struct ssh_server_callbacks_struct callbacks;
    callbacks = (struct ssh_server_callbacks_struct){
        .userdata = connection,
        .auth_none_function = offer_nothing,
        .auth_password_function = offer_password,
        .auth_pubkey_function = offer_key,
        .channel_open_request_session_function = open_channel,
    };
    ssh_callbacks_init(&callbacks);
    ssh_set_server_callbacks(connection->ssh, &callbacks);
    ssh_set_message_callback(connection->ssh, refuse_message, NULL);
    ssh_set_auth_methods(connection->ssh, SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_PUBLICKEY);
}
