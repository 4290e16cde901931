/*
 * A key as the person pressed it, and the key that was meant.
 *
 * People type with an input method on. Where a key is a command, key_command()
 * reads what was meant: full-width and Chinese punctuation and digits, and the
 * Uyghur letter of the same key, count as the plain key. Where one types text,
 * the text of the key is taken as it came.
 */
#ifndef TUI_TERM_KEY_H
#define TUI_TERM_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was pressed. Above 255, so that a command is either one of these or a character. */
enum press {
    PRESS_NONE = 0,
    PRESS_TEXT = 256, /* a character: key.text */
    PRESS_PASTE,      /* pasted at once: key.paste, not yet cleaned */
    PRESS_ENTER,
    PRESS_ESC,
    PRESS_TAB,
    PRESS_BACKTAB, /* Shift-Tab */
    PRESS_BACKSPACE,
    PRESS_DELETE,
    PRESS_UP,
    PRESS_DOWN,
    PRESS_LEFT, /* as the eye sees, in every language */
    PRESS_RIGHT,
    PRESS_HOME,
    PRESS_END,
    PRESS_PAGE_UP,
    PRESS_PAGE_DOWN,
    PRESS_HELP,     /* F1: '?' where '?' is text */
    PRESS_LANGUAGE, /* F2: the next language, also in the middle of a field */
    PRESS_KEYBOARD, /* F3, as Ctrl-U: the next keyboard, also in the middle of a word */
    PRESS_CONTROL,  /* Ctrl with a letter: key.text is the letter */
    PRESS_ANSWER,   /* what the terminal answers when asked: key.paste; no key at all */
};

/* The command of Ctrl with a letter, for key bindings: CONTROL('p'). */
#define CONTROL(letter) ((letter)&0x1f)

struct key {
    enum press press;
    char text[8];      /* PRESS_TEXT: one code point in UTF-8 */
    const char *paste; /* PRESS_PASTE: lives until the next key is read */
    size_t length;     /* of paste */
};

/*
 * The key that was meant: an ASCII character ('1', '/', '?', '=', ' ', letters
 * small), CONTROL('p'), or the press itself (PRESS_ENTER, ...). PRESS_NONE for
 * text that is no command, and for a paste.
 */
int key_command(const struct key *key);

/* The character of the text of a key; 0 when it has none. */
uint32_t key_character(const struct key *key);

/* The digit that was meant, 0 to 9; -1 when it is none. */
int key_digit(const struct key *key);

/* How many rows down a key leads in what scrolls: one or a page, less than 0 for up; 0 when
   it is no such key. */
int key_scroll(const struct key *key, int page);

/* How the key bar and the help name a command: "4", "Enter", "^P". Never empty. */
const char *key_label(int command, char buffer[static 8]);

/* A key made from a command: what tests and scripts type. */
struct key key_of(int command);

#endif
