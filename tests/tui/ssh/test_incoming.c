/* What an SFTP client is answered: the files that who imports brings. */
#include "tests/support/talk.h"

#include "i18n/catalogue.h"
#include "tui/ssh/handle.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    TO_WRITE = 2 | 8 | 16, /* made, emptied */
    TO_READ = 1
};

struct office {
    struct talk *talk;
    char folder[40];
};

/* A county's folder on the disk, with one file in its drop folder and one beside it. */
static struct office open_office(struct fixture *f, enum role role)
{
    struct office office = {.folder = "/tmp/incoming-XXXXXX"};
    county_make(f);
    assert_non_null(mkdtemp(office.folder));
    assert_int_equal(mkdir(arena_text(&f->arena, "%s/drop", office.folder), 0700), 0);
    static const char *const names[] = {"secret.csv", "drop/roll-rejects.csv"};
    for (size_t i = 0; i < COUNT(names); i++) {
        FILE *file = fopen(arena_text(&f->arena, "%s/%s", office.folder, names[i]), "w");
        assert_non_null(file);
        fputs("row 3: no such class\n", file);
        fclose(file);
    }
    office.talk = talk_begin(f, role, arena_text(&f->arena, "%s", office.folder));
    return office;
}

static size_t lying(const struct office *office)
{
    size_t count = 0;
    DIR *entries = opendir(arena_text(&office->talk->f->arena, "%s/drop", office->folder));
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));)
        count += entry->d_name[0] != '.';
    closedir(entries);
    return count;
}

static void close_office(const struct office *office)
{
    struct arena *arena = &office->talk->f->arena;
    const char *drop = arena_text(arena, "%s/drop", office->folder);
    DIR *entries = opendir(drop);
    for (struct dirent *entry; (entry = readdir(entries));)
        remove(arena_text(arena, "%s/%s", drop, entry->d_name));
    closedir(entries);
    remove(arena_text(arena, "%s/secret.csv", office->folder));
    rmdir(drop);
    rmdir(office->folder);
}

static void write_bytes(struct talk *talk, uint32_t id, uint32_t file, uint64_t from,
                        const char *bytes)
{
    talk_ask_handle(talk, PACKET_WRITE, id, file);
    reply_long(&talk->said, from);
    talk_add(talk, bytes);
    assert_true(talk_say(talk));
}

static uint32_t close_handle(struct talk *talk, uint32_t id, uint32_t file)
{
    talk_ask_handle(talk, PACKET_CLOSE, id, file);
    assert_true(talk_say(talk));
    return talk_status(talk, id);
}

static uint32_t rename_to(struct talk *talk, uint32_t id, const char *from, const char *to)
{
    reply_begin(&talk->said, PACKET_RENAME, id);
    talk_add(talk, from);
    talk_add(talk, to);
    assert_true(talk_say(talk));
    return talk_status(talk, id);
}

/* Brings a whole file. */
static void bring(struct talk *talk, const char *path, const char *bytes)
{
    talk_open(talk, 90, path, TO_WRITE);
    uint32_t file = talk_handle(talk, 90);
    write_bytes(talk, 91, file, 0, bytes);
    assert_int_equal(talk_status(talk, 91), STATUS_OK);
    assert_int_equal(close_handle(talk, 92, file), STATUS_OK);
}

static void a_file_comes_in_and_goes_out_as_it_was(void **state)
{
    struct office office = open_office(*state, ROLE_BUREAU_EDUCATION);
    struct talk *talk = office.talk;
    size_t length;
    bring(talk, "/in/学籍.csv", "name,id\n");

    talk_open(talk, 1, "in/学籍.csv", TO_READ);
    uint32_t file = talk_handle(talk, 1);
    talk_read(talk, 2, file, 5, 100);
    struct packet data = talk_answer(talk, PACKET_DATA, 2);
    talk_read(talk, 3, file, 8, 100);

    assert_memory_equal(packet_text(&data, &length), "id\n", 3);
    assert_int_equal(length, 3);
    assert_int_equal(talk_status(talk, 3), STATUS_END);
    assert_int_equal(close_handle(talk, 4, file), STATUS_OK);
    talk_end(talk);
    close_office(&office);
}

