/*
 * Arabic letters and their forms: how each joins its neighbours, and the code
 * point of each form. From ICU's character data, which knows all Uyghur letters;
 * ICU's own shaping table (u_shapeArabic) does not.
 */
#ifndef I18N_ROWS_SHAPE_H
#define I18N_ROWS_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

/* Bits: a letter joined to the one before is final, to the one after initial, to both medial. */
enum shape {
    SHAPE_ISOLATED = 0,
    SHAPE_FINAL = 1,
    SHAPE_INITIAL = 2,
    SHAPE_MEDIAL = 3,
    SHAPE_COUNT
};

/* Reads the forms from ICU. Once, before any fork. */
bool shape_open(void);

/* Whether a letter joins the letter before it, and the letter after it. */
bool shape_joins_before(int32_t letter);
bool shape_joins_after(int32_t letter);

/* Whether joining passes over the character (a mark), as if it were not there. */
bool shape_transparent(int32_t character);

/* The form of a letter; the letter itself when it has none. */
int32_t shape_form(int32_t letter, enum shape shape);

/* Whether lam and this letter are written as one; and its form, isolated or final. */
bool shape_lam_alef(int32_t letter);
int32_t shape_lam_alef_form(int32_t alef, enum shape shape);

/* The letters of a form, one or two, as the data keeps them; 0 when it is no form. */
int shape_letters(int32_t form, int32_t letters[static 2]);

#endif
