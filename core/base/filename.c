#include "core/base/filename.h"

#include "i18n/text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Names that Windows keeps for its devices, whatever stands behind the dot. */
static const char *const devices[] = {"con", "prn", "aux", "nul"};
static const char *const ports[] = {"com", "lpt"};

static bool is_reserved(const char *name)
{
    size_t length = strcspn(name, ".");
    for (size_t i = 0; i < COUNT(devices); i++)
        if (length == strlen(devices[i]) && strncasecmp(name, devices[i], length) == 0)
            return true;
    for (size_t i = 0; i < COUNT(ports); i++)
        if (length == 4 && strncasecmp(name, ports[i], 3) == 0 && isdigit((unsigned char)name[3]))
            return true;
    return false;
}

/* What stands for something in a path or on a command line, and spaces: a name without them is typed
   as it is. A run of them becomes one dash. */
static void replace_signs(char *name)
{
    static const char signs[] = " -/\\:*?\"<>|'`$&;!~#%{}[]()^@=+,";
    char *to = name;
    for (const char *at = name; *at; at++)
        if (!strchr(signs, *at))
            *to++ = *at;
        else if (to == name || to[-1] != '-')
            *to++ = '-';
    *to = '\0';
}

static char *trim(char *name)
{
    name += strspn(name, ".-");
    size_t length = strlen(name);
    while (length > 0 && strchr(".-", name[length - 1]))
        name[--length] = '\0';
    return name;
}

static void cut(char *name)
{
    size_t length = strlen(name), end = 0;
    for (size_t next = 0; next < length && next <= FILENAME_MOST;) {
        end = next;
        next = text_next(name, length, end);
        if (next == length && next <= FILENAME_MOST)
            return;
    }
    name[end] = '\0';
}

const char *filename_make(const char *title, struct arena *arena)
{
    size_t room = text_clean(title, strlen(title), false, NULL, 0) + 1;
    char *name = arena_alloc(arena, room);
    text_clean(title, strlen(title), false, name, room);
    replace_signs(name);
    name = trim(name);
    cut(name);
    name = trim(name);
    if (*name == '\0')
        return "paper";
    return is_reserved(name) ? arena_text(arena, "_%s", name) : name;
}
