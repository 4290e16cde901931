#include "tui/widgets/text_past.h"

#include <string.h>

/* The oldest state makes room for a new one; its memory is used again. */
static struct text_past *next_past(struct text *text)
{
    if (text->past_count == TEXT_PAST_MOST) {
        struct text_past oldest = text->past[0];
        memmove(text->past, text->past + 1, sizeof *text->past * (TEXT_PAST_MOST - 1));
        text->past[--text->past_count] = oldest;
    }
    struct text_past *past = &text->past[text->past_count++];
    if (text->length + 1 > past->room) {
        past->room = text->most > text->length ? text->most + 1 : text->length + 1;
        past->bytes = arena_alloc(text->arena, past->room);
    }
    return past;
}

void text_past_keep(struct text *text, enum text_step step)
{
    bool goes_on = step == text->step && step != STEP_PASTE;
    text->step = step;
    if (goes_on || text->secret)
        return;
    struct text_past *past = next_past(text);
    memcpy(past->bytes, text->bytes, text->length + 1);
    past->length = text->length;
    past->caret = text->caret;
}

void text_past_return(struct text *text)
{
    text->step = STEP_NONE;
    if (text->past_count == 0)
        return;
    const struct text_past *past = &text->past[--text->past_count];
    if (past->length + 1 > text->room) {
        text->room = past->room;
        text->bytes = arena_alloc(text->arena, text->room);
    }
    memcpy(text->bytes, past->bytes, past->length + 1);
    text->length = past->length;
    text->caret = past->caret;
    text->changed = true;
}
