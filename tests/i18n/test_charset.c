#include "tests/support/fixture.h"

#include "i18n/catalogue.h"
#include "i18n/charset.h"
#include "i18n/rows/width.h"

#include <stdio.h>
#include <string.h>

static void files_tell_what_they_are_written_in(void **state)
{
    static const struct {
        const char *bytes;
        size_t length;
        enum charset charset;
    } files[] = {
        {"name,a",                   6, CHARSET_UTF8   },
        {"\xEF\xBB\xBF"
         "a",
         4,                             CHARSET_UTF8   },
        {"\xE5\xA7\x93\xE5\x90",     5, CHARSET_UTF8   }, /* cut within a character */
        {"\xD0\xD5\xC3\xFB,a",       6, CHARSET_GB18030},
        {"\x81\x31\x83\x38\xD0\xD5", 6, CHARSET_GB18030}, /* four bytes: a Uyghur letter */
        {"\xFF\xFE"
         "a\0",
         4,                             CHARSET_UTF16LE},
        {"\xFE\xFF\0a",              4, CHARSET_UTF16BE},
        {"a\0,\0",                   4, CHARSET_UTF16LE},
        {"\xFF\xFF\xFF",             3, CHARSET_UNKNOWN},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(files); i++)
        assert_int_equal(charset_guess(files[i].bytes, files[i].length), files[i].charset);
}

/* Reads bytes a few at a time into a buffer of a few bytes. */
static const char *read_in_pieces(enum charset charset, const char *bytes, size_t length, size_t piece)
{
    static char text[256];
    size_t used = 0;
    struct charset_reader *reader = charset_open(charset);
    for (size_t at = 0; at < length;) {
        size_t take = length - at < piece ? length - at : piece;
        bool last = at + take == length;
        char small[8];
        size_t wrote = charset_read(reader, bytes + at, &take, last, small, sizeof small);
        memcpy(text + used, small, wrote);
        used += wrote;
        at += take;
    }
    for (char small[8];;) {
        size_t none = 0, wrote = charset_read(reader, "", &none, true, small, sizeof small);
        if (wrote == 0)
            break;
        memcpy(text + used, small, wrote);
        used += wrote;
    }
    charset_close(reader);
    text[used] = '\0';
    return text;
}

static void half_characters_wait_for_their_other_half(void **state)
{
    (void)state;

    for (size_t piece = 1; piece < 6; piece++) {
        assert_string_equal(read_in_pieces(CHARSET_GB18030, "\xD0\xD5\xC3\xFB,1", 6, piece), "姓名,1");
        assert_string_equal(read_in_pieces(CHARSET_UTF16LE, "\xFF\xFE\xD3\x59,\0", 6, piece), "姓,");
        assert_string_equal(read_in_pieces(CHARSET_UTF8, "\xEF\xBB\xBF姓名", 9, piece), "姓名");
    }
}

static void invalid_bytes_become_the_replacement_character(void **state)
{
    (void)state;

    assert_string_equal(read_in_pieces(CHARSET_UTF8, "a\xC0"
                                                     "b",
                                       3, 3),
                        "a\uFFFD"
                        "b");
    assert_string_equal(read_in_pieces(CHARSET_GB18030, "a\xFF"
                                                        "b",
                                       3, 3),
                        "a\uFFFD"
                        "b");
}

/* What each typed byte gives at once, with '|' after it. */
static const char *typed(const char *bytes)
{
    static char text[128];
    size_t used = 0;
    struct charset_reader *reader = charset_open(CHARSET_GB18030);
    for (; *bytes; bytes++) {
        size_t one = 1;
        used += charset_read(reader, bytes, &one, false, text + used, 32);
        assert_int_equal(one, 1);
        text[used++] = '|';
    }
    charset_close(reader);
    text[used] = '\0';
    return text;
}

static void typed_bytes_become_characters_at_once(void **state)
{
    static const struct {
        const char *bytes, *text;
    } keys[] = {
        {"a\r",                "a|\r|"                                         },
        {"\xD0\xD5",           "|姓|"                                         },
        {"\xD0[",              "|衃|"                                         }, /* a second byte that looks like ASCII */
        {"\x81@",              "|丂|"                                         },
        {"\xFD~",              "|齸|"                                         },
        {"\xD0\xD5\x1B[A",     "|姓|\x1B|[|A|"                                },
        {"\xD0\x1B[A",         "|\uFFFD\x1B|[|A|"                              }, /* a lead byte alone */
        {"\xD0\r",             "|\uFFFD\r|"                                    },
        {"\xD0\x7Fq",          "|\uFFFD\x7F|q|"                                },
        {"\x81\x31\x83\x38",   "|||ئ|"                                        },
        {"\x84\x30\xC7\x35",   "|||ﯕ|"                                       },
        {"\x81\x31\x1B[A",     "||\uFFFD1\x1B|[|A|"                            },
        {"\x81\x31\x83\x1B[A", "|||\uFFFD"
                               "1\uFFFD\x1B|[|A|"},
        {"\xA2\xE3",           "|€|"                                         },
        {"\x80q",              "\uFFFD|q|"                                     },
        {"\xFFq",              "\uFFFD|q|"                                     },
    };
    (void)state;

    for (size_t i = 0; i < COUNT(keys); i++)
        assert_string_equal(typed(keys[i].bytes), keys[i].text);
}

/* The first character of UTF-8 that is well formed, and a character as UTF-8. */
static int32_t character_of(const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    int more = *byte < 0x80 ? 0 : *byte < 0xE0 ? 1
        : *byte < 0xF0                         ? 2
                                               : 3;
    int32_t character = more == 0 ? *byte : *byte & (0x3F >> more);
    for (; more > 0; more--)
        character = character << 6 | (*++byte & 0x3F);
    return character;
}

