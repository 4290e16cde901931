#include "tests/support/fixture.h"
#include "tests/support/listfile.h"

#include "core/import.h"
#include "core/place.h"

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

int main(void)
{
    const struct CMUnitTest specs[] = {
        LIST_SPEC(a_roll_goes_in_with_its_classes),
        LIST_SPEC(the_same_file_again_changes_nothing),
        LIST_SPEC(a_header_is_found_below_a_title_in_any_order_and_spelling),
        LIST_SPEC(each_bad_row_says_what_is_wrong_with_it),
    };
    if (!catalogue_open())
        return EXIT_FAILURE;
    return cmocka_run_group_tests_name("import", specs, NULL, NULL);
}
