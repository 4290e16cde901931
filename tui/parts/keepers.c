#include "tui/parts/keepers.h"

#include "tui/parts/words.h"

/* A seat says where; without one the place does. */
static const char *post_words(struct visit *visit, const char *role, const char *seat,
                              const char *place_zh, const char *place_ug)
{
    return words_join(visit, " · ", words_of(visit, "role.", role),
                      *seat ? seat : words_name(visit, place_zh, place_ug));
}

const char *keepers_words(struct visit *visit, const struct plan_keeper *keeper)
{
    return words_join(visit, " · ",
                      post_words(visit, keeper->role, keeper->seat, keeper->place_zh,
                                 keeper->place_ug),
                      words_name(visit, keeper->person_zh, keeper->person_ug));
}

const char *keepers_of_plan(struct visit *visit, const struct plan *plan)
{
    return post_words(visit, plan->role, plan->seat, plan->place_zh, plan->place_ug);
}
