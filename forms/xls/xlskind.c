#include "forms/xls/xlskind.h"

#include <string.h>

static const struct xls_kind kinds[] = {
    {"text",           "text",            "",           true,  XLS_TEXT  },
    {"paragraph",      "text",            "multiline",  true,  XLS_TEXT  },
    {"note",           "note",            "",           true,  XLS_TEXT  },
    {"integer",        "integer",         "",           true,  XLS_NUMBER},
    {"number",         "integer",         "",           false, XLS_NUMBER},
    {"decimal",        "decimal",         "",           true,  XLS_NUMBER},
    {"money",          "decimal",         "",           false, XLS_NUMBER},
    {"date",           "date",            "",           true,  XLS_DAY   },
    {"month",          "date",            "month-year", true,  XLS_DAY   },
    {"time",           "time",            "",           true,  XLS_TEXT  },
    {"choice",         "select_one",      "",           true,  XLS_TEXT  },
    {"choices",        "select_multiple", "",           true,  XLS_TEXT  },
    {"yes_no",         "select_one",      "",           false, XLS_TEXT  },
    {"yes_no",         "acknowledge",     "",           true,  XLS_TEXT  },
    {"yes_no",         "trigger",         "",           true,  XLS_TEXT  },
    {"sex",            "select_one",      "",           false, XLS_TEXT  },
    {"person",         "text",            "",           false, XLS_TEXT  },
    {"people",         "text",            "",           false, XLS_TEXT  },
    {"child",          "text",            "",           false, XLS_TEXT  },
    {"guardian",       "text",            "",           false, XLS_TEXT  },
    {"class",          "text",            "",           false, XLS_TEXT  },
    {"school",         "text",            "",           false, XLS_TEXT  },
    {"place",          "text",            "",           false, XLS_TEXT  },
    {"phone",          "text",            "",           false, XLS_TEXT  },
    {"mobile",         "text",            "",           false, XLS_TEXT  },
    {"landline",       "text",            "",           false, XLS_TEXT  },
    {"id_number",      "text",            "",           false, XLS_TEXT  },
    {"student_number", "text",            "",           false, XLS_TEXT  },
    {"signature",      "image",           "signature",  true,  XLS_TEXT  },
    {"calculated",     "calculate",       "",           true,  XLS_TEXT  },
};

static const char *const unasked[] = {"start", "end", "today", "deviceid",
                                      "phonenumber", "username", "simserial", "subscriberid",
                                      "email", "audit", "start-geopoint"};

const struct xls_kind *xls_kind_ours(const char *name)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i].ours, name) == 0)
            return &kinds[i];
    return NULL;
}

/* A word of an appearance, which may be several. */
static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

const struct xls_kind *xls_kind_theirs(const char *name, const char *appearance)
{
    const struct xls_kind *found = NULL;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const struct xls_kind *kind = &kinds[i];
        bool looks = *kind->appearance && has_word(appearance, kind->appearance);
        bool plain = !*kind->appearance && !found;
        if (kind->usual && strcmp(kind->theirs, name) == 0 && (looks || plain))
            found = kind;
    }
    return found;
}

bool xls_kind_is_unasked(const char *name)
{
    for (size_t i = 0; i < COUNT(unasked); i++)
        if (strcmp(unasked[i], name) == 0)
            return true;
    return false;
}
