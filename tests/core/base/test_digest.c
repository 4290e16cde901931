#include "tests/support/fixture.h"

#include "core/base/digest.h"

#include <string.h>

static const char *digest_of(struct fixture *f, const char *text, size_t step)
{
    unsigned char result[DIGEST_SIZE];
    char *hex = arena_alloc(&f->arena, DIGEST_TEXT_SIZE);
    DIGEST(digest);
    for (size_t at = 0; at < strlen(text); at += step)
        digest_add(&digest, text + at, strlen(text) - at < step ? strlen(text) - at : step);
    digest_end(&digest, result);
    return digest_text(result, hex);
}

static void the_published_examples_come_out(void **state)
{
    assert_string_equal(digest_of(*state, "", 1),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(digest_of(*state, "abc", 3),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void pieces_and_the_whole_give_the_same(void **state)
{
    const char *text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

    assert_string_equal(digest_of(*state, text, 7), digest_of(*state, text, 100));
    assert_string_equal(digest_of(*state, text, 1),
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(the_published_examples_come_out),
        SPEC(pieces_and_the_whole_give_the_same),
    };
    return cmocka_run_group_tests_name("digest", specs, NULL, NULL);
}
