#include "i18n/rows/shape.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

enum {
    LETTERS_FIRST = 0x0600,
    LETTERS_END = 0x0700,
    FORMS_FIRST = 0xFB50,
    FORMS_END = 0xFEFD,
    LAM = 0x0644,
    LIGATURES = 4,  /* lam with each kind of alef */
    FORM_UNITS = 18 /* the longest decomposition, that of U+FDFA */
};

static uint8_t joinings[LETTERS_END - LETTERS_FIRST];
static UChar32 forms[LETTERS_END - LETTERS_FIRST][SHAPE_COUNT];
static struct ligature {
    UChar32 alef, forms[2];
} ligatures[LIGATURES];

static bool is_letter(UChar32 character)
{
    return character >= LETTERS_FIRST && character < LETTERS_END;
}

static bool shape_of(UChar32 form, enum shape *shape)
{
    switch (u_getIntPropertyValue(form, UCHAR_DECOMPOSITION_TYPE)) {
    case U_DT_ISOLATED:
        *shape = SHAPE_ISOLATED;
        return true;
    case U_DT_FINAL:
        *shape = SHAPE_FINAL;
        return true;
    case U_DT_INITIAL:
        *shape = SHAPE_INITIAL;
        return true;
    case U_DT_MEDIAL:
        *shape = SHAPE_MEDIAL;
        return true;
    default:
        return false;
    }
}

static void add_ligature(UChar32 alef, enum shape shape, UChar32 form)
{
    for (int i = 0; i < LIGATURES && shape <= SHAPE_FINAL; i++)
        if (ligatures[i].alef == 0 || ligatures[i].alef == alef) {
            ligatures[i].alef = alef;
            ligatures[i].forms[shape] = form;
            return;
        }
}

bool shape_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
    for (UChar32 i = 0; i < LETTERS_END - LETTERS_FIRST; i++)
        joinings[i] = (uint8_t)u_getIntPropertyValue(LETTERS_FIRST + i, UCHAR_JOINING_TYPE);
    for (UChar32 form = FORMS_FIRST; form < FORMS_END && U_SUCCESS(status); form++) {
        UChar letters[FORM_UNITS];
        enum shape shape;
        if (!shape_of(form, &shape))
            continue;
        int32_t length = unorm2_getRawDecomposition(nfkc, form, letters, FORM_UNITS, &status);
        if (length == 1 && is_letter(letters[0]) && !forms[letters[0] - LETTERS_FIRST][shape])
            forms[letters[0] - LETTERS_FIRST][shape] = form;
        if (length == 2 && letters[0] == LAM)
            if (u_getIntPropertyValue(letters[1], UCHAR_JOINING_GROUP) == U_JG_ALEF)
                add_ligature(letters[1], shape, form);
    }
    /* The one hole in Unicode: Uyghur e joins but has no forms; they look like those of heh. */
    forms[0x06D5 - LETTERS_FIRST][SHAPE_ISOLATED] = 0xFEE9;
    forms[0x06D5 - LETTERS_FIRST][SHAPE_FINAL] = 0xFEEA;
    return U_SUCCESS(status);
}

static int joining(UChar32 character)
{
    return is_letter(character) ? joinings[character - LETTERS_FIRST]
                                : u_getIntPropertyValue(character, UCHAR_JOINING_TYPE);
}

bool shape_joins_before(int32_t letter)
{
    int type = joining(letter);
    return type == U_JT_DUAL_JOINING || type == U_JT_RIGHT_JOINING || type == U_JT_JOIN_CAUSING;
}

bool shape_joins_after(int32_t letter)
{
    int type = joining(letter);
    return type == U_JT_DUAL_JOINING || type == U_JT_LEFT_JOINING || type == U_JT_JOIN_CAUSING;
}

bool shape_transparent(int32_t character)
{
    return joining(character) == U_JT_TRANSPARENT;
}

int32_t shape_form(int32_t letter, enum shape shape)
{
    if (!is_letter(letter))
        return letter;
    const UChar32 *of = forms[letter - LETTERS_FIRST];
    if (of[shape])
        return of[shape];
    /* A letter that never joins what follows has two forms only. */
    if (of[shape & SHAPE_FINAL])
        return of[shape & SHAPE_FINAL];
    return of[SHAPE_ISOLATED] ? of[SHAPE_ISOLATED] : letter;
}

static const struct ligature *find_ligature(UChar32 alef)
{
    for (int i = 0; i < LIGATURES; i++)
        if (ligatures[i].alef == alef)
            return &ligatures[i];
    return NULL;
}

bool shape_lam_alef(int32_t letter)
{
    return find_ligature(letter) != NULL;
}

int32_t shape_lam_alef_form(int32_t alef, enum shape shape)
{
    return find_ligature(alef)->forms[shape & SHAPE_FINAL];
}

int shape_letters(int32_t form, int32_t letters[static 2])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[FORM_UNITS];
    enum shape shape;
    if (form < FORMS_FIRST || form >= FORMS_END || !shape_of(form, &shape))
        return 0;
    int32_t length = unorm2_getRawDecomposition(unorm2_getNFKCInstance(&status), form, units, FORM_UNITS,
                                                &status);
    if (U_FAILURE(status) || length < 1 || length > 2 || !is_letter(units[0]))
        return 0;
    /* Heh alone or at a word's end is how old systems wrote Uyghur e (facts: section 5). */
    letters[0] = form == 0xFEE9 || form == 0xFEEA ? 0x06D5
        : form == 0xFEEB || form == 0xFEEC        ? 0x06BE
                                                  : units[0];
    letters[1] = length == 2 ? units[1] : 0;
    return length;
}
