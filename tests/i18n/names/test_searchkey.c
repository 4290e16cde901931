#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/names/searchkey.h"

#include <stdio.h>
#include <string.h>

struct looked_for {
    char key[64];
    bool found;
};

static void look(void *context, const char *key)
{
    struct looked_for *wanted = context;
    wanted->found = wanted->found || strncmp(key, wanted->key, strlen(wanted->key)) == 0;
}

/* Whether typing something finds a name: the folded text begins one of its keys. */
static bool finds(const char *typed, const char *name)
{
    struct looked_for wanted = {0};
    searchkey_fold(typed, wanted.key, sizeof wanted.key);
    searchkey_of_name(name, look, &wanted);
    return wanted.found;
}

static void chinese_names_are_found_by_what_people_type(void **state)
{
    (void)state;

    assert_true(finds("李示例", "李示例"));
    assert_true(finds("李", "李示例"));
    assert_true(finds("示例", "李示例"));
    assert_true(finds("lishili", "李示例"));
    assert_true(finds("LISHI", "李示例"));
    assert_true(finds("ｌｓｌ", "李示例"));
    assert_true(finds("lǐ shì lì", "李示例"));
    assert_false(finds("wang", "李示例"));
}

static void what_is_typed_finds_a_name_in_any_script(void **state)
{
    (void)state;

    assert_true(searchkey_finds("slzx", "示例中学"));
    assert_true(searchkey_finds("中学", "示例中学"));
    assert_true(searchkey_finds("师礼中", "示例中学"));
    assert_true(searchkey_finds("misal", "مىسال ئوتتۇرا مەكتەپ"));
    assert_true(searchkey_finds("ottura", "مىسال ئوتتۇرا مەكتەپ"));
    assert_false(searchkey_finds("zx", "示例小学"));
    assert_false(searchkey_finds("", "示例中学"));
}

/* Surnames that are read in a way of their own, and the ways in which people read them. */
static const struct {
    const char *surname, *readings[3];
} surnames[] = {
    {"单",    {"shan", "dan"}              },
    {"解",    {"xie", "jie"}               },
    {"仇",    {"qiu", "chou"}              },
    {"区",    {"ou", "qu"}                 },
    {"曾",    {"zeng", "ceng"}             },
    {"尉迟", {"yuchi", "weichi"}          },
    {"朴",    {"piao", "pu"}               },
    {"盖",    {"ge", "gai"}                },
    {"查",    {"zha", "cha"}               },
    {"乐",    {"yue", "le"}                },
    {"任",    {"ren"}                      },
    {"华",    {"hua"}                      },
    {"翟",    {"zhai", "di"}               },
    {"燕",    {"yan"}                      },
    {"种",    {"chong", "zhong"}           },
    {"召",    {"shao", "zhao"}             },
    {"万俟", {"moqi", "wanqi"}            },
    {"缪",    {"miao", "mou"}              },
    {"覃",    {"qin", "tan"}               },
    {"冼",    {"xian"}                     },
    {"宓",    {"fu", "mi"}                 },
    {"员",    {"yun", "yuan"}              },
    {"单于", {"chanyu", "danyu", "shanyu"}},
    {"长孙", {"zhangsun", "changsun"}     },
    {"澹台", {"tantai", "dantai"}         },
    {"乐正", {"yuezheng", "lezheng"}      },
    {"令狐", {"linghu"}                   },
    {"折",    {"she", "zhe"}               },
    {"牟",    {"mu", "mou"}                },
    {"秘",    {"bi", "mi"}                 },
    {"繁",    {"po", "fan"}                },
    {"能",    {"nai", "neng"}              },
    {"隗",    {"kui", "wei"}               },
    {"黑",    {"he", "hei"}                },
    {"郇",    {"xun", "huan"}              },
    {"薄",    {"bo", "bao"}                },
    {"祭",    {"zhai", "ji"}               },
    {"洗",    {"xian", "xi"}               },
    {"谌",    {"shen", "chen"}             },
    {"乜",    {"nie", "mie"}               },
    {"句",    {"gou", "ju"}                },
    {"佴",    {"nai", "er"}                },
    {"角",    {"jue", "jiao"}              },
    {"贲",    {"ben"}                      },
    {"阚",    {"kan"}                      },
    {"卜",    {"bu"}                       },
    {"都",    {"du", "dou"}                },
    {"柏",    {"bai", "bo"}                },
    {"莘",    {"xin", "shen"}              },
    {"蔚",    {"yu", "wei"}                },
    {"费",    {"bi", "fei"}                },
    {"隽",    {"jun", "juan"}              },
    {"么",    {"yao", "me"}                },
    {"宁",    {"ning"}                     },
    {"葛",    {"ge"}                       },
    {"纪",    {"ji"}                       },
    {"逄",    {"pang"}                     },
    {"那",    {"na"}                       },
};

