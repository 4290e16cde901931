#include "tests/support/fixture.h"

#include "core/base/yaml.h"

#include <string.h>

static bool parse(struct fixture *f, const char *text, const struct yaml_node **node)
{
    return yaml_parse("rules.yaml", text, strlen(text), &f->arena, node, &f->err);
}

static void a_document_becomes_a_tree_that_knows_its_lines(void **state)
{
    struct fixture *f = *state;
    const struct yaml_node *root = NULL;

    assert_true(parse(f, "name: a\nlist:\n  - one\n  - {deep: 二}\n", &root));

    assert_string_equal(yaml_text(root, "name"), "a");
    const struct yaml_node *list = yaml_find(root, "list");
    assert_int_equal(list->kind, YAML_LIST);
    assert_int_equal(list->count, 2);
    assert_string_equal(list->first->text, "one");
    assert_string_equal(yaml_text(list->first->next, "deep"), "二");
    assert_int_equal(list->first->next->line, 4);
    assert_null(yaml_find(root, "nothing"));
}

static void an_empty_document_is_an_empty_map(void **state)
{
    struct fixture *f = *state;
    const struct yaml_node *root = NULL;

    assert_true(parse(f, "# nothing but a remark\n", &root));

    assert_int_equal(root->kind, YAML_MAP);
    assert_int_equal(root->count, 0);
}

static void what_is_refused_names_the_line_and_the_reason(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *text, *key, *where;
    } wrong[] = {
        {"a: 1\nb: [1,\n",     "yaml.syntax",    "rules.yaml:3"},
        {"a: 1\nb: 2\na: 3\n", "yaml.twice",     "rules.yaml:3"},
        {"a: &x 1\nb: *x\n",   "yaml.plain",     "rules.yaml:1"},
        {"a: 1\nb: *x\n",      "yaml.plain",     "rules.yaml:2"},
        {"a: !!binary aGk=\n", "yaml.plain",     "rules.yaml:1"},
        {"a: 1\n---\nb: 2\n",  "yaml.documents", "rules.yaml:2"},
        {"[a, b]: 1\n",        "yaml.key",       "rules.yaml:1"},
        {"a: \"x\\0y\"\n",     "yaml.syntax",    "rules.yaml:1"},
        {"a: \xff\n",          "yaml.syntax",    "rules.yaml:1"},
    };

    for (size_t i = 0; i < COUNT(wrong); i++) {
        const struct yaml_node *root = NULL;
        f->err = (struct error){0};
        assert_false(parse(f, wrong[i].text, &root));
        assert_string_equal(f->err.key, wrong[i].key);
        assert_string_equal(f->err.values[0], wrong[i].where);
    }
}

static void a_tower_of_lists_is_refused(void **state)
{
    struct fixture *f = *state;
    const struct yaml_node *root = NULL;
    char tower[200];
    memset(tower, '[', sizeof tower);
    tower[sizeof tower - 1] = '\0';

    assert_false(parse(f, tower, &root));

    assert_string_equal(f->err.key, "yaml.deep");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_document_becomes_a_tree_that_knows_its_lines),
        SPEC(an_empty_document_is_an_empty_map),
        SPEC(what_is_refused_names_the_line_and_the_reason),
        SPEC(a_tower_of_lists_is_refused),
    };
    return cmocka_run_group_tests_name("yaml", specs, NULL, NULL);
}
