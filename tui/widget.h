/*
 * Widgets: the parts screens are made of. Each keeps what the person did in a
 * struct that lives in the screen's state, takes keys (true: the key was its
 * own) and draws itself. None of them touches the database.
 */
#ifndef TUI_WIDGET_H
#define TUI_WIDGET_H

#include "tui/screen.h"

/* --- table: a list -------------------------------------------------------------------------- */

/* What matters about a row before it is read. */
enum row_mark {
    ROW_PLAIN,
    ROW_TODAY,
    ROW_OVERDUE, /* drawn with '!' */
    ROW_DONE     /* dim */
};

struct table_column {
    const char *title; /* catalogue key; NULL: none */
    int width;         /* columns it may take; a growing one would like */
    int rank;          /* 1 stays always; in a narrow table the highest rank goes first */
    bool grows;        /* takes what is left over, up to its longest text */
    /* What stands in a row; "" is fine. In visit_arena(). */
    const char *(*text)(struct visit *visit, const void *row);
};

/* An order to list in. compare is NULL for the order in which load() gave the rows. */
struct table_sort {
    const char *label; /* catalogue key: "by due day" */
    int (*compare)(const void *left, const void *right);
};

/* What a table is: const, one a screen. */
struct table_kind {
    const struct table_column *columns;
    size_t column_count;
    const struct table_sort *sorts; /* Tab changes to the next */
    size_t sort_count;
    const char *empty; /* catalogue key: what would stand here, and what to do next */
    const char *count; /* catalogue key of "{0} children"; NULL: "table.count" */
    size_t row_size;   /* sizeof the row's struct */
    bool marks;        /* Space marks rows */
    bool filters;      /* '/' narrows; otherwise '/' searches everything, as elsewhere */
    bool unnumbered;   /* a digit is the screen's own; Enter alone opens a row */
    bool plain;        /* no line with count, order and filter: the screen says it itself */

    /* Tells rows apart across reloads. */
    int64_t (*id)(const void *row);
    /* The child that stands in a row, 0 for none: ^P puts the list among the person's papers, and
       on record which children are in it. NULL: the list is not for paper. */
    int64_t (*child)(const void *row);
    /* What matters about a row; may be NULL. */
    enum row_mark (*mark)(struct visit *visit, const void *row);
    /* What Enter and a row's number do; may be NULL. */
    bool (*open)(struct visit *visit, const void *row, struct error *err);
};

/* What the person did in a table; zero at first. In the screen's state. */
struct table {
    const struct table_kind *kind;
    const char *rows; /* of the last load() */
    size_t count;     /* of rows */
    int64_t first;    /* which row of all rows[0] is */
    int64_t total;    /* of all, after filtering */
    int64_t top;      /* the row of all that is drawn first */
    int64_t selected; /* the row of all one is in */
    int64_t selected_id;
    int shown;  /* rows that fitted when it was drawn last */
    int typed;  /* the beginning of a row's number */
    bool whole; /* just now all rows are read, not a page of them */
    size_t sort;
    struct text *filter; /* NULL until '/' was typed once */
    bool filtering;      /* one is typing it */
    int64_t *marked;     /* ids */
    size_t marked_count, marked_room;
};

/*
 * In load(), for lists that are read a page at a time: which rows to read. The
 * filter and the order are the core's work then: table_filter(), table->sort.
 */
struct page table_page(const struct table *table, const struct visit *visit);
const char *table_filter(const struct table *table); /* "" when there is none */
/* After reading that page; total counts all rows that pass the filter. */
void table_fill_page(struct visit *visit, struct table *table, const struct table_kind *kind,
                     const void *rows, size_t count, int64_t total);

/* In load(), for lists that are read whole: the table filters and sorts them itself. */
void table_fill(struct visit *visit, struct table *table, const struct table_kind *kind,
                const void *rows, size_t count);

/*
 * Arrows, pages, Home and End; a number or Enter opens; Space marks; '/' filters;
 * Tab changes the order. In screen->key().
 */
bool table_key(struct visit *visit, struct table *table, const struct key *key, bool *used,
               struct error *err);
/* Puts the person in a row, counted from 0 among all. */
void table_select(struct visit *visit, struct table *table, int64_t index);
/* From the first row again: another question was asked of the list. */
void table_start_over(struct visit *visit, struct table *table);
/* Draws in the rows from row on. */
void table_draw(struct visit *visit, struct canvas *canvas, struct table *table, int row, int rows);

/* The row one is in; NULL in an empty table. */
const void *table_selected(const struct table *table);
bool table_marked(const struct table *table, int64_t id);
void table_unmark(struct table *table);

/* --- list: a screen that is a table ----------------------------------------------------------- */

/* The draw() of a screen that shows its table alone, and the key() of one whose keys are its
   table's and its bindings': the screen's state begins with the table. */