static void the_folder_is_there_for_who_imports_with_what_was_refused(void **state)
{
    struct office office = open_office(*state, ROLE_BUREAU_EDUCATION);
    struct talk *talk = office.talk;
    size_t length;

    talk_ask(talk, PACKET_STAT, 1, "/in");
    struct packet attributes = talk_answer(talk, PACKET_ATTRIBUTES, 1);
    packet_number(&attributes);
    packet_long(&attributes);
    talk_ask(talk, PACKET_OPENDIR, 2, "/in");
    talk_ask_handle(talk, PACKET_READDIR, 3, talk_handle(talk, 2));
    assert_true(talk_say(talk));
    struct packet names = talk_answer(talk, PACKET_NAME, 3);

    assert_int_equal(packet_number(&attributes), 0040700);
    assert_int_equal(packet_number(&names), 1);
    assert_memory_equal(packet_text(&names, &length), "roll-rejects.csv", 16);
    talk_end(talk);
    close_office(&office);
}

static void a_file_that_did_not_come_in_whole_is_gone(void **state)
{
    struct office office = open_office(*state, ROLE_BUREAU_EDUCATION);
    struct talk *talk = office.talk;
    talk_open(talk, 1, "/in/roll.csv", TO_WRITE);
    write_bytes(talk, 2, talk_handle(talk, 1), 0, "half a");
    assert_int_equal(talk_status(talk, 2), STATUS_OK);
    assert_int_equal(lying(&office), 2);

    talk_end(talk);

    assert_int_equal(lying(&office), 1);
    close_office(&office);
}

static void nothing_leads_out_of_the_folder(void **state)
{
    struct office office = open_office(*state, ROLE_BUREAU_EDUCATION);
    struct talk *talk = office.talk;
    static const struct {
        const char *path;
        uint32_t read, written;
    } paths[] = {
        {"/in/../secret.csv",    STATUS_MISSING, STATUS_DENIED },
        {"/in/../../secret.csv", STATUS_MISSING, STATUS_DENIED },
        {"/in/a/../../x",        STATUS_MISSING, STATUS_DENIED },
        {"/in/a/b",              STATUS_MISSING, STATUS_DENIED },
        {"/in/.hidden",          STATUS_MISSING, STATUS_FAILURE},
        {"/in",                  STATUS_FAILURE, STATUS_DENIED },
        {"/x.csv",               STATUS_MISSING, STATUS_DENIED },
    };
    bring(talk, "/in/a.csv", "a");
    for (uint32_t i = 0; i < COUNT(paths); i++) {
        talk_open(talk, i, paths[i].path, TO_READ);
        assert_int_equal(talk_status(talk, i), paths[i].read);
        talk_open(talk, i, paths[i].path, TO_WRITE);
        assert_int_equal(talk_status(talk, i), paths[i].written);
        if (paths[i].written == STATUS_DENIED)
            assert_int_equal(rename_to(talk, i, "/in/a.csv", paths[i].path), STATUS_DENIED);
    }
    assert_int_equal(lying(&office), 2);
    talk_end(talk);
    close_office(&office);
}

static void a_file_is_called_otherwise_and_removed(void **state)
{
    struct office office = open_office(*state, ROLE_BUREAU_EDUCATION);
    struct talk *talk = office.talk;
    bring(talk, "/in/roll.csv.filepart", "a");

    assert_int_equal(rename_to(talk, 1, "/in/roll.csv.filepart", "/in/roll.csv"), STATUS_OK);
    assert_int_equal(rename_to(talk, 2, "/in/roll.csv.filepart", "/in/x.csv"), STATUS_MISSING);
    talk_ask(talk, PACKET_REMOVE, 3, "/in/roll.csv");
    assert_int_equal(talk_status(talk, 3), STATUS_OK);
    talk_ask(talk, PACKET_REMOVE, 4, "/in/roll.csv");
    assert_int_equal(talk_status(talk, 4), STATUS_MISSING);
    talk_ask(talk, PACKET_REMOVE, 5, "/in");
    assert_int_equal(talk_status(talk, 5), STATUS_DENIED);
    talk_end(talk);
    close_office(&office);
}

