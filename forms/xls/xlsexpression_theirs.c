#include "forms/xls/xlsexpression_node.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * Prints our expressions in XLSForm's notation.
 *
 * Ours knows "unknown": what an answer that is not given makes of a comparison. In theirs
 * it is an empty text, with which < is false and != is true. So a condition is
 * printed for when it is true, or for when it is not false; "not" turns one
 * into the other.
 */
enum mode {
    IS_TRUE,
    NOT_FALSE
};

static struct piece condition(struct translation *translation, const struct node *node,
                              enum mode mode);
static struct piece value(struct translation *translation, const struct node *node);
static struct piece raw(struct translation *translation, const struct node *node);

static struct piece whole(const char *text)
{
    return (struct piece){text, LEVEL_WHOLE};
}

/* --- What is known ---------------------------------------------------------------------------- */

/* What something is made of that may be missing, each once. */
struct lacks {
    const char *rows[NODE_CHILDREN];
    size_t count;
};

static void add_lack(struct lacks *lacks, const char *text)
{
    for (size_t i = 0; i < lacks->count; i++)
        if (strcmp(lacks->rows[i], text) == 0)
            return;
    if (lacks->count < NODE_CHILDREN)
        lacks->rows[lacks->count++] = text;
}

static void find_lacks(struct translation *translation, const struct node *node,
                       struct lacks *lacks)
{
    if (!node_step(translation) || !node_may_lack(translation, node))
        return;
    if (node_lacks_openly(node)) {
        if (lacks->count == NODE_CHILDREN)
            (void)node_refuse(translation, MSG("xlsexpression.deep"), "");
        add_lack(lacks, node_within(translation->arena, value(translation, node), LEVEL_RELATION));
        return;
    }
    for (size_t i = 0; i < node->count; i++)
        find_lacks(translation, node->children[i], lacks);
}

/* That all of it is given, or that any of it is not: "${a} != '' and ${b} != ''". */
static struct piece given(struct translation *translation, const struct lacks *lacks, bool lacking)
{
    struct arena *arena = translation->arena;
    struct piece all = whole("");
    for (size_t i = 0; i < lacks->count; i++) {
        struct piece one = {
            arena_text(arena, "%s %s ''", lacks->rows[i], lacking ? "=" : "!="), LEVEL_EQUALITY};
        all = lacking ? node_any(arena, all, one) : node_all(arena, all, one);
    }
    return all;
}

/* --- Values ----------------------------------------------------------------------------------- */

static struct piece text_literal(struct translation *translation, const char *text)
{
    bool single = strchr(text, '\'') != NULL;
    if (single && strchr(text, '"'))
        return node_refuse(translation, MSG("xlsexpression.syntax"), text);
    return whole(arena_text(translation->arena, single ? "\"%s\"" : "'%s'", text));
}

static struct piece name(struct translation *translation, const char *text)
{
    const struct xls_asking *asking = translation->asking;
    const struct xls_name *found = node_named(translation, text);
    const char *other;
    if (strcmp(text, "today") == 0)
        return whole("today()");
    if (asking->use == XLS_CONSTRAINT && strcmp(text, asking->own) == 0)
        return whole(".");
    if (found && found->kind != XLS_REPEAT)
        return whole(arena_text(translation->arena, "${%s}", text));
    if ((other = node_counted(translation, text)))
        return whole(arena_text(translation->arena, "count(${%s})", other));
    if ((other = node_summed(translation, text)))
        return whole(arena_text(translation->arena, "sum(${%s})", other));
    return node_refuse(translation, MSG("xlsexpression.name"), text);
}

/* The functions that both have, and what theirs is called. */
static const struct {
    const char *ours, *theirs;
} functions[] = {
    {"abs",            "abs"           },
    {"count_selected", "count-selected"},
    {"length",         "string-length" },
    {"max",            "max"           },
    {"min",            "min"           },
    {"round",          "round"         },
};

static struct piece arguments(struct translation *translation, const char *function,
                              const struct node *node,
                              struct piece (*print)(struct translation *, const struct node *))
{
    const char *text = "";
    for (size_t i = 0; i < node->count; i++)
        text = arena_text(translation->arena, "%s%s%s", text, i ? ", " : "",
                          print(translation, node->children[i]).text);
    return whole(arena_text(translation->arena, "%s(%s)", function, text));
}

static bool whole_number(const struct node *node, long *number)
{
    char *end;
    if (node->kind != NODE_NUMBER || strlen(node->text) > 6)
        return false;
    *number = strtol(node->text, &end, 10);
    return *end == '\0';
}