void list_draw(struct visit *visit, struct canvas *canvas);
bool list_key(struct visit *visit, const struct key *key, bool *used, struct error *err);
/* Whether a list's ^P is told of: it works in a narrow one, too, that needs its line for others. */
bool list_on_paper(const struct visit *visit);

/* --- facts: what is known of one thing, a label and a value each ------------------------------ */

enum {
    FACTS_MOST = 12
};

struct fact {
    const char *label; /* catalogue key */
    const char *value;
    enum style style;
};

struct facts {
    struct fact rows[FACTS_MOST];
    size_t count;
};

/* Adds one; "" is nothing to tell. The value lives as long as the facts. */
void facts_add(struct facts *facts, const char *label, const char *value, enum style style);
/* Draws them from the canvas's first row on; *top lines are scrolled away, as far as needed. */
void facts_draw(struct visit *visit, struct canvas *canvas, const struct facts *facts, int *top);
/* Scrolls; true: the key was its own. */
bool facts_key(const struct visit *visit, const struct key *key, int *top);

/* facts as a screen of their own: its state and its data begin with these. */
struct facts_place {
    int top; /* lines scrolled away */
};
void facts_screen_draw(struct visit *visit, struct canvas *canvas);
bool facts_screen_key(struct visit *visit, const struct key *key, bool *used, struct error *err);

/* --- text: a line or a paragraph that is being typed ------------------------------------------ */

enum text_step {
    STEP_NONE, /* one moved since: the next letter is a step of its own */
    STEP_TYPE,
    STEP_ERASE,
    STEP_PASTE
};

enum {
    TEXT_LINE_MOST = 200,
    TEXT_PARAGRAPH_MOST = 4000,
    TEXT_PAST_MOST = 8 /* steps that can be taken back */
};

/* What a text was before a step. */
struct text_past {
    char *bytes;
    size_t length, room, caret;
};

struct text {
    struct arena *arena; /* the visit's kept arena */
    char *bytes;         /* UTF-8, ended by a NUL */
    size_t length, room;
    size_t caret;        /* byte offset of a character boundary */
    size_t most;         /* bytes it may hold */
    bool lines;          /* a paragraph: Enter begins a line */
    bool secret;         /* a password: drawn as dots, never stored as a draft */
    bool latin;          /* digits and Latin letters: no keyboard changes what is typed */
    bool looked_up;      /* what is typed is looked up: the screen loads again with each key */
    bool changed;        /* since it was stored last */
    int wish;            /* the column Up and Down keep to */
    int scroll;          /* paragraph: first line drawn; line: first column */
    int width;           /* columns it was drawn in last: where its lines break */
    bool rtl;            /* the screen it was in last is read from the right */
    bool uyghur;         /* the keys typed Uyghur letters then */
    unsigned manner;     /* of the terminal it was drawn on last */
    enum text_step step; /* the last one */
    struct text_past past[TEXT_PAST_MOST];
    size_t past_count;
};

enum text_flags {
    TEXT_LINES = 1,
    TEXT_SECRET = 2,
    TEXT_LATIN = 4,
    TEXT_LOOKED_UP = 8
};

/* Makes it ready with a first value; the caret stands at its end. Does nothing when it is. */
void text_begin(struct text *text, struct arena *kept, const char *value, unsigned flags);
/* Replaces what it holds. */
void text_set(struct text *text, const char *value);
/* What it holds, cleaned as the program keeps texts; in the arena. */
const char *text_value(const struct text *text, struct arena *arena);
/* What the keys are to type, in this text and for this person. */
enum keyboard text_keyboard(const struct visit *visit, const struct text *text);
/* Whether a key types an Uyghur letter here, and so is no command: the seat on the '/' key. */
bool text_types_letter(const struct visit *visit, const struct text *text, const struct key *key);
/* Letters, digits, paste, Backspace, arrows, Home and End; Ctrl-Z takes the last steps back. */
bool text_key(const struct visit *visit, struct text *text, const struct key *key);
/* Draws it as a field; when focused with the caret, in the cell in which the next letter appears.
   A line takes one row; returns rows taken. */
int text_draw(struct visit *visit, struct canvas *canvas, int row, int column, int width, int rows,
              struct text *text, bool focused);

/* --- seek: a field in which one types what is looked up, and what was found below it ---------- */

struct seek {
    struct text typed;
    struct table table;
    bool begun, in_list; /* one is in the rows, not in the field */
};

/* In load(), once; typed is there already when one comes with it. */
void seek_begin(struct visit *visit, struct seek *seek, const char *typed);
/* beside stands at the end of the field's row; how in place of the rows, NULL for the rows. */
void seek_draw(struct visit *visit, struct canvas *canvas, struct seek *seek, const char *beside,
               const char *how);
/* Enter opens the only row, or leads into the rows; Tab, '/' and the arrow lead back. */
bool seek_key(struct visit *visit, struct seek *seek, const struct key *key, bool *used,
              struct error *err);
