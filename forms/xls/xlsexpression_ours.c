#include "forms/xls/xlsexpression_node.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Prints XLSForm's expressions in our notation.
 *
 * Theirs is true or false, with a missing answer as an empty text. Ours may be unknown
 * where that does no harm: a condition that is not true is as good as false, a
 * constraint that is not false is as good as true.
 */
enum mode {
    TRUE_WHEN,
    FALSE_WHEN
};

static struct piece condition(struct translation *translation, const struct node *node,
                              enum mode mode);
static struct piece value(struct translation *translation, const struct node *node);

static struct piece whole(const char *text)
{
    return (struct piece){text, LEVEL_WHOLE};
}

static struct piece quoted(struct arena *arena, const char *text)
{
    const char *doubled = "", *quote;
    while ((quote = strchr(text, '\''))) {
        doubled = arena_text(arena, "%s%.*s''", doubled, (int)(quote - text), text);
        text = quote + 1;
    }
    return whole(arena_text(arena, "'%s%s'", doubled, text));
}

/* --- Values ----------------------------------------------------------------------------------- */

static struct piece function(struct translation *translation, const char *name,
                             const struct node *node)
{
    const char *text = "";
    for (size_t i = 0; i < node->count; i++)
        text = arena_text(translation->arena, "%s%s%s", text, i ? ", " : "",
                          value(translation, node->children[i]).text);
    return whole(arena_text(translation->arena, "%s(%s)", name, text));
}

/* An empty text where a missing answer would make the whole unknown. */
static struct piece or_empty(struct translation *translation, const struct node *node)
{
    struct piece piece = value(translation, node);
    if (!node_may_lack(translation, node))
        return piece;
    return whole(arena_text(translation->arena, "coalesce(%s, '')", piece.text));
}

static struct piece join(struct translation *translation, const struct node *node)
{
    struct arena *arena = translation->arena;
    struct piece all = {"''", LEVEL_WHOLE};
    for (size_t i = 0; i < node->count; i++) {
        struct piece one = or_empty(translation, node->children[i]);
        all = i ? node_between(arena, all, "||", one, LEVEL_JOIN) : one;
    }
    if (node->count == 0 || !node_may_lack(translation, node))
        return all;
    return whole(arena_text(arena, "nullif(%s, '')", all.text));
}

static bool whole_number(const struct node *node, long *number)
{
    char *end;
    if (node->kind != NODE_NUMBER || strlen(node->text) > 6)
        return false;
    *number = strtol(node->text, &end, 10);
    return *end == '\0';
}

/* Ours counts from 1, and says how long a piece is. */
static struct piece substring(struct translation *translation, const struct node *node)
{
    long from, end;
    bool plain = (node->count == 2 || node->count == 3) && whole_number(node->children[1], &from)
        && (node->count == 2 || (whole_number(node->children[2], &end) && end >= from));
    if (!plain)
        return node_refuse(translation, MSG("xlsexpression.substr"), node->text);
    const char *text = value(translation, node->children[0]).text;
    return whole(node->count == 2
                     ? arena_text(translation->arena, "substr(%s, %ld)", text, from + 1)
                     : arena_text(translation->arena, "substr(%s, %ld, %ld)", text, from + 1,
                                  end - from));
}

/* The question that a node names; NULL when it is something else. */
static const struct xls_name *named(const struct translation *translation, const struct node *node)
{
    return node->kind == NODE_NAME ? node_named(translation, node->text) : NULL;
}

/* count(${visits}) is visits_count, sum(${hours}) is hours_sum. */
static struct piece aggregate(struct translation *translation, const struct node *node,
                              enum xls_name_kind kind, const char *ending)
{
    const struct node *of = node->count == 1 ? node->children[0] : NULL;
    const struct xls_name *name = of ? named(translation, of) : NULL;
    if (!name || name->kind != kind)
        return node_refuse(translation, MSG("xlsexpression.aggregate"), node->text);
    return whole(arena_text(translation->arena, "%s%s", name->name, ending));
}

