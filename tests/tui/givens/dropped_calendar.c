/* A school calendar lies in the county's drop folder: three good rows, and one that cannot be. */
#include "tests/tui/given.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char list[] =
    "学校编码,种类,第一天,最后一天,名称,民文名称,已公布\n"
    ",学期,2027-03-01,2027-07-10,,,否\n"
    "X2,节假日,2026-11-05,2026-11-06,运动会,,\n"
    ",补课日,2026-11-07,,,,\n"
    ",节假日,2026-12-05,2026-12-01,示例节,,\n";

void given_dropped_calendar(struct fixture *f, const struct county *c)
{
    (void)f, (void)c;
    mkdir("drop", 0700);
    unlink("drop/roll.csv"); /* of another script */
    FILE *file = fopen("drop/calendar.csv", "we");
    assert_non_null(file);
    fputs(list, file);
    fclose(file);
}
