/* A few questions, one below another: what is too small for a form and too much for one line. */
#include "tui/widget.h"

#include "core/store/draft.h"
#include "tui/parts/span.h"

#include <stdlib.h>
#include <string.h>

static bool is_choice(const struct sheet_question *question)
{
    return question->choices != NULL;
}

int sheet_chosen(const struct sheet *sheet, size_t i)
{
    return sheet->texts[i].arena ? atoi(sheet->texts[i].bytes) - 1 : -1;
}

static struct choice choice_of(const struct sheet *sheet, size_t i)
{
    const struct sheet_question *question = &sheet->questions[i];
    return (struct choice){
        .labels = question->choices,
        .count = question->choice_count,
        .chosen = sheet_chosen(sheet, i),
        .page = i == sheet->at ? sheet->page : 0,
    };
}

const char *sheet_text(const struct sheet *sheet, size_t i, struct arena *arena)
{
    return text_value(&sheet->texts[i], arena);
}

bool sheet_day(struct visit *visit, struct sheet *sheet, size_t i, const char *usual,
               const char **day, struct error *err)
{
    struct error unheard = {0};
    if (span_day(visit, sheet_text(sheet, i, &visit->arena), usual, day, err))
        return true;
    sheet_enter(visit, sheet, i, &unheard); /* what is said is the day's error */
    return false;
}

/* --- Where one is ---------------------------------------------------------------------------- */

bool sheet_enter(struct visit *visit, struct sheet *sheet, size_t i, struct error *err)
{
    if (sheet->at != i)
        sheet->page = 0;
    sheet->at = i;
    if (!is_choice(&sheet->questions[i]))
        return visit_focus(visit, &sheet->texts[i], sheet->questions[i].name, err);
    visit_leave(visit);
    return true;
}

static bool take_up(struct visit *visit, struct sheet *sheet, size_t i, struct error *err)
{
    struct draft draft;
    const struct sheet_question *question = &sheet->questions[i];
    text_begin(&sheet->texts[i], &visit->kept, question->value ? question->value : "",
               (question->lines ? TEXT_LINES : 0) | (question->latin ? TEXT_LATIN : 0));
    if (!draft_read(visit->store, visit->actor, visit->route, question->name, &visit->arena, &draft,
                    err))
        return false;
    if (draft.found)
        text_set(&sheet->texts[i], draft.text);
    return true;
}

/* The next question that is asked, in a direction; where one is when there is none. */
static size_t beside(const struct sheet *sheet, int step)
{
    size_t i = sheet->at;
    while (i + (size_t)step < sheet->count) {
        i += (size_t)step;
        if (!sheet->questions[i].skipped)
            return i;
    }
    return sheet->at;
}

bool sheet_fill(struct visit *visit, struct sheet *sheet, const struct sheet_question *questions,
                size_t count, struct error *err)
{
    sheet->questions = questions;
    sheet->count = count;
    for (size_t i = 0; i < count; i++) {
        if (sheet->texts[i].arena)
            continue;
        if (!take_up(visit, sheet, i, err))
            return false;
        if (strcmp(questions[i].name, visit->field) == 0)
            sheet->at = i;
    }
    bool skipped = count > 0 && questions[sheet->at].skipped;
    if (sheet->chose || skipped) /* only now is it known what the choice asks next */
        sheet->at = beside(sheet, 1);
    sheet->chose = false;
    return count == 0 || sheet_enter(visit, sheet, sheet->at, err);
}

/* --- Keys ------------------------------------------------------------------------------------ */

/* Enter after a digit that is no choice would say that nothing is chosen, and not why. */
static bool refuse(struct visit *visit, const struct choice *choice, const struct key *key,
                   bool *used)
{
    *used = key_digit(key) >= 1;
    if (*used)
        visit_say(visit, MSG("field.bad-choice"), key->text,
                  visit_digits(visit, (int64_t)choice->count));
    return true;
}

