/* What a text was before: for the text widget alone. The last few steps can be taken back. */
#ifndef TUI_WIDGETS_TEXT_PAST_H
#define TUI_WIDGETS_TEXT_PAST_H

#include "tui/widget.h"

/* Before a change: keeps what the text is now. What goes on with the step before, the next letter
   of a word, is part of that step. A password is never kept. */
void text_past_keep(struct text *text, enum text_step step);
/* Takes the last step back; nothing when there is none. */
void text_past_return(struct text *text);

#endif