/* Theirs counts from 0, and says where a piece ends instead of how long it is. */
static struct piece substring(struct translation *translation, const struct node *node)
{
    struct arena *arena = translation->arena;
    long from, length;
    bool plain = (node->count == 2 || node->count == 3) && whole_number(node->children[1], &from)
        && from > 0 && (node->count == 2 || whole_number(node->children[2], &length));
    if (!plain)
        return node_refuse(translation, MSG("xlsexpression.substr"), node->text);
    const char *text = raw(translation, node->children[0]).text;
    return whole(node->count == 2
                     ? arena_text(arena, "substr(%s, %ld)", text, from - 1)
                     : arena_text(arena, "substr(%s, %ld, %ld)", text, from - 1,
                                  from - 1 + length));
}

static struct piece call(struct translation *translation, const struct node *node)
{
    if (strcasecmp(node->text, "substr") == 0)
        return substring(translation, node);
    if (strcasecmp(node->text, "coalesce") == 0)
        return arguments(translation, "coalesce", node, value);
    for (size_t i = 0; i < COUNT(functions); i++)
        if (strcasecmp(functions[i].ours, node->text) == 0)
            return arguments(translation, functions[i].theirs, node, raw);
    return node_refuse(translation, MSG("xlsexpression.function"), node->text);
}

/* concat() takes all pieces at once. */
static const char *pieces(struct translation *translation, const struct node *node)
{
    if (node->kind != NODE_BINARY || node->sign != SIGN_JOIN)
        return raw(translation, node).text;
    return arena_text(translation->arena, "%s, %s", pieces(translation, node->children[0]),
                      pieces(translation, node->children[1]));
}

static bool is_real(const struct node *node)
{
    return (node->kind == NODE_NUMBER && strchr(node->text, '.'))
        || (node->kind == NODE_BINARY && node->sign == SIGN_TIMES
            && (is_real(node->children[0]) || is_real(node->children[1])));
}

/* What was multiplied by 1.0 only so that / keeps what is behind the point. */
static const struct node *without_real(const struct node *node)
{
    bool times = node->kind == NODE_BINARY && node->sign == SIGN_TIMES;
    return times && node->children[1]->kind == NODE_NUMBER
            && strcmp(node->children[1]->text, "1.0") == 0
        ? node->children[0]
        : node;
}

static struct piece divide(struct translation *translation, const struct node *node)
{
    const struct node *left = without_real(node->children[0]);
    if (!is_real(node->children[0]) && !is_real(node->children[1]))
        return node_refuse(translation, MSG("xlsexpression.divide"), "/");
    if (node_is_day(translation, left) || node_is_day(translation, node->children[1]))
        return node_refuse(translation, MSG("xlsexpression.days"), "/");
    return node_between(translation->arena, raw(translation, left), "div",
                        raw(translation, node->children[1]), LEVEL_PRODUCT);
}

static struct piece arithmetic(struct translation *translation, const struct node *node)
{
    static const char *const words[] = {
        [SIGN_PLUS] = "+", [SIGN_MINUS] = "-", [SIGN_TIMES] = "*", [SIGN_MODULO] = "mod"};
    if (node_is_day(translation, node->children[0]) || node_is_day(translation, node->children[1]))
        return node_refuse(translation, MSG("xlsexpression.days"), words[node->sign]);
    return node_between(translation->arena, raw(translation, node->children[0]), words[node->sign],
                        raw(translation, node->children[1]), node_level_of(node->sign));
}

static struct piece binary(struct translation *translation, const struct node *node)
{
    switch (node->sign) {
    case SIGN_PLUS:
    case SIGN_MINUS:
    case SIGN_TIMES:
    case SIGN_MODULO:
        return arithmetic(translation, node);
    case SIGN_DIVIDE:
        return divide(translation, node);
    case SIGN_JOIN:
        return whole(arena_text(translation->arena, "concat(%s)", pieces(translation, node)));
    default:
        return node_refuse(translation, MSG("xlsexpression.condition"), "");
    }
}

static struct piece choose(struct translation *translation, const char *condition_text,
                           const char *then, const char *otherwise)
{
    return whole(arena_text(translation->arena, "if(%s, %s, %s)", condition_text, then, otherwise));
}

/* Ours takes a condition for 1 and 0 where a number is asked. */
static struct piece as_number(struct translation *translation, const struct node *node)
{
    const char *is = condition(translation, node, IS_TRUE).text;
    if (!node_may_lack(translation, node))
        return choose(translation, is, "1", "0");
    const char *unknown = condition(translation, node, NOT_FALSE).text;
    return choose(translation, is, "1", choose(translation, unknown, "''", "0").text);
}

