#include "forms/page.h"

#include "i18n/format.h"
#include "i18n/layout.h"

#include <string.h>

enum {
    INNER = PAGE_COLUMNS - 4, /* between the borders and a space beside each */
    PARAGRAPH_LINES = 4,      /* that a long answer has on the paper, at least */
    LINES_MOST = 200
};

/* A page while it is written. */
struct page_writer {
    const struct form_record *record;
    enum language language;
    struct arena *arena;
    const char *text;
};

static int columns_of(const char *text)
{
    return layout_columns(text, strlen(text), 0);
}

static const char *spaces(struct arena *arena, int count)
{
    return arena_text(arena, "%*s", count > 0 ? count : 0, "");
}

static void add(struct page_writer *page, const char *text)
{
    page->text = arena_text(page->arena, "%s%s", page->text, text);
}

/* One line between the borders. */
static void add_line(struct page_writer *page, const char *line)
{
    add(page,
        arena_text(page->arena, "│ %s%s │\n", line, spaces(page->arena, INNER - columns_of(line))));
}

static void add_rule(struct page_writer *page, const char *left, const char *right)
{
    add(page, left);
    for (int i = 0; i < PAGE_COLUMNS - 2; i++)
        add(page, "─");
    add(page, arena_text(page->arena, "%s\n", right));
}

/* Text in as many lines as it needs, no fewer than least. */
static void add_lines(struct page_writer *page, const char *text, int least)
{
    size_t begins[LINES_MOST], length = strlen(text);
    size_t count = layout_lines(text, length, 0, INNER, begins, LINES_MOST);
    if (count > LINES_MOST)
        count = LINES_MOST;
    for (size_t i = 0; i < count; i++) {
        size_t end = i + 1 < count ? begins[i + 1] : length;
        while (end > begins[i] && (text[end - 1] == '\n' || text[end - 1] == ' '))
            end--;
        add_line(page, arena_copy(page->arena, text + begins[i], end - begins[i]));
    }
    for (int i = (int)count; i < least; i++)
        add_line(page, "");
}

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

/* --- The sentence ----------------------------------------------------------------------------- */

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

const char *page_sentence(const struct form_record *record, enum language language, struct arena *arena)
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

/* --- Rows ------------------------------------------------------------------------------------- */

/* How many fields stand in the row that begins with one. */
static size_t row_length(const struct form *form, size_t first)
{
    size_t count = 1;
    while (first + count < form->field_count && form->fields[first + count].beside)
        count++;
    return count;
}

static bool is_printed(const struct form *form, size_t first, size_t count)
{
    for (size_t i = first; i < first + count; i++)
        if (!form->fields[i].unprinted)
            return true;
    return false;
}

static const char *cell(struct page_writer *page, size_t field)
{
    const char *answer = shown(page->record, field, page->language, page->arena);
    return arena_text(page->arena, "%s: %s",
                      page->record->form->fields[field].label.text[page->language],
                      isolated(answer, page->language, page->arena));
}

/* Short answers share a line; what does not fit goes on in the next. */
static void add_cells(struct page_writer *page, size_t first, size_t count)
{
    const char *line = "";
    for (size_t i = first; i < first + count; i++) {
        if (page->record->form->fields[i].unprinted)
            continue;
        const char *text = cell(page, i);
        const char *joined = arena_text(page->arena, "%s%s%s", line, *line ? "  │  " : "", text);
        if (*line && columns_of(joined) > INNER) {
            add_line(page, line);
            joined = text;
        }
        line = joined;
    }
    if (columns_of(line) > INNER)
        add_lines(page, line, 1);
    else if (*line)
        add_line(page, line);
}

/* Room for a hand to sign or a stamp, as the paper has it. */
static void add_signature(struct page_writer *page, const struct form_field *field)
{
    const char *who = field->signature.text[page->language];
    if (!*who)
        return;
    const char *place = arena_text(page->arena, "%s: ______________", who);
    add_line(
        page,
        arena_text(page->arena, "%s%s", spaces(page->arena, INNER - columns_of(place)), place));
}

static void add_row(struct page_writer *page, size_t first, size_t count)
{
    const struct form_field *field = &page->record->form->fields[first];
    if (field->type->paragraph) {
        add_line(page, field->label.text[page->language]);
        add_lines(page, shown(page->record, first, page->language, page->arena), PARAGRAPH_LINES);
    } else {
        add_cells(page, first, count);
    }
    for (size_t i = first; i < first + count; i++)
        add_signature(page, &page->record->form->fields[i]);
}

static void add_title(struct page_writer *page)
{
    const char *title = page->record->form->title.text[page->language];
    add(page,
        arena_text(page->arena, "%s%s\n\n",
                   spaces(page->arena, (PAGE_COLUMNS - columns_of(title)) / 2), title));
}

/* What stands below the sentence: the stamp of who says it. */
static void add_sentence(struct page_writer *page, const char *sentence)
{
    add_lines(page, sentence, 1);
    for (size_t i = 0; i < page->record->form->field_count; i++)
        if (page->record->form->fields[i].unprinted)
            add_signature(page, &page->record->form->fields[i]);
}

const char *page_text(const struct form_record *record, enum language language, struct arena *arena)
{
    struct page_writer page = {.record = record, .language = language, .arena = arena, .text = ""};
    const struct form *form = record->form;
    const char *sentence = page_sentence(record, language, arena);
    add_title(&page);
    add_rule(&page, "┌", "┐");
    if (*sentence)
        add_sentence(&page, sentence);
    bool ruled = !*sentence; /* the frame's own line is above the first row */
    for (size_t i = 0, count; i < form->field_count; i += count) {
        count = row_length(form, i);
        if (!is_printed(form, i, count))
            continue;
        if (!ruled)
            add_rule(&page, "├", "┤");
        add_row(&page, i, count);
        ruled = false;
    }
    add_rule(&page, "└", "┘");
    return page.text;
}
