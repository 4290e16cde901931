#include "forms/xls/xlsexpression_node.h"
#include "forms/xls/xlsexpression_token.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/*
 * Both notations have operators in the same order and calls in the same shape. They differ in their
 * words, in how a question is named, and in what may stand behind a value: that is
 * a struct notation.
 */
struct sign_word {
    const char *word;
    enum node_sign sign;
};

struct parser;

struct notation {
    const struct token_signs *signs;
    const struct sign_word *words;
    size_t count;
    const char *not_word; /* before a condition; NULL when it is a function */
    const struct node *(*primary)(struct parser *parser);
    /* What may stand behind a value at the level of equality; node itself when nothing does. */
    const struct node *(*behind)(struct parser *parser, const struct node *node);
};

struct parser {
    struct translation *translation;
    struct arena *arena;
    const struct notation *notation;
    struct tokens tokens;
    int depth;
    bool failed;
};

static const struct node *parse_level(struct parser *parser, enum node_level level);

static const struct node *fail(struct parser *parser, const char *key, const char *piece)
{
    if (!parser->failed)
        (void)node_refuse(parser->translation, key, piece);
    parser->failed = true;
    tokens_begin(&parser->tokens, parser->notation->signs, "", parser->arena);
    return node_new(parser->arena, NODE_EMPTY, "");
}

static const struct node *fail_here(struct parser *parser)
{
    return fail(parser, MSG("xlsexpression.syntax"), parser->tokens.token.from);
}

/* --- What both have --------------------------------------------------------------------------- */

static bool is(const struct parser *parser, const char *word)
{
    return (parser->tokens.token.kind == TOKEN_SIGN || parser->tokens.token.kind == TOKEN_WORD)
        && strcasecmp(parser->tokens.token.text, word) == 0;
}

static bool accept(struct parser *parser, const char *word)
{
    if (!is(parser, word))
        return false;
    tokens_next(&parser->tokens);
    return true;
}

static void expect(struct parser *parser, const char *word)
{
    if (!accept(parser, word))
        (void)fail_here(parser);
}

static enum node_sign sign_at(const struct parser *parser, enum node_level level)
{
    for (size_t i = 0; i < parser->notation->count; i++) {
        const struct sign_word *row = &parser->notation->words[i];
        if (node_level_of(row->sign) == level && is(parser, row->word))
            return row->sign;
    }
    return SIGN_NONE;
}

static const struct node *negated(struct parser *parser, const struct node *node)
{
    return node_add(parser->arena, node_new(parser->arena, NODE_NOT, ""), node);
}

static const struct node *parse_sign(struct parser *parser)
{
    if (!accept(parser, "-"))
        return parser->notation->primary(parser);
    return node_add(parser->arena, node_new(parser->arena, NODE_NEGATIVE, ""),
                    parse_level(parser, LEVEL_SIGN));
}

static const struct node *parse_binary(struct parser *parser, enum node_level level)
{
    const struct node *left = parse_level(parser, level + 1);
    enum node_sign sign;
    while (!parser->failed && (sign = sign_at(parser, level)) != SIGN_NONE) {
        tokens_next(&parser->tokens);
        left = node_binary(parser->arena, sign, left, parse_level(parser, level + 1));
    }
    return left;
}

static const struct node *parse_equality(struct parser *parser)
{
    const struct node *node = parse_binary(parser, LEVEL_EQUALITY), *before;
    do {
        before = node;
        node = parser->notation->behind(parser, node);
    } while (!parser->failed && node != before);
    return node;
}

static const struct node *parse_level(struct parser *parser, enum node_level level)
{
    if (parser->depth == NODE_DEEPEST * LEVEL_WHOLE)
        return fail(parser, MSG("xlsexpression.deep"), "");
    parser->depth++;
    const struct node *node;
    const char *not_word = parser->notation->not_word;
    if (level == LEVEL_NOT && not_word && accept(parser, not_word))
        node = negated(parser, parse_level(parser, LEVEL_NOT));
    else if (level == LEVEL_NOT)
        node = parse_level(parser, LEVEL_EQUALITY);
    else if (level == LEVEL_EQUALITY)
        node = parse_equality(parser);
    else if (level >= LEVEL_SIGN)
        node = parse_sign(parser);
    else
        node = parse_binary(parser, level);
    parser->depth--;
    return node;
}

