#include "core/demo/people.h"

#include "core/base/date.h"
#include "core/lists/idnumber.h"

#include <stdio.h>

enum {
    VILLAGE_CHILDREN = 450,
    GROUP_CHILDREN = 110,
    TOWNSHIP_CHILDREN = 4500,
    JUNIOR_PUPILS = 1200,
    VILLAGES_A_PRIMARY = 3,
    OLDEST = 18, /* H10: 0 to 18 */
    DAYS_A_YEAR = 365,
    RARELY = 450, /* one child in so many has each kind of disagreement */
};

static int clamp(int64_t value, int least, int most)
{
    return value < least ? least : value > most ? most
                                                : (int)value;
}

static int up(int64_t value, int by)
{
    return (int)((value + by - 1) / by);
}

/* A child starts grade 1 in the September after the sixth birthday (D1: 6 by 31 August). */
static int grade_of(int born, int school_year)
{
    char day[DATE_SIZE];
    int entry = date_school_year(date_text(born, day)) + 7;
    int grade = school_year - entry + 1;
    return grade >= 1 && grade <= DEMO_GRADES ? grade : 0;
}

static void lay_out_groups(const struct demo *demo, const struct words *words, struct arena *arena,
                           struct demo_people *people)
{
    people->townships = clamp(demo->children / TOWNSHIP_CHILDREN, 2, (int)words->count[WORD_TOWNSHIP]);
    int villages = clamp(up(demo->children, VILLAGE_CHILDREN * people->townships), 1,
                         (int)words->count[WORD_VILLAGE]);
    int groups = up(demo->children, GROUP_CHILDREN * people->townships * villages);
    people->villages = people->townships * villages;
    people->group_count = (size_t)people->villages * (size_t)groups;
    people->groups = arena_array(arena, struct demo_group, people->group_count);

    size_t at = 0;
    for (int township = 0; township < people->townships; township++)
        for (int village = 0; village < villages; village++)
            for (int number = 1; number <= groups; number++)
                people->groups[at++] = (struct demo_group){township, village, number, 0};
}

static void lay_out_schools(const struct demo *demo, struct arena *arena, struct demo_people *people)
{
    int villages = people->villages / people->townships;
    int primaries = up(villages, VILLAGES_A_PRIMARY);
    int juniors = up(demo->children / people->townships * 3 / (OLDEST + 1), JUNIOR_PUPILS);
    people->school_count = (size_t)people->townships * (size_t)(primaries + juniors);
    people->schools = arena_array(arena, struct demo_school, people->school_count);

    size_t at = 0;
    for (int township = 0; township < people->townships; township++)
        for (int number = 0; number < primaries + juniors; number++)
            people->schools[at++] = (struct demo_school){
                .township = township,
                .number = number < primaries ? number + 1 : number - primaries + 1,
                .junior = number >= primaries,
            };
}

int people_school_for(const struct demo_people *people, const struct demo_child *child, bool junior)
{
    const struct demo_group *group = &people->groups[child->group];
    int per_township = (int)people->school_count / people->townships;
    int villages = people->villages / people->townships;
    int primaries = up(villages, VILLAGES_A_PRIMARY);
    int first = group->township * per_township;
    return junior ? first + primaries + group->village % (per_township - primaries)
                  : first + group->village / VILLAGES_A_PRIMARY;
}

static void enrol(struct demo_people *people, struct demo_child *child)
{
    child->grade = (uint8_t)grade_of(child->born, people->school_year);
    child->school = -1;
    if (child->grade == 0)
        return;
    child->school = people_school_for(people, child, child->grade > 6);
    child->place_in_class = (uint16_t)people->schools[child->school].pupils[child->grade]++;
}

static enum planted plant(const struct demo_child *child, struct dice *dice)
{
    unsigned roll = dice_roll(dice, RARELY);
    if (child->grade == 0 || roll == PLANTED_NOTHING || roll >= PLANTED_KINDS)
        return PLANTED_NOTHING;
    if (roll == PLANTED_NO_SHOW && child->grade != 7)
        return PLANTED_NOTHING;
    return (enum planted)roll;
}

