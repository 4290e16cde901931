/*
 * The writers' queue: one lock on a file beside the database, before SQLite is
 * asked to write. First come, first served; a process that dies leaves it, also
 * by kill -9. It is never held while anybody waits for a person or the network.
 */
#ifndef CORE_WRITERS_H
#define CORE_WRITERS_H

/* A place in the queue of the database at path; -1 where none can be kept (a read-only disk). */
int writers_open(const char *path);
void writers_close(int queue);

/* Waits for the turn, or gives it up. Nothing happens for a queue of -1. */
void writers_enter(int queue);
void writers_leave(int queue);

#endif
