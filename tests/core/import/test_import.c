#include "tests/support/fixture.h"
#include "tests/support/listfile.h"

#include "core/import/import.h"
#include "core/posts/place.h"

#include <stdlib.h>
#include <string.h>

/* One load: what went in, what came back, what was counted. */
struct loaded {
    struct listfile in, rejects, results;
    struct import_request request;
    struct import_report report;
    bool ok;
};

static struct loaded *load(struct fixture *f, const char *kind, const char *text, const char *how)
{
    struct loaded *loaded = arena_new(&f->arena, struct loaded);
    loaded->in = (struct listfile){.bytes = text, .size = strlen(text)};
    loaded->request = (struct import_request){
        .kind = kind,
        .file = "list.csv",
        .source = listfile_source(&loaded->in),
        .today = "2026-09-17",
        .language = LANGUAGE_ZH,
        .create = strstr(how, "create") != NULL,
        .rehearse = strstr(how, "rehearse") != NULL,
        .rejects = listfile_sink(&loaded->rejects),
        .results = listfile_sink(&loaded->results),
    };
    f->err = (struct error){0};
    loaded->ok = import_run(f->store, &f->console, &loaded->request, &f->arena, &loaded->report, &f->err);
    return loaded;
}

static int64_t count(struct fixture *f, const char *sql)
{
    QUERY(query) = query_open(f->store, sql);
    int64_t rows = query_next(&query) ? query_int(&query, 0) : -1;
    assert_true(query_ok(&query, &f->err));
    return rows;
}

static const char *text(struct fixture *f, const char *sql)
{
    QUERY(query) = query_open(f->store, sql);
    return query_next(&query) ? query_text(&query, 0, &f->arena) : "";
}

/* A county with one township and one school, as lists find it. */
static int begin(void **state)
{
    if (fixture_open(state) != 0)
        return -1;
    struct fixture *f = *state;
    int64_t county, id;
    const struct place top = {.kind = "county", .name_zh = "示例县"};
    assert_true(place_add(f->store, &f->console, &top, &county, &f->err));
    const struct place township = {.kind = "township", .parent_id = county, .code = "T01", .name_zh = "示例镇"};
    assert_true(place_add(f->store, &f->console, &township, &id, &f->err));
    const struct place school = {.kind = "school", .parent_id = county, .code = "S01", .name_zh = "示例中学"};
    assert_true(place_add(f->store, &f->console, &school, &id, &f->err));
    return 0;
}

#define LIST_SPEC(name) cmocka_unit_test_setup_teardown(name, begin, fixture_close)

#define ROLL "学校名称,年级,班级,学生姓名,性别,公民身份号码,出生年月,全国学籍号,就读状态\n"
#define LI   "示例中学,七年级,(2)班,李示例,男,659900201404110011,20140411,G659900201404110011,在读\n"
#define WANG "示例中学,7,2班,王示例,女,65990020130502058X,2013/5/2,G65990020130502058X,疑似辍学\n"

static void a_roll_goes_in_with_its_classes(void **state)
{
    struct fixture *f = *state;

    struct loaded *loaded = load(f, "roll", ROLL LI WANG, "create");

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.added, 2);
    assert_int_equal(loaded->report.refused, 0);
    assert_int_equal(loaded->report.place_count, 2);
    assert_string_equal(loaded->report.places[1], "示例中学 七年级(2)班");
    assert_int_equal(count(f, "SELECT count(*) FROM child JOIN place ON place.id = class_id"
                              " WHERE kind = 'class' AND place.name_zh = '七年级(2)班'"),
                     2);
    assert_string_equal(text(f, "SELECT status FROM roll_entry WHERE name_zh = '王示例'"), "suspected");
    assert_string_equal(text(f, "SELECT born FROM roll_entry WHERE name_zh = '王示例'"), "2013-05-02");
}

static void the_same_file_again_changes_nothing(void **state)
{
    struct fixture *f = *state;
    load(f, "roll", ROLL LI WANG, "create");
    int64_t revisions = count(f, "SELECT count(*) FROM revision");

    struct loaded *again = load(f, "roll", ROLL LI WANG, "create");

    assert_true(again->ok);
    assert_int_equal(again->report.same, 2);
    assert_int_equal(again->report.added + again->report.changed + again->report.refused, 0);
    assert_int_equal(count(f, "SELECT count(*) FROM child"), 2);
    assert_int_equal(count(f, "SELECT count(*) FROM revision"), revisions);
}

