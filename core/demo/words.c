#include "core/demo/words.h"

#include <string.h>

static const char names[] =
#include "core/demo/names.inc"
    ;

static const char *const kind_names[WORD_KINDS] = {
    [WORD_SURNAME] = "surname",
    [WORD_GIVEN_MALE] = "given-m",
    [WORD_GIVEN_FEMALE] = "given-f",
    [WORD_END_MALE] = "end-m",
    [WORD_END_FEMALE] = "end-f",
    [WORD_UYGHUR_MALE] = "uyghur-m",
    [WORD_UYGHUR_FEMALE] = "uyghur-f",
    [WORD_TOWNSHIP] = "township",
    [WORD_VILLAGE] = "village",
    [WORD_OCCUPATION] = "occupation",
    [WORD_TEXT] = "text",
    [WORD_ACCOUNT] = "account",
};

static int kind_of(const char *name)
{
    for (int kind = 0; kind < WORD_KINDS; kind++)
        if (strcmp(kind_names[kind], name) == 0)
            return kind;
    return -1;
}

/* A space within a word is written '_'. */
static const char *with_spaces(char *word)
{
    for (char *at = strchr(word, '_'); at; at = strchr(at, '_'))
        *at = ' ';
    return word;
}

/* Gives each line "kind word [word [word]]" to take. */
static void each_line(char *text, void (*take)(void *context, int kind, struct word word),
                      void *context)
{
    char *rest = text;
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n")) {
        struct word word = {0};
        const char *name = strsep(&line, " ");
        int kind = kind_of(name);
        for (size_t i = 0; i < COUNT(word.text) && line; i++)
            word.text[i] = with_spaces(strsep(&line, " "));
        if (kind >= 0)
            take(context, kind, word);
    }
}

static void count_word(void *context, int kind, struct word word)
{
    struct words *words = context;
    (void)word;
    words->count[kind]++;
}

static void keep_word(void *context, int kind, struct word word)
{
    struct words *words = context;
    words->of[kind][words->count[kind]++] = word;
}

void words_read(struct arena *arena, struct words *words)
{
    *words = (struct words){0};
    each_line(arena_copy(arena, names, sizeof names - 1), count_word, words);
    for (int kind = 0; kind < WORD_KINDS; kind++) {
        words->of[kind] = arena_array(arena, struct word, words->count[kind]);
        words->count[kind] = 0;
    }
    each_line(arena_copy(arena, names, sizeof names - 1), keep_word, words);
}

const char *words_text(const struct words *words, const char *key, int language)
{
    for (size_t i = 0; i < words->count[WORD_TEXT]; i++) {
        const struct word *text = &words->of[WORD_TEXT][i];
        if (strcmp(text->text[0], key) == 0 && text->text[1 + language])
            return text->text[1 + language];
    }
    return "";
}

unsigned dice_roll(struct dice *dice, unsigned sides)
{
    uint64_t z = dice->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    z ^= z >> 31;
    return (unsigned)((z >> 32) * sides >> 32);
}
