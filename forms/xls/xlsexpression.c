#include "forms/xls/xlsexpression_node.h"

#include <string.h>
#include <strings.h>

struct node *node_new(struct arena *arena, enum node_kind kind, const char *text)
{
    struct node *node = arena_new(arena, struct node);
    node->kind = kind;
    node->text = text;
    return node;
}

struct node *node_add(struct arena *arena, struct node *node, const struct node *child)
{
    if (!node->children)
        node->children = arena_array(arena, const struct node *, NODE_CHILDREN);
    if (node->count < NODE_CHILDREN)
        node->children[node->count++] = child;
    return node;
}

const struct node *node_binary(struct arena *arena, enum node_sign sign,
                               const struct node *left, const struct node *right)
{
    struct node *node = node_new(arena, NODE_BINARY, "");
    node->sign = sign;
    return node_add(arena, node_add(arena, node, left), right);
}

struct piece node_refuse(struct translation *translation, const char *key, const char *piece)
{
    (void)error_tell(translation->err, ERROR_INVALID, key, translation->asking->where, piece);
    return (struct piece){"", LEVEL_WHOLE};
}

bool node_step(struct translation *translation)
{
    if (translation->steps++ < NODE_STEPS)
        return true;
    (void)node_refuse(translation, MSG("xlsexpression.deep"), "");
    return false;
}

const char *node_within(struct arena *arena, struct piece piece, enum node_level least)
{
    return piece.level >= least ? piece.text : arena_text(arena, "(%s)", piece.text);
}

struct piece node_between(struct arena *arena, struct piece left, const char *sign,
                          struct piece right, enum node_level level)
{
    return (struct piece){arena_text(arena, "%s %s %s", node_within(arena, left, level), sign,
                                     node_within(arena, right, level + 1)),
                          level};
}

static struct piece joined(struct arena *arena, struct piece left, const char *word,
                           struct piece right, enum node_level level)
{
    if (!*left.text || !*right.text)
        return *left.text ? left : right;
    return (struct piece){arena_text(arena, "%s %s %s", node_within(arena, left, level), word,
                                     node_within(arena, right, level)),
                          level};
}

struct piece node_all(struct arena *arena, struct piece left, struct piece right)
{
    return joined(arena, left, "and", right, LEVEL_AND);
}

struct piece node_any(struct arena *arena, struct piece left, struct piece right)
{
    return joined(arena, left, "or", right, LEVEL_OR);
}

enum node_level node_level_of(enum node_sign sign)
{
    static const enum node_level levels[] = {
        [SIGN_OR] = LEVEL_OR,
        [SIGN_AND] = LEVEL_AND,
        [SIGN_EQUAL] = LEVEL_EQUALITY,
        [SIGN_UNEQUAL] = LEVEL_EQUALITY,
        [SIGN_IS] = LEVEL_EQUALITY,
        [SIGN_IS_NOT] = LEVEL_EQUALITY,
        [SIGN_LESS] = LEVEL_RELATION,
        [SIGN_LESS_EQUAL] = LEVEL_RELATION,
        [SIGN_GREATER] = LEVEL_RELATION,
        [SIGN_GREATER_EQUAL] = LEVEL_RELATION,
        [SIGN_PLUS] = LEVEL_SUM,
        [SIGN_MINUS] = LEVEL_SUM,
        [SIGN_TIMES] = LEVEL_PRODUCT,
        [SIGN_DIVIDE] = LEVEL_PRODUCT,
        [SIGN_MODULO] = LEVEL_PRODUCT,
        [SIGN_JOIN] = LEVEL_JOIN,
    };
    return levels[sign];
}

bool node_compares(enum node_sign sign)
{
    return sign >= SIGN_EQUAL && sign <= SIGN_GREATER_EQUAL;
}

const struct xls_name *node_named(const struct translation *translation, const char *name)
{
    for (size_t i = 0; i < translation->asking->name_count; i++)
        if (strcmp(translation->asking->names[i].name, name) == 0)
            return &translation->asking->names[i];
    return NULL;
}

