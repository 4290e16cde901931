#include "tui/term/identity.h"

#include "core/base/error.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CLIENT_MOST = 64 /* bytes, of what the SSH client and its type of terminal are called */
};

/*
 * What it is asked to show, and the columns that takes where all is well. Each
 * has an even number of bytes, so that a client of another character set that
 * pairs them does not take in the question behind (facts: text.md 7); the Chinese
 * one is three characters there, none of them in the part that users define.
 */
enum sample {
    SAMPLE_ACCENT,
    SAMPLE_CHINESE,
    SAMPLE_RULE,
    SAMPLE_DOT,
    SAMPLE_DASH,
    SAMPLE_LIGATURE
};

static const struct {
    int columns, columns_in_gbk;
} samples[IDENTITY_SAMPLES] = {
    [SAMPLE_ACCENT] = {1, 2},
    [SAMPLE_CHINESE] = {4, 6},
    [SAMPLE_RULE] = {2, 0},
    [SAMPLE_DOT] = {1, 2},
    [SAMPLE_DASH] = {2, 0},
    [SAMPLE_LIGATURE] = {2, 0},
};

#define MEASURED(text) "\r" text "\033[6n"

/* In the order of the samples; then mode 8, the background, XTVERSION, DA2, and DA1 last, which
   all terminals answer. */
static const char questions[] =
    MEASURED("\u00e9") MEASURED("\u4eba\u4eba") MEASURED("\u2500\u2500") MEASURED("\u00b7")
        MEASURED("\u2014\u2014") MEASURED("\ufefb\ufefb") "\033[8$p\033]11;?\033\\\033[>q\033[>c\033[c";

#define MLTERM(uses_bidi) "\033]5379;use_ctl=" uses_bidi "\a"

/*
 * Terminals by the beginning of what they answer: to DA2, or to XTVERSION. The
 * first row that fits decides. Of those that are in no row nobody knows what
 * they do, and their person is asked.
 */
static const struct known {
    const char *answer;
    enum profile_kind profile;
    bool sure;
    bool careful; /* it is not to be trusted with all that an xterm does */
    const char *greeting, *farewell;
    const char *advice;
} known[] = {
  /* PuTTY; when it was young it had no REP, and it calls itself an xterm, which has. */
    {">0;136;",     PROFILE_IMPLICIT, true,  true,  "",              "",             NULL                          },
 /* mlterm counts characters, not columns, of what it is to erase. */
    {">24;",        PROFILE_VISUAL,   true,  true,  MLTERM("false"), MLTERM("true"), NULL                          },
 /* Konsole, kitty, xterm.js, Windows Terminal, xterm, foot, urxvt, Tera Term. */
    {">1;115;",     PROFILE_VISUAL,   false, false, "",              "",             MSG("terminal.advice.konsole")},
    {">1;4000;",    PROFILE_VISUAL,   false, false, "",              "",             MSG("terminal.advice.kitty")  },
    {">0;276;",     PROFILE_JITTER,   true,  false, "",              "",             NULL                          },
    {">|xterm.js(", PROFILE_JITTER,   true,  false, "",              "",             NULL                          },
    {">0;10;1",     PROFILE_VISUAL,   true,  false, "",              "",             NULL                          },
    {">|XTerm(",    PROFILE_VISUAL,   true,  false, "",              "",             NULL                          },
    {">|foot(",     PROFILE_VISUAL,   true,  false, "",              "",             NULL                          },
    {">85;",        PROFILE_VISUAL,   true,  false, "",              "",             NULL                          },
    {">32;",        PROFILE_VISUAL,   true,  false, "",              "",             NULL                          },
};

/* Told to leave right-to-left text alone (CSI 8 l), it says that it does, or that it will not. */
enum {
    MODE_SET = 1,
    MODE_RESET = 2,
    MODE_ALWAYS_SET = 3,
    MODE_ALWAYS_RESET = 4
};

const char *identity_questions(void)
{
    return questions;
}

static bool begins(const char *answer, const char *with)
{
    return strncmp(answer, with, strlen(with)) == 0;
}

/* "11;rgb:RRRR/GGGG/BBBB", of as many digits as it likes; the green tells enough. */
static int lightness(const char *answer)
{
    const char *green = strchr(answer, '/');
    char *end;
    if (!green)
        return 0;
    unsigned long value = strtoul(green + 1, &end, 16), most = 0;
    for (const char *digit = green + 1; digit < end && most < 0xffff; digit++)
        most = most << 4 | 0xf;
    return most == 0 || value > most ? 0 : (int)(1 + value * 99 / most);
}

static bool take_width(struct identity *identity, const char *answer)
{
    int row, column;
    if (identity->measured == IDENTITY_SAMPLES || sscanf(answer, "%4d;%4d", &row, &column) != 2
        || column < 1 || column > PROFILE_COLUMNS_MOST + 1)
        return false;
    identity->columns[identity->measured++] = column - 1;
    return true;
}

