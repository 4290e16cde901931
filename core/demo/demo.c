#include "core/demo/demo.h"

#include "core/base/date.h"
#include "core/demo/people.h"
#include "core/rules/policy.h"

#include <stdio.h>
#include <string.h>

enum list_language {
    IN_ZH,
    IN_UG
};

struct full_name {
    const char *zh, *ug;
};

/* All that the writers of lists need. */
struct lists {
    const struct demo *demo;
    struct arena *arena;
    struct words words;
    struct demo_people people;
    struct full_name *schools, *townships, *villages; /* villages by township, then number */
    struct demo_summary *summary;
};

/* How the answer key calls each disagreement: the kinds of findings (core/compare/). */
static const char *const planted_names[PLANTED_KINDS] = {
    [PLANTED_NEVER_ENROLLED] = "not_enrolled",
    [PLANTED_NOT_IN_REGISTER] = "not_in_register",
    [PLANTED_NO_SHOW] = "no_grade_7",
    [PLANTED_ID_DIFFERS] = "id_differs",
    [PLANTED_NAME_DIFFERS] = "name_differs",
    [PLANTED_SEX_DIFFERS] = "sex_differs",
    [PLANTED_BIRTH_DIFFERS] = "birth_differs",
    [PLANTED_TWICE] = "twice",
};

static const struct word *word_of(const struct lists *lists, enum word_kind kind, size_t index)
{
    return &lists->words.of[kind][index % lists->words.count[kind]];
}

static const char *zh(const struct lists *lists, const char *key)
{
    return words_text(&lists->words, key, IN_ZH);
}

/* The township's name, the number and the kind: each township counts its schools. */
static struct full_name name_school(const struct lists *lists, const struct demo_school *school)
{
    const char *kind = school->junior ? "junior" : "primary";
    const struct full_name *township = &lists->townships[school->township];
    return (struct full_name){
        arena_text(lists->arena, "%s%s%d%s", township->zh, zh(lists, "the"), school->number, zh(lists, kind)),
        arena_text(lists->arena, "%s %d-%s", township->ug, school->number, words_text(&lists->words, kind, IN_UG)),
    };
}

static void name_places(struct lists *lists)
{
    struct demo_people *people = &lists->people;
    int per_township = people->villages / people->townships;
    lists->townships = arena_array(lists->arena, struct full_name, (size_t)people->townships);
    lists->villages = arena_array(lists->arena, struct full_name, (size_t)people->villages);
    lists->schools = arena_array(lists->arena, struct full_name, people->school_count);
    for (int i = 0; i < people->townships; i++) {
        const struct word *name = word_of(lists, WORD_TOWNSHIP, (size_t)i);
        lists->townships[i] = (struct full_name){name->text[0], name->text[1]};
    }
    for (int i = 0; i < people->villages; i++) {
        const struct word *name = word_of(lists, WORD_VILLAGE, (size_t)(i % per_township));
        lists->villages[i] = (struct full_name){
            arena_text(lists->arena, "%s%s", name->text[0], zh(lists, "village")),
            arena_text(lists->arena, "%s %s", name->text[1], words_text(&lists->words, "village", IN_UG)),
        };
    }
    for (size_t i = 0; i < people->school_count; i++)
        lists->schools[i] = name_school(lists, &people->schools[i]);
}

static const struct full_name *village_of(const struct lists *lists, const struct demo_group *group)
{
    int per_township = lists->people.villages / lists->people.townships;
    return &lists->villages[group->township * per_township + group->village];
}

/* A name as it stands on a row. */
struct row_name {
    char zh[DEMO_NAME_SIZE], ug[DEMO_NAME_SIZE];
};

static void uyghur_name(const struct word *own, const struct word *father, struct row_name *name)
{
    snprintf(name->zh, sizeof name->zh, "%s\u00B7%s", own->text[1], father->text[1]);
    snprintf(name->ug, sizeof name->ug, "%s %s", own->text[0], father->text[0]);
}

/* The name of a child; other is 1 to call it by a name that it does not have. */
static void child_name(const struct lists *lists, const struct demo_child *child, size_t other,
                       struct row_name *name)
{
    *name = (struct row_name){0};
    if (child->uyghur) {
        enum word_kind kind = child->girl ? WORD_UYGHUR_FEMALE : WORD_UYGHUR_MALE;
        uyghur_name(word_of(lists, kind, child->name[0] + other),
                    word_of(lists, WORD_UYGHUR_MALE, child->father), name);
        return;
    }
    enum word_kind given = child->girl ? WORD_GIVEN_FEMALE : WORD_GIVEN_MALE;
    enum word_kind end = child->girl ? WORD_END_FEMALE : WORD_END_MALE;
    snprintf(name->zh, sizeof name->zh, "%s%s%s", word_of(lists, WORD_SURNAME, child->surname)->text[0],
             word_of(lists, given, child->name[0])->text[0],
             word_of(lists, end, child->name[1] + other)->text[0]);
}

