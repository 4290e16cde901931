#include "tests/support/county.h"

#include "core/store/audit.h"

#include <string.h>

static void look(struct fixture *f, int64_t child_id)
{
    assert_true(audit_look(f->store, &f->console, child_id, "child", &f->err));
}

/* Three looks at three children: rows 1 to 3. */
static void make_trail(struct fixture *f)
{
    for (int64_t child = 1; child <= 3; child++)
        look(f, child);
}

static struct audit_verdict verify(struct fixture *f, const char *noted)
{
    struct audit_verdict verdict;
    assert_true(audit_verify(f->store, &f->console, noted, &verdict, &f->err));
    return verdict;
}

/* What somebody could do who has the file and knows SQL. */
static void tamper(struct fixture *f, const char *script)
{
    assert_true(
        store_execute(f->store, "DROP TRIGGER audit_keep; DROP TRIGGER audit_stay", &f->err));
    assert_true(store_execute(f->store, script, &f->err));
}

static void an_untouched_trail_is_whole(void **state)
{
    struct fixture *f = *state;
    make_trail(f);

    struct audit_verdict verdict = verify(f, NULL);

    assert_int_equal(verdict.broken, 0);
    assert_int_equal(verdict.rows, 3);
    assert_int_equal(strlen(verdict.head), 64);
}

static void an_empty_trail_is_whole(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(verify(f, NULL).broken, 0);
}

static void every_kind_of_tampering_is_found_where_it_happened(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        int64_t broken;
    } tricks[] = {
        {"UPDATE audit SET child_id = 9 WHERE id = 2",                       2},
        {"UPDATE audit SET at = at + 1 WHERE id = 1",                        1},
        {"UPDATE audit SET detail = '{}' WHERE id = 3",                      3},
        {"UPDATE audit SET account_id = 7 WHERE id = 2",                     2},
        {"UPDATE audit SET hash = zeroblob(32) WHERE id = 3",                3},
        {"UPDATE audit SET action = 'lookc', subject = 'hild' WHERE id = 2", 2},
        {"DELETE FROM audit WHERE id = 1",                                   1},
        {"DELETE FROM audit WHERE id = 2",                                   2},
        {"DELETE FROM audit WHERE id = 3",                                   3},
        {"DELETE FROM audit",                                                1},
        {"INSERT INTO audit SELECT 4, at, account_id, action, subject, subject_id, child_id,"
         " detail, hash"
         " FROM audit WHERE id = 3",
         4                                                                    },
        {"UPDATE audit SET id = 9 WHERE id = 2; UPDATE audit SET id = 2 WHERE id = 3;"
         "UPDATE audit SET id = 3 WHERE id = 9",
         2                                                                    },
    };
    for (size_t i = 0; i < COUNT(tricks); i++) {
        void *one = NULL;
        fixture_open(&one);
        make_trail(one);
        tamper(one, tricks[i].script);
        if (verify(one, NULL).broken != tricks[i].broken)
            fail_msg("%s: found at %d", tricks[i].script, (int)verify(one, NULL).broken);
        fixture_close(&one);
    }
}

static void a_trail_that_was_cut_and_grown_again_lacks_the_noted_head(void **state)
{
    struct fixture *f = *state;
    make_trail(f);
    struct audit_verdict noted = verify(f, NULL);
    tamper(f, "DELETE FROM audit WHERE id = 3; UPDATE sqlite_sequence SET seq = 2 WHERE name ="
              " 'audit'");
    look(f, 8);

    struct audit_verdict verdict = verify(f, noted.head);

    assert_int_equal(verdict.broken, 0);
    assert_false(verdict.witnessed);
}

static void a_head_that_was_noted_long_ago_still_stands_in_the_chain(void **state)
{
    struct fixture *f = *state;
    make_trail(f);
    struct audit_verdict noted = verify(f, NULL);
    look(f, 8);

    assert_true(verify(f, noted.head).witnessed);
}

