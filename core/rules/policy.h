/*
 * A county's rules, read from core/policies/NAME.yaml: calendar conventions,
 * ages, what opens a case, the rungs of the ladder, and who does what by when.
 *
 * Rules are data: another county is another file. A policy is read and checked
 * whole before any session starts, and never changes afterwards. Every item
 * says its clause, or that the county chose it where its document sets no number.
 */
#ifndef CORE_POLICY_H
#define CORE_POLICY_H

#include "core/days/calendar.h"
#include "core/posts/permit.h"
#include "core/rules/expression.h"
#include "i18n/catalogue.h"

struct store;

/* The policy's own words, one text a language; never NULL once it is read. */
struct policy_words {
    const char *in[LANGUAGE_COUNT];
};

/* Which of a case's places a role is looked for from (H7): its class and school, or its group. */
enum line {
    LINE_SCHOOL,
    LINE_HOUSEHOLD
};

struct policy_post {
    enum role role;
    enum line line;
};

struct policy_posts {
    const struct policy_post *rows;
    size_t count;
};

struct policy_texts {
    const char *const *rows;
    size_t count;
};

/* Something that must be done: a rung of the ladder, or one of the duties in policy->duties. */
struct policy_rung {
    const char *name;              /* "joint_visit" */
    const char *clause;            /* "H17 3(2)" */
    bool chosen_by_county;         /* the document sets no such number */
    struct policy_words title;     /* what to do, as a line of today says it */
    struct policy_words because;   /* why, shorter still; {0} is the number of counted days */
    struct policy_words asks;      /* what the clause asks for, in a sentence or two */
    struct policy_texts kinds;     /* of cases; none: of every kind */
    const char *when;              /* an expression over facts; NULL in policy->duties */
    struct period after;           /* falls due when it has held for longer; count 0: at once */
    const char *until;             /* an expression that ends what is open; NULL: being done alone does */
    struct period repeats;         /* begins again so long after it began, once it was done */
    struct policy_post post;       /* whose duty it is */
    struct policy_posts with;      /* who takes part, and sees the duty too */
    struct policy_posts tells;     /* who gets a line when it falls due */
    struct policy_posts result_to; /* who gets a line when it is done */
    struct period within;
    const char *by;                 /* and by which hour of its last day, "10:00"; NULL: at any hour */
    struct policy_posts overdue_to; /* who gets it next, one step a day of the period's unit */
    struct period lapses;           /* how long it is asked for at all; count 0: until it is done */
    struct policy_texts done_by;    /* kinds of events; any one fulfils it */
    const char *form;               /* what is filled for it; NULL: none */
    struct policy_posts recipients; /* of a written report */
};

/* What makes a case begin. */
struct policy_opening {
    const char *kind; /* "absent"; the catalogue has "case.kind.absent" */
    const char *clause;
    const char *when;             /* for cases that begin with an absence; NULL otherwise */
    struct policy_texts findings; /* kinds of findings that a case of this kind settles */
    struct policy_words asks;
    bool chosen_by_county;
};

/* The status a case has while an expression holds; the last one that holds counts. */
struct policy_status {
    const char *status, *clause, *when;
    struct period after; /* for longer than that it must hold */
    struct policy_words asks;
    bool chosen_by_county;
};

/* Ages on one day of the year at which a school year begins. */
struct policy_band {
    const char *stage; /* "preschool", "primary", "junior" */
    int from, to;      /* whole years, both included */
};

/* A span of every year, "09-01" to "01-15"; it may reach over the new year. */
struct policy_span {
    const char *first, *last;
    struct policy_words name;
};

/* A step with legal effect, in the order in which they are taken (D4, A13, Y11, N2). */
struct policy_step {
    const char *event; /* "order.served" */
    const char *clause;
    bool chosen_by_county;
    struct policy_words name, asks;
    const enum role *by; /* who takes it */
    size_t by_count;
    struct period reply;      /* how long the family has to comply, from its service; count 0: unsaid */
    const enum role *skip_by; /* whose word it takes to leave it out */
    size_t skip_count;
};

/* What a round's day is counted from. */
enum policy_anchor {
    ANCHOR_DAY, /* policy_round.day of every year */
    ANCHOR_TERM_START,
    ANCHOR_TERM_END,
    ANCHOR_YEAR_START, /* the first day of the school year's first term */
    ANCHOR_YEAR_END,
    ANCHOR_MONTH_START,
    ANCHOR_MONTH_END,
    ANCHOR_QUARTER_END
};

