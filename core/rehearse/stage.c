#include "core/rehearse/stage.h"

#include "core/days/special_day.h"
#include "core/days/term.h"
#include "core/lists/child.h"
#include "core/lists/enrolment.h"
#include "core/posts/account.h"
#include "core/posts/place.h"
#include "core/posts/post.h"
#include "core/store/setting.h"

#include <stdlib.h>
#include <string.h>

/* --- Places ----------------------------------------------------------------------------------- */

static bool add_place(struct stage *stage, int64_t parent, const char *kind, const char *name,
                      const char *school_stage, int64_t *id, struct error *err)
{
    const struct place place = {
        .parent_id = parent,
        .kind = kind,
        .name_zh = name,
        .name_ug = name,
        .stage = school_stage,
        .code = "",
    };
    return place_add(stage->store, &stage->console, &place, id, err);
}

static bool serve(struct stage *stage, const char *school_stage, int64_t school, struct error *err)
{
    return place_serve(stage->store, &stage->console, stage->township, school_stage, school, err);
}

static bool build_places(struct stage *stage, struct error *err)
{
    return add_place(stage, 0, "county", "county", "", &stage->county, err)
        && add_place(stage, stage->county, "township", "township", "", &stage->township, err)
        && add_place(stage, stage->township, "village", "village", "", &stage->village, err)
        && add_place(stage, stage->village, "group", "group", "", &stage->group, err)
        && add_place(stage, stage->county, "central_school", "central_school", "",
                     &stage->central_school, err)
        && add_place(stage, stage->central_school, "school", "primary", "primary", &stage->primary,
                     err)
        && add_place(stage, stage->central_school, "school", "junior", "junior", &stage->junior,
                     err)
        && add_place(stage, stage->central_school, "school", "senior", "senior", &stage->senior,
                     err)
        && serve(stage, "primary", stage->primary, err)
        && serve(stage, "junior", stage->junior, err);
}

/* What a timeline calls each place of the stage. */
struct named {
    const char *name;
    int64_t id;
};

enum {
    PLACE_COUNT = 8
};

static void name_places(const struct stage *stage, struct named places[static PLACE_COUNT])
{
    const struct named all[PLACE_COUNT] = {
        {"county",         stage->county        },
        {"township",       stage->township      },
        {"village",        stage->village       },
        {"group",          stage->group         },
        {"central_school", stage->central_school},
        {"primary",        stage->primary       },
        {"junior",         stage->junior        },
        {"senior",         stage->senior        },
    };
    memcpy(places, all, sizeof all);
}

int64_t stage_place(const struct stage *stage, const char *name)
{
    struct named places[PLACE_COUNT];
    name_places(stage, places);
    for (size_t i = 0; i < PLACE_COUNT; i++)
        if (strcmp(places[i].name, name) == 0)
            return places[i].id;
    return 0;
}

const char *stage_place_name(const struct stage *stage, int64_t place_id)
{
    struct named places[PLACE_COUNT];
    name_places(stage, places);
    for (size_t i = 0; i < PLACE_COUNT; i++)
        if (places[i].id == place_id)
            return places[i].name;
    return "";
}

/* --- Posts ------------------------------------------------------------------------------------ */

static const struct statement *vacancy(const struct stage *stage, enum role role)
{
    for (size_t i = 0; i < stage->timeline->count; i++) {
        const struct statement *statement = &stage->timeline->statements[i];
        if (!statement->day && strcmp(statement_word(statement, 0), "vacant") == 0
            && strcmp(statement_word(statement, 1), role_name(role)) == 0)
            return statement;
    }
    return NULL;
}

static bool give(struct stage *stage, const struct stage_post *post, const char *first,
                 const char *last, struct error *err)
{
    int64_t holding;
    return post_give(stage->store, &stage->console, post->post_id, post->account_id, first, last,
                     false, &holding, err);
}

/* A post that is vacant for a while is held before and after; without days nobody ever holds it. */
static bool hold(struct stage *stage, const struct stage_post *post, struct error *err)
{
    const struct statement *vacant = vacancy(stage, post->role);
    if (!vacant)
        return give(stage, post, "2000-01-01", NULL, err);
    const char *from = statement_option(vacant, "from"), *to = statement_option(vacant, "to");
    int number;
    if ((from && !date_number(from, &number)) || (to && !date_number(to, &number)))
        return statement_refuse(stage->timeline, vacant, MSG("rehearse.bad-day"), from ? from : to,
                                err);
    return (!from || give(stage, post, "2000-01-01", date_add(from, -1, &stage->arena), err))
        && (!to || give(stage, post, date_add(to, 1, &stage->arena), NULL, err));
}

static bool add_post(struct stage *stage, enum role role, int64_t place_id, struct error *err)
{
    char password[ACCOUNT_PASSWORD_SIZE];
    struct stage_post post = {.role = role, .place_id = place_id};
    const struct account account = {
        .name = arena_text(&stage->arena, "%s%zu", role_name(role), stage->post_count),
        .person_zh = role_name(role),
        .person_ug = "",
        .phone = "",
        .language = "",
    };
    if (!post_ensure(stage->store, role, place_id, &post.post_id, err)
        || !account_create(stage->store, &stage->console, &account, &post.account_id, password,
                           err)
        || !hold(stage, &post, err))
        return false;
    stage->posts = arena_grow(&stage->arena, stage->posts, stage->post_count,
                              sizeof *stage->posts);
    stage->posts[stage->post_count++] = post;
    return true;
}

