#include "tests/support/county.h"

#include "core/posts/account.h"
#include "core/posts/place.h"
#include "core/posts/post.h"

#include <string.h>

static int64_t add_place(struct fixture *f, struct place place)
{
    int64_t id = 0;
    assert_true(place_add(f->store, &f->console, &place, &id, &f->err));
    return id;
}

static void make_household_line(struct fixture *f, struct county *c)
{
    c->id = add_place(
        f,
        (struct place){
            .kind = "county", .code = "659900", .name_zh = "示例县", .name_ug = "مىسال ناھىيىسى"});
    c->township[0] = add_place(f,
                               (struct place){.parent_id = c->id,
                                              .kind = "township",
                                              .code = "659900100",
                                              .name_zh = "东示例镇",
                                              .name_ug = "شەرقىي مىسال بازىرى"});
    c->township[1] = add_place(f,
                               (struct place){.parent_id = c->id,
                                              .kind = "township",
                                              .code = "659900200",
                                              .name_zh = "西示例乡",
                                              .name_ug = "غەربىي مىسال يېزىسى"});
    c->village[0] = add_place(f,
                              (struct place){.parent_id = c->township[0],
                                             .kind = "village",
                                             .code = "659900100200",
                                             .name_zh = "一示例村",
                                             .name_ug = "بىرىنچى مىسال كەنتى"});
    c->village[1] = add_place(f,
                              (struct place){.parent_id = c->township[1],
                                             .kind = "village",
                                             .code = "659900200200",
                                             .name_zh = "二示例村",
                                             .name_ug = "ئىككىنچى مىسال كەنتى"});
    for (int i = 0; i < 4; i++)
        c->group[i] = add_place(f,
                                (struct place){.parent_id = c->village[i / 2],
                                               .kind = "group",
                                               .name_zh = i % 2 == 0 ? "1组" : "2组",
                                               .name_ug = i % 2 == 0 ? "1-گۇرۇپپا" : "2-گۇرۇپپا"});
}

static int64_t add_class(struct fixture *f, int64_t parent_id, int grade, int number)
{
    return add_place(f, (struct place){
                            .parent_id = parent_id,
                            .kind = "class",
                            .name_zh = arena_text(&f->arena, "%d年级(%d)班", grade, number),
                            .name_ug = arena_text(&f->arena, "%d-يىللىق %d-سىنىپ", grade, number),
                            .grade = grade,
                            .number = number,
                        });
}

static void make_school_line(struct fixture *f, struct county *c)
{
    c->central_school = add_place(f,
                                  (struct place){.parent_id = c->id,
                                                 .kind = "central_school",
                                                 .code = "Z1",
                                                 .name_zh = "示例中心校",
                                                 .name_ug = "مىسال مەركىزىي مەكتەپ"});
    c->primary = add_place(f,
                           (struct place){.parent_id = c->central_school,
                                          .kind = "school",
                                          .code = "X1",
                                          .name_zh = "示例小学",
                                          .name_ug = "مىسال باشلانغۇچ مەكتەپ",
                                          .stage = "primary"});
    c->junior = add_place(f,
                          (struct place){.parent_id = c->id,
                                         .kind = "school",
                                         .code = "X2",
                                         .name_zh = "示例中学",
                                         .name_ug = "مىسال ئوتتۇرا مەكتەپ",
                                         .stage = "junior"});
    c->nine_year = add_place(f,
                             (struct place){.parent_id = c->id,
                                            .kind = "school",
                                            .code = "X3",
                                            .name_zh = "示例学校",
                                            .name_ug = "مىسال مەكتەپ",
                                            .stage = "nine_year"});
    c->grade7 = add_place(f,
                          (struct place){.parent_id = c->junior,
                                         .kind = "grade",
                                         .name_zh = "七年级",
                                         .name_ug = "7-يىللىق",
                                         .grade = 7});
    c->class_primary_6 = add_class(f, c->primary, 6, 1);
    c->class_junior_7_1 = add_class(f, c->grade7, 7, 1);
    c->class_junior_7_2 = add_class(f, c->grade7, 7, 2);
    c->class_nine_1 = add_class(f, c->nine_year, 1, 1);
    c->class_nine_7 = add_class(f, c->nine_year, 7, 1);
}

static void serve(struct fixture *f, int64_t place_id, const char *stage, int64_t school_id)
{
    assert_true(place_serve(f->store, &f->console, place_id, stage, school_id, &f->err));
}

