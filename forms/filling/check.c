#include "forms/filling/check.h"

#include "core/rules/expression.h"
#include "forms/expand.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROUNDS_MOST = 4 /* calculations that rest on calculations, deep enough for any form */
};

/* The answers as the facts that expressions ask. */
struct sheet {
    const struct form *form;
    struct evaluator *evaluator;
    const char *const *values;
    struct value *facts;
    const struct form_group *group; /* the row of a repeat that the facts tell of; NULL: none */
    int instance;
};

static struct value fact_of(const struct form_field *field, const char *value)
{
    char *end;
    if (!*value)
        return (struct value){.kind = VALUE_NULL};
    if (!field->type->numeric)
        return (struct value){.kind = VALUE_TEXT, .text = value};
    int64_t whole = strtoll(value, &end, 10);
    return *end ? (struct value){.kind = VALUE_REAL, .real = strtod(value, NULL)}
                : (struct value){.kind = VALUE_INTEGER, .integer = whole};
}

static struct value add(struct value sum, struct value number)
{
    if (number.kind == VALUE_NULL)
        return sum;
    if (sum.kind == VALUE_INTEGER && number.kind == VALUE_INTEGER)
        return (struct value){.kind = VALUE_INTEGER, .integer = sum.integer + number.integer};
    double left = sum.kind == VALUE_REAL ? sum.real : (double)sum.integer;
    double right = number.kind == VALUE_REAL ? number.real : (double)number.integer;
    return (struct value){.kind = VALUE_REAL, .real = left + right};
}

/* A sum goes over every row; rows are counted by their first field. */
static struct value aggregate(const struct sheet *sheet, const struct form_aggregate *asked)
{
    struct value result = {.kind = VALUE_INTEGER};
    int last = 0;
    for (size_t i = 0; i < sheet->form->field_count; i++) {
        const struct form_field *field = &sheet->form->fields[i];
        if (field->group != asked->group)
            continue;
        if (asked->sums && field->place == asked->place)
            result = add(result, fact_of(field, sheet->values[i]));
        if (!asked->sums && field->instance != last
            && form_row_stands(sheet->form, field, sheet->values))
            result.integer++;
        last = field->instance;
    }
    return result;
}

static void fill_aggregates(struct sheet *sheet)
{
    size_t first = sheet->form->definition->field_count + 1;
    for (size_t i = 0; i < sheet->form->aggregate_count; i++)
        sheet->facts[first + i] = aggregate(sheet, &sheet->form->aggregates[i]);
}

static void fill_sheet(struct sheet *sheet, const char *const values[], const char *today,
                       struct arena *arena)
{
    sheet->values = values;
    sheet->facts = arena_array(arena, struct value, sheet->form->fact_count);
    sheet->facts[0] = (struct value){.kind = VALUE_TEXT, .text = today};
    for (size_t i = 0; i < sheet->form->field_count; i++)
        if (sheet->form->fields[i].instance == 0)
            sheet->facts[sheet->form->fields[i].place + 1] =
                fact_of(&sheet->form->fields[i], values[i]);
    fill_aggregates(sheet);
}

/* A rule in a row asks for its own row; one outside knows of no row. */
static void seat(struct sheet *sheet, const struct form_field *field)
{
    const struct form_group *group = field->instance > 0 ? field->group : NULL;
    if (group == sheet->group && field->instance == sheet->instance)
        return;
    sheet->group = group;
    sheet->instance = field->instance;
    for (size_t i = 0; i < sheet->form->field_count; i++)
        if (sheet->form->fields[i].instance > 0)
            sheet->facts[sheet->form->fields[i].place + 1] = (struct value){.kind = VALUE_NULL};
    for (size_t i = 0; i < sheet->form->field_count; i++) {
        const struct form_field *other = &sheet->form->fields[i];
        if (group && other->group == group && other->instance == field->instance)
            sheet->facts[other->place + 1] = fact_of(other, sheet->values[i]);
    }
}

static struct expression *compile(struct sheet *sheet, const char *text, struct error *err)
{
    return expression_compile(sheet->evaluator, text, sheet->form->facts, sheet->form->fact_count,
                              err);
}

static bool holds(struct sheet *sheet, const char *text, enum truth *truth, struct error *err)
{
    struct expression *expression = compile(sheet, text, err);
    return expression && expression_truth(expression, sheet->facts, truth, err);
}

/* --- Checking --------------------------------------------------------------------------------- */

/* What decides may not be known yet: then the question is not asked. */
static bool check_relevant(struct sheet *sheet, const struct form_field *field, bool *relevant,
                           struct error *err)
{
    enum truth truth = TRUTH_TRUE;
    if (*field->relevant && !holds(sheet, field->relevant, &truth, err))
        return false;
    *relevant = truth == TRUTH_TRUE;
    return true;
}

/* A constraint over an answer that is not there yet holds against nobody. */
static bool check_value(struct sheet *sheet, const struct form_field *field, const char *value,
                        const char *today, struct check *check, struct error *err)
{
    struct field_context context = {.choices = field->choices, .today = today, .was = value};
    enum truth truth = TRUTH_TRUE;
    if (!*value) {
        check->result = field->required ? CHECK_MISSING : CHECK_GOOD;
        return true;
    }
    if (!field_check(field->type, &context, value, &check->reason)) {
        check->result = CHECK_WRONG;
        return true;
    }
    if (*field->constraint && !holds(sheet, field->constraint, &truth, err))
        return false;
    if (truth == TRUTH_FALSE) {
        check->result = CHECK_WRONG;
        check->why = &field->constraint_message;
    }
    return true;
}

