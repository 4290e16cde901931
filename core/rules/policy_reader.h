/*
 * Reads the text of a policy and finds every mistake in it: what is missing, what is
 * not known, and expressions that cannot be asked. core/rules/policy.h says what it means.
 */
#ifndef CORE_POLICY_READER_H
#define CORE_POLICY_READER_H

#include "core/rules/policy.h"

/*
 * Fills *policy, in whose arena all of it lives. False only when the text is no
 * YAML; otherwise mistakes, in the arena handed in, say what is wrong. With
 * mistakes the policy must not be used.
 */
bool policy_read(const char *file, const char *text, size_t length, struct policy *policy,
                 struct arena *arena, const struct policy_mistake **mistakes, size_t *count,
                 struct error *err);

#endif
