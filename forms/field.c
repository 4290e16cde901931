#include "forms/field.h"

#include "core/lists/idnumber.h"
#include "forms/filling/written.h"
#include "i18n/text.h"

#include <string.h>

enum {
    DECIMAL_PLACES = 6,
    MONEY_PLACES = 2
};

/* --- Names: "zh<TAB>ug", cut between names of a list by line breaks --------------------------- */

const char *field_name_value(const char *zh, const char *ug, struct arena *arena)
{
    if (*zh && *ug && strcmp(zh, ug) != 0)
        return arena_text(arena, "%s\t%s", zh, ug);
    return arena_text(arena, "%s", *zh ? zh : ug);
}

/* One of the scripts of a name, the other when there is only one. */
static const char *name_in(enum language language, const char *name, size_t length,
                           struct arena *arena)
{
    const char *tab = memchr(name, '\t', length);
    if (!tab)
        return arena_copy(arena, name, length);
    if (language == LANGUAGE_UG)
        return arena_copy(arena, tab + 1, length - (size_t)(tab + 1 - name));
    return arena_copy(arena, name, (size_t)(tab - name));
}

/* The name of a list that reads as typed in one of its scripts; typed itself when none does. */
static const char *known_name(const char *names, const char *typed, struct arena *arena)
{
    while (names && *names) {
        size_t length = strcspn(names, "\n");
        if (strcmp(name_in(LANGUAGE_ZH, names, length, arena), typed) == 0
            || strcmp(name_in(LANGUAGE_UG, names, length, arena), typed) == 0)
            return arena_copy(arena, names, length);
        names += length + (names[length] == '\n');
    }
    return typed;
}

static bool read_name(const struct field_context *context, const char *typed, struct arena *arena,
                      const char **value, struct error *err)
{
    (void)err;
    *value = known_name(context->was, typed, arena);
    return true;
}

static const char *show_name(const struct field_context *context, enum language language,
                             const char *value, struct arena *arena)
{
    (void)context;
    return name_in(language, value, strlen(value), arena);
}

/* What people put between names, in any of the scripts; returns the bytes, 0 when it is none. */
static size_t separator(const char *text)
{
    static const char *const separators[] = {",", ";", "\n", "\u3001", "\uFF0C", "\uFF1B", "\u060C",
                                             "\u061B"};
    for (size_t i = 0; i < COUNT(separators); i++)
        if (strncmp(text, separators[i], strlen(separators[i])) == 0)
            return strlen(separators[i]);
    return 0;
}

static bool read_people(const struct field_context *context, const char *typed, struct arena *arena,
                        const char **value, struct error *err)
{
    const char *list = "";
    (void)err;
    while (*typed) {
        size_t length = 0;
        typed += strspn(typed, " ");
        while (typed[length] && !separator(typed + length))
            length++;
        const char *end = typed + length;
        while (length > 0 && typed[length - 1] == ' ')
            length--;
        if (length > 0)
            list = arena_text(arena, "%s%s%s", list, *list ? "\n" : "",
                              known_name(context->was, arena_copy(arena, typed, length), arena));
        typed = end + separator(end);
    }
    *value = list;
    return true;
}

static const char *show_people(const struct field_context *context, enum language language,
                               const char *value, struct arena *arena)
{
    const char *shown = "";
    (void)context;
    while (*value) {
        size_t length = strcspn(value, "\n");
        shown = arena_text(arena, "%s%s%s", shown,
                           *shown ? message(language, MSG("form.list-separator")) : "",
                           name_in(language, value, length, arena));
        value += length + (value[length] == '\n');
    }
    return shown;
}

/* --- Text ------------------------------------------------------------------------------------- */

static bool read_text(const struct field_context *context, const char *typed, struct arena *arena,
                      const char **value, struct error *err)
{
    (void)context, (void)arena, (void)err;
    *value = typed;
    return true;
}

/* --- Days, months, numbers -------------------------------------------------------------------- */

