#include "core/exchange/value.h"

#include "core/base/date.h"
#include "core/exchange/csv.h"
#include "core/lists/idnumber.h"
#include "core/posts/permit.h"
#include "i18n/numeral.h"
#include "i18n/text.h"

#include <stdio.h>
#include <string.h>

/* What is one of a few: the kinds, and the codes that the tables keep. */
static const struct {
    const char *kind, *code;
} choices[] = {
    {"sex",      "m"              },
    {"sex",      "f"              },
    {"status",   "at_school"      },
    {"status",   "leave"          },
    {"status",   "suspended"      },
    {"status",   "suspected"      },
    {"status",   "dropped_out"    },
    {"status",   "resumed"        },
    {"status",   "transferred_out"},
    {"status",   "transferred_in" },
    {"status",   "graduated"      },
    {"status",   "promoted"       },
    {"status",   "delayed"        },
    {"status",   "deceased"       },
    {"stage",    "primary"        },
    {"stage",    "junior"         },
    {"stage",    "nine_year"      },
    {"stage",    "senior"         },
    {"resident", "local"          },
    {"resident", "incoming"       },
    {"resident", "away"           },
    {"relation", "father"         },
    {"relation", "mother"         },
    {"relation", "grandparent"    },
    {"relation", "other"          },
    {"place",    "township"       },
    {"place",    "village"        },
    {"place",    "group"          },
    {"place",    "central_school" },
    {"grades",   "junior"         },
    {"grades",   "senior"         },
    {"calendar", "term"           },
    {"calendar", "holiday"        },
    {"calendar", "make_up"        },
    {"answer",   "yes"            },
    {"answer",   "no"             },
    {"value",    "none"           },
};

void value_words(struct vocabulary *words)
{
    for (size_t i = 0; i < COUNT(choices); i++)
        vocabulary_add(words, choices[i].kind, choices[i].code);
    for (int role = 0; role < ROLE_COUNT; role++)
        vocabulary_add(words, "role", role_name((enum role)role));
}

/* Whether nothing but strokes and dots stands there. */
static bool is_blank(const char *text)
{
    return text[strspn(text, "/-*.,;_ ")] == '\0';
}

bool value_clean(const struct vocabulary *words, const char *cell, struct arena *arena,
                 const char **written, struct error *err)
{
    static const char unreadable[] = "\xEF\xBF\xBD"; /* U+FFFD: the encoding did not fit */
    cell = csv_plain(cell);
    size_t length = strlen(cell), room = length < VALUE_MOST ? length : VALUE_MOST;
    char *clean = arena_alloc(arena, 3 * room + 1); /* NFC may take up to three times the bytes */
    if (strstr(cell, unreadable))
        return error_set(err, ERROR_INVALID, MSG("value.unreadable"), "replacement character");
    length = text_clean(cell, length, false, clean, 3 * room + 1);
    if (length > VALUE_MOST)
        return error_set(err, ERROR_INVALID, MSG("value.too-long"), "%zu bytes", length);
    if (is_blank(clean) || vocabulary_exact(words, "value", clean))
        *clean = '\0';
    *written = clean;
    return true;
}

bool value_text(const struct vocabulary *words, const char *written, struct arena *arena,
                const char **value, struct error *err)
{
    (void)words, (void)arena, (void)err;
    *value = written;
    return true;
}

bool value_id_number(const struct vocabulary *words, const char *written, struct arena *arena,
                     const char **value, struct error *err)
{
    struct idnumber id;
    (void)words;
    if (!idnumber_read(written, &id, err))
        return false;
    *value = arena_copy(arena, id.number, strlen(id.number));
    return true;
}

/* A day that a program wrote with a time of day behind it. */
static bool read_day(const char *written, char day[static DATE_SIZE])
{
    char alone[64];
    const char *clock = strchr(written, ':') ? strpbrk(written, " T") : NULL;
    size_t length = clock ? (size_t)(clock - written) : strlen(written);
    if (length >= sizeof alone)
        return false;
    memcpy(alone, written, length);
    alone[length] = '\0';
    return date_read(alone, day);
}

bool value_day(const struct vocabulary *words, const char *written, struct arena *arena,
               const char **value, struct error *err)
{
    char day[DATE_SIZE];
    (void)words;
    if (!read_day(written, day))
        return error_tell(err, ERROR_INVALID, MSG("value.day"), written);
    *value = arena_copy(arena, day, strlen(day));
    return true;
}

/* A month alone, in whichever way it is written: a first day behind it makes it a day. */
static bool read_month(const char *written, char day[static DATE_SIZE])
{
    static const char *const endings[] = {"01", "-01"};
    for (size_t i = 0; i < COUNT(endings); i++) {
        char whole[64];
        int length = snprintf(whole, sizeof whole, "%s%s", written, endings[i]);
        if (length < (int)sizeof whole && date_read(whole, day))
            return true;
    }
    return false;
}

