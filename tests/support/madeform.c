#include "tests/support/madeform.h"

#include <stdio.h>
#include <string.h>

enum {
    FIELDS_MOST = 14,
    ROWS_MOST = 3,
    PLANNED_MOST = FIELDS_MOST * ROWS_MOST,
    OPTIONS = 5
};

/* A kind of field and what may be answered to it: keys, and what they come to. */
static const struct kind {
    const char *type;
    struct {
        const char *typed, *value;
    } answers[4];
} kinds[] = {
    {"text",           {{"务农", "务农"}, {"ئالىم مىسال", "ئالىم مىسال"}, {"a b", "a b"}, {"", ""}}                                                                                                                          },
    {"paragraph",      {{"上门，父亲在家。约定周五前返校。", "上门，父亲在家。约定周五前返校。"}, {"ئۆيىدە دادىسى بار ئىدى.", "ئۆيىدە دادىسى بار ئىدى."}, {"x", "x"}, {"", ""}}},
    {"integer",        {{"3", "3"}, {"250", "250"}, {"-4", "-4"}, {"", ""}}                                                                                                                                                                          },
    {"decimal",        {{"2.5", "2.5"}, {"0.25", "0.25"}, {"7", "7"}, {"", ""}}                                                                                                                                                                      },
    {"money",          {{"120.50", "120.50"}, {"9", "9"}, {"1,200", "1200"}, {"", ""}}                                                                                                                                                               },
    {"date",           {{"9-15", "2026-09-15"}, {"t", "2026-09-17"}, {"-1", "2026-09-16"}, {"", ""}}                                                                                                                                                 },
    {"month",          {{"2013-05", "2013-05"}, {"201401", "2014-01"}, {"2012-12", "2012-12"}, {"", ""}}                                                                                                                                             },
    {"time",           {{"8:30", "08:30"}, {"1445", "14:45"}, {"23:59", "23:59"}, {"", ""}}                                                                                                                                                          },
    {"person",         {{"路人甲", "路人甲"}, {"ئايگۈل مىسال", "ئايگۈل مىسال"}, {"路人乙", "路人乙"}, {"", ""}}                                                                                                    },
    {"people",         {{"路人甲、路人乙", "路人甲\n路人乙"}, {"路人丙", "路人丙"}, {"a, b", "a\nb"}, {"", ""}}                                                                                                                   },
    {"phone",          {{"0994-4500000", "0994-4500000"}, {"13900000011", "13900000011"}, {"4500000", "4500000"}, {"", ""}}                                                                                                                          },
    {"mobile",         {{"13900000011", "13900000011"}, {"139 0000 0022", "13900000022"}, {"10000000033", "10000000033"}, {"", ""}}                                                                                                                  },
    {"landline",       {{"4500000", "4500000"}, {"010-61234567", "010-61234567"}, {"0994-4500000", "0994-4500000"}, {"", ""}}                                                                                                                        },
    {"id_number",      {{"11010519491231002X", "11010519491231002X"}, {"11010519491231002x", "11010519491231002X"}, {"110105491231002", "11010519491231002X"}, {"", ""}}                                                                             },
    {"student_number", {{"G11010519491231002X", "G11010519491231002X"}, {"L110105194912310021", "L110105194912310021"}, {"j11010519491231002X", "J11010519491231002X"}, {"", ""}}                                                                    },
    {"choice",         {{"1", "c1"}, {"3", "c3"}, {"5", "c5"}, {"", ""}}                                                                                                                                                                             },
    {"choices",        {{"1", "c1"}, {"25", "c2\nc5"}, {"431", "c1\nc3\nc4"}, {"", ""}}                                                                                                                                                              },
    {"yes_no",         {{"1", "yes"}, {"2", "no"}, {"1", "yes"}, {"", ""}}                                                                                                                                                                           },
};

/* A question while the form is made. */
struct question {
    const struct kind *kind;
    bool required;
    int asked_after; /* the question whose answer decides whether it is asked; -1: always */
};

struct making {
    struct arena *arena;
    uint64_t state;
    struct madeform form;
    struct question questions[FIELDS_MOST];
    size_t question_count;
    const char *yaml;
};

static size_t below(struct making *making, size_t end)
{
    making->state = making->state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(making->state >> 33) % end;
}

static void add(struct making *making, const char *text)
{
    making->yaml = arena_text(making->arena, "%s%s", making->yaml, text);
}

static bool is_chosen(const struct kind *kind)
{
    return strcmp(kind->type, "choice") == 0 || strcmp(kind->type, "choices") == 0
        || strcmp(kind->type, "yes_no") == 0;
}

/* The rule by which one question hangs on the answer to another. */
static const char *rule_over(struct making *making, int decides)
{
    const char *type = making->questions[decides].kind->type;
    if (strcmp(type, "yes_no") == 0)
        return arena_text(making->arena, "a%d = 'yes'", decides);
    if (strcmp(type, "choice") == 0)
        return arena_text(making->arena, "a%d = 'c3'", decides);
    if (strcmp(type, "choices") == 0)
        return arena_text(making->arena, "selected(a%d, 'c1')", decides);
    return arena_text(making->arena, "a%d > 10", decides);
}

