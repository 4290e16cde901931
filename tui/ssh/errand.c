#include "tui/ssh/errand.h"

#include "core/base/log.h"
#include "core/posts/signin.h"
#include "core/store/county.h"
#include "tui/today.h"

#include <unistd.h>

static bool know_person(struct errand *errand, struct error *err)
{
    bool known = person_know(&errand->person, errand->store, errand->account_id,
                             today_text(errand->setting->today, errand->today), err);
    if (errand->person.account.language)
        language_find(errand->person.account.language, &errand->language);
    if (known && errand->person.account.must_change)
        return error_set(err, ERROR_DENIED, MSG("command.change-password"), "one-time password");
    return known;
}

static bool sign_in(struct errand *errand, const struct link_start *start, struct error *err)
{
    const struct signin signin = {
        .account_id = start->account_id,
        .source = start->source,
        .client = start->client,
        .pid = getpid(),
    };
    return signin_begin(errand->store, &signin, &errand->signin, err);
}

bool errand_begin(struct errand *errand, const struct session_setting *setting,
                  const struct link_start *start, struct error *err)
{
    *errand = (struct errand){
        .setting = setting,
        .account_id = start->account_id,
        .store = county_open(setting->folder, err),
        .language = LANGUAGE_ZH,
    };
    bool begun = errand->store && know_person(errand, err) && sign_in(errand, start, err);
    if (!begun)
        log_line("refused to account %ld: %s", (long)start->account_id, err->detail);
    return begun;
}

bool errand_goes_on(struct errand *errand, struct error *err)
{
    bool ending = false;
    if (!know_person(errand, err) || !signin_ending(errand->store, errand->signin, &ending, err))
        return false;
    return !ending || error_set(err, ERROR_DENIED, MSG("files.ended"), "sent away");
}

void errand_end(struct errand *errand)
{
    struct error ignored = {0};
    if (errand->signin != 0)
        signin_end(errand->store, errand->signin, &ignored);
    store_close(errand->store);
    person_clear(&errand->person);
}