static void make_service_areas(struct fixture *f, const struct county *c)
{
    serve(f, c->township[0], "primary", c->primary);
    serve(f, c->township[0], "junior", c->junior);
    serve(f, c->township[1], "primary", c->nine_year);
    serve(f, c->township[1], "junior", c->nine_year);
}

static void make_calendar(struct fixture *f, struct county *c)
{
    QUERY(term) = query_open(f->store, "INSERT INTO main.term (place_id, first_day, last_day)"
                                       " VALUES (:county, '2026-09-01', '2027-01-15')");
    bind_int(&term, ":county", c->id);
    assert_true(query_run(&term, &f->err));
    c->term = store_inserted(f->store);

    QUERY(days) = query_open(f->store,
                             "INSERT INTO main.calendar_day (place_id, day, kind, name_zh,"
                             " name_ug) VALUES"
                             " (:county, '2026-09-20', 'make_up', '', ''),"
                             " (:county, '2026-09-25', 'holiday', '中秋节', 'ئوتتۇرا كۈز بايرىمى'),"
                             " (:county, '2026-10-01', 'holiday', '国庆节', 'دۆلەت بايرىمى'),"
                             " (:county, '2026-10-02', 'holiday', '国庆节', 'دۆلەت بايرىمى')");
    bind_int(&days, ":county", c->id);
    assert_true(query_run(&days, &f->err));

    QUERY(settings) = query_open(f->store, "INSERT INTO main.setting (name, value) VALUES"
                                           " ('policy', 'hutubi')");
    assert_true(query_run(&settings, &f->err));
}

int64_t county_post(struct fixture *f, enum role role, int64_t place_id)
{
    int64_t post = 0;
    const char *seat = post_seat_name(role, "", role_name(role));
    assert_true(post_seat(f->store, role, place_id, seat, &post, &f->err));
    return post;
}

int64_t county_account(struct fixture *f, const char *name, const char *person_zh,
                       const char *person_ug)
{
    const struct account account = {
        .name = name, .person_zh = person_zh, .person_ug = person_ug, .language = "zh"};
    char password[ACCOUNT_PASSWORD_SIZE];
    int64_t id = 0;
    assert_true(account_create(f->store, &f->console, &account, &id, password, &f->err));
    return id;
}

static int64_t hire(struct fixture *f, enum role role, int64_t place_id, const char *person_zh,
                    const char *person_ug)
{
    int64_t account = county_account(f, role_name(role), person_zh, person_ug);
    int64_t holding = 0;
    assert_true(post_give(f->store, &f->console, county_post(f, role, place_id), account,
                          "2026-08-01", NULL, false, &holding, &f->err));
    return account;
}

static void make_people(struct fixture *f, const struct county *c)
{
    const struct {
        enum role role;
        int64_t place_id;
        const char *person_zh, *person_ug;
    } people[] = {
        {ROLE_CLASS_TEACHER,    c->class_junior_7_1, "陈示例", "چېن مىسال"    },
        {ROLE_GRADE_HEAD,       c->grade7,           "杨示例", "ياڭ مىسال"    },
        {ROLE_ACADEMIC_OFFICE,  c->junior,           "黄示例", "خۇاڭ مىسال"  },
        {ROLE_ROLL_KEEPER,      c->junior,           "徐示例", "شۈ مىسال"      },
        {ROLE_PRINCIPAL,        c->junior,           "孙示例", "سۇن مىسال"    },
        {ROLE_CENTRAL_SCHOOL,   c->central_school,   "马示例", "ما مىسال"      },
        {ROLE_VILLAGE_WORKER,   c->village[0],       "",          "ئالىم مىسال"},
        {ROLE_TOWNSHIP,         c->township[0],      "胡示例", "خۇ مىسال"      },
        {ROLE_BUREAU_EDUCATION, c->id,               "林示例", "لىن مىسال"    },
        {ROLE_SUPERVISION,      c->id,               "何示例", "خې مىسال"      },
        {ROLE_LEADING_GROUP,    c->id,               "马示例", "ما مىسال"      },
        {ROLE_ACCOUNT_ADMIN,    c->id,               "郭示例", "گو مىسال"      },
        {ROLE_AUDITOR,          c->id,               "罗示例", "لو مىسال"      },
    };
    for (size_t i = 0; i < COUNT(people); i++)
        hire(f, people[i].role, people[i].place_id, people[i].person_zh, people[i].person_ug);
}

