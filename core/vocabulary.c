#include "core/vocabulary.h"

#include "i18n/catalogue.h"
#include "i18n/searchkey.h"

#include <string.h>

struct word {
    const char *kind, *code, *written, *folded;
};

static const char *fold(const char *written, struct arena *arena)
{
    size_t size = searchkey_fold(written, NULL, 0) + 1;
    char *folded = arena_alloc(arena, size);
    searchkey_fold(written, folded, size);
    return folded;
}

static void add_word(struct vocabulary *vocabulary, struct word word)
{
    if (vocabulary->count == vocabulary->room) {
        size_t room = vocabulary->room ? 2 * vocabulary->room : 64;
        struct word *words = arena_array(vocabulary->arena, struct word, room);
        if (vocabulary->count > 0)
            memcpy(words, vocabulary->words, vocabulary->count * sizeof *words);
        vocabulary->words = words;
        vocabulary->room = room;
    }
    if (*word.folded)
        vocabulary->words[vocabulary->count++] = word;
}

/* Adds each of the spellings between bars. */
static void add_list(struct vocabulary *vocabulary, const char *kind, const char *code, const char *list)
{
    while (*list) {
        size_t length = strcspn(list, "|");
        const char *one = arena_copy(vocabulary->arena, list, length);
        add_word(vocabulary, (struct word){kind, code, one, fold(one, vocabulary->arena)});
        list += length + (list[length] == '|');
    }
}

void vocabulary_add(struct vocabulary *vocabulary, const char *kind, const char *code)
{
    const char *label = arena_text(vocabulary->arena, "%s.%s", kind, code);
    const char *also = arena_text(vocabulary->arena, "%s.also", label);
    add_list(vocabulary, kind, code, code);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        if (message_exists(label))
            add_list(vocabulary, kind, code, message((enum language)language, label));
        if (message_exists(also))
            add_list(vocabulary, kind, code, message((enum language)language, also));
    }
}

const char *vocabulary_exact(const struct vocabulary *vocabulary, const char *kind, const char *written)
{
    for (size_t i = 0; i < vocabulary->count; i++) {
        const struct word *word = &vocabulary->words[i];
        /* Most words differ in their first byte: calling strcmp() for each would show. */
        if (*word->written == *written && strcmp(word->written, written) == 0 && strcmp(word->kind, kind) == 0)
            return word->code;
    }
    return NULL;
}

const char *vocabulary_find(const struct vocabulary *vocabulary, const char *kind, const char *written)
{
    /* Folding is slow and most files spell as we do. */
    const char *code = vocabulary_exact(vocabulary, kind, written);
    if (code)
        return code;

    ARENA(arena);
    const char *folded = fold(written, &arena);
    for (size_t i = 0; i < vocabulary->count; i++)
        if (strcmp(vocabulary->words[i].folded, folded) == 0 && strcmp(vocabulary->words[i].kind, kind) == 0)
            return vocabulary->words[i].code;
    return NULL;
}

const char *vocabulary_within(const struct vocabulary *vocabulary, const char *kind, const char *written)
{
    ARENA(arena);
    const char *folded = fold(written, &arena);
    for (size_t i = 0; i < vocabulary->count; i++)
        if (strcmp(vocabulary->words[i].kind, kind) == 0 && strstr(folded, vocabulary->words[i].folded))
            return vocabulary->words[i].code;
    return NULL;
}
