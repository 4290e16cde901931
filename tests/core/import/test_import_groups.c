/* Lists of departments: who is poor or disabled, by Hutubi's groups. */
#include "tests/support/loaded.h"

#include "i18n/catalogue.h"

#include <stdio.h>
#include <string.h>

static struct loaded *load(struct work *work, const char *text)
{
    return loaded_as(work, &work->f->console, "groups", text);
}

static const char *listed(struct work *work, enum county_child child)
{
    QUERY(query) = query_open(work->f->store,
                              "SELECT group_concat(kind || ' ' || source || ' ' || day, ', ')"
                              " FROM listed WHERE child_id = :child ORDER BY id");
    bind_int(&query, ":child", work->county.child[child]);
    return query_next(&query) ? query_text(&query, 0, &work->f->arena) : "";
}

/* The ID number and the day of birth of a child, as the county has them. */
static const char *number_of(struct work *work, enum county_child child, const char *column)
{
    QUERY(query) = query_open(work->f->store, "SELECT iif(:column = 'born', born, id_number)"
                                              " FROM child WHERE id = :child");
    bind_int(&query, ":child", work->county.child[child]);
    bind_text(&query, ":column", column);
    return query_next(&query) ? query_text(&query, 0, &work->f->arena) : "";
}

#define HEADER "群体,身份证号,姓名,民文姓名,出生日期,名单来源,名单日期,民族\n"

static void a_list_says_who_is_on_it_and_marks_nobody(void **state)
{
    struct work work = work_begin(*state);
    const char *li = number_of(&work, CHILD_LI, "id_number");

    struct loaded *loaded = load(&work, arena_text(&work.f->arena, HEADER "低保家庭,%s,李示例,,,民政局,2026-09-01,x\n", li));

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.added, 1);
    assert_string_equal(loaded->report.dropped, "民族");
    assert_string_equal(listed(&work, CHILD_LI), "dibao 民政局 2026-09-01");
    assert_int_equal(work_count(&work, "SELECT count(*) FROM mark", 0), 0);
    work_end(&work);
}

static void groups_are_called_by_their_titles_and_their_names(void **state)
{
    struct work work = work_begin(*state);
    const char *li = number_of(&work, CHILD_LI, "id_number");
    static const char *const words[] = {"残疾儿童", "مېيىپ بالا", "Disabled", "disabled"};

    for (size_t i = 0; i < COUNT(words); i++) {
        struct loaded *loaded = load(&work, arena_text(&work.f->arena, HEADER "%s,%s,李示例,,,残联%zu,2026-09-01,\n", words[i], li, i));
        assert_int_equal(loaded->report.added, 1);
    }
    assert_int_equal(work_count(&work, "SELECT count(*) FROM listed WHERE kind = 'disabled'", 0),
                     COUNT(words));
    work_end(&work);
}

static void who_has_no_number_is_found_by_name_and_whole_birthday(void **state)
{
    struct work work = work_begin(*state);
    const char *born = number_of(&work, CHILD_AYGUL, "born");

    struct loaded *loaded = load(&work, arena_text(&work.f->arena, HEADER "残疾儿童,,阿依古丽·买买提,,%s,残联,2026-09-01,\n"
                                                                          "残疾儿童,,李示例,,%s,残联,2026-09-01,\n"
                                                                          "残疾儿童,,阿依古丽·买买提,,2013-05,残联,2026-09-01,\n",
                                                   born, "2001-01-01"));

    assert_int_equal(loaded->report.added, 1);
    assert_string_equal(listed(&work, CHILD_AYGUL), "disabled 残联 2026-09-01");
    assert_string_equal(loaded_fault(loaded, 0),
                        "3 姓名: 学户册和学籍里都没有这个孩子：2001-01-01");
    assert_string_equal(loaded_fault(loaded, 1), "4 出生日期: 出生日期只有年月：2013-05");
    work_end(&work);
}

