#include "forms/paper/handout.h"

#include "core/outbox/outbox.h"
#include "forms/filling/mentioned.h"
#include "forms/paper/pdf_form.h"
#include "forms/paper/stamp.h"
#include "i18n/format.h"

#include <stdio.h>
#include <stdlib.h>

/* What is printed: records, or a list. */
struct handout {
    const char *title; /* that the file has inside */
    const char *name;  /* that it is called by */
    const struct form_record *records;
    size_t record_count;
    const struct pdf_table *table;
    const int64_t *children;
    size_t child_count;
};

static bool print(const struct handout_maker *maker, const struct handout *handout, FILE *out,
                  struct error *err)
{
    ARENA(arena);
    struct pdf_stamp stamp;
    if (!stamp_make(maker->store, maker->actor, maker->language, maker->when, &arena, &stamp, err))
        return false;
    const struct pdf_about about = {
        .language = maker->language,
        .title = handout->title,
        .author = stamp.who,
        .at = stamp.when,
    };
    struct pdf *pdf = pdf_open(out, &about, err);
    if (!pdf)
        return false;
    for (size_t i = 0; i < handout->record_count; i++)
        for (int copy = 0; copy < handout->records[i].form->copies; copy++)
            pdf_form(pdf, &handout->records[i], &stamp);
    if (handout->table)
        pdf_list(pdf, handout->table, &stamp);
    return pdf_close(pdf, err);
}

static bool put(const struct handout_maker *maker, const struct handout *handout,
                int64_t *paper_id, struct error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    if (!out)
        return error_set(err, ERROR_SYSTEM, MSG("pdf.unwritten"), "open_memstream");
    bool printed = print(maker, handout, out, err);
    printed = fclose(out) == 0 && printed;
    const struct outbox_paper paper = {
        .title = handout->name,
        .kind = OUTBOX_PDF,
        .bytes = bytes,
        .size = size,
        .children = handout->children,
        .child_count = handout->child_count,
    };
    bool kept = printed && outbox_put(maker->store, maker->actor, &paper, paper_id, err);
    free(bytes);
    return kept;
}

static void add_child(struct handout *handout, int64_t **children, int64_t child,
                      struct arena *arena)
{
    for (size_t i = 0; i < handout->child_count; i++)
        if ((*children)[i] == child)
            return;
    *children = arena_grow(arena, *children, handout->child_count, sizeof **children);
    (*children)[handout->child_count++] = child;
    handout->children = *children;
}

/* Each child in the records, once. */
static bool list_children(const struct handout_maker *maker, struct handout *handout,
                          struct arena *arena, struct error *err)
{
    int64_t *children = NULL, *mentioned;
    size_t count;
    for (size_t i = 0; i < handout->record_count; i++) {
        if (!mentioned_children(maker->store, &handout->records[i], arena, &mentioned, &count, err))
            return false;
        for (size_t j = 0; j < count; j++)
            add_child(handout, &children, mentioned[j], arena);
    }
    return true;
}

bool handout_records(const struct handout_maker *maker, const struct form_record *records,
                     size_t count, int64_t *paper_id, struct error *err)
{
    ARENA(arena);
    const char *title = records->form->title.text[maker->language];
    const char *whose = format_name(maker->language, records->name_zh, records->name_ug);
    struct handout handout = {
        .title = title,
        .name = count == 1 && *whose ? arena_text(&arena, "%s-%s", title, whose) : title,
        .records = records,
        .record_count = count,
    };
    return list_children(maker, &handout, &arena, err)
        && put(maker, &handout, paper_id, err);
}

bool handout_list(const struct handout_maker *maker, const struct pdf_table *table,
                  const int64_t *children, size_t child_count, int64_t *paper_id,
                  struct error *err)
{
    const struct handout handout = {
        .title = table->title,
        .name = table->title,
        .table = table,
        .children = children,
        .child_count = child_count,
    };
    return put(maker, &handout, paper_id, err);
}