static bool read_date(const struct field_context *context, const char *typed, struct arena *arena,
                      const char **value, struct error *err)
{
    return written_day(written_plain(typed, arena), context->today, arena, value)
        || error_tell(err, ERROR_INVALID, MSG("field.bad-date"), typed);
}

static bool read_month(const struct field_context *context, const char *typed, struct arena *arena,
                       const char **value, struct error *err)
{
    return written_month(written_plain(typed, arena), context->today, arena, value)
        || error_tell(err, ERROR_INVALID, MSG("field.bad-month"), typed);
}

static bool read_number(const struct field_context *context, const char *typed, struct arena *arena,
                        const char **value, struct error *err)
{
    (void)context;
    return written_number(written_plain(typed, arena), arena, value)
        || error_tell(err, ERROR_INVALID, MSG("field.bad-number"), typed);
}

/* What a kind that is written in digits is read by, and what is said when it is none. */
#define READ_WRITTEN(name, call, key)                                                   \
    static bool read_##name(const struct field_context *context, const char *typed,     \
                            struct arena *arena, const char **value, struct error *err) \
    {                                                                                   \
        const char *plain = written_plain(typed, arena);                                \
        (void)context;                                                                  \
        return call || error_tell(err, ERROR_INVALID, key, typed);                      \
    }

READ_WRITTEN(decimal, written_decimal(plain, DECIMAL_PLACES, arena, value), MSG("field.bad-decimal"))
READ_WRITTEN(money, written_decimal(plain, MONEY_PLACES, arena, value), MSG("field.bad-money"))
READ_WRITTEN(time, written_time(plain, arena, value), MSG("field.bad-time"))
READ_WRITTEN(phone, written_phone(plain, arena, value), MSG("field.bad-phone"))
READ_WRITTEN(mobile, written_mobile(plain, arena, value), MSG("field.bad-mobile"))
READ_WRITTEN(landline, written_landline(plain, arena, value), MSG("field.bad-landline"))
READ_WRITTEN(student_number, written_student_number(plain, arena, value),
             MSG("field.bad-student-number"))

static bool read_id_number(const struct field_context *context, const char *typed,
                           struct arena *arena, const char **value, struct error *err)
{
    struct idnumber id;
    (void)context;
    if (!idnumber_read(idnumber_lengthen(written_plain(typed, arena), arena), &id, err))
        return false;
    *value = arena_text(arena, "%s", id.number);
    return true;
}

/* --- Choices ---------------------------------------------------------------------------------- */

bool field_has_choice(const char *value, const char *name)
{
    size_t length = strlen(name);
    for (; *value; value += strcspn(value, "\n"), value += *value == '\n')
        if (strcspn(value, "\n") == length && strncmp(value, name, length) == 0)
            return true;
    return false;
}

const char *field_choices_with(const struct field_context *context, const char *value,
                               const char *name, bool chosen, struct arena *arena)
{
    const char *made = "";
    for (size_t i = 0; context->choices && i < context->choices->count; i++) {
        const char *each = context->choices->choices[i].name;
        if (strcmp(each, name) == 0 ? chosen : field_has_choice(value, each))
            made = arena_text(arena, "%s%s%s", made, *made ? "\n" : "", each);
    }
    return made;
}

static const char *choice_option(const struct field_context *context, enum language language,
                                 size_t index, const char **value)
{
    if (!context->choices || index >= context->choices->count)
        return NULL;
    *value = context->choices->choices[index].name;
    return context->choices->choices[index].label.text[language];
}

static const char *sex_option(const struct field_context *context, enum language language,
                              size_t index, const char **value)
{
    static const struct {
        const char *value, *label;
    } sexes[] = {
        {"m", MSG("sex.m")},
        {"f", MSG("sex.f")}
    };
    (void)context;
    if (index >= COUNT(sexes))
        return NULL;
    *value = sexes[index].value;
    return message(language, sexes[index].label);
}

typedef const char *option_of(const struct field_context *, enum language, size_t, const char **);

