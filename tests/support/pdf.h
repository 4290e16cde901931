/* A PDF as its readers see it: in a file of its own, read by the programs of poppler. */
#ifndef TESTS_SUPPORT_PDF_H
#define TESTS_SUPPORT_PDF_H

#include "forms/paper/pdf_form.h"
#include "tests/support/fixture.h"

/* What is printed into a file. */
typedef void pdf_printing(struct pdf *pdf, const void *what);

/* Prints and returns the bytes, *size of them; in the fixture's arena. */
const char *pdf_bytes(struct fixture *f, enum language language, pdf_printing *printing,
                      const void *what, size_t *size);

/* What a program says of a PDF: "pdftotext -raw - -" reads one and writes to its output. */
const char *pdf_ask(struct fixture *f, const char *program, const char *bytes, size_t size);

/* The text of the printed in the order it was written, without white space: lines are broken
   anywhere. */
const char *pdf_words(struct fixture *f, enum language language, pdf_printing *printing,
                      const void *what);

#endif