/* What is due on days of the year, at every place of a kind, without any child (Y1, H13, D3). */
struct policy_round {
    struct policy_rung duty; /* name, clause, words, post, within, form, overdue */
    struct policy_texts stages;
    enum policy_anchor anchor;
    const char *day; /* "06-30" */
    struct period before, from, repeats;
    bool nil;         /* nothing to report is a report, too */
    bool school_time; /* none begins outside the terms */
    struct policy_posts to;
};

/* What comes back again and again while a plan goes on. */
struct policy_beat {
    struct policy_rung duty; /* name, clause, words, done_by, form, overdue; the plan says whose it is */
    struct period every;     /* count 0: once in each term */
    int times;               /* in each of them; 1 when the policy does not say */
    bool school_time;        /* nothing is due in a period without a school day */
};

/* What can be agreed for a child (Y10, A11, A9, A8, A12). */
struct policy_plan {
    const char *name; /* "pairing"; the catalogue has nothing: the policy names it */
    const char *clause;
    bool chosen_by_county;
    struct policy_words title, asks;
    const char *form; /* the paper that is its beginning; NULL for none */
    struct policy_post post;
    unsigned kept_by;             /* roles that may keep it, too, as bits (A9, A11, H5) */
    struct policy_texts needs;    /* papers that must be named when it begins */
    struct policy_posts confirms; /* none, or the one whose word it takes before it stands */
    struct period lasts;          /* until it is reviewed; count 0: no review unless one is set */
    const struct policy_beat *beats;
    size_t beat_count;
};

/* Support groups (A2, Y14, H5, D10, N6); who marks a confidential one is in requirements 10. */
struct policy_group {
    const char *name, *clause;
    struct policy_words title, asks;
    struct policy_texts plans; /* that each of its children should have, by name */
    bool confidential, chosen_by_county;
};

/* What the county must reach, in percent (H1, N8); at_least or at_most is -1. */
struct policy_target {
    const char *indicator, *of, *clause;
    int at_least, at_most;
    struct policy_words asks;
    bool chosen_by_county;
};

/* Who answers for what (A14, N3, H7). */
struct policy_answer {
    const char *level, *clause;
    enum role role;
    struct policy_words answers_for;
    bool chosen_by_county;
};

/* What is kept for a time and then erased (requirements 10). */
enum policy_kept {
    KEPT_CLOSED_CASE, /* after it was closed */
    KEPT_ADULT,       /* everything of a person, after the eighteenth birthday */
    KEPT_LETTER,      /* of no case, after it was answered */
    KEPT_RECORD,      /* a paper of no case, after it was completed */
    KEPT_COUNT
};

/* How long. */
struct policy_keeping {
    enum policy_kept what;
    const char *clause;
    struct period keep; /* months, weeks or calendar days */
    struct policy_words asks;
    bool chosen_by_county;
};

/* A clause that is no rule, and why. */
struct policy_note {
    const char *clause;
    struct policy_words why;
};

/* The duties that are no rung. */
enum policy_duty {
    POLICY_ATTENDANCE,      /* a class reports its day */
    POLICY_CONFIRM_CLOSING, /* a second person looks at the evidence */
    POLICY_RECEIVE_REPORT,  /* each recipient confirms its copy */
    POLICY_ASSIGNED,        /* the post newly in charge begins */
    POLICY_FINDING,         /* a school settles what two lists disagree on */
    POLICY_TRANSFER,        /* whoever is offered a case accepts or refuses it; may be missing */
    POLICY_LETTER,          /* another place's letter is answered; may be missing */
    POLICY_LETTER_SENT,     /* the answer to ours is waited for; may be missing */
    POLICY_HANDOVER,        /* both schools sign the handover list; may be missing */
    POLICY_REVIEW_PLAN,     /* a plan's review has come */
    POLICY_LINES,           /* a school finds out where its lines differ; may be missing */
    POLICY_VACANT_POST,     /* somebody is to hold a post that something is due for; may be missing */
    POLICY_CONFIRM_PLAN,    /* a plan waits for the word that makes it stand */
    POLICY_DUTY_COUNT
};

/* How long those who do not come after a handover are the primary school's (H11). */
struct policy_handover {
    const char *clause;        /* NULL: the county has no such rule */
    struct policy_texts kinds; /* of cases that go by it */
    struct period within;
    struct policy_words asks;
};

struct policy {
    int64_t version;      /* of the county's own rules (core/rules/rules.h); 0: as the program has them */
    struct policy *older; /* rules that cases began under; NULL: none */
    const char *name;     /* "hutubi" */
    const char *code;     /* the county's division code */
    struct policy_words county;
    struct policy_words document;

