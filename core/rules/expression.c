#include "core/rules/expression.h"

#include "core/store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct expression {
    struct query query;
    const size_t *asked; /* the names that it may ask for, by their place among all */
    size_t asked_count;
    struct value *last; /* what they were when truth was the answer */
    struct arena texts; /* of last */
    enum truth truth;
    bool answered;
    struct expression *next;
};

struct evaluator {
    struct store *store;
    struct expression *expressions; /* compiled here, closed with it */
    struct arena arena;
};

struct evaluator *evaluator_open(struct error *err)
{
    struct store *store = store_open_evaluator(err);
    if (!store)
        return NULL;
    struct evaluator *evaluator = calloc(1, sizeof *evaluator);
    if (!evaluator)
        abort();
    evaluator->store = store;
    return evaluator;
}

void evaluator_close(struct evaluator **evaluator)
{
    struct evaluator *closing = *evaluator;
    if (!closing)
        return;
    for (struct expression *e = closing->expressions; e; e = e->next) {
        query_close(&e->query);
        arena_clear(&e->texts);
    }
    store_close(closing->store);
    arena_clear(&closing->arena);
    free(closing);
    *evaluator = NULL;
}

/*
 * SQL that is more than an expression: a second statement, a parameter of its own,
 * a name in quotes (which SQLite takes for a text when no such name exists).
 */
static bool plain(const char *text)
{
    bool quoted = false;
    for (; *text; text++) {
        if (*text == '\'')
            quoted = !quoted;
        else if (!quoted && strchr(";?:@$#\"`[", *text))
            return false;
    }
    return true;
}

/* Whether a name stands anywhere in the text; it may do so as a part of another word, too. */
static bool mentions(const char *text, const char *name)
{
    size_t length = strlen(name);
    for (; *text; text++)
        if (strncasecmp(text, name, length) == 0)
            return true;
    return false;
}

static void find_asked(struct expression *expression, struct arena *arena, const char *text,
                       const char *const names[], size_t count)
{
    size_t *asked = arena_array(arena, size_t, count + 1);
    for (size_t i = 0; i < count; i++)
        if (mentions(text, names[i]))
            asked[expression->asked_count++] = i;
    expression->asked = asked;
    expression->last = arena_array(arena, struct value, expression->asked_count + 1);
}

/* SELECT (text) over one row whose columns are the names. */
static const char *statement(struct arena *arena, const char *text, const char *const names[],
                             size_t count)
{
    const char *columns = "NULL AS \"\"";
    for (size_t i = 0; i < count; i++)
        columns = arena_text(arena, "%s, ?%zu AS \"%s\"", columns, i + 1, names[i]);
    return arena_text(arena, "SELECT (%s\n) FROM (SELECT %s)", text, columns);
}

static struct expression *refuse(struct error *err, const char *key, const char *text,
                                 const char *where)
{
    error_record_values(err, ERROR_INVALID, key, (const char *const[]){text, where, NULL});
    return NULL;
}

/* SQLite's words for what a writer of rules can get wrong, and ours. */
static const struct {
    const char *prefix, *key;
} reasons[] = {
    {"no such column: ",                       MSG("expression.unknown") },
    {"no such function: ",                     MSG("expression.function")},
    {"not authorized to use function: ",       MSG("expression.function")},
    {"wrong number of arguments to function ", MSG("expression.function")},
};

/*
 * What is still open where the text ends, as a writer would point at it: a text from its first
 * quote on, or a bracket; ")" when one closes what none opened. NULL when all is closed.
 */
static const char *left_open(const char *text)
{
    const char *quote = NULL;
    int depth = 0;
    for (; *text && depth >= 0; text++) {
        if (*text == '\'')
            quote = quote ? NULL : text;
        else if (!quote)
            depth += (*text == '(') - (*text == ')');
    }
    if (quote)
        return quote;
    if (depth == 0)
        return NULL;
    return depth > 0 ? "(" : ")";
}

/* The last word of the text: where one reads that it goes on and it does not. */
static const char *last_word(const char *text, struct arena *arena)
{
    size_t end = strlen(text);
    while (end > 0 && text[end - 1] == ' ')
        end--;
    size_t first = end;
    while (first > 0 && text[first - 1] != ' ')
        first--;
    return arena_copy(arena, text + first, end - first);
}

/*
 * The place that SQLite stumbles over, out of its English sentence ("near "X": syntax error"); the
 * whole text when it quotes none. The bracket after a text that closes its own is ours
 * (statement()): there the text ends too early.
 */
static const char *stumbled(const char *text, const char *why, struct arena *arena)
{
    const char *first = strchr(why, '"');
    const char *last = strrchr(why, '"');
    if (first == last)
        return text;
    const char *near = arena_copy(arena, first + 1, (size_t)(last - first - 1));
    return strcmp(near, ")") == 0 ? last_word(text, arena) : near;
}

/* Whether SQLite refuses a text because it asks for more than an expression may. */
static bool is_too_much(const char *why)
{
    return strstr(why, "too ") || strstr(why, "overflow");
}

