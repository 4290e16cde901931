#include "forms/xls/xlsform_reading.h"

#include "forms/xls/xlskind.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A row of the survey sheet while it is read. */
struct question {
    struct xls_reading *reading;
    const struct xls_row *row;
    const char *type, *list; /* "select_one", "ways" */
    const struct xls_kind *kind;
};

/* The group that is open. */
struct open_group {
    const struct xls_row *row; /* NULL: none is */
    bool repeats;
    const char *relevant; /* theirs: it holds for every question in it */
};

static const char *cell(const struct question *question, const char *word)
{
    return xls_cell(&question->reading->survey, question->row, word, XLS_NO_LANGUAGE);
}

static bool broken(const struct question *question, const char *key, const char *what)
{
    return xls_broken(question->reading, &xls_survey, question->row->number, key, what);
}

/* What people write for the same kind. */
static const struct {
    const char *written, *meant;
    bool list; /* a list's name follows */
} types[] = {
    {"select_one ",                 "select_one",      true },
    {"select one ",                 "select_one",      true },
    {"select one from ",            "select_one",      true },
    {"select_multiple ",            "select_multiple", true },
    {"select multiple ",            "select_multiple", true },
    {"select all that apply from ", "select_multiple", true },
    {"begin group",                 "begin_group",     false},
    {"end group",                   "end_group",       false},
    {"begin repeat",                "begin_repeat",    false},
    {"end repeat",                  "end_repeat",      false},
    {"int",                         "integer",         false},
    {"string",                      "text",            false},
};

static void read_type(struct question *question)
{
    const char *typed = cell(question, "type");
    question->type = typed;
    question->list = "";
    for (size_t i = 0; i < COUNT(types); i++) {
        size_t length = strlen(types[i].written);
        bool begins = strncasecmp(typed, types[i].written, length) == 0;
        if (begins && (types[i].list || !typed[length])) {
            question->type = types[i].meant;
            question->list = types[i].list ? typed + length + strspn(typed + length, " ") : "";
        }
    }
}

static bool is_type(const struct question *question, const char *type)
{
    return strcmp(question->type, type) == 0;
}

static struct question question_at(struct xls_reading *reading, size_t row)
{
    struct question question = {.reading = reading, .row = &reading->survey.rows[row]};
    read_type(&question);
    return question;
}

/* A row that says nothing, or that its writer switched off. */
static bool is_idle(const struct question *question)
{
    return xls_is_true(cell(question, "disabled")) || xls_kind_is_unasked(question->type)
        || (!*question->type && !*cell(question, "name"));
}

/* Ours by its own column, or by what theirs usually is; ours may stand for theirs as well. */
static const struct xls_kind *kind_of(const struct question *question)
{
    const char *own = cell(question, "baoxue::type");
    if (*own)
        return xls_kind_ours(own);
    const struct xls_kind *kind =
        xls_kind_theirs(question->type, cell(question, "appearance"));
    return kind || strcmp(question->type, "image") == 0 ? kind : xls_kind_ours(question->type);
}

void xls_survey_names(struct xls_reading *reading)
{
    reading->names = arena_array(reading->arena, struct xls_name, reading->survey.row_count + 1);
    for (size_t i = 0; i < reading->survey.row_count; i++) {
        struct question question = question_at(reading, i);
        const struct xls_kind *kind = kind_of(&question);
        if (is_idle(&question) || (!kind && !is_type(&question, "begin_repeat")))
            continue;
        reading->names[reading->name_count++] = (struct xls_name){
            cell(&question, "name"), kind ? kind->names : XLS_REPEAT};
    }
}

/* --- What a question says --------------------------------------------------------------------- */

static void write_flag(const struct question *question, const char *column, const char *key)
{
    const char *text = cell(question, column);
    if (!xls_is_true(text) && !xls_is_false(text))
        broken(question, MSG("form.flag-bad"), column);
    yamlout_flag(&question->reading->out, key, xls_is_true(text));
}

static bool same_text(const char *left, const char *right)
{
    for (;; left++, right++) {
        left += strspn(left, " \t\n");
        right += strspn(right, " \t\n");
        if (*left != *right)
            return false;
        if (!*left)
            return true;
    }
}

