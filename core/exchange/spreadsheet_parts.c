#define _GNU_SOURCE 1 /* strcasestr() */
#include "core/exchange/spreadsheet_parts.h"

#include "core/exchange/cell.h"
#include "core/exchange/markup.h"
#include "core/exchange/spreadsheet.h"

#include <stdlib.h>
#include <string.h>

enum {
    RELATIONS_MOST = 1000,
    NAME_MOST = 1000, /* bytes of a sheet's name, a part's path or a format */
    FORMATS_MOST = 64 * 1024,
    FIRST_ROOM = 4096,
};

/* A part that another one names. */
struct relation {
    const char *id, *kind, *part;
};

/* One part while it is read; which state counts is up to its events. */
struct reading {
    struct spreadsheet_parts *parts;
    struct markup *markup;
    const char *folder; /* in which relations begin, with its slash */
    struct relation *relations;
    size_t relation_count;
    unsigned char *custom; /* 1 + enum cell_kind by number of a format of its own */
    bool within, phonetic; /* a text; a remark on how it is read aloud */
};

static const char *attribute(const char *const attributes[], const char *name)
{
    const char *value = markup_attribute(attributes, name);
    return value && strlen(value) <= NAME_MOST ? value : "";
}

void *spreadsheet_grow(void *rows, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return rows;
    while (*room <= count)
        *room = *room ? 2 * *room : FIRST_ROOM;
    rows = realloc(rows, *room * size);
    if (!rows)
        abort();
    return rows;
}

static bool refuse(struct reading *reading, const char *key, const char *value)
{
    struct error why = {0};
    (void)error_tell(&why, ERROR_INVALID, key, value);
    return markup_refuse(reading->markup, &why);
}

static bool read_part(struct reading *reading, const char *name, const struct markup_events *events,
                      struct error *err)
{
    struct package_part *part = package_part_open(reading->parts->package, name, err);
    if (!part)
        return false;
    bool ended;
    reading->markup = markup_open(part, events, reading);
    bool ok = markup_run(reading->markup, &ended, err);
    markup_close(reading->markup);
    return ok;
}

static const char *behind_last(const char *text, char sign)
{
    const char *last = strrchr(text, sign);
    return last ? last + 1 : text;
}

/* --- What kinds of parts there are ------------------------------------------------------------ */

static void type_begins(void *context, const char *name, const char *const attributes[])
{
    struct reading *reading = context;
    const char *type = attribute(attributes, "ContentType");
    (void)name;
    if (strcasestr(type, "macroEnabled") || strcasestr(type, "vbaProject"))
        (void)refuse(reading, MSG("spreadsheet.macros"), attribute(attributes, "PartName"));
}

static bool check_types(struct reading *reading, struct error *err)
{
    static const struct markup_events events = {.begins = type_begins};
    struct error missing = {0};
    const char *name;
    for (size_t i = 0; (name = package_part_name(reading->parts->package, i)); i++)
        if (strcasestr(name, "vbaProject"))
            return error_tell(err, ERROR_INVALID, MSG("spreadsheet.macros"), name);
    if (read_part(reading, "[Content_Types].xml", &events, &missing))
        return true;
    if (missing.kind == ERROR_MISSING)
        return error_set(err, ERROR_INVALID, MSG("spreadsheet.none"), "no content types");
    *err = missing;
    return false;
}

/* --- Which part is where ---------------------------------------------------------------------- */

static void relation_begins(void *context, const char *name, const char *const attributes[])
{
    struct reading *reading = context;
    struct arena *arena = &reading->parts->arena;
    bool outside = strcmp(attribute(attributes, "TargetMode"), "External") == 0;
    if (outside || strcmp(name, "Relationship") != 0)
        return;
    if (reading->relation_count == RELATIONS_MOST) {
        (void)refuse(reading, MSG("package.too-many-parts"),
                     arena_text(arena, "%d", RELATIONS_MOST));
        return;
    }
    const char *target = attribute(attributes, "Target");
    reading->relations[reading->relation_count++] = (struct relation){
        .id = arena_text(arena, "%s", attribute(attributes, "Id")),
        .kind = arena_text(arena, "%s", behind_last(attribute(attributes, "Type"), '/')),
        .part = *target == '/' ? arena_text(arena, "%s", target + 1)
                               : arena_text(arena, "%s%s", reading->folder, target),
    };
}

