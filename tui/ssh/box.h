/*
 * The boxes: what a net and a session may ask of the kernel. Whoever asks for
 * anything else is ended on the spot.
 *
 * A net reads what strangers send: it has its sockets and memory, nothing more.
 * A session has the records: it opens files, but no socket, and starts nothing.
 */
#ifndef TUI_SSH_BOX_H
#define TUI_SSH_BOX_H

#include "core/base/error.h"

bool box_net(struct error *err);
bool box_session(struct error *err);

#endif