static void details_are_json_whatever_is_in_them(void **state)
{
    struct fixture *f = *state;

    const char *detail = audit_detail(&f->arena, "a", "quote \" and \\", "b", "line\n", NULL);

    assert_string_equal(detail, "{\"a\":\"quote \\\" and \\\\\",\"b\":\"line\\u000a\"}");
    QUERY(query) = query_open(f->store, "SELECT json_extract(:detail, '$.a')");
    bind_text(&query, ":detail", detail);
    assert_true(query_next(&query));
    assert_string_equal(query_text(&query, 0, &f->arena), "quote \" and \\");
}

static void a_row_falls_with_the_transaction_it_tells_of(void **state)
{
    struct fixture *f = *state;
    make_trail(f);
    const struct audit_entry entry = {.action = "place.add", .subject = "place"};
    assert_true(store_begin(f->store, &f->err));
    assert_true(audit_write(f->store, &f->console, &entry, &f->err));

    assert_false(store_end(f->store, false, &f->err));
    look(f, 4);

    assert_int_equal(verify(f, NULL).rows, 4);
    assert_int_equal(verify(f, NULL).broken, 0);
}

static void the_trail_is_listed_newest_first_by_account_action_and_child(void **state)
{
    struct fixture *f = *state;
    struct county c = county_make(f);
    struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    assert_true(audit_look(f->store, &teacher, c.child[CHILD_LI], "child/1", &f->err));
    assert_true(audit_look(f->store, &teacher, c.child[CHILD_WANG], "child/3", &f->err));
    const struct {
        struct audit_filter filter;
        size_t count;
        int64_t first_child;
    } asked[] = {
        {{.account = "class_teacher"},                                2, c.child[CHILD_WANG]},
        {{.child_id = c.child[CHILD_LI]},                             1, c.child[CHILD_LI]  },
        {{.account = "class_teacher", .child_id = c.child[CHILD_LI]}, 1, c.child[CHILD_LI]  },
        {{.action = "look"},                                          2, c.child[CHILD_WANG]},
        {{.account = "class_teacher", .action = "account.create"},    0, 0                  },
        {{.account = "nobody"},                                       0, 0                  },
    };
    for (size_t i = 0; i < COUNT(asked); i++) {
        struct audit_row *rows;
        size_t count;
        int64_t total;
        assert_true(audit_list(f->store, &f->console, &asked[i].filter, (struct page){0, 10},
                               &f->arena, &rows, &count, &total, &f->err));
        assert_int_equal(count, asked[i].count);
        assert_int_equal(total, asked[i].count);
        if (count > 0)
            assert_int_equal(rows[0].child_id, asked[i].first_child);
    }
}

static void only_who_may_read_the_trail_reads_it(void **state)
{
    struct fixture *f = *state;
    county_make(f);
    struct actor admin = county_actor(f, ROLE_ACCOUNT_ADMIN);
    struct audit_row *rows;
    size_t count;
    int64_t total;

    assert_false(audit_list(f->store, &admin, &(struct audit_filter){0}, (struct page){0, 10},
                            &f->arena, &rows, &count, &total, &f->err));

    assert_int_equal(f->err.kind, ERROR_DENIED);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(an_untouched_trail_is_whole),
        SPEC(an_empty_trail_is_whole),
        cmocka_unit_test(every_kind_of_tampering_is_found_where_it_happened),
        SPEC(a_trail_that_was_cut_and_grown_again_lacks_the_noted_head),
        SPEC(a_head_that_was_noted_long_ago_still_stands_in_the_chain),
        SPEC(details_are_json_whatever_is_in_them),
        SPEC(a_row_falls_with_the_transaction_it_tells_of),
        SPEC(the_trail_is_listed_newest_first_by_account_action_and_child),
        SPEC(only_who_may_read_the_trail_reads_it),
    };
    return cmocka_run_group_tests_name("audit", specs, NULL, NULL);
}