/* Not every tool takes a sign before anything but a number. */
static struct piece negative(struct translation *translation, const struct node *node)
{
    struct piece piece = raw(translation, node);
    if (node_is_day(translation, node))
        return node_refuse(translation, MSG("xlsexpression.days"), "-");
    if (node->kind != NODE_NUMBER)
        return node_between(translation->arena, whole("0"), "-", piece, LEVEL_SUM);
    return (struct piece){arena_text(translation->arena, "-%s", piece.text), LEVEL_SIGN};
}

/* The value while all it is made of is given. */
static struct piece raw(struct translation *translation, const struct node *node)
{
    if (!node_step(translation))
        return whole("");
    if (node_is_condition(node))
        return as_number(translation, node);
    switch (node->kind) {
    case NODE_EMPTY:
        return whole("''");
    case NODE_TEXT:
        return text_literal(translation, node->text);
    case NODE_NUMBER:
        return whole(node->text);
    case NODE_NAME:
        return name(translation, node->text);
    case NODE_CALL:
        return call(translation, node);
    case NODE_IF:
        return choose(translation, condition(translation, node->children[0], IS_TRUE).text,
                      value(translation, node->children[1]).text,
                      value(translation, node->children[2]).text);
    case NODE_NEGATIVE:
        return negative(translation, node->children[0]);
    case NODE_BINARY:
        return binary(translation, node);
    default:
        return node_refuse(translation, MSG("xlsexpression.condition"), "");
    }
}

/* A piece of an answer that is not given is itself empty. */
static bool is_piece(const struct node *node)
{
    return node_is_call(node, "substr", node->count) && node->count > 0
        && (node_lacks_openly(node->children[0]) || is_piece(node->children[0]));
}

/* The value, empty while it is unknown. */
static struct piece value(struct translation *translation, const struct node *node)
{
    struct piece piece = raw(translation, node);
    if (!node_may_lack(translation, node) || node_lacks_openly(node)
        || is_piece(node))
        return piece;
    struct lacks lacks = {.count = 0};
    find_lacks(translation, node, &lacks);
    return choose(translation, given(translation, &lacks, false).text, piece.text, "''");
}

/* --- Conditions ------------------------------------------------------------------------------- */

static const char *comparing(enum node_sign sign)
{
    static const char *const words[] = {
        [SIGN_EQUAL] = "=",
        [SIGN_UNEQUAL] = "!=",
        [SIGN_IS] = "=",
        [SIGN_IS_NOT] = "!=",
        [SIGN_LESS] = "<",
        [SIGN_LESS_EQUAL] = "<=",
        [SIGN_GREATER] = ">",
        [SIGN_GREATER_EQUAL] = ">=",
    };
    return words[sign];
}

/* Compared as it is, a missing answer would make theirs answer other than ours. */
static bool must_be_asked(const struct translation *translation, const struct node *node,
                          const struct node *other, enum node_sign sign, enum mode mode)
{
    bool both = node_may_lack(translation, other);
    if (!node_may_lack(translation, node))
        return false;
    if (sign == SIGN_EQUAL)
        return mode == NOT_FALSE || both || !node_shows_lack(translation, node);
    if (sign == SIGN_UNEQUAL)
        return mode == IS_TRUE || both || !node_shows_lack(translation, node);
    return mode == NOT_FALSE || !node_shows_lack(translation, node);
}

/* Theirs compares a day with a day alone; a text that says one is made one. */
static struct piece operand(struct translation *translation, const struct node *node,
                            const struct node *other)
{
    struct piece piece = raw(translation, node);
    bool made = node_is_day(translation, other) && !node_is_day(translation, node)
        && node->kind != NODE_EMPTY && node->kind != NODE_NUMBER;
    return made ? whole(arena_text(translation->arena, "date(%s)", piece.text)) : piece;
}

static struct piece compare(struct translation *translation, const struct node *left,
                            enum node_sign sign, const struct node *right, enum mode mode)
{
    struct arena *arena = translation->arena;
    struct piece result = node_between(arena, operand(translation, left, right), comparing(sign),
                                       operand(translation, right, left), node_level_of(sign));
    struct lacks lacks = {.count = 0};
    if (must_be_asked(translation, left, right, sign, mode))
        find_lacks(translation, left, &lacks);
    if (must_be_asked(translation, right, left, sign, mode))
        find_lacks(translation, right, &lacks);
    struct piece asked = given(translation, &lacks, mode == NOT_FALSE);
    return mode == NOT_FALSE ? node_any(arena, result, asked) : node_all(arena, result, asked);
}

