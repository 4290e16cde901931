#include "core/import/import.h"

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/exchange/stream.h"
#include "core/import/header.h"
#include "core/import/load.h"
#include "core/lists/search.h"
#include "core/store/audit.h"
#include "core/store/revision.h"
#include "i18n/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KIND_POINTER(name) &import_##name,
static const struct import_kind *const kinds[] = {IMPORT_KINDS(KIND_POINTER)};

/* The file, counted into its digest as it is read. */
struct digested {
    struct csv_source source;
    struct digest *digest;
};

static bool read_digested(void *context, char *buffer, size_t *size, struct error *err)
{
    struct digested *digested = context;
    if (!digested->source.read(digested->source.context, buffer, size, err))
        return false;
    digest_add(digested->digest, buffer, *size);
    return true;
}

static const struct import_kind *kind_find(const char *name)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

static void want_needed(struct csv_reader *reader, const struct header *header)
{
    bool wanted[CSV_COLUMNS_MOST];
    for (size_t i = 0; i < header->count; i++)
        wanted[i] = header->columns[i] >= 0;
    csv_want(reader, wanted, header->count);
}

/* The reason goes into a spreadsheet: the marks that guard the order of scripts on a screen do not. */
static const char *tell_reason(const struct load *load, const struct error *fault, struct arena *arena)
{
    char text[512], clean[512];
    const char *values[ERROR_VALUES];
    for (size_t i = 0; i < ERROR_VALUES; i++)
        values[i] = fault->values[i];
    message_format(load->request->language, fault->key, values, ERROR_VALUES, text, sizeof text);
    text_clean(text, strlen(text), false, clean, sizeof clean);
    return arena_copy(arena, clean, strlen(clean));
}

/* Where refused rows go now. Those of a guarded list are held back until it is taken as a whole. */
static struct csv_sink rejects_of(const struct load *load)
{
    return load->held ? stream_sink(load->held) : load->request->rejects;
}

static bool hold_rejects(struct load *load, struct error *err)
{
    if (!load->kind->guard || !load->request->rejects.write)
        return true;
    load->held = open_memstream(&load->held_bytes, &load->held_size);
    return load->held || error_set(err, ERROR_SYSTEM, MSG("stream.write"), "no memory");
}

static bool give_rejects(struct load *load, struct error *err)
{
    struct csv_sink rejects = load->request->rejects;
    if (!load->held)
        return true;
    if (fflush(load->held) != 0)
        return error_set(err, ERROR_SYSTEM, MSG("stream.write"), "holding: %m");
    return load->held_size == 0
        || rejects.write(rejects.context, load->held_bytes, load->held_size, err);
}

static void forget_rejects(struct load *load)
{
    if (load->held)
        fclose(load->held);
    free(load->held_bytes);
}

static bool write_reject_header(const struct load *load, const struct header *header, struct error *err)
{
    ARENA(arena);
    enum language language = load->request->language;
    const char **fields = arena_array(&arena, const char *, header->count + 3);
    size_t count = 0;
    fields[count++] = message(language, MSG("import.row"));
    fields[count++] = message(language, MSG("import.column"));
    fields[count++] = message(language, MSG("import.reason"));
    for (size_t i = 0; i < header->count; i++)
        if (header->columns[i] >= 0)
            fields[count++] = header->titles[header->columns[i]];
    return csv_write_mark(rejects_of(load), err)
        && csv_write(rejects_of(load), fields, count, err);
}

/* The row as the file has it, without the columns that are dropped unread. */
static bool write_reject(const struct load *load, const struct header *header, const struct csv_row *row,
                         const struct import_fault *fault, struct error *err)
{
    ARENA(arena);
    const char **fields = arena_array(&arena, const char *, header->count + 3);
    size_t count = 0;
    if (!load->request->rejects.write)
        return true;
    if (load->report->refused == 1 && !write_reject_header(load, header, err))
        return false;
    fields[count++] = arena_text(&arena, "%" PRId64, fault->row);
    fields[count++] = fault->column;
    fields[count++] = fault->reason;
    for (size_t i = 0; i < header->count; i++)
        if (header->columns[i] >= 0)
            fields[count++] = i < row->count ? row->fields[i] : "";
    return csv_write(rejects_of(load), fields, count, err);
}

static bool refuse_row(struct load *load, const struct header *header, const struct csv_row *row,
                       const struct error *fault, struct error *err)
{
    struct import_report *report = load->report;
    bool told = report->fault_count < IMPORT_FIRST_FAULTS;
    struct arena *arena = told ? load->told : &load->row;
    const char *title = load->column >= 0 ? header->titles[load->column] : NULL;
    struct import_fault one = {
        .row = row->number,
        .column = title ? title : "",
        .reason = tell_reason(load, fault, arena),
    };
    report->refused++;
    if (told)
        report->faults[report->fault_count++] = one;
    return write_reject(load, header, row, &one, err);
}

static bool row_is_at_fault(const struct error *fault)
{
    return fault->kind == ERROR_INVALID || fault->kind == ERROR_CONFLICT || fault->kind == ERROR_MISSING;
}

static bool guard_row(struct load *load, const struct header *header, const struct csv_row *row,
                      struct error *err)
{
    for (size_t i = 0; load->kind->guard && i < header->count && i < row->count; i++)
        if (header->columns[i] == load->kind->guarded
            && !load->kind->guard(load, row->fields[i], err))
            return false;
    return true;
}