/* An expression as ours stands beside what it is in theirs, where the way back would be another. */
static bool check_own(const struct question *question, const struct xls_asking *asking,
                      const char *key, const char *own, const char *theirs)
{
    struct error unused = {0};
    const char *said;
    return !*theirs
        || (xlsexpression_write(asking, own, question->reading->arena, &said, &unused)
            && same_text(said, theirs))
        || broken(question, MSG("xlsform.differ"), key);
}

static bool translate(const struct question *question, const struct xls_asking *asking,
                      const char *theirs, const char **ours)
{
    struct error reason = {0};
    if (xlsexpression_read(asking, theirs, question->reading->arena, ours, &reason))
        return true;
    xls_mistake(question->reading, &reason);
    return false;
}

static void write_expression(const struct question *question, const char *key, enum xls_use use,
                             const char *outer)
{
    struct arena *arena = question->reading->arena;
    const char *row = xls_where(question->reading, &xls_survey, question->row->number);
    const struct xls_asking asking = {arena_text(arena, "%s %s", row, key), cell(question, "name"),
                                      use, question->reading->names,
                                      question->reading->name_count};
    const char *theirs = cell(question, key), *ours = "", *around = "";
    const char *own = cell(question, arena_text(arena, "baoxue::%s", key));
    bool ok = *own ? check_own(question, &asking, key, own, theirs)
                   : !*theirs || translate(question, &asking, theirs, &ours);
    if (*own)
        ours = own;
    if (!ok || (*outer && !translate(question, &asking, outer, &around)))
        return;
    if (*around)
        ours = *ours ? arena_text(arena, "(%s) and (%s)", around, ours) : around;
    yamlout_word(&question->reading->out, key, ours);
}

/* The one value that a question may begin with is today; all else is filled by us. */
static void write_fill(const struct question *question)
{
    const char *fill = cell(question, "baoxue::fill"), *begins = cell(question, "default");
    bool today = same_text(begins, "today()");
    if (*begins && !today)
        broken(question, MSG("xlsform.default"), begins);
    if (!*fill && today)
        fill = "today";
    yamlout_word(&question->reading->out, "fill", fill);
}

static void write_choices(const struct question *question)
{
    const char *ours = question->kind->ours;
    bool wanted = strcmp(ours, "choice") == 0 || strcmp(ours, "choices") == 0;
    if (!wanted)
        return;
    if (strchr(question->list, ' '))
        broken(question, MSG("xlsform.refused"), question->list);
    yamlout_word(&question->reading->out, "choices", question->list);
}

static bool has_label(const struct question *question)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (*xls_cell(&question->reading->survey, question->row, "label", i))
            return true;
    return false;
}

/* A value that others are worked out from needs no words of its own; it is not printed. */
static bool is_wordless(const struct question *question)
{
    return strcmp(question->kind->ours, "calculated") == 0 && !has_label(question);
}

static void write_label(const struct question *question, const char *column, const char *key)
{
    xls_label(question->reading, &question->reading->survey, question->row, column, key);
}

/* Its name, where there is nothing else to call it. */
static void write_name_as_label(const struct question *question, const char *key)
{
    const char *name = cell(question, "name");
    const char *const texts[LANGUAGE_COUNT] = {name, name, name};
    yamlout_label(&question->reading->out, key, texts);
}

static void write_words(const struct question *question)
{
    if (is_wordless(question))
        write_name_as_label(question, "label");
    else
        write_label(question, "label", "label");
    write_label(question, "hint", "hint");
    write_label(question, "constraint_message", "constraint_message");
    write_label(question, "baoxue::signature", "signature");
}

static void write_flags(const struct question *question)
{
    static const char *const flags[] = {"masked", "beside", "keep"};
    struct arena *arena = question->reading->arena;
    write_flag(question, "required", "required");
    for (size_t i = 0; i < COUNT(flags); i++)
        write_flag(question, arena_text(arena, "baoxue::%s", flags[i]), flags[i]);
    if (is_wordless(question))
        yamlout_flag(&question->reading->out, "unprinted", true);
    else
        write_flag(question, "baoxue::unprinted", "unprinted");
}

