#include "tests/support/fixture.h"

#include "i18n/charset.h"

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
        cmocka_unit_test(an_unknown_charset_has_no_reader),
    };
    return cmocka_run_group_tests_name("charset", specs, NULL, NULL);
}
