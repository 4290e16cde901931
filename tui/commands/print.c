#include "core/base/clock.h"
#include "core/posts/place.h"
#include "core/rules/policy.h"
#include "core/store/audit.h"
#include "forms/filling/mentioned.h"
#include "forms/paper/page.h"
#include "forms/paper/pdf_form.h"
#include "forms/paper/sheet.h"
#include "forms/paper/stamp.h"
#include "forms/served/batch.h"
#include "tui/command.h"
#include "tui/parts/when.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_PDF,
    OPTION_BLANK,
    OPTION_LANGUAGE,
    OPTION_BATCH,
    OPTION_PLACE,
};

/* What is printed, and as whose copy. */
struct job {
    const struct command_call *call;
    enum language language;
    struct form_record *records;
    size_t count;
    struct forms *forms;
    struct arena *arena;
};

/* --- What is printed -------------------------------------------------------------------------- */

static bool read_record(struct job *job, const char *word, struct error *err)
{
    char *end;
    struct form_record *record = &job->records[job->count];
    int64_t id = strtoll(word, &end, 10);
    if (*end || id <= 0)
        return error_tell(err, ERROR_MISSING, MSG("form.record-missing"), word);
    if (!answers_read(job->call->store, id, job->arena, record, err))
        return false;
    job->count++;
    return true;
}

static bool read_blank(struct job *job, const char *name, struct error *err)
{
    const struct form *form = form_find(job->forms, name);
    if (!form)
        return error_tell(err, ERROR_MISSING, MSG("form.unknown"), name);
    job->records[job->count++] = sheet_blank(form, job->arena);
    return true;
}

/* A village, township, school or class by its code or its name. */
static bool find_place(const struct job *job, const char *word, int64_t *id, struct error *err)
{
    static const char *const kinds[] = {"village", "township", "group", "class",
                                        "school", "central_school", "county"};
    *id = 0;
    for (size_t i = 0; *id == 0 && i < COUNT(kinds); i++)
        if (!place_find(job->call->store, kinds[i], word, 0, id, err))
            return false;
    return *id != 0 || error_tell(err, ERROR_MISSING, MSG("print.place-missing"), word);
}

/* A list that is full may be only the beginning of what was asked for. */
static bool read_rows(struct job *job, const struct batch_row rows[], size_t count,
                      struct error *err)
{
    if (count == BATCH_MOST)
        return error_tell(err, ERROR_INVALID, MSG("print.batch-many"),
                          arena_text(job->arena, "%zu", count));
    for (size_t i = 0; i < count; i++) {
        if (!rows[i].complete)
            continue;
        if (!answers_read(job->call->store, rows[i].record_id, job->arena,
                          &job->records[job->count], err))
            return false;
        job->count++;
    }
    return job->count > 0 || error_set(err, ERROR_MISSING, MSG("print.batch-none"), "%zu rows", count);
}

/* The complete papers of this year, as the screen of notices lists them. */
static bool read_batch(struct job *job, const char *name, const char *place, struct error *err)
{
    const struct command_call *call = job->call;
    const struct form *form = form_find(job->forms, name);
    struct batch_row *rows;
    size_t count;
    int64_t place_id;
    if (!form || !batch_asked(form))
        return error_tell(err, ERROR_MISSING, MSG("form.unknown"), name);
    struct policy *policy = command_open_rules(call, err);
    bool ok = policy
        && find_place(job, place, &place_id, err)
        && batch_list(call->store, policy, form, place_id, call->today, job->language, job->arena,
                      &rows, &count, err)
        && read_rows(job, rows, count, err);
    policy_close(policy);
    return ok;
}

static bool read_all(struct job *job, struct error *err)
{
    const struct command_call *call = job->call;
    const char *blank = call->options[OPTION_BLANK], *batch = call->options[OPTION_BATCH];
    bool ok = true;
    job->records =
        arena_array(job->arena, struct form_record, call->word_count + 1 + BATCH_MOST);
    for (size_t i = 0; ok && i < call->word_count; i++)
        ok = read_record(job, call->words[i], err);
    return ok
        && (!blank || read_blank(job, blank, err))
        && (!batch || read_batch(job, batch, call->options[OPTION_PLACE], err));
}

