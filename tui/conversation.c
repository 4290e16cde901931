#include "tui/conversation.h"

#include "core/speech.h"

bool conversation_begin(struct conversation *conversation, struct store *store,
                        const struct actor *actor, const struct identity *identity,
                        const char *client, const char *type, struct error *err)
{
    ARENA(arena);
    struct speech_choice choice;
    identity_name(identity, client, type, conversation->client);
    conversation_learn(conversation, identity);
    if (!speech_read(store, actor, conversation->client, &arena, &choice, err))
        return false;
    /* A profile that is no longer there was never chosen. */
    conversation->chosen =
        choice.found && profile_find(choice.profile, &conversation->speech.profile);
    if (conversation->chosen) {
        conversation->speech.plain = choice.plain;
        conversation->speech.sure = true;
    }
    return true;
}

void conversation_learn(struct conversation *conversation, const struct identity *identity)
{
    conversation->advice = identity_advice(identity);
    if (!conversation->chosen)
        conversation->speech = identity_speech(identity);
}

bool conversation_ask(struct conversation *conversation)
{
    bool ask = !conversation->asked && !conversation->speech.sure;
    conversation->asked = true;
    return ask;
}

bool conversation_choose(struct conversation *conversation, struct store *store,
                         const struct actor *actor, enum profile_kind profile, bool plain,
                         struct error *err)
{
    struct speech_choice choice = {.profile = profiles[profile].name, .plain = plain};
    if (!speech_keep(store, actor, conversation->client, &choice, err))
        return false;
    conversation->speech = (struct speech){.profile = profile, .plain = plain, .sure = true};
    conversation->chosen = true;
    return true;
}