static const char *text_of(int32_t character)
{
    static char text[5];
    int more = character < 0x80 ? 0 : character < 0x800 ? 1
        : character < 0x10000                           ? 2
                                                        : 3;
    memset(text, 0, sizeof text);
    for (int i = more; i > 0; i--, character >>= 6)
        text[i] = (char)(0x80 | (character & 0x3F));
    text[0] = (char)(more == 0 ? character : (0xFF00 >> (more + 1) & 0xFF) | character);
    return text;
}

static const char *in_gbk(const char *text)
{
    static char bytes[256];
    assert_true(charset_to_gbk(text, strlen(text), bytes, sizeof bytes) < sizeof bytes);
    return bytes;
}

static void a_frame_is_written_in_gbk(void **state)
{
    static const struct {
        const char *text, *bytes;
    } frames[] = {
        {"",                    ""                                        },
        {"abc\t\r\n",           "abc\t\r\n"                               },
        {"姓名",              "\xD0\xD5\xC3\xFB"                        },
        {"\x1B[1;7m姓\x1B[0m", "\x1B[1;7m\xD0\xD5\x1B[0m"                },
        {"，：（）　",     "\xA3\xAC\xA3\xBA\xA3\xA8\xA3\xA9\xA1\xA1"},
        {"𠀀",                "\xA3\xBF"                                }, /* beyond GBK, two columns */
        {"한",                 "\xA3\xBF"                                },
        {"ئا",                "??"                                      },
        {"a\u0301ب\u064E",     "a?"                                      }, /* marks have no column */
        {"·“—│üé€",  "???????"                                 }, /* one column here, two or none there */
        {"\U0001F600",          "?"                                       },
        {"\xC2\x85",            "?"                                       },
        {"a\xFF"
         "b\xE5\xA7",
         "a?b?"                                                           },
    };
    (void)state;

    for (size_t i = 0; i < COUNT(frames); i++)
        assert_string_equal(in_gbk(frames[i].text), frames[i].bytes);
}

/* Whether two bytes are a character of GBK. If so, they say in UTF-8 what is written as the same
   two bytes, if it counts two columns. */
static bool comes_back(int lead, int trail)
{
    const char bytes[] = {(char)lead, (char)trail, '\0'};
    char text[16];
    strcpy(text, read_in_pieces(CHARSET_GB18030, bytes, 2, 2));
    int32_t character = character_of(text);
    if (!charset_in_gbk(character, 2))
        return false;
    assert_string_equal(in_gbk(text), width_of(character) == 2 ? bytes : "?");
    return true;
}

static void every_character_of_gbk_comes_back(void **state)
{
    size_t whole = 0, common = 0;
    (void)state;

    for (int lead = 0x81; lead <= 0xFE; lead++)
        for (int trail = 0x40; trail <= 0xFE; trail++) {
            bool back = comes_back(lead, trail);
            whole += back;
            common += back && lead >= 0xA1 && trail >= 0xA1;
        }

    assert_int_equal(whole, 21791);
    assert_int_equal(common, 7478);
}

static void what_a_gbk_client_shows_is_known(void **state)
{
    static const struct {
        int32_t character;
        bool in_one, in_two;
    } characters[] = {
        {'a',     true,  false},
        {'~',     true,  false},
        {0x1B,    false, false},
        {0x7F,    false, false},
        {0x4E2D,  false, true },
        {0xB7,    false, true },
        {0x2500,  false, true },
        {0x2014,  false, true },
        {0xFF1F,  false, true },
        {0x20AC,  false, false},
        {0xE7C7,  false, false}, /* private */
        {0x0627,  false, false},
        {0x20000, false, false},
        {-1,      false, false},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(characters); i++) {
        assert_int_equal(charset_in_gbk(characters[i].character, 1), characters[i].in_one);
        assert_int_equal(charset_in_gbk(characters[i].character, 2), characters[i].in_two);
    }
}

static void gbk_is_cut_between_characters(void **state)
{
    char small[4] = "xxx";
    (void)state;

    assert_int_equal(charset_to_gbk("姓名a", 7, small, sizeof small), 5);
    assert_string_equal(small, "\xD0\xD5");
    assert_int_equal(charset_to_gbk("姓名a", 7, NULL, 0), 5);
}

static void no_character_takes_more_than_its_columns(void **state)
{
    static const struct {
        int32_t first, end;
    } ranges[] = {
        {0x20,   0xD800 },
        {0xE000, 0x30000}
    };
    (void)state;

    for (size_t i = 0; i < COUNT(ranges); i++)
        for (int32_t character = ranges[i].first; character < ranges[i].end; character++) {
            int width = width_of(character);
            size_t columns = width == WIDTH_UNSAFE ? 1 : (size_t)width;
            assert_int_equal(strlen(in_gbk(text_of(character))), columns);
        }
}

static void an_unknown_charset_has_no_reader(void **state)
{
    (void)state;

    assert_null(charset_open(CHARSET_UNKNOWN));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        cmocka_unit_test(files_tell_what_they_are_written_in),
        cmocka_unit_test(half_characters_wait_for_their_other_half),
        cmocka_unit_test(invalid_bytes_become_the_replacement_character),
        cmocka_unit_test(typed_bytes_become_characters_at_once),
        cmocka_unit_test(a_frame_is_written_in_gbk),
        cmocka_unit_test(every_character_of_gbk_comes_back),
        cmocka_unit_test(what_a_gbk_client_shows_is_known),
        cmocka_unit_test(gbk_is_cut_between_characters),
        cmocka_unit_test(no_character_takes_more_than_its_columns),
        cmocka_unit_test(an_unknown_charset_has_no_reader),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("charset", specs, NULL, NULL) : 1;
}
