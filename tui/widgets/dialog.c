#include "tui/widget.h"

enum {
    WIDTH_MOST = 60,
    QUESTION_ROWS = 6
};

enum dialog_end dialog_key(struct visit *visit, struct dialog *dialog, const struct key *key)
{
    int command = key_command(key);
    bool reasoned = dialog->reason != NULL;

    if (command == PRESS_ESC || (!reasoned && command == '2'))
        return DIALOG_NO;
    if (!reasoned && (command == '1' || command == PRESS_ENTER))
        return DIALOG_YES;
    if (!reasoned)
        return DIALOG_OPEN;
    if (command == PRESS_ENTER) {
        ARENA(arena);
        if (text_value(&dialog->text, &arena)[0] != '\0')
            return DIALOG_YES;
        dialog->reminded = true;
        return DIALOG_OPEN;
    }
    dialog->reminded = false;
    text_key(visit, &dialog->text, key);
    return DIALOG_OPEN;
}

static void draw_reason(struct visit *visit, struct canvas *canvas, struct dialog *dialog, int row)
{
    int width = canvas->columns;
    canvas_text(canvas, row, 0, width, ALIGN_START,
                dialog->reminded ? STYLE_ERROR : STYLE_DIM,
                message(visit->language, dialog->reason));
    text_draw(visit, canvas, row + 1, 0, width, 1, &dialog->text, true);
    canvas_text(canvas, row + 3, 0, width, ALIGN_START, STYLE_OPENABLE,
                message(visit->language, MSG("dialog.with-reason")));
}

void dialog_draw(struct visit *visit, struct canvas *canvas, struct dialog *dialog)
{
    int width = canvas->columns - 2 < WIDTH_MOST ? canvas->columns - 2 : WIDTH_MOST;
    const char *question = visit_text_values(visit, dialog->question);
    int lines = visit_lines(visit, question, width - 4);
    int asked = lines < QUESTION_ROWS ? lines : QUESTION_ROWS;
    int rows = asked + 4 + (dialog->reason ? 3 : 0);

    rows = rows < canvas->rows ? rows : canvas->rows;
    int top = (canvas->rows - rows) / 2, left = (canvas->columns - width) / 2;
    canvas_frame(canvas, top, left, rows, width);
    struct canvas inside = canvas_window(canvas, top + 1, left + 2, rows - 2, width - 4);
    canvas_paragraph(&inside, 0, 0, inside.columns, asked, STYLE_PLAIN, question);
    if (dialog->reason)
        draw_reason(visit, &inside, dialog, asked + 1);
    else
        canvas_text(&inside, inside.rows - 1, 0, inside.columns, ALIGN_START, STYLE_OPENABLE,
                    message(visit->language, MSG("dialog.yes-no")));
}