/* For the help line of a screen whose state begins with it: where one is, whether there are rows. */
bool seek_in_list(const struct visit *visit);
bool seek_to_list(const struct visit *visit);

/* --- choice: one of a few, by digit --------------------------------------------------------- */

struct choice {
    const char *const *labels; /* catalogue keys or texts */
    size_t count;
    int chosen;     /* -1: none yet */
    size_t page;    /* of more than nine, eight are shown at once, and 9 turns to the next */
    bool several;   /* each may be chosen: those of ticks are, and chosen is where the caret is */
    unsigned ticks; /* bits */
};

/* True when the key was one of its digits: it has chosen, or turned the page. */
bool choice_key(struct choice *choice, const struct key *key);
/* Draws "1 … ›2 …", or "*1 … *2 …" of several, in as many rows as it needs; returns them. */
int choice_draw(struct visit *visit, struct canvas *canvas, int row, int column, int width,
                const struct choice *choice, bool focused);

/* --- sheet: a few questions, one below another ------------------------------------------------ */

enum {
    SHEET_MOST = 7,
    SHEET_PARAGRAPH_ROWS = 5
};

struct sheet_question {
    const char *name;           /* of its draft */
    const char *label;          /* catalogue key */
    const char *value;          /* to begin with; NULL: nothing */
    const char *const *choices; /* catalogue keys, answered by a digit; NULL: one types */
    size_t choice_count;
    bool lines;   /* what one types is a paragraph */
    bool latin;   /* or a number, a day, a name of an account */
    bool skipped; /* not asked now */
};

/* What was answered; zero at first. In the screen's state. */
struct sheet {
    const struct sheet_question *questions;
    size_t count;
    size_t at;                     /* the question one is in */
    bool chose;                    /* just now: go on as soon as it is known what comes next */
    size_t page;                   /* of the choice one is in */
    struct text texts[SHEET_MOST]; /* of a choice: its number, from 1 */
};

/* In load(): takes up what was half answered and puts the caret where one was. The questions live
   as long as what load() read; what is skipped and offered may change with the answers. */
bool sheet_fill(struct visit *visit, struct sheet *sheet, const struct sheet_question *questions,
                size_t count, struct error *err);
/* In screen->key(): a digit chooses and goes on, Enter goes on; after the last question Enter is
   the screen's own. Every answer is kept as it is given; visit_forget() when they are saved. */
bool sheet_key(struct visit *visit, struct sheet *sheet, const struct key *key, bool *used,
               struct error *err);
/* Puts the caret in question i: where an answer must be mended. */
bool sheet_enter(struct visit *visit, struct sheet *sheet, size_t i, struct error *err);
/* The choice of question i, -1 while there is none. */
int sheet_chosen(const struct sheet *sheet, size_t i);
/* The day that was typed for question i; usual when nothing was. When it is none, the caret goes
   there, and err says what was typed. */
bool sheet_day(struct visit *visit, struct sheet *sheet, size_t i, const char *usual,
               const char **day, struct error *err);
/* What was typed for question i, cleaned; in the arena. */
const char *sheet_text(const struct sheet *sheet, size_t i, struct arena *arena);
/* Draws it in the rows from row on; returns the rows it took. */
int sheet_draw(struct visit *visit, struct canvas *canvas, int row, int rows, struct sheet *sheet);

/* --- entry: a screen that is a sheet ---------------------------------------------------------- */

/* As list_draw() and list_key(): the screen's state begins with the sheet. */
void entry_draw(struct visit *visit, struct canvas *canvas);
bool entry_key(struct visit *visit, const struct key *key, bool *used, struct error *err);

/* --- days: a row of days, the latest last ------------------------------------------------------ */

struct day_sign {
    const char *day;  /* ISO 8601 */
    const char *sign; /* one column in a line; "" for none */
    enum style style;
};

/* One line of days of the month, each with its sign behind it, a pointer before the one that is
   here: "›17!". The latest that have room; returns the columns they took. */
int days_line(struct visit *visit, struct canvas *canvas, int row, const struct day_sign *days,
              size_t count, const char *here);

enum {
    DAYS_ROWS = 2
};

/* Two lines: the signs, and below each the letter of its weekday. The latest that have room. */
void days_draw(struct visit *visit, struct canvas *canvas, int row, int column,
               const struct day_sign *days, size_t count);

/* --- dialog: yes or no ---------------------------------------------------------------------- */

struct dialog {
    const char *const *question; /* key and values, ended by NULL; NULL: not open */
    const char *reason;          /* catalogue key of what to type; NULL: nothing */
    visit_answer *yes;
    struct text text;
    bool reminded; /* Enter was pressed without a reason */
};

enum dialog_end {
    DIALOG_OPEN,
    DIALOG_YES,
    DIALOG_NO
};

enum dialog_end dialog_key(struct visit *visit, struct dialog *dialog, const struct key *key);
void dialog_draw(struct visit *visit, struct canvas *canvas, struct dialog *dialog);

#endif
