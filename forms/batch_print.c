#include "forms/batch.h"

#include "core/account.h"
#include "core/outbox.h"
#include "forms/paper/pdf_form.h"
#include "i18n/format.h"

#include <stdlib.h>

/* Papers on their way into one file. */
struct pile {
    struct form_record *records;
    int64_t *children; /* whose data stand in them; each once */
    size_t count, child_count;
};

static void add_child(struct pile *pile, int64_t child_id)
{
    for (size_t i = 0; i < pile->child_count; i++)
        if (pile->children[i] == child_id)
            return;
    pile->children[pile->child_count++] = child_id;
}

static bool read_pile(struct store *store, const int64_t ids[], size_t count, struct arena *arena,
                      struct pile *pile, struct error *err)
{
    *pile = (struct pile){
        .records = arena_array(arena, struct form_record, count + 1),
        .children = arena_array(arena, int64_t, count + 1),
    };
    for (size_t i = 0; i < count; i++) {
        if (!answers_read(store, ids[i], arena, &pile->records[i], err))
            return false;
        pile->count++;
        if (pile->records[i].child_id)
            add_child(pile, pile->records[i].child_id);
    }
    return true;
}

/* As many pages of each as are handed over and kept. */
static bool draw(const struct pile *pile, FILE *out, const struct pdf_about *about,
                 const struct pdf_stamp *stamp, struct error *err)
{
    struct pdf *pdf = pdf_open(out, about, err);
    if (!pdf)
        return false;
    for (size_t i = 0; i < pile->count; i++)
        for (int copy = 0; copy < pile->records[i].form->copies; copy++)
            pdf_form(pdf, &pile->records[i], stamp);
    return pdf_close(pdf, err);
}

static bool put(struct store *store, const struct actor *actor, const struct pile *pile,
                const struct pdf_about *about, const char *bytes, size_t size, struct error *err)
{
    int64_t id;
    const struct outbox_paper paper = {
        .title = about->title,
        .kind = OUTBOX_PDF,
        .bytes = bytes,
        .size = size,
        .children = pile->children,
        .child_count = pile->child_count,
    };
    return outbox_put(store, actor, &paper, &id, err);
}

static bool print_file(struct store *store, const struct actor *actor, const char *at,
                       enum language language, const struct form *form, const int64_t records[],
                       size_t count, struct error *err)
{
    ARENA(arena);
    struct pile pile;
    struct account account;
    char *bytes = NULL;
    size_t size = 0;
    if (!read_pile(store, records, count, &arena, &pile, err)
        || !account_read(store, actor->account_id, &arena, &account, err))
        return false;
    const struct pdf_stamp stamp = {
        .where = "", .who = format_name(language, account.person_zh, account.person_ug), .when = at};
    const struct pdf_about about = {
        .language = language,
        .title = form->title.text[language],
        .author = stamp.who,
        .at = at,
    };
    FILE *out = open_memstream(&bytes, &size);
    if (!out)
        return error_set(err, ERROR_SYSTEM, MSG("batch.no-room"), "%zu papers", count);
    bool ok = draw(&pile, out, &about, &stamp, err);
    ok = fclose(out) == 0 && ok && put(store, actor, &pile, &about, bytes, size, err);
    free(bytes);
    return ok;
}

bool batch_print(struct store *store, const struct actor *actor, const char *at,
                 enum language language, const struct form *form, const int64_t records[],
                 size_t count, struct error *err)
{
    for (size_t i = 0; i < count; i += BATCH_FILE) {
        size_t left = count - i;
        if (!print_file(store, actor, at, language, form, records + i,
                        left < BATCH_FILE ? left : BATCH_FILE, err))
            return false;
    }
    return true;
}