/* A choice is typed as its digit, its name, or its words in any language. */
static bool read_option(option_of *option, const struct field_context *context, const char *typed,
                        struct arena *arena, const char **value, struct error *err)
{
    const char *text = written_plain(typed, arena), *label, *name;
    size_t count = 0;
    for (; (label = option(context, LANGUAGE_ZH, count, &name)); count++)
        if (strcmp(text, arena_text(arena, "%zu", count + 1)) == 0 || strcmp(text, name) == 0
            || strcmp(text, label) == 0
            || strcmp(text, option(context, LANGUAGE_UG, count, &name)) == 0
            || strcmp(text, option(context, LANGUAGE_EN, count, &name)) == 0) {
            *value = name;
            return true;
        }
    return error_tell(err, ERROR_INVALID, MSG("field.bad-choice"), typed,
                      arena_text(arena, "%zu", count));
}

static const char *show_option(option_of *option, const struct field_context *context,
                               enum language language, const char *value)
{
    const char *label, *name;
    for (size_t i = 0; (label = option(context, language, i, &name)); i++)
        if (strcmp(name, value) == 0)
            return label;
    return value;
}

static bool read_choice(const struct field_context *context, const char *typed, struct arena *arena,
                        const char **value, struct error *err)
{
    return read_option(choice_option, context, typed, arena, value, err);
}

static const char *show_choice(const struct field_context *context, enum language language,
                               const char *value, struct arena *arena)
{
    (void)arena;
    return show_option(choice_option, context, language, value);
}

static bool read_sex(const struct field_context *context, const char *typed, struct arena *arena,
                     const char **value, struct error *err)
{
    return read_option(sex_option, context, typed, arena, value, err);
}

static const char *show_sex(const struct field_context *context, enum language language,
                            const char *value, struct arena *arena)
{
    (void)arena;
    return show_option(sex_option, context, language, value);
}

static const char *yes_no_option(const struct field_context *context, enum language language,
                                 size_t index, const char **value)
{
    static const struct {
        const char *value, *label;
    } answers[] = {
        {"yes", MSG("field.yes")},
        {"no",  MSG("field.no") }
    };
    (void)context;
    if (index >= COUNT(answers))
        return NULL;
    *value = answers[index].value;
    return message(language, answers[index].label);
}

static bool read_yes_no(const struct field_context *context, const char *typed, struct arena *arena,
                        const char **value, struct error *err)
{
    return read_option(yes_no_option, context, typed, arena, value, err);
}

static const char *show_yes_no(const struct field_context *context, enum language language,
                               const char *value, struct arena *arena)
{
    (void)arena;
    return show_option(yes_no_option, context, language, value);
}

/* Several of them, each as one alone is typed; kept in the order of the list, each once. */
static bool read_choices(const struct field_context *context, const char *typed,
                         struct arena *arena, const char **value, struct error *err)
{
    const char *chosen = "", *name;
    while (*typed) {
        size_t length = 0;
        typed += strspn(typed, " ");
        while (typed[length] && !separator(typed + length) && typed[length] != ' ')
            length++;
        if (length > 0
            && !read_option(choice_option, context, arena_copy(arena, typed, length), arena, &name,
                            err))
            return false;
        if (length > 0)
            chosen = field_choices_with(context, chosen, name, true, arena);
        typed += length + separator(typed + length);
    }
    *value = chosen;
    return true;
}

static const char *show_choices(const struct field_context *context, enum language language,
                                const char *value, struct arena *arena)
{
    const char *shown = "", *name, *label;
    for (size_t i = 0; (label = choice_option(context, language, i, &name)); i++)
        if (field_has_choice(value, name))
            shown = arena_text(arena, "%s%s%s", shown,
                               *shown ? message(language, MSG("form.list-separator")) : "", label);
    return shown;
}

/* --- The kinds -------------------------------------------------------------------------------- */

enum {
    PARAGRAPH = 1,
    LATIN = 2,
    NUMERIC = 4,
    SEVERAL = 8,
    SILENT = 16
};