/* "is" knows the empty: true or false, never unknown. */
static struct piece compare_known(struct translation *translation, const struct node *node)
{
    return node_between(translation->arena, value(translation, node->children[0]),
                        comparing(node->sign), value(translation, node->children[1]),
                        LEVEL_EQUALITY);
}

/* instr(a, b) > 0: a has b in it. */
static bool is_containing(const struct node *node)
{
    return node->sign == SIGN_GREATER && node_is_call(node->children[0], "instr", 2)
        && node->children[1]->kind == NODE_NUMBER && strcmp(node->children[1]->text, "0") == 0;
}

static struct piece containing(struct translation *translation, const struct node *instr,
                               enum mode mode)
{
    struct arena *arena = translation->arena;
    struct piece result = arguments(translation, "contains", instr, raw);
    struct lacks lacks = {.count = 0};
    find_lacks(translation, instr, &lacks);
    struct piece asked = given(translation, &lacks, mode == NOT_FALSE);
    return mode == NOT_FALSE ? node_any(arena, result, asked) : node_all(arena, result, asked);
}

static struct piece binary_condition(struct translation *translation, const struct node *node,
                                     enum mode mode)
{
    static const struct node zero = {.kind = NODE_NUMBER, .text = "0"};
    struct arena *arena = translation->arena;
    const struct node *left = node->children[0], *right = node->children[1];
    if (node->sign == SIGN_OR)
        return node_any(arena, condition(translation, left, mode),
                        condition(translation, right, mode));
    if (node->sign == SIGN_AND)
        return node_all(arena, condition(translation, left, mode),
                        condition(translation, right, mode));
    if (node->sign == SIGN_IS || node->sign == SIGN_IS_NOT)
        return compare_known(translation, node);
    if (is_containing(node))
        return containing(translation, left, mode);
    if (node_compares(node->sign))
        return compare(translation, left, node->sign, right, mode);
    return compare(translation, node, SIGN_UNEQUAL, &zero, mode);
}

static struct piece call_condition(struct translation *translation, const struct node *node)
{
    const struct node *last = node->count == 2 ? node->children[1] : NULL;
    bool falls_back = last && node_is_call(node, "coalesce", 2)
        && (last->kind == NODE_FLAG || last->kind == NODE_NUMBER);
    if (node_is_call(node, "selected", 2))
        return arguments(translation, "selected", node, raw);
    if (!falls_back)
        return node_refuse(translation, MSG("xlsexpression.condition"), node->text);
    return condition(translation, node->children[0],
                     strtod(last->text, NULL) != 0 ? NOT_FALSE : IS_TRUE);
}

static struct piece condition(struct translation *translation, const struct node *node,
                              enum mode mode)
{
    if (!node_step(translation))
        return whole("");
    switch (node->kind) {
    case NODE_BINARY:
        return binary_condition(translation, node, mode);
    case NODE_NOT:
        return whole(arena_text(translation->arena, "not(%s)",
                                condition(translation, node->children[0],
                                          mode == IS_TRUE ? NOT_FALSE : IS_TRUE)
                                    .text));
    case NODE_IF:
        return choose(translation, condition(translation, node->children[0], IS_TRUE).text,
                      condition(translation, node->children[1], mode).text,
                      condition(translation, node->children[2], mode).text);
    case NODE_EMPTY:
        return whole(mode == NOT_FALSE ? "true()" : "false()");
    case NODE_FLAG:
        return whole(*node->text ? "true()" : "false()");
    case NODE_NUMBER:
        return whole(strtod(node->text, NULL) != 0 ? "true()" : "false()");
    case NODE_CALL:
        return call_condition(translation, node);
    default:
        return node_refuse(translation, MSG("xlsexpression.condition"), node->text);
    }
}

bool xlsexpression_write(const struct xls_asking *asking, const char *text, struct arena *arena,
                         const char **written, struct error *err)
{
    struct error why = {0};
    struct translation translation = {.asking = asking, .arena = arena, .err = &why};
    const struct node *node;
    struct piece piece = {""};
    if (node_parse_ours(&translation, text, &node))
        piece = asking->use == XLS_VALUE ? value(&translation, node)
                                         : condition(&translation, node,
                                                     asking->use == XLS_CONSTRAINT ? NOT_FALSE
                                                                                   : IS_TRUE);
    if (why.kind != ERROR_NONE) {
        *err = why;
        return false;
    }
    *written = piece.text;
    return true;
}
