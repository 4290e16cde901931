#include "core/exchange/vocabulary.h"

#include "i18n/catalogue.h"
#include "i18n/names/searchkey.h"

#include <assert.h>
#include <string.h>

struct word {
    const char *code, *written, *folded;
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
static void add_list(struct vocabulary *vocabulary, const char *code, const char *list)
{
    while (*list) {
        size_t length = strcspn(list, "|");
        const char *one = arena_copy(vocabulary->arena, list, length);
        add_word(vocabulary, (struct word){code, one, fold(one, vocabulary->arena)});
        list += length + (list[length] == '|');
    }
}

static struct kind *begin_kind(struct vocabulary *vocabulary, const char *name)
{
    struct kind *newest = vocabulary->kinds + vocabulary->kind_count;
    if (vocabulary->kind_count > 0 && strcmp(newest[-1].name, name) == 0)
        return newest - 1;
    assert(vocabulary->kind_count < VOCABULARY_KINDS);
    vocabulary->kind_count++;
    *newest = (struct kind){.name = name, .first = vocabulary->count};
    return newest;
}

void vocabulary_add(struct vocabulary *vocabulary, const char *kind, const char *code)
{
    struct kind *newest = begin_kind(vocabulary, kind);
    const char *label = arena_text(vocabulary->arena, "%s.%s", kind, code);
    const char *also = arena_text(vocabulary->arena, "%s.also", label);
    add_list(vocabulary, code, code);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        if (message_exists(label))
            add_list(vocabulary, code, message((enum language)language, label));
        if (message_exists(also))
            add_list(vocabulary, code, message((enum language)language, also));
    }
    newest->count = vocabulary->count - newest->first;
}

void vocabulary_add_spelling(struct vocabulary *vocabulary, const char *kind, const char *code,
                             const char *written)
{
    struct kind *newest = begin_kind(vocabulary, kind);
    add_word(vocabulary, (struct word){code, written, fold(written, vocabulary->arena)});
    newest->count = vocabulary->count - newest->first;
}

/* The words of a kind; *count is 0 when there are none. */
static const struct word *words_of(const struct vocabulary *vocabulary, const char *kind, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < vocabulary->kind_count; i++)
        if (strcmp(vocabulary->kinds[i].name, kind) == 0) {
            *count = vocabulary->kinds[i].count;
            return vocabulary->words + vocabulary->kinds[i].first;
        }
    return NULL;
}

const char *vocabulary_exact(const struct vocabulary *vocabulary, const char *kind, const char *written)
{
    size_t count;
    const struct word *words = words_of(vocabulary, kind, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i].written, written) == 0)
            return words[i].code;
    return NULL;
}

const char *vocabulary_find(const struct vocabulary *vocabulary, const char *kind, const char *written)
{
    /* Folding is slow and most files spell as we do. */
    const char *code = vocabulary_exact(vocabulary, kind, written);
    if (code)
        return code;

    ARENA(arena);
    size_t count;
    const struct word *words = words_of(vocabulary, kind, &count);
    const char *folded = fold(written, &arena);
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i].folded, folded) == 0)
            return words[i].code;
    return NULL;
}

const char *vocabulary_within(const struct vocabulary *vocabulary, const char *kind, const char *written)
{
    ARENA(arena);
    size_t count;
    const struct word *words = words_of(vocabulary, kind, &count);
    const char *folded = fold(written, &arena);
    for (size_t i = 0; i < count; i++)
        if (strstr(folded, words[i].folded))
            return words[i].code;
    return NULL;
}