#define KIND(flags)                                                         \
    ((flags)&PARAGRAPH) != 0, ((flags)&LATIN) != 0, ((flags)&NUMERIC) != 0, \
        ((flags)&SEVERAL) != 0, ((flags)&SILENT) != 0

/* clang-format off */
static const struct field_type field_types[] = {
    {"text",           KIND(0),               read_text,           NULL,         NULL         },
    {"paragraph",      KIND(PARAGRAPH),       read_text,           NULL,         NULL         },
    {"note",           KIND(SILENT),          read_text,           NULL,         NULL         },
    {"integer",        KIND(LATIN | NUMERIC), read_number,         NULL,         NULL         },
    {"number",         KIND(LATIN | NUMERIC), read_number,         NULL,         NULL         },
    {"decimal",        KIND(LATIN | NUMERIC), read_decimal,        NULL,         NULL         },
    {"money",          KIND(LATIN | NUMERIC), read_money,          NULL,         NULL         },
    {"date",           KIND(LATIN),           read_date,           NULL,         NULL         },
    {"month",          KIND(LATIN),           read_month,          NULL,         NULL         },
    {"time",           KIND(LATIN),           read_time,           NULL,         NULL         },
    {"choice",         KIND(0),               read_choice,         show_choice,  choice_option},
    {"choices",        KIND(SEVERAL),         read_choices,        show_choices, choice_option},
    {"yes_no",         KIND(0),               read_yes_no,         show_yes_no,  yes_no_option},
    {"sex",            KIND(0),               read_sex,            show_sex,     sex_option   },
    {"person",         KIND(0),               read_name,           show_name,    NULL         },
    {"people",         KIND(0),               read_people,         show_people,  NULL         },
    {"child",          KIND(0),               read_name,           show_name,    NULL         },
    {"guardian",       KIND(0),               read_name,           show_name,    NULL         },
    {"class",          KIND(0),               read_name,           show_name,    NULL         },
    {"school",         KIND(0),               read_name,           show_name,    NULL         },
    {"place",          KIND(0),               read_name,           show_name,    NULL         },
    {"phone",          KIND(LATIN),           read_phone,          NULL,         NULL         },
    {"mobile",         KIND(LATIN),           read_mobile,         NULL,         NULL         },
    {"landline",       KIND(LATIN),           read_landline,       NULL,         NULL         },
    {"id_number",      KIND(LATIN),           read_id_number,      NULL,         NULL         },
    {"student_number", KIND(LATIN),           read_student_number, NULL,         NULL         },
    {"signature",      KIND(SILENT),          read_text,           NULL,         NULL         },
    {"calculated",     KIND(SILENT),          read_text,           NULL,         NULL         },
};
/* clang-format on */

const struct field_type *field_type_at(size_t index)
{
    return index < COUNT(field_types) ? &field_types[index] : NULL;
}

const struct field_type *field_type_find(const char *name)
{
    for (size_t i = 0; i < COUNT(field_types); i++)
        if (strcmp(field_types[i].name, name) == 0)
            return &field_types[i];
    return NULL;
}

bool field_read(const struct field_type *type, const struct field_context *context,
                const char *typed, struct arena *arena, const char **value, struct error *err)
{
    size_t size = text_clean(typed, strlen(typed), type->paragraph, NULL, 0) + 1;
    char *clean = arena_alloc(arena, size);
    text_clean(typed, strlen(typed), type->paragraph, clean, size);
    if (*clean)
        return type->read(context, clean, arena, value, err);
    *value = "";
    return true;
}

const char *field_show(const struct field_type *type, const struct field_context *context,
                       enum language language, const char *value, struct arena *arena)
{
    return type->show ? type->show(context, language, value, arena) : value;
}

bool field_check(const struct field_type *type, const struct field_context *context,
                 const char *value, struct error *err)
{
    ARENA(arena);
    const char *read;
    return *value == '\0' || type->read(context, value, &arena, &read, err);
}
