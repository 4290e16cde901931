/*
 * A record on paper: the county's table on pages of A4, ready for pens, hands and seals.
 *
 * Every page says whose it is and which: the form and its version, the number of the case with its
 * check digit, the page of how many, who printed it and when. Numbers stand in full: the
 * paper is signed, and asks for them.
 */
#ifndef FORMS_PAPER_PDF_FORM_H
#define FORMS_PAPER_PDF_FORM_H

#include "forms/filling/answers.h"
#include "forms/paper/pdf_margin.h"

/* Prints a record, or a blank form: a record without number, case and answers. */
void pdf_form(struct pdf *pdf, const struct form_record *record, const struct pdf_stamp *stamp);

#endif