/* Says what a reason of SQLite's means to who wrote the text. */
static struct expression *explain(struct error *err, const char *text, const char *why)
{
    for (size_t i = 0; i < COUNT(reasons); i++) {
        size_t length = strlen(reasons[i].prefix);
        if (strncmp(why, reasons[i].prefix, length) == 0)
            return refuse(err, reasons[i].key, text, why + length);
    }
    if (is_too_much(why))
        return refuse(err, MSG("expression.deep"), text, text);
    ARENA(scratch);
    return refuse(err, MSG("expression.bad"), text, stumbled(text, why, &scratch));
}

/* Runs it once over nothing known: what cannot be evaluated is refused now, not on the day. */
static bool try_out(struct expression *expression, size_t count, struct error *why)
{
    ARENA(scratch);
    enum truth truth;
    const struct value *unknown = arena_array(&scratch, struct value, count + 1);
    return query_ok(&expression->query, why)
        && expression_truth(expression, unknown, &truth, why);
}

struct expression *expression_compile(struct evaluator *evaluator, const char *text,
                                      const char *const names[], size_t count, struct error *err)
{
    if (count > EXPRESSION_FACTS || !plain(text))
        return refuse(err, MSG("expression.bad"), text, "; ? : @ $ # \" ` [");
    if (left_open(text))
        return refuse(err, MSG("expression.bad"), text, left_open(text));
    ARENA(scratch);
    struct error why = {0};
    struct expression *expression = arena_new(&evaluator->arena, struct expression);
    find_asked(expression, &evaluator->arena, text, names, count);
    expression->query = query_open(evaluator->store, statement(&scratch, text, names, count));
    expression->next = evaluator->expressions;
    evaluator->expressions = expression;
    return try_out(expression, count, &why) ? expression : explain(err, text, why.detail);
}

static void bind_value(struct query *query, size_t place, const struct value *value)
{
    char name[24];
    snprintf(name, sizeof name, "?%zu", place + 1);
    if (value->kind == VALUE_INTEGER)
        bind_int(query, name, value->integer);
    else if (value->kind == VALUE_REAL)
        bind_real(query, name, value->real);
    else
        bind_text(query, name, value->kind == VALUE_TEXT ? value->text : NULL);
}

/* Evaluates; the caller reads column 0 and then resets the query. */
static bool evaluate(struct expression *expression, const struct value values[], struct error *err)
{
    query_reset(&expression->query);
    for (size_t i = 0; i < expression->asked_count; i++)
        bind_value(&expression->query, expression->asked[i], &values[expression->asked[i]]);
    return query_next(&expression->query) || query_ok(&expression->query, err);
}

static bool is_same(const struct value *left, const struct value *right)
{
    if (left->kind != right->kind)
        return false;
    if (left->kind == VALUE_TEXT)
        return strcmp(left->text, right->text) == 0;
    return left->integer == right->integer && left->real == right->real;
}

/* A case is asked the same things day after day; the answer hangs on nothing but the values. */
static bool is_answered(const struct expression *expression, const struct value values[])
{
    bool same = expression->answered;
    for (size_t i = 0; same && i < expression->asked_count; i++)
        same = is_same(&expression->last[i], &values[expression->asked[i]]);
    return same;
}

static void keep_answer(struct expression *expression, const struct value values[],
                        enum truth truth)
{
    arena_clear(&expression->texts);
    for (size_t i = 0; i < expression->asked_count; i++) {
        struct value *last = &expression->last[i];
        *last = values[expression->asked[i]];
        if (last->kind == VALUE_TEXT)
            last->text = arena_copy(&expression->texts, last->text, strlen(last->text));
    }
    expression->truth = truth;
    expression->answered = true;
}

static enum truth read_truth(const struct query *query)
{
    if (query_null(query, 0))
        return TRUTH_UNKNOWN;
    return query_int(query, 0) != 0 ? TRUTH_TRUE : TRUTH_FALSE;
}

bool expression_truth(struct expression *expression, const struct value values[],
                      enum truth *truth, struct error *err)
{
    if (!is_answered(expression, values)) {
        if (!evaluate(expression, values, err))
            return false;
        keep_answer(expression, values, read_truth(&expression->query));
        query_reset(&expression->query);
    }
    *truth = expression->truth;
    return true;
}

bool expression_value(struct expression *expression, const struct value values[],
                      struct arena *arena, struct value *value, struct error *err)
{
    if (!evaluate(expression, values, err))
        return false;
    const char *text = query_text(&expression->query, 0, arena);
    *value = (struct value){.kind = VALUE_TEXT, .text = text};
    if (query_null(&expression->query, 0))
        value->kind = VALUE_NULL;
    else if (query_is_integer(&expression->query, 0))
        *value = (struct value){.kind = VALUE_INTEGER, .integer = query_int(&expression->query, 0)};
    query_reset(&expression->query);
    return true;
}
