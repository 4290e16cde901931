#include "tui/ssh/hostkey.h"

#include "core/store/county.h"

#include <errno.h>
#include <libssh/libssh.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(const char *path, struct error *err)
{
    return error_tell(err, ERROR_SYSTEM, MSG("hostkey.failed"), path);
}

/* Under another name first: a power cut leaves a whole key or none. */
static bool write_key(ssh_key key, const char *path, const char *draft, struct error *err)
{
    mode_t before = umask(077);
    bool ok = ssh_pki_export_privkey_file(key, NULL, NULL, NULL, draft) == SSH_OK
        && rename(draft, path) == 0;
    umask(before);
    return ok || fail(path, err);
}

bool hostkey_make(const char *folder, struct error *err)
{
    ARENA(arena);
    const char *path = county_path(folder, "host_key", &arena);
    const char *draft = county_path(folder, "host_key.new", &arena);
    ssh_key key = NULL;
    if (access(path, F_OK) == 0)
        return true;
    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) != SSH_OK)
        return fail(path, err);
    bool ok = write_key(key, path, draft, err);
    ssh_key_free(key);
    return ok;
}

bool hostkey_read(const char *folder, struct ssh_key_struct **key, struct error *err)
{
    ARENA(arena);
    struct stat status;
    const char *path = county_path(folder, "host_key", &arena);
    if (lstat(path, &status) != 0)
        return error_tell(err, ERROR_MISSING, MSG("hostkey.missing"), path);
    if (!S_ISREG(status.st_mode) || (status.st_mode & 077) != 0 || status.st_uid != geteuid())
        return error_tell(err, ERROR_DENIED, MSG("hostkey.open-to-others"), path);
    return ssh_pki_import_privkey_file(path, NULL, NULL, NULL, key) == SSH_OK || fail(path, err);
}

void hostkey_print(const struct ssh_key_struct *key, char print[static HOSTKEY_PRINT_SIZE])
{
    unsigned char *hash = NULL;
    size_t length = 0;
    print[0] = '\0';
    if (ssh_get_publickey_hash((ssh_key)key, SSH_PUBLICKEY_HASH_SHA256, &hash, &length) != SSH_OK)
        return;
    char *text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, length);
    snprintf(print, HOSTKEY_PRINT_SIZE, "%s", text ? text : "");
    ssh_string_free_char(text);
    ssh_clean_pubkey_hash(&hash);
}
