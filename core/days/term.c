#include "core/days/term.h"

#include "core/days/calendar_entry.h"
#include "core/store/audit.h"

#include <inttypes.h>

static void read_row(const struct query *query, struct arena *arena, struct term *term)
{
    *term = (struct term){
        .id = query_int(query, 0),
        .place_id = query_int(query, 1),
        .first_day = query_text(query, 2, arena),
        .last_day = query_text(query, 3, arena),
        .assumed = query_int(query, 4) != 0,
    };
}

bool term_read(struct store *store, int64_t id, struct arena *arena, struct term *term,
               struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id, place_id, first_day, last_day, assumed FROM term"
                                     " WHERE id = :id");
    bind_int(&query, ":id", id);
    if (query_next(&query)) {
        read_row(&query, arena, term);
        return true;
    }
    return query_ok(&query, err)
        && error_set(err, ERROR_MISSING, MSG("calendar.gone"), "term %" PRId64, id);
}

bool term_meeting(struct store *store, int64_t place_id, const char *first, const char *last,
                  int64_t except, struct arena *arena, struct term *term, struct error *err)
{
    QUERY(query) = query_open(store, "SELECT id, place_id, first_day, last_day, assumed FROM term"
                                     " WHERE place_id = :place AND id <> :except"
                                     " AND first_day <= :last AND last_day >= :first"
                                     " ORDER BY first_day LIMIT 1");
    bind_int(&query, ":place", place_id);
    bind_int(&query, ":except", except);
    bind_text(&query, ":first", first);
    bind_text(&query, ":last", last);
    *term = (struct term){0};
    if (query_next(&query))
        read_row(&query, arena, term);
    return query_ok(&query, err);
}

static bool check(struct store *store, const char *today, const struct term *term,
                  struct error *err)
{
    ARENA(arena);
    struct term other;
    if (!calendar_entry_span(today, term->first_day, term->last_day, CALENDAR_TERM_MOST, err)
        || !term_meeting(store, term->place_id, term->first_day, term->last_day, term->id, &arena,
                         &other, err))
        return false;
    return other.id == 0
        || error_tell(err, ERROR_CONFLICT, MSG("calendar.terms-meet"), other.first_day,
                      other.last_day);
}

static const char *yes_no(bool yes)
{
    return yes ? "yes" : "no";
}

/* --- Adding ----------------------------------------------------------------------------------- */

static bool insert(struct store *store, const struct term *term, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(store,
                              "INSERT INTO main.term (place_id, first_day, last_day, assumed)"
                              " VALUES (:place, :first, :last, :assumed)");
    bind_int(&query, ":place", term->place_id);
    bind_text(&query, ":first", term->first_day);
    bind_text(&query, ":last", term->last_day);
    bind_int(&query, ":assumed", term->assumed);
    if (!query_run(&query, err))
        return false;
    *id = store_inserted(store);
    return true;
}

static bool add(struct store *store, const struct actor *actor, const char *today,
                const struct term *term, int64_t *id, struct error *err)
{
    ARENA(arena);
    return calendar_entry_permit(store, actor, term->place_id, err)
        && check(store, today, term, err)
        && insert(store, term, id, err)
        && calendar_entry_sign(store, actor, "term.add", term->place_id,
                               audit_detail(&arena, "first", term->first_day, "last",
                                            term->last_day, "assumed", yes_no(term->assumed), NULL),
                               err);
}

bool term_add(struct store *store, const struct actor *actor, const char *today,
              const struct term *term, int64_t *id, struct error *err)
{
    struct term fresh = *term;
    fresh.id = 0;
    return store_begin(store, err)
        && store_end(store, add(store, actor, today, &fresh, id, err), err);
}

/* --- Changing --------------------------------------------------------------------------------- */

static bool update(struct store *store, const struct term *term, struct error *err)
{
    QUERY(query) = query_open(store, "UPDATE main.term SET first_day = :first, last_day = :last,"
                                     " assumed = :assumed WHERE id = :id");
    bind_int(&query, ":id", term->id);
    bind_text(&query, ":first", term->first_day);
    bind_text(&query, ":last", term->last_day);
    bind_int(&query, ":assumed", term->assumed);
    return query_run(&query, err);
}

static bool change(struct store *store, const struct actor *actor, const char *today,
                   struct term *term, struct error *err)
{
    ARENA(arena);
    struct term old;
    if (!term_read(store, term->id, &arena, &old, err)
        || !calendar_entry_permit(store, actor, old.place_id, err))
        return false;
    term->place_id = old.place_id;
    return check(store, today, term, err)
        && update(store, term, err)
        && calendar_entry_sign(store, actor, "term.change", term->place_id,
                               audit_detail(&arena, "first", term->first_day, "last",
                                            term->last_day, "assumed", yes_no(term->assumed),
                                            "old_first", old.first_day, "old_last", old.last_day,
                                            "old_assumed", yes_no(old.assumed), NULL),
                               err);
}

bool term_change(struct store *store, const struct actor *actor, const char *today,
                 const struct term *term, struct error *err)
{
    struct term changed = *term;
    return store_begin(store, err)
        && store_end(store, change(store, actor, today, &changed, err), err);
}

/* --- Removing --------------------------------------------------------------------------------- */

static bool delete (struct store *store, int64_t id, struct error *err)
{
    QUERY(query) = query_open(store, "DELETE FROM main.term WHERE id = :id");
    bind_int(&query, ":id", id);
    return query_run(&query, err);
}

static bool remove_term(struct store *store, const struct actor *actor, int64_t id,
                        struct error *err)
{
    ARENA(arena);
    struct term old;
    return term_read(store, id, &arena, &old, err)
        && calendar_entry_permit(store, actor, old.place_id, err)
        && delete (store, id, err)
        && calendar_entry_sign(store, actor, "term.remove", old.place_id,
                               audit_detail(&arena, "old_first", old.first_day, "old_last",
                                            old.last_day, "old_assumed", yes_no(old.assumed), NULL),
                               err);
}

bool term_remove(struct store *store, const struct actor *actor, int64_t id, struct error *err)
{
    return store_begin(store, err)
        && store_end(store, remove_term(store, actor, id, err), err);
}
