#include "core/import/load.h"

#include "i18n/format.h"
#include "i18n/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool load_once(struct load *load, const char *what, int64_t id, int column, struct error *err)
{
    int64_t row;
    const char *key = arena_text(&load->row, "%s%" PRId64, what, id);
    if (!lookup_find(&load->seen, key, &row)) {
        lookup_put(&load->seen, key, load->row_number);
        return true;
    }
    return load_refuse(load, column, err, MSG("import.twice"), arena_text(&load->row, "%" PRId64, row));
}

static const char *place_key(struct load *load, const char *kind, const char *name, int64_t below)
{
    return arena_text(&load->row, "%s|%" PRId64 "|%s", kind, below, name);
}

bool load_place(struct load *load, const char *kind, const char *name, int64_t below, int64_t *id,
                struct error *err)
{
    const char *key = place_key(load, kind, name, below);
    if (lookup_find(&load->places, key, id))
        return true;
    if (!place_find(load->store, kind, name, below, id, err))
        return false;
    lookup_put(&load->places, key, *id);
    return true;
}

bool load_county(struct load *load, int64_t *id, struct error *err)
{
    if (lookup_find(&load->places, "county", id))
        return true;
    QUERY(query) = query_open(load->store, "SELECT id FROM main.place WHERE parent_id IS NULL");
    *id = query_next(&query) ? query_int(&query, 0) : 0;
    if (!query_ok(&query, err))
        return false;
    if (*id == 0)
        return error_set(err, ERROR_SYSTEM, MSG("import.no-county"), "no place of kind county");
    lookup_put(&load->places, "county", *id);
    return true;
}

static const struct {
    const char *kind, *key;
} unknown[] = {
    {"township",       MSG("import.unknown-township")},
    {"village",        MSG("import.unknown-village") },
    {"group",          MSG("import.unknown-group")   },
    {"central_school", MSG("import.unknown-central") },
    {"school",         MSG("import.unknown-school")  },
    {"grade",          MSG("import.unknown-grade")   },
    {"class",          MSG("import.unknown-class")   },
};

static const char *unknown_key(const char *kind)
{
    for (size_t i = 0; i < COUNT(unknown); i++)
        if (strcmp(unknown[i].kind, kind) == 0)
            return unknown[i].key;
    return MSG("import.unknown-place");
}

static const char *name_of(struct load *load, const struct place *place)
{
    return format_name(load->request->language, place->name_zh ? place->name_zh : "",
                       place->name_ug ? place->name_ug : "");
}

/* Tells, once a place, what the county lacks (or lacked until now). */
static bool tell_place(struct load *load, const struct place *place, struct error *err)
{
    int64_t told;
    struct place above = {.name_zh = ""};
    const char *key = arena_text(&load->row, "told|%s", place_key(load, place->kind, name_of(load, place), place->parent_id));
    if (lookup_find(&load->seen, key, &told))
        return true;
    lookup_put(&load->seen, key, 1);
    if (place->parent_id && !place_read(load->store, place->parent_id, &load->row, &above, err))
        return false;
    /* A class is named with its school: its own name says the grade. */
    if (above.grade != 0 && !place_read(load->store, above.parent_id, &load->row, &above, err))
        return false;

    size_t at = (size_t)load->report->place_count++;
    if (at < IMPORT_FIRST_PLACES)
        load->report->places[at] = arena_text(load->told, "%s %s", name_of(load, &above),
                                              name_of(load, place));
    return true;
}

bool load_place_or_make(struct load *load, const struct place *place, int column, int64_t *id,
                        struct error *err)
{
    const char *name = name_of(load, place);
    if (!load_place(load, place->kind, name, place->parent_id, id, err))
        return false;
    if (*id != 0)
        return true;
    if (!tell_place(load, place, err))
        return false;
    if (!load->request->create)
        return load_refuse(load, column, err, unknown_key(place->kind), name);

    if (!place_add(load->store, load->actor, place, id, err))
        return false;
    lookup_put(&load->places, place_key(load, place->kind, name, place->parent_id), *id);
    return true;
}

/* A class is called by its grade and number in each language, as the county's own are. */
static const char *class_name(struct load *load, enum language language, int grade, int number)
{
    char text[128], clean[128];
    const char *const values[] = {
        message(language, arena_text(&load->row, "grade.%d", grade)),
        arena_text(&load->row, "%d", number),
    };
    message_format(language, MSG("place.class-name"), values, COUNT(values), text, sizeof text);
    text_clean(text, strlen(text), false, clean, sizeof clean);
    return arena_copy(&load->row, clean, strlen(clean));
}

/* A place that is found by its number and not by its name. */
static bool find_grade(struct load *load, int64_t school_id, int grade, int64_t *id, struct error *err)
{
    QUERY(query) = query_open(load->store, "SELECT id FROM main.place WHERE parent_id = :school"
                                           " AND kind = 'grade' AND grade = :grade AND closed_on IS NULL");
    bind_int(&query, ":school", school_id);
    bind_int(&query, ":grade", grade);
    *id = query_next(&query) ? query_int(&query, 0) : 0;
    return query_ok(&query, err);
}

static bool grade_or_make(struct load *load, int64_t school_id, int grade, int column, int64_t *id,
                          struct error *err)
{
    const char *key = arena_text(&load->row, "grade.%d", grade);
    const char *cached = place_key(load, "grade", key, school_id);
    if (lookup_find(&load->places, cached, id) && *id != 0)
        return true;
    if (!find_grade(load, school_id, grade, id, err))
        return false;
    const struct place place = {
        .parent_id = school_id,
        .kind = "grade",
        .grade = grade,
        .name_zh = message(LANGUAGE_ZH, key),
        .name_ug = message(LANGUAGE_UG, key),
    };
    if (*id == 0 && !load_place_or_make(load, &place, column, id, err))
        return false;
    lookup_put(&load->places, cached, *id);
    return true;
}

static bool find_class(struct load *load, int64_t school_id, int grade, int number, const char *name,
                       int64_t *id, struct error *err)
{
    const char *key = arena_text(&load->row, "%d-%d-%s", grade, number, number ? "" : name);
    const char *cached = place_key(load, "numbered", key, school_id);
    if (lookup_find(&load->places, cached, id) && *id != 0)
        return true;
    bool ok = number ? place_find_class(load->store, school_id, grade, number, id, err)
                     : place_find(load->store, "class", name, school_id, id, err);
    if (ok)
        lookup_put(&load->places, cached, *id);
    return ok;
}

bool load_class(struct load *load, int64_t school_id, int grade, int number, const char *name,
                int column, int64_t *id, struct error *err)
{
    int64_t grade_id = 0;
    if (!find_class(load, school_id, grade, number, name, id, err))
        return false;
    if (*id != 0)
        return true;
    if (load->request->create && !grade_or_make(load, school_id, grade, column, &grade_id, err))
        return false;
    const struct place place = {
        .parent_id = grade_id ? grade_id : school_id,
        .kind = "class",
        .grade = grade,
        .number = number,
        .name_zh = number ? class_name(load, LANGUAGE_ZH, grade, number) : name,
        .name_ug = number ? class_name(load, LANGUAGE_UG, grade, number) : "",
    };
    return load_place_or_make(load, &place, column, id, err);
}
