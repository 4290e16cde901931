#include "tests/tui/given.h"

#include "core/outbox/outbox.h"
#include "core/outbox/printing.h"

static int64_t put(struct fixture *f, const char *title, enum outbox_kind kind, const void *bytes,
                   size_t size)
{
    const struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    const struct outbox_paper paper = {
        .title = title, .kind = kind, .bytes = bytes, .size = size};
    int64_t id;
    assert_true(outbox_put(f->store, &teacher, &paper, &id, &f->err));
    return id;
}

/* At noon of the day before in every county, whenever the script is played. */
static void date_all(struct fixture *f)
{
    assert_true(store_execute(f->store, "UPDATE outbox_paper SET made_at ="
                                        " CAST(strftime('%s', '2026-09-16 12:00', 'utc') AS INTEGER),"
                                        " print_at = CAST(strftime('%s', '2026-09-16 12:30', 'utc')"
                                        " AS INTEGER)",
                              &f->err));
}

/* The class teacher has three papers, of which the printer could not take one; the county has a
   printer. */
void given_outbox(struct fixture *f, const struct county *c)
{
    static const char bytes[40000] = "%PDF-";
    const struct actor teacher = county_actor(f, ROLE_CLASS_TEACHER);
    (void)c;
    assert_true(printing_set(f->store, &f->console, "office", &f->err));
    put(f, "名单", OUTBOX_XLSX, bytes, 900);
    int64_t failed = put(f, "劝返记录 李示例", OUTBOX_PDF, bytes, sizeof bytes);
    put(f, "قايتۇرۇش ئۇقتۇرۇشى", OUTBOX_PDF, bytes, sizeof bytes);
    assert_true(printing_ask(f->store, &teacher, failed, &f->err));
    for (int try = 0; try < PRINTING_TRIES; try++)
        assert_true(printing_failed(f->store, failed, "printing.slow", 0, COUNTY_TODAY, &f->err));
    date_all(f);
}
