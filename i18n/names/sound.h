/*
 * How a name sounds, roughly: the classes of its consonants, the same for a
 * Uyghur name and for what it becomes in Chinese (ئايگۈل, 阿依古丽: "KL").
 */
#ifndef I18N_NAMES_SOUND_H
#define I18N_NAMES_SOUND_H

#include <stddef.h>

/* Writes one letter a class; "" for a name that has no sound known here. Cut at size. */
size_t sound_of_name(const char *name, char *buffer, size_t size);

#endif
