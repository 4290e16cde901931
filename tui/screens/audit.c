/* The trail, newest first: who did or saw what, when; and the proof that it is whole. */
#include "core/store/audit.h"
#include "core/posts/account.h"
#include "i18n/names/searchkey.h"
#include "tui/parts/when.h"
#include "tui/widget.h"

#include <stdlib.h>
#include <string.h>

struct state {
    struct table table;
};

static int64_t row_id(const void *row)
{
    return ((const struct audit_row *)row)->id;
}

static const char *text_at(struct visit *visit, const void *row)
{
    return when_text(((const struct audit_row *)row)->at, visit_arena(visit));
}

static const char *text_account(struct visit *visit, const void *row)
{
    const char *account = ((const struct audit_row *)row)->account;
    return account[0] ? account : message(visit->language, MSG("audit.console"));
}

/* An action that the catalogue does not know is shown by its name. */
static const char *words_of_action(struct visit *visit, const char *action)
{
    const char *key = arena_text(visit_arena(visit), "audit.did.%s", action);
    return message_exists(key) ? message(visit->language, key) : action;
}

static const char *text_action(struct visit *visit, const void *row)
{
    return words_of_action(visit, ((const struct audit_row *)row)->action);
}

static const char *text_subject(struct visit *visit, const void *row)
{
    const struct audit_row *r = row;
    const char *key = arena_text(visit_arena(visit), "audit.of.%s", r->subject);
    const char *subject = message_exists(key) ? message(visit->language, key) : r->subject;
    return r->subject_id == 0
        ? subject
        : arena_text(visit_arena(visit), "%s %s", subject, visit_digits(visit, r->subject_id));
}

static const char *text_child(struct visit *visit, const void *row)
{
    int64_t child = ((const struct audit_row *)row)->child_id;
    return child == 0 ? "" : visit_digits(visit, child);
}

static const struct table_column columns[] = {
    {MSG("audit.at"),      16, 1, false, text_at     },
    {MSG("audit.account"), 14, 1, false, text_account},
    {MSG("audit.action"),  18, 2, true,  text_action },
    {MSG("audit.subject"), 12, 3, false, text_subject},
    {MSG("audit.child"),   6,  4, false, text_child  },
};

static const struct table_kind kind = {
    .columns = columns,
    .column_count = COUNT(columns),
    .empty = MSG("audit.empty"),
    .count = MSG("audit.count"),
    .row_size = sizeof(struct audit_row),
    .filters = true,
    .id = row_id,
};

/* An action in whose words the typed text stands; NULL when there is none. */
static bool find_action(struct visit *visit, const char *typed, const char **action,
                        struct error *err)
{
    const char **actions;
    size_t count;
    char wanted[256], words[256];
    searchkey_fold(typed, wanted, sizeof wanted);
    *action = NULL;
    if (!audit_actions(visit->store, &visit->arena, &actions, &count, err))
        return false;
    for (size_t i = 0; i < count && !*action; i++) {
        searchkey_fold(words_of_action(visit, actions[i]), words, sizeof words);
        if (strstr(words, wanted))
            *action = actions[i];
    }
    return true;
}

/* What was typed is a child's number, an account's name, or words for an action. */
static bool read_filter(struct visit *visit, const char *typed, struct audit_filter *filter,
                        struct error *err)
{
    int64_t account;
    if (typed[0] == '\0')
        return true;
    if (strspn(typed, "0123456789") == strlen(typed)) {
        filter->child_id = strtoll(typed, NULL, 10);
        return true;
    }
    if (!account_find(visit->store, typed, &account, err)
        || (account == 0 && !find_action(visit, typed, &filter->action, err)))
        return false;
    if (!filter->action)
        filter->account = typed;
    return true;
}

static bool load(struct visit *visit, struct error *err)
{
    struct state *state = visit->state;
    struct audit_filter filter = {0};
    struct audit_row *rows;
    size_t count;
    int64_t total;
    if (!read_filter(visit, table_filter(&state->table), &filter, err)
        || !audit_list(visit->store, visit->actor, &filter, table_page(&state->table, visit),
                       &visit->arena, &rows, &count, &total, err))
        return false;
    table_fill_page(visit, &state->table, &kind, rows, count, total);
    return true;
}

/* "from: 2026-08-01"; a name that the catalogue does not know is shown as it is. */
static const char *words_of_field(struct visit *visit, const struct audit_field *field)
{
    const char *name = arena_text(visit_arena(visit), "audit.field.%s", field->name);
    const char *value = arena_text(visit_arena(visit), "role.%s", field->value);
    return visit_text(visit, MSG("audit.field"),
                      message_exists(name) ? message(visit->language, name) : field->name,
                      message_exists(value) ? message(visit->language, value) : field->value);
}

static void draw_detail(struct visit *visit, struct canvas *canvas, const struct audit_row *row,
                        int top)
{
    struct audit_field *fields;
    size_t count;
    struct error err = {0};
    const char *words = "";
    if (!audit_fields(visit->store, row->detail, &visit->frame, &fields, &count, &err))
        return;
    for (size_t i = 0; i < count; i++)
        if (fields[i].value[0])
            words = arena_text(&visit->frame, "%s%s%s", words, words[0] ? "   " : "",
                               words_of_field(visit, &fields[i]));
    canvas_paragraph(canvas, top, 0, canvas->columns, canvas->rows - top, STYLE_DIM, words);
}

/* Below the table what is known of the row one is in. */
static void draw(struct visit *visit, struct canvas *canvas)
{
    struct state *state = visit->state;
    const struct audit_row *row = table_selected(&state->table);
    int detail = canvas_narrow(canvas) ? 1 : 3;
    table_draw(visit, canvas, &state->table, 0, canvas->rows - detail);
    if (row)
        draw_detail(visit, canvas, row, canvas->rows - detail);
}

static bool verify(struct visit *visit, struct error *err)
{
    struct audit_verdict verdict;
    if (!audit_verify(visit->store, visit->actor, NULL, &verdict, err))
        return false;
    if (verdict.broken != 0)
        return error_tell(err, ERROR_CONFLICT, MSG("audit.broken"),
                          visit_digits(visit, verdict.broken));
    visit_say(visit, MSG("audit.whole"), visit_digits(visit, verdict.rows));
    return true;
}

static const struct key_binding keys[] = {
    {PRESS_TAB, MSG("audit.verify"), verify},
    {'/',       MSG("key.search"),   NULL  },
};

const struct screen screen_audit = {
    .name = "audit",
    .route = "audit",
    .title = MSG("audit.title"),
    .help = MSG("audit.help"),
    .needs = NEEDS(MAY_READ_TRAIL),
    .state_size = sizeof(struct state),
    .load = load,
    .draw = draw,
    .key = list_key,
    .keys = keys,
    .key_count = COUNT(keys),
};
