/*
 * Forms left to chance are filled by keys, at both sizes and in two languages; the link is cut at
 * random, also within a word. The record that is completed says what was to be answered.
 * BAOXUE_FORMS says how many forms, BAOXUE_SEED the first of them.
 */
#include "tests/support/madeform.h"
#include "tests/tui/seat.h"

#include "core/store/audit.h"
#include "forms/filling/answers.h"
#include "forms/form.h"
#include "tui/filling/filling.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FORMS_USUAL = 25,
    STEPS_MOST = 600, /* keys' worth of fields; a form has far fewer */
    ROUNDS_MOST = 10, /* through the form, for what a cut led past */
    CUT_ONCE_IN = 4
};

/* A person who fills a made form. */
struct filler {
    struct seat seat;
    struct madeform form;
    uint64_t seed, state;
    size_t cuts;
};

static uint64_t from_outside(const char *name, uint64_t usual)
{
    const char *text = getenv(name);
    return text && *text ? strtoull(text, NULL, 10) : usual;
}

static size_t below(struct filler *filler, size_t end)
{
    filler->state = filler->state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(filler->state >> 33) % end;
}

static void show(struct filler *filler)
{
    for (int i = 0; i < filler->seat.grid.rows; i++)
        print_message("|%s\n", canvas_row(&filler->seat.canvas, i, &filler->seat.drawn));
}

#define must(filler, done, what)                                                          \
    do {                                                                                  \
        if (!(done)) {                                                                    \
            show(filler);                                                                 \
            print_error("%s", (filler)->form.source);                                     \
            fail_msg("seed %" PRIu64 ", %dx%d: %s (%s)", (filler)->seed,                  \
                     (filler)->seat.columns, (filler)->seat.rows, what,                   \
                     (filler)->seat.f->err.key ? (filler)->seat.f->err.key : "no error"); \
        }                                                                                 \
    } while (0)

/* What the screen of a form keeps first in its state. */
static const struct filling *filling_of(struct filler *filler)
{
    return navigator_visit(&filler->seat.navigator)->state;
}

static void press(struct filler *filler, struct key key)
{
    seat_press(&filler->seat, key);
    must(filler, seat_draw(&filler->seat), "not drawn");
}

/* --- One field -------------------------------------------------------------------------------- */

static void cut(struct filler *filler)
{
    filler->cuts++;
    must(filler, seat_draw(&filler->seat), "not drawn");
    must(filler, seat_cut(&filler->seat), "does not go on");
}

/* What stands in the field where the caret is. */
static const char *standing(struct filler *filler)
{
    return filling_of(filler)->text.bytes;
}

/* Types what is not there yet, some letters or all; what was typed before a cut is there. */
static void type(struct filler *filler, const struct planned *planned, size_t most)
{
    const char *there = standing(filler), *typed = planned->typed;
    size_t length = strlen(there);
    if (strncmp(typed, there, length) != 0)
        return; /* it was stored before, and is shown as it is kept */
    for (typed += length; *typed && most > 0; most--) {
        size_t bytes = 1;
        while (((unsigned char)typed[bytes] & 0xc0) == 0x80)
            bytes++;
        seat_type(&filler->seat, typed, bytes);
        typed += bytes;
    }
}

static void choose(struct filler *filler, const struct planned *planned)
{
    const struct filling *filling = filling_of(filler);
    if (*filling->record.answers[filling->focus].value)
        return;
    for (const char *digit = planned->typed; *digit; digit++)
        seat_type(&filler->seat, digit, 1);
}

static void answer(struct filler *filler, const struct form_field *field)
{
    const struct planned *planned = madeform_find(&filler->form, field->name);
    bool cuts = below(filler, CUT_ONCE_IN) == 0;
    if (!planned || !*planned->typed)
        return;
    if (planned->chosen)
        choose(filler, planned);
    else
        type(filler, planned, cuts ? 1 + below(filler, 6) : SIZE_MAX);
    if (cuts)
        cut(filler);
}

/* --- The whole form --------------------------------------------------------------------------- */

