#include "core/rehearse/line.h"

#include <string.h>

/*
 * What follows the day and the kind, a letter a word: a about, n name, r role, d day due, e end,
 * '-' a word that only reads well, c all that is left.
 */
static const struct {
    const char *kind, *fields;
} forms[] = {
    {"charge",  "ar"    },
    {"state",   "an"    },
    {"status",  "anc"   },
    {"plan",    "ane-d" },
    {"duty",    "anr-dc"},
    {"due",     "and"   },
    {"moved",   "anr"   },
    {"notice",  "rna"   },
    {"refused", "nae"   },
    {"case",    "anc"   },
};

/* What is done, void or open again. */
static const char usual_form[] = "ane";

static const char *form_of(const char *kind)
{
    for (size_t i = 0; i < COUNT(forms); i++)
        if (strcmp(forms[i].kind, kind) == 0)
            return forms[i].fields;
    return usual_form;
}

/* The next word, and *text behind it. */
static const char *take_word(const char **text, struct arena *arena)
{
    size_t length = strcspn(*text, " ");
    const char *word = arena_copy(arena, *text, length);
    *text += length + ((*text)[length] == ' ');
    return word;
}

static const char **field_of(struct rehearse_line *line, char letter)
{
    switch (letter) {
    case 'a':
        return &line->about;
    case 'n':
        return &line->name;
    case 'r':
        return &line->role;
    case 'd':
        return &line->due;
    default:
        return &line->end;
    }
}

/* Who is in charge of a case stands behind its clause, which may be of several words. */
static void part_charge(struct rehearse_line *line, struct arena *arena)
{
    static const char words[] = "in charge";
    const char *found = NULL;
    for (const char *at = line->clause; (at = strstr(at, words)); at++)
        found = at;
    if (!found)
        return;
    const char *role = found + strlen(words);
    line->role = arena_text(arena, "%s", role + strspn(role, " "));
    size_t length = (size_t)(found - line->clause);
    line->clause = arena_copy(arena, line->clause, length > 0 ? length - 1 : 0);
}

bool rehearse_line_read(const char *text, struct arena *arena, struct rehearse_line *line)
{
    *line = (struct rehearse_line){"", "", "", "", "", "", "", ""};
    line->day = take_word(&text, arena);
    line->kind = take_word(&text, arena);
    if (!*line->kind)
        return false;
    for (const char *field = form_of(line->kind); *field; field++)
        if (*field == 'c')
            line->clause = arena_text(arena, "%s", text);
        else if (*field == '-')
            take_word(&text, arena);
        else
            *field_of(line, *field) = take_word(&text, arena);
    if (strcmp(line->kind, "case") == 0)
        part_charge(line, arena);
    return true;
}