/* A day is a text that says one. */
static struct piece day(struct translation *translation, const struct node *node)
{
    if (node->count != 1 || node->children[0]->kind == NODE_NUMBER)
        return node_refuse(translation, MSG("xlsexpression.days"), node->text);
    return value(translation, node->children[0]);
}

static struct piece call(struct translation *translation, const struct node *node)
{
    static const char *const same[] = {"abs", "max", "min", "round", "coalesce"};
    for (size_t i = 0; i < COUNT(same); i++)
        if (strcmp(same[i], node->text) == 0 && node->count > 0)
            return function(translation, node->text, node);
    if (strcmp(node->text, "concat") == 0)
        return join(translation, node);
    if (strcmp(node->text, "substr") == 0)
        return substring(translation, node);
    if (strcmp(node->text, "string-length") == 0 && node->count == 1)
        return whole(arena_text(translation->arena, "length(%s)",
                                or_empty(translation, node->children[0]).text));
    if (strcmp(node->text, "count-selected") == 0 && node->count == 1)
        return function(translation, "count_selected", node);
    if (strcmp(node->text, "count") == 0)
        return aggregate(translation, node, XLS_REPEAT, "_count");
    if (strcmp(node->text, "sum") == 0)
        return aggregate(translation, node, XLS_NUMBER, "_sum");
    if (strcmp(node->text, "date") == 0)
        return day(translation, node);
    return node_refuse(translation, MSG("xlsexpression.function"), node->text);
}

/* Theirs keeps what is behind the point, ours only between real numbers. */
static struct piece divide(struct translation *translation, const struct node *node)
{
    struct arena *arena = translation->arena;
    struct piece left = value(translation, node->children[0]);
    struct piece real = node_between(arena, left, "*", whole("1.0"), LEVEL_PRODUCT);
    return node_between(arena, real, "/", value(translation, node->children[1]), LEVEL_PRODUCT);
}

static struct piece arithmetic(struct translation *translation, const struct node *node)
{
    static const char *const words[] = {
        [SIGN_PLUS] = "+", [SIGN_MINUS] = "-", [SIGN_TIMES] = "*", [SIGN_MODULO] = "%"};
    if (node->sign < SIGN_PLUS)
        return node_refuse(translation, MSG("xlsexpression.condition"), "");
    if (node_is_day(translation, node->children[0]) || node_is_day(translation, node->children[1]))
        return node_refuse(translation, MSG("xlsexpression.days"), "+ -");
    if (node->sign == SIGN_DIVIDE)
        return divide(translation, node);
    return node_between(translation->arena, value(translation, node->children[0]),
                        words[node->sign], value(translation, node->children[1]),
                        node_level_of(node->sign));
}

static struct piece choose(struct translation *translation, struct piece asked, struct piece then,
                           struct piece otherwise)
{
    return whole(arena_text(translation->arena, "iif(%s, %s, %s)", asked.text, then.text,
                            otherwise.text));
}

static struct piece name(struct translation *translation, const char *text)
{
    const struct xls_name *found = node_named(translation, text);
    if (found && found->kind == XLS_REPEAT)
        return node_refuse(translation, MSG("xlsexpression.aggregate"), text);
    return whole(text);
}

static struct piece negative(struct translation *translation, const struct node *node)
{
    struct arena *arena = translation->arena;
    if (node_is_day(translation, node))
        return node_refuse(translation, MSG("xlsexpression.days"), "-");
    return (struct piece){
        arena_text(arena, "-%s", node_within(arena, value(translation, node), LEVEL_WHOLE)),
        LEVEL_SIGN};
}

