/*
 * The register (学户册, H10): reading it, and correcting it by hand. Every change
 * has a reason, leaves what was said before in the history and a row in the trail.
 *
 * A field has the name of its column in record_register: the same words, readings
 * and checks hold here as in an import.
 */
#ifndef CORE_REGISTER_H
#define CORE_REGISTER_H

#include "core/posts/permit.h"
#include "core/store/record.h"
#include "core/store/store.h"

struct register_volume {
    int64_t id, place_id;
    int school_year;
    const char *place_zh, *place_ug, *village_zh, *village_ug;
    int64_t pages, people;
};

/* Volumes of which anything is in sight, the newest year first; typed narrows to places
   whose name holds it ("" for all). *total counts them all. */
bool register_volumes(struct store *store, const char *typed, struct page page, struct arena *arena,
                      struct register_volume **rows, size_t *count, int64_t *total, struct error *err);
/* ERROR_MISSING when there is none. */
bool register_volume_read(struct store *store, int64_t id, struct arena *arena,
                          struct register_volume *volume, struct error *err);

struct register_page {
    int64_t id, volume_id;
    int page;
    const char *head, *phone, *registered, *address;
    int64_t people;
};

bool register_pages(struct store *store, int64_t volume_id, const char *typed, struct page page,
                    struct arena *arena, struct register_page **rows, size_t *count, int64_t *total,
                    struct error *err);
bool register_page_read(struct store *store, int64_t id, struct arena *arena,
                        struct register_page *page, struct error *err);

/* One person of a page. */
struct register_person {
    int64_t id, child_id;
    int line;
    const char *id_number, *name_zh, *name_ug, *sex, *born, *resident;
    const char *removed_on; /* "" while it stands in the register */
};

bool register_people(struct store *store, int64_t household_id, struct arena *arena,
                     struct register_person **rows, size_t *count, struct error *err);

/* A row whole: its values by the columns of record_register. */
struct register_entry {
    int64_t id, child_id, household_id, volume_id, place_id;
    const char *values[REGISTER_COLUMNS]; /* places in Chinese, where they have such a name */
    const char *group_ug, *village_ug, *township_ug;
    const char *removed_on;
};

/* ERROR_MISSING when there is none in sight. The caller records the look. */
bool register_read(struct store *store, int64_t id, struct arena *arena, struct register_entry *entry,
                   struct error *err);

/* Whether a column can be corrected by register_correct(); places and pages are not. */
bool register_corrects(int column);

/*
 * Corrects one field of a row, its page or its guardians. ERROR_INVALID when the
 * value cannot be read, the reason is empty or the row would lose its name;
 * ERROR_CONFLICT when another row of the year has the ID number. permit:
 * MAY_EDIT_REGISTER where the child lives or is enrolled.
 */
bool register_correct(struct store *store, const struct actor *actor, int64_t id, const char *field,
                      const char *value, const char *reason, struct error *err);

/* Moves a person to a page of the same volume (0: a new one). */
bool register_move(struct store *store, const struct actor *actor, int64_t id, int page,
                   const char *reason, struct error *err);

/* Takes a person off the register; the row stays in the history. */
bool register_remove(struct store *store, const struct actor *actor, int64_t id, const char *today,
                     const char *reason, struct error *err);

/*
 * Adds a person to a page: the child with that ID number, or a new one. typed has
 * what was typed for the columns of the person, by column; NULL says nothing.
 */
bool register_add(struct store *store, const struct actor *actor, int64_t household_id,
                  const char *const typed[static REGISTER_COLUMNS], const char *today, int64_t *id,
                  struct error *err);

#endif