static const struct node *parse_whole(struct parser *parser)
{
    return parse_level(parser, LEVEL_OR);
}

static const struct node *parse_inner(struct parser *parser)
{
    const struct node *node = parse_whole(parser);
    expect(parser, ")");
    return node;
}

/* The arguments behind "name(". */
static const struct node *parse_call(struct parser *parser, const char *name)
{
    struct node *call = node_new(parser->arena, NODE_CALL, name);
    if (accept(parser, ")"))
        return call;
    do {
        if (call->count == NODE_CHILDREN)
            return fail_here(parser);
        node_add(parser->arena, call, parse_whole(parser));
    } while (!parser->failed && accept(parser, ","));
    expect(parser, ")");
    return call;
}

static const struct node *leaf(struct parser *parser, enum node_kind kind)
{
    struct node *node = node_new(parser->arena, kind, parser->tokens.token.text);
    tokens_next(&parser->tokens);
    return node;
}

static const struct node *choice(struct parser *parser, const struct node *condition,
                                 const struct node *then, const struct node *otherwise)
{
    struct node *node = node_new(parser->arena, NODE_IF, "");
    node_add(parser->arena, node, condition);
    node_add(parser->arena, node, then);
    return node_add(parser->arena, node, otherwise);
}

static const struct node *begin(struct parser *parser, const char *text)
{
    if (strlen(text) > NODE_LONGEST)
        return fail(parser, MSG("xlsexpression.deep"), "");
    tokens_begin(&parser->tokens, parser->notation->signs, text, parser->arena);
    const struct node *node = parse_whole(parser);
    return parser->tokens.token.kind == TOKEN_END ? node : fail_here(parser);
}

/* --- Ours ------------------------------------------------------------------------------------- */

static const struct sign_word our_words[] = {
    {"or",  SIGN_OR           },
    {"and", SIGN_AND          },
    {"=",   SIGN_EQUAL        },
    {"==",  SIGN_EQUAL        },
    {"!=",  SIGN_UNEQUAL      },
    {"<>",  SIGN_UNEQUAL      },
    {"<=",  SIGN_LESS_EQUAL   },
    {">=",  SIGN_GREATER_EQUAL},
    {"<",   SIGN_LESS         },
    {">",   SIGN_GREATER      },
    {"+",   SIGN_PLUS         },
    {"-",   SIGN_MINUS        },
    {"*",   SIGN_TIMES        },
    {"/",   SIGN_DIVIDE       },
    {"%",   SIGN_MODULO       },
    {"||",  SIGN_JOIN         },
};

/* case x when a then b ... end, and case when c then b ... end: a chain of choices. */
static const struct node *parse_case(struct parser *parser, const struct node *subject)
{
    if (accept(parser, "else")) {
        const struct node *otherwise = parse_whole(parser);
        expect(parser, "end");
        return otherwise;
    }
    if (accept(parser, "end"))
        return node_new(parser->arena, NODE_EMPTY, "");
    if (parser->depth == NODE_DEEPEST * LEVEL_WHOLE)
        return fail(parser, MSG("xlsexpression.deep"), "");
    parser->depth++;
    expect(parser, "when");
    const struct node *condition = parse_whole(parser);
    if (subject)
        condition = node_binary(parser->arena, SIGN_EQUAL, subject, condition);
    expect(parser, "then");
    const struct node *then = parse_whole(parser);
    const struct node *otherwise = parser->failed ? then : parse_case(parser, subject);
    parser->depth--;
    return choice(parser, condition, then, otherwise);
}

