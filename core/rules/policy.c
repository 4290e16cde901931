#include "core/rules/policy.h"

#include "core/base/date.h"
#include "core/rules/policy_reader.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LARGEST_FILE = 1 << 20
};

/* What is in the program: one row a file of core/policies/ (Makefile.am). */
static const struct {
    const char *name, *text;
} shipped[] = {
#include "core/policies.inc"
};

static const char *find_shipped(const char *name)
{
    for (size_t i = 0; i < COUNT(shipped); i++)
        if (strcmp(shipped[i].name, name) == 0)
            return shipped[i].text;
    return NULL;
}

/* A name, not a way out of the folder. */
static bool is_name(const char *name)
{
    size_t length = strlen(name);
    return length > 0 && length <= 64
        && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") == length;
}

static const char *path_of(struct arena *arena, const char *folder, const char *name)
{
    return arena_text(arena, "%s/policies/%s.yaml", folder, name);
}

static bool read_stream(FILE *file, const char *path, struct arena *arena, const char **text,
                        size_t *length, struct error *err)
{
    char *buffer = arena_alloc(arena, LARGEST_FILE + 1);
    *length = fread(buffer, 1, LARGEST_FILE + 1, file);
    if (ferror(file) || *length > LARGEST_FILE)
        return error_tell(err, ERROR_INVALID, MSG("policy.unreadable"), path);
    *text = buffer;
    return true;
}

/* *text is NULL when there is no such file. */
static bool read_file(const char *path, struct arena *arena, const char **text, size_t *length,
                      struct error *err)
{
    *text = NULL;
    FILE *file = fopen(path, "re");
    if (!file)
        return errno == ENOENT || errno == ENOTDIR
            || error_tell(err, ERROR_SYSTEM, MSG("policy.unreadable"), path);
    bool ok = read_stream(file, path, arena, text, length, err);
    fclose(file);
    return ok;
}

/* The county's own file wins over the one in the program. */
static bool find_text(const char *folder, const char *name, struct arena *arena, const char **path,
                      const char **text, size_t *length, struct error *err)
{
    *path = arena_text(arena, "%s.yaml", name);
    *text = NULL;
    if (!is_name(name))
        return error_tell(err, ERROR_INVALID, MSG("policy.none"), name);
    if (folder) {
        *path = path_of(arena, folder, name);
        if (!read_file(*path, arena, text, length, err))
            return false;
    }
    if (!*text) {
        *path = arena_text(arena, "%s.yaml", name);
        *text = find_shipped(name);
        *length = *text ? strlen(*text) : 0;
    }
    return *text || error_tell(err, ERROR_MISSING, MSG("policy.none"), name);
}

/* A text with a mistake is no policy; the first is the reason. */
static bool take_text(const char *path, const char *text, size_t length, struct policy *policy,
                      struct error *err)
{
    ARENA(scratch);
    size_t count;
    const struct policy_mistake *mistakes;
    if (!policy_read(path, text, length, policy, &scratch, &mistakes, &count, err))
        return false;
    if (count > 0)
        *err = mistakes[0].reason;
    return count == 0;
}

static bool load(const char *folder, const char *name, struct policy *policy, struct error *err)
{
    ARENA(scratch);
    const char *path, *text;
    size_t length;
    if (!find_text(folder, name, &scratch, &path, &text, &length, err)
        || !take_text(path, text, length, policy, err))
        return false;
    return strcmp(policy->name, name) == 0
        || error_tell(err, ERROR_INVALID, MSG("policy.other-name"), path, policy->name);
}

struct policy *policy_open(const char *folder, const char *name, struct error *err)
{
    struct policy *policy = calloc(1, sizeof *policy);
    if (!policy)
        abort();
    if (load(folder, name, policy, err))
        return policy;
    policy_close(policy);
    return NULL;
}

static bool load_file(const char *path, struct policy *policy, struct error *err)
{
    ARENA(scratch);
    const char *text;
    size_t length;
    if (!read_file(path, &scratch, &text, &length, err))
        return false;
    if (!text)
        return error_tell(err, ERROR_MISSING, MSG("policy.none"), path);
    return take_text(path, text, length, policy, err);
}

struct policy *policy_open_file(const char *path, struct error *err)
{
    struct policy *policy = calloc(1, sizeof *policy);
    if (!policy)
        abort();
    if (load_file(path, policy, err))
        return policy;
    policy_close(policy);
    return NULL;
}

struct policy *policy_open_text(const char *name, const char *text, size_t length,
                                struct error *err)
{
    struct policy *policy = calloc(1, sizeof *policy);
    if (!policy)
        abort();
    if (take_text(name, text, length, policy, err))
        return policy;
    policy_close(policy);
    return NULL;
}

bool policy_source(const char *folder, const char *name, struct arena *arena, const char **text,
                   size_t *length, struct error *err)
{
    const char *path;
    return find_text(folder, name, arena, &path, text, length, err);
}

const struct policy *policy_of(const struct policy *policy, int64_t version)
{
    for (const struct policy *one = policy; one; one = one->older)
        if (one->version == version)
            return one;
    return policy;
}

void policy_close(struct policy *policy)
{
    if (!policy)
        return;
    policy_close(policy->older);
    arena_clear(&policy->arena);
    free(policy);
}

