/* A register and a roll were loaded: a family of two in group 0, and one of their children at the junior. */
#include "core/import/import.h"
#include "tests/support/listfile.h"
#include "tests/tui/given.h"

#include <string.h>

static const char list_of_register[] =
    "乡镇,村,村民小组,户号,户主,联系电话,户籍地,家庭住址,姓名,民文姓名,性别,身份证号,出生日期,父亲姓名,父亲电话\n"
    "东示例镇,一示例村,1组,3,孙大示例,13900000011,示例县东示例镇,一示例村1组3号,孙示例,,男,659900201404110011,"
    "2014-04-11,孙大示例,13900000011\n"
    "东示例镇,一示例村,1组,3,孙大示例,13900000011,示例县东示例镇,一示例村1组3号,孙小示例,,女,65990020130502058X,"
    "2013-05-02,孙大示例,13900000011\n"
    "东示例镇,一示例村,1组,4,玉山,13900000022,示例县东示例镇,一示例村1组4号,热孜万·玉山,رىزۋان يۈسۈن,女,,2012-03-04,,\n";

static const char list_of_roll[] =
    "学校名称,年级,班级,姓名,性别,身份证号,出生日期,全国学籍号,就读状态,监护人姓名,联系电话\n"
    "示例中学,7,2,孙示例,男,659900201404110011,2014-04-11,G659900201404110011,在读,孙大示例,13900000011\n";

static void load(struct fixture *f, const char *kind, const char *text)
{
    struct listfile file = {.bytes = text, .size = strlen(text)};
    struct import_report report;
    const struct import_request request = {
        .kind = kind,
        .file = "list.csv",
        .source = listfile_source(&file),
        .today = COUNTY_TODAY,
        .language = LANGUAGE_ZH,
    };
    assert_true(import_run(f->store, &f->console, &request, &f->arena, &report, &f->err));
    assert_int_equal(report.refused, 0);
}

void given_lists(struct fixture *f, const struct county *c)
{
    (void)c;
    load(f, "register", list_of_register);
    load(f, "roll", list_of_roll);
}
