/*
 * Plays screen scripts: keys in, screen out, on the real canvas.
 *
 *   # a comment
 *   language ug                 zh unless said
 *   size 40x12                  80x24 unless said; columns x rows
 *   terminal latin              one that shows Uyghur in Latin letters
 *   actor class_teacher         the role's account of the small county
 *   today 2026-09-17            that Thursday unless said
 *   hour 10:30                  9 o'clock unless said
 *   forms county                the forms of tests/tui/county/forms are there, too
 *   given absences              puts data in: a row of GIVENS in tests/tui/given.h
 *   open case/1                 begins there
 *   keys 2 Enter "text" Esc     keys by name, texts in quotes
 *   paste TEXT                  pasted at once, as it stands
 *   cut                         the link is cut; signing in again goes on where it was
 *   refresh                     looks again, as a session does by itself
 *   screen                      the lines below are the screen, from its first row,
 *   |...                        from the left, as the terminal gets them
 *   row 5 |...                  one row of it, counted from 0
 *   caret 5 12                  the caret stands in this row and column, counted from 0
 *   see TEXT                    some row has it
 *   hide TEXT                   no row has it
 *
 * A failing script prints the whole screen, ready to be looked at and taken over.
 */
#ifndef TESTS_TUI_PLAYER_H
#define TESTS_TUI_PLAYER_H

#include "tests/support/county.h"

/* Plays one script in a fresh county. Fails the test at the first line that is not so. */
void player_run(const char *path);

#endif