/* A line of the lists; 0 where the child is not on one of them. */
struct listed {
    const char *name_zh, *name_ug, *sex, *born, *id_number, *student_number;
    int64_t class_id, group_id;
};

static int64_t insert_child(struct fixture *f, const struct listed *listed)
{
    QUERY(query) = query_open(f->store,
                              "INSERT INTO main.child (id_number, name_zh, name_ug, sex, born,"
                              " group_id, class_id)"
                              " VALUES (:id_number, :zh, :ug, :sex, :born, :group, :class)");
    bind_text(&query, ":id_number", listed->id_number);
    bind_text(&query, ":zh", listed->name_zh);
    bind_text(&query, ":ug", listed->name_ug);
    bind_text(&query, ":sex", listed->sex);
    bind_text(&query, ":born", listed->born);
    bind_id(&query, ":group", listed->group_id);
    bind_id(&query, ":class", listed->class_id);
    assert_true(query_run(&query, &f->err));
    return store_inserted(f->store);
}

static void insert_guardian(struct fixture *f, int64_t child_id)
{
    QUERY(query) = query_open(f->store,
                              "INSERT INTO main.guardian (child_id, relation, name_zh, name_ug,"
                              " phone, occupation)"
                              " VALUES (:child, 'father', '示例父', 'مىسال دادا', '13900000011',"
                              " '务农')");
    bind_int(&query, ":child", child_id);
    assert_true(query_run(&query, &f->err));
}

/* A page for each child, in the volume of its group. */
static void insert_register_row(struct fixture *f, const struct listed *listed, int64_t child_id)
{
    QUERY(volume) = query_open(f->store, "INSERT INTO main.volume (place_id, school_year)"
                                         " VALUES (:group, 2026) ON CONFLICT DO NOTHING");
    bind_int(&volume, ":group", listed->group_id);
    assert_true(query_run(&volume, &f->err));

    QUERY(household) = query_open(f->store,
                                  "INSERT INTO main.household (volume_id, page, head, phone,"
                                  " registered, address)"
                                  " SELECT id, :page, '示例父', '13900000011', '示例县', '示例县' FROM"
                                  " main.volume"
                                  " WHERE place_id = :group AND school_year = 2026");
    bind_int(&household, ":group", listed->group_id);
    bind_int(&household, ":page", child_id);
    assert_true(query_run(&household, &f->err));

    QUERY(row) = query_open(f->store,
                            "INSERT INTO main.register_row (household_id, line, child_id,"
                            " id_number, name_zh, name_ug,"
                            " sex, born) SELECT :household, 1, id, id_number, name_zh, name_ug,"
                            " sex, born"
                            " FROM main.child WHERE id = :child");
    bind_int(&row, ":household", store_inserted(f->store));
    bind_int(&row, ":child", child_id);
    assert_true(query_run(&row, &f->err));
}

static void insert_roll_entry(struct fixture *f, const struct listed *listed, int64_t child_id)
{
    QUERY(query) = query_open(f->store,
                              "INSERT INTO main.roll_entry (child_id, student_number, id_number,"
                              " name_zh, name_ug, sex, born,"
                              " school_id, class_id, grade)"
                              " SELECT child.id, :student_number, id_number, child.name_zh,"
                              " child.name_ug, sex, born,"
                              " school.id, class_id, class.grade FROM main.child"
                              " JOIN main.place AS class ON class.id = class_id"
                              " JOIN main.place_within ON place_within.place_id = class_id"
                              " JOIN main.place AS school ON school.id = ancestor_id AND"
                              " school.kind = 'school'"
                              " WHERE child.id = :child");
    bind_text(&query, ":student_number", listed->student_number);
    bind_int(&query, ":child", child_id);
    assert_true(query_run(&query, &f->err));
    assert_int_equal(store_changed(f->store), 1);
}

static int64_t add_child(struct fixture *f, const struct listed *listed)
{
    int64_t child = insert_child(f, listed);
    insert_guardian(f, child);
    if (listed->group_id != 0)
        insert_register_row(f, listed, child);
    if (listed->class_id != 0)
        insert_roll_entry(f, listed, child);
    return child;
}