static void a_header_is_found_below_a_title_in_any_order_and_spelling(void **state)
{
    struct fixture *f = *state;
    static const char list[] =
        "示例县学生名册,,,,,\n"
        ",,,,,\n"
        "就读状态;*公民身份号码（18位）;班;姓名;学校标识码;年级;民文姓名;民族;政治面貌\n"
        "在校;659900201404110011;1;李示例;S01;初一;;汉;无\n"
        "休学;65990020130502058X;1;;S01;7;ئايگۈل;维;无\n";

    struct loaded *loaded = load(f, "roll", list, "create");

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.added, 2);
    assert_string_equal(loaded->report.dropped, "民族, 政治面貌");
    assert_string_equal(text(f, "SELECT grade FROM roll_entry WHERE name_zh = '李示例'"), "7");
    assert_string_equal(text(f, "SELECT status FROM roll_entry WHERE name_ug = 'ئايگۈل'"), "suspended");
}

static void each_bad_row_says_what_is_wrong_with_it(void **state)
{
    struct fixture *f = *state;
    static const char list[] = ROLL
        "示例中学,7,,李示例,男,659900201404110012,2014-04-11,G1,在读\n"
        "示例中学,7,,张示例,男,,2014-02-30,G2,在读\n"
        "无名中学,7,,赵示例,男,,2014-04-11,G3,在读\n"
        "示例中学,7,,钱示例,男,,2014-04-11,G4,飞走\n"
        "示例中学,7,,,男,,2014-04-11,G5,在读\n"
        "示例中学,7,,孙示例,男,,2014-04,G6,在读\n"
        "示例中学,7,,周示例,男,,2014-04-11,G7,在读\n"
        "示例中学,7,,周示例,男,,2014-04-11,G7,在读\n"
        "示例中学,7,,吴示例,男,,2030-04-11,G8,在读\n"
        "示例中学,十五,,郑示例,男,,2014-04-11,G9,在读\n";

    struct loaded *loaded = load(f, "roll", list, "");

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.added, 1);
    assert_int_equal(loaded->report.refused, 9);
    assert_string_equal(
        loaded->rejects.written,
        "\xEF\xBB\xBF行,列,原因,学校名称,年级,班级,学生姓名,性别,公民身份号码,出生年月,全国学籍号,就读状态\r\n"
        "2,公民身份号码,身份证号的最后一位对不上，请核对,示例中学,7,,李示例,男,659900201404110012,2014-04-11,G1,在读\r\n"
        "3,出生年月,没有这一天：2014-02-30,示例中学,7,,张示例,男,,2014-02-30,G2,在读\r\n"
        "4,学校名称,没有这所学校：无名中学,无名中学,7,,赵示例,男,,2014-04-11,G3,在读\r\n"
        "5,就读状态,就读状态不认识：飞走,示例中学,7,,钱示例,男,,2014-04-11,G4,飞走\r\n"
        "6,学生姓名,没有填：姓名,示例中学,7,,,男,,2014-04-11,G5,在读\r\n"
        "7,出生年月,出生日期只有年月：2014-04,示例中学,7,,孙示例,男,,2014-04,G6,在读\r\n"
        "9,全国学籍号,与本文件第 8 行重复,示例中学,7,,周示例,男,,2014-04-11,G7,在读\r\n"
        "10,出生年月,出生日期在今天之后：2030-04-11,示例中学,7,,吴示例,男,,2030-04-11,G8,在读\r\n"
        "11,年级,年级写法不认识：十五,示例中学,十五,,郑示例,男,,2014-04-11,G9,在读\r\n");
}

static void a_rehearsal_counts_and_keeps_nothing(void **state)
{
    struct fixture *f = *state;
    int64_t trail = count(f, "SELECT count(*) FROM audit");

    struct loaded *loaded = load(f, "roll", ROLL LI WANG, "create rehearse");

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.added, 2);
    assert_int_equal(loaded->report.place_count, 2);
    assert_int_equal(loaded->report.id, 0);
    assert_int_equal(count(f, "SELECT (SELECT count(*) FROM child) + (SELECT count(*) FROM roll_entry)"
                              " + (SELECT count(*) FROM import)"),
                     0);
    assert_int_equal(count(f, "SELECT count(*) FROM audit"), trail);
}

static void a_file_that_breaks_in_the_middle_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    static const char list[] = ROLL LI WANG;
    struct listfile in = {.bytes = list, .size = strlen(list), .fails_at = strlen(ROLL LI) + 5};
    struct import_report report;
    const struct import_request request = {
        .kind = "roll",
        .file = "list.csv",
        .source = listfile_source(&in),
        .today = "2026-09-17",
        .create = true,
    };
    f->err = (struct error){0};

    assert_false(import_run(f->store, &f->console, &request, &f->arena, &report, &f->err));

    assert_int_equal(f->err.kind, ERROR_SYSTEM);
    assert_int_equal(count(f, "SELECT (SELECT count(*) FROM child) + (SELECT count(*) FROM import)"), 0);
}