    bool weekend[8];                 /* by date_weekday(): true when no school teaches */
    const struct policy_span *terms; /* the convention while no term is entered */
    size_t term_count;
    const struct policy_span *holidays; /* the same in every year */
    size_t holiday_count;

    const char *age_day; /* "08-31" */
    const char *age_clause;
    const struct policy_band *bands;
    size_t band_count;

    const struct policy_opening *openings;
    size_t opening_count;
    const struct policy_status *statuses;
    size_t status_count;
    const struct policy_rung *rungs;
    size_t rung_count;
    struct policy_rung duties[POLICY_DUTY_COUNT]; /* one that is missing has no name */
    struct policy_handover handover;

    const struct policy_step *steps;
    size_t step_count;
    const struct policy_round *rounds;
    size_t round_count;
    const struct policy_plan *plans;
    size_t plan_count;
    const struct policy_group *groups;
    size_t group_count;
    const struct policy_target *targets;
    size_t target_count;
    const struct policy_answer *answers;
    size_t answer_count;
    const struct policy_keeping *keepings;
    size_t keeping_count;
    const struct policy_note *notes;
    size_t note_count;

    struct arena arena;
};

/* A mistake in a policy's file: its line and the reason, as a message. */
struct policy_mistake {
    int line;
    struct error reason; /* {0} of its message is "FILE:LINE" */
};

/*
 * The policy of a name: DIR/policies/NAME.yaml of the county's folder when it is there, else
 * the one in the program (folder may be NULL). NULL with the first mistake in err. Lives
 * until policy_close().
 */
struct policy *policy_open(const char *folder, const char *name, struct error *err);
/* The same of a file. */
struct policy *policy_open_file(const char *path, struct error *err);
/* The same of a text; name is what errors call it. */
struct policy *policy_open_text(const char *name, const char *text, size_t length,
                                struct error *err);
/* Closes its older ones, too. */
void policy_close(struct policy *policy);

/* The text that policy_open() would read, in the arena. */
bool policy_source(const char *folder, const char *name, struct arena *arena, const char **text,
                   size_t *length, struct error *err);

/* The rules of a version; the policy itself when it, or none of its older ones, is that. */
const struct policy *policy_of(const struct policy *policy, int64_t version);

/*
 * Reads a file as a policy and lists every mistake in it, by line; none: it is one. False
 * when it is no YAML, which is the one mistake, or cannot be read.
 */
bool policy_check(const char *path, struct arena *arena, const struct policy_mistake **mistakes,
                  size_t *count, struct error *err);

/* Whether a word is one of the texts. */
bool policy_lists(const struct policy_texts *texts, const char *word);

/* "closed_case", as a policy and the catalogue ("rule.keep.closed_case") have it. */
const char *policy_kept_name(enum policy_kept what);

/* NULL when the policy keeps it for ever. */
const struct policy_keeping *policy_keeping(const struct policy *policy, enum policy_kept what);

/* NULL when there is no rung of the name. */
const struct policy_rung *policy_rung(const struct policy *policy, const char *name);

/* NULL when there is none of the name. */
const struct policy_round *policy_round(const struct policy *policy, const char *name);
const struct policy_plan *policy_plan(const struct policy *policy, const char *name);
const struct policy_group *policy_group(const struct policy *policy, const char *name);
const struct policy_beat *policy_beat(const struct policy_plan *plan, const char *name);
const struct policy_step *policy_step(const struct policy *policy, const char *event);

/*
 * What the policy says of a duty, by duty.kind and duty.rung: the rung of a "rung", the round of
 * a "round", "PLAN/BEAT" of a "beat", else the row of policy->duties; NULL when the policy has no
 * such rule (any more).
 */
const struct policy_rung *policy_duty(const struct policy *policy, const char *kind,
                                      const char *rung);

/* The kind of case that settles a kind of finding; NULL when none does. */
const struct policy_opening *policy_opening_for(const struct policy *policy, const char *finding);

/* Whether the policy has cases of the kind. */
bool policy_has_kind(const struct policy *policy, const char *kind);

/*
 * The stage a child should be in, by its age on the day from which the school year of today
 * counts: "preschool", "primary", "junior"; "" when it is in none, or born is not known.
 */
const char *policy_stage(const struct policy *policy, const char *born, const char *today);

/* Whether that stage is compulsory: of school age (D1, H3). */
bool policy_school_age(const struct policy *policy, const char *born, const char *today);

/* The days of birth that make a child of school age: the first and the last, in the arena. */
void policy_school_births(const struct policy *policy, const char *today, struct arena *arena,
                          const char **first, const char **last);

#endif