static bool look_at(const struct job *job, const struct form_record *record, struct error *err)
{
    const struct command_call *call = job->call;
    const char *route = arena_text(job->arena, "print/%" PRId64, record->id);
    int64_t *children;
    size_t count;
    bool ok = mentioned_children(call->store, record, job->arena, &children, &count, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = audit_look(call->store, call->actor, children[i], route, err);
    return ok;
}

/* Who reads a record is on record, as on the screen; all of them before a line is out. */
static bool look(const struct job *job, struct error *err)
{
    for (size_t i = 0; i < job->count; i++)
        if (!look_at(job, &job->records[i], err))
            return false;
    return true;
}

/* --- How -------------------------------------------------------------------------------------- */

static bool print_text(const struct job *job)
{
    for (size_t i = 0; i < job->count; i++) {
        ARENA(arena);
        fputs(page_text(&job->records[i], job->language, &arena), job->call->out);
    }
    return true;
}

static const char *printed_at(const struct job *job)
{
    return job->call->today_fixed ? job->call->today : when_text(clock_now(), job->arena);
}

static bool print_pdf(const struct job *job, struct error *err)
{
    struct pdf_stamp stamp;
    if (!stamp_make(job->call->store, job->call->actor, job->language, printed_at(job), job->arena,
                    &stamp, err))
        return false;
    const struct pdf_about about = {
        .language = job->language,
        .title = job->records[0].form->title.text[job->language],
        .author = stamp.who,
        .at = stamp.when,
    };
    struct pdf *pdf = pdf_open(job->call->out, &about, err);
    if (!pdf)
        return false;
    for (size_t i = 0; i < job->count; i++)
        pdf_form(pdf, &job->records[i], &stamp);
    return pdf_close(pdf, err);
}

static bool print(struct job *job, struct error *err)
{
    return read_all(job, err)
        && look(job, err)
        && (job->call->options[OPTION_PDF] ? print_pdf(job, err) : print_text(job));
}

static int run(const struct command_call *call)
{
    ARENA(arena);
    struct error err = {0};
    struct job job = {.call = call, .language = call->language, .arena = &arena};
    const char *language = call->options[OPTION_LANGUAGE];
    if (language && !language_find(language, &job.language)) {
        command_say(call, call->err, MSG("command.unknown"), language, NULL);
        return COMMAND_MISUSED;
    }
    if (!call->options[OPTION_BATCH] != !call->options[OPTION_PLACE]) {
        command_say(call, call->err, MSG("print.batch-place"), NULL);
        return COMMAND_MISUSED;
    }
    if (call->word_count == 0 && !call->options[OPTION_BLANK] && !call->options[OPTION_BATCH]) {
        command_say(call, call->err, MSG("command.word-missing"), command_print.words, NULL);
        return COMMAND_MISUSED;
    }
    job.forms = forms_open(call->folder, &err);
    bool printed = job.forms && print(&job, &err);
    forms_close(job.forms);
    return printed ? COMMAND_DONE : command_fail(call, &err);
}

static const struct command_option options[] = {
    {"--pdf",           MSG("print.option-pdf")     },
    {"--blank FORM",    MSG("print.option-blank")   },
    {"--language CODE", MSG("print.option-language")},
    {"--batch FORM",    MSG("print.option-batch")   },
    {"--place CODE",    MSG("print.option-place")   },
};

const struct command command_print = {
    .name = "print",
    .words = "[RECORD ...]",
    .summary = MSG("print.summary"),
    .need = COMMAND_COUNTY,
    .remote = true,
    .words_most = COMMAND_WORDS_MOST,
    .options = options,
    .option_count = COUNT(options),
    .run = run,
};
