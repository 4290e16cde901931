/* The host key: what the server proves itself with to clients that were here before. */
#ifndef TUI_SSH_HOSTKEY_H
#define TUI_SSH_HOSTKEY_H

#include "core/base/error.h"

struct ssh_key_struct;

/* Makes an ed25519 key in the county's folder, readable by its owner alone. Keeps one that is there. */
bool hostkey_make(const char *folder, struct error *err);

/*
 * Reads the key of the folder. ERROR_DENIED when anybody but its owner may read
 * or change it: it could have been copied. Freed with ssh_key_free().
 */
bool hostkey_read(const char *folder, struct ssh_key_struct **key, struct error *err);

enum {
    HOSTKEY_PRINT_SIZE = 80
};

/* Writes its fingerprint, as clients show it: "SHA256:...". */
void hostkey_print(const struct ssh_key_struct *key, char print[static HOSTKEY_PRINT_SIZE]);

#endif
