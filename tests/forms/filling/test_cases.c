/*
 * Plays tests/forms/cases/NAME.case: answers to a form, and what its rules make of them.
 *
 *     form home_visit
 *     today 2026-09-17
 *     pass visited_on: visited_on=2026-09-17     the field's constraint holds
 *     fail visited_on: visited_on=2026-09-18     and does not
 *     asked words: family_says=refuses           the field is asked for
 *     unasked words: family_says=agrees          and is not
 *     gives age: born=2013-05-01 -> 13           the field is worked out
 *
 * Several answers are parted by " | ", the lines of one by "\n"; "hours#2" is the second row of a
 * repeat, "hours" the first.
 */
#include "forms/form.h"

#include "forms/expand.h"
#include "forms/filling/check.h"
#include "tests/support/fixture.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LINE = 1000,
    REPEATS = 10
};

/* A case file while it is played. */
struct play {
    struct fixture *f;
    struct forms *forms;
    const char *file;
    int line;
    const struct form *form;
    const char *today;
    const char *told; /* what was said of which field: "\nFORM VERB FIELD\n..." */
};

/* One line of it. */
struct told {
    struct play *play;
    const struct form *form; /* with as many rows as the line names */
    const struct form_field *field;
    const char **values; /* one a field */
    const char *expected;
};

static bool starts(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

static const struct form_field *field_of(const struct told *told, const char *name)
{
    struct play *play = told->play;
    const struct form_field *field = form_field(told->form, name);
    if (!field)
        field = form_field(told->form, arena_text(&play->f->arena, "%s#1", name));
    if (!field)
        fail_msg("%s:%d: the form has no field %s", play->file, play->line, name);
    return field;
}

/* --- What the rules say ----------------------------------------------------------------------- */

static struct check check_told(const struct told *told)
{
    struct play *play = told->play;
    struct check_summary summary;
    assert_true(check_form(told->form, told->values, play->today, &play->f->arena, &summary,
                           &play->f->err));
    return summary.fields[form_index(told->form, told->field)];
}

static bool constraint_holds(const struct told *told)
{
    return check_told(told).result == CHECK_GOOD
        && *told->values[form_index(told->form, told->field)];
}

static bool constraint_fails(const struct told *told)
{
    struct check check = check_told(told);
    return check.result == CHECK_WRONG && check.why == &told->field->constraint_message;
}

static bool is_asked(const struct told *told)
{
    return check_told(told).relevant;
}

static bool is_not_asked(const struct told *told)
{
    return !check_told(told).relevant;
}

static bool gives(const struct told *told)
{
    struct play *play = told->play;
    bool *typed = arena_array(&play->f->arena, bool, told->form->field_count);
    assert_true(check_calculate(told->form, told->values, typed, play->today, &play->f->arena,
                                &play->f->err));
    const char *value = told->values[form_index(told->form, told->field)];
    if (strcmp(value, told->expected) != 0)
        print_error("gives %s\n", value);
    return strcmp(value, told->expected) == 0;
}

static const struct {
    const char *verb;
    bool (*is_so)(const struct told *told);
} verbs[] = {
    {"pass ",    constraint_holds},
    {"fail ",    constraint_fails},
    {"asked ",   is_asked        },
    {"unasked ", is_not_asked    },
    {"gives ",   gives           },
};

/* --- Reading a case --------------------------------------------------------------------------- */

/* "\n" in a value is a line break. */
static const char *read_value(char *text)
{
    for (char *at = text; (at = strstr(at, "\\n")); at++) {
        *at = '\n';
        memmove(at + 1, at + 2, strlen(at + 2) + 1);
    }
    return text;
}

static void read_answers(struct told *told, char *text)
{
    struct play *play = told->play;
    char *next;
    for (char *answer = text; answer && *answer; answer = next) {
        next = strstr(answer, " | ");
        if (next) {
            *next = '\0';
            next += strlen(" | ");
        }
        char *value = strchr(answer, '=');
        if (!value)
            fail_msg("%s:%d: %s is no answer", play->file, play->line, answer);
        *value = '\0';
        told->values[form_index(told->form, field_of(told, answer))] = read_value(value + 1);
    }
}

/* The form with as many rows of each repeat as the highest that is named. */
static const struct form *form_for(struct play *play, const char *text)
{
    int rows[REPEATS], most = 1;
    for (; *text; text++)
        if (*text == '#' && atoi(text + 1) > most)
            most = atoi(text + 1);
    assert_true(play->form->repeat_count <= REPEATS);
    for (size_t i = 0; i < REPEATS; i++)
        rows[i] = most;
    return form_expand(play->form, rows, &play->f->arena);
}

static struct told read_told(struct play *play, char *text)
{
    struct told told = {.play = play, .expected = ""};
    char *answers = strstr(text, ":");
    char *expected = strstr(text, " ->");
    if (!play->form || !play->today || !answers)
        fail_msg("%s:%d: form, today, or a colon is missing", play->file, play->line);
    if (expected) {
        *expected = '\0';
        expected += strlen(" ->");
        told.expected = expected + strspn(expected, " ");
    }
    told.form = form_for(play, text);
    *answers++ = '\0';
    told.field = field_of(&told, text);
    told.values = arena_array(&play->f->arena, const char *, told.form->field_count);
    for (size_t i = 0; i < told.form->field_count; i++)
        told.values[i] = "";
    read_answers(&told, answers + strspn(answers, " "));
    return told;
}

static void play_case(struct play *play, const char *line)
{
    char *text = arena_copy(&play->f->arena, line, strlen(line));
    for (size_t i = 0; i < COUNT(verbs); i++) {
        if (!starts(line, verbs[i].verb))
            continue;
        struct told told = read_told(play, text + strlen(verbs[i].verb));
        if (!verbs[i].is_so(&told))
            fail_msg("%s:%d: is not so: %s", play->file, play->line, line);
        play->told = arena_text(&play->f->arena, "%s%s %s%s\n", play->told, play->form->name,
                                verbs[i].verb, told.field->base);
        return;
    }
    fail_msg("%s:%d: unknown word: %s", play->file, play->line, line);
}

static void play_line(struct play *play, const char *line)
{
    if (starts(line, "form ")) {
        play->form = form_find(play->forms, line + strlen("form "));
        if (!play->form)
            fail_msg("%s:%d: no such form", play->file, play->line);
    } else if (starts(line, "today ")) {
        play->today = arena_text(&play->f->arena, "%s", line + strlen("today "));
    } else if (*line && *line != '#') {
        play_case(play, line);
    }
}

static void play_file(struct play *play, const char *path)
{
    char line[LINE];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    play->form = NULL;
    play->today = NULL;
    for (play->line = 1; fgets(line, sizeof line, file); play->line++) {
        line[strcspn(line, "\n")] = '\0';
        play_line(play, line);
    }
    fclose(file);
}

/* Plays every file in the folder. */
static struct play play_all(struct fixture *f)
{
    struct play play = {.f = f, .forms = forms_open(NULL, &f->err), .told = "\n"};
    const char *folder = arena_text(&f->arena, "%s/tests/forms/cases", getenv("SOURCES"));
    DIR *dir = opendir(folder);
    assert_non_null(play.forms);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (!strstr(entry->d_name, ".case"))
            continue;
        play.file = arena_text(&f->arena, "%s", entry->d_name);
        play_file(&play, arena_text(&f->arena, "%s/%s", folder, entry->d_name));
    }
    closedir(dir);
    return play;
}

