#include "core/store/record.h"

#include <string.h>

static const struct column place_columns[PLACE_COLUMNS] = {
    [PLACE_KIND] = {"place_kind",     value_place_kind, NEED_KIND, false},
    [PLACE_CODE] = {"place_code",     value_text,       NEED_NOT,  true },
    [PLACE_NAME] = {"place",          value_text,       NEED_NAME, false},
    [PLACE_NAME_UG] = {"place_ug",       value_text,       NEED_NAME, false},
    [PLACE_PARENT] = {"place_parent",   value_text,       NEED_NOT,  false},
    [PLACE_PRIMARY] = {"serves_primary", value_text,       NEED_NOT,  false},
    [PLACE_JUNIOR] = {"serves_junior",  value_text,       NEED_NOT,  false},
};

static const struct column school_columns[SCHOOL_COLUMNS] = {
    [SCHOOL_NAME] = {"school",         value_text,  NEED_NAME, false},
    [SCHOOL_NAME_UG] = {"school_ug",      value_text,  NEED_NAME, false},
    [SCHOOL_CODE] = {"school_code",    value_text,  NEED_NOT,  true },
    [SCHOOL_STAGE] = {"stage",          value_stage, NEED_NOT,  false},
    [SCHOOL_CENTRAL] = {"central_school", value_text,  NEED_NOT,  false},
};

static const struct column account_columns[ACCOUNT_COLUMNS] = {
    [ACCOUNT_NAME] = {"account",   value_text,  NEED_ACCOUNT, false},
    [ACCOUNT_PERSON] = {"name_zh",   value_text,  NEED_NAME,    false},
    [ACCOUNT_PERSON_UG] = {"name_ug",   value_text,  NEED_NAME,    false},
    [ACCOUNT_PHONE] = {"phone",     value_text,  NEED_NOT,     true },
    [ACCOUNT_ROLE] = {"role",      value_role,  NEED_KIND,    false},
    [ACCOUNT_PLACE] = {"place",     value_text,  NEED_NOT,     false},
    [ACCOUNT_TOWNSHIP] = {"township",  value_text,  NEED_NOT,     false},
    [ACCOUNT_VILLAGE] = {"village",   value_text,  NEED_NOT,     false},
    [ACCOUNT_SCHOOL] = {"school",    value_text,  NEED_NOT,     false},
    [ACCOUNT_GRADE] = {"grade",     value_grade, NEED_NOT,     false},
    [ACCOUNT_CLASS] = {"class",     value_class, NEED_NOT,     false},
    [ACCOUNT_SEAT] = {"seat",      value_text,  NEED_NOT,     false},
    [ACCOUNT_FIRST_DAY] = {"first_day", value_day,   NEED_NOT,     true },
    [ACCOUNT_LAST_DAY] = {"last_day",  value_day,   NEED_NOT,     true },
};

static const struct column register_columns[REGISTER_COLUMNS] = {
    [REGISTER_TOWNSHIP] = {"township",          value_text,      NEED_NOT,   false},
    [REGISTER_VILLAGE] = {"village",           value_text,      NEED_NOT,   false},
    [REGISTER_GROUP] = {"group",             value_text,      NEED_PLACE, false},
    [REGISTER_YEAR] = {"school_year",       value_year,      NEED_NOT,   true },
    [REGISTER_PAGE] = {"page",              value_number,    NEED_NOT,   true },
    [REGISTER_LINE] = {"line",              value_number,    NEED_NOT,   true },
    [REGISTER_HEAD] = {"head",              value_text,      NEED_NOT,   false},
    [REGISTER_HEAD_PHONE] = {"head_phone",        value_text,      NEED_NOT,   true },
    [REGISTER_REGISTERED] = {"registered",        value_text,      NEED_NOT,   false},
    [REGISTER_ADDRESS] = {"address",           value_text,      NEED_NOT,   false},
    [REGISTER_NAME] = {"name_zh",           value_text,      NEED_NAME,  false},
    [REGISTER_NAME_UG] = {"name_ug",           value_text,      NEED_NAME,  false},
    [REGISTER_ID_NUMBER] = {"id_number",         value_id_number, NEED_WHO,   true },
    [REGISTER_SEX] = {"sex",               value_sex,       NEED_NOT,   false},
    [REGISTER_BORN] = {"born",              value_birth_day, NEED_WHO,   true },
    [REGISTER_RESIDENT] = {"resident",          value_resident,  NEED_NOT,   false},
    [REGISTER_FATHER] = {"father",            value_text,      NEED_NOT,   false},
    [REGISTER_FATHER_UG] = {"father_ug",         value_text,      NEED_NOT,   false},
    [REGISTER_FATHER_PHONE] = {"father_phone",      value_text,      NEED_NOT,   true },
    [REGISTER_FATHER_WORK] = {"father_work",       value_text,      NEED_NOT,   false},
    [REGISTER_MOTHER] = {"mother",            value_text,      NEED_NOT,   false},
    [REGISTER_MOTHER_UG] = {"mother_ug",         value_text,      NEED_NOT,   false},
    [REGISTER_MOTHER_PHONE] = {"mother_phone",      value_text,      NEED_NOT,   true },
    [REGISTER_MOTHER_WORK] = {"mother_work",       value_text,      NEED_NOT,   false},
    [REGISTER_GUARDIAN] = {"guardian",          value_text,      NEED_NOT,   false},
    [REGISTER_GUARDIAN_UG] = {"guardian_ug",       value_text,      NEED_NOT,   false},
    [REGISTER_GUARDIAN_PHONE] = {"guardian_phone",    value_text,      NEED_NOT,   true },
    [REGISTER_GUARDIAN_WORK] = {"guardian_work",     value_text,      NEED_NOT,   false},
    [REGISTER_GUARDIAN_RELATION] = {"guardian_relation", value_relation,  NEED_NOT,   false},
};

