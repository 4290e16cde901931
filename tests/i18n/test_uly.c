#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/uly.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORD_SIZE = 256,
    RANDOM_WORDS = 20000
};

static const char *latin(enum uly_spelling spelling, const char *text)
{
    static char buffer[WORD_SIZE];
    assert_true(uly_of_uyghur(spelling, text, strlen(text), buffer, sizeof buffer) < sizeof buffer);
    return buffer;
}

static const char *uyghur(const char *text)
{
    static char buffer[WORD_SIZE];
    assert_true(uly_to_uyghur(text, strlen(text), buffer, sizeof buffer) < sizeof buffer);
    return buffer;
}

/* Types a text key by key, at its end, as a field does. Keys are of one byte or two: ö. */
static const char *typed(const char *keys)
{
    static char text[WORD_SIZE];
    size_t length = 0, erase;
    char insert[ULY_INSERT_SIZE];
    for (size_t bytes; *keys; keys += bytes) {
        bytes = (*keys & 0xE0) == 0xC0 ? 2 : 1;
        int32_t key = bytes == 2 ? (keys[0] & 0x1F) << 6 | (keys[1] & 0x3F) : *keys;
        if (!uly_type(text, length, key, &erase, insert))
            snprintf(insert, sizeof insert, "%.*s", (int)bytes, keys);
        length -= erase;
        strcpy(text + length, insert);
        length += strlen(insert);
    }
    text[length] = '\0';
    return text;
}

static const struct word {
    const char *uyghur, *latin, *ascii;
} words[] = {
    {"ئۇيغۇرچە",                "uyghurche",       "uyghurche"      },
    {"مائارىپ",                  "ma'arip",         "ma'arip"        },
    {"ئابدۇرەھىم مەمەت", "abdurehim memet", "abdurehim memet"},
    {"سەنئەت",                    "sen'et",          "sen'et"         },
    {"ژۇرنال",                    "zhurnal",         "zhurnal"        },
    {"كۆڭۈل",                      "köngül",        "koenguel"       },
    {"ئوقۇغۇچى",                "oqughuchi",       "oqughuchi"      },
    {"ئېلىپبە",                  "ëlipbe",         "e'lipbe"        },
    {"ۋەتەن",                      "weten",           "weten"          },
    {"ئىنگلىز",                  "in'gliz",         "in'gliz"        },
    {"باشلانغۇچ",              "bashlan'ghuch",   "bashlan'ghuch"  },
    {"مۇئەللىم",                "mu'ellim",        "mu'ellim"       },
    {"ئائىلە",                    "a'ile",           "a'ile"          },
    {"ئىسھاق",                    "is'haq",          "is'haq"         },
    {"دۆلەت",                      "dölet",          "doelet"         },
    {"شىنجاڭ",                    "shinjang",        "shinjang"       },
    {"يەنگۈشتە",                "yen'güshte",     "yen'gueshte"    },
    {"ئانگلىيە",                "an'gliye",        "an'gliye"       },
    {"تەشەببۇس",                "teshebbus",       "teshebbus"      },
    {"ئىشخانا",                  "ishxana",         "ishxana"        },
    {"مەسئۇل",                    "mes'ul",          "mes'ul"         },
    {"رەئىس",                      "re'is",           "re'is"          },
    {"ئۈرۈمچى",                  "ürümchi",       "ueruemchi"      },
    {"قەشقەر",                    "qeshqer",         "qeshqer"        },
    {"ھەسەن",                      "hesen",           "hesen"          },
    {"گۈلچېھرە",                "gülchëhre",     "guelche'hre"    },
    {"تۇرسۇنگۈل",              "tursun'gül",     "tursun'guel"    },
    {"نۇرئەلى",                  "nur'eli",         "nur'eli"        },
    {"مەكتەپ",                    "mektep",          "mektep"         },
    {"سىنىپ",                      "sinip",           "sinip"          },
    {"ئوقۇتقۇچى",              "oqutquchi",       "oqutquchi"      },
    {"دەرسلىك",                  "derslik",         "derslik"        },
    {"كىتاب",                      "kitab",           "kitab"          },
    {"ئىسىم",                      "isim",            "isim"           },
    {"فامىلە",                    "famile",          "famile"         },
    {"ئاتا-ئانا",               "ata-ana",         "ata-ana"        },
    {"بالا",                        "bala",            "bala"           },
    {"قىز",                          "qiz",             "qiz"            },
    {"ئوغۇل",                      "oghul",           "oghul"          },
    {"يېزا",                        "yëza",           "ye'za"          },
    {"كەنت",                        "kent",            "kent"           },
    {"ناھىيە",                    "nahiye",          "nahiye"         },
    {"ئەھۋال",                    "ehwal",           "ehwal"          },
    {"تېلېفون",                  "tëlëfon",       "te'le'fon"      },
    {"نومۇر",                      "nomur",           "nomur"          },
    {"كۈن",                          "kün",            "kuen"           },
    {"ھەپتە",                      "hepte",           "hepte"          },
    {"ئاي",                          "ay",              "ay"             },
    {"يىل",                          "yil",             "yil"            },
    {"سائەت",                      "sa'et",           "sa'et"          },
    {"جەمئىيەت",                "jem'iyet",        "jem'iyet"       },
    {"مۇناسىۋەت",              "munasiwet",       "munasiwet"      },
    {"تەئەللۇق",                "te'elluq",        "te'elluq"       },
    {"تېئاتىر",                  "të'atir",        "te''atir"       },
    {"گېئولوگىيە",            "gë'ologiye",     "ge''ologiye"    },
    {"رېئال",                      "rë'al",          "re''al"         },
    {"مەشغۇلات",                "meshghulat",      "meshghulat"     },
    {"ئىزھار",                    "iz'har",          "iz'har"         },
    {"تەڭھا",                      "tengha",          "tengha"         },
    {"مەڭگۈ",                      "menggü",         "menggue"        },
    {"ئاشھانا",                  "ashhana",         "ashhana"        },
    {"پەيغەم",                    "peyghem",         "peyghem"        },
    {"دوئەل",                      "do'el",           "do'el"          },
    {"ئۈچئەي",                    "üch'ey",         "uech'ey"        },
    {"ئايگۈل مەمەت",         "aygül memet",    "ayguel memet"   },
    {"ئۆمەر سابىت",           "ömer sabit",     "oemer sabit"    },
    {"نۇرئېلى",                  "nur'ëli",        "nur'e'li"       },
    {"پاتىگۈل",                  "patigül",        "patiguel"       },
    {"ئېزىزگۈل",                "ëzizgül",       "e'zizguel"      },
    {"زۆھرە",                      "zöhre",          "zoehre"         },
    {"ۋېنېرا",                    "wënëra",        "we'ne'ra"       },
    {"ئابلىكىم",                "ablikim",         "ablikim"        },
    {"مېھرىگۈل",                "mëhrigül",      "me'hriguel"     },
};

