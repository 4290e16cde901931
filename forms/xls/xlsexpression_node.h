/*
 * An expression as a tree, between the notations: xlsexpression_parse.c makes it,
 * xlsexpression_ours.c and xlsexpression_theirs.c print it.
 */
#ifndef FORMS_XLS_XLSEXPRESSION_NODE_H
#define FORMS_XLS_XLSEXPRESSION_NODE_H

#include "forms/xls/xlsexpression.h"

enum node_kind {
    NODE_EMPTY, /* null, '' */
    NODE_TEXT,
    NODE_NUMBER,
    NODE_FLAG, /* true, false */
    NODE_NAME, /* a question; "today" */
    NODE_CALL,
    NODE_IF, /* condition, then, else */
    NODE_NOT,
    NODE_NEGATIVE,
    NODE_BINARY
};

enum node_sign {
    SIGN_NONE,
    SIGN_OR,
    SIGN_AND,
    SIGN_EQUAL,
    SIGN_UNEQUAL,
    SIGN_IS,
    SIGN_IS_NOT,
    SIGN_LESS,
    SIGN_LESS_EQUAL,
    SIGN_GREATER,
    SIGN_GREATER_EQUAL,
    SIGN_PLUS,
    SIGN_MINUS,
    SIGN_TIMES,
    SIGN_DIVIDE,
    SIGN_MODULO,
    SIGN_JOIN
};

/* How tightly things bind, the same in both notations where both have them. */
enum node_level {
    LEVEL_OR = 1,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_EQUALITY,
    LEVEL_RELATION,
    LEVEL_SUM,
    LEVEL_PRODUCT,
    LEVEL_JOIN,
    LEVEL_SIGN,
    LEVEL_WHOLE
};

enum {
    NODE_CHILDREN = 20, /* as many as a function may have arguments */
    NODE_DEEPEST = 40,
    NODE_LONGEST = 4000, /* bytes of an expression */
    NODE_STEPS = 10000
};

struct node {
    enum node_kind kind;
    enum node_sign sign;
    const char *text; /* a text, a number, a name, a function; "1" or "" of a flag */
    const struct node **children;
    size_t count;
};

/* A printed piece, and how tightly what is in it binds. */
struct piece {
    const char *text;
    enum node_level level;
};

/* While one is read or printed; the first failure is kept. */
struct translation {
    const struct xls_asking *asking;
    struct arena *arena;
    struct error *err;
    int steps; /* taken in printing, which says some pieces twice */
};

bool node_parse_ours(struct translation *translation, const char *text, const struct node **node);
bool node_parse_theirs(struct translation *translation, const char *text,
                       const struct node **node);

struct node *node_new(struct arena *arena, enum node_kind kind, const char *text);
struct node *node_add(struct arena *arena, struct node *node, const struct node *child);
const struct node *node_binary(struct arena *arena, enum node_sign sign,
                               const struct node *left, const struct node *right);

/* Refuses a piece; "" so that printing goes on to its end, which nobody reads. */
struct piece node_refuse(struct translation *translation, const char *key, const char *piece);

/* One step more; false, and refused, when it takes too many. */
bool node_step(struct translation *translation);

/* The text, in parentheses when it binds less tightly than its place asks. */
const char *node_within(struct arena *arena, struct piece piece, enum node_level least);

/* "a OPERATOR b" for a left-to-right operator of that level. */
struct piece node_between(struct arena *arena, struct piece left, const char *sign,
                          struct piece right, enum node_level level);

/* Pieces joined by "and" or "or"; no pieces are the piece "". */
struct piece node_all(struct arena *arena, struct piece left, struct piece right);
struct piece node_any(struct arena *arena, struct piece left, struct piece right);

enum node_level node_level_of(enum node_sign sign);
bool node_compares(enum node_sign sign);

/* What the question of that name is; NULL when there is none. */
const struct xls_name *node_named(const struct translation *translation, const char *name);

/* The name of the repeat whose rows "visits_count", or of the field that "hours_sum", tells of. */
const char *node_counted(const struct translation *translation, const char *name);
const char *node_summed(const struct translation *translation, const char *name);

/* Whether it may be empty. Never so is the own name of a constraint, today, or a count. */
bool node_may_lack(const struct translation *translation, const struct node *node);

/* A call of our function, whatever its capital letters. */
bool node_is_call(const struct node *node, const char *name, size_t count);

/* Whether it is true or false. */
bool node_is_condition(const struct node *node);

/* Whether its printed value is empty, and nothing else, while it is unknown. */
bool node_lacks_openly(const struct node *node);

/* Whether a missing answer makes the printed value empty or no number, with which < is false. */
bool node_shows_lack(const struct translation *translation, const struct node *node);

/* Days are compared, not counted: what + and - would do with them is refused. */
bool node_is_day(const struct translation *translation, const struct node *node);

#endif