static void every_reading_of_a_surname_finds(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(surnames); i++)
        for (size_t k = 0; k < COUNT(surnames[i].readings) && surnames[i].readings[k]; k++) {
            char name[32], typed[32], initials[8];
            snprintf(name, sizeof name, "%s示例", surnames[i].surname);
            snprintf(typed, sizeof typed, "%sshili", surnames[i].readings[k]);
            snprintf(initials, sizeof initials, "%csl", *typed);
            assert_true(finds(typed, name));
            assert_true(strlen(surnames[i].surname) > 3 || finds(initials, name));
        }
}

static void a_given_name_is_found_in_each_reading(void **state)
{
    static const struct {
        const char *typed, *name;
    } pairs[] = {
        {"lile",      "李乐"   },
        {"liyue",     "李乐"   },
        {"ly",        "李乐"   },
        {"liqian",    "李茜"   },
        {"lixi",      "李茜"   },
        {"wangsheng", "王晟"   },
        {"zengyue",   "曾乐"   },
        {"cengle",    "曾乐"   },
        {"reshiding", "热什丁"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_true(finds(pairs[i].typed, pairs[i].name));
}

static void u_umlaut_is_typed_as_v_or_u(void **state)
{
    static const char *const typed[] = {
        "lvshili", "lushili", "LÜSHILI", "lǚ shì lì", "lu:shili", "lsl"};
    (void)state;

    for (size_t i = 0; i < COUNT(typed); i++)
        assert_true(finds(typed[i], "吕示例"));
    assert_true(finds("linv", "李女"));
    assert_true(finds("linu", "李女"));
}

static void a_uyghur_name_in_chinese_is_found_by_its_parts(void **state)
{
    static const char *const names[] = {
        "阿卜杜热伊木·买买提", "阿卜杜热伊木・买买提", "阿卜杜热伊木･买买提", "阿卜杜热伊木•买买提",
        "阿卜杜热伊木‧买买提", "阿卜杜热伊木.买买提", "阿卜杜热伊木．买买提", "阿卜杜热伊木。买买提",
        "阿卜杜热伊木 买买提", "阿卜杜热伊木　买买提"};
    static const char *const typed[] = {
        "阿卜杜热伊木·买", "阿卜杜热伊木买买提", "阿卜杜热伊木.买买提", "阿卜杜热伊木•买买提", "阿卜杜热伊木 买买提",
        "买买提", "abudureyimumaimaiti", "abudureyimu.maimaiti", "abudureyimu·mai", "abudureyimu",
        "maimaiti", "abdrymmmt", "abdrym", "mmt", "ABDRYM MMT"};
    (void)state;

    for (size_t i = 0; i < COUNT(names); i++)
        for (size_t k = 0; k < COUNT(typed); k++)
            assert_true(finds(typed[k], names[i]));
    assert_true(finds("abdrymmmt", "阿卜杜热伊木买买提"));
    assert_false(finds("dmmt", "阿卜杜热伊木·买买提"));
}

static void uyghur_is_found_in_any_spelling_variant(void **state)
{
    static const struct {
        const char *typed, *name;
    } pairs[] = {
        {"ئايگۈل",       "ئايگۈل مەمەت"},
        {"مەمەت",         "ئايگۈل مەمەت"},
        {"ايگۈل",         "ئايگۈل مەمەت"},
        {"مه‌مه‌ت",   "ئايگۈل مەمەت"},
        {"مه‌كته‌پ", "مەكتەپ"           },
        {"ﻣﻪﻛﺘﻪﭖ", "مەكتەپ"           },
        {"مەكتەپ",       "ﻣﻪﻛﺘﻪﭖ"     },
        {"mektep",             "ﻣﻪﻛﺘﻪﭖ"     },
        {"mektep",             "مه‌كته‌پ"     },
        {"مـەكتەپ",     "مەكتەپ"           },
        {"ﺋﺎﻳﮕﯜﻝ", "ئايگۈل مەمەت"},
        {"ھەسەن",         "هەسەن"             },
        {"ہەسەن",         "ھەسەن"             },
        {"فاتىمة",       "فاتىمە"           },
        {"خالىدە",       "خالىده"           },
        {"کامىل",         "كامىل"             },
        {"یاسىن",         "ياسىن"             },
        {"ياسین",         "ياسىن"             },
        {"ئەلے",           "ئەلى"               },
        {"شىنجاݣ",       "شىنجاڭ"           },
        {"آدىل",           "ئادىل"             },
        {"أدىل",           "ئادىل"             },
        {"إدىل",           "ئادىل"             },
        {"ءادىل",         "ئادىل"             },
        {"ٴادىل",         "ئادىل"             },
        {"سەنەت",         "سەنئەت"           },
        {"بالَا",         "بالا"               },
    };
    (void)state;

    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_true(finds(pairs[i].typed, pairs[i].name));
    assert_false(finds("ۇ", "ۈ"));
}

static void uyghur_is_found_in_latin_and_latin_in_uyghur(void **state)
{
    static const struct {
        const char *typed, *name;
    } pairs[] = {
        {"aygul",                   "ئايگۈل مەمەت"},
        {"AYGÜL MEMET",            "ئايگۈل مەمەت"},
        {"ayguel",                  "ئايگۈل مەمەت"},
        {"aygu:l",                  "ئايگۈل مەمەت"},
        {"memet",                   "ئايگۈل مەمەت"},
        {"abdurehim",               "ئابدۇرەھىم"   },
        {"omer",                    "ئۆمەر"             },
        {"ömer",                   "ئۆمەر"             },
        {"oemer",                   "ئۆمەر"             },
        {"gulchehre",               "گۈلچېھرە"       },
        {"gülchëhre",             "گۈلچېھرە"       },
        {"guelche'hre",             "گۈلچېھرە"       },
        {"guelcheˈhre",            "گۈلچېھرە"       },
        {"tursun'gul",              "تۇرسۇنگۈل"     },
        {"tursungül",              "تۇرسۇنگۈل"     },
        {"nur’eli",               "نۇرئەلى"         },
        {"nureli",                  "نۇرئەلى"         },
        {"ئايگۈل",            "Aygül Memet"           },
        {"ئايگۈل مەمەت", "Ayguel Memet"           },
        {"مەمەت",              "Aygu:l Memet"           },
        {"نۇرئەلى",          "Nur'eli"                },
        {"تۇرسۇنگۈل",      "TURSUN’GÜL"          },
        {"گۈلچېھرە",        "Gülchéhre"            },
        {"aygul",                   "Aygül Memet"           },
        {"aygül",                  "Aygul"                  },
    };
    (void)state;

    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_true(finds(pairs[i].typed, pairs[i].name));
}

static void count_key(void *context, const char *key)
{
    (void)key;
    ++*(size_t *)context;
}

static void a_name_has_few_keys(void **state)
{
    static const struct {
        const char *name;
        size_t most;
    } names[] = {
        {"李明",                          3},
        {"李示例",                       4},
        {"吕示例",                       5},
        {"单示例",                       6},
        {"曾乐",                          9},
        {"阿卜杜热伊木·买买提",   6},
        {"ئابدۇرەھىم مەمەت", 4},
        {"ئايگۈل مەمەت",         6},
        {"Aygül Memet",                    4},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(names); i++) {
        size_t count = 0;
        searchkey_of_name(names[i].name, count_key, &count);
        assert_in_range(count, 1, names[i].most);
    }
}

static void digits_of_any_script_are_digits(void **state)
{
    char key[16];
    (void)state;

    assert_int_equal(searchkey_fold("６５９9٠١", key, sizeof key), 6);
    assert_string_equal(key, "659901");
}

static void folding_ends_between_characters(void **state)
{
    char key[5];
    (void)state;

    assert_int_equal(searchkey_fold("李示例", key, sizeof key), 9);
    assert_string_equal(key, "李");
}

static void nothing_has_no_keys(void **state)
{
    struct looked_for wanted = {.key = ""};
    (void)state;

    searchkey_of_name(" · ", look, &wanted);

    assert_false(wanted.found);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(chinese_names_are_found_by_what_people_type),
        cmocka_unit_test(what_is_typed_finds_a_name_in_any_script),
        cmocka_unit_test(every_reading_of_a_surname_finds),
        cmocka_unit_test(a_given_name_is_found_in_each_reading),
        cmocka_unit_test(u_umlaut_is_typed_as_v_or_u),
        cmocka_unit_test(a_uyghur_name_in_chinese_is_found_by_its_parts),
        cmocka_unit_test(uyghur_is_found_in_any_spelling_variant),
        cmocka_unit_test(uyghur_is_found_in_latin_and_latin_in_uyghur),
        cmocka_unit_test(a_name_has_few_keys),
        cmocka_unit_test(digits_of_any_script_are_digits),
        cmocka_unit_test(folding_ends_between_characters),
        cmocka_unit_test(nothing_has_no_keys),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("searchkey", specs, NULL, NULL) : 1;
}