bool policy_check(const char *path, struct arena *arena, const struct policy_mistake **mistakes,
                  size_t *count, struct error *err)
{
    struct policy policy = {0};
    const char *text;
    size_t length;
    bool ok = read_file(path, arena, &text, &length, err)
        && (text || error_tell(err, ERROR_MISSING, MSG("policy.none"), path))
        && policy_read(path, text, length, &policy, arena, mistakes, count, err);
    arena_clear(&policy.arena);
    return ok;
}

bool policy_lists(const struct policy_texts *texts, const char *word)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->rows[i], word) == 0)
            return true;
    return false;
}

const char *policy_kept_name(enum policy_kept what)
{
    static const char *const names[KEPT_COUNT] = {
        [KEPT_CLOSED_CASE] = "closed_case",
        [KEPT_ADULT] = "adult",
        [KEPT_LETTER] = "letter",
        [KEPT_RECORD] = "record",
    };
    return names[what];
}

const struct policy_keeping *policy_keeping(const struct policy *policy, enum policy_kept what)
{
    for (size_t i = 0; i < policy->keeping_count; i++)
        if (policy->keepings[i].what == what)
            return &policy->keepings[i];
    return NULL;
}

const struct policy_rung *policy_rung(const struct policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->rung_count; i++)
        if (policy->rungs[i].name && strcmp(policy->rungs[i].name, name) == 0)
            return &policy->rungs[i];
    return NULL;
}

const struct policy_round *policy_round(const struct policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->round_count; i++)
        if (strcmp(policy->rounds[i].duty.name, name) == 0)
            return &policy->rounds[i];
    return NULL;
}

const struct policy_plan *policy_plan(const struct policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->plan_count; i++)
        if (policy->plans[i].name && strcmp(policy->plans[i].name, name) == 0)
            return &policy->plans[i];
    return NULL;
}

const struct policy_group *policy_group(const struct policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->group_count; i++)
        if (policy->groups[i].name && strcmp(policy->groups[i].name, name) == 0)
            return &policy->groups[i];
    return NULL;
}

const struct policy_beat *policy_beat(const struct policy_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->beat_count; i++)
        if (strcmp(plan->beats[i].duty.name, name) == 0)
            return &plan->beats[i];
    return NULL;
}

const struct policy_step *policy_step(const struct policy *policy, const char *event)
{
    for (size_t i = 0; i < policy->step_count; i++)
        if (strcmp(policy->steps[i].event, event) == 0)
            return &policy->steps[i];
    return NULL;
}

/* "pairing/contact": the plan, and what comes back in it. */
static const struct policy_rung *beat_duty(const struct policy *policy, const char *name)
{
    ARENA(scratch);
    size_t length = strcspn(name, "/");
    const struct policy_plan *plan = policy_plan(policy, arena_copy(&scratch, name, length));
    const struct policy_beat *beat = plan && name[length] ? policy_beat(plan, name + length + 1)
                                                          : NULL;
    return beat ? &beat->duty : NULL;
}

const struct policy_rung *policy_duty(const struct policy *policy, const char *kind,
                                      const char *rung)
{
    const struct policy_round *round;
    if (strcmp(kind, "round") == 0)
        return (round = policy_round(policy, rung)) ? &round->duty : NULL;
    if (strcmp(kind, "beat") == 0)
        return beat_duty(policy, rung);
    for (size_t i = 0; i < POLICY_DUTY_COUNT; i++)
        if (policy->duties[i].name && strcmp(policy->duties[i].name, kind) == 0)
            return &policy->duties[i];
    return policy_rung(policy, rung);
}

const struct policy_opening *policy_opening_for(const struct policy *policy, const char *finding)
{
    for (size_t i = 0; i < policy->opening_count; i++)
        if (policy_lists(&policy->openings[i].findings, finding))
            return &policy->openings[i];
    return NULL;
}

bool policy_has_kind(const struct policy *policy, const char *kind)
{
    for (size_t i = 0; i < policy->opening_count; i++)
        if (policy->openings[i].kind && strcmp(policy->openings[i].kind, kind) == 0)
            return true;
    return false;
}

const char *policy_stage(const struct policy *policy, const char *born, const char *today)
{
    char day[16];
    snprintf(day, sizeof day, "%04d-%s", date_school_year(today), policy->age_day);
    int age = date_age(born, day);
    for (size_t i = 0; i < policy->band_count; i++)
        if (age >= policy->bands[i].from && age <= policy->bands[i].to)
            return policy->bands[i].stage;
    return "";
}

bool policy_school_age(const struct policy *policy, const char *born, const char *today)
{
    const char *stage = policy_stage(policy, born, today);
    return strcmp(stage, "primary") == 0 || strcmp(stage, "junior") == 0;
}

void policy_school_births(const struct policy *policy, const char *today, struct arena *arena,
                          const char **first, const char **last)
{
    int year = date_school_year(today), from = INT_MAX, to = -1;
    for (size_t i = 0; i < policy->band_count; i++) {
        const struct policy_band *band = &policy->bands[i];
        if (strcmp(band->stage, "primary") != 0 && strcmp(band->stage, "junior") != 0)
            continue;
        from = band->from < from ? band->from : from;
        to = band->to > to ? band->to : to;
    }
    *last = arena_text(arena, "%04d-%s", to < 0 ? 0 : year - from, policy->age_day);
    *first = date_add(arena_text(arena, "%04d-%s", year - to - 1, policy->age_day), 1, arena);
}