static void a_row_without_end_refuses_the_file_whole(void **state)
{
    struct fixture *f = *state;

    struct loaded *loaded = load(f, "roll", ROLL LI "示例中学,7,2,\"王示例,女\n", "create");

    assert_false(loaded->ok);
    assert_string_equal(f->err.key, "csv.quote-open");
    assert_string_equal(f->err.values[0], "3");
    assert_int_equal(count(f, "SELECT count(*) FROM child"), 0);
}

static void an_import_is_one_row_of_the_trail_with_its_digest_and_counts(void **state)
{
    struct fixture *f = *state;

    struct loaded *loaded = load(f, "roll", "姓名,学校名称,身份证号\n李示例,示例中学,659900201404110011\n", "");

    assert_true(loaded->ok);
    assert_int_equal(count(f, "SELECT count(*) FROM audit WHERE action = 'import'"), 1);
    assert_string_equal(text(f, "SELECT json_extract(detail, '$.added') FROM audit WHERE action = 'import'"), "1");
    assert_string_equal(text(f, "SELECT sha256 FROM import"),
                        text(f, "SELECT json_extract(detail, '$.sha256') FROM audit WHERE action = 'import'"));
    assert_int_equal(strlen(text(f, "SELECT sha256 FROM import")), 64);
}

static void a_changed_field_keeps_what_it_said(void **state)
{
    struct fixture *f = *state;
    load(f, "roll", ROLL LI, "create");

    struct loaded *changed = load(f, "roll",
                                  ROLL "示例中学,七年级,(2)班,李示例,男,659900201404110011,20140411,"
                                       "G659900201404110011,转出\n",
                                  "");

    assert_int_equal(changed->report.changed, 1);
    assert_string_equal(text(f, "SELECT field || ':' || before || ':' || after FROM revision"),
                        "status:at_school:transferred_out");
    assert_int_equal(count(f, "SELECT count(*) FROM revision JOIN audit ON audit.id = audit_id"
                              " WHERE action = 'import'"),
                     1);
    assert_string_equal(text(f, "SELECT kind FROM child JOIN place ON place.id = class_id"), "school");
}

static void what_a_file_leaves_empty_says_nothing(void **state)
{
    struct fixture *f = *state;
    load(f, "roll", ROLL LI, "create");

    struct loaded *loaded = load(f, "roll", "全国学籍号,姓名,学校名称,身份证号\n"
                                            "G659900201404110011,李示例,示例中学,/\n",
                                 "");

    assert_int_equal(loaded->report.refused, 1);
    loaded = load(f, "roll", "全国学籍号,姓名,学校名称,身份证号,出生日期\n"
                             "G659900201404110011,李示例,示例中学,无,2014-04-11\n",
                  "");
    assert_int_equal(loaded->report.same, 1);
    assert_string_equal(text(f, "SELECT id_number FROM roll_entry"), "659900201404110011");
}

static void a_gb18030_file_is_the_same_file(void **state)
{
    struct fixture *f = *state;
    static const char list[] = /* 姓名,学校名称,身份证号,就读状态 / 李示例,示例中学,...,在读 */
        "\xD0\xD5\xC3\xFB,\xD1\xA7\xD0\xA3\xC3\xFB\xB3\xC6,\xC9\xED\xB7\xDD\xD6\xA4\xBA\xC5,"
        "\xBE\xCD\xB6\xC1\xD7\xB4\xCC\xAC\r\n"
        "\xC0\xEE\xCA\xBE\xC0\xFD,\xCA\xBE\xC0\xFD\xD6\xD0\xD1\xA7,659900201404110011,\xD4\xDA\xB6\xC1\r\n";

    struct loaded *loaded = load(f, "roll", list, "");

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.added, 1);
    assert_string_equal(text(f, "SELECT name_zh FROM child"), "李示例");
}

static void a_child_of_the_register_is_found_again_by_its_id_number(void **state)
{
    struct fixture *f = *state;
    load(f, "register", "乡镇,村,组,姓名,身份证号\n示例镇,一村,1组,李示例,659900201404110011\n", "create");

    load(f, "roll", ROLL LI, "create");

    assert_int_equal(count(f, "SELECT count(*) FROM child"), 1);
    assert_int_equal(count(f, "SELECT count(*) FROM child JOIN register_row ON register_row.child_id = child.id"
                              " JOIN roll_entry ON roll_entry.child_id = child.id"
                              " WHERE group_id IS NOT NULL AND child.class_id IS NOT NULL"),
                     1);
}