static void parent_name(const struct lists *lists, const struct demo_child *child, bool mother,
                        struct row_name *name)
{
    *name = (struct row_name){0};
    if (child->uyghur) {
        enum word_kind kind = mother ? WORD_UYGHUR_FEMALE : WORD_UYGHUR_MALE;
        size_t own = mother ? child->mother : child->father;
        uyghur_name(word_of(lists, kind, own),
                    word_of(lists, WORD_UYGHUR_MALE, own + child->surname + 1), name);
        return;
    }
    snprintf(name->zh, sizeof name->zh, "%s%s%s",
             word_of(lists, WORD_SURNAME, mother ? child->mother : child->surname)->text[0],
             word_of(lists, mother ? WORD_GIVEN_FEMALE : WORD_GIVEN_MALE, child->mother)->text[0],
             word_of(lists, mother ? WORD_END_FEMALE : WORD_END_MALE, child->father)->text[0]);
}

/* Telephone numbers of a block that no network has given out: they ring nowhere. */
static void phone_of(const struct demo_child *child, unsigned who, char phone[static 12])
{
    unsigned family = (unsigned)child->group * 1000u + (unsigned)child->household;
    snprintf(phone, 12, "100%08u", (family * 2u + who) % 100000000u);
}

static FILE *open_list(const struct lists *lists, const char *folder, const char *name,
                       const char *title, const char *header, struct error *err)
{
    FILE *file = fopen(arena_text(lists->arena, "%s/%s", folder, name), "we");
    if (!file) {
        error_record_values(err, ERROR_SYSTEM, MSG("demo.write"), (const char *const[]){name, NULL});
        return NULL;
    }
    if (title)
        fprintf(file, "%s\n", zh(lists, title));
    fprintf(file, "%s\n", zh(lists, header));
    return file;
}

/* A list is whole when all of it has gone to the system. */
static bool close_list(FILE *file, const char *name, struct error *err)
{
    bool whole = !ferror(file);
    if (fclose(file) == 0 && whole)
        return true;
    return error_tell(err, ERROR_SYSTEM, MSG("demo.write"), name);
}

static void write_village(const struct lists *lists, FILE *file, const struct demo_group *group)
{
    const struct full_name *village = village_of(lists, group);
    struct demo_child anybody = {.group = (int)(group - lists->people.groups)};
    fprintf(file, "%s,V%02d%03d,%s,%s,T%02d,%s,%s\n", zh(lists, "type-village"), group->township + 1,
            group->village + 1, village->zh, village->ug, group->township + 1,
            lists->schools[people_school_for(&lists->people, &anybody, false)].zh,
            lists->schools[people_school_for(&lists->people, &anybody, true)].zh);
}

static bool write_places(struct lists *lists, struct error *err)
{
    FILE *file = open_list(lists, lists->demo->folder, "places.csv", NULL, "header-places", err);
    if (!file)
        return false;
    for (int i = 0; i < lists->people.townships; i++)
        fprintf(file, "%s,T%02d,%s,%s,,,\n", zh(lists, "type-township"), i + 1,
                lists->townships[i].zh, lists->townships[i].ug);
    for (size_t i = 0; i < lists->people.group_count; i++) {
        const struct demo_group *group = &lists->people.groups[i];
        if (group->number == 1)
            write_village(lists, file, group);
        fprintf(file, "%s,G%02d%03d%02d,%d%s,%d-%s,V%02d%03d,,\n", zh(lists, "type-group"),
                group->township + 1, group->village + 1, group->number, group->number,
                zh(lists, "group"), group->number, words_text(&lists->words, "group", IN_UG),
                group->township + 1, group->village + 1);
    }
    return close_list(file, "places.csv", err);
}

static bool write_schools(struct lists *lists, struct error *err)
{
    FILE *file = open_list(lists, lists->demo->folder, "schools.csv", NULL, "header-schools", err);
    if (!file)
        return false;
    for (size_t i = 0; i < lists->people.school_count; i++) {
        const struct demo_school *school = &lists->people.schools[i];
        fprintf(file, "S%02d%c%02d,%s,%s,%s,%s\n", school->township + 1, school->junior ? 'J' : 'P',
                school->number, lists->schools[i].zh, lists->schools[i].ug,
                zh(lists, school->junior ? "stage-junior" : "stage-primary"),
                lists->townships[school->township].zh);
    }
    return close_list(file, "schools.csv", err);
}

