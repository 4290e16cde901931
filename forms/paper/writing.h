/* A cell to write in: what stands in it, room for a pen, and who signs or stamps. */
#ifndef FORMS_PAPER_WRITING_H
#define FORMS_PAPER_WRITING_H

#include "forms/paper/strip.h"

/* Adds its strips, one for each line. */
void writing_set(struct setting *setting, const struct sheet_row *row);

#endif