#define REGISTER "乡镇,村（社区）,村民小组,户号,户主,联系电话,户籍地,家庭住址,姓名,性别,公民身份号码,出生日期,父亲姓名,父亲电话\n"
#define BROTHER  "示例镇,一村,1组,3,李大示例,13900000011,示例县,一村1组3号,李示例,男,659900201404110011,,李大示例,13900000011\n"
#define SISTER   "示例镇,一村,1组,3,李大示例,13900000011,示例县,一村1组3号,李小示例,女,65990020130502058X,,李大示例,13900000011\n"

static void a_register_is_volumes_pages_and_rows(void **state)
{
    struct fixture *f = *state;

    struct loaded *loaded = load(f, "register", REGISTER BROTHER SISTER, "create");

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.added, 2);
    assert_int_equal(loaded->report.place_count, 2);
    assert_int_equal(count(f, "SELECT count(*) FROM volume WHERE school_year = 2026"), 1);
    assert_int_equal(count(f, "SELECT count(*) FROM household WHERE page = 3 AND phone = '13900000011'"), 1);
    assert_int_equal(count(f, "SELECT count(*) FROM register_row WHERE line IN (1, 2)"), 2);
    assert_int_equal(count(f, "SELECT count(*) FROM guardian WHERE relation = 'father'"), 2);
    assert_string_equal(text(f, "SELECT born FROM register_row WHERE name_zh = '李小示例'"), "2013-05-02");
    assert_int_equal(load(f, "register", REGISTER BROTHER SISTER, "create")->report.same, 2);
}

static void the_same_person_in_two_volumes_is_refused_with_the_place_of_the_other(void **state)
{
    struct fixture *f = *state;
    load(f, "register", REGISTER BROTHER, "create");

    struct loaded *loaded = load(f, "register",
                                 REGISTER "示例镇,一村,2组,1,王大示例,,,,李示例,男,659900201404110011,,,\n",
                                 "create");

    assert_int_equal(loaded->report.refused, 1);
    assert_string_equal(loaded->report.faults[0].reason, "另一册已有此人：1组 第3页 第1行");
    assert_string_equal(loaded->report.faults[0].column, "公民身份号码");
}

static void a_family_on_another_page_takes_its_rows_along(void **state)
{
    struct fixture *f = *state;
    load(f, "register", REGISTER BROTHER SISTER, "create");

    struct loaded *loaded = load(f, "register",
                                 REGISTER "示例镇,一村,1组,9,李大示例,13900000099,,,李示例,男,659900201404110011,,,\n",
                                 "");

    assert_int_equal(loaded->report.changed, 1);
    assert_int_equal(count(f, "SELECT page FROM register_row JOIN household ON household.id = household_id"
                              " WHERE name_zh = '李示例'"),
                     9);
    assert_string_equal(text(f, "SELECT phone FROM household WHERE page = 3"), "13900000011");
}

static void one_id_number_under_two_student_numbers_is_two_entries_of_one_child(void **state)
{
    struct fixture *f = *state;

    struct loaded *loaded = load(f, "roll",
                                 ROLL LI "示例中学,七年级,(1)班,李示例,男,659900201404110011,20140411,L1,在读\n",
                                 "create");

    assert_int_equal(loaded->report.added, 2);
    assert_int_equal(count(f, "SELECT count(*) FROM child"), 1);
    assert_int_equal(count(f, "SELECT number FROM child JOIN place ON place.id = class_id"), 2);
}

static void places_come_with_the_schools_that_serve_them(void **state)
{
    struct fixture *f = *state;
    static const char places[] = "类型,编码,名称,民文名称,上级编码,小学服务学校,初中服务学校\n"
                                 "村,V1,一村,بىرىنچى كەنت,T01,,示例中学\n"
                                 "小组,G1,1组,,V1,,\n"
                                 "小组,G2,1组,,V9,,\n";

    struct loaded *loaded = load(f, "places", places, "");

    assert_int_equal(loaded->report.added, 2);
    assert_string_equal(loaded->report.faults[0].reason, "没有这个上级：V9");
    assert_int_equal(count(f, "SELECT count(*) FROM service_area WHERE stage = 'junior'"), 1);
    assert_int_equal(load(f, "places", places, "")->report.same, 2);
}