/* What other functions say in fewer words. */
static const struct node *plain_call(struct parser *parser, const struct node *call)
{
    if (node_is_call(call, "iif", 3))
        return choice(parser, call->children[0], call->children[1], call->children[2]);
    if (node_is_call(call, "nullif", 2))
        return choice(parser,
                      node_binary(parser->arena, SIGN_EQUAL, call->children[0],
                                  call->children[1]),
                      node_new(parser->arena, NODE_EMPTY, ""), call->children[0]);
    if (!node_is_call(call, "ifnull", 2))
        return call;
    struct node *same = node_new(parser->arena, NODE_CALL, "coalesce");
    return node_add(parser->arena, node_add(parser->arena, same, call->children[0]),
                    call->children[1]);
}

static const struct node *our_word(struct parser *parser)
{
    const char *word = parser->tokens.token.text;
    if (strcasecmp(word, "null") == 0)
        return leaf(parser, NODE_EMPTY);
    if (strcasecmp(word, "true") == 0 || strcasecmp(word, "false") == 0) {
        tokens_next(&parser->tokens);
        return node_new(parser->arena, NODE_FLAG, tolower((unsigned char)*word) == 't' ? "1" : "");
    }
    if (accept(parser, "case"))
        return parse_case(parser, is(parser, "when") ? NULL : parse_whole(parser));
    tokens_next(&parser->tokens);
    if (accept(parser, "("))
        return plain_call(parser, parse_call(parser, word));
    return node_new(parser->arena, NODE_NAME, word);
}

static const struct node *our_primary(struct parser *parser)
{
    switch (parser->tokens.token.kind) {
    case TOKEN_NUMBER:
        return leaf(parser, NODE_NUMBER);
    case TOKEN_TEXT:
        return leaf(parser, NODE_TEXT);
    case TOKEN_WORD:
        return our_word(parser);
    default:
        return accept(parser, "(") ? parse_inner(parser) : fail_here(parser);
    }
}

static const struct node *parse_in(struct parser *parser, const struct node *node)
{
    const struct node *any = NULL;
    expect(parser, "(");
    do {
        const struct node *one =
            node_binary(parser->arena, SIGN_EQUAL, node, parse_whole(parser));
        any = any ? node_binary(parser->arena, SIGN_OR, any, one) : one;
    } while (!parser->failed && accept(parser, ","));
    expect(parser, ")");
    return any;
}

static const struct node *parse_between(struct parser *parser, const struct node *node)
{
    const struct node *least = parse_level(parser, LEVEL_RELATION);
    expect(parser, "and");
    const struct node *most = parse_level(parser, LEVEL_RELATION);
    return node_binary(parser->arena, SIGN_AND,
                       node_binary(parser->arena, SIGN_GREATER_EQUAL, node, least),
                       node_binary(parser->arena, SIGN_LESS_EQUAL, node, most));
}

static const struct node *our_behind(struct parser *parser, const struct node *node)
{
    const struct node *empty = node_new(parser->arena, NODE_EMPTY, "");
    if (accept(parser, "is")) {
        enum node_sign sign = accept(parser, "not") ? SIGN_IS_NOT : SIGN_IS;
        return node_binary(parser->arena, sign, node, parse_level(parser, LEVEL_RELATION));
    }
    if (accept(parser, "isnull"))
        return node_binary(parser->arena, SIGN_IS, node, empty);
    if (accept(parser, "notnull"))
        return node_binary(parser->arena, SIGN_IS_NOT, node, empty);
    bool negative = accept(parser, "not");
    const struct node *found = NULL;
    if (accept(parser, "in"))
        found = parse_in(parser, node);
    else if (accept(parser, "between"))
        found = parse_between(parser, node);
    else if (is(parser, "like") || is(parser, "glob") || is(parser, "collate"))
        return fail(parser, MSG("xlsexpression.function"), parser->tokens.token.text);
    if (!found)
        return negative ? fail_here(parser) : node;
    return negative ? negated(parser, found) : found;
}