static void write_parent(const struct lists *lists, FILE *file, const struct demo_child *child,
                         bool mother)
{
    struct row_name name;
    char phone[12];
    parent_name(lists, child, mother, &name);
    phone_of(child, mother, phone);
    fprintf(file, ",%s,%s,%s,%s", name.zh, name.ug, phone,
            word_of(lists, WORD_OCCUPATION, child->mother + mother)->text[0]);
}

static void write_register_row(const struct lists *lists, FILE *file, const struct demo_child *child)
{
    const struct demo_group *group = &lists->people.groups[child->group];
    const struct full_name *village = village_of(lists, group);
    struct row_name name, head;
    char number[19], born[DATE_SIZE], phone[12];
    child_name(lists, child, 0, &name);
    parent_name(lists, child, false, &head);
    phone_of(child, 0, phone);
    people_id_number(child, child->sequence, number);
    fprintf(file, "%s,%s,%d%s,%d,%s,%s,%s%s%s,%s%s%d%s,%d,%s,%s,%s,%s,%s,%s",
            lists->townships[group->township].zh, village->zh, group->number, zh(lists, "group"),
            child->household, head.zh, phone, zh(lists, "county"), lists->townships[group->township].zh,
            village->zh, lists->townships[group->township].zh, village->zh, group->number,
            zh(lists, "group"), child->line, name.zh, name.ug, zh(lists, child->girl ? "female" : "male"),
            number, date_text(child->born, born), zh(lists, "local"));
    write_parent(lists, file, child, false);
    write_parent(lists, file, child, true);
    fputc('\n', file);
}

static bool write_register(struct lists *lists, struct error *err)
{
    FILE *file = open_list(lists, lists->demo->folder, "register.csv", "title-register", "header-register", err);
    if (!file)
        return false;
    for (size_t i = 0; i < lists->people.child_count; i++)
        if (lists->people.children[i].planted != PLANTED_NOT_IN_REGISTER)
            write_register_row(lists, file, &lists->people.children[i]);
    return close_list(file, "register.csv", err);
}

/* A mistyped number passes the check all the same: two children's sequences are mixed up. */
static unsigned roll_sequence(const struct demo_child *child)
{
    return child->planted == PLANTED_ID_DIFFERS ? child->sequence + 600u : child->sequence;
}

static int roll_born(const struct demo_child *child)
{
    return child->planted == PLANTED_BIRTH_DIFFERS ? child->born + 31 : child->born;
}

/* One row of the roll; second is true for the second entry of a child that has two. */
static void write_roll_row(const struct lists *lists, FILE *file, const struct demo_child *child,
                           bool second)
{
    const struct demo_people *people = &lists->people;
    bool left = child->planted == PLANTED_NO_SHOW; /* graduated, and never came to grade 7 */
    int school = left ? people_school_for(people, child, false)
        : second      ? people_other_school(people, child->school)
                      : child->school;
    struct row_name name, guardian;
    char number[19], student[19], born[DATE_SIZE], phone[12];
    child_name(lists, child, child->planted == PLANTED_NAME_DIFFERS, &name);
    parent_name(lists, child, false, &guardian);
    phone_of(child, 0, phone);
    people_id_number(child, roll_sequence(child), number);
    people_id_number(child, child->sequence, student);
    bool girl = child->girl != (child->planted == PLANTED_SEX_DIFFERS);
    fprintf(file, "%s,%d%s,%d%s,%s,%s,%s,%s,%s,%c%s,%s,%s,%s,%s\n", lists->schools[school].zh,
            left ? 6 : child->grade, zh(lists, "grade"), left || second ? 1 : people_class(people, child),
            zh(lists, "class"), name.zh, name.ug, zh(lists, girl ? "female" : "male"), number,
            date_text(roll_born(child), born), second ? 'L' : 'G', student,
            zh(lists, left ? "graduated" : "at-school"), guardian.zh, phone, zh(lists, "boarding"));
}

static bool on_roll(const struct demo_child *child)
{
    return child->grade > 0 && child->planted != PLANTED_NEVER_ENROLLED;
}

static bool write_roll(struct lists *lists, int township, struct error *err)
{
    const char *name = arena_text(lists->arena, "roll-%02d.csv", township + 1);
    FILE *file = open_list(lists, lists->demo->rolls, name, "title-roll", "header-roll", err);
    if (!file)
        return false;
    for (size_t i = 0; i < lists->people.child_count; i++) {
        const struct demo_child *child = &lists->people.children[i];
        if (lists->people.groups[child->group].township != township || !on_roll(child))
            continue;
        write_roll_row(lists, file, child, false);
        if (child->planted == PLANTED_TWICE)
            write_roll_row(lists, file, child, true);
        lists->summary->on_roll += child->planted == PLANTED_TWICE ? 2 : 1;
    }
    return close_list(file, name, err);
}