static bool check_kind(struct question *question)
{
    const char *own = cell(question, "baoxue::type");
    const struct xls_kind *usual = xls_kind_theirs(question->type, "");
    question->kind = kind_of(question);
    if (!question->kind)
        return broken(question, MSG("xlsform.type-unknown"), *own ? own : question->type);
    bool fits = !*own || !usual || strcmp(usual->theirs, question->kind->theirs) == 0;
    return fits || broken(question, MSG("xlsform.differ"), "type");
}

static void write_question(struct question *question, const struct open_group *group)
{
    struct yamlout *out = &question->reading->out;
    if (!check_kind(question))
        return;
    yamlout_item_begin(out);
    yamlout_word(out, "name", cell(question, "name"));
    yamlout_word(out, "type", question->kind->ours);
    write_words(question);
    yamlout_word(out, "clause", cell(question, "baoxue::clause"));
    write_choices(question);
    write_fill(question);
    yamlout_word(out, "later", cell(question, "baoxue::later"));
    write_expression(question, "relevant", XLS_CONDITION, group->row ? group->relevant : "");
    write_expression(question, "constraint", XLS_CONSTRAINT, "");
    write_expression(question, "calculation", XLS_VALUE, "");
    write_flags(question);
    yamlout_item_end(out);
}

/* --- Groups ----------------------------------------------------------------------------------- */

static void write_most(const struct question *question)
{
    const char *most = cell(question, "baoxue::most"), *exactly = cell(question, "repeat_count");
    if (*exactly && strspn(exactly, "0123456789") != strlen(exactly))
        broken(question, MSG("xlsform.refused"), "repeat_count");
    else
        yamlout_word(&question->reading->out, "most", *most ? most : exactly);
    yamlout_word(&question->reading->out, "least", cell(question, "baoxue::least"));
}

static void begin_group(struct question *question, struct open_group *group)
{
    struct yamlout *out = &question->reading->out;
    if (group->row) {
        broken(question, MSG("xlsform.nested"), cell(question, "name"));
        return;
    }
    *group = (struct open_group){question->row, is_type(question, "begin_repeat"),
                                 cell(question, "relevant")};
    yamlout_item_begin(out);
    if (has_label(question))
        write_label(question, "label", "group");
    else {
        broken(question, MSG("form.language-missing"), "label");
        write_name_as_label(question, "group");
    }
    if (group->repeats) {
        yamlout_word(out, "repeat", cell(question, "name"));
        write_most(question);
    }
    yamlout_word(out, "clause", cell(question, "baoxue::clause"));
    yamlout_enter(out, "fields");
}

static void end_group(struct question *question, struct open_group *group)
{
    if (!group->row || group->repeats != is_type(question, "end_repeat")) {
        broken(question, MSG("xlsform.end"), question->type);
        return;
    }
    yamlout_leave(&question->reading->out);
    yamlout_item_end(&question->reading->out);
    *group = (struct open_group){.row = NULL};
}

static void write_row(struct question *question, struct open_group *group)
{
    question->reading->out.place =
        (struct yamlout_place){xls_survey.name, question->row->number};
    if (is_idle(question))
        return;
    if (is_type(question, "begin_group") || is_type(question, "begin_repeat"))
        begin_group(question, group);
    else if (is_type(question, "end_group") || is_type(question, "end_repeat"))
        end_group(question, group);
    else
        write_question(question, group);
}

void xls_survey_fields(struct xls_reading *reading)
{
    struct open_group group = {.row = NULL};
    yamlout_enter(&reading->out, "fields");
    for (size_t i = 0; i < reading->survey.row_count; i++) {
        struct question question = question_at(reading, i);
        write_row(&question, &group);
    }
    if (group.row) {
        xls_broken(reading, &xls_survey, group.row->number, MSG("xlsform.open"), "");
        yamlout_leave(&reading->out);
        yamlout_item_end(&reading->out);
    }
    yamlout_leave(&reading->out);
}
