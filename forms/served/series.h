/*
 * The numbers of papers with legal effect: one series an office, form and year.
 *
 * An office is where the filler's post is: a class teacher's is the school.
 * Numbers have no gaps: one is taken in the transaction that completes the paper.
 */
#ifndef FORMS_SERIES_H
#define FORMS_SERIES_H

#include "core/store/store.h"
#include "forms/form.h"

/* Who keeps the papers of a place: itself, or the school of a class or grade. */
struct series_office {
    int64_t place_id;
    const char *name_zh, *name_ug;
};

/* In the arena; inside a transaction, if only one that reads. */
bool series_office(struct store *store, int64_t place_id, struct arena *arena,
                   struct series_office *office, struct error *err);

/* The next number as the form writes it, "白杨镇第1初级中学劝返〔2026〕3号"; "" when the form has none.
   In the arena; inside a verb's transaction. */
bool series_take(struct store *store, const struct form *form, int64_t place_id, const char *today,
                 struct arena *arena, const char **number, struct error *err);

#endif