static void bad_rows_come_back_with_row_column_and_reason(void **state)
{
    struct work work = work_begin(*state);
    const char *li = number_of(&work, CHILD_LI, "id_number");
    static const char *const faults[] = {
        "2 群体: 县里的规则没有这个群体：富裕家庭",
        "3 身份证号: 学户册和学籍里都没有这个孩子：110101199003070310",
        "4 姓名: 这个号码是另一个姓名：659900201305060012",
        "5 名单日期: 2026-09-18 还没到",
        "6 名单来源: 没有填：名单来源",
        "8 : 与本文件第 7 行重复",
    };

    struct loaded *loaded = load(&work, arena_text(&work.f->arena, HEADER "富裕家庭,%s,李示例,,,民政局,2026-09-01,\n"
                                                                          "低保家庭,110101199003070310,李示例,,,民政局,2026-09-01,\n"
                                                                          "低保家庭,%s,欧阳某某,,,民政局,2026-09-01,\n"
                                                                          "低保家庭,%s,李示例,,,民政局,2026-09-18,\n"
                                                                          "低保家庭,%s,李示例,,,,2026-09-01,\n"
                                                                          "低保家庭,%s,李示例,,,民政局,2026-09-01,\n"
                                                                          "低保家庭,%s,李示例,,,民政局,2026-09-02,\n",
                                                   li, li, li, li, li, li));

    assert_true(loaded->ok);
    assert_int_equal(loaded->report.refused, COUNT(faults));
    for (size_t i = 0; i < COUNT(faults); i++)
        assert_string_equal(loaded_fault(loaded, i), faults[i]);
    assert_non_null(strstr(loaded->rejects.written, "富裕家庭"));
    assert_string_equal(listed(&work, CHILD_LI), "dibao 民政局 2026-09-01");
    work_end(&work);
}

static void a_list_with_a_restricted_group_is_refused_as_a_whole(void **state)
{
    struct work work = work_begin(*state);
    const char *li = number_of(&work, CHILD_LI, "id_number");
    /* As a row that would be taken, and as rows that would be refused for another column. */
    static const struct {
        const char *group, *rest;
    } rows[] = {
        {"服刑人员子女",       "李示例,,,某局,2026-09-01"},
        {"\" 服刑人员子女 \"", "李示例,,,,"                },
        {"parent_in_prison",         "李示例,,someday,,"         },
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct loaded *loaded = load(&work, arena_text(&work.f->arena, HEADER "富裕家庭,%s,李示例,,,民政局,2026-09-01,\n"
                                                                              "低保家庭,%s,李示例,,,民政局,2026-09-01,\n"
                                                                              "%s,%s,%s,\n",
                                                       li, li, rows[i].group, li, rows[i].rest));
        assert_false(loaded->ok);
        assert_true(loaded->report.restricted);
        assert_string_equal(work.f->err.key, "import.group-restricted");
        assert_int_equal(loaded->rejects.written_size, 0);
    }
    assert_int_equal(work_count(&work, "SELECT count(*) FROM listed", 0), 0);
    assert_int_equal(work_count(&work, "SELECT count(*) FROM import", 0), 0);
    work_end(&work);
}

static void a_newer_list_moves_the_day_and_the_same_changes_nothing(void **state)
{
    struct work work = work_begin(*state);
    static const char row[] = HEADER "低保家庭,%s,李示例,,,民政局,%s,\n";
    const char *li = number_of(&work, CHILD_LI, "id_number");
    const char *first = arena_text(&work.f->arena, row, li, "2026-08-01");
    load(&work, first);

    struct loaded *again = load(&work, first);
    struct loaded *later = load(&work, arena_text(&work.f->arena, row, li, "2026-09-01"));
    struct loaded *older = load(&work, first);

    assert_int_equal(again->report.same, 1);
    assert_int_equal(later->report.changed, 1);
    assert_int_equal(older->report.same, 1);
    assert_string_equal(listed(&work, CHILD_LI), "dibao 民政局 2026-09-01");
    work_end(&work);
}

static void only_who_imports_brings_such_a_list(void **state)
{
    struct work work = work_begin(*state);
    struct actor principal = county_actor(work.f, ROLE_PRINCIPAL);

    struct loaded *loaded = loaded_as(&work, &principal, "groups", HEADER);

    assert_false(loaded->ok);
    assert_int_equal(work.f->err.kind, ERROR_DENIED);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_list_says_who_is_on_it_and_marks_nobody),
        SPEC(groups_are_called_by_their_titles_and_their_names),
        SPEC(who_has_no_number_is_found_by_name_and_whole_birthday),
        SPEC(bad_rows_come_back_with_row_column_and_reason),
        SPEC(a_list_with_a_restricted_group_is_refused_as_a_whole),
        SPEC(a_newer_list_moves_the_day_and_the_same_changes_nothing),
        SPEC(only_who_imports_brings_such_a_list),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("import_groups", specs, NULL, NULL) : 1;
}