/* --- The tests -------------------------------------------------------------------------------- */

static void the_rules_of_the_forms_say_what_the_cases_say(void **state)
{
    struct play play = play_all(*state);

    forms_close(play.forms);
}

static void must_be_told(struct play *play, const struct form *form, const char *verb,
                         const struct form_field *field)
{
    if (!strstr(play->told,
                arena_text(&play->f->arena, "\n%s %s %s\n", form->name, verb, field->name)))
        fail_msg("no case says %s %s of %s", verb, field->name, form->name);
}

static void must_be_covered(struct play *play, const struct form *form)
{
    for (size_t i = 0; i < form->field_count; i++) {
        const struct form_field *field = &form->fields[i];
        if (*field->constraint) {
            must_be_told(play, form, "pass", field);
            must_be_told(play, form, "fail", field);
        }
        if (*field->relevant)
            must_be_told(play, form, "unasked", field);
        if (*field->relevant && strcmp(field->relevant, "0") != 0)
            must_be_told(play, form, "asked", field);
        if (*field->calculation)
            must_be_told(play, form, "gives", field);
    }
}

static void every_rule_of_a_form_has_its_cases(void **state)
{
    struct play play = play_all(*state);
    const struct form *form;

    for (size_t i = 0; (form = form_at(play.forms, i)); i++)
        must_be_covered(&play, form);

    forms_close(play.forms);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_rules_of_the_forms_say_what_the_cases_say),
        SPEC(every_rule_of_a_form_has_its_cases),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("cases", specs, NULL, NULL) : 1;
}
