#include "tui/route.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static size_t part_length(const char *path)
{
    return strcspn(path, "/?");
}

/* The part after this one; NULL after the last. */
static const char *next_part(const char *path)
{
    path += part_length(path);
    return *path == '/' ? path + 1 : NULL;
}

/* Whether a part of a pattern, ":id", "case" or "case|child", takes a part of a route. */
static bool takes(const char *pattern, const char *part)
{
    size_t length = part_length(part), word;
    if (length == 0 || *pattern == ':')
        return length > 0;
    for (;; pattern += word + 1) {
        word = strcspn(pattern, "|/?");
        if (word == length && strncmp(pattern, part, word) == 0)
            return true;
        if (pattern[word] != '|')
            return false;
    }
}

bool route_matches(const char *pattern, const char *route)
{
    while (pattern && route) {
        if (!takes(pattern, route))
            return false;
        pattern = next_part(pattern);
        route = next_part(route);
    }
    return !pattern && !route;
}

static int hex_digit(char character)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = strchr(digits, tolower((unsigned char)character));
    return character != '\0' && at ? (int)(at - digits) : -1;
}

static const char *decode(const char *text, size_t length, struct arena *arena)
{
    char *plain = arena_copy(arena, text, length), *to = plain;
    for (const char *from = plain; *from; from++) {
        int high = *from == '%' ? hex_digit(from[1]) : -1;
        int low = high >= 0 ? hex_digit(from[2]) : -1;
        *to++ = low >= 0 ? (char)(high << 4 | low) : *from;
        from += low >= 0 ? 2 : 0;
    }
    *to = '\0';
    return plain;
}

static const char *query_value(const char *route, const char *name, struct arena *arena)
{
    size_t length = strlen(name);
    const char *at = strchr(route, '?');
    while (at) {
        at++;
        if (strncmp(at, name, length) == 0 && at[length] == '=')
            return decode(at + length + 1, strcspn(at + length + 1, "&"), arena);
        at = strchr(at, '&');
    }
    return "";
}

const char *route_value(const char *pattern, const char *route, const char *name,
                        struct arena *arena)
{
    const char *part = route;
    size_t length = strlen(name);
    for (; pattern && part; pattern = next_part(pattern), part = next_part(part))
        if (*pattern == ':' && part_length(pattern) == length + 1
            && strncmp(pattern + 1, name, length) == 0)
            return decode(part, part_length(part), arena);
    return query_value(route, name, arena);
}

const char *route_encode(struct arena *arena, const char *text)
{
    char *encoded = arena_alloc(arena, strlen(text) * 3 + 1), *to = encoded;
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (isalnum(byte) || strchr("-._", byte))
            *to++ = (char)byte;
        else
            to += sprintf(to, "%%%02x", byte);
    }
    *to = '\0';
    return encoded;
}
