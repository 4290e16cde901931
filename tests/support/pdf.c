#include "tests/support/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *pdf_bytes(struct fixture *f, enum language language, pdf_printing *printing,
                      const void *what, size_t *size)
{
    char *bytes;
    FILE *out = open_memstream(&bytes, size);
    const struct pdf_about about = {
        .language = language, .title = "示例", .author = "李示例", .at = "2026-09-17 14:03"};
    struct pdf *pdf = pdf_open(out, &about, &f->err);
    assert_non_null(pdf);
    printing(pdf, what);
    assert_true(pdf_close(pdf, &f->err));
    fclose(out);
    const char *kept = arena_copy(&f->arena, bytes, *size);
    free(bytes);
    return kept;
}

static const char *read_all(struct fixture *f, FILE *from)
{
    char *bytes, part[4096];
    size_t size;
    FILE *to = open_memstream(&bytes, &size);
    for (size_t got; (got = fread(part, 1, sizeof part, from)) > 0;)
        fwrite(part, 1, got, to);
    fclose(to);
    const char *kept = arena_copy(&f->arena, bytes, size);
    free(bytes);
    return kept;
}

const char *pdf_ask(struct fixture *f, const char *program, const char *bytes, size_t size)
{
    char path[] = "/tmp/baoxue-pdf-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), (ssize_t)size);
    FILE *answer = popen(arena_text(&f->arena, "%s <%s", program, path), "r");
    assert_non_null(answer);
    const char *text = read_all(f, answer);
    assert_int_equal(pclose(answer), 0);
    close(file);
    unlink(path);
    return text;
}

const char *pdf_words(struct fixture *f, enum language language, pdf_printing *printing,
                      const void *what)
{
    size_t size;
    const char *bytes = pdf_bytes(f, language, printing, what, &size);
    const char *text = pdf_ask(f, "pdftotext -raw - -", bytes, size);
    char *words = arena_copy(&f->arena, text, strlen(text)), *to = words;
    for (const char *from = text; *from; from++)
        if (!strchr(" \n\f", *from))
            *to++ = *from;
    *to = '\0';
    return words;
}