/* The relations of a part; "" is the package itself. */
static bool read_relations(struct reading *reading, const char *part, struct error *err)
{
    static const struct markup_events events = {.begins = relation_begins};
    struct arena *arena = &reading->parts->arena;
    const char *name = behind_last(part, '/');
    reading->folder = arena_copy(arena, part, (size_t)(name - part));
    reading->relations = arena_array(arena, struct relation, RELATIONS_MOST);
    reading->relation_count = 0;
    return read_part(reading, arena_text(arena, "%s_rels/%s.rels", reading->folder, name), &events,
                     err);
}

static const char *find_related(const struct reading *reading, const char *kind, const char *id)
{
    for (size_t i = 0; i < reading->relation_count; i++) {
        const struct relation *relation = &reading->relations[i];
        if (strcmp(relation->kind, kind) == 0 && (!id || strcmp(relation->id, id) == 0))
            return relation->part;
    }
    return NULL;
}

/* --- The sheets ------------------------------------------------------------------------------- */

static void add_sheet(struct reading *reading, const char *const attributes[])
{
    struct spreadsheet_parts *parts = reading->parts;
    const char *part = find_related(reading, "worksheet", attribute(attributes, "id"));
    if (!part) /* a chart */
        return;
    if (parts->sheet_count == SPREADSHEET_SHEETS_MOST) {
        (void)refuse(reading, MSG("spreadsheet.too-many-sheets"),
                     arena_text(&parts->arena, "%d", SPREADSHEET_SHEETS_MOST));
        return;
    }
    parts->sheets[parts->sheet_count++] = (struct spreadsheet_sheet){
        arena_text(&parts->arena, "%s", attribute(attributes, "name")), part};
}

static void spreadsheet_begins(void *context, const char *name, const char *const attributes[])
{
    struct reading *reading = context;
    if (strcmp(name, "sheet") == 0)
        add_sheet(reading, attributes);
    if (strcmp(name, "workbookPr") == 0) {
        const char *flag = attribute(attributes, "date1904");
        reading->parts->from_1904 = strcmp(flag, "1") == 0 || strcmp(flag, "true") == 0;
    }
}

static bool read_sheets(struct reading *reading, struct error *err)
{
    static const struct markup_events events = {.begins = spreadsheet_begins};
    struct spreadsheet_parts *parts = reading->parts;
    if (!read_relations(reading, "", err))
        return false;
    const char *main_part = find_related(reading, "officeDocument", NULL);
    if (!main_part)
        return error_set(err, ERROR_INVALID, MSG("spreadsheet.none"), "no document in it");
    parts->sheets = arena_array(&parts->arena, struct spreadsheet_sheet, SPREADSHEET_SHEETS_MOST);
    return read_relations(reading, main_part, err)
        && read_part(reading, main_part, &events, err)
        && (parts->sheet_count > 0
            || error_set(err, ERROR_INVALID, MSG("spreadsheet.none"), "no sheet in it"));
}

/* --- Formats ---------------------------------------------------------------------------------- */

static long format_number(const char *const attributes[])
{
    long number = strtol(attribute(attributes, "numFmtId"), NULL, 10);
    return number >= 0 && number < FORMATS_MOST ? number : 0;
}

static void add_kind(struct reading *reading, long format)
{
    struct spreadsheet_parts *parts = reading->parts;
    int custom = reading->custom[format];
    if (parts->kind_count < FORMATS_MOST)
        parts->kinds[parts->kind_count++] =
            (unsigned char)(custom ? custom - 1 : (int)cell_kind_of(format, NULL));
}

/* Formats of its own come first, then those of cells, which name them by number. */
static void style_begins(void *context, const char *name, const char *const attributes[])
{
    struct reading *reading = context;
    long format = format_number(attributes);
    if (strcmp(name, "numFmt") == 0)
        reading->custom[format] =
            (unsigned char)(1 + cell_kind_of(format, attribute(attributes, "formatCode")));
    else if (strcmp(name, "cellXfs") == 0)
        reading->within = true;
    else if (strcmp(name, "xf") == 0 && reading->within)
        add_kind(reading, format);
}

static void style_ends(void *context, const char *name)
{
    struct reading *reading = context;
    if (strcmp(name, "cellXfs") == 0)
        reading->within = false;
}

