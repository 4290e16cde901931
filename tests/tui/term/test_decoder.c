#include "tests/support/fixture.h"
#include "tui/term/decoder.h"

#include <stdlib.h>
#include <string.h>

/* The keys of bytes that came at once, as words: "Up 1 Esc". */
static const char *keys_of(struct fixture *f, struct decoder *decoder, const char *bytes,
                           size_t length, bool idle)
{
    const char *words = "";
    struct key key;
    char label[8];
    decoder_feed(decoder, bytes, length);
    while (decoder_next(decoder, idle, &key)) {
        const char *word = key.press == PRESS_TEXT ? key.text
            : key.press == PRESS_PASTE             ? arena_text(&f->arena, "[%s]", key.paste)
            : key.press == PRESS_ANSWER            ? arena_text(&f->arena, "<%s>", key.paste)
                                                   : key_label(key_command(&key), label);
        words = arena_text(&f->arena, "%s%s%s", words, words[0] ? " " : "", word);
    }
    return words;
}

static const char *read_all(struct fixture *f, const char *bytes)
{
    struct decoder *decoder = arena_new(&f->arena, struct decoder);
    return keys_of(f, decoder, bytes, strlen(bytes), true);
}

static void sequences_of_all_terminals_are_keys(void **state)
{
    static const struct {
        const char *bytes, *keys;
    } cases[] = {
        {"\033[A\033OA",                      "↑ ↑"                  },
        {"\033[1;5C",                         "→"                      },
        {"\033[H\033[1~\033OH\033[7~",        "Home Home Home Home"      },
        {"\033[5~\033[6~",                    "PgUp PgDn"                },
        {"\033[Z\t",                          "S-Tab Tab"                },
        {"\033OP\033[11~\033[[A",             "F1 F1 F1"                 },
        {"\033OR\033[13~\033[[C",             "F3 F3 F3"                 },
        {"\025",                              "^U"                       },
        {"\033Op\033Oy\033OM",                "0 9 Enter"                },
        {"\177\b",                            "Bksp Bksp"                },
        {"\020",                              "^P"                       },
        {"7李ئ",                            "7 李 ئ"                 },
        {"\033[200~a\033[A\r0\033[201~1",     "[a\033[A\r0] 1"           },
        {"\033[12;40R\033[?6c\033[>41;3;0c",  "<12;40R> <?6c> <>41;3;0c>"},
        {"\033P>|XTerm(379)\033\\\033[8;1$y", "<>|XTerm(379)> <8;1$y>"   },
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(read_all(f, cases[i].bytes), cases[i].keys);
}

static void esc_and_a_key_in_one_packet_are_two_keys(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(read_all(f, "\0330"), "Esc 0");
    assert_string_equal(read_all(f, "\033\033[A"), "Esc ↑");
    assert_string_equal(keys_of(f, arena_new(&f->arena, struct decoder), "\033\0007", 3, true), "Esc 7");
}

static void a_lone_esc_is_a_key_when_nothing_more_comes(void **state)
{
    struct fixture *f = *state;
    struct decoder *decoder = arena_new(&f->arena, struct decoder);

    assert_string_equal(keys_of(f, decoder, "\033", 1, false), "");
    assert_true(decoder_waits(decoder));

    assert_string_equal(keys_of(f, decoder, "", 0, true), "Esc");
    assert_false(decoder_waits(decoder));
}

/* Over a slow line an answer comes in pieces, long after the last key. */
static void an_answer_in_pieces_is_typed_nowhere(void **state)
{
    struct fixture *f = *state;
    struct decoder *decoder = arena_new(&f->arena, struct decoder);

    assert_string_equal(keys_of(f, decoder, "\033P>|XTe", 7, false), "");
    assert_true(decoder_waits(decoder) > 1000);
    assert_string_equal(keys_of(f, decoder, "rm(379)\033", 8, false), "");
    assert_string_equal(keys_of(f, decoder, "\\7", 2, false), "<>|XTerm(379)> 7");

    assert_string_equal(keys_of(f, decoder, "\033]11;rgb", 8, true), "");
    assert_int_equal(decoder_waits(decoder), 0);
}

static void a_string_too_long_for_an_answer_is_dropped_to_its_end(void **state)
{
    struct fixture *f = *state;
    struct decoder *decoder = arena_new(&f->arena, struct decoder);
    char bytes[600];
    memset(bytes, 'x', sizeof bytes);
    memcpy(bytes, "\033P", 2);

    assert_string_equal(keys_of(f, decoder, bytes, sizeof bytes, false), "");
    assert_string_equal(keys_of(f, decoder, "yy\033", 3, false), "");
    assert_string_equal(keys_of(f, decoder, "\\0", 2, false), "0");

    assert_string_equal(keys_of(f, decoder, bytes, sizeof bytes, false), "");
    assert_string_equal(keys_of(f, decoder, "", 0, true), "");
    assert_string_equal(keys_of(f, decoder, "0", 1, false), "0");
}

static void a_sequence_or_a_character_cut_between_packets_is_whole_again(void **state)
{
    struct fixture *f = *state;
    struct decoder *decoder = arena_new(&f->arena, struct decoder);

    assert_string_equal(keys_of(f, decoder, "\033[", 2, false), "");
    assert_string_equal(keys_of(f, decoder, "B\xe6\x9d", 3, false), "↓");
    assert_string_equal(keys_of(f, decoder, "\x8e", 1, false), "李");
}

static void a_paste_cut_between_packets_is_one_paste(void **state)
{
    struct fixture *f = *state;
    struct decoder *decoder = arena_new(&f->arena, struct decoder);

    assert_string_equal(keys_of(f, decoder, "\033[200~ab\033[2", 11, true), "");
    assert_string_equal(keys_of(f, decoder, "01~", 3, true), "[ab]");
}

static void bytes_that_are_no_text_are_dropped(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(read_all(f, "a\xff\xc0\x80"
                                    "b\xed\xa0\x80"
                                    "c\xc2\x9b"
                                    "d"),
                        "a b c d");
}

/* Whatever a client sends, every byte is used up and nothing is read past the end. */
static void any_bytes_come_to_an_end(void **state)
{
    struct fixture *f = *state;
    struct decoder *decoder = arena_new(&f->arena, struct decoder);
    char bytes[512];
    struct key key;
    srand(20260917);

    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = rand() % 4 == 0 ? "\033[O~P?;2R"[rand() % 9] : (char)rand();
        decoder_feed(decoder, bytes, sizeof bytes);
        while (decoder_next(decoder, true, &key))
            assert_int_not_equal(key.press, PRESS_NONE);
    }

    assert_false(decoder_waits(decoder));
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(sequences_of_all_terminals_are_keys),
        SPEC(esc_and_a_key_in_one_packet_are_two_keys),
        SPEC(a_lone_esc_is_a_key_when_nothing_more_comes),
        SPEC(an_answer_in_pieces_is_typed_nowhere),
        SPEC(a_string_too_long_for_an_answer_is_dropped_to_its_end),
        SPEC(a_sequence_or_a_character_cut_between_packets_is_whole_again),
        SPEC(a_paste_cut_between_packets_is_one_paste),
        SPEC(bytes_that_are_no_text_are_dropped),
        SPEC(any_bytes_come_to_an_end),
    };
    return cmocka_run_group_tests_name("decoder", specs, NULL, NULL);
}