static void words_are_written_and_read_in_both_spellings(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(words); i++) {
        assert_string_equal(latin(ULY_LATIN, words[i].uyghur), words[i].latin);
        assert_string_equal(latin(ULY_ASCII, words[i].uyghur), words[i].ascii);
        assert_string_equal(uyghur(words[i].latin), words[i].uyghur);
        assert_string_equal(uyghur(words[i].ascii), words[i].uyghur);
        assert_string_equal(typed(words[i].latin), words[i].uyghur);
        assert_string_equal(typed(words[i].ascii), words[i].uyghur);
    }
}

/* A word of one to five syllables; a vowel that begins one has its seat. */
static void random_word(char *word)
{
    static const char *const consonants[] = {
        "ب", "پ", "ت", "ج", "چ", "خ", "د", "ر", "ز", "ژ", "س", "ش",
        "غ", "ف", "ق", "ك", "گ", "ڭ", "ل", "م", "ن", "ھ", "ۋ", "ي"};
    static const char *const vowels[] = {"ا", "ە", "ې", "ى", "و", "ۇ", "ۆ", "ۈ"};
    static const char *const syllables[] = {"V", "CV", "CV", "CVC", "CVC", "VC", "CVCC", "VCC"};
    *word = '\0';
    for (int count = 1 + rand() % 5; count > 0; count--) {
        const char *syllable = syllables[rand() % (int)COUNT(syllables)];
        strcat(word, *syllable == 'V' ? "ئ" : "");
        for (; *syllable; syllable++)
            strcat(word, *syllable == 'V' ? vowels[rand() % (int)COUNT(vowels)] : consonants[rand() % (int)COUNT(consonants)]);
    }
}

