/*
 * Uyghur in Latin letters (ULY, 2008) and back, by a table (facts/text.md, 5): for
 * terminals that show no Arabic letters, for keyboards that have none, for searching.
 *
 * The hamza seat is silent at a word's beginning and an apostrophe within; the same
 * apostrophe parts letters that would read as one (n'g, s'h), and a vowel that follows
 * a vowel without its seat. Both spellings read back to the letters they came from, if
 * those are spelt as Uyghur is: no vowel stands directly after another.
 */
#ifndef I18N_ULY_H
#define I18N_ULY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum uly_spelling {
    ULY_LATIN, /* ö ü ë */
    ULY_ASCII, /* oe ue e': where those letters are not one column */
    ULY_SPELLINGS
};

/* Whether it is any of the signs that people take for the apostrophe of Latin Uyghur. */
bool uly_apostrophe(int32_t character);

/*
 * The Latin letters of one Uyghur letter between its neighbours (0 at an end, or any code
 * point): static text, "ch", "'a". "" for what is silent: a hamza seat that begins a word,
 * tatweel, ZWNJ. NULL when it is no Uyghur letter. The letters that other keyboards have
 * instead (ك as ک, ە as ه at a word's end) count as well, and ، ؛ ؟ « ». Presentation
 * forms do not: text_clean() has made letters of them.
 */
const char *uly_letter(enum uly_spelling spelling, int32_t before, int32_t letter, int32_t after);

/* Whole texts; everything else is copied. As snprintf, and never cut within a character. */
size_t uly_of_uyghur(enum uly_spelling spelling, const char *text, size_t length, char *buffer,
                     size_t size);

/*
 * Latin Uyghur as people type it: ë, é or e'; ö, oe or o:; ü, ue or u:; w or v; any
 * apostrophe; capitals or not. Each vowel that begins a syllable gets its hamza seat,
 * marked or not. e' before a vowel is e and a seat, o: and u: count before a letter only,
 * c is no letter without its h; , ; ? become ، ؛ ؟ unless a digit is before them. What is
 * left is copied. As snprintf.
 */
size_t uly_to_uyghur(const char *text, size_t length, char *buffer, size_t size);

enum {
    ULY_INSERT_SIZE = 16 /* bytes: three letters and the NUL */
};

/*
 * Typing aid: what a key makes of the text before the caret, as uly_to_uyghur() would of
 * the whole: after س an h takes back two bytes and puts ش, o then e is ۆ (a word in
 * which both are spoken parts them by an apostrophe). Sets how many bytes before the
 * caret to take back, and the letters to put there. False when the key stands for itself:
 * it is no letter of Latin Uyghur, or waits for the next (c, an apostrophe, the colon
 * of o:). Needs no more of the text than its last three characters. An ë that was typed as
 * one letter needs an apostrophe before a vowel: without, it is read as e'.
 */
bool uly_type(const char *before, size_t length, int32_t key, size_t *erase,
              char insert[static ULY_INSERT_SIZE]);

#endif
