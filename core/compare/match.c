#include "core/compare/match.h"

#include "i18n/names/searchkey.h"
#include "i18n/names/sound.h"

#include <stdlib.h>
#include <string.h>

enum {
    FOLDED = 200,   /* bytes of a folded name; the rest of a longer one is not compared */
    LIKE_LEAST = 3, /* characters (or consonants) of names that may be alike */
};

/* What suffices for a proposal, the strongest first. */
static const unsigned sufficient[] = {
    NEAR_ID | SAME_NAME | SAME_BORN,
    SAME_NAME | SAME_BORN | SAME_GUARDIAN | SAME_PHONE,
    SAME_NAME | SAME_BORN | SAME_GUARDIAN,
    SAME_NAME | SAME_BORN | SAME_PHONE,
    NEAR_ID | LIKE_NAME | SAME_BORN,
    NEAR_ID | SAME_NAME | NEAR_BORN,
    LIKE_NAME | SAME_BORN | SAME_GUARDIAN | SAME_PHONE,
    LIKE_NAME | SAME_BORN | SAME_GUARDIAN,
    SAME_NAME | NEAR_BORN | SAME_GUARDIAN,
    SAME_NAME | NEAR_BORN | SAME_PHONE,
    SAME_NAME | SAME_BORN,
};

static const struct {
    unsigned evidence;
    const char *word;
} words[] = {
    {SAME_ID,       "id"       },
    {NEAR_ID,       "near_id"  },
    {SAME_NAME,     "name"     },
    {LIKE_NAME,     "like_name"},
    {SAME_BORN,     "born"     },
    {NEAR_BORN,     "near_born"},
    {SAME_GUARDIAN, "guardian" },
    {SAME_PHONE,    "phone"    },
};

/* Whether one is the other with one character replaced, or two neighbours swapped. */
static bool one_slip(const char *left, const char *right, size_t length)
{
    size_t first = 0, last = length;
    while (first < length && left[first] == right[first])
        first++;
    while (last > first && left[last - 1] == right[last - 1])
        last--;
    if (last - first <= 1)
        return true;
    return last - first == 2 && left[first] == right[first + 1] && left[first + 1] == right[first];
}

/*
 * The check character follows from the others: a slip that somebody put right, or
 * that was made before the number was checked, shows in both.
 */
bool match_near_id(const char *left, const char *right)
{
    size_t length = strlen(left);
    if (length == 0 || strlen(right) != length || strcmp(left, right) == 0)
        return false;
    return one_slip(left, right, length) || one_slip(left, right, length - 1);
}

static bool near_born(const char *left, const char *right)
{
    if (strlen(left) != 10 || strlen(right) != 10)
        return false;
    bool swapped = strncmp(left, right, 5) == 0 && strncmp(left + 5, right + 8, 2) == 0
        && strncmp(left + 8, right + 5, 2) == 0;
    return swapped || one_slip(left, right, 10);
}

static bool folded_equal(const char *left, const char *right)
{
    char a[FOLDED], b[FOLDED];
    if (!*left || !*right)
        return false;
    searchkey_fold(left, a, sizeof a);
    searchkey_fold(right, b, sizeof b);
    return *a && strcmp(a, b) == 0;
}

static bool same_name(const struct compare_person *left, const struct compare_person *right)
{
    return folded_equal(left->name_zh, right->name_zh) || folded_equal(left->name_ug, right->name_ug);
}

/* Characters of a folded name. */
static size_t characters(const char *name)
{
    size_t count = 0;
    for (; *name; name++)
        count += ((unsigned char)*name & 0xC0) != 0x80;
    return count;
}

/* Two spellings of one language: one character replaced. */
static bool one_character_apart(const char *left, const char *right)
{
    char a[FOLDED], b[FOLDED];
    searchkey_fold(left, a, sizeof a);
    searchkey_fold(right, b, sizeof b);
    size_t count = characters(a), first = 0;
    if (count < LIKE_LEAST || characters(b) != count)
        return false;
    while (a[first] && a[first] == b[first])
        first++;
    while (first > 0 && ((unsigned char)a[first] & 0xC0) == 0x80)
        first--;
    const char *rest_a = a + first, *rest_b = b + first;
    do {
        rest_a++;
    } while (((unsigned char)*rest_a & 0xC0) == 0x80);
    do {
        rest_b++;
    } while (((unsigned char)*rest_b & 0xC0) == 0x80);
    return strcmp(rest_a, rest_b) == 0;
}