static void make_children(struct fixture *f, struct county *c)
{
    /* clang-format off */
    const struct listed children[CHILD_COUNT] = {
        [CHILD_LI] = {"李示例", "", "m", "2013-05-06",
            "659900201305060012", "G659900201305060011", c->class_junior_7_1, c->group[0]},
        [CHILD_AYGUL] = {"阿依古丽·买买提", "ئايگۈل مەمەت", "f", "2013-08-17",
            "659900201308170022", "G659900201308170022", c->class_junior_7_1, c->group[0]},
        [CHILD_WANG] = {"王示例", "", "f", "2013-03-20",
            "659900201303200026", "G659900201303200023", c->class_junior_7_2, c->group[1]},
        [CHILD_KURBAN] = {"库尔班·玉山", "قۇربان ئۆسەن", "m", "2013-11-02",
            "659900201311020033", "G659900201311020034", c->class_nine_7, c->group[2]},
        [CHILD_ZHAO] = {"赵示例", "", "m", "2014-10-01",
            "659900201410010017", "G659900201410010015", c->class_primary_6, c->group[0]},
        [CHILD_NOWHERE] = {"周示例", "", "f", "2015-04-11",
            "659900201504110027", "", 0, c->group[1]},
        [CHILD_UNKNOWN] = {"吴示例", "", "m", "2014-12-24",
            "659900201412240019", "G659900201412240016", c->class_primary_6, 0},
        [CHILD_SMALL] = {"", "پاتىگۈل تۇرسۇن", "f", "2019-06-30",
            "659900201906300026", "G659900201906300027", c->class_nine_1, c->group[3]},
    };
    /* clang-format on */
    for (size_t i = 0; i < COUNT(children); i++)
        c->child[i] = add_child(f, &children[i]);
}

const char *const county_sees[ROLE_COUNT] = {
    /*                          LI AYGUL WANG KURBAN ZHAO NOWHERE UNKNOWN SMALL */
    [ROLE_CLASS_TEACHER] = "xx......",
    [ROLE_SUBJECT_TEACHER] = "xx......",
    [ROLE_GRADE_HEAD] = "xxx.....",
    [ROLE_ACADEMIC_OFFICE] = "xxx.....",
    [ROLE_ROLL_KEEPER] = "xxx.....",
    [ROLE_PRINCIPAL] = "xxx.....",
    [ROLE_CENTRAL_SCHOOL] = "....x.x.",
    [ROLE_VILLAGE_WORKER] = "xxx.xx..",
    [ROLE_TOWNSHIP] = "xxx.xx..",
    [ROLE_BUREAU_EDUCATION] = "xxxxxxxx",
    [ROLE_SUPERVISION] = "xxxxxxxx",
    [ROLE_LEADING_GROUP] = "xxxxxxxx",
    [ROLE_HOME_TEACHER] = "........",
    [ROLE_PAIRED_CADRE] = "........",
    [ROLE_ACCOUNT_ADMIN] = "........",
    [ROLE_AUDITOR] = "........",
};

struct county county_make(struct fixture *f)
{
    struct county c = {0};
    make_household_line(f, &c);
    make_school_line(f, &c);
    make_service_areas(f, &c);
    make_calendar(f, &c);
    make_people(f, &c);
    make_children(f, &c);
    return c;
}

static int64_t find_place(struct fixture *f, const char *sql)
{
    QUERY(query) = query_open(f->store, sql);
    assert_true(query_next(&query));
    return query_int(&query, 0);
}

/* Who sits on a seat comes when a test asks for them. */
static int64_t hire_late(struct fixture *f, enum role role)
{
    static const char class_7_1[] = "SELECT min(id) FROM main.place WHERE kind = 'class'"
                                    " AND grade = 7 AND number = 1";
    static const char junior[] = "SELECT id FROM main.place WHERE name_zh = '示例中学'";
    static const char county[] = "SELECT id FROM main.place WHERE kind = 'county'";
    store_widen(f->store);
    switch (role) {
    case ROLE_SUBJECT_TEACHER:
        return hire(f, role, find_place(f, class_7_1), "朱示例", "جۇ مىسال");
    case ROLE_HOME_TEACHER:
        return hire(f, role, find_place(f, junior), "钱示例", "چيەن مىسال");
    case ROLE_PAIRED_CADRE:
        return hire(f, role, find_place(f, county), "冯示例", "فېڭ مىسال");
    default:
        return 0;
    }
}

struct actor county_actor(struct fixture *f, enum role role)
{
    struct actor actor = {0};
    int64_t account = 0;
    assert_true(account_find(f->store, role_name(role), &account, &f->err));
    if (account == 0)
        account = hire_late(f, role);
    assert_true(post_actor(f->store, account, COUNTY_TODAY, &f->arena, &actor, &f->err));
    return actor;
}