/* The name without the ending, when it has one and is of that kind. */
static const char *without(const struct translation *translation, const char *name,
                           const char *ending, enum xls_name_kind kind)
{
    size_t length = strlen(name), tail = strlen(ending);
    if (length <= tail || strcmp(name + length - tail, ending) != 0)
        return NULL;
    const struct xls_name *found =
        node_named(translation, arena_copy(translation->arena, name, length - tail));
    return found && found->kind == kind ? found->name : NULL;
}

const char *node_counted(const struct translation *translation, const char *name)
{
    return without(translation, name, "_count", XLS_REPEAT);
}

const char *node_summed(const struct translation *translation, const char *name)
{
    return without(translation, name, "_sum", XLS_NUMBER);
}

static bool name_may_lack(const struct translation *translation, const char *name)
{
    const struct xls_asking *asking = translation->asking;
    return strcmp(name, "today") != 0
        && !(asking->use == XLS_CONSTRAINT && strcmp(name, asking->own) == 0)
        && node_named(translation, name) != NULL;
}

static bool all_may_lack(const struct translation *translation, const struct node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (!node_may_lack(translation, node->children[i]))
            return false;
    return true;
}

/* Functions that have an answer to an answer that is missing. */
static bool is_never_empty(const char *function)
{
    static const char *const functions[] = {"string-length", "selected", "count-selected",
                                            "count_selected"};
    for (size_t i = 0; i < COUNT(functions); i++)
        if (strcmp(functions[i], function) == 0)
            return true;
    return false;
}

bool node_may_lack(const struct translation *translation, const struct node *node)
{
    switch (node->kind) {
    case NODE_EMPTY:
        return true;
    case NODE_NAME:
        return name_may_lack(translation, node->text);
    case NODE_CALL:
        if (strcmp(node->text, "concat") == 0 || strcmp(node->text, "coalesce") == 0)
            return all_may_lack(translation, node);
        if (is_never_empty(node->text))
            return false;
        break;
    case NODE_BINARY:
        if (node->sign == SIGN_IS || node->sign == SIGN_IS_NOT)
            return false;
        break;
    case NODE_IF:
        return node_may_lack(translation, node->children[1])
            || node_may_lack(translation, node->children[2]);
    default:
        break;
    }
    for (size_t i = 0; i < node->count; i++)
        if (node_may_lack(translation, node->children[i]))
            return true;
    return false;
}

bool node_is_day(const struct translation *translation, const struct node *node)
{
    const struct xls_name *name =
        node->kind == NODE_NAME ? node_named(translation, node->text) : NULL;
    return (name && name->kind == XLS_DAY)
        || (node->kind == NODE_NAME && strcmp(node->text, "today") == 0);
}

bool node_is_call(const struct node *node, const char *name, size_t count)
{
    return node->kind == NODE_CALL && node->count == count && strcasecmp(node->text, name) == 0;
}

bool node_is_condition(const struct node *node)
{
    return node->kind == NODE_NOT || node->kind == NODE_FLAG || node_is_call(node, "selected", 2)
        || (node->kind == NODE_BINARY && node->sign <= SIGN_GREATER_EQUAL);
}

bool node_lacks_openly(const struct node *node)
{
    return node_is_condition(node) || node->kind == NODE_EMPTY || node->kind == NODE_IF
        || node->kind == NODE_NAME || node_is_call(node, "coalesce", node->count);
}

bool node_shows_lack(const struct translation *translation, const struct node *node)
{
    bool joins = node->kind == NODE_BINARY && node->sign == SIGN_JOIN;
    if (joins || node_is_call(node, "length", 1))
        return !node_may_lack(translation, node);
    if (node_lacks_openly(node))
        return true;
    for (size_t i = 0; i < node->count; i++)
        if (!node_shows_lack(translation, node->children[i]))
            return false;
    return true;
}
