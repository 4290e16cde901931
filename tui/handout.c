#include "tui/handout.h"

#include "core/outbox.h"
#include "forms/paper/pdf_form.h"
#include "i18n/format.h"
#include "tui/stamp.h"
#include "tui/words.h"

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

static bool print(struct visit *visit, const struct handout *handout, FILE *out,
                  struct error *err)
{
    struct pdf_stamp stamp;
    const char *when = arena_text(&visit->arena, "%s %s", visit->today, visit->hour);
    if (!stamp_make(visit->store, visit->actor, visit->language, when, &visit->arena, &stamp, err))
        return false;
    const struct pdf_about about = {
        .language = visit->language,
        .title = handout->title,
        .author = stamp.who,
        .at = stamp.when,
    };
    struct pdf *pdf = pdf_open(out, &about, err);
    if (!pdf)
        return false;
    for (size_t i = 0; i < handout->record_count; i++)
        pdf_form(pdf, &handout->records[i], &stamp);
    if (handout->table)
        pdf_list(pdf, handout->table, &stamp);
    return pdf_close(pdf, err);
}

static bool put(struct visit *visit, const struct handout *handout, int64_t *paper_id,
                struct error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    if (!out)
        return error_set(err, ERROR_SYSTEM, MSG("pdf.unwritten"), "open_memstream");
    bool printed = print(visit, handout, out, err);
    printed = fclose(out) == 0 && printed;
    const struct outbox_paper paper = {
        .title = handout->name,
        .kind = OUTBOX_PDF,
        .bytes = bytes,
        .size = size,
        .children = handout->children,
        .child_count = handout->child_count,
    };
    bool kept = printed && outbox_put(visit->store, visit->actor, &paper, paper_id, err);
    free(bytes);
    return kept;
}

/* Each child that a record is about, once. */
static void list_children(struct visit *visit, struct handout *handout)
{
    int64_t *children = arena_array(&visit->arena, int64_t, handout->record_count);
    for (size_t i = 0; i < handout->record_count; i++) {
        int64_t child = handout->records[i].child_id;
        size_t at = 0;
        while (at < handout->child_count && children[at] != child)
            at++;
        if (child > 0 && at == handout->child_count)
            children[handout->child_count++] = child;
    }
    handout->children = children;
}

bool handout_records(struct visit *visit, const struct form_record *records, size_t count,
                     int64_t *paper_id, struct error *err)
{
    const char *title = records->form->title.text[visit->language];
    const char *whose = format_name(visit->language, records->name_zh, records->name_ug);
    struct handout handout = {
        .title = title,
        .name = words_join(visit, "-", title, whose),
        .records = records,
        .record_count = count,
    };
    list_children(visit, &handout);
    return put(visit, &handout, paper_id, err);
}

bool handout_list(struct visit *visit, const struct pdf_table *table, const int64_t *children,
                  size_t child_count, int64_t *paper_id, struct error *err)
{
    const struct handout handout = {
        .title = table->title,
        .name = table->title,
        .table = table,
        .children = children,
        .child_count = child_count,
    };
    return put(visit, &handout, paper_id, err);
}