static struct piece value(struct translation *translation, const struct node *node)
{
    if (!node_step(translation))
        return whole("");
    switch (node->kind) {
    case NODE_EMPTY:
        return whole("null");
    case NODE_TEXT:
        return quoted(translation->arena, node->text);
    case NODE_NUMBER:
        return whole(node->text);
    case NODE_NAME:
        return name(translation, node->text);
    case NODE_CALL:
        return call(translation, node);
    case NODE_IF:
        return choose(translation, condition(translation, node->children[0], TRUE_WHEN),
                      value(translation, node->children[1]), value(translation, node->children[2]));
    case NODE_NEGATIVE:
        return negative(translation, node->children[0]);
    case NODE_BINARY:
        return arithmetic(translation, node);
    default:
        return node_refuse(translation, MSG("xlsexpression.condition"), "");
    }
}

/* --- Conditions ------------------------------------------------------------------------------- */

/* Whether a question's answers are texts although they may look like numbers: names of choices. */
static bool is_text(const struct translation *translation, const struct node *node)
{
    const struct xls_name *name = named(translation, node);
    return name && name->kind == XLS_TEXT;
}

static bool is_number(const struct translation *translation, const struct node *node)
{
    const struct xls_name *name = named(translation, node);
    return name && name->kind == XLS_NUMBER;
}