static const char *given(const struct form_record *record, const char *name)
{
    const struct form_field *field = form_field(record->form, name);
    return field ? record->answers[form_index(record->form, field)].value : "";
}

/* The first field that does not say what was to be answered; NULL when all do. */
static const struct planned *astray(struct filler *filler)
{
    const struct form_record *record = &filling_of(filler)->record;
    for (size_t i = 0; i < filler->form.count; i++)
        if (strcmp(given(record, filler->form.answers[i].field), filler->form.answers[i].value) != 0)
            return &filler->form.answers[i];
    return NULL;
}

/* From field to field: Enter, or Tab on a second way round, when a cut has led past some. */
static void walk(struct filler *filler, int way)
{
    for (int step = 0; !filling_at_end(filling_of(filler)); step++) {
        must(filler, step < STEPS_MOST, "the form has no end");
        const struct form_field *field = filling_field(filling_of(filler));
        size_t cuts = filler->cuts;
        answer(filler, field);
        if (filler->cuts == cuts)
            press(filler, key_of(way));
    }
}

static void fill(struct filler *filler)
{
    const struct planned *lost;
    walk(filler, PRESS_ENTER);
    for (int round = 0; (lost = astray(filler)); round++) {
        must(filler, round < ROUNDS_MOST, lost->field);
        press(filler, key_of(PRESS_PAGE_UP));
        walk(filler, PRESS_TAB);
    }
    press(filler, key_of(PRESS_ENTER));
    press(filler, (struct key){.press = PRESS_TEXT, .text = "1"});
    must(filler, filling_of(filler)->record.complete, "not complete");
    must(filler, !astray(filler), "not what was to be answered");
}

static const char *folder_of(struct filler *filler, struct arena *arena)
{
    char *folder = arena_text(arena, "/tmp/baoxue-made-XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(mkdir(arena_text(arena, "%s/forms", folder), 0700), 0);
    FILE *file = fopen(arena_text(arena, "%s/forms/made.yaml", folder), "w");
    assert_non_null(file);
    fputs(filler->form.source, file);
    fclose(file);
    return folder;
}

static void remove_folder(const char *folder, struct arena *arena)
{
    unlink(arena_text(arena, "%s/forms/made.yaml", folder));
    rmdir(arena_text(arena, "%s/forms", folder));
    rmdir(folder);
}

/* How often the link was cut. */
static size_t fill_at(uint64_t seed, int columns, int rows, enum language language)
{
    ARENA(arena);
    struct filler filler = {
        .seed = seed, .state = seed + (uint64_t)columns, .form = madeform_make(seed, &arena)};
    const char *folder = folder_of(&filler, &arena);
    seat_begin(&filler.seat, folder);
    filler.seat.columns = columns;
    filler.seat.rows = rows;
    filler.seat.navigator.shared.language = language;
    const char *route = arena_text(&arena, "child/%" PRId64 "/form/%s",
                                   filler.seat.county.child[CHILD_LI], filler.form.name);
    must(&filler, seat_open(&filler.seat, route), "does not open");
    fill(&filler);
    seat_end(&filler.seat);
    remove_folder(folder, &arena);
    return filler.cuts;
}

static void a_form_of_any_questions_says_in_the_end_what_was_typed(void **state)
{
    uint64_t first = from_outside("BAOXUE_SEED", 1);
    uint64_t count = from_outside("BAOXUE_FORMS", FORMS_USUAL);
    size_t cuts = 0;
    (void)state;

    for (uint64_t seed = first; seed < first + count; seed++) {
        cuts += fill_at(seed, 80, 24, seed % 2 ? LANGUAGE_ZH : LANGUAGE_UG);
        cuts += fill_at(seed, 40, 12, seed % 2 ? LANGUAGE_UG : LANGUAGE_ZH);
    }
    print_message("%" PRIu64 " forms at two sizes, %zu cuts\n", count, cuts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_of_any_questions_says_in_the_end_what_was_typed),
    };
    return catalogue_open() ? cmocka_run_group_tests(tests, NULL, NULL) : EXIT_FAILURE;
}