static void any_word_of_syllables_comes_back_as_it_was(void **state)
{
    char word[WORD_SIZE];
    (void)state;
    srand(2008);

    for (int i = 0; i < RANDOM_WORDS; i++) {
        random_word(word);
        assert_string_equal(uyghur(latin(ULY_LATIN, word)), word);
        assert_string_equal(uyghur(latin(ULY_ASCII, word)), word);
        assert_string_equal(typed(latin(ULY_LATIN, word)), word);
        assert_string_equal(typed(latin(ULY_ASCII, word)), word);
    }
}

static void letters_of_other_keyboards_are_read_by_their_neighbours(void **state)
{
    static const struct {
        const char *uyghur, *latin;
    } pairs[] = {
        {"مه\u200Cكته\u200Cپ",      "mektep"             }, /* ه with ZWNJ for ە */
        {"خالىده",                  "xalide"             }, /* at the end */
        {"هەسەن",                    "hesen"              },
        {"ئابدۇره\u200Cهىم",    "abdurehim"          },
        {"شاه",                        "shah"               },
        {"فاطمة",                    "faطme"             },
        {"یاسىن",                    "yasin"              },
        {"ئایگۈل",                  "aygül"             },
        {"سابیر",                    "sabir"              },
        {"ئىلی",                      "ili"                },
        {"ئیبراھىم",              "ibrahim"            },
        {"کامىل",                    "kamil"              },
        {"ئەنگلىيە ئەݣ",       "en'gliye eng"       },
        {"آتا أنا إ",              "ata ana a"          },
        {"سەنءەت",                  "sen'et"             },
        {"بـــالا",                "bala"               },
        {"مۇاللىم",                "mu'allim"           }, /* a seat left out */
        {"«بالا»، 5؛ نېمە؟", "«bala», 5; nëme?"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_string_equal(latin(ULY_LATIN, pairs[i].uyghur), pairs[i].latin);
    assert_string_equal(latin(ULY_ASCII, "«بالا»"), "\"bala\"");
}

static void latin_is_read_as_people_type_it(void **state)
{
    static const struct {
        const char *latin, *uyghur;
    } pairs[] = {
        {"MEKTEP Mektep",                             "مەكتەپ مەكتەپ"                                        },
        {"maarip",                                    "مائارىپ"                                                   }, /* the seats left out */
        {"muellim",                                   "مۈللىم"                                                     }, /* ue is one letter: parted, mu'ellim */
        {"aile",                                      "ئائىلە"                                                     },
        {"Ürümchi",                                 "ئۈرۈمچى"                                                   },
        {"U\u0308ru\u0308mchi",                       "ئۈرۈمچى"                                                   },
        {"o:mer u:ru:mchi",                           "ئۆمەر ئۈرۈمچى"                                        },
        {"nomuru: 5",                                 "نومۇرۇ: 5"                                                  },
        {"élipbe ËLIPBE e\u0308lipbe e\u0301lipbe", "ئېلىپبە ئېلىپبە ئېلىپبە ئېلىپبە"      },
        {"tëatir téatir të'atir te''atir",         "تېئاتىر تېئاتىر تېئاتىر تېئاتىر"      },
        {"re'is re’is re‘is reʼis re`is reˈis", "رەئىس رەئىس رەئىس رەئىس رەئىس رەئىس"},
        {"In’gliz in`gliz",                         "ئىنگلىز ئىنگلىز"                                    },
        {"velayet wilayet",                           "ۋەلايەت ۋىلايەت"                                    },
        {"Chin cin c",                                "چىن cئىن c"                                                 },
        {"xalqara, bala; nëme?",                     "خالقارا، بالا؛ نېمە؟"                           },
        {"1,000 bala",                                "1,000 بالا"                                                   },
        {"'salam' \"salam\"",                         "'سالام' \"سالام\""                                      },
        {"2026-yil 5-ay",                             "2026-يىل 5-ئاي"                                             },
        {"阿Ali",                                    "阿ئالى"                                                      },
        {"كىتاب kitab",                          "كىتاب كىتاب"                                            },
        {"a\xFF"
         "b",
         "ئا\xFFب"                                                                                                    },
        {"",                                          ""                                                                 },
    };
    (void)state;

    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_string_equal(uyghur(pairs[i].latin), pairs[i].uyghur);
}

static void keys_change_the_letters_before_them(void **state)
{
    static const struct {
        const char *before;
        int32_t key;
        size_t erase;
        const char *insert;
    } keys[] = {
        {"س",    'h',    2, "ش"    },
        {"س'",   'h',    1, "ھ"    },
        {"ن",    'g',    2, "ڭ"    },
        {"ن'گ", 'H',    2, "غ"    },
        {"ڭ",    'h',    0, "ھ"    },
        {"c",     'h',    1, "چ"    },
        {"",      'a',    0, "ئا"  },
        {"ئا ", 'a',    0, "ئا"  },
        {"ب",    'a',    0, "ا"    },
        {"با",  'i',    0, "ئى"  },
        {"ئ",    'i',    0, "ى"    },
        {"ن'",   'e',    1, "ئە"  },
        {"و",    'e',    2, "ۆ"    },
        {"و'",   'e',    1, "ئە"  },
        {"و:",   'm',    3, "ۆم"  },
        {"رە",  '\'',   2, "ې"    },
        {"رە",  0x2019, 2, "ې"    },
        {"رې",  'i',    2, "ەئى"},
        {"رې'", 'i',    1, "ئى"  },
        {"رې",  's',    0, "س"    },
        {"ك",    0xF6,   0, "ۆ"    },
        {"",      0xCB,   0, "ئې"  },
    };
    size_t erase;
    char insert[ULY_INSERT_SIZE];
    (void)state;

    for (size_t i = 0; i < COUNT(keys); i++) {
        assert_true(uly_type(keys[i].before, strlen(keys[i].before), keys[i].key, &erase, insert));
        assert_int_equal(erase, keys[i].erase);
        assert_string_equal(insert, keys[i].insert);
    }
}

static void keys_that_are_no_letters_stand_for_themselves(void **state)
{
    static const int32_t keys[] = {'c', '5', ' ', ':', ',', '\'', 0x4E2D, 0x0628, 0};
    size_t erase;
    char insert[ULY_INSERT_SIZE];
    (void)state;

    for (size_t i = 0; i < COUNT(keys); i++)
        assert_false(uly_type("ن", 2, keys[i], &erase, insert));
    assert_int_equal(erase, 0);
    assert_string_equal(insert, "");
}

static void texts_are_cut_between_characters(void **state)
{
    char small[6];
    (void)state;

    assert_int_equal(uly_of_uyghur(ULY_LATIN, "كۆڭۈل", 10, small, sizeof small), 8);
    assert_string_equal(small, "köng");
    assert_int_equal(uly_to_uyghur("bash", 4, small, sizeof small), 6);
    assert_string_equal(small, "با");
    assert_int_equal(uly_to_uyghur("bash", 4, NULL, 0), 6);
}

static void a_long_text_is_converted_to_its_end(void **state)
{
    char text[4096], wanted[8192], written[8192];
    (void)state;
    *text = *wanted = '\0';

    for (int i = 0; i < 200; i++) {
        strcat(text, "Tursun'gül ");
        strcat(wanted, "تۇرسۇنگۈل ");
    }

    assert_int_equal(uly_to_uyghur(text, strlen(text), written, sizeof written), strlen(wanted));
    assert_string_equal(written, wanted);
}

static void letters_of_other_scripts_have_no_latin(void **state)
{
    (void)state;

    assert_null(uly_letter(ULY_LATIN, 0, 'a', 0));
    assert_null(uly_letter(ULY_LATIN, 0, 0x4E2D, 0));
    assert_null(uly_letter(ULY_LATIN, 0, 0x0639, 0));
    assert_string_equal(uly_letter(ULY_ASCII, 0, 0x0626, 0x0627), "");
    assert_string_equal(uly_letter(ULY_ASCII, 0x0646, 0x0626, 0x06D5), "'");
    assert_string_equal(uly_letter(ULY_ASCII, 0x0646, 0x06AF, 0), "'g");
    assert_string_equal(uly_letter(ULY_ASCII, 0, 0x0763, 0), "ng");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(words_are_written_and_read_in_both_spellings),
        cmocka_unit_test(any_word_of_syllables_comes_back_as_it_was),
        cmocka_unit_test(letters_of_other_keyboards_are_read_by_their_neighbours),
        cmocka_unit_test(latin_is_read_as_people_type_it),
        cmocka_unit_test(keys_change_the_letters_before_them),
        cmocka_unit_test(keys_that_are_no_letters_stand_for_themselves),
        cmocka_unit_test(texts_are_cut_between_characters),
        cmocka_unit_test(a_long_text_is_converted_to_its_end),
        cmocka_unit_test(letters_of_other_scripts_have_no_latin),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("uly", specs, NULL, NULL) : 1;
}