/* Whether the answer fulfils that rule: said here without an expression. */
static bool decides_for(const struct kind *kind, const char *value)
{
    if (strcmp(kind->type, "yes_no") == 0)
        return strcmp(value, "yes") == 0;
    if (strcmp(kind->type, "choice") == 0)
        return strcmp(value, "c3") == 0;
    if (strcmp(kind->type, "choices") == 0)
        return strstr(value, "c1") != NULL;
    return strcmp(value, "250") == 0;
}

static bool may_decide(const struct kind *kind)
{
    return is_chosen(kind) || strcmp(kind->type, "integer") == 0;
}

/* An earlier question from first on whose answer may decide; -1 for none. */
static int find_decider(struct making *making, size_t first)
{
    size_t at = making->question_count;
    if (at == first || below(making, 3) != 0)
        return -1;
    size_t decides = first + below(making, at - first);
    return may_decide(making->questions[decides].kind) ? (int)decides : -1;
}

static void write_question(struct making *making, const char *indent, size_t index)
{
    const struct question *question = &making->questions[index];
    add(making, arena_text(making->arena, "%s- {name: a%zu, type: %s, label: {zh: 第%zu项, ug: %zu-تۈر, en: Item %zu}", indent, index, question->kind->type, index, index, index));
    if (strncmp(question->kind->type, "choice", strlen("choice")) == 0)
        add(making, ", choices: list");
    if (question->required)
        add(making, ", required: true");
    if (question->asked_after >= 0)
        add(making, arena_text(making->arena, ", relevant: \"%s\"", rule_over(making, question->asked_after)));
    if (strcmp(question->kind->type, "date") == 0)
        add(making, arena_text(making->arena, ", constraint: a%zu <= today,"
                                              " constraint_message: {zh: 晚, ug: كېيىن, en: late}",
                               index));
    if (below(making, 3) == 0)
        add(making, ", beside: true");
    add(making, "}\n");
}

static void ask(struct making *making, const char *indent, size_t first)
{
    struct question *question = &making->questions[making->question_count];
    *question = (struct question){
        .kind = &kinds[below(making, COUNT(kinds))],
        .required = below(making, 2) == 0,
        .asked_after = find_decider(making, first),
    };
    write_question(making, indent, making->question_count++);
}

/* --- The answers ------------------------------------------------------------------------------ */

static const char *name_in(struct making *making, size_t question, int row)
{
    return row > 0 ? arena_text(making->arena, "a%zu#%d", question, row)
                   : arena_text(making->arena, "a%zu", question);
}

static void plan(struct making *making, size_t index, int row, bool given)
{
    const struct question *question = &making->questions[index];
    size_t which = below(making, question->required || given ? 3 : 4);
    struct planned planned = {
        .field = name_in(making, index, row),
        .typed = question->kind->answers[which].typed,
        .value = question->kind->answers[which].value,
        .chosen = is_chosen(question->kind),
    };
    if (question->asked_after >= 0) {
        size_t decider = (size_t)question->asked_after;
        const struct planned *decides =
            madeform_find(&making->form, name_in(making, decider, row));
        if (!decides_for(making->questions[decider].kind, decides->value))
            planned.value = planned.typed = "";
    }
    making->form.answers[making->form.count++] = planned;
}

static void make_fields(struct making *making, size_t count)
{
    size_t first = making->question_count;
    for (size_t i = 0; i < count; i++)
        ask(making, "  ", first);
    for (size_t i = first; i < making->question_count; i++)
        plan(making, i, 0, false);
}

/* A table of some rows; the first field of each is always answered, so that it stands. */
static void make_table(struct making *making, int number, size_t count)
{
    size_t first = making->question_count;
    add(making, arena_text(making->arena, "  - group: {zh: 表%d, ug: %d-جەدۋەل, en: Table %d}\n    repeat: t%d\n"
                                          "    most: %d\n    fields:\n",
                           number, number, number, number, ROWS_MOST));
    for (size_t i = 0; i < count; i++)
        ask(making, "      ", first);
    int rows = (int)below(making, ROWS_MOST + 1);
    for (int row = 1; row <= rows; row++)
        for (size_t i = first; i < making->question_count; i++)
            plan(making, i, row, i == first);
}

struct madeform madeform_make(uint64_t seed, struct arena *arena)
{
    struct making making = {.arena = arena, .state = seed * 2654435761u + 1, .yaml = ""};
    making.form.name = arena_text(arena, "made%llu", (unsigned long long)seed);
    making.form.answers = arena_array(arena, struct planned, PLANNED_MOST);
    add(&making, arena_text(arena, "form: %s\nversion: 1\nclause: H18\nabout: child\n"
                                   "title: {zh: 表格, ug: جەدۋەل, en: Form}\nfields:\n",
                            making.form.name));
    make_fields(&making, 1 + below(&making, 5));
    if (below(&making, 2) == 0)
        make_table(&making, 1, 1 + below(&making, 4));
    make_fields(&making, below(&making, 3));
    if (below(&making, 4) == 0)
        make_table(&making, 2, 1 + below(&making, 2));
    add(&making, "choices:\n  list:\n");
    for (int i = 1; i <= OPTIONS; i++)
        add(&making, arena_text(arena, "    - {name: c%d, label: {zh: 选%d, ug: %d-تاللاش, en: Choice %d}}\n", i, i, i, i));
    making.form.source = making.yaml;
    return making.form;
}

const struct planned *madeform_find(const struct madeform *form, const char *field)
{
    for (size_t i = 0; i < form->count; i++)
        if (strcmp(form->answers[i].field, field) == 0)
            return &form->answers[i];
    return NULL;
}
