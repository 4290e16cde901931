/*
 * The register's paper: volumes, pages and lines. A volume is one residents'
 * group (or compound) in one school year, a page one household, a line one person.
 * Here rows are found and added; permits and the trail are the verbs' (core/lists/register.h).
 */
#ifndef CORE_HOUSEHOLD_H
#define CORE_HOUSEHOLD_H

#include "core/store/store.h"

/* The volume of a place and school year, begun when there is none. */
bool volume_ensure(struct store *store, int64_t place_id, int year, int64_t *id, struct error *err);

struct household {
    int64_t id, volume_id;
    int page; /* 0 in household_add(): the next free one */
    const char *head, *phone, *registered, *address;
};

/* The page of a volume; household->id is 0 when there is none. */
bool household_find(struct store *store, int64_t volume_id, int page, struct arena *arena,
                    struct household *household, struct error *err);
/* The same by head, and by address or phone where they are given: for lists without pages. */
bool household_find_head(struct store *store, const struct household *like, struct arena *arena,
                         struct household *household, struct error *err);
bool household_add(struct store *store, const struct household *household, int64_t *id,
                   struct error *err);

struct register_line {
    int64_t id, household_id, child_id;
    int line; /* 0 in register_line_add(), or taken: the next free one */
    const char *id_number, *name_zh, *name_ug, *sex, *born, *resident;
    int64_t place_id; /* of its volume */
    int page;
};

/* The line with this ID number in the volumes of a year; line->id is 0 when there is none. */
bool register_line_find(struct store *store, const char *id_number, int year, struct arena *arena,
                        struct register_line *line, struct error *err);
/* The person of this name and day of birth on a page. */
bool register_line_find_name(struct store *store, const struct register_line *like, struct arena *arena,
                             struct register_line *line, struct error *err);
/* Who stood in an earlier volume of the place under this name and day of birth; 0 when nobody. */
bool register_line_before(struct store *store, const struct register_line *like, int64_t place_id,
                          int64_t *child_id, struct error *err);
bool register_line_add(struct store *store, const struct register_line *line, int64_t *id,
                       struct error *err);
/* Puts a line on another page, behind what stands there. */
bool register_line_move(struct store *store, int64_t id, int64_t household_id, struct error *err);

#endif