static bool reads_as_number(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

/* What is compared with the other: theirs takes '7' and 7 for the same, ours does not. */
static struct piece operand(struct translation *translation, const struct node *node,
                            const struct node *other)
{
    if (node->kind == NODE_NUMBER && is_text(translation, other))
        return quoted(translation->arena, node->text);
    if (node->kind == NODE_TEXT && is_number(translation, other) && reads_as_number(node->text))
        return whole(node->text);
    return value(translation, node);
}

/* With an empty text: asks whether there is an answer. */
static struct piece compare_empty(struct translation *translation, const struct node *node,
                                  bool is_empty)
{
    struct arena *arena = translation->arena;
    if (node->kind == NODE_NAME)
        return (struct piece){arena_text(arena, "%s is %snull", value(translation, node).text,
                                         is_empty ? "" : "not "),
                              LEVEL_EQUALITY};
    return node_between(arena, or_empty(translation, node), is_empty ? "=" : "<>", whole("''"),
                        LEVEL_EQUALITY);
}

static struct piece compare_same(struct translation *translation, const struct node *left,
                                 bool same, const struct node *right, enum mode mode)
{
    bool lacks_left = node_may_lack(translation, left);
    bool lacks_right = node_may_lack(translation, right);
    bool known = !lacks_left && !lacks_right;
    bool harmless = same && mode == TRUE_WHEN && !(lacks_left && lacks_right);
    const char *word = known || harmless ? (same ? "=" : "<>") : (same ? "is" : "is not");
    if (right->kind == NODE_EMPTY || left->kind == NODE_EMPTY)
        return compare_empty(translation, left->kind == NODE_EMPTY ? right : left, same);
    return node_between(translation->arena, operand(translation, left, right), word,
                        operand(translation, right, left), LEVEL_EQUALITY);
}

static struct piece compare_order(struct translation *translation, const struct node *left,
                                  const char *word, const struct node *right, enum mode mode)
{
    struct arena *arena = translation->arena;
    struct piece result = node_between(arena, operand(translation, left, right), word,
                                       operand(translation, right, left), LEVEL_RELATION);
    const struct node *const sides[] = {left, right};
    for (size_t i = 0; mode == FALSE_WHEN && i < COUNT(sides); i++)
        if (node_may_lack(translation, sides[i]))
            result = node_all(arena, result, compare_empty(translation, sides[i], false));
    return result;
}

static struct piece binary_condition(struct translation *translation, const struct node *node,
                                     enum mode mode)
{
    static const char *const orders[] = {
        [SIGN_LESS] = "<",
        [SIGN_LESS_EQUAL] = "<=",
        [SIGN_GREATER] = ">",
        [SIGN_GREATER_EQUAL] = ">=",
    };
    struct arena *arena = translation->arena;
    const struct node *left = node->children[0], *right = node->children[1];
    switch (node->sign) {
    case SIGN_OR:
        return node_any(arena, condition(translation, left, mode),
                        condition(translation, right, mode));
    case SIGN_AND:
        return node_all(arena, condition(translation, left, mode),
                        condition(translation, right, mode));
    case SIGN_EQUAL:
    case SIGN_UNEQUAL:
        return compare_same(translation, left, node->sign == SIGN_EQUAL, right, mode);
    case SIGN_LESS:
    case SIGN_LESS_EQUAL:
    case SIGN_GREATER:
    case SIGN_GREATER_EQUAL:
        return compare_order(translation, left, orders[node->sign], right, mode);
    default:
        return node_refuse(translation, MSG("xlsexpression.condition"), "");
    }
}

/* The characters of a text, as substr() counts them. */
static int characters(const char *text)
{
    int count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* starts-with(), ends-with(), contains() of a text that stands there. */
static struct piece part_condition(struct translation *translation, const struct node *node)
{
    struct arena *arena = translation->arena;
    const struct node *part = node->count == 2 ? node->children[1] : NULL;
    if (!part || part->kind != NODE_TEXT)
        return node_refuse(translation, MSG("xlsexpression.function"), node->text);
    const char *text = or_empty(translation, node->children[0]).text;
    const char *sought = quoted(arena, part->text).text;
    if (strcmp(node->text, "contains") == 0)
        return (struct piece){arena_text(arena, "instr(%s, %s) > 0", text, sought), LEVEL_RELATION};
    const char *piece = strcmp(node->text, "starts-with") == 0
        ? arena_text(arena, "substr(%s, 1, %d)", text, characters(part->text))
        : arena_text(arena, "substr(%s, -%d)", text, characters(part->text));
    return (struct piece){arena_text(arena, "%s = %s", piece, sought), LEVEL_EQUALITY};
}

static struct piece call_condition(struct translation *translation, const struct node *node)
{
    static const char *const parts[] = {"contains", "starts-with", "ends-with"};
    for (size_t i = 0; i < COUNT(parts); i++)
        if (strcmp(parts[i], node->text) == 0)
            return part_condition(translation, node);
    if (strcmp(node->text, "selected") == 0 && node->count == 2) {
        const char *from = value(translation, node->children[0]).text;
        return whole(arena_text(translation->arena, "selected(%s, %s)", from,
                                operand(translation, node->children[1], node->children[0]).text));
    }
    bool other = strcmp(node->text, "string-length") == 0 || strcmp(node->text, "count") == 0;
    const char *key =
        other ? MSG("xlsexpression.condition") : MSG("xlsexpression.function");
    return node_refuse(translation, key, node->text);
}

static struct piece negated(struct translation *translation, const struct node *node,
                            enum mode mode)
{
    struct piece piece = condition(translation, node, mode == TRUE_WHEN ? FALSE_WHEN : TRUE_WHEN);
    return (struct piece){
        arena_text(translation->arena, "not %s", node_within(translation->arena, piece, LEVEL_NOT)),
        LEVEL_NOT};
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
        return negated(translation, node->children[0], mode);
    case NODE_IF:
        return choose(translation, condition(translation, node->children[0], TRUE_WHEN),
                      condition(translation, node->children[1], mode),
                      condition(translation, node->children[2], mode));
    case NODE_FLAG:
        return whole(*node->text ? "true" : "false");
    case NODE_CALL:
        return call_condition(translation, node);
    default:
        return node_refuse(translation, MSG("xlsexpression.condition"), node->text);
    }
}

bool xlsexpression_read(const struct xls_asking *asking, const char *text, struct arena *arena,
                        const char **read, struct error *err)
{
    struct error why = {0};
    struct translation translation = {.asking = asking, .arena = arena, .err = &why};
    const struct node *node;
    struct piece piece = {""};
    if (node_parse_theirs(&translation, text, &node))
        piece = asking->use == XLS_VALUE
            ? value(&translation, node)
            : condition(&translation, node, asking->use == XLS_CONSTRAINT ? FALSE_WHEN : TRUE_WHEN);
    if (why.kind != ERROR_NONE) {
        *err = why;
        return false;
    }
    *read = piece.text;
    return true;
}