static void a_file_is_written_whole_or_not_at_all(void **state)
{
    struct office office = open_office(*state, ROLE_BUREAU_EDUCATION);
    struct talk *talk = office.talk;
    static const uint32_t ways[] = {2, 1 | 2 | 8 | 16, 2 | 4 | 8, 2 | 16, 16, 0};
    for (uint32_t i = 0; i < COUNT(ways); i++) {
        talk_open(talk, i, "/in/roll.csv", ways[i]);
        assert_int_equal(talk_status(talk, i), STATUS_DENIED);
    }
    talk_open(talk, 10, "/in/roll-rejects.csv", 2 | 8 | 32);
    assert_int_equal(talk_status(talk, 10), STATUS_FAILURE);
    talk_open(talk, 11, "/in/roll.csv", TO_WRITE);
    uint32_t file = talk_handle(talk, 11);
    write_bytes(talk, 12, file, UINT64_MAX, "x");
    assert_int_equal(talk_status(talk, 12), STATUS_FAILURE);
    talk_read(talk, 13, file, 0, 1);
    assert_int_equal(talk_status(talk, 13), STATUS_FAILURE);
    talk_end(talk);
    close_office(&office);
}

static void what_clients_set_of_a_file_they_brought_is_let_pass(void **state)
{
    struct office office = open_office(*state, ROLE_BUREAU_EDUCATION);
    struct talk *talk = office.talk;
    talk_open(talk, 1, "/in/roll.csv", TO_WRITE);
    talk_ask_handle(talk, PACKET_FSETSTAT, 2, talk_handle(talk, 1));
    assert_true(talk_say(talk));
    talk_ask(talk, PACKET_SETSTAT, 3, "/in/roll-rejects.csv");

    assert_int_equal(talk_status(talk, 2), STATUS_OK);
    assert_int_equal(talk_status(talk, 3), STATUS_OK);
    talk_ask(talk, PACKET_SETSTAT, 4, "/");
    assert_int_equal(talk_status(talk, 4), STATUS_DENIED);
    talk_end(talk);
    close_office(&office);
}

static void who_does_not_import_has_no_such_folder(void **state)
{
    struct office office = open_office(*state, ROLE_PRINCIPAL);
    struct talk *talk = office.talk;
    static const char *const paths[] = {"/in", "/in/roll-rejects.csv", "/in/roll.csv"};
    for (uint32_t i = 0; i < COUNT(paths); i++) {
        talk_ask(talk, PACKET_STAT, i, paths[i]);
        assert_int_equal(talk_status(talk, i), STATUS_MISSING);
        talk_ask(talk, PACKET_REMOVE, i, paths[i]);
        assert_int_equal(talk_status(talk, i), STATUS_MISSING);
        talk_open(talk, i, paths[i], TO_WRITE);
        assert_int_equal(talk_status(talk, i), STATUS_DENIED);
    }
    assert_int_equal(lying(&office), 1);
    talk_end(talk);
    close_office(&office);
}

int main(void)
{
    const struct CMUnitTest specs[] = {
        SPEC(a_file_comes_in_and_goes_out_as_it_was),
        SPEC(the_folder_is_there_for_who_imports_with_what_was_refused),
        SPEC(a_file_that_did_not_come_in_whole_is_gone),
        SPEC(nothing_leads_out_of_the_folder),
        SPEC(a_file_is_called_otherwise_and_removed),
        SPEC(a_file_is_written_whole_or_not_at_all),
        SPEC(what_clients_set_of_a_file_they_brought_is_let_pass),
        SPEC(who_does_not_import_has_no_such_folder),
    };
    return catalogue_open() ? cmocka_run_group_tests_name("incoming", specs, NULL, NULL) : 1;
}