static void count_check(struct check_summary *summary, const struct form_field *field, size_t index,
                        const struct check *check)
{
    if (!check->relevant || check->idle)
        return;
    summary->asked += field->required;
    summary->answered += field->required && check->result == CHECK_GOOD;
    if (check->result != CHECK_GOOD && index < summary->first_missing)
        summary->first_missing = index;
}

/* In a row in which nothing stands nothing is asked, unless the table has too few others. */
static bool is_idle(const struct sheet *sheet, const struct form_field *field)
{
    const struct form_aggregate rows = {.group = field->group};
    return field->instance > 0 && !form_row_stands(sheet->form, field, sheet->values)
        && aggregate(sheet, &rows).integer >= field->group->least;
}

bool check_form(const struct form *form, const char *const values[], const char *today,
                struct arena *arena, struct check_summary *summary, struct error *err)
{
    EVALUATOR(evaluator) = evaluator_open(err);
    struct sheet sheet = {.form = form, .evaluator = evaluator};
    if (!evaluator)
        return false;
    fill_sheet(&sheet, values, today, arena);
    *summary = (struct check_summary){
        .fields = arena_array(arena, struct check, form->field_count),
        .first_missing = form->field_count,
    };
    for (size_t i = 0; i < form->field_count; i++) {
        const struct form_field *field = &form->fields[i];
        struct check *check = &summary->fields[i];
        seat(&sheet, field);
        check->idle = is_idle(&sheet, field);
        if (!check_relevant(&sheet, field, &check->relevant, err)
            || (check->relevant && !check->idle && !check_value(&sheet, field, values[i], today, check, err)))
            return false;
        count_check(summary, field, i, check);
    }
    return true;
}

static const char *words(enum language language, const char *key, const char *const arguments[],
                         size_t count, struct arena *arena)
{
    size_t size = message_format(language, key, arguments, count, NULL, 0) + 1;
    char *text = arena_alloc(arena, size);
    message_format(language, key, arguments, count, text, size);
    return text;
}

const char *check_error(const struct error *error, enum language language, struct arena *arena)
{
    const char *values[ERROR_VALUES];
    for (size_t i = 0; i < ERROR_VALUES; i++)
        values[i] = error->values[i];
    return words(language, error->key, values, ERROR_VALUES, arena);
}

const char *check_reason(const struct check *check, enum language language, struct arena *arena)
{
    if (check->result == CHECK_GOOD)
        return "";
    if (check->result == CHECK_MISSING)
        return message(language, MSG("form.missing-here"));
    return check->why ? check->why->text[language] : check_error(&check->reason, language, arena);
}

const char *check_words(const struct form *form, size_t field, const struct check *check,
                        enum language language, struct arena *arena)
{
    const char *label = form->fields[field].label.text[language];
    if (check->result == CHECK_GOOD)
        return "";
    if (check->result == CHECK_MISSING)
        return words(language, MSG("form.answer-missing"), &label, 1, arena);
    return words(language, MSG("form.answer-wrong"),
                 (const char *const[]){label, check_reason(check, language, arena)}, 2, arena);
}

/* --- Calculating ------------------------------------------------------------------------------ */

static const char *text_of(const struct value *value, struct arena *arena)
{
    switch (value->kind) {
    case VALUE_INTEGER:
        return arena_text(arena, "%lld", (long long)value->integer);
    case VALUE_REAL:
    case VALUE_TEXT:
        return value->text;
    case VALUE_NULL:
        break;
    }
    return "";
}

static bool calculate(struct sheet *sheet, const char *expression, struct arena *arena,
                      const char **text, struct error *err)
{
    struct value value;
    struct expression *compiled = compile(sheet, expression, err);
    if (!compiled || !expression_value(compiled, sheet->facts, arena, &value, err))
        return false;
    *text = text_of(&value, arena);
    return true;
}

static bool calculate_round(struct sheet *sheet, const char *values[], const bool typed[],
                            struct arena *arena, bool *changed, struct error *err)
{
    *changed = false;
    for (size_t i = 0; i < sheet->form->field_count; i++) {
        const struct form_field *field = &sheet->form->fields[i];
        const char *text = "";
        if (!*field->calculation || typed[i])
            continue;
        seat(sheet, field);
        if (!calculate(sheet, field->calculation, arena, &text, err))
            return false;
        bool told = *text || field->type->silent; /* what is only calculated goes with its reason */
        if (!told || strcmp(text, values[i]) == 0)
            continue;
        values[i] = text;
        sheet->facts[field->place + 1] = fact_of(field, text);
        *changed = true;
    }
    fill_aggregates(sheet);
    return true;
}

bool check_calculate(const struct form *form, const char *values[], const bool typed[],
                     const char *today, struct arena *arena, struct error *err)
{
    EVALUATOR(evaluator) = evaluator_open(err);
    struct sheet sheet = {.form = form, .evaluator = evaluator};
    bool changed = evaluator != NULL;
    if (!evaluator)
        return false;
    fill_sheet(&sheet, values, today, arena);
    for (int round = 0; changed && round < ROUNDS_MOST; round++)
        if (!calculate_round(&sheet, values, typed, arena, &changed, err))
            return false;
    return true;
}

bool check_text(const struct form *form, const char *expression, const char *const values[],
                const char *today, struct arena *arena, const char **text, struct error *err)
{
    EVALUATOR(evaluator) = evaluator_open(err);
    struct sheet sheet = {.form = form, .evaluator = evaluator};
    if (!evaluator)
        return false;
    fill_sheet(&sheet, values, today, arena);
    return calculate(&sheet, expression, arena, text, err);
}
