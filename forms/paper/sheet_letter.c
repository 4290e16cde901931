#include "forms/paper/sheet_letter.h"

#include "core/cases/legal.h"
#include "i18n/format.h"

#include <inttypes.h>
#include <string.h>

enum {
    SALUTATION_MOST = 60 /* bytes of the words that a letter begins with */
};

/* --- The sentence ----------------------------------------------------------------------------- */

static const char *shown(const struct form_record *record, size_t field, enum language language,
                         struct arena *arena)
{
    const struct form_field *asked = &record->form->fields[field];
    const struct field_context context = {.choices = asked->choices};
    return field_show(asked->type, &context, language, record->answers[field].value, arena);
}

/* An answer among words that are read from the right keeps its own order (a day is 2026-09-17). */
static const char *isolated(const char *text, enum language language, struct arena *arena)
{
    return language_rtl(language) ? arena_text(arena, "\u2068%s\u2069", text) : text;
}

/* Days stand in the long form of documents; what is not known is for a pen. */
static const char *in_sentence(const struct form_record *record, const struct form_field *field,
                               enum language language, struct arena *arena)
{
    char day[FORMAT_SIZE];
    const char *text = shown(record, form_index(record->form, field), language, arena);
    if (!*text)
        return "________";
    if (strcmp(field->type->name, "date") != 0)
        return text;
    return arena_text(arena, "%s", format_day_long(language, text, day));
}

const char *sheet_sentence(const struct form_record *record, enum language language,
                           struct arena *arena)
{
    const char *from = record->form->sentence.text[language], *text = "";
    while (*from) {
        size_t plain = strcspn(from, "{"), name = strcspn(from + plain, "}");
        text = arena_text(arena, "%s%.*s", text, (int)plain, from);
        from += plain;
        if (!*from)
            break;
        const struct form_field *field =
            form_field(record->form, arena_copy(arena, from + 1, name > 0 ? name - 1 : 0));
        if (field)
            text =
                arena_text(arena, "%s%s", text,
                           isolated(in_sentence(record, field, language, arena), language, arena));
        from += name + (from[name] == '}');
    }
    return text;
}

/* --- The letter ------------------------------------------------------------------------------- */

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
    const char *sentence = sheet_sentence(making->record, making->language, making->arena);
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
        boxes[cell.box_count++] = (struct sheet_box){
            .label = message(making->language, arena_text(making->arena, "served.%s", how)),
            .ticked = strcmp(how, making->record->served_how) == 0,
        };
    }
    cell.boxes = boxes;
    making_cell(making, row, cell);
}

/* The day of its service, as documents say it, or the room for one. */
static const char *served_on(struct making *making)
{
    char day[FORMAT_SIZE];
    if (!*making->record->served_on)
        return message(making->language, MSG("pdf.day-blank"));
    return arena_text(making->arena, "%s",
                      format_day_long(making->language, making->record->served_on, day));
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
                    .text = served_on(making),
                    .room = 20,
                });
    making_cell(making, row,
                (struct sheet_cell){
                    .label = message(making->language, MSG("pdf.served-at")),
                    .text = "",
                    .room = 20,
                });
    making_cell(making, row,
                (struct sheet_cell){
                    .label = message(making->language, MSG("pdf.served-to")),
                    .text = making->record->served_to,
                    .room = 12,
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

const char *letter_remark(const struct making *making)
{
    const struct form_record *record = making->record;
    int64_t other = record->corrected_by ? record->corrected_by : record->corrects;
    const char *key = record->corrected_by ? MSG("pdf.corrected") : MSG("pdf.corrects");
    const char *values[] = {arena_text(making->arena, "%" PRId64, other), record->reason};
    char text[512];
    if (record->id == 0)
        return "";
    if (!record->complete)
        return message(making->language, MSG("pdf.draft"));
    if (other == 0)
        return "";
    message_format(making->language, key, values, 2, text, sizeof text);
    return arena_text(making->arena, "%s", text);
}
