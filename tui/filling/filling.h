/*
 * A record while a person fills it: the field in focus, what is typed in it, the
 * way from field to field, and what somebody else wrote there meanwhile.
 *
 * What is typed is a draft until the field is left; then it is an answer. What
 * is no answer yet keeps the caret, or stays a draft when the person goes away.
 */
#ifndef TUI_FILLING_H
#define TUI_FILLING_H

#include "forms/filling/answers.h"
#include "forms/filling/check.h"
#include "tui/filling/offers.h"
#include "tui/widget.h"

/* In the screen's state. */
struct filling {
    /* Read at every load, in visit->arena. */
    struct form_record record;
    struct check_summary checks;
    struct offers offers; /* for the field in focus */

    /* What the person does; in visit->kept. */
    bool begun;
    size_t focus;             /* a field; field_count: the line that completes */
    const char *name;         /* of that field: rows of a table come and go around it */
    struct text text;         /* what is typed in it */
    const char *was;          /* the value in focus as the person saw it */
    const char *known;        /* names in both scripts, of which one may be typed */
    const char *refused;      /* why what was typed is no answer; "" when it may be one */
    const char *refused_text; /* what that was */
    const char *theirs;       /* another's answer to the field in focus; NULL: no clash */
    const char *mine;         /* the person's own, that was not stored */
    const char *who;          /* who gave theirs */
    int64_t seen_at;          /* others' answers up to this moment are known to the person */
};

/* Reads the record and what is still missing from it. */
bool filling_read(struct visit *visit, struct filling *filling, int64_t record_id,
                  struct error *err);

/* Puts the caret where the link was cut, or something is half typed, or missing; again after a look
   elsewhere. */
bool filling_begin(struct visit *visit, struct filling *filling, struct error *err);

/* Takes the caret out for good: the record is only to be read. */
void filling_end(struct visit *visit, struct filling *filling);

/* Puts the caret into a field; field_count: on the line that completes. */
bool filling_focus(struct visit *visit, struct filling *filling, size_t field, struct error *err);

/* Every key of filling in; *used is false for those that mean the same everywhere. */
bool filling_key(struct visit *visit, struct filling *filling, const struct key *key, bool *used,
                 struct error *err);

/* What is typed becomes the answer of the field in focus. False, and the caret stays, while it
   is none. */
bool filling_store(struct visit *visit, struct filling *filling, struct error *err);

/* Whether the caret is on the line that completes, behind the last field. */
bool filling_at_end(const struct filling *filling);

/* The field in focus; NULL at the end. */
const struct form_field *filling_field(const struct filling *filling);

/* Why what stands in the field in focus is no answer; "" when it may be one. */
const char *filling_refused(const struct filling *filling);

/* The first line of the screen: which paper this is, and how far one is. */
void filling_say_where(struct visit *visit, const struct filling *filling);

/* Shows both answers of a clash, over the last rows; nothing when there is none. */
void filling_draw_clash(struct visit *visit, struct canvas *canvas, const struct filling *filling);

#endif
