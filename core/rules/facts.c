#include "core/rules/facts.h"

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

static struct value ask_steps(const struct moment *moment)
{
    return text(moment->steps);
}

static struct value ask_status(const struct moment *moment)
{
    return text(moment->status);
}

static struct value ask_whereabouts(const struct moment *moment)
{
    return text(moment->whereabouts);
}

static struct value ask_roll_found(const struct moment *moment)
{
    return text(moment->roll_found);
}

static struct value ask_marked(const struct moment *moment)
{
    return text(moment->marked);
}

static struct value ask_placed(const struct moment *moment)
{
    return text(moment->placed);
}

static struct value ask_enrolled(const struct moment *moment)
{
    return number(moment->enrolled);
}

static struct value ask_stage(const struct moment *moment)
{
    return text(moment->stage);
}

static struct value ask_age(const struct moment *moment)
{
    return moment->age < 0 ? (struct value){0} : number(moment->age);
}

static struct value ask_out_days(const struct moment *moment)
{
    return number(moment->out_days);
}

static struct value ask_persuasions(const struct moment *moment)
{
    return number(moment->persuasions);
}

static struct value ask_plans(const struct moment *moment)
{
    return text(moment->plans);
}

static struct value ask_term_days(const struct moment *moment)
{
    return moment->term_days < 0 ? (struct value){0} : number(moment->term_days);
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
    {MSG("fact.steps"),          ask_steps         },
    {MSG("fact.status"),         ask_status        },
    {MSG("fact.whereabouts"),    ask_whereabouts   },
    {MSG("fact.roll_found"),     ask_roll_found    },
    {MSG("fact.marked"),         ask_marked        },
    {MSG("fact.placed"),         ask_placed        },
    {MSG("fact.enrolled"),       ask_enrolled      },
    {MSG("fact.stage"),          ask_stage         },
    {MSG("fact.age"),            ask_age           },
    {MSG("fact.out_days"),       ask_out_days      },
    {MSG("fact.persuasions"),    ask_persuasions   },
    {MSG("fact.plans"),          ask_plans         },
    {MSG("fact.term_days"),      ask_term_days     },
};

const char *const fact_names[FACT_COUNT] = {
    "kind",
    "unexcused_days",
    "returned",
    "last_visit",
    "last_result",
    "received_by",
    "steps",
    "status",
    "whereabouts",
    "roll_found",
    "marked",
    "placed",
    "enrolled",
    "stage",
    "age",
    "out_days",
    "persuasions",
    "plans",
    "term_days",
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
