/*
 * SHA-256, for the chain of the trail and to know a file again.
 * digest.c is the only file that includes OpenSSL's headers.
 */
#ifndef CORE_DIGEST_H
#define CORE_DIGEST_H

#include <stddef.h>

enum {
    DIGEST_SIZE = 32,
    DIGEST_TEXT_SIZE = 65 /* in hexadecimal, with its NUL */
};

struct digest {
    struct evp_md_ctx_st *context;
};

/* Declares a digest that closes itself at the end of its block. */
#define DIGEST(name) __attribute__((cleanup(digest_close))) struct digest name = digest_open()

struct digest digest_open(void);
void digest_close(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t size);

/* The result of all that was added; nothing can be added afterwards. */
void digest_end(struct digest *digest, unsigned char result[static DIGEST_SIZE]);

/* A result in hexadecimal. */
const char *digest_text(const unsigned char result[static DIGEST_SIZE],
                        char text[static DIGEST_TEXT_SIZE]);

#endif