/* Every role that rules name and that sees children, at every place of its kind, but for classes
   and grades. */
static bool build_posts(struct stage *stage, struct error *err)
{
    const int64_t schools[] = {stage->primary, stage->junior, stage->senior};
    bool ok = true;
    for (int i = 0; ok && i < ROLE_COUNT; i++) {
        enum role role = (enum role)i;
        const char *kind = role_place_kind(role);
        if (!role_may(role, MAY_SEE_CHILDREN) || role_seated(role))
            continue;
        for (size_t k = 0; ok && strcmp(kind, "school") == 0 && k < COUNT(schools); k++)
            ok = add_post(stage, role, schools[k], err);
        if (ok && stage_place(stage, kind))
            ok = add_post(stage, role, stage_place(stage, kind), err);
    }
    return ok;
}

bool stage_actor(struct stage *stage, enum role role, int64_t place_id, const char *day,
                 struct arena *arena, struct actor *actor, struct error *err)
{
    int64_t post = 0;
    bool held = false;
    *actor = (struct actor){.name = role_name(role)};
    if (!post_for(stage->store, role, place_id, &post, err)
        || (post && !post_held(stage->store, post, day, &held, err)))
        return false;
    for (size_t i = 0; held && i < stage->post_count; i++)
        if (stage->posts[i].post_id == post)
            return post_actor(stage->store, stage->posts[i].account_id, day, arena, actor, err);
    return true;
}

/* --- Classes and children --------------------------------------------------------------------- */

static int64_t school_of(const struct stage *stage, int grade)
{
    return grade <= 6 ? stage->primary : grade <= 9 ? stage->junior
                                                    : stage->senior;
}

static bool add_class(struct stage *stage, int grade, int number, int64_t *id, struct error *err)
{
    int64_t grade_place;
    struct place place = {
        .parent_id = school_of(stage, grade),
        .kind = "grade",
        .name_zh = arena_text(&stage->arena, "%d", grade),
        .name_ug = "",
        .code = "",
        .stage = "",
        .grade = grade,
    };
    if (!place_add(stage->store, &stage->console, &place, &grade_place, err)
        || !add_post(stage, ROLE_GRADE_HEAD, grade_place, err))
        return false;
    place.parent_id = grade_place;
    place.kind = "class";
    place.name_zh = arena_text(&stage->arena, "%d(%d)", grade, number);
    place.number = number;
    if (!place_add(stage->store, &stage->console, &place, id, err)
        || !add_post(stage, ROLE_CLASS_TEACHER, *id, err))
        return false;
    stage->classes = arena_grow(&stage->arena, stage->classes, stage->class_count,
                                sizeof *stage->classes);
    stage->classes[stage->class_count++] = (struct stage_class){*id, grade, number};
    return true;
}

static bool find_class(struct stage *stage, int grade, int number, int64_t *id, struct error *err)
{
    for (size_t i = 0; i < stage->class_count; i++)
        if (stage->classes[i].grade == grade && stage->classes[i].number == number) {
            *id = stage->classes[i].id;
            return true;
        }
    return add_class(stage, grade, number, id, err);
}

/* A child without a day of birth is as old as its grade. */
static const char *born_of(struct stage *stage, const struct statement *statement, int grade)
{
    const char *born = statement_option(statement, "born");
    int year = date_school_year(stage->timeline->from) - (grade > 0 ? grade + 5 : 7);
    return born ? born : arena_text(&stage->arena, "%04d-05-06", year);
}

/* Who is in a class stands on its school's roll. */
static bool enrol(struct stage *stage, const struct child *child, int grade, struct error *err)
{
    int64_t id;
    const struct enrolment entry = {
        .child_id = child->id,
        .student_number = "",
        .id_number = "",
        .name_zh = child->name_zh,
        .name_ug = "",
        .sex = "",
        .born = child->born,
        .school_id = school_of(stage, grade),
        .class_id = child->class_id,
        .grade = grade,
        .status = "at_school",
        .guardian = "",
        .phone = "",
    };
    return !child->class_id || enrolment_add(stage->store, &entry, 0, &id, err);
}