static void a_school_that_the_roll_made_gets_its_code_from_the_schools(void **state)
{
    struct fixture *f = *state;
    load(f, "roll", "姓名,学校名称,年级,出生日期\n李示例,新示例小学,3,2017-04-11\n", "create");

    struct loaded *loaded = load(f, "schools", "学校编码,学校名称,民文名称,学段\nS9,新示例小学,يېڭى مەكتەپ,小学\n", "");

    assert_int_equal(loaded->report.changed, 1);
    assert_string_equal(text(f, "SELECT code || ' ' || name_ug || ' ' || stage FROM place WHERE name_zh = '新示例小学'"),
                        "S9 يېڭى مەكتەپ primary");
    assert_int_equal(count(f, "SELECT count(*) FROM place WHERE name_zh = '新示例小学'"), 1);
}

static void accounts_come_with_their_posts_and_passwords(void **state)
{
    struct fixture *f = *state;
    static const char accounts[] = "账号,姓名,岗位,学校,年级,班级,乡镇\n"
                                   "zhang,张示例,校长,示例中学,,,\n"
                                   "zhang,张示例,乡镇,,,,示例镇\n"
                                   "wang,王示例,班主任,示例中学,7,9,\n";

    struct loaded *loaded = load(f, "accounts", accounts, "");

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.added, 1);
    assert_int_equal(loaded->report.changed, 1);
    assert_int_equal(loaded->report.refused, 1);
    assert_int_equal(count(f, "SELECT count(*) FROM holding"), 2);
    assert_int_equal(strncmp(loaded->results.written, "zhang,张示例,校长,", strlen("zhang,张示例,校长,")), 0);
}

static void only_who_may_import_does(void **state)
{
    struct fixture *f = *state;
    const struct held_post post = {.id = 1, .role = ROLE_PRINCIPAL, .place_id = 1};
    f->console = (struct actor){.account_id = 1, .name = "zhang", .posts = &post, .post_count = 1};

    struct loaded *refused = load(f, "roll", ROLL LI, "create");

    assert_false(refused->ok);
    assert_int_equal(f->err.kind, ERROR_DENIED);
    assert_int_equal(refused->in.taken, 0);
}

static void a_header_that_lacks_a_column_names_it(void **state)
{
    struct fixture *f = *state;

    assert_false(load(f, "roll", "姓名,年级,班级\n李示例,7,2\n", "")->ok);
    assert_string_equal(f->err.key, "import.column-missing");

    assert_false(load(f, "roll", "这不是名册\n一二三\n", "")->ok);
    assert_string_equal(f->err.key, "import.no-header");
}

static void names_in_the_wrong_column_change_sides(void **state)
{
    struct fixture *f = *state;

    load(f, "roll", "姓名,学校名称,出生日期\nئايگۈل مەمەت,示例中学,2014-04-11\n", "");

    assert_string_equal(text(f, "SELECT name_zh || '|' || name_ug FROM child"), "|ئايگۈل مەمەت");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        LIST_SPEC(a_roll_goes_in_with_its_classes),
        LIST_SPEC(the_same_file_again_changes_nothing),
        LIST_SPEC(a_header_is_found_below_a_title_in_any_order_and_spelling),
        LIST_SPEC(each_bad_row_says_what_is_wrong_with_it),
        LIST_SPEC(a_rehearsal_counts_and_keeps_nothing),
        LIST_SPEC(a_file_that_breaks_in_the_middle_leaves_nothing),
        LIST_SPEC(a_row_without_end_refuses_the_file_whole),
        LIST_SPEC(an_import_is_one_row_of_the_trail_with_its_digest_and_counts),
        LIST_SPEC(a_changed_field_keeps_what_it_said),
        LIST_SPEC(what_a_file_leaves_empty_says_nothing),
        LIST_SPEC(a_gb18030_file_is_the_same_file),
        LIST_SPEC(a_child_of_the_register_is_found_again_by_its_id_number),
        LIST_SPEC(a_register_is_volumes_pages_and_rows),
        LIST_SPEC(the_same_person_in_two_volumes_is_refused_with_the_place_of_the_other),
        LIST_SPEC(a_family_on_another_page_takes_its_rows_along),
        LIST_SPEC(one_id_number_under_two_student_numbers_is_two_entries_of_one_child),
        LIST_SPEC(places_come_with_the_schools_that_serve_them),
        LIST_SPEC(a_school_that_the_roll_made_gets_its_code_from_the_schools),
        LIST_SPEC(accounts_come_with_their_posts_and_passwords),
        LIST_SPEC(only_who_may_import_does),
        LIST_SPEC(a_header_that_lacks_a_column_names_it),
        LIST_SPEC(names_in_the_wrong_column_change_sides),
    };
    if (!catalogue_open())
        return EXIT_FAILURE;
    return cmocka_run_group_tests_name("import", specs, NULL, NULL);
}