/* The same name written in two scripts sounds alike. */
static bool sounds_alike(const char *zh, const char *ug)
{
    char a[FOLDED], b[FOLDED];
    if (!*zh || !*ug)
        return false;
    sound_of_name(zh, a, sizeof a);
    sound_of_name(ug, b, sizeof b);
    return strlen(a) >= LIKE_LEAST && strcmp(a, b) == 0;
}

static bool like_name(const struct compare_person *left, const struct compare_person *right)
{
    return one_character_apart(left->name_zh, right->name_zh)
        || one_character_apart(left->name_ug, right->name_ug)
        || sounds_alike(left->name_zh, right->name_ug)
        || sounds_alike(right->name_zh, left->name_ug);
}

/* Whether any of several texts, parted by '/', is one of the others. */
static bool any_common(const char *left, const char *right)
{
    for (size_t length; *left; left += length + (left[length] == '/')) {
        length = strcspn(left, "/");
        for (const char *other = right; length > 0 && *other;) {
            size_t other_length = strcspn(other, "/");
            if (length == other_length && memcmp(left, other, length) == 0)
                return true;
            other += other_length + (other[other_length] == '/');
        }
    }
    return false;
}

unsigned match_evidence(const struct compare_person *left, const struct compare_person *right)
{
    unsigned evidence = 0;
    if (*left->id_number && strcmp(left->id_number, right->id_number) == 0)
        evidence |= SAME_ID;
    else if (match_near_id(left->id_number, right->id_number))
        evidence |= NEAR_ID;
    if (same_name(left, right))
        evidence |= SAME_NAME;
    else if (like_name(left, right))
        evidence |= LIKE_NAME;
    if (*left->born && strcmp(left->born, right->born) == 0)
        evidence |= SAME_BORN;
    else if (near_born(left->born, right->born))
        evidence |= NEAR_BORN;
    if (any_common(left->guardians, right->guardians))
        evidence |= SAME_GUARDIAN;
    else if (*left->guardians && *right->guardians)
        evidence |= OTHER_GUARDIAN;
    if (any_common(left->phones, right->phones))
        evidence |= SAME_PHONE;
    return evidence;
}

/* How strong the evidence is; 0 when it does not suffice for a proposal. */
static int strength_of(unsigned evidence)
{
    /* Another guardian outweighs a name and a day of birth that many share; the numbers of one
       day and area are near each other anyway. */
    bool weak = (evidence & OTHER_GUARDIAN) && !(evidence & (SAME_ID | SAME_PHONE));
    for (size_t i = 0; i < COUNT(sufficient) && !weak; i++)
        if ((evidence & sufficient[i]) == sufficient[i])
            return (int)(COUNT(sufficient) - i);
    return 0;
}

const char *match_words(unsigned evidence, struct arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < COUNT(words); i++)
        if (evidence & words[i].evidence)
            text = arena_text(arena, "%s%s%s", text, *text ? "," : "", words[i].word);
    return text;
}

/* --- Pairing two lists ------------------------------------------------------------------------ */

/* A person under a key that a match would share: the day of birth, or a folded name. */
struct filed {
    const char *key;
    const struct compare_person *person;
};

struct candidate {
    struct match match;
    int strength;
};

struct pairing {
    struct arena *arena;
    struct filed *filed;
    size_t filed_count;
    struct candidate *candidates;
    size_t count, room;
};

static int by_filed_key(const void *left, const void *right)
{
    return strcmp(((const struct filed *)left)->key, ((const struct filed *)right)->key);
}

static void file_under(struct pairing *pairing, const char *key, const struct compare_person *person)
{
    if (*key)
        pairing->filed[pairing->filed_count++] = (struct filed){key, person};
}

