#include "i18n/names/collate.h"

#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include <string.h>

/*
 * CLDR's letters for Uyghur and pinyin for Chinese, Uyghur first. CLDR counts the
 * hamza seat as a letter, which puts words in o and e before those in b: people
 * do not, so here it counts for nothing until all else is equal.
 */
#define RULES u"[import ug][import zh-u-co-pinyin][reorder Arab Hani]&[last primary ignorable]<<\u0626"

static UCollator *collator;

bool collate_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    collator = ucol_openRules(RULES, -1, UCOL_DEFAULT, UCOL_DEFAULT_STRENGTH, NULL, &status);
    return U_SUCCESS(status);
}

int collate_compare(const char *left, const char *right)
{
    return collate_compare_bytes(left, strlen(left), right, strlen(right));
}

int collate_compare_bytes(const char *left, size_t left_length, const char *right,
                          size_t right_length)
{
    UErrorCode status = U_ZERO_ERROR;
    return ucol_strcollUTF8(collator, left, (int32_t)left_length, right, (int32_t)right_length,
                            &status);
}
