#include "core/base/filename.h"

#include "i18n/text.h"
#include "tests/support/fixture.h"

#include <string.h>

static const struct {
    const char *title, *name;
} cases[] = {
    {"李示例 劝返通知书",           "李示例-劝返通知书"          },
    {"قايتۇرۇش ئۇقتۇرۇشى", "قايتۇرۇش-ئۇقتۇرۇشى"},
    {"安置单〔2026〕3号",             "安置单〔2026〕3号"            },
    {"../../etc/passwd",                    "etc-passwd"                         },
    {"a/b\\c:d*e?f",                        "a-b-c-d-e-f"                        },
    {"-rf $(reboot) `x`",                   "rf-reboot-x"                        },
    {".hidden",                             "hidden"                             },
    {"ends. ",                              "ends"                               },
    {"two\nlines\tand\x1b[2J",              "two-lines-and-2J"                   },
    {"\u202Efdp.exe",                       "fdp.exe"                            }, /* U+202E turns a name around */
    {"con",                                 "_con"                               },
    {"LPT1.x",                              "_LPT1.x"                            },
    {"console",                             "console"                            },
    {"...",                                 "paper"                              },
    {"",                                    "paper"                              },
};

static void a_title_becomes_a_name_that_every_system_takes(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(filename_make(cases[i].title, &f->arena), cases[i].name);
}

static void a_long_title_is_cut_between_characters(void **state)
{
    struct fixture *f = *state;
    char title[4000] = "";
    for (int i = 0; i < 300; i++)
        strcat(title, "说");

    const char *name = filename_make(title, &f->arena);

    assert_int_equal(strlen(name), FILENAME_MOST / 3 * 3);
    assert_true(text_valid(name, strlen(name)));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_title_becomes_a_name_that_every_system_takes),
        SPEC(a_long_title_is_cut_between_characters),
    };
    return text_open() ? cmocka_run_group_tests_name("filename", specs, NULL, NULL) : 1;
}