static bool add_child(struct stage *stage, const struct statement *statement, struct error *err)
{
    const char *grade = statement_option(statement, "grade");
    const char *number = statement_option(statement, "class");
    const char *name = statement_word(statement, 1);
    int wanted = grade ? atoi(grade) : 0, day;
    struct child child = {
        .id_number = "",
        .name_zh = name,
        .name_ug = "",
        .sex = "",
        .born = born_of(stage, statement, wanted),
        .group_id = statement_says(statement, "elsewhere") ? 0 : stage->group,
    };
    if (!*name || stage_child(stage, name))
        return statement_refuse(stage->timeline, statement, MSG("rehearse.bad-child"), name, err);
    if (!date_number(child.born, &day))
        return statement_refuse(stage->timeline, statement, MSG("rehearse.bad-day"), child.born,
                                err);
    if (grade && (wanted < 1 || wanted > 12))
        return statement_refuse(stage->timeline, statement, MSG("rehearse.bad-child"), grade, err);
    if (grade && !find_class(stage, wanted, number ? atoi(number) : 1, &child.class_id, err))
        return false;
    if (!child_add(stage->store, &child, &child.id, err) || !enrol(stage, &child, wanted, err))
        return false;
    stage->children = arena_grow(&stage->arena, stage->children, stage->child_count,
                                 sizeof *stage->children);
    stage->children[stage->child_count++] = (struct stage_child){name, child.id, child.class_id};
    return true;
}

const struct stage_child *stage_child(const struct stage *stage, const char *name)
{
    for (size_t i = 0; i < stage->child_count; i++)
        if (strcmp(stage->children[i].name, name) == 0)
            return &stage->children[i];
    return NULL;
}

const char *stage_child_name(const struct stage *stage, int64_t child_id)
{
    for (size_t i = 0; i < stage->child_count; i++)
        if (stage->children[i].id == child_id)
            return stage->children[i].name;
    return "";
}

/* --- Calendar --------------------------------------------------------------------------------- */

static bool add_term(struct stage *stage, const struct statement *statement, struct error *err)
{
    int64_t id;
    const struct term term = {
        .place_id = stage->county,
        .first_day = statement_word(statement, 1),
        .last_day = statement_word(statement, 2),
    };
    return term_add(stage->store, &stage->console, stage->timeline->from, &term, &id, err);
}

static bool add_days(struct stage *stage, const struct statement *statement, enum day_kind kind,
                     struct error *err)
{
    struct special_change change;
    const char *first = statement_word(statement, 1), *last = statement_word(statement, 2);
    const struct special_days days = {
        .place_id = stage->county,
        .kind = kind,
        .first_day = first,
        .last_day = *last ? last : first,
        .name_zh = kind == DAY_HOLIDAY ? "holiday" : "",
        .name_ug = "",
    };
    return special_days_enter(stage->store, stage->policy, &stage->console, stage->timeline->from,
                              &days, &change, err);
}

static bool add_holiday(struct stage *stage, const struct statement *statement, struct error *err)
{
    return add_days(stage, statement, DAY_HOLIDAY, err);
}

static bool add_make_up(struct stage *stage, const struct statement *statement, struct error *err)
{
    return add_days(stage, statement, DAY_MAKE_UP, err);
}

static bool leave_to_others(struct stage *stage, const struct statement *statement,
                            struct error *err)
{
    (void)stage, (void)statement, (void)err;
    return true;
}

/* --- All of it -------------------------------------------------------------------------------- */

/* What may stand without a day. Terms come before the days in them, both before the children. */
static const struct {
    const char *word;
    int pass;
    bool (*build)(struct stage *stage, const struct statement *statement, struct error *err);
} words[] = {
    {"term",     0, add_term       },
    {"holiday",  1, add_holiday    },
    {"make-up",  1, add_make_up    },
    {"child",    2, add_child      },
    {"diligent", 2, leave_to_others},
    {"from",     2, leave_to_others},
    {"until",    2, leave_to_others},
    {"vacant",   2, leave_to_others},
    {"show",     2, leave_to_others},
};

/* What a verb refuses is told with the line that asked for it. */
static bool build_at(struct stage *stage, const struct statement *statement, size_t word,
                     struct error *err)
{
    struct error why = {0};
    if (words[word].build(stage, statement, &why))
        return true;
    if (strncmp(why.key, "rehearse.", strlen("rehearse.")) == 0) {
        *err = why;
        return false;
    }
    return statement_refuse(stage->timeline, statement, MSG("rehearse.refused"), why.key, err);
}

static bool build_one(struct stage *stage, const struct statement *statement, int pass,
                      struct error *err)
{
    const char *word = statement_word(statement, 0);
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i].word, word) == 0)
            return words[i].pass != pass || build_at(stage, statement, i, err);
    return statement_refuse(stage->timeline, statement, MSG("rehearse.unknown"), word, err);
}

static bool build_described(struct stage *stage, struct error *err)
{
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < stage->timeline->count; i++)
            if (!stage->timeline->statements[i].day
                && !build_one(stage, &stage->timeline->statements[i], pass, err))
                return false;
    return true;
}

static bool build(struct stage *stage, struct error *err)
{
    return setting_keep(stage->store, "policy", stage->policy->name, err)
        && build_places(stage, err)
        && build_posts(stage, err)
        && build_described(stage, err);
}

bool stage_build(struct stage *stage, const struct policy *policy, const struct timeline *timeline,
                 struct error *err)
{
    *stage = (struct stage){
        .policy = policy,
        .timeline = timeline,
        .console = {.name = "console", .console = true},
        .store = store_open(":memory:", err),
    };
    return stage->store && store_begin(stage->store, err)
        && store_end(stage->store, build(stage, err), err);
}

void stage_end(struct stage *stage)
{
    store_close(stage->store);
    arena_clear(&stage->arena);
}
