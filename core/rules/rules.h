/*
 * The rules a county goes by today, and those that its open cases began under.
 *
 * A county begins with rules that are in the program, or in its folder. It may change them at any
 * time without a restart: the new ones hold for what begins from then on, and every case that is
 * open goes on by its own.
 */
#ifndef CORE_RULES_H
#define CORE_RULES_H

#include "core/posts/permit.h"
#include "core/rules/policy.h"
#include "core/store/store.h"

/* The county's policy, its older ones with it. NULL when err says why. Until policy_close(). */
struct policy *rules_open(struct store *store, const char *folder, struct error *err);

/* Whether the county has other rules by now than these. */
bool rules_changed(struct store *store, const struct policy *policy, bool *changed,
                   struct error *err);

/*
 * Goes by other rules once the county has changed them: *policy is then the new ones, which *kept
 * owns from now on. What *kept owned before stays behind them, for whoever still reads in it. When
 * the new ones cannot be read nothing changes and err says why.
 */
bool rules_follow(struct store *store, const char *folder, const struct policy **policy,
                  struct policy **kept, struct error *err);

/*
 * Changes the rules to those of a text, ended by a NUL, for what begins from today on. name is what
 * errors call it.
 * ERROR_INVALID with the first mistake, or when they are another county's (policy.other-name).
 * permit: MAY_CHANGE_RULES.
 */
bool rules_change(struct store *store, const struct actor *actor, const char *folder,
                  const char *today, const char *name, const char *text, size_t length,
                  struct error *err);

struct rules_version {
    int64_t id, at;
    const char *first_day;             /* "" for those it began with */
    const char *person_zh, *person_ug; /* both "" for the console */
    int64_t open_cases;                /* that still go by it */
};

/* The newest first. */
bool rules_versions(struct store *store, struct page page, struct arena *arena,
                    struct rules_version **rows, size_t *count, struct error *err);

#endif
