#include "forms/paper/pdf.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>

#define SERIF  "Noto Serif CJK SC"
#define UYGHUR "UKIJ Tuz"

/*
 * A language that Pango knows nothing of: it then takes every script for one of this language and
 * needs one set of fonts a face. A set costs a thread when it is first asked for.
 */
#define ANY_LANGUAGE "qaa"

enum {
    LAYOUTS_MOST = 1000,
    SET_SIZE = 12 /* that text is laid out in, whatever its size: one set of fonts again */
};

/* The Song face of Chinese documents and the face of Uyghur ones; each has the other behind it. */
static const char *const families[LANGUAGE_COUNT] = {
    [LANGUAGE_ZH] = SERIF "," UYGHUR,
    [LANGUAGE_UG] = UYGHUR "," SERIF,
    [LANGUAGE_EN] = SERIF "," UYGHUR,
};

/* The sizes of Chinese documents: title 小二, letters 四号, tables 五号. Leading is room for the
   marks of Uyghur. */
static const struct {
    double size, leading;
    PangoWeight weight;
} styles[PDF_STYLE_COUNT] = {
    [PDF_TEXT] = {10.5, 17, PANGO_WEIGHT_NORMAL},
    [PDF_LABEL] = {10.5, 15, PANGO_WEIGHT_NORMAL},
    [PDF_SMALL] = {8,    12, PANGO_WEIGHT_NORMAL},
    [PDF_LETTER] = {14,   27, PANGO_WEIGHT_NORMAL},
    [PDF_TITLE] = {18,   28, PANGO_WEIGHT_BOLD  },
};

/* Nothing but the two families, from where systems keep fonts. */
static const char font_rules[] =
    "<fontconfig>"
    "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>"
    "<cachedir>/var/cache/fontconfig</cachedir>"
    "<selectfont><acceptfont>"
    "<pattern><patelt name=\"family\"><string>" SERIF "</string></patelt></pattern>"
    "<pattern><patelt name=\"family\"><string>" UYGHUR "</string></patelt></pattern>"
    "</acceptfont><rejectfont>"
    "<pattern><patelt name=\"scalable\"><bool>true</bool></patelt></pattern>"
    "<pattern><patelt name=\"scalable\"><bool>false</bool></patelt></pattern>"
    "</rejectfont></selectfont>"
    "</fontconfig>";

#ifdef __SANITIZE_ADDRESS__
/* Fontconfig keeps patterns by offset, which the leak checker does not follow. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libcairo\n";
}
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}
#endif

struct pdf {
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoContext *context;
    PangoFontDescription *faces[2]; /* plain, bold */
    GHashTable *layouts;            /* what was laid out lately: a text is measured, then written */
    enum language language;
    bool begun; /* a page is */
};

/* --- Fonts ------------------------------------------------------------------------------------ */

static bool has_family(FcConfig *config, const char *family)
{
    const FcFontSet *fonts = FcConfigGetFonts(config, FcSetSystem);
    FcChar8 *name;
    for (int i = 0; fonts && i < fonts->nfont; i++)
        for (int n = 0; FcPatternGetString(fonts->fonts[i], FC_FAMILY, n, &name) == FcResultMatch;
             n++)
            if (strcmp((const char *)name, family) == 0)
                return true;
    return false;
}

static bool read_fonts(FcConfig *config, struct error *err)
{
    static const char *const wanted[] = {SERIF, UYGHUR};
    if (!config
        || !FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)font_rules, FcTrue)
        || !FcConfigBuildFonts(config))
        return error_set(err, ERROR_SYSTEM, MSG("pdf.fonts"), "fontconfig");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!has_family(config, wanted[i]))
            return error_tell(err, ERROR_MISSING, MSG("pdf.font-missing"), wanted[i]);
    return true;
}

static PangoContext *make_context(enum language language)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string(ANY_LANGUAGE));
    pango_context_set_base_dir(context,
                               language_rtl(language) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    return context;
}

static PangoFontDescription *make_face(enum language language, PangoWeight weight)
{
    PangoFontDescription *face = pango_font_description_new();
    pango_font_description_set_family_static(face, families[language]);
    pango_font_description_set_weight(face, weight);
    pango_font_description_set_absolute_size(face, SET_SIZE * PANGO_SCALE);
    return face;
}

