#include "core/rehearse/timeline.h"

#include "core/base/date.h"

#include <stdlib.h>
#include <string.h>

enum {
    WORDS_MOST = 24
};

bool statement_refuse(const struct timeline *timeline, const struct statement *statement,
                      const char *key, const char *detail, struct error *err)
{
    ARENA(scratch);
    return error_tell(err, ERROR_INVALID, key,
                      arena_text(&scratch, "%s:%d", timeline->name, statement->line), detail);
}

const char *statement_word(const struct statement *statement, size_t i)
{
    return i < statement->word_count ? statement->words[i] : "";
}

const char *statement_option(const struct statement *statement, const char *word)
{
    for (size_t i = 0; i + 1 < statement->word_count; i++)
        if (strcmp(statement->words[i], word) == 0)
            return statement->words[i + 1];
    return NULL;
}

bool statement_says(const struct statement *statement, const char *word)
{
    for (size_t i = 0; i < statement->word_count; i++)
        if (strcmp(statement->words[i], word) == 0)
            return true;
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The words of a line up to its comment. */
static size_t split(const char *line, size_t length, struct arena *arena, const char **words)
{
    size_t count = 0;
    for (size_t i = 0; i < length && line[i] != '#' && count < WORDS_MOST;) {
        size_t begin = i;
        while (i < length && !is_space(line[i]) && line[i] != '#')
            i++;
        if (i > begin)
            words[count++] = arena_copy(arena, line + begin, i - begin);
        while (i < length && is_space(line[i]))
            i++;
    }
    return count;
}

static bool is_day(const char *word)
{
    int number;
    return date_number(word, &number);
}

/* Takes the day, or the span of days, that a statement begins with. */
static void take_days(struct statement *statement)
{
    size_t taken = 0;
    if (statement->word_count > 0 && is_day(statement->words[0])) {
        statement->day = statement->last = statement->words[0];
        taken = 1;
    }
    if (statement->word_count > 2 && taken == 1 && strcmp(statement->words[1], "..") == 0
        && is_day(statement->words[2])) {
        statement->last = statement->words[2];
        taken = 3;
    }
    statement->words += taken;
    statement->word_count -= taken;
}

void statement_read(const char *text, size_t length, struct arena *arena,
                    struct statement *statement)
{
    const char **words = arena_array(arena, const char *, WORDS_MOST + 1);
    *statement = (struct statement){.words = words};
    statement->word_count = split(text, length, arena, words);
    take_days(statement);
}

static int by_day(const void *left, const void *right)
{
    const struct statement *a = left, *b = right;
    int order = strcmp(a->day ? a->day : "", b->day ? b->day : "");
    return order != 0 ? order : a->line - b->line;
}

/* "from DAY" and "until DAY" say how long the play is. */
static bool take_end(struct timeline *timeline, const struct statement *statement,
                     struct error *err)
{
    bool from = strcmp(statement_word(statement, 0), "from") == 0;
    if (statement->day || (!from && strcmp(statement_word(statement, 0), "until") != 0))
        return true;
    if (!is_day(statement_word(statement, 1)))
        return statement_refuse(timeline, statement, MSG("rehearse.bad-day"),
                                statement_word(statement, 1), err);
    *(from ? &timeline->from : &timeline->until) = statement_word(statement, 1);
    return true;
}

static bool check_play(const struct timeline *timeline, struct error *err)
{
    if (!timeline->from || !timeline->until)
        return error_tell(err, ERROR_INVALID, MSG("rehearse.no-days"), timeline->name);
    return (strcmp(timeline->from, timeline->until) <= 0
            && date_days(timeline->from, timeline->until) <= 800)
        || error_tell(err, ERROR_INVALID, MSG("rehearse.too-long"), timeline->name);
}

bool timeline_read(const char *name, const char *text, size_t length, struct arena *arena,
                   struct timeline *timeline, struct error *err)
{
    struct statement *rows = NULL;
    size_t count = 0;
    int line = 0;
    *timeline = (struct timeline){.name = name};
    for (const char *end = text + length; text < end;) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t size = (size_t)((stop ? stop : end) - text);
        struct statement statement;
        if (size >= 3 && strncmp(text, "---", 3) == 0)
            break;
        statement_read(text, size, arena, &statement);
        statement.line = ++line;
        if (!take_end(timeline, &statement, err))
            return false;
        if (statement.word_count > 0) {
            rows = arena_grow(arena, rows, count, sizeof *rows);
            rows[count++] = statement;
        }
        text += size + 1;
    }
    if (count > 0)
        qsort(rows, count, sizeof *rows, by_day);
    timeline->statements = rows;
    timeline->count = count;
    return check_play(timeline, err);
}