static bool take_row(struct load *load, const struct header *header, const struct csv_row *row,
                     struct error *err)
{
    const char **values = arena_array(&load->row, const char *, load->kind->record->count);
    enum outcome outcome = OUTCOME_SAME;
    struct error fault = {0};
    load->row_number = row->number;
    load->report->rows++;
    bool taken = header_read(load, header, row, values, &fault);
    if (taken) {
        load->column = -1;
        taken = load->kind->take(load, values, &outcome, &fault);
    }
    if (taken) {
        load->report->added += outcome == OUTCOME_ADDED;
        load->report->changed += outcome == OUTCOME_CHANGED;
        load->report->same += outcome == OUTCOME_SAME;
        return true;
    }
    if (row_is_at_fault(&fault))
        return refuse_row(load, header, row, &fault, err);
    *err = fault;
    return false;
}

static bool take_rows(struct load *load, struct csv_reader *reader, const struct header *header,
                      struct error *err)
{
    struct csv_row row;
    while (csv_next(reader, &row)) {
        if (load->report->rows == IMPORT_ROWS_MOST)
            return error_set(err, ERROR_INVALID, MSG("import.too-many-rows"), "more rows than are taken");
        if (!guard_row(load, header, &row, err) || !take_row(load, header, &row, err))
            return false;
        arena_clear(&load->row);
    }
    return csv_ok(reader, err);
}

static bool insert_import(struct load *load, struct error *err)
{
    QUERY(query) = query_open(load->store,
                              "INSERT INTO main.import (kind, file, sha256, account_id, at, added, changed, same, refused)"
                              " VALUES (:kind, :file, '', :account, :at, 0, 0, 0, 0)");
    bind_text(&query, ":kind", load->kind->name);
    bind_text(&query, ":file", load->request->file);
    bind_id(&query, ":account", load->actor->account_id);
    bind_int(&query, ":at", clock_now());
    if (!query_run(&query, err))
        return false;
    load->id = store_inserted(load->store);
    return true;
}

static bool close_import(struct load *load, const char *sha256, struct error *err)
{
    const struct import_report *report = load->report;
    QUERY(query) = query_open(load->store,
                              "UPDATE main.import SET sha256 = :sha256, added = :added, changed = :changed, same = :same,"
                              " refused = :refused WHERE id = :id");
    bind_text(&query, ":sha256", sha256);
    bind_int(&query, ":added", report->added);
    bind_int(&query, ":changed", report->changed);
    bind_int(&query, ":same", report->same);
    bind_int(&query, ":refused", report->refused);
    bind_int(&query, ":id", load->id);
    return query_run(&query, err);
}

static const char *number(struct arena *arena, int64_t value)
{
    return arena_text(arena, "%" PRId64, value);
}

/* One row of the trail an import; what it changed of older rows points there. */
static bool write_trail(struct load *load, const char *sha256, struct error *err)
{
    const struct import_report *report = load->report;
    const struct audit_entry entry = {
        .action = "import",
        .subject = "import",
        .subject_id = load->id,
        .detail = audit_detail(&load->row, "kind", load->kind->name, "file", load->request->file,
                               "sha256", sha256, "added", number(&load->row, report->added),
                               "changed", number(&load->row, report->changed),
                               "same", number(&load->row, report->same),
                               "refused", number(&load->row, report->refused), NULL),
    };
    return audit_write(load->store, load->actor, &entry, err)
        && revision_sign(load->store, err);
}

static bool load_file(struct load *load, struct csv_reader *reader, const struct header *header,
                      struct digest *digest, struct error *err)
{
    unsigned char result[DIGEST_SIZE];
    char sha256[DIGEST_TEXT_SIZE];
    if (!permit(load->actor, load->kind->action, err)
        || !insert_import(load, err)
        || !take_rows(load, reader, header, err)
        || !give_rejects(load, err))
        return false;
    digest_end(digest, result);
    digest_text(result, sha256);
    return close_import(load, sha256, err)
        && write_trail(load, sha256, err);
}

/* A rehearsal ends as a failure would: with nothing kept. */
static bool load_once_or_rehearse(struct load *load, struct csv_reader *reader,
                                  const struct header *header, struct digest *digest, struct error *err)
{
    if (!store_begin(load->store, err))
        return false;
    bool ok = load_file(load, reader, header, digest, err);
    if (!load->request->rehearse)
        return store_end(load->store, ok, err);
    store_end(load->store, false, err);
    return ok;
}

static bool run(struct load *load, struct error *err)
{
    DIGEST(digest);
    struct digested digested = {load->request->source, &digest};
    struct header header;
    CSV(reader) = csv_open((struct csv_source){read_digested, &digested}, err);
    if (!reader || !header_find(load, reader, &header, err))
        return false;
    want_needed(reader, &header);
    load->report->dropped = header.dropped;
    return load_once_or_rehearse(load, reader, &header, &digest, err);
}

bool import_run(struct store *store, const struct actor *actor, const struct import_request *request,
                struct arena *arena, struct import_report *report, struct error *err)
{
    struct load load = {
        .store = store,
        .actor = actor,
        .request = request,
        .report = report,
        .told = arena,
        .kind = kind_find(request->kind),
    };
    *report = (struct import_report){.dropped = ""};
    if (!load.kind)
        return error_tell(err, ERROR_MISSING, MSG("import.kind"), request->kind);
    if (!permit(actor, load.kind->action, err))
        return false;

    store_make_room(store);
    load.words.arena = &load.word_arena;
    value_words(&load.words);
    record_words(load.kind->record, &load.words);
    if (load.kind->add_words)
        load.kind->add_words(&load);
    bool ok = hold_rejects(&load, err) && run(&load, err) && (request->rehearse || search_index_waiting(store, err));
    if (ok && !request->rehearse)
        report->id = load.id;
    forget_rejects(&load);
    lookup_close(&load.places);
    lookup_close(&load.seen);
    arena_clear(&load.row);
    arena_clear(&load.word_arena);
    return ok;
}
