/* A layout as the eye meets it. */
#ifndef TESTS_SUPPORT_SEEN_H
#define TESTS_SUPPORT_SEEN_H

#include "i18n/layout.h"

enum {
    SEEN_COLUMNS = 600
};

/* The glyphs of layout(), one after the other from the left; good until the next call. */
const char *seen(const char *text, enum direction direction, unsigned flags, int width);

#endif