static const struct column roll_columns[ROLL_COLUMNS] = {
    [ROLL_NAME] = {"name_zh",        value_text,      NEED_NAME,  false},
    [ROLL_NAME_UG] = {"name_ug",        value_text,      NEED_NAME,  false},
    [ROLL_ID_NUMBER] = {"id_number",      value_id_number, NEED_WHO,   true },
    [ROLL_STUDENT_NUMBER] = {"student_number", value_text,      NEED_NOT,   true },
    [ROLL_SEX] = {"sex",            value_sex,       NEED_NOT,   false},
    [ROLL_BORN] = {"born",           value_birth_day, NEED_WHO,   true },
    [ROLL_SCHOOL] = {"school",         value_text,      NEED_PLACE, false},
    [ROLL_SCHOOL_CODE] = {"school_code",    value_text,      NEED_PLACE, true },
    [ROLL_GRADE] = {"grade",          value_grade,     NEED_NOT,   false},
    [ROLL_CLASS] = {"class",          value_class,     NEED_NOT,   false},
    [ROLL_STATUS] = {"status",         value_status,    NEED_NOT,   false},
    [ROLL_GUARDIAN] = {"guardian",       value_text,      NEED_NOT,   false},
    [ROLL_PHONE] = {"phone",          value_text,      NEED_NOT,   true },
};

static const struct column calendar_columns[CALENDAR_COLUMNS] = {
    [CALENDAR_PLACE] = {"calendar_place",     value_text,          NEED_NOT,  false},
    [CALENDAR_KIND] = {"calendar_kind",      value_calendar_kind, NEED_KIND, false},
    [CALENDAR_FIRST] = {"calendar_first",     value_day,           NEED_DAY,  true },
    [CALENDAR_LAST] = {"calendar_last",      value_day,           NEED_NOT,  true },
    [CALENDAR_NAME] = {"calendar_name",      value_text,          NEED_NOT,  false},
    [CALENDAR_NAME_UG] = {"calendar_name_ug",   value_text,          NEED_NOT,  false},
    [CALENDAR_ANNOUNCED] = {"calendar_announced", value_yes_no,        NEED_NOT,  false},
};

static const struct column groups_columns[GROUPS_COLUMNS] = {
    [GROUPS_GROUP] = {"support_group", value_text,      NEED_KIND,   false},
    [GROUPS_ID_NUMBER] = {"id_number",     value_id_number, NEED_WHO,    true },
    [GROUPS_NAME] = {"name_zh",       value_text,      NEED_NAME,   false},
    [GROUPS_NAME_UG] = {"name_ug",       value_text,      NEED_NAME,   false},
    [GROUPS_BORN] = {"born",          value_birth_day, NEED_WHO,    true },
    [GROUPS_SOURCE] = {"list_source",   value_text,      NEED_SOURCE, false},
    [GROUPS_DAY] = {"list_day",      value_day,       NEED_DAY,    true },
};

const struct record record_places = {"places", place_columns, PLACE_COLUMNS};
const struct record record_schools = {"schools", school_columns, SCHOOL_COLUMNS};
const struct record record_accounts = {"accounts", account_columns, ACCOUNT_COLUMNS};
const struct record record_calendar = {"calendar", calendar_columns, CALENDAR_COLUMNS};
const struct record record_register = {"register", register_columns, REGISTER_COLUMNS};
const struct record record_roll = {"roll", roll_columns, ROLL_COLUMNS};
const struct record record_groups = {"groups", groups_columns, GROUPS_COLUMNS};

void record_words(const struct record *record, struct vocabulary *words)
{
    for (size_t i = 0; i < record->count; i++)
        vocabulary_add(words, "column", record->columns[i].name);
}

int record_field(const struct record *record, const char *name)
{
    for (size_t i = 0; i < record->count; i++)
        if (strcmp(record->columns[i].name, name) == 0)
            return (int)i;
    return -1;
}

bool record_latin(const struct record *record, const char *name)
{
    int column = record_field(record, name);
    return column >= 0 && record->columns[column].latin;
}

/* Headers carry asterisks for needed columns and explanations in brackets. */
static const char *without_remark(const char *header, struct arena *arena)
{
    static const char *const opening[] = {"(", "（", "[", "【"};
    size_t length = strlen(header);
    for (size_t i = 0; i < COUNT(opening); i++) {
        const char *remark = strstr(header, opening[i]);
        if (remark && remark != header && (size_t)(remark - header) < length)
            length = (size_t)(remark - header);
    }
    return arena_copy(arena, header, length);
}

int record_column(const struct record *record, const struct vocabulary *words, const char *header)
{
    ARENA(arena);
    header += strspn(header, " *");
    const char *plain = arena_copy(&arena, header, strcspn(header, "*"));
    const char *name = vocabulary_find(words, "column", plain);
    if (!name)
        name = vocabulary_find(words, "column", without_remark(plain, &arena));
    return name ? record_field(record, name) : -1;
}

bool record_read(const struct record *record, const struct vocabulary *words, int column,
                 const char *cell, struct arena *arena, const char **value, struct error *err)
{
    const char *written;
    if (!value_clean(words, cell, arena, &written, err))
        return false;
    *value = written;
    return *written == '\0' || record->columns[column].read(words, written, arena, value, err);
}

int record_missing(const struct record *record, const bool *met)
{
    bool needs[NEED_COUNT] = {0};
    for (size_t i = 0; i < record->count; i++)
        needs[record->columns[i].need] |= met[i];
    for (size_t i = 0; i < record->count; i++)
        if (record->columns[i].need != NEED_NOT && !needs[record->columns[i].need])
            return (int)i;
    return -1;
}