static bool read_styles(struct reading *reading, struct error *err)
{
    static const struct markup_events events = {.begins = style_begins, .ends = style_ends};
    struct spreadsheet_parts *parts = reading->parts;
    const char *part = find_related(reading, "styles", NULL);
    if (!part)
        return true;
    ARENA(scratch);
    parts->kinds = arena_alloc(&parts->arena, FORMATS_MOST);
    reading->custom = arena_alloc(&scratch, FORMATS_MOST);
    return read_part(reading, part, &events, err);
}

/* --- Texts ------------------------------------------------------------------------------------ */

static int hex_sign(const char *text)
{
    int sign = 0;
    for (int i = 0; i < 4; i++) {
        const char *digit = text[i] ? strchr("0123456789abcdef", text[i] | 0x20) : NULL;
        if (!digit)
            return -1;
        sign = sign << 4 | (int)(digit - "0123456789abcdef");
    }
    return sign;
}

void spreadsheet_plain(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        int sign = (unsigned char)*from;
        if (from[0] == '_' && from[1] == 'x' && strnlen(from, 7) == 7 && from[6] == '_') {
            int meant = hex_sign(from + 2);
            bool narrow = meant >= 0 && meant < 0x80;
            sign = narrow ? meant : sign;
            from += narrow ? 6 : 0;
        }
        if (sign >= ' ' || sign == '\t' || sign == '\n')
            *to++ = (char)sign;
    }
    *to = '\0';
}

static void put_text(struct spreadsheet_parts *parts, const char *bytes, size_t length)
{
    parts->texts = spreadsheet_grow(parts->texts, parts->text_used + length, &parts->text_room, 1);
    memcpy(parts->texts + parts->text_used, bytes, length);
    parts->text_used += length;
}

static void text_begins(void *context, const char *name, const char *const attributes[])
{
    struct reading *reading = context;
    struct spreadsheet_parts *parts = reading->parts;
    (void)attributes;
    reading->within = strcmp(name, "t") == 0 && !reading->phonetic;
    if (strcmp(name, "rPh") == 0)
        reading->phonetic = true;
    if (strcmp(name, "si") != 0)
        return;
    if (parts->begin_count == SPREADSHEET_TEXTS_MOST) {
        (void)refuse(reading, MSG("spreadsheet.too-many-texts"), "");
        return;
    }
    parts->begins = spreadsheet_grow(parts->begins, parts->begin_count, &parts->begin_room,
                                     sizeof *parts->begins);
    parts->begins[parts->begin_count++] = (uint32_t)parts->text_used;
}

static void text_ends(void *context, const char *name)
{
    struct reading *reading = context;
    struct spreadsheet_parts *parts = reading->parts;
    reading->within = false;
    if (strcmp(name, "rPh") == 0)
        reading->phonetic = false;
    if (strcmp(name, "si") != 0 || parts->begin_count == 0)
        return;
    put_text(parts, "", 1);
    char *text = parts->texts + parts->begins[parts->begin_count - 1];
    spreadsheet_plain(text);
    parts->text_used = (size_t)(text - parts->texts) + strlen(text) + 1;
}

static void text_text(void *context, const char *bytes, size_t length)
{
    struct reading *reading = context;
    struct spreadsheet_parts *parts = reading->parts;
    if (!reading->within || parts->begin_count == 0)
        return;
    if (parts->text_used + length >= SPREADSHEET_TEXT_MOST)
        (void)refuse(reading, MSG("spreadsheet.too-many-texts"), "");
    else
        put_text(parts, bytes, length);
}

static bool read_texts(struct reading *reading, struct error *err)
{
    static const struct markup_events events = {text_begins, text_ends, text_text};
    const char *part = find_related(reading, "sharedStrings", NULL);
    reading->within = false;
    return !part || read_part(reading, part, &events, err);
}

bool spreadsheet_parts_read(struct spreadsheet_parts *parts, struct error *err)
{
    struct reading reading = {.parts = parts};
    return check_types(&reading, err)
        && read_sheets(&reading, err)
        && read_styles(&reading, err)
        && read_texts(&reading, err);
}

void spreadsheet_parts_clear(struct spreadsheet_parts *parts)
{
    package_close(parts->package);
    arena_clear(&parts->arena);
    free(parts->texts);
    free(parts->begins);
}