static PangoLayout *make_layout(PangoContext *context, const PangoFontDescription *face,
                                const char *text)
{
    PangoLayout *layout = pango_layout_new(context);
    pango_layout_set_font_description(layout, face);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

/* A text that no family has all of makes Pango go through its whole set; emoji have one apart. */
static void use_face(enum language language, PangoWeight weight)
{
    int width, height;
    PangoContext *context = make_context(language);
    PangoFontDescription *face = make_face(language, weight);
    PangoLayout *layout = make_layout(context, face, "A \u8868 \u0626\u06D5 \u0E01 \U0001F46A");
    pango_layout_get_size(layout, &width, &height);
    g_object_unref(layout);
    pango_font_description_free(face);
    g_object_unref(context);
}

/* What cannot be set stands as a box on the paper. To say so, GLib would ask whether its output is
   a journal's socket, and be ended in a box. */
static GLogWriterOutput say_nothing(GLogLevelFlags level, const GLogField *fields, gsize count,
                                    void *data)
{
    (void)level;
    (void)fields;
    (void)count;
    (void)data;
    return G_LOG_WRITER_HANDLED;
}

bool pdf_prepare(struct error *err)
{
    PangoFcFontMap *map = PANGO_FC_FONT_MAP(pango_cairo_font_map_get_default());
    if (pango_fc_font_map_get_config(map))
        return true;
    FcConfig *config = FcConfigCreate();
    bool ok = read_fonts(config, err);
    if (ok) {
        g_log_set_writer_func(say_nothing, NULL, NULL);
        pango_fc_font_map_set_config(map, config);
    }
    if (config)
        FcConfigDestroy(config);
    for (enum language language = LANGUAGE_ZH; ok && language < LANGUAGE_COUNT; language++) {
        use_face(language, PANGO_WEIGHT_NORMAL);
        use_face(language, PANGO_WEIGHT_BOLD);
    }
    return ok;
}

/* --- The file --------------------------------------------------------------------------------- */

static cairo_status_t write_bytes(void *out, const unsigned char *bytes, unsigned length)
{
    return fwrite(bytes, 1, length, out) == length ? CAIRO_STATUS_SUCCESS
                                                   : CAIRO_STATUS_WRITE_ERROR;
}

/* "2026-11-26 14:03", or a day alone, as the file wants it. Never Cairo's own: that would be the
   clock's. */
static void say_when(cairo_surface_t *surface, const char *at)
{
    char moment[] = "1970-01-01T00:00:00";
    for (size_t i = 0; at[i] && i < strlen("1970-01-01 00:00"); i++)
        moment[i] = at[i];
    moment[strlen("1970-01-01")] = 'T';
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, moment);
}

static void say_about(cairo_surface_t *surface, const struct pdf_about *about)
{
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, about->author);
    say_when(surface, about->at);
}

struct pdf *pdf_open(FILE *out, const struct pdf_about *about, struct error *err)
{
    if (!pdf_prepare(err))
        return NULL;
    struct pdf *pdf = calloc(1, sizeof *pdf);
    if (!pdf)
        abort();
    pdf->language = about->language;
    pdf->surface = cairo_pdf_surface_create_for_stream(write_bytes, out, PDF_WIDTH, PDF_HEIGHT);
    say_about(pdf->surface, about);
    pdf->cairo = cairo_create(pdf->surface);
    pdf->context = make_context(about->language);
    pdf->layouts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
    pdf->faces[0] = make_face(about->language, PANGO_WEIGHT_NORMAL);
    pdf->faces[1] = make_face(about->language, PANGO_WEIGHT_BOLD);
    return pdf;
}

bool pdf_close(struct pdf *pdf, struct error *err)
{
    if (!pdf)
        return true;
    if (pdf->begun)
        cairo_show_page(pdf->cairo);
    cairo_destroy(pdf->cairo);
    cairo_surface_finish(pdf->surface);
    cairo_status_t status = cairo_surface_status(pdf->surface);
    cairo_surface_destroy(pdf->surface);
    g_hash_table_destroy(pdf->layouts);
    pango_font_description_free(pdf->faces[0]);
    pango_font_description_free(pdf->faces[1]);
    g_object_unref(pdf->context);
    free(pdf);
    return status == CAIRO_STATUS_SUCCESS
        || error_set(err, ERROR_SYSTEM, MSG("pdf.unwritten"), "%s", cairo_status_to_string(status));
}

void pdf_page(struct pdf *pdf)
{
    if (pdf->begun)
        cairo_show_page(pdf->cairo);
    pdf->begun = true;
}

enum language pdf_language(const struct pdf *pdf)
{
    return pdf->language;
}

