#include "core/exchange/markup.h"

#include "core/base/arena.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK = 32 * 1024,
    DEEPEST = 64,            /* levels; sheets need eight */
    TOKEN_MOST = 256 * 1024, /* bytes of a tag or a remark, which lies in memory until it ends */
};

struct markup {
    XML_Parser parser;
    struct package_part *part;
    const struct markup_events *events;
    void *context;
    struct error fault;
    int depth;
    size_t stuck; /* bytes read since anything was told */
    bool last;    /* the part has no more bytes */
    bool paused;
};

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

/* The place is the part and the line; {1} is the detail. */
static bool refuse(struct markup *markup, const char *key, const char *detail)
{
    ARENA(scratch);
    struct error why = {0};
    (void)error_tell(&why, ERROR_INVALID, key,
                     arena_text(&scratch, "%s:%lu", package_part_called(markup->part),
                                (unsigned long)XML_GetCurrentLineNumber(markup->parser)),
                     detail);
    return markup_refuse(markup, &why);
}

bool markup_refuse(struct markup *markup, const struct error *why)
{
    if (markup->fault.kind == ERROR_NONE)
        markup->fault = *why;
    XML_StopParser(markup->parser, XML_FALSE);
    return false;
}

void markup_pause(struct markup *markup)
{
    if (markup->fault.kind == ERROR_NONE && !markup->paused)
        XML_StopParser(markup->parser, XML_TRUE);
    markup->paused = true;
}

static void XMLCALL begins(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct markup *markup = context;
    markup->stuck = 0;
    if (++markup->depth > DEEPEST)
        (void)refuse(markup, MSG("markup.deep"), "");
    else if (markup->events->begins)
        markup->events->begins(markup->context, local(name), (const char *const *)attributes);
}

static void XMLCALL ends(void *context, const XML_Char *name)
{
    struct markup *markup = context;
    markup->stuck = 0;
    markup->depth--;
    if (markup->events->ends)
        markup->events->ends(markup->context, local(name));
}

static void XMLCALL text(void *context, const XML_Char *bytes, int length)
{
    struct markup *markup = context;
    markup->stuck = 0;
    if (markup->events->text)
        markup->events->text(markup->context, bytes, (size_t)length);
}

static void XMLCALL begins_doctype(void *context, const XML_Char *name, const XML_Char *system,
                                   const XML_Char *public, int internal)
{
    (void)system, (void)public, (void)internal;
    (void)refuse(context, MSG("markup.doctype"), name);
}

static void XMLCALL other(void *context, const XML_Char *bytes, int length)
{
    struct markup *markup = context;
    (void)bytes, (void)length;
    markup->stuck = 0;
}

struct markup *markup_open(struct package_part *part, const struct markup_events *events,
                           void *context)
{
    struct markup *markup = calloc(1, sizeof *markup);
    if (!markup || !(markup->parser = XML_ParserCreate(NULL)))
        abort();
    markup->part = part;
    markup->events = events;
    markup->context = context;
    XML_SetUserData(markup->parser, markup);
    XML_SetElementHandler(markup->parser, begins, ends);
    XML_SetCharacterDataHandler(markup->parser, text);
    XML_SetStartDoctypeDeclHandler(markup->parser, begins_doctype);
    XML_SetDefaultHandler(markup->parser, other);
    return markup;
}

void markup_close(struct markup *markup)
{
    if (!markup)
        return;
    XML_ParserFree(markup->parser);
    package_part_close(markup->part);
    free(markup);
}

/* Reads on in what a pause left over, or else a piece more. */
static enum XML_Status read_on(struct markup *markup)
{
    XML_ParsingStatus status;
    XML_GetParsingStatus(markup->parser, &status);
    if (status.parsing == XML_SUSPENDED)
        return XML_ResumeParser(markup->parser);

    size_t size = CHUNK;
    char *buffer = XML_GetBuffer(markup->parser, CHUNK);
    if (!buffer)
        abort();
    struct error err = {0};
    if (!package_part_read(markup->part, buffer, &size, &err))
        return markup_refuse(markup, &err), XML_STATUS_ERROR;
    markup->last = size == 0;
    markup->stuck += size;
    if (markup->stuck > TOKEN_MOST)
        return refuse(markup, MSG("markup.token"), ""), XML_STATUS_ERROR;
    return XML_ParseBuffer(markup->parser, (int)size, markup->last);
}

static bool fail(struct markup *markup, struct error *err)
{
    if (markup->fault.kind == ERROR_NONE)
        (void)refuse(markup, MSG("markup.broken"),
                     XML_ErrorString(XML_GetErrorCode(markup->parser)));
    *err = markup->fault;
    return false;
}

bool markup_run(struct markup *markup, bool *ended, struct error *err)
{
    XML_ParsingStatus status;
    markup->paused = *ended = false;
    if (markup->fault.kind != ERROR_NONE)
        return fail(markup, err);
    do {
        XML_GetParsingStatus(markup->parser, &status);
        if (status.parsing == XML_FINISHED) {
            *ended = true;
            return true;
        }
        if (read_on(markup) == XML_STATUS_ERROR)
            return fail(markup, err);
    } while (!markup->paused);
    return true;
}

const char *markup_attribute(const char *const attributes[], const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(local(attributes[i]), name) == 0)
            return attributes[i + 1];
    return NULL;
}
