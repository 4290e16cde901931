/* A department's list lies in the county's drop folder, with a restricted group in it. */
#include "tests/tui/given.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char list[] =
    "群体,身份证号,姓名,名单来源,名单日期\n"
    "富裕家庭,659900201305060012,李示例,民政局,2026-09-01\n"
    "服刑人员子女,659900201305060012,李示例,某局,2026-09-01\n";

void given_dropped_groups(struct fixture *f, const struct county *c)
{
    (void)f, (void)c;
    mkdir("drop", 0700);
    unlink("drop/roll.csv"); /* of other scripts */
    unlink("drop/calendar.csv");
    FILE *file = fopen("drop/groups.csv", "we");
    assert_non_null(file);
    fputs(list, file);
    fclose(file);
}
