#include "forms/sheet_letter.h"

#include "core/legal.h"
#include "forms/page.h"
#include "i18n/format.h"

#include <string.h>

enum {
    SALUTATION_MOST = 60 /* bytes of the words that a letter begins with */
};

/* The day on which the paper is written, as documents say it; "" for a pen. */
static const char *issued_on(struct making *making)
{
    char day[FORMAT_SIZE];
    for (size_t i = 0; i < making->form->field_count; i++) {
        const struct form_field *field = &making->form->fields[i];
        const char *value = making->record->answers[i].value;
        if (making_type(field, "date") && strcmp(field->fill, "today") == 0 && *value)
            return arena_text(making->arena, "%s", format_day_long(making->language, value, day));
    }
    return "";
}

/* In Chinese a letter's first words, up to the colon, stand by themselves, and what follows is set
   in by two characters. */
static const char *as_letter(struct making *making, const char *sentence)
{
    const char *colon = strstr(sentence, "\uFF1A");
    if (making->language != LANGUAGE_ZH)
        return sentence;
    if (!*making->form->number || !colon || colon - sentence > SALUTATION_MOST)
        return arena_text(making->arena, "\u3000\u3000%s", sentence);
    colon += strlen("\uFF1A");
    return arena_text(making->arena, "%.*s\n\u3000\u3000%s", (int)(colon - sentence), sentence,
                      colon);
}

/* What stands below the sentence: the stamp of who says it. */
void letter_begin(struct making *making)
{
    const char *sentence = page_sentence(making->record, making->language, making->arena);
    if (!*sentence)
        return;
    struct sheet_row *row = making_row(making, making_block(making, ""), SHEET_WRITING);
    making_cell(making, row, (struct sheet_cell){.label = "", .text = as_letter(making, sentence)});
    row->lines = 1;
    row->letter = *making->form->number;
    for (size_t i = 0; i < making->form->field_count; i++)
        if (making->form->fields[i].unprinted)
            making_mark(making, row, &making->form->fields[i].signature, issued_on(making));
    for (size_t i = 0; i < making->form->signer_count; i++)
        if (making_seal(&making->form->signers[i].label))
            making_mark(making, row, &making->form->signers[i].label, issued_on(making));
}

/* Who signs the whole paper, those apart whose stamp stands below its sentence. */
static void add_signers(struct making *making, struct sheet_row *row)
{
    bool letter = *making->form->sentence.text[making->language];
    for (size_t i = 0; i < making->form->signer_count; i++) {
        const struct label *label = &making->form->signers[i].label;
        if (!letter || !making_seal(label))
            making_mark(making, row, label,
                        *making->form->number && making_seal(label) ? issued_on(making) : "");
    }
}

/* Every way but by word of mouth: then there is no paper. */
static void add_ways(struct making *making, struct sheet_row *row)
{
    struct sheet_cell cell = {
        .label = message(making->language, MSG("pdf.served-how")),
        .text = "",
    };
    struct sheet_box *boxes = NULL;
    const char *how;
    for (size_t i = 0; (how = legal_how(i)); i++) {
        if (strcmp(how, "spoken") == 0)
            continue;
        boxes = arena_grow(making->arena, boxes, cell.box_count, sizeof *boxes);
        boxes[cell.box_count++].label =
            message(making->language, arena_text(making->arena, "served.%s", how));
    }
    cell.boxes = boxes;
    making_cell(making, row, cell);
}

/* What comes back from a paper that is served (送达回证): when, how, and the hands of both. */
static void add_receipt(struct making *making)
{
    const struct label server = {
        .text = {
                 [LANGUAGE_ZH] = message(LANGUAGE_ZH, MSG("pdf.served-by")),
                 [LANGUAGE_UG] = message(LANGUAGE_UG, MSG("pdf.served-by")),
                 [LANGUAGE_EN] = message(LANGUAGE_EN, MSG("pdf.served-by")),
                 }
    };
    struct sheet_block *block = making_block(making, message(making->language, MSG("pdf.receipt")));
    struct sheet_row *row = making_row(making, block, SHEET_PAIRS);
    making_cell(making, row,
                (struct sheet_cell){
                    .label = message(making->language, MSG("pdf.served-on")),
                    .text = message(making->language, MSG("pdf.day-blank")),
                    .room = 20,
                });
    making_cell(making, row,
                (struct sheet_cell){
                    .label = message(making->language, MSG("pdf.served-at")),
                    .text = "",
                    .room = 30,
                });
    add_ways(making, making_row(making, block, SHEET_PAIRS));
    row = making_row(making, block, SHEET_WRITING);
    making_cell(making, row, (struct sheet_cell){.label = "", .text = ""});
    row->lines = 1;
    add_signers(making, row);
    making_mark(making, row, &server, "");
}

/* The receipt has the hands of who signs, too. */
void letter_end(struct making *making)
{
    if (*making->form->serves) {
        add_receipt(making);
        return;
    }
    struct sheet_row signed_by = {.kind = SHEET_WRITING, .lines = 1};
    add_signers(making, &signed_by);
    if (signed_by.mark_count == 0)
        return;
    making_cell(making, &signed_by, (struct sheet_cell){.label = "", .text = ""});
    *making_row(making, making_block(making, ""), SHEET_WRITING) = signed_by;
}

const char *letter_number(const struct making *making)
{
    const char *from = making->form->number, *number = "";
    if (making->record->number && *making->record->number)
        return making->record->number;
    while (*from) {
        size_t plain = strcspn(from, "{"), name = strcspn(from + plain, "}");
        number = arena_text(making->arena, "%s%.*s%s", number, (int)plain, from,
                            from[plain] ? "\u3000\u3000" : "");
        from += plain + name + (from[plain] != '\0');
    }
    return number;
}