static const char *folded(struct arena *arena, const char *name)
{
    char key[FOLDED];
    searchkey_fold(name, key, sizeof key);
    return arena_copy(arena, key, strlen(key));
}

enum {
    KEYS_A_PERSON = 3
};

static void keys_of(struct arena *arena, const struct compare_person *person,
                    const char *keys[static KEYS_A_PERSON])
{
    keys[0] = person->born;
    keys[1] = folded(arena, person->name_zh);
    keys[2] = folded(arena, person->name_ug);
}

static void add_candidate(struct pairing *pairing, const struct compare_person *left,
                          const struct compare_person *right)
{
    unsigned evidence = match_evidence(left, right);
    int strength = strength_of(evidence);
    if (strength == 0)
        return;
    if (pairing->count == pairing->room) {
        pairing->room = 2 * pairing->room + 64;
        pairing->candidates = reallocarray(pairing->candidates, pairing->room,
                                           sizeof *pairing->candidates);
        if (!pairing->candidates)
            abort();
    }
    pairing->candidates[pairing->count++] = (struct candidate){
        {left, right, evidence},
        strength
    };
}

/* The first of those filed under a key. */
static size_t first_under(const struct pairing *pairing, const char *key)
{
    size_t low = 0, high = pairing->filed_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(pairing->filed[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void look_under(struct pairing *pairing, const char *key, const struct compare_person *right)
{
    for (size_t i = first_under(pairing, key);
         *key && i < pairing->filed_count && strcmp(pairing->filed[i].key, key) == 0; i++)
        add_candidate(pairing, pairing->filed[i].person, right);
}

/* The strongest first; among equals the order of the rows, so that every run is the same. */
static int by_strength(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->strength != b->strength)
        return b->strength - a->strength;
    if (a->match.left->row_id != b->match.left->row_id)
        return a->match.left->row_id < b->match.left->row_id ? -1 : 1;
    return (a->match.right->row_id > b->match.right->row_id)
        - (a->match.right->row_id < b->match.right->row_id);
}

static void take_strongest(struct pairing *pairing, const struct compare_person *left,
                           size_t left_count, const struct compare_person *right,
                           size_t right_count, struct match **matches, size_t *count)
{
    bool *left_taken = arena_array(pairing->arena, bool, left_count + 1);
    bool *right_taken = arena_array(pairing->arena, bool, right_count + 1);
    *matches = arena_array(pairing->arena, struct match, pairing->count + 1);
    *count = 0;
    if (pairing->count > 0)
        qsort(pairing->candidates, pairing->count, sizeof *pairing->candidates, by_strength);
    for (size_t i = 0; i < pairing->count; i++) {
        const struct match *match = &pairing->candidates[i].match;
        if (left_taken[match->left - left] || right_taken[match->right - right])
            continue;
        left_taken[match->left - left] = right_taken[match->right - right] = true;
        (*matches)[(*count)++] = *match;
    }
}

void match_lists(const struct compare_person *left, size_t left_count,
                 const struct compare_person *right, size_t right_count, struct arena *arena,
                 struct match **matches, size_t *count)
{
    ARENA(keys_arena);
    const char *keys[KEYS_A_PERSON];
    struct pairing pairing = {.arena = arena};
    pairing.filed = arena_array(&keys_arena, struct filed, KEYS_A_PERSON * left_count + 1);
    for (size_t i = 0; i < left_count; i++) {
        keys_of(&keys_arena, &left[i], keys);
        for (size_t k = 0; k < KEYS_A_PERSON; k++)
            file_under(&pairing, keys[k], &left[i]);
    }
    qsort(pairing.filed, pairing.filed_count, sizeof *pairing.filed, by_filed_key);
    for (size_t i = 0; i < right_count; i++) {
        keys_of(&keys_arena, &right[i], keys);
        for (size_t k = 0; k < KEYS_A_PERSON; k++)
            look_under(&pairing, keys[k], &right[i]);
    }
    take_strongest(&pairing, left, left_count, right, right_count, matches, count);
    free(pairing.candidates);
}
