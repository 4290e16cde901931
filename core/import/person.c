#include "core/import/person.h"

#include "core/base/date.h"
#include "core/lists/idnumber.h"

#include <string.h>

enum {
    MONTH = 7 /* characters of "2014-04" */
};

static void read_names(struct child *person, const char *zh, const char *ug)
{
    bool turned = *ug == '\0' && value_in_uyghur(zh);
    person->name_zh = turned ? "" : zh;
    person->name_ug = turned ? zh : ug;
}

static bool read_birth(struct load *load, int column, struct child *person, const struct idnumber *id,
                       struct error *err)
{
    bool month = strlen(person->born) == MONTH;
    if (*person->born == '\0' || (month && strncmp(person->born, id->born, MONTH) == 0))
        person->born = arena_copy(&load->row, id->born, strlen(id->born));
    else if (month)
        return load_refuse(load, column, err, MSG("import.month-alone"), person->born);
    if (strcmp(person->born, load->request->today) > 0)
        return load_refuse(load, column, err, MSG("import.not-born-yet"), person->born);
    return true;
}

bool person_read(struct load *load, const struct person_columns *columns, const char *const *values,
                 struct child *person, struct error *err)
{
    struct idnumber id = {0};
    *person = (struct child){
        .id_number = values[columns->id_number],
        .sex = columns->sex < 0 ? "" : values[columns->sex],
        .born = values[columns->born],
    };
    read_names(person, values[columns->name], values[columns->name_ug]);
    load->column = columns->id_number;
    if (*person->id_number && !idnumber_read(person->id_number, &id, err))
        return false;
    if (*person->sex == '\0')
        person->sex = arena_copy(&load->row, id.sex, strlen(id.sex));
    load->column = -1;
    return read_birth(load, columns->born, person, &id, err);
}

bool person_child(struct load *load, struct child *person, int64_t known_id, bool *added,
                  struct error *err)
{
    person->id = known_id;
    *added = false;
    if (person->id == 0 && !child_find(load->store, person->id_number, &person->id, err))
        return false;
    if (person->id != 0)
        return child_complete(load->store, person, err);
    *added = true;
    return child_add(load->store, person, &person->id, err);
}