static void name_child(struct demo_child *child, const struct words *words, struct dice *dice)
{
    enum word_kind first = child->uyghur ? (child->girl ? WORD_UYGHUR_FEMALE : WORD_UYGHUR_MALE)
                                         : (child->girl ? WORD_GIVEN_FEMALE : WORD_GIVEN_MALE);
    enum word_kind second = child->girl ? WORD_END_FEMALE : WORD_END_MALE;
    child->name[0] = (uint16_t)dice_roll(dice, (unsigned)words->count[first]);
    child->name[1] = (uint16_t)dice_roll(dice, (unsigned)words->count[second]);
}

/* One page: a family with one to three children, all of one father. */
static size_t make_household(struct demo_people *people, size_t at, int group, int household,
                             const struct words *words, unsigned (*sequences)[2], int today,
                             struct dice *dice)
{
    size_t size = 1 + (dice_roll(dice, 2) == 0) + (dice_roll(dice, 6) == 0);
    struct demo_child family = {
        .group = group,
        .household = household,
        .uyghur = dice_roll(dice, 2) == 0,
        .surname = (uint8_t)dice_roll(dice, (unsigned)words->count[WORD_SURNAME]),
        .father = (uint16_t)dice_roll(dice, (unsigned)words->count[WORD_UYGHUR_MALE]),
        .mother = (uint16_t)dice_roll(dice, (unsigned)words->count[WORD_UYGHUR_FEMALE]),
    };
    for (size_t i = 0; i < size && at < people->child_count; i++, at++) {
        struct demo_child *child = &people->children[at];
        unsigned age = dice_roll(dice, (OLDEST + 1) * DAYS_A_YEAR);
        *child = family;
        child->born = today - (int)age;
        child->line = (int)i + 1;
        child->girl = dice_roll(dice, 2) == 0;
        child->sequence = (uint16_t)(2 * sequences[age][child->girl]++ + (child->girl ? 0 : 1));
        name_child(child, words, dice);
        enrol(people, child);
        child->planted = plant(child, dice);
        people->groups[group].children++;
    }
    return at;
}

void people_make(const struct demo *demo, const struct words *words, struct arena *arena,
                 struct demo_people *people)
{
    struct dice dice = {demo->seed};
    int today = 0;
    date_number(demo->today, &today);
    *people = (struct demo_people){.school_year = date_school_year(demo->today)};
    lay_out_groups(demo, words, arena, people);
    lay_out_schools(demo, arena, people);

    people->child_count = (size_t)demo->children;
    people->children = arena_array(arena, struct demo_child, people->child_count);
    unsigned(*sequences)[2] = arena_alloc(arena, sizeof *sequences * (OLDEST + 1) * DAYS_A_YEAR);
    int *pages = arena_array(arena, int, people->group_count);
    for (size_t at = 0, family = 0; at < people->child_count; family++) {
        int group = (int)(family % people->group_count);
        at = make_household(people, at, group, ++pages[group], words, sequences, today, &dice);
    }
}

int people_other_school(const struct demo_people *people, int school)
{
    int count = (int)people->school_count;
    for (int other = (school + 1) % count; other != school; other = (other + 1) % count)
        if (people->schools[other].junior == people->schools[school].junior)
            return other;
    return school;
}

int people_classes(const struct demo_school *school, int grade)
{
    return up(school->pupils[grade], DEMO_CLASS_SIZE);
}

int people_class(const struct demo_people *people, const struct demo_child *child)
{
    return 1 + child->place_in_class % people_classes(&people->schools[child->school], child->grade);
}

void people_id_number(const struct demo_child *child, unsigned sequence, char number[static 19])
{
    char born[DATE_SIZE];
    date_text(child->born, born);
    snprintf(number, 19, "659900%.4s%.2s%.2s%03u", born, born + 5, born + 8, sequence % 1000u);
    number[17] = idnumber_check_character(number);
    number[18] = '\0';
}
