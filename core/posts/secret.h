/*
 * Passwords: hashing (yescrypt), checking, and making ones that can be read aloud.
 *
 * A hash takes tens of megabytes for a moment, so at most two are made at once
 * on the machine: processes of one county queue on two lock files in its folder.
 * secret.c is the only file that includes <crypt.h>.
 */
#ifndef CORE_SECRET_H
#define CORE_SECRET_H

#include "core/base/error.h"

#include <stddef.h>

enum {
    SECRET_HASH_SIZE = 128, /* holds every hash, with its NUL */
    SECRET_MADE_SIZE = 17,  /* holds every made password, with its NUL */
};

/* Names the county's folder, where the two lock files lie; kept, not copied. NULL: no queue. */
void secret_queue(const char *folder);

/* Hashes a password that a person chose, at the highest cost that this machine does in 250 ms. */
bool secret_hash(const char *password, char *hash, size_t size, struct error *err);

/* Hashes a password of secret_make(): it is its own protection, so the cost is the lowest. */
bool secret_hash_made(const char *password, char *hash, size_t size, struct error *err);

/* Whether the password made the hash. False for a hash that is none. */
bool secret_matches(const char *password, const char *hash);

/* What secret_matches() takes for a password that a person chose, with nothing to find out. */
void secret_pretend(const char *password);

/* Makes a one-time password: three groups of four, without letters and digits that look alike. */
void secret_make(char *password, size_t size);

#endif
