/* Whose copy a paper is: the county, the person who prints it, and when. */
#ifndef FORMS_PAPER_STAMP_H
#define FORMS_PAPER_STAMP_H

#include "core/posts/permit.h"
#include "core/store/store.h"
#include "forms/paper/pdf_margin.h"

/* In the arena; when is what the paper is to say, "2026-09-17 14:03". */
bool stamp_make(struct store *store, const struct actor *actor, enum language language,
                const char *when, struct arena *arena, struct pdf_stamp *stamp, struct error *err);

#endif