/* --- Text ------------------------------------------------------------------------------------- */

/* The same words stand on a thousand notices: they are shaped once. The layout is the pen's. */
static PangoLayout *lay_out(struct pdf *pdf, enum pdf_style style, double width, const char *text)
{
    int units = (int)(width / styles[style].size * SET_SIZE * PANGO_SCALE);
    char *key = g_strdup_printf("%d %d %s", (int)style, units, text);
    PangoLayout *layout = g_hash_table_lookup(pdf->layouts, key);
    if (layout) {
        g_free(key);
        return layout;
    }
    bool bold = styles[style].weight == PANGO_WEIGHT_BOLD;
    layout = make_layout(pdf->context, pdf->faces[bold], text);
    if (width > 0)
        pango_layout_set_width(layout, units);
    if (g_hash_table_size(pdf->layouts) >= LAYOUTS_MOST)
        g_hash_table_remove_all(pdf->layouts);
    g_hash_table_insert(pdf->layouts, key, layout);
    return layout;
}

double pdf_leading(const struct pdf *pdf, enum pdf_style style)
{
    (void)pdf;
    return styles[style].leading;
}

double pdf_width(struct pdf *pdf, enum pdf_style style, const char *text)
{
    int width, height;
    PangoLayout *layout = lay_out(pdf, style, 0, text);
    pango_layout_get_size(layout, &width, &height);
    return (double)width / PANGO_SCALE * styles[style].size / SET_SIZE;
}

int pdf_lines(struct pdf *pdf, enum pdf_style style, double width, const char *text)
{
    return pango_layout_get_line_count(lay_out(pdf, style, width, text));
}

/* From the side where reading begins to the left one: of what is width wide. */
static double left_of(const struct pdf *pdf, double x, double width)
{
    return language_rtl(pdf->language) ? PDF_WIDTH - x - width : x;
}

/* Letters stand in the middle of their line: their bodies, not what hangs below. */
static double baseline_of(enum pdf_style style)
{
    return styles[style].leading / 2 + styles[style].size * 0.36;
}

static void write_line(struct pdf *pdf, const struct pdf_text *text, PangoLayoutLine *line,
                       double y)
{
    PangoRectangle logical;
    double scale = styles[text->style].size / SET_SIZE;
    pango_layout_line_get_extents(line, NULL, &logical);
    double width = (double)logical.width / PANGO_SCALE * scale, rest = text->width - width;
    double x = text->x + (text->align == PDF_END ? rest : text->align == PDF_CENTER ? rest / 2
                                                                                    : 0);
    cairo_save(pdf->cairo);
    cairo_translate(pdf->cairo, left_of(pdf, x, width), y + baseline_of(text->style));
    cairo_scale(pdf->cairo, scale, scale);
    cairo_move_to(pdf->cairo, 0, 0);
    pango_cairo_show_layout_line(pdf->cairo, line);
    cairo_restore(pdf->cairo);
}

void pdf_write(struct pdf *pdf, const struct pdf_text *text)
{
    PangoLayout *layout = lay_out(pdf, text->style, text->width, text->text);
    for (int i = 0; i < text->count; i++) {
        PangoLayoutLine *line = pango_layout_get_line_readonly(layout, text->first + i);
        if (line)
            write_line(pdf, text, line, text->y + i * styles[text->style].leading);
    }
}

/* --- Lines ------------------------------------------------------------------------------------ */

void pdf_rule(struct pdf *pdf, double x1, double y1, double x2, double y2, double weight)
{
    cairo_set_line_width(pdf->cairo, weight);
    cairo_move_to(pdf->cairo, left_of(pdf, x1, 0), y1);
    cairo_line_to(pdf->cairo, left_of(pdf, x2, 0), y2);
    cairo_stroke(pdf->cairo);
}

void pdf_box(struct pdf *pdf, double x, double y, double size, bool ticked)
{
    double left = left_of(pdf, x, size);
    cairo_set_line_width(pdf->cairo, 0.7);
    cairo_rectangle(pdf->cairo, left, y, size, size);
    cairo_stroke(pdf->cairo);
    if (!ticked)
        return;
    cairo_set_line_width(pdf->cairo, 1.4);
    cairo_move_to(pdf->cairo, left + size * 0.15, y + size * 0.5);
    cairo_line_to(pdf->cairo, left + size * 0.42, y + size * 0.8);
    cairo_line_to(pdf->cairo, left + size * 1.05, y - size * 0.1);
    cairo_stroke(pdf->cairo);
}
