#include "i18n/names/sound.h"

#include "i18n/names/searchkey.h"

#include <stdbool.h>
#include <string.h>

/*
 * What a letter of pinyin, or of Latin Uyghur, becomes. Chinese has one sound for
 * several of Uyghur, and leaves out or adds h, y and w: these count for nothing.
 */
static const struct sound {
    const char *letters;
    char pinyin, uyghur;
} sounds[] = {
    {"zh", 'J', 'J'},
    {"ch", 'J', 'J'},
    {"sh", 'S', 'S'},
    {"ng", 'N', 'N'},
    {"gh", 'K', 'K'},
    {"b",  'B', 'B'},
    {"p",  'B', 'B'},
    {"f",  'B', 'B'},
    {"d",  'D', 'D'},
    {"t",  'D', 'D'},
    {"m",  'M', 'M'},
    {"n",  'N', 'N'},
    {"l",  'L', 'L'},
    {"r",  'L', 'L'},
    {"g",  'K', 'K'},
    {"k",  'K', 'K'},
    {"q",  'J', 'K'},
    {"j",  'J', 'J'},
    {"x",  'S', 0  },
    {"s",  'S', 'S'},
    {"z",  'S', 'S'},
    {"c",  'S', 'S'},
};

struct sounding {
    bool chinese, done;
    char *buffer;
    size_t size, used;
};

static bool is_vowel(char letter)
{
    return letter != '\0' && strchr("aeiouv", letter) != NULL;
}

static const struct sound *sound_at(const char *letters)
{
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++)
        if (strncmp(letters, sounds[i].letters, strlen(sounds[i].letters)) == 0)
            return &sounds[i];
    return NULL;
}

/* The first key in Latin letters is the whole name as it is spoken. */
static void take_spoken(void *context, const char *key)
{
    struct sounding *sounding = context;
    if ((unsigned char)*key >= 0x80) {
        /* Chinese begins its key with its own characters, in E3 to E9 (and F0). */
        sounding->chinese = sounding->chinese || (unsigned char)*key >= 0xE3;
        return;
    }
    for (size_t i = 0; key[i] && !sounding->done;) {
        const struct sound *sound = sound_at(key + i);
        bool parted = sound && strcmp(sound->letters, "ng") == 0 && is_vowel(key[i + 2]);
        char class = !sound ? 0 : sounding->chinese ? sound->pinyin
                                                    : sound->uyghur;
        i += !sound || parted ? 1 : strlen(sound->letters);
        if (class && sounding->used + 1 < sounding->size)
            sounding->buffer[sounding->used++] = class;
    }
    sounding->done = true;
}

size_t sound_of_name(const char *name, char *buffer, size_t size)
{
    struct sounding sounding = {.buffer = buffer, .size = size};
    searchkey_of_name(name, take_spoken, &sounding);
    if (size > 0)
        buffer[sounding.used] = '\0';
    return sounding.used;
}
