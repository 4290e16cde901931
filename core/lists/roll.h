/*
 * The roll (学籍): reading it, and correcting it by hand. The national system is
 * never written to: what is corrected here is asked for there.
 *
 * A field has the name of its column in record_roll, as in an import.
 */
#ifndef CORE_ROLL_H
#define CORE_ROLL_H

#include "core/lists/enrolment.h"
#include "core/posts/permit.h"
#include "core/store/record.h"

/* A school, or a class of one (its own row: who is in no class), with how many stand on its roll. */
struct roll_place {
    int64_t id;
    const char *name_zh, *name_ug;
    int64_t here, gone; /* at school; transferred out, graduated, promoted or deceased */
};

/* Schools of which any entry is in sight; typed narrows by name. */
bool roll_schools(struct store *store, const char *typed, struct page page, struct arena *arena,
                  struct roll_place **rows, size_t *count, int64_t *total, struct error *err);
/* The classes of a school, in order; the school itself last, for who is in no class. */
bool roll_classes(struct store *store, int64_t school_id, struct arena *arena, struct roll_place **rows,
                  size_t *count, struct error *err);
/* The entries of a class, or of a school outside its classes, by name. */
bool roll_entries(struct store *store, int64_t place_id, const char *typed, struct page page,
                  struct arena *arena, struct enrolment **rows, size_t *count, int64_t *total,
                  struct error *err);

/* ERROR_MISSING when there is none in sight. The caller records the look. */
bool roll_read(struct store *store, int64_t id, struct arena *arena, struct enrolment *entry,
               struct error *err);

/* The entry's values by the columns of record_roll; school and class by name in the language. */
bool roll_values(struct store *store, const struct enrolment *entry, bool uyghur, struct arena *arena,
                 const char *values[static ROLL_COLUMNS], struct error *err);

/* Whether a column can be corrected by roll_correct(); the school is not. */
bool roll_corrects(int column);

/*
 * Corrects one field of an entry. ERROR_INVALID when the value cannot be read,
 * the school has no such class or the reason is empty; ERROR_CONFLICT when
 * another entry has the student number. permit: MAY_EDIT_ROLL at the school.
 */
bool roll_correct(struct store *store, const struct actor *actor, int64_t id, const char *field,
                  const char *value, const char *reason, struct error *err);

#endif
