/*
 * The tokens of an expression: numbers, texts, words, ${questions} and signs. Part of
 * xlsexpression_parse.c.
 */
#ifndef FORMS_XLS_XLSEXPRESSION_TOKEN_H
#define FORMS_XLS_XLSEXPRESSION_TOKEN_H

#include "core/base/arena.h"

#include <stdbool.h>

enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER,
    TOKEN_TEXT,
    TOKEN_WORD,
    TOKEN_QUESTION,
    TOKEN_SIGN,
    TOKEN_BROKEN /* a text or a question without its end */
};

struct token {
    enum token_kind kind;
    const char *text; /* of a text what is between its marks, of a question its name */
    const char *from; /* the expression from here on */
};

/* How a notation writes them. */
struct token_signs {
    const char *in_words; /* signs that may stand in a word, beside letters and digits */
    const char *quotes;
    bool doubled;         /* a mark within a text is written twice */
    const char *question; /* what stands before a question's name, "}" behind it; may be NULL */
    const char *remark;   /* begins one, to the end of the line; may be NULL */
};

struct tokens {
    const struct token_signs *signs;
    struct arena *arena;
    struct token token; /* where it stands */
    const char *next;   /* the text behind it */
};

/* Stands at the first token. */
void tokens_begin(struct tokens *tokens, const struct token_signs *signs, const char *text,
                  struct arena *arena);
void tokens_next(struct tokens *tokens);

#endif