static bool choose(struct visit *visit, struct sheet *sheet, const struct key *key, bool *used,
                   struct error *err)
{
    const struct sheet_question *question = &sheet->questions[sheet->at];
    struct choice choice = choice_of(sheet, sheet->at);
    bool turned;
    *used = choice_key(&choice, key);
    turned = choice.page != sheet->page;
    sheet->page = choice.page;
    if (!*used)
        return refuse(visit, &choice, key, used);
    if (turned)
        return true;
    const char *number = arena_text(&visit->arena, "%d", choice.chosen + 1);
    text_set(&sheet->texts[sheet->at], number);
    if (!draft_keep(visit->store, visit->actor, visit->route, question->name, number, 1, err))
        return false;
    sheet->chose = true;
    visit_reload(visit);
    return true;
}

static int direction(int command)
{
    switch (command) {
    case PRESS_ENTER:
    case PRESS_TAB:
    case PRESS_DOWN:
        return 1;
    case PRESS_BACKTAB:
    case PRESS_UP:
        return -1;
    default:
        return 0;
    }
}

bool sheet_key(struct visit *visit, struct sheet *sheet, const struct key *key, bool *used,
               struct error *err)
{
    int command = key_command(key), step = direction(command);
    *used = false;
    if (sheet->count == 0)
        return true;
    if (is_choice(&sheet->questions[sheet->at]) && !choose(visit, sheet, key, used, err))
        return false;
    if (*used || step == 0)
        return true;
    size_t to = beside(sheet, step);
    *used = to != sheet->at || command != PRESS_ENTER;
    return !*used || sheet_enter(visit, sheet, to, err);
}

/* --- Drawing --------------------------------------------------------------------------------- */

static int rows_left_for(const struct sheet *sheet, size_t i, int rows)
{
    /* Every question that follows needs its label and a row. */
    int others = (int)(sheet->count - i - 1) * 2;
    int most = rows - others - 1;
    return most < 1 ? 1 : most > SHEET_PARAGRAPH_ROWS ? SHEET_PARAGRAPH_ROWS
                                                      : most;
}

/* Label and answer; nothing is drawn by asking. */
static int rows_of(struct visit *visit, const struct canvas *canvas, const struct sheet *sheet,
                   size_t i, int width)
{
    struct canvas nowhere = canvas_window(canvas, 0, 0, 0, canvas->columns);
    struct choice choice = choice_of(sheet, i);
    if (sheet->questions[i].skipped)
        return 0;
    return is_choice(&sheet->questions[i])
        ? 1 + choice_draw(visit, &nowhere, 0, 0, width, &choice, false)
        : 2;
}

/* Where not all has room, the questions before the one one is in scroll away. */
static size_t first_shown(struct visit *visit, const struct canvas *canvas,
                          const struct sheet *sheet, int width, int rows)
{
    size_t first = sheet->at;
    int needed = sheet->count > 0 ? rows_of(visit, canvas, sheet, first, width) : 0;
    while (first > 0) {
        needed += rows_of(visit, canvas, sheet, first - 1, width);
        if (needed > rows)
            break;
        first--;
    }
    return first;
}

int sheet_draw(struct visit *visit, struct canvas *canvas, int row, int rows, struct sheet *sheet)
{
    int first = row, indent = canvas_narrow(canvas) ? 1 : 3, end = row + rows;
    int width = canvas->columns - indent;
    size_t i = first_shown(visit, canvas, sheet, width, rows);
    for (; i < sheet->count && row < end; i++) {
        const struct sheet_question *question = &sheet->questions[i];
        bool here = i == sheet->at;
        if (question->skipped)
            continue;
        canvas_text(canvas, row, 0, canvas->columns, ALIGN_START, here ? STYLE_TITLE : STYLE_DIM,
                    message(visit->language, question->label));
        row++;
        if (is_choice(question)) {
            struct choice choice = choice_of(sheet, i);
            row += choice_draw(visit, canvas, row, indent, width, &choice, here);
        } else {
            int most = question->lines ? rows_left_for(sheet, i, end - row + 1) : 1;
            int used = text_draw(visit, canvas, row, indent, width, most, &sheet->texts[i], here);
            row += used > 1 ? used : 1;
        }
        row += end - row > (int)(sheet->count - i) * 3;
    }
    return row - first;
}
