/*
 * The log: one line an event, in English, on standard error.
 *
 * A line names accounts, children and files by number or not at all: nothing in
 * the log is about a person. Only tui/session.c, tui/main.c and tui/ssh/ log.
 */
#ifndef CORE_LOG_H
#define CORE_LOG_H

/*
 * Writes one line: time, process, text. Control characters and bytes that are not
 * ASCII are written as \xNN, so that nothing a client sent can forge a line.
 */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
