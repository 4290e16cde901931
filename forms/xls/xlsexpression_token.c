#include "forms/xls/xlsexpression_token.h"

#include <ctype.h>
#include <string.h>

static const char *behind_space(const struct tokens *tokens, const char *at)
{
    const char *remark = tokens->signs->remark;
    for (;;) {
        at += strspn(at, " \t\r\n");
        if (!remark || strncmp(at, remark, strlen(remark)) != 0)
            return at;
        at += strcspn(at, "\n");
    }
}

static void take(struct tokens *tokens, enum token_kind kind, const char *from, size_t length,
                 const char *next)
{
    tokens->token.kind = kind;
    tokens->token.text = arena_copy(tokens->arena, from, length);
    tokens->next = next;
}

static size_t number_length(const char *at)
{
    size_t length = strspn(at, "0123456789");
    if (at[length] == '.')
        length += 1 + strspn(at + length + 1, "0123456789");
    return length;
}

static size_t word_length(const struct tokens *tokens, const char *at)
{
    const char *more = tokens->signs->in_words;
    size_t length = 0;
    while (isalnum((unsigned char)at[length]) || at[length] == '_'
           || (more && at[length] && strchr(more, at[length])))
        length++;
    return length;
}

static void take_text(struct tokens *tokens, const char *at)
{
    char quote = *at++;
    const char *text = "", *end;
    while ((end = strchr(at, quote))) {
        text = arena_text(tokens->arena, "%s%.*s", text, (int)(end - at), at);
        at = end + 1;
        if (!tokens->signs->doubled || *at != quote)
            break;
        text = arena_text(tokens->arena, "%s%c", text, quote);
        at++;
    }
    if (end)
        take(tokens, TOKEN_TEXT, text, strlen(text), at);
    else
        tokens->token.kind = TOKEN_BROKEN;
}

static void take_question(struct tokens *tokens, const char *at)
{
    const char *name = at + strlen(tokens->signs->question);
    name += strspn(name, " ");
    size_t length = word_length(tokens, name);
    const char *end = name + length + strspn(name + length, " ");
    if (length > 0 && *end == '}')
        take(tokens, TOKEN_QUESTION, name, length, end + 1);
    else
        tokens->token.kind = TOKEN_BROKEN;
}

static size_t sign_length(const char *at)
{
    static const char *const signs[] = {"<=", ">=", "!=", "<>", "==", "||"};
    for (size_t i = 0; i < COUNT(signs); i++)
        if (strncmp(at, signs[i], 2) == 0)
            return 2;
    return *at ? 1 : 0;
}

void tokens_next(struct tokens *tokens)
{
    const char *at = behind_space(tokens, tokens->next), *question = tokens->signs->question;
    if (tokens->token.kind == TOKEN_BROKEN)
        return;
    tokens->token = (struct token){TOKEN_END, "", at};
    tokens->next = at;
    if (!*at)
        return;
    if (isdigit((unsigned char)*at) || (*at == '.' && isdigit((unsigned char)at[1])))
        take(tokens, TOKEN_NUMBER, at, number_length(at), at + number_length(at));
    else if (strchr(tokens->signs->quotes, *at))
        take_text(tokens, at);
    else if (question && strncmp(at, question, strlen(question)) == 0)
        take_question(tokens, at);
    else if (isalpha((unsigned char)*at) || *at == '_')
        take(tokens, TOKEN_WORD, at, word_length(tokens, at), at + word_length(tokens, at));
    else
        take(tokens, TOKEN_SIGN, at, sign_length(at), at + sign_length(at));
}

void tokens_begin(struct tokens *tokens, const struct token_signs *signs, const char *text,
                  struct arena *arena)
{
    *tokens = (struct tokens){.signs = signs, .arena = arena, .next = text};
    tokens_next(tokens);
}
