/*
 * What an actor sees: the views that a session's connection reads through.
 *
 * Views have the names of their tables: child, guardian, household, register_row,
 * roll_entry, search_key, search_entry, search_waiting, finding, attendance, absence,
 * lateness, leave, roster, casefile, case_event, duty, duty_with, notice, form_record, answer,
 * report_copy, draft, resume, speech, outbox_paper, outbox_child, outbox_piece, audit,
 * revision, trail_reason, keeping_item, keeping_hold, import, session, mark, listed. Two more say
 * what is in no table: mark_sum, how many children are marked, and in_charge, whose restricted
 * marks the actor sees. A child is in scope when its class or its group lies within a place of a
 * post that may see children, or when a post of the actor keeps a plan for it; everything about a
 * child follows the child. Places, posts, terms, volumes and account names are open to all;
 * credential and account_key to none.
 */
#ifndef CORE_SCOPE_H
#define CORE_SCOPE_H

#include "core/posts/permit.h"
#include "core/store/store.h"

/* Cuts the store to the actor. The console's store is left whole. Call again when posts change. */
bool scope_enter(struct store *store, const struct actor *actor, struct error *err);

#endif