static const struct token_signs our_signs = {
    .quotes = "'",
    .doubled = true,
    .remark = "--",
};

static const struct notation ours = {
    .signs = &our_signs,
    .words = our_words,
    .count = COUNT(our_words),
    .not_word = "not",
    .primary = our_primary,
    .behind = our_behind,
};

/* --- Theirs ----------------------------------------------------------------------------------- */

static const struct sign_word their_words[] = {
    {"or",  SIGN_OR           },
    {"and", SIGN_AND          },
    {"=",   SIGN_EQUAL        },
    {"!=",  SIGN_UNEQUAL      },
    {"<=",  SIGN_LESS_EQUAL   },
    {">=",  SIGN_GREATER_EQUAL},
    {"<",   SIGN_LESS         },
    {">",   SIGN_GREATER      },
    {"+",   SIGN_PLUS         },
    {"-",   SIGN_MINUS        },
    {"*",   SIGN_TIMES        },
    {"div", SIGN_DIVIDE       },
    {"mod", SIGN_MODULO       },
};

static const struct node *their_call(struct parser *parser, const char *name)
{
    const struct node *call = parse_call(parser, name);
    if (call->count == 1 && strcmp(name, "not") == 0)
        return negated(parser, call->children[0]);
    if (call->count == 3 && strcmp(name, "if") == 0)
        return choice(parser, call->children[0], call->children[1], call->children[2]);
    if (call->count == 0 && (strcmp(name, "true") == 0 || strcmp(name, "false") == 0))
        return node_new(parser->arena, NODE_FLAG, *name == 't' ? "1" : "");
    if (call->count == 0 && strcmp(name, "today") == 0)
        return node_new(parser->arena, NODE_NAME, "today");
    return call;
}

static const struct node *their_name(struct parser *parser)
{
    if (!node_named(parser->translation, parser->tokens.token.text))
        return fail(parser, MSG("xlsexpression.name"), parser->tokens.token.text);
    return leaf(parser, NODE_NAME);
}

static const struct node *their_primary(struct parser *parser)
{
    const char *word = parser->tokens.token.text;
    switch (parser->tokens.token.kind) {
    case TOKEN_NUMBER:
        return leaf(parser, NODE_NUMBER);
    case TOKEN_TEXT:
        return leaf(parser, *word ? NODE_TEXT : NODE_EMPTY);
    case TOKEN_QUESTION:
        return their_name(parser);
    case TOKEN_WORD:
        tokens_next(&parser->tokens);
        if (accept(parser, "("))
            return their_call(parser, word);
        return fail(parser, MSG("xlsexpression.syntax"), word);
    default:
        break;
    }
    if (accept(parser, "("))
        return parse_inner(parser);
    if (is(parser, ".") && *parser->tokens.next != '.' && *parser->tokens.next != '/') {
        tokens_next(&parser->tokens);
        return node_new(parser->arena, NODE_NAME, parser->translation->asking->own);
    }
    return fail_here(parser);
}

static const struct node *their_behind(struct parser *parser, const struct node *node)
{
    (void)parser;
    return node;
}

static const struct token_signs their_signs = {
    .in_words = "-.",
    .quotes = "'\"",
    .question = "${",
};

static const struct notation theirs = {
    .signs = &their_signs,
    .words = their_words,
    .count = COUNT(their_words),
    .primary = their_primary,
    .behind = their_behind,
};

static bool parse(struct translation *translation, const struct notation *notation,
                  const char *text, const struct node **node)
{
    struct parser parser = {
        .translation = translation,
        .arena = translation->arena,
        .notation = notation,
    };
    *node = begin(&parser, text);
    return !parser.failed;
}

bool node_parse_ours(struct translation *translation, const char *text, const struct node **node)
{
    return parse(translation, &ours, text, node);
}

bool node_parse_theirs(struct translation *translation, const char *text, const struct node **node)
{
    return parse(translation, &theirs, text, node);
}
