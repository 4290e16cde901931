#include "core/base/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <stdio.h>
#include <stdlib.h>

/* What fails here is OpenSSL's memory: it ends the process, as every lack of memory does. */
static void must(int done)
{
    if (done != 1)
        abort();
}

struct digest digest_open(void)
{
    /* No configuration file: a boxed process may open none. */
    must(OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL));
    struct digest digest = {.context = EVP_MD_CTX_new()};
    must(digest.context != NULL);
    must(EVP_DigestInit_ex(digest.context, EVP_sha256(), NULL));
    return digest;
}

void digest_close(struct digest *digest)
{
    EVP_MD_CTX_free(digest->context);
    digest->context = NULL;
}

void digest_add(struct digest *digest, const void *bytes, size_t size)
{
    must(EVP_DigestUpdate(digest->context, bytes, size));
}

void digest_end(struct digest *digest, unsigned char result[static DIGEST_SIZE])
{
    must(EVP_DigestFinal_ex(digest->context, result, NULL));
}

const char *digest_text(const unsigned char result[static DIGEST_SIZE],
                        char text[static DIGEST_TEXT_SIZE])
{
    for (size_t i = 0; i < DIGEST_SIZE; i++)
        snprintf(text + 2 * i, 3, "%02x", result[i]);
    return text;
}