static bool write_rolls(struct lists *lists, struct error *err)
{
    for (int township = 0; township < lists->people.townships; township++)
        if (!write_roll(lists, township, err))
            return false;
    return true;
}

/* --- What departments list -------------------------------------------------------------------- */

/* Some of the class that the demonstration's teacher has, after skipping others, then one in so
   many of all. */
static const struct department {
    const char *group, *source; /* of the policy's groups; key in names.txt */
    int skip, of_class, every, most;
} departments[] = {
    {"poor",     "source-poor",     0, 3, 37,  30},
    {"disabled", "source-disabled", 3, 1, 211, 6 },
};

enum {
    LISTED_BEFORE_DAYS = 30 /* today */
};

/* Nothing else is wrong about those on the lists. */
static bool may_be_listed(const struct demo_child *child)
{
    return on_roll(child) && child->planted == PLANTED_NOTHING;
}

static bool in_first_class(const struct lists *lists, const struct demo_child *child)
{
    const struct demo_school *school = &lists->people.schools[child->school];
    return school->township == 0 && school->junior && school->number == 1 && child->grade == 7
        && people_class(&lists->people, child) == 1;
}

static void write_listed(const struct lists *lists, FILE *file, const struct department *department,
                         const char *title, const struct demo_child *child)
{
    struct row_name name;
    char number[19], born[DATE_SIZE];
    child_name(lists, child, 0, &name);
    people_id_number(child, child->sequence, number);
    fprintf(file, "%s,%s,%s,%s,%s,%s,%s\n", title, number, name.zh, name.ug,
            date_text(child->born, born), zh(lists, department->source),
            date_add(lists->demo->today, -LISTED_BEFORE_DAYS, lists->arena));
}

static void write_department(const struct lists *lists, FILE *file,
                             const struct department *department, const struct policy_group *group)
{
    int of_class = 0, others = 0;
    for (size_t i = 0; i < lists->people.child_count; i++) {
        const struct demo_child *child = &lists->people.children[i];
        if (!may_be_listed(child))
            continue;
        bool first = in_first_class(lists, child);
        int at = first ? of_class++ - department->skip : 0;
        bool listed = first ? at >= 0 && at < department->of_class
                            : i % (size_t)department->every == 0 && others < department->most;
        others += listed && !first;
        if (listed)
            write_listed(lists, file, department, group->title.in[LANGUAGE_ZH], child);
    }
}

static bool write_groups(struct lists *lists, struct error *err)
{
    FILE *file = open_list(lists, lists->demo->folder, "groups.csv", NULL, "header-groups", err);
    if (!file)
        return false;
    for (size_t i = 0; lists->demo->policy && i < COUNT(departments); i++) {
        const struct policy_group *group = policy_group(lists->demo->policy, departments[i].group);
        if (group && !group->confidential)
            write_department(lists, file, &departments[i], group);
    }
    return close_list(file, "groups.csv", err);
}

static bool write_answers(struct lists *lists, struct error *err)
{
    FILE *file = open_list(lists, lists->demo->folder, "answers.csv", NULL, "header-answers", err);
    if (!file)
        return false;
    for (size_t i = 0; i < lists->people.child_count; i++) {
        const struct demo_child *child = &lists->people.children[i];
        char number[19], on_the_roll[19];
        if (child->planted == PLANTED_NOTHING)
            continue;
        people_id_number(child, child->sequence, number);
        people_id_number(child, roll_sequence(child), on_the_roll);
        fprintf(file, "%s,%s,%s,%s\n", planted_names[child->planted],
                child->planted == PLANTED_NOT_IN_REGISTER ? "" : number,
                on_roll(child) ? on_the_roll : "",
                lists->schools[child->school].zh);
        lists->summary->planted++;
    }
    return close_list(file, "answers.csv", err);
}

bool demo_write(const struct demo *demo, struct demo_summary *summary, struct error *err)
{
    ARENA(arena);
    struct lists lists = {.demo = demo, .arena = &arena, .summary = summary};
    if (demo->children < DEMO_LEAST || demo->children > DEMO_MOST)
        return error_tell(err, ERROR_INVALID, MSG("demo.size"),
                          arena_text(&arena, "%d", DEMO_LEAST), arena_text(&arena, "%d", DEMO_MOST));

    words_read(&arena, &lists.words);
    people_make(demo, &lists.words, &arena, &lists.people);
    name_places(&lists);
    *summary = (struct demo_summary){
        .townships = lists.people.townships,
        .villages = lists.people.villages,
        .groups = (int)lists.people.group_count,
        .schools = (int)lists.people.school_count,
        .children = demo->children,
    };
    return write_places(&lists, err)
        && write_schools(&lists, err)
        && write_register(&lists, err)
        && write_rolls(&lists, err)
        && write_groups(&lists, err)
        && write_answers(&lists, err);
}
