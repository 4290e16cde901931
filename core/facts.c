#include "core/facts.h"

static struct value text(const char *value)
{
    return *value ? (struct value){.kind = VALUE_TEXT, .text = value} : (struct value){0};
}

static struct value number(int64_t value)
{
    return (struct value){.kind = VALUE_INTEGER, .integer = value};
}

static struct value ask_kind(const struct moment *moment)
{
    return text(moment->kind);
}

static struct value ask_unexcused_days(const struct moment *moment)
{
    return number(moment->unexcused_days);
}

static struct value ask_returned(const struct moment *moment)
{
    return number(moment->returned);
}

static struct value ask_last_visit(const struct moment *moment)
{
    return text(moment->last_visit);
}

static struct value ask_last_result(const struct moment *moment)
{
    return text(moment->last_result);
}

static struct value ask_received_by(const struct moment *moment)
{
    return text(moment->received_by);
}

/* How each fact is asked, and the message that says what it means. */
static const struct {
    const char *meaning;
    struct value (*ask)(const struct moment *moment);
} facts[FACT_COUNT] = {
    {MSG("fact.kind"),           ask_kind          },
    {MSG("fact.unexcused_days"), ask_unexcused_days},
    {MSG("fact.returned"),       ask_returned      },
    {MSG("fact.last_visit"),     ask_last_visit    },
    {MSG("fact.last_result"),    ask_last_result   },
    {MSG("fact.received_by"),    ask_received_by   },
};

const char *const fact_names[FACT_COUNT] = {
    "kind",
    "unexcused_days",
    "returned",
    "last_visit",
    "last_result",
    "received_by",
};

const char *fact_meaning(size_t index)
{
    return facts[index].meaning;
}

void facts_of(const struct moment *moment, struct value values[static FACT_COUNT])
{
    for (size_t i = 0; i < FACT_COUNT; i++)
        values[i] = facts[i].ask(moment);
}
