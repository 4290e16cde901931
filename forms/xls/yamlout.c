#include "forms/xls/yamlout.h"

#include <stdlib.h>
#include <string.h>

void yamlout_begin(struct yamlout *out, struct arena *arena)
{
    *out = (struct yamlout){.arena = arena};
    out->file = open_memstream(&out->text, &out->size);
    if (!out->file)
        abort();
}

const char *yamlout_end(struct yamlout *out)
{
    if (fclose(out->file) != 0)
        abort();
    const char *text = arena_copy(out->arena, out->text, out->size);
    free(out->text);
    return text;
}

static void begin_line(struct yamlout *out)
{
    out->places = arena_grow(out->arena, out->places, out->lines, sizeof *out->places);
    out->places[out->lines++] = out->place;
    int dash = out->item ? 2 : 0;
    fprintf(out->file, "%*s%s", 2 * out->indent - dash, "", out->item ? "- " : "");
    out->item = false;
}

/* Written between no marks a text reads as itself; the others, and what nobody sees, need them. */
static bool is_plain(const char *text)
{
    static const char *const within[] = {": ", " #", "\n", "\t", "\u200E", "\u200F", "\u2028",
                                         "\u2029", "\u2066", "\u2067", "\u2068", "\u2069"};
    size_t length = strlen(text);
    if (length == 0 || strchr("-?:,[]{}#&*!|>'\"%@`~ ", *text) || strchr(": ", text[length - 1]))
        return false;
    for (size_t i = 0; i < COUNT(within); i++)
        if (strstr(text, within[i]))
            return false;
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7F)
            return false;
    return true;
}

/* The number of the sign of three bytes at text when it is one that nobody sees; 0 otherwise. */
static unsigned unseen(const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] != 0xE2 || !bytes[1] || !bytes[2])
        return 0;
    unsigned sign = 0x2000u | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    bool hidden = (sign >= 0x200B && sign <= 0x200F) || (sign >= 0x2028 && sign <= 0x202E)
        || (sign >= 0x2060 && sign <= 0x206F);
    return hidden ? sign : 0;
}

static void put_quoted(struct yamlout *out, const char *text)
{
    fputc('"', out->file);
    for (; *text; text++) {
        unsigned sign = unseen(text);
        if (sign) {
            fprintf(out->file, "\\u%04X", sign);
            text += 2;
        } else if (*text == '\n')
            fputs("\\n", out->file);
        else if ((unsigned char)*text < ' ' || *text == 0x7F)
            fprintf(out->file, "\\x%02X", (unsigned char)*text);
        else if (*text == '"' || *text == '\\')
            fprintf(out->file, "\\%c", *text);
        else
            fputc(*text, out->file);
    }
    fputc('"', out->file);
}

static void put_text(struct yamlout *out, const char *text)
{
    if (is_plain(text))
        fputs(text, out->file);
    else
        put_quoted(out, text);
}

void yamlout_word(struct yamlout *out, const char *key, const char *text)
{
    if (!*text)
        return;
    begin_line(out);
    put_text(out, key);
    fputs(": ", out->file);
    put_text(out, text);
    fputc('\n', out->file);
}

void yamlout_flag(struct yamlout *out, const char *key, bool is)
{
    yamlout_word(out, key, is ? "true" : "");
}

void yamlout_label(struct yamlout *out, const char *key, const char *const texts[LANGUAGE_COUNT])
{
    bool any = false;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        any = any || *texts[i];
    if (!any)
        return;
    yamlout_enter(out, key);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        yamlout_word(out, language_code((enum language)i), texts[i]);
    yamlout_leave(out);
}

void yamlout_list(struct yamlout *out, const char *key, const char *words)
{
    if (!*words)
        return;
    begin_line(out);
    fprintf(out->file, "%s: [", key);
    for (bool first = true; *words; first = false) {
        words += strspn(words, ", \n");
        size_t length = strcspn(words, ", \n");
        if (length == 0)
            break;
        fputs(first ? "" : ", ", out->file);
        put_quoted(out, arena_copy(out->arena, words, length));
        words += length;
    }
    fputs("]\n", out->file);
}

void yamlout_enter(struct yamlout *out, const char *key)
{
    begin_line(out);
    put_text(out, key);
    fputs(":\n", out->file);
    out->indent++;
}

void yamlout_leave(struct yamlout *out)
{
    out->indent--;
}

void yamlout_item_begin(struct yamlout *out)
{
    out->indent++;
    out->item = true;
}

void yamlout_item_end(struct yamlout *out)
{
    out->indent--;
    out->item = false;
}
