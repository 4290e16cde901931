/* A roll lies in the county's drop folder: one good row, one of a school the county lacks, one bad. */
#include "tests/tui/given.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char list[] =
    "学校名称,年级,班级,姓名,性别,身份证号,出生日期,全国学籍号,就读状态,民族\n"
    "示例中学,7,2,孙示例,男,659900201404110011,2014-04-11,G659900201404110011,在读,x\n"
    "新示例小学,3,1,钱示例,女,,2017-03-04,G2,在读,x\n"
    "示例中学,7,2,郑示例,男,659900201404110012,2014-04-11,G3,在读,x\n";

void given_dropped_file(struct fixture *f, const struct county *c)
{
    (void)f, (void)c;
    mkdir("drop", 0700);
    unlink("drop/calendar.csv"); /* of another script */
    FILE *file = fopen("drop/roll.csv", "we");
    assert_non_null(file);
    fputs(list, file);
    fclose(file);
}
