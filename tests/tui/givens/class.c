/* A class of 45: 7(1) with 43 more children, in both scripts. */
#include "tests/tui/given.h"

static void add(struct fixture *f, const struct county *c, const char *zh, const char *ug)
{
    QUERY(query) = query_open(f->store, "INSERT INTO main.child (name_zh, name_ug, class_id)"
                                        " VALUES (:zh, :ug, :class)");
    bind_text(&query, ":zh", zh);
    bind_text(&query, ":ug", ug);
    bind_int(&query, ":class", c->class_junior_7_1);
    assert_true(query_run(&query, &f->err));
}

void given_class(struct fixture *f, const struct county *c)
{
    static const char *const zh[] = {"陈", "刘", "杨", "黄", "周", "吴", "徐", "孙", "马", "朱",
                                     "胡", "林", "郭", "何", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许"};
    static const char *const ug[] = {"ئالىم", "تۇرسۇن", "گۈلنار", "پەرھات", "رەيھان", "ئەركىن",
                                     "مەريەم", "ئوسمان", "زۇلپىيە", "دىلشات", "نىگار", "سابىر",
                                     "خالىدە", "ياسىن", "ھۆرىيەت", "قاسىم", "شىرىن", "بارات",
                                     "جەمىلە", "كېرەم", "لەيلا"};
    for (size_t i = 0; i < COUNT(zh); i++)
        add(f, c, arena_text(&f->arena, "%s示例", zh[i]), "");
    for (size_t i = 0; i < COUNT(ug); i++)
        add(f, c, "", arena_text(&f->arena, "%s مىسال", ug[i]));
}
