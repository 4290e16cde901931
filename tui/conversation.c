#include "tui/conversation.h"

#include "core/posts/speech.h"

#include <string.h>

static bool recall(struct conversation *conversation, struct store *store,
                   const struct actor *actor, struct error *err)
{
    ARENA(arena);
    struct speech_choice choice;
    enum profile_kind profile;
    if (!speech_read(store, actor, conversation->name, &arena, &choice, err))
        return false;
    /* A profile that is no longer there was never chosen. */
    conversation->chosen = choice.found && profile_find(choice.profile, &profile);
    if (conversation->chosen)
        conversation->speech = (struct speech){profile, choice.plain, true};
    return true;
}

bool conversation_learn(struct conversation *conversation, struct store *store,
                        const struct actor *actor, const struct identity *identity,
                        struct error *err)
{
    char before[IDENTITY_NAME_SIZE];
    bool plain = conversation->speech.plain;
    memcpy(before, conversation->name, sizeof before);
    conversation->advice = identity_advice(identity);
    conversation->utf8 = identity_utf8(identity);
    identity_name(identity, conversation->client, conversation->type, conversation->name);
    if (conversation->chosen && strcmp(before, conversation->name) == 0)
        return true;
    conversation->speech = identity_speech(identity);
    if (conversation->changed_lines)
        conversation->speech.plain = plain;
    return recall(conversation, store, actor, err);
}

bool conversation_ask(struct conversation *conversation)
{
    bool ask = !conversation->asked && !conversation->speech.sure;
    conversation->asked = true;
    return ask;
}

static bool keep(struct conversation *conversation, struct store *store, const struct actor *actor,
                 struct speech speech, struct error *err)
{
    struct speech_choice choice = {.profile = profiles[speech.profile].name, .plain = speech.plain};
    if (!speech_keep(store, actor, conversation->name, &choice, err))
        return false;
    conversation->speech = speech;
    conversation->chosen = true;
    return true;
}

bool conversation_choose(struct conversation *conversation, struct store *store,
                         const struct actor *actor, enum profile_kind profile, struct error *err)
{
    struct speech speech = {profile, conversation->speech.plain, true};
    return keep(conversation, store, actor, speech, err);
}

bool conversation_change_lines(struct conversation *conversation, struct store *store,
                               const struct actor *actor, struct error *err)
{
    struct speech speech = conversation->speech;
    speech.plain = !speech.plain;
    if (conversation->chosen)
        return keep(conversation, store, actor, speech, err);
    conversation->speech = speech;
    conversation->changed_lines = true;
    return true;
}
