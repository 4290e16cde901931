/*
 * Accounts: who may sign in, with what. Hashes are read by the gate alone;
 * administrators manage accounts and see no child.
 */
#ifndef CORE_ACCOUNT_H
#define CORE_ACCOUNT_H

#include "core/posts/permit.h"
#include "core/store/store.h"

enum {
    ACCOUNT_NAME_SIZE = 65, /* 64 bytes and a NUL; letters, digits, '.', '_' and '-' */
    ACCOUNT_PASSWORD_MOST = 256,
    ACCOUNT_PASSWORD_LEAST = 10,
    ACCOUNT_PASSWORD_SIZE = 17, /* of a made one-time password, with its NUL */
};

/* An SSH key on file. */
struct account_key {
    int64_t id, added_at;
    const char *type, *blob, *comment;
};

struct account {
    int64_t id;
    const char *name, *person_zh, *person_ug, *phone, *language;
    const char *keyboard; /* keyboard_code() (i18n/keyboard.h) */
    bool disabled, must_change, auto_hamza;
    int64_t created_at;
};

/*
 * Adds an account with a one-time password, written to password. ERROR_CONFLICT
 * when the name is taken. permit, of all that manages accounts: MAY_MANAGE_ACCOUNTS.
 */
bool account_create(struct store *store, const struct actor *actor, const struct account *account,
                    int64_t *id, char password[static ACCOUNT_PASSWORD_SIZE], struct error *err);
/* A new one-time password, to be changed at the next sign-in. */
bool account_reset(struct store *store, const struct actor *actor, int64_t id,
                   char password[static ACCOUNT_PASSWORD_SIZE], struct error *err);
/* Nobody disables themselves: a county must not lose its last administrator that way. */
bool account_disable(struct store *store, const struct actor *actor, int64_t id, bool disabled,
                     struct error *err);
/* line is one line of authorized_keys, without options. */
bool account_add_key(struct store *store, const struct actor *actor, int64_t id, const char *line,
                     struct error *err);
bool account_remove_key(struct store *store, const struct actor *actor, int64_t key_id,
                        struct error *err);
/* Of any account for administrators, else of the actor's own. */
bool account_keys(struct store *store, int64_t id, struct arena *arena, struct account_key **rows,
                  size_t *count, struct error *err);
bool account_read(struct store *store, int64_t id, struct arena *arena, struct account *account,
                  struct error *err);
/* *id is 0 when there is none. */
bool account_find(struct store *store, const char *name, int64_t *id, struct error *err);
/* Accounts whose name or person begins with typed ("" for all), by name; *total of them all. */
bool account_list(struct store *store, const struct actor *actor, const char *typed,
                  struct page page, struct arena *arena, struct account **rows, size_t *count,
                  int64_t *total, struct error *err);

/* For the person of the account alone. A new password is checked against the rules
   (length, not the name, not the old one) before it is hashed. */
bool account_choose_language(struct store *store, const struct actor *actor, const char *language,
                             struct error *err);
bool account_change_password(struct store *store, const struct actor *actor, const char *password,
                             struct error *err);
/* keyboard is keyboard_code(). Like a draft it leaves no row in the trail: it says nothing of
   anybody's data, and is changed in the middle of a word. */
bool account_choose_keyboard(struct store *store, const struct actor *actor, const char *keyboard,
                             bool auto_hamza, struct error *err);

/*
 * For the gate: whether name and password belong together; the account's id in
 * *id, 0 when they do not. Unknown, disabled and wrong take the same time.
 */
bool account_check_password(struct store *store, const char *name, const char *password,
                            int64_t *id, struct error *err);
/* For the gate: the account of a name that has this key on file; 0 when none. */
bool account_check_key(struct store *store, const char *name, const char *type, const char *blob,
                       int64_t *id, struct error *err);

#endif
