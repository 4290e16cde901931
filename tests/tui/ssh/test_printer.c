/* A program lp on the path, in place of CUPS' own: what it is given, and what becomes of the paper. */
#include "tests/support/county.h"

#include "core/outbox/printing.h"
#include "i18n/catalogue.h"
#include "tui/ssh/printer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct office {
    struct fixture *f;
    struct actor teacher;
    int64_t paper;
    struct printer printer;
    char folder[32];
    const char *path; /* as it was */
};

static const char *file(const struct office *office, const char *name)
{
    return arena_text(&office->f->arena, "%s/%s", office->folder, name);
}

static const char *content(const struct office *office, const char *name)
{
    char *text = arena_alloc(&office->f->arena, 1000);
    FILE *in = fopen(file(office, name), "r");
    assert_non_null(in);
    text[fread(text, 1, 999, in)] = '\0';
    fclose(in);
    return text;
}

/* A paper that waits, and a program lp of these lines. */
static struct office open_office(struct fixture *f, const char *script)
{
    struct office office = {.f = f, .printer.seconds = 2, .folder = "/tmp/lp-XXXXXX"};
    const struct outbox_paper paper = {.title = "x", .bytes = "%PDF-1\n", .size = 7};
    county_make(f);
    office.teacher = county_actor(f, ROLE_CLASS_TEACHER);
    assert_non_null(mkdtemp(office.folder));
    if (script) {
        FILE *out = fopen(file(&office, "lp"), "w");
        assert_non_null(out);
        fprintf(out, "#!/bin/sh\ncd %s\n%s", office.folder, script);
        fclose(out);
        assert_int_equal(chmod(file(&office, "lp"), 0700), 0);
    }
    office.path = arena_text(&f->arena, "%s", getenv("PATH"));
    setenv("PATH", script ? arena_text(&f->arena, "%s:%s", office.folder, office.path) : office.folder, 1);
    assert_true(printing_set(f->store, &f->console, "office", &f->err));
    assert_true(outbox_put(f->store, &office.teacher, &paper, &office.paper, &f->err));
    assert_true(printing_ask(f->store, &office.teacher, office.paper, &f->err));
    return office;
}

static void close_office(const struct office *office)
{
    static const char *const names[] = {"lp", "words", "input", "environment", "open", "times"};
    setenv("PATH", office->path, 1);
    for (size_t i = 0; i < COUNT(names); i++)
        unlink(file(office, names[i]));
    rmdir(office->folder);
}

/* Turns until nothing is under way; how many that took. */
static int work(struct office *office)
{
    int turns = 1;
    printer_turn(&office->printer, office->f->store, COUNTY_TODAY);
    for (; office->printer.process != 0 && turns < 1000; turns++) {
        usleep(10000);
        printer_turn(&office->printer, office->f->store, COUNTY_TODAY);
    }
    return turns;
}

static struct outbox_file paper(const struct office *office)
{
    struct outbox_file found;
    assert_true(outbox_file(office->f->store, &office->teacher, office->paper, &office->f->arena,
                            &found, &office->f->err));
    return found;
}

static void lp_is_given_the_paper_and_nothing_else(void **state)
{
    setenv("SECRET", "sesame", 1);
    struct office office = open_office(*state, "printf '%s|' \"$@\" >words\ncat >input\n"
                                               "env >environment\nls /proc/self/fd | wc -l >open\n");

    work(&office);

    assert_string_equal(paper(&office).print, "printed");
    assert_string_equal(content(&office, "words"),
                        arena_text(&office.f->arena, "-d|office|-t|baoxue %d|--|", (int)office.paper));
    assert_string_equal(content(&office, "input"), "%PDF-1\n");
    assert_null(strstr(content(&office, "environment"), "sesame"));
    assert_non_null(strstr(content(&office, "environment"), "LC_ALL=C.UTF-8"));
    assert_int_equal(atoi(content(&office, "open")), 4); /* and the folder that ls reads */
    close_office(&office);
}

static void what_lp_refuses_is_kept_for_later_with_the_reason(void **state)
{
    struct office office = open_office(*state, "echo x >>times\necho no such printer >&2\nexit 1\n");

    work(&office);
    work(&office);

    assert_string_equal(paper(&office).print, "waiting");
    assert_string_equal(paper(&office).reason, "printing.refused");
    assert_string_equal(content(&office, "times"), "x\n");
    close_office(&office);
}

static void an_lp_that_hangs_is_ended(void **state)
{
    struct office office = open_office(*state, "sleep 100 & sleep 100\n");
    office.printer.seconds = 0;

    assert_true(work(&office) < 100);

    assert_string_equal(paper(&office).reason, "printing.slow");
    close_office(&office);
}

static void a_turn_never_waits_for_lp(void **state)
{
    struct office office = open_office(*state, "sleep 0.2\n");

    assert_true(work(&office) > 5);

    assert_string_equal(paper(&office).print, "printed");
    close_office(&office);
}

static void without_lp_the_reason_says_so(void **state)
{
    struct office office = open_office(*state, NULL);

    work(&office);

    assert_string_equal(paper(&office).reason, "printing.no-program");
    close_office(&office);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(lp_is_given_the_paper_and_nothing_else),
        SPEC(what_lp_refuses_is_kept_for_later_with_the_reason),
        SPEC(an_lp_that_hangs_is_ended),
        SPEC(a_turn_never_waits_for_lp),
        SPEC(without_lp_the_reason_says_so),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("printer", specs, NULL, NULL) : 1;
}
