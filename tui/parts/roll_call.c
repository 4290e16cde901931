#include "tui/parts/roll_call.h"

#include "core/store/draft.h"

#include <inttypes.h>
#include <stdlib.h>

/* What the draft says of a child: "12u" is number 12, unexcused; in the order in which
   typing a number again leads from one to the next. */
static const struct {
    char letter;
    enum absence_kind kind;
    const char *sign; /* catalogue key */
} kinds[] = {
    {'u', ABSENCE_UNEXCUSED, MSG("absences.mark.unexcused")},
    {'l', ABSENCE_LEAVE,     MSG("absences.mark.leave")    },
    {'t', ABSENCE_LATE,      MSG("absences.mark.late")     },
    {'h', ABSENCE_NONE,      NULL                          },
};

static size_t place_of(enum absence_kind kind)
{
    size_t i = 0;
    while (kinds[i].kind != kind)
        i++;
    return i;
}

void roll_call_mark(struct roster_row *row)
{
    row->kind = kinds[(place_of(row->kind) + 1) % COUNT(kinds)].kind;
}

const char *roll_call_sign(const struct visit *visit, enum absence_kind kind)
{
    const char *sign = kinds[place_of(kind)].sign;
    return sign ? message(visit->language, sign) : "";
}

struct roster_row *roll_call_row(const struct roll_call *call, int number)
{
    for (size_t i = 0; i < call->count; i++)
        if (call->rows[i].number == number)
            return &call->rows[i];
    return NULL;
}

int roll_call_count(const struct roll_call *call, enum absence_kind kind)
{
    int count = 0;
    for (size_t i = 0; i < call->count; i++)
        count += call->rows[i].kind == kind;
    return count;
}

bool roll_call_changed(const struct roll_call *call)
{
    for (size_t i = 0; i < call->count; i++)
        if (call->rows[i].kind != call->before[i])
            return true;
    return false;
}

const struct leave *roll_call_leave(const struct roll_call *call, int64_t child_id)
{
    for (size_t i = 0; i < call->leave_count; i++)
        if (call->leaves[i].child_id == child_id)
            return &call->leaves[i];
    return NULL;
}

static bool on_leave(const struct roll_call *call, int64_t child_id)
{
    const struct leave *leave = roll_call_leave(call, child_id);
    return leave && leave->state == LEAVE_RUNNING;
}

static bool is_here(enum absence_kind kind)
{
    return kind == ABSENCE_NONE || kind == ABSENCE_LATE;
}

bool roll_call_back(const struct roll_call *call, size_t i)
{
    return is_here(call->rows[i].kind) && !is_here(call->before[i])
        && on_leave(call, call->rows[i].child_id);
}

/* Of a child on leave it is also said that it is here: silence would mean that it is not. */
size_t roll_call_marks(struct visit *visit, const struct roll_call *call,
                       struct absence_mark **marks)
{
    size_t count = 0;
    *marks = arena_array(&visit->arena, struct absence_mark, call->count + 1);
    for (size_t i = 0; i < call->count; i++)
        if (call->rows[i].kind != ABSENCE_NONE || on_leave(call, call->rows[i].child_id))
            (*marks)[count++] = (struct absence_mark){call->rows[i].child_id, call->rows[i].kind};
    return count;
}

/* "12u3l 4": what differs from what was reported, then the number that is being typed. */
bool roll_call_keep(struct visit *visit, const struct roll_call *call, struct error *err)
{
    const char *text = "";
    for (size_t i = 0; i < call->count; i++)
        if (call->rows[i].kind != call->before[i])
            text = arena_text(&visit->arena, "%s%d%c", text, call->rows[i].number,
                              kinds[place_of(call->rows[i].kind)].letter);
    if (call->typed > 0)
        text = arena_text(&visit->arena, "%s %d", text, call->typed);
    return draft_keep(visit->store, visit->actor, call->draft, "marks", text, 0, err);
}

bool roll_call_forget(struct visit *visit, const struct roll_call *call, struct error *err)
{
    return draft_clear(visit->store, visit->actor, call->draft, NULL, err);
}

static void take_up(struct roll_call *call, const char *text)
{
    while (*text && *text != ' ') {
        char *letter;
        struct roster_row *row = roll_call_row(call, (int)strtol(text, &letter, 10));
        for (size_t i = 0; i < COUNT(kinds); i++)
            if (row && kinds[i].letter == *letter)
                row->kind = kinds[i].kind;
        text = *letter ? letter + 1 : letter;
    }
    call->typed = *text ? (int)strtol(text + 1, NULL, 10) : 0;
}

/* What the sheet begins with: the report, or who is on leave while there is none. */
static void begin(struct visit *visit, struct roll_call *call, bool reported)
{
    call->before = arena_array(&visit->arena, enum absence_kind, call->count + 1);
    for (size_t i = 0; i < call->count; i++) {
        if (!reported && on_leave(call, call->rows[i].child_id))
            call->rows[i].kind = ABSENCE_LEAVE;
        call->before[i] = call->rows[i].kind;
    }
}

bool roll_call_load(struct visit *visit, const struct class_day *class_day, const char *day,
                    struct roll_call *call, struct error *err)
{
    int64_t class_id = class_day->class_id;
    struct draft draft;
    *call = (struct roll_call){
        .draft = arena_text(&visit->arena, "absences?class=%" PRId64 "&day=%s", class_id, day),
    };
    if (!absence_roster(visit->store, class_id, day, &visit->arena, &call->rows, &call->count, err)
        || !leave_list(visit->store, class_id, day, &visit->arena, &call->leaves,
                       &call->leave_count, err)
        || !draft_read(visit->store, visit->actor, call->draft, "marks", &visit->arena, &draft,
                       err))
        return false;
    begin(visit, call, class_day->reported);
    if (draft.found)
        take_up(call, draft.text);
    return true;
}
