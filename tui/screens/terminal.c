/*
 * Calibration: the same words sent in each way, each in a row of its own. Whoever
 * can read one of the rows presses its number, and that way it stays, for this
 * person with this client (facts: text.md 1.4). A client that is not in UTF-8 can
 * read none of them, but for the name of its character set, which is in ASCII.
 */
#include "tui/conversation.h"
#include "tui/widget.h"

enum {
    PLAIN_NUMBER = PROFILE_GBK + 1,
    GBK_NUMBER
};

/* The rows between two samples: the second says what the first is. */
static int rows_each(const struct canvas *canvas)
{
    return canvas_narrow(canvas) ? 1 : 2;
}

static const char *label_of(struct visit *visit, int profile)
{
    return message(visit->language,
                   arena_text(&visit->frame, "profile.%s", profiles[profile].name));
}

/*
 * One row as a terminal of that profile must get it. The words begin and end
 * with Chinese, so that a row has the same direction to all; they stand at the
 * left in every language, as what is compared must be the same.
 */
static void draw_sample(struct visit *visit, struct canvas *canvas, int row, int profile)
{
    struct grid *grid = canvas->grid;
    unsigned manner = grid->manner;
    bool mirrored = grid->rtl;
    struct canvas whole = canvas_window(canvas, row, 0, 1, canvas->columns);
    bool now = profile == (int)visit->conversation->speech.profile, gbk = profile == PROFILE_GBK;
    const char *words =
        message(visit->language, gbk ? MSG("terminal.gbk") : MSG("terminal.sample"));
    if (whole.rows == 0)
        return;
    grid->manner = profiles[profile].manner | (manner & LAYOUT_ASCII);
    grid->rtl = false;
    grid->spoken[whole.top] = (uint8_t)(profile + 1);
    canvas_text(&whole, 0, 0, 1, ALIGN_START, STYLE_SELECTED, now ? "*" : "");
    canvas_text(&whole, 0, 2, 1, ALIGN_START, STYLE_OPENABLE,
                visit_digits(visit, gbk ? GBK_NUMBER : profile + 1));
    canvas_text(&whole, 0, 5, whole.columns - 5, ALIGN_START, now ? STYLE_SELECTED : STYLE_PLAIN,
                words);
    grid->manner = manner;
    grid->rtl = mirrored;
}

static int draw_plain(struct visit *visit, struct canvas *canvas, int row)
{
    bool plain = visit->conversation->speech.plain;
    canvas_text(canvas, row, 2, 1, ALIGN_START, STYLE_OPENABLE, visit_digits(visit, PLAIN_NUMBER));
    canvas_text(canvas, row, 5, canvas->columns - 5, ALIGN_START, STYLE_PLAIN,
                message(visit->language, plain ? MSG("terminal.plain") : MSG("terminal.drawn")));
    return row + 1;
}

static int draw_profile(struct visit *visit, struct canvas *canvas, int row, int profile)
{
    draw_sample(visit, canvas, row, profile);
    if (!canvas_narrow(canvas))
        canvas_text(canvas, row + 1, 5, canvas->columns - 5, ALIGN_START, STYLE_DIM,
                    label_of(visit, profile));
    return row + rows_each(canvas);
}

/* What was seen to read UTF-8 could read nothing any more. */
static bool gbk_offered(const struct visit *visit)
{
    return !visit->conversation->utf8;
}

static void draw(struct visit *visit, struct canvas *canvas)
{
    int row = canvas_paragraph(canvas, 0, 0, canvas->columns, 1, STYLE_TITLE,
                               message(visit->language, MSG("terminal.question")));
    if (!canvas_narrow(canvas))
        row += canvas_paragraph(canvas, row, 0, canvas->columns, 2, STYLE_DIM,
                                message(visit->language, MSG("terminal.rule")));
    for (int i = 0; i < PROFILE_GBK; i++)
        row = draw_profile(visit, canvas, row, i);
    row = draw_plain(visit, canvas, row);
    if (gbk_offered(visit))
        row = draw_profile(visit, canvas, row, PROFILE_GBK);
    if (visit->conversation->advice)
        canvas_paragraph(canvas, row, 0, canvas->columns, canvas->rows - row, STYLE_DIM,
                         message(visit->language, visit->conversation->advice));
}

static void leave(struct visit *visit)
{
    if (visit_alone(visit))
        visit_start(visit);
    else
        visit_back(visit);
}

static bool choose(struct visit *visit, enum profile_kind profile, struct error *err)
{
    if (!conversation_choose(visit->conversation, visit->store, visit->actor, profile, err))
        return false;
    visit_say(visit, MSG("terminal.chosen"));
    leave(visit);
    return true;
}

static bool key(struct visit *visit, const struct key *key, bool *used, struct error *err)
{
    int digit = key_digit(key);
    *used = digit >= 1 && digit <= (gbk_offered(visit) ? GBK_NUMBER : PLAIN_NUMBER);
    if (!*used)
        return true;
    visit_reload(visit);
    if (digit == PLAIN_NUMBER) /* lines are looked at before they are left */
        return conversation_change_lines(visit->conversation, visit->store, visit->actor, err);
    return choose(visit, digit == GBK_NUMBER ? PROFILE_GBK : (enum profile_kind)(digit - 1), err);
}

/* As it is: also when nobody knew before. */
static bool keep(struct visit *visit, struct error *err)
{
    return choose(visit, visit->conversation->speech.profile, err);
}

static const struct key_binding keys[] = {
    {PRESS_ENTER, MSG("terminal.keep"), keep },
    { 0, MSG("key.choose"),                       NULL, NULL, "1-6"},
};

const struct screen screen_terminal = {
    .name = "terminal",
    .route = "terminal",
    .title = MSG("terminal.title"),
    .help = MSG("terminal.help"),
    .draw = draw,
    .key = key,
    .keys = keys,
    .key_count = COUNT(keys),
};