/* Keeps the printable ASCII of an answer: it becomes part of a name. */
static bool keep_text(char kept[static IDENTITY_ANSWER_SIZE], const char *answer)
{
    size_t length = 0;
    for (; *answer && length + 1 < IDENTITY_ANSWER_SIZE; answer++)
        if (*answer >= ' ' && *answer <= '~')
            kept[length++] = *answer;
    kept[length] = '\0';
    return true;
}

bool identity_answer(struct identity *identity, const char *answer, size_t length)
{
    int mode;
    char end = length > 0 ? answer[length - 1] : '\0';
    if (begins(answer, ">|"))
        return keep_text(identity->version, answer);
    if (begins(answer, "11;rgb")) {
        int light = lightness(answer);
        identity->light = light > 0 ? light : identity->light;
        return light > 0;
    }
    if (end == 'y' && sscanf(answer, "8;%1d$", &mode) == 1) {
        identity->bidi = mode;
        return true;
    }
    if (end == 'R')
        return take_width(identity, answer);
    if (end != 'c')
        return false;
    if (answer[0] == '>')
        return keep_text(identity->device, answer);
    bool first = !identity->complete;
    identity->complete = true;
    return first;
}

static const struct known *known_as(const struct identity *identity)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (begins(identity->device, known[i].answer) || begins(identity->version, known[i].answer))
            return &known[i];
    return NULL;
}

static bool measured_as(const struct identity *identity, enum sample sample, int columns)
{
    return identity->measured > (size_t)sample && identity->columns[sample] == columns;
}

static bool measured_otherwise(const struct identity *identity, enum sample sample)
{
    return identity->measured > (size_t)sample
        && identity->columns[sample] != samples[sample].columns;
}

static bool pairs_bytes(const struct identity *identity)
{
    return measured_as(identity, SAMPLE_ACCENT, samples[SAMPLE_ACCENT].columns_in_gbk)
        && measured_as(identity, SAMPLE_CHINESE, samples[SAMPLE_CHINESE].columns_in_gbk);
}

struct speech identity_speech(const struct identity *identity)
{
    const struct known *who = known_as(identity);
    struct speech speech = {.profile = PROFILE_VISUAL};
    if (who)
        speech = (struct speech){.profile = who->profile, .sure = who->sure};
    if (identity->bidi == MODE_RESET || identity->bidi == MODE_ALWAYS_RESET)
        speech = (struct speech){.profile = PROFILE_VISUAL, .sure = true};
    else if (identity->bidi == MODE_SET || identity->bidi == MODE_ALWAYS_SET)
        speech = (struct speech){.profile = PROFILE_LINE};
    if (measured_otherwise(identity, SAMPLE_LIGATURE))
        speech.sure = false;
    if (pairs_bytes(identity))
        speech = (struct speech){.profile = PROFILE_GBK, .sure = true};
    for (int i = 0; i < IDENTITY_SAMPLES; i++)
        speech.plain |= i != SAMPLE_CHINESE && i != SAMPLE_LIGATURE
            && measured_otherwise(identity, (enum sample)i);
    return speech;
}

bool identity_utf8(const struct identity *identity)
{
    return measured_as(identity, SAMPLE_CHINESE, samples[SAMPLE_CHINESE].columns);
}

const char *identity_greeting(const struct identity *identity)
{
    const struct known *who = known_as(identity);
    return who ? who->greeting : "";
}

const char *identity_farewell(const struct identity *identity)
{
    const struct known *who = known_as(identity);
    return who ? who->farewell : "";
}

bool identity_careful(const struct identity *identity)
{
    const struct known *who = known_as(identity);
    return who && who->careful;
}

const char *identity_advice(const struct identity *identity)
{
    const struct known *who = known_as(identity);
    return who ? who->advice : NULL;
}

/* Letters and signs up to the first digit: "OpenSSH_", "PuTTY_Release_". */
static int without_numbers(const char *client)
{
    static const char protocol[] = "SSH-2.0-";
    int length = 0;
    if (begins(client, protocol))
        length = (int)strlen(protocol);
    while (length < CLIENT_MOST && client[length] && !isdigit((unsigned char)client[length]))
        length++;
    return length;
}

const char *identity_name(const struct identity *identity, const char *client, const char *type,
                          char name[static IDENTITY_NAME_SIZE])
{
    const char *charset = pairs_bytes(identity) ? "gbk" : "";
    snprintf(name, IDENTITY_NAME_SIZE, "%.*s|%.*s|%s|%s|%s", without_numbers(client), client,
             CLIENT_MOST, type, identity->device, identity->version, charset);
    return name;
}