bool value_birth_day(const struct vocabulary *words, const char *written, struct arena *arena,
                     const char **value, struct error *err)
{
    char day[DATE_SIZE];
    (void)words;
    if (read_day(written, day)) {
        *value = arena_copy(arena, day, strlen(day));
        return true;
    }
    if (!read_month(written, day))
        return error_tell(err, ERROR_INVALID, MSG("value.day"), written);
    *value = arena_copy(arena, day, strlen("2014-04"));
    return true;
}

static const char *digits(int number, struct arena *arena)
{
    return arena_text(arena, "%d", number);
}

bool value_number(const struct vocabulary *words, const char *written, struct arena *arena,
                  const char **value, struct error *err)
{
    int number;
    const char *at = written;
    (void)words;
    if (!numeral_next(&at, &number) || number == 0)
        return error_tell(err, ERROR_INVALID, MSG("value.number"), written);
    *value = digits(number, arena);
    return true;
}

/* Grades 1 to 3 of a junior (senior) school are grades 7 to 9 (10 to 12). */
static int count_on(const struct vocabulary *words, const char *written, int grade)
{
    const char *stage = grade <= 3 ? vocabulary_within(words, "grades", written) : NULL;
    if (!stage)
        return grade;
    return grade + (strcmp(stage, "junior") == 0 ? 6 : 9);
}

bool value_grade(const struct vocabulary *words, const char *written, struct arena *arena,
                 const char **value, struct error *err)
{
    int grade = 0;
    const char *at = written;
    if (!numeral_next(&at, &grade) || grade < 1 || grade > 12)
        return error_tell(err, ERROR_INVALID, MSG("value.grade"), written);
    *value = digits(count_on(words, written, grade), arena);
    return true;
}

/* "2"; with the grade before it, "7-2"; a class without a number keeps its name. */
bool value_class(const struct vocabulary *words, const char *written, struct arena *arena,
                 const char **value, struct error *err)
{
    int number = 0, first = 0, last = 0;
    (void)err;
    for (const char *at = written; numeral_next(&at, &number); last = number)
        first = first ? first : number;
    if (first != last && first >= 1 && first <= 12)
        *value = arena_text(arena, "%d-%d", count_on(words, written, first), last);
    else
        *value = last > 0 ? digits(last, arena) : written;
    return true;
}

bool value_year(const struct vocabulary *words, const char *written, struct arena *arena,
                const char **value, struct error *err)
{
    int year = 0;
    const char *at = written;
    (void)words;
    if (!numeral_next(&at, &year) || year < 1990 || year > 2200)
        return error_tell(err, ERROR_INVALID, MSG("value.year"), written);
    *value = digits(year, arena);
    return true;
}

static bool choose(const struct vocabulary *words, const char *kind, const char *key,
                   const char *written, const char **value, struct error *err)
{
    *value = vocabulary_find(words, kind, written);
    return *value || error_tell(err, ERROR_INVALID, key, written);
}

bool value_sex(const struct vocabulary *words, const char *written, struct arena *arena,
               const char **value, struct error *err)
{
    (void)arena;
    return choose(words, "sex", MSG("value.sex"), written, value, err);
}

bool value_status(const struct vocabulary *words, const char *written, struct arena *arena,
                  const char **value, struct error *err)
{
    (void)arena;
    return choose(words, "status", MSG("value.status"), written, value, err);
}

bool value_stage(const struct vocabulary *words, const char *written, struct arena *arena,
                 const char **value, struct error *err)
{
    (void)arena;
    return choose(words, "stage", MSG("value.stage"), written, value, err);
}

bool value_resident(const struct vocabulary *words, const char *written, struct arena *arena,
                    const char **value, struct error *err)
{
    (void)arena;
    return choose(words, "resident", MSG("value.resident"), written, value, err);
}

/* Who is neither father, mother nor grandparent is somebody else. */
bool value_relation(const struct vocabulary *words, const char *written, struct arena *arena,
                    const char **value, struct error *err)
{
    (void)arena, (void)err;
    *value = vocabulary_find(words, "relation", written);
    if (!*value)
        *value = "other";
    return true;
}

bool value_role(const struct vocabulary *words, const char *written, struct arena *arena,
                const char **value, struct error *err)
{
    (void)arena;
    return choose(words, "role", MSG("value.role"), written, value, err);
}

bool value_place_kind(const struct vocabulary *words, const char *written, struct arena *arena,
                      const char **value, struct error *err)
{
    (void)arena;
    return choose(words, "place", MSG("value.place-kind"), written, value, err);
}

bool value_calendar_kind(const struct vocabulary *words, const char *written, struct arena *arena,
                         const char **value, struct error *err)
{
    (void)arena;
    return choose(words, "calendar", MSG("value.calendar-kind"), written, value, err);
}

bool value_yes_no(const struct vocabulary *words, const char *written, struct arena *arena,
                  const char **value, struct error *err)
{
    (void)arena;
    return choose(words, "answer", MSG("value.yes-no"), written, value, err);
}

bool value_in_uyghur(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0xD8 && (unsigned char)*text <= 0xDB)
            return true;
    return false;
}
