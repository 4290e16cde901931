#include "tests/support/leaves.h"

struct leave a_leave(struct work *work, enum county_child child, const char *first,
                     const char *last)
{
    return (struct leave){
        .child_id = work->county.child[child],
        .first_day = first,
        .last_day = last,
        .reason = "illness",
        .note = "",
        .relation = "mother",
        .asked_by = "示例母",
    };
}

int64_t leave_asked(struct work *work, enum county_child child, const char *first, const char *last)
{
    struct actor teacher = county_actor(work->f, ROLE_CLASS_TEACHER);
    const struct leave leave = a_leave(work, child, first, last);
    int64_t id = 0;
    work->f->err = (struct error){0};
    leave_ask(work->f->store, work->policy, &teacher, work->today, &leave, &id, &work->f->err);
    return id;
}

bool leave_moved(struct work *work, int64_t id, const char *last)
{
    struct actor teacher = county_actor(work->f, ROLE_CLASS_TEACHER);
    work->f->err = (struct error){0};
    return leave_move(work->f->store, work->policy, &teacher, work->today, id, last,
                      &work->f->err);
}

bool leave_ended(struct work *work, int64_t id)
{
    struct actor teacher = county_actor(work->f, ROLE_CLASS_TEACHER);
    work->f->err = (struct error){0};
    return leave_end(work->f->store, &teacher, work->today, id, &work->f->err);
}

bool leave_withdrawn(struct work *work, int64_t id)
{
    struct actor teacher = county_actor(work->f, ROLE_CLASS_TEACHER);
    work->f->err = (struct error){0};
    return leave_withdraw(work->f->store, &teacher, work->today, id, "记错了人", &work->f->err);
}

bool report_li(struct work *work, enum absence_kind kind)
{
    struct actor teacher = county_actor(work->f, ROLE_CLASS_TEACHER);
    const struct absence_mark mark = {work->county.child[CHILD_LI], kind};
    return absence_report(work->f->store, work->policy, &teacher, work->today,
                          work->county.class_junior_7_1, work->today, &mark, 1, &work->f->err);
}

struct leave leave_now(struct work *work, int64_t id)
{
    struct leave leave = {0};
    assert_true(leave_read(work->f->store, id, work->today, &work->f->arena, &leave,
                           &work->f->err));
    return leave;
}

const char *kind_on(struct work *work, const char *day)
{
    QUERY(query) = query_open(work->f->store, "SELECT kind FROM absence WHERE child_id = :child"
                                              " AND day = :day");
    bind_int(&query, ":child", work->county.child[CHILD_LI]);
    bind_text(&query, ":day", day);
    return query_next(&query) ? query_text(&query, 0, &work->f->arena) : "";
}
