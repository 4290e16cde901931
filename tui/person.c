#include "tui/person.h"

#include "core/posts/post.h"
#include "core/scope/scope.h"

static bool same_posts(const struct actor *one, const struct actor *other)
{
    if (one->post_count != other->post_count)
        return false;
    for (size_t i = 0; i < one->post_count; i++)
        if (one->posts[i].id != other->posts[i].id
            || one->posts[i].stand_in != other->posts[i].stand_in)
            return false;
    return true;
}

static bool read_actor(struct person *person, struct store *store, const char *day,
                       struct error *err)
{
    ARENA(posts);
    struct actor actor = {0};
    if (!post_actor(store, person->account.id, day, &posts, &actor, err))
        return false;
    if (person->actor.name && same_posts(&actor, &person->actor))
        return true;
    /* The old posts go when the new ones are in place: the screens look at the actor. */
    struct arena old = person->of_actor;
    person->of_actor = posts;
    posts = old;
    person->actor = actor;
    return scope_enter(store, &person->actor, err);
}

bool person_know(struct person *person, struct store *store, int64_t account_id, const char *day,
                 struct error *err)
{
    arena_clear(&person->of_account);
    person->account = (struct account){0};
    if (!account_read(store, account_id, &person->of_account, &person->account, err))
        return false;
    if (person->account.disabled)
        return error_set(err, ERROR_DENIED, MSG("account.missing"), "disabled while signed in");
    return read_actor(person, store, day, err);
}

void person_clear(struct person *person)
{
    arena_clear(&person->of_account);
    arena_clear(&person->of_actor);
}
