#include "tests/support/duties.h"

#include "core/duties/clerk.h"
#include "core/duties/duty.h"
#include "core/store/setting.h"

#include <string.h>

/* An event is told by its place among those of its case: ids are given in the order of typing. A
   hand-over comes from duties, not duties from it. */
struct duty_lines duties_read(struct fixture *f)
{
    struct duty_lines lines = {0};
    QUERY(query) = query_open(f->store,
                              "WITH happened AS (SELECT id, rank() OVER"
                              "  (PARTITION BY case_id ORDER BY day, id) AS place"
                              "  FROM main.case_event WHERE kind <> 'handed_over'),"
                              " named AS (SELECT duty.*, CASE WHEN kind IN ('assigned',"
                              "   'confirm_closing') THEN rtrim(subject, '0123456789') ||"
                              "   (SELECT place FROM happened WHERE id = CAST(substr(subject,"
                              "    length(rtrim(subject, '0123456789')) + 1) AS INTEGER))"
                              "   ELSE subject END AS name FROM main.duty)"
                              " SELECT name, kind, state, json_array(rung, case_id, child_id,"
                              "  place_id, record_id, plan_id, post_id, first_post, level, days,"
                              "  since, due, done_on,"
                              "  (SELECT place FROM happened WHERE id = event_id),"
                              "  (SELECT json_group_array(post_id) FROM (SELECT post_id"
                              "    FROM main.duty_with WHERE duty_id = named.id ORDER BY 1)),"
                              "  json(why)) FROM named"
                              /* Whose post was vacant on a day in the past was seen on that day. */
                              " WHERE kind <> 'vacant_post' OR state = 'open'"
                              " ORDER BY name, named.id");
    while (query_next(&query)) {
        lines.rows = arena_grow(&f->arena, lines.rows, lines.count, sizeof *lines.rows);
        lines.rows[lines.count++] = (struct duty_line){
            .subject = query_text(&query, 0, &f->arena),
            .kind = query_text(&query, 1, &f->arena),
            .state = query_text(&query, 2, &f->arena),
            .text = query_text(&query, 3, &f->arena),
        };
    }
    assert_true(query_ok(&query, &f->err));
    return lines;
}

static void forget(struct fixture *f)
{
    QUERY(with) = query_open(f->store, "DELETE FROM main.duty_with");
    assert_true(query_run(&with, &f->err));
    QUERY(duties) = query_open(f->store, "DELETE FROM main.duty");
    assert_true(query_run(&duties, &f->err));
}

void duties_derive_closed(struct fixture *f, const struct policy *policy, const char *today)
{
    int64_t *ids = NULL;
    size_t count = 0;
    QUERY(query) = query_open(f->store, "SELECT id FROM main.casefile WHERE state = 'closed'");
    while (query_next(&query)) {
        ids = arena_grow(&f->arena, ids, count, sizeof *ids);
        ids[count++] = query_int(&query, 0);
    }
    assert_true(query_ok(&query, &f->err));
    if (!duty_derive_cases(f->store, policy, today, ids, count, &f->err))
        fail_msg("%s: %s", f->err.key, f->err.detail);
}

void duties_derive_anew(struct fixture *f, const struct policy *policy, const char *since,
                        const char *today)
{
    forget(f);
    assert_true(setting_keep(f->store, "clerk.day", since, &f->err));
    if (!clerk_work(f->store, policy, today, &f->err))
        fail_msg("%s: %s", f->err.key, f->err.detail);
    duties_derive_closed(f, policy, today);
}

static bool may_be_missing(const struct duty_line *line)
{
    return strcmp(line->state, "void") == 0 || strcmp(line->kind, "attendance") == 0
        || (strcmp(line->state, "done") == 0 && strncmp(line->subject, "case/", 5) != 0);
}

/* What is withdrawn without a case keeps the words of that day: who held the post as was known then. */
static bool keeps_its_words(const struct duty_line *line)
{
    return strcmp(line->state, "void") == 0 && strncmp(line->subject, "case/", 5) != 0;
}

const char *duties_differ(struct fixture *f, const struct duty_lines *before,
                          const struct duty_lines *after)
{
    size_t i = 0, k = 0;
    while (i < before->count || k < after->count) {
        const struct duty_line *old = i < before->count ? &before->rows[i] : NULL;
        const struct duty_line *new = k < after->count ? &after->rows[k] : NULL;
        int order = !old ? 1 : !new ? -1
                                    : strcmp(old->subject, new->subject);
        if (order < 0 && !may_be_missing(old))
            return arena_text(&f->arena, "%s %s is missing\n %s", old->subject, old->state,
                              old->text);
        if (order > 0)
            return arena_text(&f->arena, "%s %s is new\n %s", new->subject, new->state, new->text);
        if (order == 0
            && (strcmp(old->state, new->state) != 0
                || (!keeps_its_words(old) && strcmp(old->text, new->text) != 0)))
            return arena_text(&f->arena, "%s was %s\n %s\nand is %s\n %s", old->subject, old->state,
                              old->text, new->state, new->text);
        i += order <= 0;
        k += order >= 0;
    }
    return NULL;
}
